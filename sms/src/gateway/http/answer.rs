//! What an answer means, by the described rules. Pure.

use chrono::TimeDelta;
use http::{HeaderMap, StatusCode, header::RETRY_AFTER};
use regex::Regex;

use super::super::SubmitOutcome;
use super::settings::{Accepted, ErrorRule, HttpSettings, IdSource, Verdict, When};
use crate::delivery::FailureReason;
use crate::message::Sms;

/// Longest `Retry-After` obeyed: an hour. Above it the outbox's own patience is the better judge.
const LONGEST_WAIT: i64 = 3_600;

/// An answer.
pub(super) struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

/// The rules, compiled.
#[derive(Debug)]
pub(super) struct Rules {
    accepted: Condition,
    id: Id,
    errors: Vec<(Condition, Verdict)>,
    throttled: i64,
}

#[derive(Debug)]
enum Id {
    Own,
    JsonPointer(String),
    Pattern(Regex),
}

#[derive(Debug)]
struct Condition {
    status: Vec<String>,
    body: Option<Regex>,
    json: Option<(String, Vec<String>)>,
}

impl Condition {
    fn compile(when: &When) -> Result<Self, String> {
        let bad = |status: &&String| {
            let digits = status.strip_suffix("xx").unwrap_or(status);
            !(digits.bytes().all(|b| b.is_ascii_digit())
                && matches!((digits.len(), status.len()), (1 | 3, 3)))
        };
        if let Some(bad) = when.status.iter().find(bad) {
            return Err(format!("`{bad}` is no status such as \"200\" or \"4xx\""));
        }
        let body = when.body.as_deref().map(compile).transpose()?;
        let json = when.json.as_ref().map(|json| (json.pointer.clone(), json.any.clone()));
        Ok(Self { status: when.status.clone(), body, json })
    }

    fn fits(&self, answer: &Answer, json: Option<&serde_json::Value>) -> bool {
        let code = answer.status.as_str();
        let status = |wanted: &String| match wanted.strip_suffix("xx") {
            Some(class) => code.starts_with(class),
            None => code == wanted,
        };
        (self.status.is_empty() || self.status.iter().any(status))
            && self.body.as_ref().is_none_or(|pattern| pattern.is_match(&answer.body))
            && self.json.as_ref().is_none_or(|(pointer, any)| {
                let found = json.and_then(|json| json.pointer(pointer)).and_then(scalar);
                found.is_some_and(|found| any.contains(&found))
            })
    }
}

fn compile(pattern: &str) -> Result<Regex, String> {
    Regex::new(pattern).map_err(|error| error.to_string())
}

/// A string, number or truth value as it is written.
pub(super) fn scalar(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        serde_json::Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

impl Rules {
    pub(super) fn compile(settings: &HttpSettings) -> Result<Self, String> {
        let Accepted { when, id } = &settings.accepted;
        let id = match id {
            IdSource::Own => Id::Own,
            IdSource::JsonPointer(pointer) => Id::JsonPointer(pointer.clone()),
            IdSource::Pattern(pattern) => Id::Pattern(compile(pattern)?),
        };
        let error = |rule: &ErrorRule| Ok((Condition::compile(&rule.when)?, rule.then));
        Ok(Self {
            accepted: Condition::compile(when)?,
            id,
            errors: settings.errors.iter().map(error).collect::<Result<_, String>>()?,
            throttled: settings.limits.throttled.into(),
        })
    }

    pub(super) fn read(&self, answer: &Answer, sms: &Sms, gateway: &str) -> SubmitOutcome {
        let json: Option<serde_json::Value> = serde_json::from_str(&answer.body).ok();
        let by_rule = self.errors.iter().find(|(when, _)| when.fits(answer, json.as_ref()));
        if let Some((_, verdict)) = by_rule {
            return self.outcome(*verdict, answer);
        }
        if !self.accepted.fits(answer, json.as_ref()) {
            return self.outcome(unruled(answer.status), answer);
        }
        match self.id_in(answer, json.as_ref(), sms) {
            Some(id) => SubmitOutcome::Accepted { gateway: gateway.to_owned(), ids: vec![id] },
            // It says that it has it, and not under which name: no report will settle it.
            None => SubmitOutcome::Ambiguous,
        }
    }

    fn id_in(&self, answer: &Answer, json: Option<&serde_json::Value>, sms: &Sms) -> Option<String> {
        let id = match &self.id {
            Id::Own => sms.id.0.clone(),
            Id::JsonPointer(pointer) => json?.pointer(pointer).and_then(scalar)?,
            Id::Pattern(pattern) => pattern.captures(&answer.body)?.get(1)?.as_str().to_owned(),
        };
        (!id.is_empty()).then_some(id)
    }

    fn outcome(&self, verdict: Verdict, answer: &Answer) -> SubmitOutcome {
        let rejected = |reason| SubmitOutcome::Rejected { reason };
        match verdict {
            Verdict::Retry => SubmitOutcome::Retry { after: None },
            Verdict::Throttled => {
                // The date form (RFC 9110 §10.2.3) needs a clock that agrees with theirs; the default serves as well.
                let asked =
                    answer.headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
                let seconds = asked.unwrap_or(self.throttled).clamp(0, LONGEST_WAIT);
                SubmitOutcome::Retry { after: Some(TimeDelta::seconds(seconds)) }
            }
            Verdict::InvalidNumber => rejected(FailureReason::InvalidNumber),
            Verdict::Blocked => rejected(FailureReason::Blocked),
            Verdict::Refused => rejected(FailureReason::Refused),
            Verdict::Ambiguous => SubmitOutcome::Ambiguous,
        }
    }
}

/// See [`Verdict`].
fn unruled(status: StatusCode) -> Verdict {
    match status.as_u16() {
        429 | 503 => Verdict::Throttled,
        401 | 403 | 404 | 405 | 300..=399 => Verdict::Retry,
        400..=499 => Verdict::Refused,
        _ => Verdict::Ambiguous,
    }
}
