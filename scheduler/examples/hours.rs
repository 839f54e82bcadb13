//! When is the office open? One RFC 3339 instant a line comes in, `open` or `closed`, a TAB and the next change go out.
//!
//! ```text
//! cargo run --release -p scheduler --example hours -- [--config FILE] < INSTANTS
//! ```
//!
//! The next change is RFC 3339 in the office's time zone (Madrid by default), to the second, or `never` when the answer
//! does not change within a year. FILE is the service's configuration (TOML), of which only `[hours]` is read, or a file
//! with the contents of `[hours]` alone. A line that is not an instant stops the run with its number and exit status 2.

use std::io::{self, BufRead as _, BufWriter, Write as _};
use std::process::ExitCode;

use chrono::{DateTime, SecondsFormat, Utc};
use scheduler::OpeningHours;

/// Longest line read, in bytes. 128: an RFC 3339 instant has about 35.
const MAX_LINE: usize = 128;

fn main() -> ExitCode {
    match settings().and_then(|hours| answer(&hours)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("hours: {message}");
            ExitCode::from(2)
        }
    }
}

/// The hours from `--config FILE`, else the defaults.
fn settings() -> Result<OpeningHours, String> {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next(), arguments.next()) {
        (None, ..) => Ok(OpeningHours::default()),
        (Some("--config"), Some(file), None) => {
            let text = std::fs::read_to_string(&file).map_err(|error| format!("{file}: {error}"))?;
            parse(&text).map_err(|error| format!("{file}: {error}"))
        }
        _ => Err("usage: hours [--config FILE] < INSTANTS".to_owned()),
    }
}

fn parse(text: &str) -> Result<OpeningHours, String> {
    /// The settings an office's hours consist of; any of them at the top means a file with the hours alone.
    const NAMES: [&str; 5] = ["time_zone", "weekly", "calendar", "closures", "special_days"];
    let mut table: toml::Table = text.parse().map_err(|error: toml::de::Error| error.to_string())?;
    let hours = match table.remove("hours") {
        Some(hours) => hours,
        None if NAMES.iter().any(|name| table.contains_key(*name)) => toml::Value::Table(table),
        None => return Ok(OpeningHours::default()),
    };
    hours.try_into().map_err(|error: toml::de::Error| error.to_string())
}

fn answer(hours: &OpeningHours) -> Result<(), String> {
    let mut output = BufWriter::new(io::stdout().lock());
    for (number, line) in (1_u64..).zip(io::stdin().lock().lines()) {
        let line = line.map_err(|error| format!("line {number}: {error}"))?;
        let text = line.trim();
        if text.is_empty() {
            continue;
        }
        let now = instant(text).ok_or_else(|| format!("line {number} is not an RFC 3339 instant"))?;
        match writeln!(output, "{}", line_for(hours, now)) {
            // Whoever reads has seen enough (`| head`).
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
            written => written.map_err(|error| error.to_string())?,
        }
    }
    output.flush().map_err(|error| error.to_string())
}

fn instant(text: &str) -> Option<DateTime<Utc>> {
    let short = text.len() <= MAX_LINE;
    short.then(|| DateTime::parse_from_rfc3339(text).ok())?.map(|instant| instant.to_utc())
}

fn line_for(hours: &OpeningHours, now: DateTime<Utc>) -> String {
    let office = hours.at(now);
    let word = if office.open { "open" } else { "closed" };
    let change = office.next_change().map_or("never".to_owned(), |at| {
        at.with_timezone(&hours.time_zone).to_rfc3339_opts(SecondsFormat::Secs, false)
    });
    format!("{word}\t{change}")
}
