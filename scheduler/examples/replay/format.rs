//! The files: one JSON object a line.

use std::error::Error;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use scheduler::estimate::forward::Quality;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A recorded day.
pub struct Trace {
    pub header: Header,
    pub events: Vec<Line>,
}

/// The first line of an event file.
#[derive(Deserialize)]
pub struct Header {
    pub trace: String,
    /// When everybody still waiting is sent home, in seconds after opening.
    pub close: f64,
    /// Planned `[on, off)` for each assistant.
    pub roster: Vec<Vec<(f64, f64)>>,
    pub reentry_priority: bool,
    pub history: Option<History>,
    #[serde(default = "ring_timeout")]
    pub ring_timeout: f64,
}

fn ring_timeout() -> f64 {
    45.0
}

/// The day before.
#[derive(Deserialize)]
pub struct History {
    pub talk: f64,
    pub wrap: f64,
    pub log_sigma: f64,
    pub theta: f64,
    pub p_ns: f64,
    pub late_start: f64,
    pub late_break: f64,
}

/// An event.
#[derive(Deserialize)]
pub struct Line {
    pub seq: u64,
    pub t: f64,
    pub ev: Kind,
    pub id: Option<String>,
    pub agent: Option<u32>,
    #[serde(default)]
    pub prio: u8,
    pub reentry_of: Option<String>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Joined,
    Called,
    Answered,
    NoShow,
    Finished,
    AgentReady,
    Abandoned,
    AgentOn,
    AgentOff,
    Closed,
    Dismissed,
}

/// When an estimate is asked for.
#[derive(Deserialize)]
pub struct Query {
    pub qid: String,
    pub trace: String,
    pub id: String,
    pub t: f64,
    pub after_seq: u64,
}

/// The answer, in seconds from `t`.
#[derive(Serialize)]
pub struct Prediction {
    pub qid: String,
    pub trace: String,
    pub id: String,
    pub t: f64,
    pub p10: f64,
    pub p50: f64,
    pub p80: f64,
    pub p90: f64,
    pub p_served_before_close: f64,
    pub quality: Quality,
}

/// Reads an event file.
pub fn trace(path: &Path) -> Result<Trace, Box<dyn Error>> {
    let mut lines = lines(path)?;
    let (_, first) = lines.next().ok_or_else(|| format!("{} is empty", path.display()))??;
    let header = parse(path, 1, &first)?;
    let events = lines.map(|line| line.and_then(|(number, text)| parse(path, number, &text)));
    Ok(Trace { header, events: events.collect::<Result<_, _>>()? })
}

/// Reads the queries.
pub fn queries(path: &Path) -> Result<Vec<Query>, Box<dyn Error>> {
    lines(path)?.map(|line| line.and_then(|(number, text)| parse(path, number, &text))).collect()
}

type Numbered = Result<(usize, String), Box<dyn Error>>;

fn lines(path: &Path) -> Result<impl Iterator<Item = Numbered> + use<>, Box<dyn Error>> {
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let numbered = (1..).zip(BufReader::new(file).lines());
    let filled = numbered.filter(|(_, line)| !line.as_ref().is_ok_and(|line| line.trim().is_empty()));
    Ok(filled.map(|(number, line)| Ok((number, line?))))
}

fn parse<T: DeserializeOwned>(path: &Path, number: usize, text: &str) -> Result<T, Box<dyn Error>> {
    serde_json::from_str(text).map_err(|error| format!("{}:{number}: {error}", path.display()).into())
}
