//! What the imports share: whose name it is, limits, and errors a person can act on.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::{InvalidShift, MAX_SHIFTS, Pause, RosterError, Shift};
use crate::hours::{InvalidTimeRange, OpenInterval};
use crate::ids::StaffId;

/// The largest file read. 4 MiB: [`MAX_SHIFTS`] rows of CSV with breaks; a calendar is smaller because shifts repeat.
pub const MAX_IMPORT_BYTES: usize = 4 * 1024 * 1024;

/// Errors reported of one file. 50: whoever has more has chosen the wrong file.
pub(super) const MAX_ERRORS: usize = 50;

/// Resolves the names in a file (sign-in names, e-mail addresses) to assistants.
pub type Staff<'a> = &'a dyn Fn(&str) -> Option<StaffId>;

/// What is wrong, and where. The text never repeats the file's contents, which may be personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct ImportError {
    /// The line of the file, from 1; of a folded or quoted entry the one it begins on.
    pub line: u64,
    /// What is wrong.
    pub problem: ImportProblem,
}

/// What is wrong with an imported file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ImportProblem {
    /// Larger than [`MAX_IMPORT_BYTES`].
    #[error("the file is larger than 4 MiB")]
    TooLarge,
    /// Not UTF-8.
    #[error("the file is not UTF-8 text")]
    NotText,
    /// The first line does not name the columns.
    #[error("the first line must name the columns: assistant,date,from,to and, if any, breaks")]
    Header,
    /// A row with fewer or more fields than the header, or a broken quotation.
    #[error("the row does not have the fields that the first line names")]
    Fields,
    /// Nobody has this name.
    #[error("no assistant has this name")]
    UnknownAssistant,
    /// Neither 2026-11-23 nor 23/11/2026.
    #[error("a date is written 2026-11-23 or 23/11/2026")]
    Date,
    /// Not a stretch of time.
    #[error("{0}")]
    Time(InvalidTimeRange),
    /// The change of the clock skips all of it.
    #[error("these times do not exist on that day: the clock is set forward")]
    Skipped,
    /// Not a shift.
    #[error("{0}")]
    Shift(InvalidShift),
    /// Does not go together with other shifts.
    #[error("{0}")]
    Roster(RosterError),
    /// Not an iCalendar file, or one cut short.
    #[error("not a complete iCalendar file (RFC 5545)")]
    NotACalendar,
    /// An event without the properties it needs, or with one that cannot be read.
    #[error("the event's DTSTART, DTEND, DURATION, EXDATE or RECURRENCE-ID is missing or cannot be read")]
    EventTimes,
    /// An event that lasts whole days.
    #[error("the event has no times of day")]
    WholeDay,
    /// A TZID that is neither an IANA name nor one of Windows for Spain.
    #[error("the event's time zone is not known")]
    TimeZone,
    /// A rule that cannot be read, repeats within a day, matches no day, or is older than five years.
    #[error(
        "the event's RRULE cannot be read, repeats within a day, matches no day or began over five years ago"
    )]
    Recurrence,
    /// More events, series or repetitions than a roster holds.
    #[error("the file holds more than 2000 series, or more than {MAX_SHIFTS} shifts and breaks")]
    TooMany,
}

impl ImportProblem {
    /// Stable code for clients.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "roster_file_too_large",
            Self::NotText => "roster_file_not_text",
            Self::Header => "roster_header_missing",
            Self::Fields => "roster_row_fields",
            Self::UnknownAssistant => "roster_unknown_assistant",
            Self::Date => "roster_date_format",
            Self::Time(error) => error.code(),
            Self::Skipped => "roster_time_skipped",
            Self::Shift(error) => error.code(),
            Self::Roster(error) => error.code(),
            Self::NotACalendar => "roster_not_a_calendar",
            Self::EventTimes => "roster_event_times",
            Self::WholeDay => "roster_event_whole_day",
            Self::TimeZone => "roster_event_time_zone",
            Self::Recurrence => "roster_event_recurrence",
            Self::TooMany => "roster_file_too_many_shifts",
        }
    }

    pub(super) const fn at(self, line: u64) -> ImportError {
        ImportError { line, problem: self }
    }
}

