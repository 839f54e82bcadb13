//! Content lines (RFC 5545 §3.1) and the events they make up, with line numbers.

use crate::roster::import::{ImportError, ImportProblem};

/// A property: `NAME;PARAMETER=value:value`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Property {
    /// The line it begins on.
    pub line: u64,
    /// Upper case.
    pub name: String,
    /// Names in upper case, values without quotes.
    parameters: Vec<(String, String)>,
    /// As written.
    pub value: String,
}

impl Property {
    /// The value of a parameter, by its name in upper case.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// `None` if it has no name or no value.
    fn parse(line: u64, text: &str) -> Option<Self> {
        let colon = outside_quotes(text, ':').next()?;
        let (head, value) = (text.get(..colon)?, text.get(colon + 1..)?);
        let mut cuts: Vec<usize> = outside_quotes(head, ';').collect();
        cuts.push(head.len());
        let mut parts = cuts.iter().scan(0, |from, to| {
            let part = head.get(*from..*to);
            *from = to + 1;
            part
        });
        let name = parts.next()?.trim().to_ascii_uppercase();
        let parameter = |part: &str| {
            let (key, value) = part.split_once('=')?;
            Some((key.to_ascii_uppercase(), value.trim_matches('"').to_owned()))
        };
        let parameters = parts.filter_map(parameter).collect();
        (!name.is_empty()).then(|| Self { line, name, parameters, value: value.trim().to_owned() })
    }
}

/// Positions of `wanted` that are not inside double quotes.
fn outside_quotes(text: &str, wanted: char) -> impl Iterator<Item = usize> {
    let mut quoted = false;
    text.char_indices().filter_map(move |(at, character)| {
        quoted ^= character == '"';
        (character == wanted && !quoted).then_some(at)
    })
}

/// The properties of one event, without those of components inside it (alarms).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Component {
    /// The line of its `BEGIN`.
    pub line: u64,
    pub properties: Vec<Property>,
}

/// Lines with their numbers, continuations (which begin with a space or tab) joined to the line they continue.
fn unfolded(text: &str) -> Vec<(u64, String)> {
    let mut lines: Vec<(u64, String)> = Vec::new();
    for (number, line) in (1..).zip(text.split('\n')) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some((_, whole))) => whole.push_str(rest),
            _ if line.is_empty() => {}
            _ => lines.push((number, line.to_owned())),
        }
    }
    lines
}

/// The events of a calendar. Components nest properly and all are ended, else the file was cut short.
pub(super) fn events(text: &str) -> Result<Vec<Component>, ImportError> {
    let mut open: Vec<String> = Vec::new();
    let mut events: Vec<Component> = Vec::new();
    let mut last = 1;
    for (line, text) in unfolded(text) {
        last = line;
        let broken = ImportProblem::NotACalendar.at(line);
        let property = Property::parse(line, &text).ok_or(broken)?;
        let value = property.value.to_ascii_uppercase();
        match property.name.as_str() {
            "BEGIN" if open.is_empty() && value != "VCALENDAR" => return Err(broken),
            "BEGIN" => {
                if value == "VEVENT" {
                    events.push(Component { line, properties: Vec::new() });
                }
                open.push(value);
            }
            "END" if open.pop().is_some_and(|component| component == value) => {}
            "END" => return Err(broken),
            _ => match (open.last().map(String::as_str), events.last_mut()) {
                (None, _) => return Err(broken),
                (Some("VEVENT"), Some(event)) => event.properties.push(property),
                _ => {}
            },
        }
    }
    if open.is_empty() && last > 1 { Ok(events) } else { Err(ImportProblem::NotACalendar.at(last)) }
}
