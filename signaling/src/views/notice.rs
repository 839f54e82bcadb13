//! What everybody is told about the office besides its hours: a closure against them, and the announcement.

use chrono::{DateTime, Utc};
use protocol as wire;
use scheduler::OfficeHours;

use crate::app::App;
use crate::office::OfficeNow;
use crate::public_text::to_wire;
use crate::refusal::Refusal;

/// See the module.
#[derive(Debug, Clone, Default)]
pub struct OfficeNotice {
    /// The closure that runs, or that ends the present opening.
    pub closure: Option<wire::ClosureNotice>,
    /// What is announced now.
    pub announcement: Option<wire::PublicText>,
}

impl OfficeNotice {
    /// As it stands at `now`.
    pub async fn load(
        app: &App,
        office: &OfficeNow<'_>,
        hours: &OfficeHours,
        now: DateTime<Utc>,
    ) -> Result<Self, Refusal> {
        let announced = app.store.announcement().await?.value.filter(|record| record.is_up(now));
        let ending = if hours.open { hours.next_closing.and_then(|at| office.running(at)) } else { None };
        let closure = office.running(now).or(ending).map(|record| wire::ClosureNotice {
            from: record.closure.from(),
            until: record.closure.until(),
            reason: to_wire(&record.reason),
            serving_until: office.serving_until(record).filter(|end| *end > now),
        });
        Ok(Self { closure, announcement: announced.map(|record| to_wire(&record.text)) })
    }
}
