//! Rosters from calendars: iCalendar files (RFC 5545), as exported by every calendar program.
//!
//! Each `VEVENT` is a shift, or a break when its `CATEGORIES` hold `BREAK`, `DESCANSO` or `PAUSA`. It belongs to its
//! `ATTENDEE`s (the e-mail address, or the part before the `@`), without any to the name in its `SUMMARY`. Repetitions
//! (`RRULE`, `EXDATE`, changed and cancelled occurrences) are resolved inside a window. Floating times are the office's.
//! Either the whole file is taken or nothing.
//!
//! Lines and events are read here, because an error must name its line, which parsers of whole calendars do not keep;
//! repetitions, the hard part, are the crate `rrule`'s.

mod event;
mod lines;
#[cfg(test)]
mod tests;
mod times;

use std::collections::HashSet;
use std::ops::Range;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::import::{self, Collected, Entry, ImportProblem, MAX_ERRORS};
use super::{ImportError, MAX_SHIFTS, Shift, Staff};
use event::Event;

/// The longest window. 400 days: a year and the weeks around its ends.
pub const MAX_WINDOW: TimeDelta = TimeDelta::days(400);

/// Series in a file. 2,000: six for each of 300 assistants; each takes a millisecond or so to walk through.
const MAX_SERIES: usize = 2_000;

/// An occurrence that another event of the file replaces: the series' UID and the instant it would have begun.
type Replaced = HashSet<(String, DateTime<Utc>)>;

/// The shifts of an iCalendar file that begin in `window`, which is cut to [`MAX_WINDOW`].
pub fn read(
    bytes: &[u8],
    window: Range<DateTime<Utc>>,
    zone: Tz,
    staff: Staff<'_>,
) -> Result<Vec<Shift>, Vec<ImportError>> {
    let text = import::text(bytes).map_err(|error| vec![error])?;
    let window = window.start..window.end.min(window.start + MAX_WINDOW);
    let components = lines::events(text).map_err(|error| vec![error])?;
    let mut errors = Vec::new();
    let mut events = Vec::new();
    for component in &components {
        match Event::read(component, zone, staff) {
            Ok(event) => events.push(event),
            Err(error) if errors.len() < MAX_ERRORS => errors.push(error),
            Err(_) => break,
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let (shifts, breaks) = entries(&events, &window).map_err(|error| vec![error])?;
    collect(shifts, breaks)
}

/// Work and breaks of all events.
fn entries(events: &[Event], window: &Range<DateTime<Utc>>) -> Result<(Vec<Entry>, Vec<Entry>), ImportError> {
    if let Some(event) = events.iter().filter(|event| event.is_repeated()).nth(MAX_SERIES) {
        return Err(ImportProblem::TooMany.at(event.line));
    }
    let replaced: Replaced = events.iter().filter_map(Event::replaces).collect();
    let (mut shifts, mut breaks) = (Vec::new(), Vec::new());
    for event in events.iter().filter(|event| !event.is_cancelled) {
        let target = if event.is_break { &mut breaks } else { &mut shifts };
        target.extend(event.entries(window, &replaced)?);
        if shifts.len() + breaks.len() > MAX_SHIFTS {
            return Err(ImportProblem::TooMany.at(event.line));
        }
    }
    Ok((shifts, breaks))
}

fn collect(shifts: Vec<Entry>, breaks: Vec<Entry>) -> Result<Vec<Shift>, Vec<ImportError>> {
    let mut collected = Collected::default();
    for entry in shifts {
        let shift = Shift::new(entry.assistant, entry.from, entry.to, Vec::new());
        collected.push(entry.line, shift.map_err(ImportProblem::Shift));
    }
    collected.add_breaks(breaks);
    collected.finish()
}