/// The bytes as text, without the byte order mark that spreadsheets write.
pub(super) fn text(bytes: &[u8]) -> Result<&str, ImportError> {
    if bytes.len() > MAX_IMPORT_BYTES {
        return Err(ImportProblem::TooLarge.at(1));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = before.split(|byte| *byte == b'\n').count();
        ImportProblem::NotText.at(u64::try_from(line).unwrap_or(u64::MAX))
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// A range of wall-clock times of a day, written `09:00-14:00`, as instants.
pub(super) fn on_day(day: NaiveDate, range: &str, zone: Tz) -> Result<OpenInterval, ImportProblem> {
    let range = range.parse().map_err(ImportProblem::Time)?;
    crate::hours::interval_on(day, range, zone).ok_or(ImportProblem::Skipped)
}

/// A shift of a day from what is written in tables and forms: work and breaks like `09:00-14:00`, in the zone's wall clock.
pub fn shift_on_day<'a>(
    assistant: StaffId,
    day: NaiveDate,
    work: &str,
    breaks: impl IntoIterator<Item = &'a str>,
    zone: Tz,
) -> Result<Shift, ImportProblem> {
    let work = on_day(day, work, zone)?;
    let breaks = breaks.into_iter().map(|range| {
        let interval = on_day(day, range, zone)?;
        Ok(Pause { from: interval.opens, to: interval.closes })
    });
    let breaks = breaks.collect::<Result<Vec<_>, ImportProblem>>()?;
    Shift::new(assistant, work.opens, work.closes, breaks).map_err(ImportProblem::Shift)
}

/// Work or a break of somebody, found in a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub line: u64,
    pub assistant: StaffId,
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
}

/// Collects what a file yields and what is wrong with it, and hands out all of one or all of the other.
#[derive(Debug, Default)]
pub(super) struct Collected {
    shifts: Vec<(u64, Shift)>,
    errors: Vec<ImportError>,
}

impl Collected {
    pub fn push(&mut self, line: u64, shift: Result<Shift, ImportProblem>) {
        match shift {
            Ok(shift) => self.shifts.push((line, shift)),
            Err(problem) => self.error(problem.at(line)),
        }
    }

    pub fn error(&mut self, error: ImportError) {
        self.errors.push(error);
    }

    pub fn is_full(&self) -> bool {
        self.errors.len() >= MAX_ERRORS || self.shifts.len() > MAX_SHIFTS
    }

    /// Puts each break into the shift of the same assistant that contains it.
    pub fn add_breaks(&mut self, breaks: Vec<Entry>) {
        self.shifts.sort_by_key(|(line, shift)| (shift.key(), *line));
        for entry in breaks {
            let after =
                self.shifts.partition_point(|(_, shift)| shift.key() <= (entry.assistant, entry.from));
            let before = after.checked_sub(1).and_then(|at| self.shifts.get_mut(at));
            let own = before.filter(|(_, shift)| shift.assistant() == entry.assistant);
            let pause = Pause { from: entry.from, to: entry.to };
            let broken = match own {
                Some((_, shift)) => shift.clone().with_break(pause).map(|with_break| *shift = with_break),
                None => Err(InvalidShift::BreakOutside),
            };
            if let Err(problem) = broken {
                self.error(ImportProblem::Shift(problem).at(entry.line));
            }
        }
    }

    /// The shifts if nothing is wrong, else every error in the order of lines, [`MAX_ERRORS`] at most.
    pub fn finish(mut self) -> Result<Vec<Shift>, Vec<ImportError>> {
        if self.shifts.len() > MAX_SHIFTS {
            self.errors.push(ImportProblem::TooMany.at(1));
        }
        self.shifts.sort_by_key(|(line, shift)| (shift.key(), *line));
        for pair in self.shifts.windows(2).filter(|pair| pair[0].1.overlaps(&pair[1].1)) {
            let (first, second) = (&pair[0], &pair[1]);
            let overlap = RosterError::Overlap { begins: first.1.on() };
            self.errors.push(ImportProblem::Roster(overlap).at(first.0.max(second.0)));
        }
        self.errors.sort_by_key(|error| error.line);
        self.errors.truncate(MAX_ERRORS);
        if self.errors.is_empty() {
            Ok(self.shifts.into_iter().map(|(_, shift)| shift).collect())
        } else {
            Err(self.errors)
        }
    }
}
