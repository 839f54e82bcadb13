//! A small recorded day, replayed as `examples/replay` does: the accuracy reached once is kept.
//!
//! Five assistants, 18 % of the tickets giving up, priority re-entry; waits of those who gave up are virtual (how long
//! they would have waited), so the sample is not biased towards short waits.

#![expect(clippy::unwrap_used, reason = "a file that is not as expected fails the test")]

#[path = "../examples/replay/day.rs"]
mod day;
#[path = "../examples/replay/format.rs"]
#[expect(dead_code, reason = "the example also reads queries from a file")]
mod format;

use std::path::Path;

use format::{Prediction, Query, Trace};
use serde::Deserialize;

/// A query with its answer.
#[derive(Deserialize)]
struct Asked {
    #[serde(flatten)]
    query: Query,
    /// Seconds until called; `None`: not called before closing.
    wait: Option<f64>,
    /// Seconds until closing.
    horizon: f64,
}

fn data(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn recorded() -> (Trace, Vec<Asked>) {
    let trace = format::trace(&data("small.events.jsonl")).unwrap();
    let text = std::fs::read_to_string(data("small.queries.jsonl")).unwrap();
    let mut asked: Vec<Asked> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    asked.sort_by_key(|asked| asked.query.after_seq);
    (trace, asked)
}

fn replay(trace: &Trace, asked: &[Asked]) -> Vec<Prediction> {
    let mut day = day::Day::new(&trace.header);
    let mut events = trace.events.iter().peekable();
    let answers = asked.iter().map(|asked| {
        while let Some(event) = events.next_if(|event| event.seq <= asked.query.after_seq) {
            day.feed(event).unwrap();
        }
        day.answer(&asked.query).unwrap()
    });
    answers.collect()
}

#[test]
fn waits_of_a_recorded_day_are_predicted_as_well_as_before() {
    let (trace, asked) = recorded();
    let predicted = replay(&trace, &asked);
    let waits = || asked.iter().map(|asked| asked.wait.map_or(asked.horizon, |wait| wait.min(asked.horizon)));
    let count = f64::from(u32::try_from(asked.len()).unwrap());
    let mean_wait = waits().sum::<f64>() / count;
    let (mut error, mut naive, mut covered, mut inside) = (0.0, 0.0, 0.0, 0.0);
    for ((asked, found), wait) in asked.iter().zip(&predicted).zip(waits()) {
        error += (found.p50.min(asked.horizon) - wait).abs();
        naive += (mean_wait - wait).abs();
        let within = wait <= found.p90.min(asked.horizon);
        covered += f64::from(u8::from(within));
        inside += f64::from(u8::from(within && wait >= found.p10));
    }
    let (error, naive, covered, inside) = (error / count, naive / count, covered / count, inside / count);
    println!(
        "MAE {error:.1} s, of the day's mean wait {naive:.1} s; p90 covers {covered:.3}, p10–p90 {inside:.3}"
    );
    assert!(error < 1.05 * ERROR, "mean absolute error {error:.1} s");
    assert!(error < 0.7 * naive, "hardly better than telling everybody the mean");
    assert!((0.80..=0.98).contains(&covered), "p90 covers {covered:.3}");
    assert!((0.70..=0.95).contains(&inside), "p10 to p90 covers {inside:.3}");
}

/// The mean absolute error reached on this day, in seconds.
const ERROR: f64 = 167.1;

#[test]
fn nothing_is_learned_from_later_events() {
    let (mut trace, asked) = recorded();
    let all = replay(&trace, &asked);
    let last = asked[asked.len() / 2].query.after_seq;
    trace.events.retain(|event| event.seq <= last);
    let early: Vec<_> = asked.into_iter().filter(|asked| asked.query.after_seq <= last).collect();
    let some = replay(&trace, &early);
    for (a, b) in all.iter().zip(&some) {
        assert_eq!(serde_json::to_string(a).unwrap(), serde_json::to_string(b).unwrap());
    }
    assert!(some.len() > 50);
}
