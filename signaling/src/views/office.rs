//! Is the office open, and how long would one wait?

use chrono::{DateTime, TimeDelta, Utc};
use protocol::OfficeStatus;

use super::QueueView;
use crate::app::App;

/// An office that does not open within a year has no next opening; the wire promises one, so it is very far away.
const FAR_AWAY: TimeDelta = TimeDelta::days(3_650);

/// The status everybody may see.
pub fn office(app: &App, queue: &QueueView) -> OfficeStatus {
    let far = |instant: Option<DateTime<Utc>>| instant.unwrap_or(queue.now + FAR_AWAY);
    OfficeStatus {
        now: queue.now,
        open: queue.hours.open,
        next_opening: far(queue.hours.next_opening),
        next_closing: far(queue.hours.next_closing),
        estimate: queue.newcomer(),
        told: queue.newcomer_told(),
        closure: queue.notice.closure.clone(),
        announcement: queue.notice.announcement.clone(),
        demo_clock: app.clock.is_shifted(),
    }
}
