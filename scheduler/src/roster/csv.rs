//! Rosters from spreadsheets.
//!
//! ```text
//! assistant,date,from,to,breaks
//! maria,2026-11-23,09:00,14:00,11:00-11:20
//! jose;23/11/2026;09:00;14:00;10:30-10:40 12:00-12:15
//! ```
//!
//! UTF-8, with comma or semicolon (what a Spanish spreadsheet writes), columns in any order and under English or Spanish
//! names (`asistente;fecha;desde;hasta;descansos`), times of the office's zone. A shift ends on the day it begins;
//! `24:00` is the end of the day. Breaks are separated by spaces. Either the whole file is taken or nothing.
//!
//! [`write`] makes what [`read`] takes.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use csv::StringRecord;

use super::import::{self, Collected, ImportProblem};
use super::{ImportError, Shift, Staff};
use crate::ids::StaffId;

/// Columns with the names they go by.
const COLUMNS: [[&str; 2]; 5] = [
    ["assistant", "asistente"],
    ["date", "fecha"],
    ["from", "desde"],
    ["to", "hasta"],
    ["breaks", "descansos"],
];

/// Where the columns are, in the order of [`COLUMNS`]; only the last may be missing.
struct Header {
    required: [usize; 4],
    breaks: Option<usize>,
    /// Fields a row has.
    width: usize,
}

/// The shifts of a CSV file.
pub fn read(bytes: &[u8], zone: Tz, staff: Staff<'_>) -> Result<Vec<Shift>, Vec<ImportError>> {
    let text = import::text(bytes).map_err(|error| vec![error])?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        // Rows of another width are our error, with its line, not the reader's.
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut rows = reader.records();
    let header = rows.next().and_then(Result::ok).and_then(|row| header(&row));
    let Some(header) = header else { return Err(vec![ImportProblem::Header.at(1)]) };
    let mut collected = Collected::default();
    for row in rows {
        if collected.is_full() {
            break;
        }
        match row {
            Ok(row) => collected.push(line(&row), shift(&row, &header, zone, staff)),
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                collected.error(ImportProblem::Fields.at(line));
            }
        }
    }
    collected.finish()
}

/// A semicolon if the first line has one.
fn delimiter(text: &str) -> u8 {
    if text.lines().next().is_some_and(|line| line.contains(';')) { b';' } else { b',' }
}

fn line(row: &StringRecord) -> u64 {
    row.position().map_or(1, csv::Position::line)
}

fn header(row: &StringRecord) -> Option<Header> {
    let column =
        |names: [&str; 2]| row.iter().position(|field| names.contains(&field.to_lowercase().as_str()));
    let [assistant, date, from, to, breaks] = COLUMNS.map(column);
    Some(Header { required: [assistant?, date?, from?, to?], breaks, width: row.len() })
}

fn shift(row: &StringRecord, header: &Header, zone: Tz, staff: Staff<'_>) -> Result<Shift, ImportProblem> {
    if row.len() != header.width {
        return Err(ImportProblem::Fields);
    }
    let field = |at: usize| row.get(at).unwrap_or_default();
    let [assistant, day, from, to] = header.required.map(field);
    let assistant = staff(assistant).ok_or(ImportProblem::UnknownAssistant)?;
    let day = date(day).ok_or(ImportProblem::Date)?;
    let breaks = header.breaks.map(field).unwrap_or_default().split_whitespace();
    import::shift_on_day(assistant, day, &format!("{from}-{to}"), breaks, zone)
}

fn date(text: &str) -> Option<NaiveDate> {
    let read = |format| NaiveDate::parse_from_str(text, format).ok();
    read("%Y-%m-%d").or_else(|| read("%d/%m/%Y"))
}

/// Shifts as a table that Spanish spreadsheets open: a byte order mark, semicolons, Spanish columns. Work over midnight is
/// split there, seconds only where there are any. Nobody without a `name` is written.
pub fn write<'a>(
    shifts: impl IntoIterator<Item = &'a Shift>,
    zone: Tz,
    name: &dyn Fn(StaffId) -> Option<String>,
) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    let mut rows = vec![COLUMNS.map(|[_, spanish]| spanish.to_owned())];
    for shift in shifts {
        let Some(name) = name(shift.assistant()) else { continue };
        rows.extend(
            days(shift, zone)
                .map(|(day, work, breaks)| [name.clone(), day.to_string(), work.0, work.1, breaks]),
        );
    }
    for row in rows {
        // A Vec takes everything, and every row has the same width.
        let _written = writer.write_record(row);
    }
    let table = writer.into_inner().unwrap_or_default();
    format!("\u{feff}{}", String::from_utf8_lossy(&table))
}

/// The parts of a shift on each local date it touches: from, to, breaks.
fn days(shift: &Shift, zone: Tz) -> impl Iterator<Item = (NaiveDate, (String, String), String)> {
    let date = move |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
    let last = date(shift.off() - TimeDelta::microseconds(1));
    date(shift.on()).iter_days().take_while(move |day| *day <= last).map(move |day| {
        let cut = |from: DateTime<Utc>, to: DateTime<Utc>| {
            let from = if date(from) < day { "00:00".to_owned() } else { wall_time(from, zone) };
            let to = if date(to) > day { "24:00".to_owned() } else { wall_time(to, zone) };
            (from, to)
        };
        let today = shift
            .breaks()
            .iter()
            .filter(|pause| date(pause.from) <= day && day <= date(pause.to - TimeDelta::microseconds(1)));
        let breaks: Vec<String> =
            today.map(|pause| cut(pause.from, pause.to)).map(|(from, to)| format!("{from}-{to}")).collect();
        (day, cut(shift.on(), shift.off()), breaks.join(" "))
    })
}

/// `09:00`, or `09:00:30` when the seconds say something; the end of a day belongs to [`days`].
fn wall_time(at: DateTime<Utc>, zone: Tz) -> String {
    let time: NaiveTime = at.with_timezone(&zone).time();
    let whole = time.format("%S").to_string() == "00";
    time.format(if whole { "%H:%M" } else { "%H:%M:%S" }).to_string()
}
