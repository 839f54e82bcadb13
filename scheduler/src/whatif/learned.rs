//! The learned model under another plan.

use super::PlanEstimator;
use crate::estimate::forward::Model;
use crate::estimate::online::{OnlineModel, PlannedShift};
use crate::estimate::{Estimates, QueueSnapshot};
use crate::roster::Planned;

/// What has been learned, and its tables. Who is late and who has left is taken from the day as it went; those whom only
/// the plan knows come for certain, because that is what is asked.
#[derive(Debug, Clone, Copy)]
pub struct Learned<'a> {
    /// What has been learned.
    pub online: &'a OnlineModel,
    /// Its tables.
    pub tables: &'a Model,
}

impl PlanEstimator for Learned<'_> {
    fn estimate(&self, snapshot: &QueueSnapshot, planned: &[Planned]) -> Option<Estimates> {
        let shift =
            |work: &Planned| PlannedShift { assistant: work.assistant, from: work.on, until: work.off };
        let plan: Vec<PlannedShift> = planned.iter().map(shift).collect();
        self.online.supposing(&plan).standing(snapshot).estimates(self.tables)
    }
}
