//! The pure rules of the queue: when the office is open, who is served next, how long it will take.
//!
//! Time and randomness are arguments; nothing here opens a socket, a file or a clock, and nothing knows what a citizen
//! is registered with. Every stored type derives `Serialize`, `Deserialize`, `Clone`, `Debug` and `PartialEq`. All
//! instants are [`chrono::DateTime<Utc>`](chrono::DateTime); the caller's clock truncates them to microseconds, the
//! coarsest resolution among the supported databases.
//!
//! | module | question it answers |
//! |---|---|
//! | [`ticket`] | what may happen to a citizen's place in the queue |
//! | [`assistant`] | what may happen to an assistant |
//! | [`dispatch`] | who is served next, and by whom |
//! | [`sweep`] | which deadline has passed |
//! | [`hours`], [`calendar`] | when the office is open |
//! | [`roster`] | who is planned to work when |
//! | [`estimate`] | how long it will take |
//! | [`third_party`] | who else may be in a call, and since when they hear it |
//! | [`told`] | what people are told about it |
//! | [`whatif`] | what more or fewer assistants would change |
//! | [`policy`] | every limit, with its reason |

pub mod assistant;
pub mod calendar;
pub mod dispatch;
pub mod estimate;
pub mod hours;
pub mod ids;
pub mod policy;
pub mod roster;
pub mod sweep;
#[cfg(test)]
mod testing;
mod text_enum;
pub mod third_party;
pub mod ticket;
pub mod told;
mod transition;
pub mod whatif;
pub mod words;
#[cfg(test)]
mod world;

pub use assistant::{Assistant, Availability, Skills};
pub use calendar::{Calendar, Region};
pub use dispatch::{LaneBalance, Match, call_order, in_call_order, next_call};
pub use estimate::{Estimates, Estimator, Quality, QueueSnapshot, Staffing, WaitEstimate};
pub use hours::{
    Closure, EmergencyClosure, Office, OfficeHours, OpenInterval, OpeningHours, TimeRange, Weekly,
};
pub use ids::{CallId, SessionId, StaffId, TicketId};
pub use policy::{Policy, Seconds};
pub use roster::{Planned, Roster, Shift};
pub use sweep::{SweepAction, SweepContext};
pub use third_party::{Party, ThirdEnd, ThirdParty, ThirdPartyId, ThirdPartyPolicy, ThirdRole, ThirdState};
pub use ticket::{Lane, QueueOrder, Ticket, TicketState};
pub use transition::IllegalTransition;
pub use words::{HoldReason, Language, LeaveReason, Outcome, Procedure};
