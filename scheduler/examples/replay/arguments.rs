//! `--events FILE... --queries FILE [--promises FILE]`

use std::path::PathBuf;

/// What to read.
#[derive(Debug, Default)]
pub struct Arguments {
    pub events: Vec<PathBuf>,
    pub queries: PathBuf,
    /// Where to write what would have been told at every look.
    pub promises: Option<PathBuf>,
}

const USAGE: &str = "usage: replay --events FILE... --queries FILE [--promises FILE] > PRED.jsonl";

/// Reads the command line.
pub fn parse(arguments: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut parsed = Arguments::default();
    let mut option = String::new();
    for argument in arguments {
        match (argument.as_str(), option.as_str()) {
            ("--events" | "--queries" | "--promises", _) => option = argument,
            (_, "--events") => parsed.events.push(argument.into()),
            (_, "--queries") if parsed.queries.as_os_str().is_empty() => parsed.queries = argument.into(),
            (_, "--promises") if parsed.promises.is_none() => parsed.promises = Some(argument.into()),
            _ => return Err(format!("unexpected {argument:?}; {USAGE}")),
        }
    }
    if parsed.events.is_empty() || parsed.queries.as_os_str().is_empty() {
        return Err(USAGE.to_owned());
    }
    Ok(parsed)
}
