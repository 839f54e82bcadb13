//! `--events FILE... --queries FILE`

use std::path::PathBuf;

/// What to read.
#[derive(Debug, Default)]
pub struct Arguments {
    pub events: Vec<PathBuf>,
    pub queries: PathBuf,
}

const USAGE: &str = "usage: replay --events FILE... --queries FILE > PRED.jsonl";

/// Reads the command line.
pub fn parse(arguments: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut parsed = Arguments::default();
    let mut option = String::new();
    for argument in arguments {
        match (argument.as_str(), option.as_str()) {
            ("--events" | "--queries", _) => option = argument,
            (_, "--events") => parsed.events.push(argument.into()),
            (_, "--queries") if parsed.queries.as_os_str().is_empty() => parsed.queries = argument.into(),
            _ => return Err(format!("unexpected {argument:?}; {USAGE}")),
        }
    }
    if parsed.events.is_empty() || parsed.queries.as_os_str().is_empty() {
        return Err(USAGE.to_owned());
    }
    Ok(parsed)
}
