//! How long it will take: the estimate, and what people are told about it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Expected remaining wait, in seconds from the moment it was sent. For machines; people read [`WaitTold`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct WaitEstimate {
    /// One citizen in ten waits less than this.
    pub p10: u32,
    /// Median.
    pub p50: u32,
    /// Eight in ten wait less than this.
    pub p80: u32,
    /// Nine in ten wait less than this.
    pub p90: u32,
    /// Probability, 0 to 1, of being called before the office closes.
    pub p_served_before_close: f64,
    /// What the estimate is worth.
    pub quality: EstimateQuality,
}

/// What an estimate is worth (`scheduler::Quality`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EstimateQuality {
    /// Learned from this office's calls, staff as planned.
    Learned,
    /// From general experience: too few calls seen.
    Cold,
    /// There is no roster, or far fewer assistants are at work than it says.
    Degraded,
}

/// What a person is told about the wait (`scheduler::told`): rounded, and kept until it no longer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct WaitTold {
    /// The headline.
    pub message: WaitMessage,
    /// The wait as a range; `null` when no number is told.
    pub range: Option<MinuteRange>,
    /// The promised times of the day; `null` before joining, when the wait is a matter of moments and when it may not
    /// end today.
    pub window: Option<PromisedWindow>,
    /// Whether the promise was replaced in the last minutes.
    pub revised: Option<Revision>,
    /// The chance of being called before the office closes, as far as it is worth a word.
    pub closing: ClosingChance,
    /// Far fewer assistants are at work than planned.
    pub fewer_assistants: bool,
    /// Somebody who lost a call may be called first.
    pub may_be_passed: bool,
}

/// The headline about a wait. Numbers are minutes, rounded: up to 10 by ones, up to 30 by fives, above by tens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WaitMessage {
    /// A matter of moments.
    Soon,
    /// "About 10 minutes; usually less than 15."
    About {
        /// Half wait less.
        minutes: u32,
        /// Nine in ten wait less; above `minutes`.
        less_than: u32,
    },
    /// "Less than 5 minutes."
    LessThan {
        /// Nine in ten wait less.
        minutes: u32,
    },
    /// More than an hour: other ways are offered.
    OverAnHour {
        /// At least half wait more than an hour; otherwise it is only possible.
        likely: bool,
    },
    /// Nobody is at work and nobody is planned: no number.
    NoAssistants,
}

/// Eight waits in ten end inside; minutes, rounded outwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct MinuteRange {
    /// At least this, probably.
    pub low: u32,
    /// At most this, probably.
    pub high: u32,
}

/// Times of the day, on a grid of 1, 5 or 10 minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct PromisedWindow {
    /// Not earlier, probably; `null` once that time has come.
    pub from: Option<DateTime<Utc>>,
    /// Not later, probably; never in the past when it is sent.
    pub until: DateTime<Utc>,
}

/// How a promise was replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Revision {
    /// By a later one.
    Later,
    /// By an earlier one.
    Sooner,
}

/// How likely it is to be called before the office closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClosingChance {
    /// At least 0.9: nothing is said.
    Fine,
    /// 0.5 to 0.9: probable, but not sure.
    Likely,
    /// 0.1 to 0.5: improbable; another day or another way is offered.
    Unlikely,
    /// Below 0.1: said before joining; the citizen chooses.
    Remote,
}
