//! What can happen, one file each: read → decide by a pure rule → commit, outbox included → tell.
//!
//! Whoever reads one action has read that feature. A commit names the versions it read; when somebody else was faster
//! the action reads and decides again, so no lock is held across a decision and any node may act.

mod announce;
mod assign;
mod call_offer;
mod cancel_turn_notice;
mod change_roster;
mod close_office;
pub(crate) mod compose;
mod confirm_presence;
mod connection_test;
mod decide;
mod dismiss_message;
mod enter_call;
mod finish_wrap_up;
mod identify;
mod import_roster;
mod join_queue;
mod leave_call;
mod leave_queue;
mod line_changed;
mod media_changed;
mod media_state;
mod open_session;
mod play_recording;
mod prewarm;
mod record_call;
mod recording_changed;
mod request_contact;
mod request_turn_notice;
mod resend_message;
mod send_code;
mod set_availability;
mod set_check;
mod set_language;
mod sign_in;
mod submit_contact;
mod support;
mod sweep;
mod take_still;
mod verify_code;

pub use announce::{announce, take_down_announcement};
pub use assign::assign;
pub use call_offer::call_offer;
pub use cancel_turn_notice::cancel_turn_notice;
pub use change_roster::{ShiftKey, put_shift, remove_shift};
pub use close_office::{close_office, lift_closure};
pub use confirm_presence::confirm_presence;
pub use connection_test::{
    end_connection_test, read_connection_test, report_connection_test, start_connection_test,
};
pub use decide::decide;
pub use dismiss_message::dismiss_message;
pub use enter_call::enter_call;
pub use finish_wrap_up::finish_wrap_up;
pub use identify::identify;
pub use import_roster::{Reading, Replacement, RosterFormat, import_roster, preview_roster};
pub use join_queue::join_queue;
pub use leave_call::leave_call;
pub use leave_queue::leave_queue;
pub use line_changed::line_changed;
pub use media_changed::media_changed;
pub use media_state::media_state;
pub use open_session::open_session;
pub use play_recording::play_recording;
pub use prewarm::prewarm_offer;
pub use record_call::record_call;
pub use recording_changed::{recording_changed, settle_recordings};
pub use request_contact::request_contact;
pub use request_turn_notice::request_turn_notice;
pub use resend_message::resend_message;
pub use send_code::send_code;
pub use set_availability::set_availability;
pub use set_check::set_check;
pub use set_language::set_language;
pub use sign_in::{sign_in, sign_out};
pub use submit_contact::submit_contact;
pub use support::{people_in_calls, supervisor};
pub use sweep::sweep;
pub use take_still::take_still;
pub use verify_code::verify_code;
