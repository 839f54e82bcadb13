//! What more or fewer assistants would change (`GET /api/v1/staff/what-if`).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::WaitEstimate;

/// The office as it is and as it would be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct WhatIfView {
    /// When it was computed.
    pub now: DateTime<Utc>,
    /// So many more (or, negative, fewer) assistants.
    pub change: i32,
    /// From when on.
    pub from: DateTime<Utc>,
    /// When the last of those who wait is called today; `null` if that is not limited.
    pub last_call: Option<DateTime<Utc>>,
    /// Calls of today that the forecast has learned from.
    pub learned_calls: u32,
    /// With the staff there is and is planned; `null` when nobody is at work or planned.
    pub as_is: Option<WhatIfForecast>,
    /// With the change; `null` likewise.
    pub changed: Option<WhatIfForecast>,
}

/// What is to be expected of the queue as it is now; those who join later are not part of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct WhatIfForecast {
    /// Citizens in the queue.
    pub waiting: u32,
    /// Expected number of them who are called before the last call.
    pub served_before_close: f64,
    /// Somebody who would join now.
    pub newcomer: WaitEstimate,
    /// Waits by position, a selection of at most 60 positions, the first and the last among them.
    pub places: Vec<WhatIfPlace>,
}

/// The wait of one position.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS, utoipa::ToSchema)]
pub struct WhatIfPlace {
    /// 1 is next.
    pub position: u32,
    /// Its wait.
    pub estimate: WaitEstimate,
}
