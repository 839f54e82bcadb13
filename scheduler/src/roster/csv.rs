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

use chrono::NaiveDate;
use chrono_tz::Tz;
use csv::StringRecord;

use super::import::{self, Collected, ImportProblem};
use super::{ImportError, Pause, Shift, Staff};

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
    let work = import::on_day(day, &format!("{from}-{to}"), zone)?;
    let breaks = header.breaks.map(field).unwrap_or_default().split_whitespace().map(|range| {
        let interval = import::on_day(day, range, zone)?;
        Ok(Pause { from: interval.opens, to: interval.closes })
    });
    let breaks = breaks.collect::<Result<Vec<_>, ImportProblem>>()?;
    Shift::new(assistant, work.opens, work.closes, breaks).map_err(ImportProblem::Shift)
}

fn date(text: &str) -> Option<NaiveDate> {
    let read = |format| NaiveDate::parse_from_str(text, format).ok();
    read("%Y-%m-%d").or_else(|| read("%d/%m/%Y"))
}
