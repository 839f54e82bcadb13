//! The headline.

use serde::{Deserialize, Serialize};

/// Which message is told. Numbers are rounded minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Message {
    /// A matter of moments.
    Soon,
    /// "About 10 minutes; usually less than 15."
    About {
        /// Half wait less; at least 1.
        minutes: u32,
        /// Nine in ten wait less; above `minutes`.
        less_than: u32,
    },
    /// "Less than 5 minutes": no median is worth a word beside it.
    LessThan {
        /// Nine in ten wait less; at least 1.
        minutes: u32,
    },
    /// "More than an hour", or "it may be more than an hour".
    OverAnHour {
        /// At least half wait more than an hour; otherwise it is only possible.
        likely: bool,
    },
    /// Nobody is at work and nobody is planned: no number.
    NoAssistants,
}
