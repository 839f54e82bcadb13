//! One event and its occurrences.

use std::ops::Range;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use rrule::{Frequency, RRule, RRuleSet, Unvalidated};

use super::Replaced;
use super::lines::{Component, Property};
use super::times::{self, Moment};
use crate::ids::StaffId;
use crate::roster::Staff;
use crate::roster::import::{Entry, ImportError, ImportProblem};

/// How long before the window a repetition may have begun. 5 years: each day since then is walked through.
const OLDEST_REPETITION: TimeDelta = TimeDelta::days(5 * 366);

/// Occurrences of one event since its beginning. 2,500: daily for the time before the window and the longest window.
const MAX_OCCURRENCES: u16 = 2_500;

/// Categories of a break.
const BREAK: [&str; 3] = ["BREAK", "DESCANSO", "PAUSA"];

/// A shift or break, perhaps repeated.
#[derive(Debug)]
pub(super) struct Event {
    pub line: u64,
    pub is_break: bool,
    pub is_cancelled: bool,
    assistants: Vec<StaffId>,
    uid: String,
    start: Moment,
    length: TimeDelta,
    /// Line and text.
    rule: Option<(u64, RRule<Unvalidated>)>,
    /// Occurrences taken out.
    except: Vec<DateTime<Utc>>,
    /// The occurrence of the series with this UID that it stands for.
    recurrence_id: Option<DateTime<Utc>>,
}

impl Event {
    pub fn read(component: &Component, office: Tz, staff: Staff<'_>) -> Result<Self, ImportError> {
        let find = |name: &str| component.properties.iter().find(|property| property.name == name);
        let moment = |name: &str| find(name).map(|property| one_moment(property, office)).transpose();
        let missing = ImportProblem::EventTimes.at(component.line);
        let start = moment("DTSTART")?.ok_or(missing)?;
        let length = match (moment("DTEND")?, find("DURATION")) {
            (Some(end), _) => end.at - start.at,
            (None, Some(duration)) => {
                times::duration(&duration.value).ok_or(ImportProblem::EventTimes.at(duration.line))?
            }
            (None, None) => return Err(missing),
        };
        let except = component.properties.iter().filter(|property| property.name == "EXDATE");
        let except = except.map(|property| all_moments(property, office)).collect::<Result<Vec<_>, _>>()?;
        let is = |name: &str, texts: &[&str]| {
            let has = |p: &Property| p.value.to_uppercase().split(',').any(|v| texts.contains(&v.trim()));
            component.properties.iter().any(|p| p.name == name && has(p))
        };
        Ok(Self {
            line: component.line,
            is_break: is("CATEGORIES", &BREAK),
            is_cancelled: is("STATUS", &["CANCELLED"]),
            assistants: assistants(component, staff)?,
            uid: find("UID").map(|property| property.value.clone()).unwrap_or_default(),
            start,
            length,
            rule: find("RRULE").map(|property| rule(property, start.zone)).transpose()?,
            except: except.into_iter().flatten().map(|moment| moment.at).collect(),
            recurrence_id: moment("RECURRENCE-ID")?.map(|moment| moment.at),
        })
    }

    /// Whether it is a series.
    pub fn is_repeated(&self) -> bool {
        self.rule.is_some()
    }

    /// The occurrence of a series that this event replaces.
    pub fn replaces(&self) -> Option<(String, DateTime<Utc>)> {
        self.recurrence_id.map(|at| (self.uid.clone(), at))
    }

    /// Its occurrences that begin in `window`, for each assistant.
    pub fn entries(
        &self,
        window: &Range<DateTime<Utc>>,
        replaced: &Replaced,
    ) -> Result<Vec<Entry>, ImportError> {
        let is_kept = |at: &DateTime<Utc>| {
            let is_replaced = self.recurrence_id.is_none() && replaced.contains(&(self.uid.clone(), *at));
            window.contains(at) && !self.except.contains(at) && !is_replaced
        };
        let begins = self.begins(window)?;
        let entry = |from: DateTime<Utc>| {
            let to = from + self.length;
            self.assistants.iter().map(move |assistant| Entry {
                line: self.line,
                assistant: *assistant,
                from,
                to,
            })
        };
        Ok(begins.into_iter().filter(is_kept).flat_map(entry).collect())
    }

    fn begins(&self, window: &Range<DateTime<Utc>>) -> Result<Vec<DateTime<Utc>>, ImportError> {
        let Some((line, rule)) = &self.rule else { return Ok(vec![self.start.at]) };
        let bad = ImportProblem::Recurrence.at(*line);
        if self.start.at >= window.end {
            return Ok(Vec::new());
        }
        if self.start.at < window.start - OLDEST_REPETITION {
            return Err(bad);
        }
        let in_zone = |at: DateTime<Utc>| at.with_timezone(&rrule::Tz::Tz(self.start.zone));
        let start = in_zone(self.start.at);
        let rule = rule.clone().validate(start).map_err(|_| bad)?;
        let series = RRuleSet::new(start).rrule(rule);
        let matches_a_day = !series.clone().all(1).dates.is_empty();
        let found = series.before(in_zone(window.end)).all(MAX_OCCURRENCES);
        // Too many (several times a day), or none at all (30 February), which is searched for in vain for long: the first
        // of them refuses the file, so that a file full of them costs no more than one.
        let complete = matches_a_day && !found.limited;
        if complete { Ok(found.dates.into_iter().map(|at| at.to_utc()).collect()) } else { Err(bad) }
    }
}

fn all_moments(property: &Property, office: Tz) -> Result<Vec<Moment>, ImportError> {
    times::moments(property, office).map_err(|problem| problem.at(property.line))
}

fn one_moment(property: &Property, office: Tz) -> Result<Moment, ImportError> {
    match all_moments(property, office)?.as_slice() {
        [moment] => Ok(*moment),
        _ => Err(ImportProblem::EventTimes.at(property.line)),
    }
}

fn rule(property: &Property, zone: Tz) -> Result<(u64, RRule<Unvalidated>), ImportError> {
    let bad = ImportProblem::Recurrence.at(property.line);
    let text = times::with_utc_until(&property.value, zone).ok_or(bad)?;
    let rule: RRule<Unvalidated> = text.parse().map_err(|_| bad)?;
    let daily_at_most = matches!(
        rule.get_freq(),
        Frequency::Yearly | Frequency::Monthly | Frequency::Weekly | Frequency::Daily
    );
    if daily_at_most { Ok((property.line, rule)) } else { Err(bad) }
}

/// The attendees, or whom the summary names.
fn assistants(component: &Component, staff: Staff<'_>) -> Result<Vec<StaffId>, ImportError> {
    let named = |name: &'static str| component.properties.iter().filter(move |p| p.name == name);
    let attendees = named("ATTENDEE").map(|p| (p.line, resolve(address(&p.value), staff)));
    let mut found: Vec<_> = attendees.collect();
    if found.is_empty() {
        found.extend(named("SUMMARY").take(1).map(|p| (p.line, staff(p.value.trim()))));
    }
    let unknown = |line| ImportProblem::UnknownAssistant.at(line);
    if found.is_empty() {
        return Err(unknown(component.line));
    }
    found.into_iter().map(|(line, assistant)| assistant.ok_or(unknown(line))).collect()
}

/// Without `mailto:`, which is written in any case.
fn address(value: &str) -> &str {
    match value.split_at_checked(7) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("mailto:") => rest,
        _ => value,
    }
}

fn resolve(address: &str, staff: Staff<'_>) -> Option<StaffId> {
    staff(address).or_else(|| staff(address.split_once('@')?.0))
}
