//! Replays recorded days and answers what a citizen would have been told.
//!
//! `cargo run --release -p scheduler --example replay -- --events FILE... --queries FILE [--promises FILE] > PRED.jsonl`
//!
//! A query sees the events up to its `after_seq` and nothing later. Formats: `docs/ESTIMATES.md`.

mod arguments;
mod day;
mod format;
mod promises;

use std::error::Error;
use std::io::{BufWriter, Write as _};
use std::process::ExitCode;

use day::Day;
use format::{Prediction, Query, Trace};

fn main() -> ExitCode {
    match replay() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("replay: {error}");
            ExitCode::FAILURE
        }
    }
}

fn replay() -> Result<(), Box<dyn Error>> {
    let arguments = arguments::parse(std::env::args().skip(1))?;
    let queries = format::queries(&arguments.queries)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut looks = arguments.promises.map(std::fs::File::create).transpose()?.map(BufWriter::new);
    let mut answered = 0;
    for path in &arguments.events {
        let trace = format::trace(path)?;
        let mut asked: Vec<&Query> =
            queries.iter().filter(|query| query.trace == trace.header.trace).collect();
        asked.sort_by_key(|query| query.after_seq);
        if let Some(looks) = &mut looks {
            promises::follow(&trace, &asked, looks)?;
        }
        for prediction in predictions(&trace, &asked)? {
            serde_json::to_writer(&mut out, &prediction)?;
            out.write_all(b"\n")?;
            answered += 1;
        }
    }
    out.flush()?;
    if let Some(looks) = &mut looks {
        looks.flush()?;
    }
    if answered < queries.len() {
        eprintln!("replay: {} queries belong to none of the event files", queries.len() - answered);
    }
    Ok(())
}

/// Feeds the events one by one and answers each query as soon as it has seen all it may see.
fn predictions(trace: &Trace, asked: &[&Query]) -> Result<Vec<Prediction>, Box<dyn Error>> {
    let mut day = Day::new(&trace.header);
    let mut events = trace.events.iter().peekable();
    asked
        .iter()
        .map(|query| {
            while let Some(event) = events.next_if(|event| event.seq <= query.after_seq) {
                day.feed(event)?;
            }
            day.answer(query)
        })
        .collect()
}
