//! The assistant has finished the record of the call.

use protocol::RequestedAvailability;
use scheduler::StaffId;

use super::set_availability::set_availability;
use crate::app::App;
use crate::refusal::Refusal;

/// What comes next is an availability like any other; said twice, it is said once.
pub async fn finish_wrap_up(app: &App, staff: StaffId, next: RequestedAvailability) -> Result<(), Refusal> {
    set_availability(app, staff, next).await
}
