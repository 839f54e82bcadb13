//! Instants, lengths of time and zones as iCalendar writes them.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;

use super::lines::Property;
use crate::roster::import::ImportProblem;

/// An instant and the zone in which it repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub at: DateTime<Utc>,
    pub zone: Tz,
}

/// The instants of a property (`DTSTART`, `EXDATE` …), separated by commas.
pub(super) fn moments(property: &Property, office: Tz) -> Result<Vec<Moment>, ImportProblem> {
    if property.parameter("VALUE").is_some_and(|value| value.eq_ignore_ascii_case("DATE")) {
        return Err(ImportProblem::WholeDay);
    }
    let zone =
        property.parameter("TZID").map_or(Ok(office), |name| zone(name).ok_or(ImportProblem::TimeZone))?;
    property.value.split(',').map(|text| moment(text.trim(), zone)).collect()
}

fn moment(text: &str, zone: Tz) -> Result<Moment, ImportProblem> {
    if text.len() == 8 && date(text).is_some() {
        return Err(ImportProblem::WholeDay);
    }
    let (local, zone) = match text.strip_suffix('Z') {
        Some(utc) => (utc, Tz::UTC),
        None => (text, zone),
    };
    let local = date_time(local).ok_or(ImportProblem::EventTimes)?;
    Ok(Moment { at: instant(local, zone).ok_or(ImportProblem::Skipped)?, zone })
}

fn instant(local: NaiveDateTime, zone: Tz) -> Option<DateTime<Utc>> {
    zone.from_local_datetime(&local).earliest().map(|at| at.to_utc())
}

fn date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y%m%d").ok()
}

fn date_time(text: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").ok()
}

/// An IANA name, also behind a prefix (`/mozilla.org/20050126_1/Europe/Madrid`), or what Windows calls the zones of Spain.
fn zone(name: &str) -> Option<Tz> {
    match name {
        "Romance Standard Time" => return Some(Tz::Europe__Madrid),
        "GMT Standard Time" => return Some(Tz::Atlantic__Canary),
        _ => {}
    }
    let parts: Vec<&str> = name.rsplitn(3, '/').collect();
    let without_prefix = match parts.as_slice() {
        [place, area, ..] => format!("{area}/{place}"),
        _ => name.to_owned(),
    };
    name.parse().or_else(|_| without_prefix.parse()).ok()
}

/// The longest length read. 366 days: no shift comes near, and adding it to a date stays inside the calendar.
const LONGEST: TimeDelta = TimeDelta::days(366);

/// `PT5H`, `PT4H30M`, `P1DT2H`, `P1W` (RFC 5545 §3.3.6); only positive ones.
pub(super) fn duration(text: &str) -> Option<TimeDelta> {
    let (days, time) = match text.strip_prefix('+').unwrap_or(text).strip_prefix('P')?.split_once('T') {
        Some((days, time)) => (days, time),
        None => (text.strip_prefix('+').unwrap_or(text).strip_prefix('P')?, ""),
    };
    let seconds =
        sum(days, &[('W', 604_800), ('D', 86_400)])? + sum(time, &[('H', 3600), ('M', 60), ('S', 1)])?;
    TimeDelta::try_seconds(seconds).filter(|length| *length <= LONGEST)
}

/// Numbers each followed by a letter; a number has at most six digits, so that nothing overflows.
fn sum(text: &str, units: &[(char, i64)]) -> Option<i64> {
    let (mut rest, mut total) = (text, 0);
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit()).filter(|end| *end <= 6)?;
        let unit = rest.get(end..)?.chars().next()?;
        let seconds = units.iter().find(|(letter, _)| *letter == unit)?.1;
        total += rest.get(..end)?.parse::<i64>().ok()? * seconds;
        rest = rest.get(end + 1..)?;
    }
    Some(total)
}

/// An `RRULE` whose `UNTIL` is in UTC, as RFC 5545 §3.3.10 demands and not every program writes: a local one is the
/// office's, a date includes its whole day.
pub(super) fn with_utc_until(rule: &str, zone: Tz) -> Option<String> {
    let part = |part: &str| {
        let Some(until) = part.strip_prefix("UNTIL=").filter(|until| !until.ends_with('Z')) else {
            return Some(part.to_owned());
        };
        let end_of_day = NaiveTime::from_hms_opt(23, 59, 59)?;
        let local = date_time(until).or_else(|| Some(date(until)?.and_time(end_of_day)))?;
        Some(format!("UNTIL={}", instant(local, zone)?.format("%Y%m%dT%H%M%SZ")))
    };
    let parts: Option<Vec<String>> = rule.to_ascii_uppercase().split(';').map(part).collect();
    parts.map(|parts| parts.join(";"))
}
