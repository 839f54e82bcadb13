//! What can be read, in small groups named as the house names things.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use registration::{IdentityDocument, PhoneNumber};
use scheduler::{Assistant, CallId, SessionId, Shift, StaffId, ThirdParty, Ticket, TicketId};

use crate::error::ReadError;
use crate::ids::{OutboxId, RecordingId, RegistrationId, StillId};
use crate::records::{
    AnnouncementRecord, AuditEntry, CallRecord, ClosureRecord, LineRecord, OutboxMessage, ParkedReceipt,
    RecordingRecord, RegistrationRecord, SessionRecord, StaffRecord, StaffSessionRecord, StillFacts,
    StillRecord, TokenHash, TurnNotice, Versioned,
};

/// What a read gives.
pub type Read<T> = Result<T, ReadError>;

/// The six states of a ticket by name, for asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of `scheduler::TicketState`")]
pub enum TicketStateName {
    Waiting,
    Called,
    InCall,
    Held,
    Done,
    Left,
}

/// Citizens' browser sessions.
#[async_trait]
pub trait Sessions {
    /// By id.
    async fn session(&self, id: SessionId) -> Read<Option<Versioned<SessionRecord>>>;
    /// Those that have a live ticket, in the order of their ids: one question for a whole queue.
    async fn sessions_with_live_ticket(&self) -> Read<Vec<Versioned<SessionRecord>>>;
    /// By the cookie's hash.
    async fn session_by_token(&self, token: &TokenHash) -> Read<Option<Versioned<SessionRecord>>>;
}

/// Places in the queue.
#[async_trait]
pub trait Tickets {
    /// By id.
    async fn ticket(&self, id: TicketId) -> Read<Option<Versioned<Ticket>>>;
    /// The session's live ticket.
    async fn live_ticket_of(&self, session: SessionId) -> Read<Option<Versioned<Ticket>>>;
    /// The session's newest ticket, live or not: what a result page shows after the end.
    async fn latest_ticket_of(&self, session: SessionId) -> Read<Option<Versioned<Ticket>>>;
    /// Every live ticket, oldest first.
    async fn live_tickets(&self) -> Read<Vec<Versioned<Ticket>>>;
    /// What those who have a live ticket are promised, as it was kept.
    async fn live_promises(&self) -> Read<Vec<(TicketId, String)>>;
    /// Tickets in any of `states` that joined at or after `since`, oldest first.
    async fn tickets_in(
        &self,
        states: &[TicketStateName],
        since: DateTime<Utc>,
    ) -> Read<Vec<Versioned<Ticket>>>;
    /// Tickets whose session had typed this document when they joined, at or after `since`, oldest first. The
    /// document was only typed: the tickets need not be of its holder.
    async fn tickets_of_document(
        &self,
        document: &IdentityDocument,
        since: DateTime<Utc>,
    ) -> Read<Vec<Versioned<Ticket>>>;
}

/// Assistants and supervisors.
#[async_trait]
pub trait Staff {
    /// By id.
    async fn staff(&self, id: StaffId) -> Read<Option<Versioned<StaffRecord>>>;
    /// By the name used to sign in.
    async fn staff_by_user_name(&self, user_name: &str) -> Read<Option<Versioned<StaffRecord>>>;
    /// Everybody, in the order of their ids.
    async fn all_staff(&self) -> Read<Vec<Versioned<StaffRecord>>>;
    /// One person's availability, with its own version.
    async fn assistant(&self, id: StaffId) -> Read<Option<Versioned<Assistant>>>;
    /// Everybody who has the assistant's role, with availability.
    async fn assistants(&self) -> Read<Vec<Versioned<Assistant>>>;
    /// Signed-in browser by the cookie's hash.
    async fn staff_session(&self, token: &TokenHash) -> Read<Option<StaffSessionRecord>>;
}

/// Who is planned to work when.
#[async_trait]
pub trait Rosters {
    /// The version of the whole roster, which a change must name. Read it before the shifts it is decided on.
    async fn roster_version(&self) -> Read<i64>;
    /// Shifts that have a part in `[from, to)`, by beginning.
    async fn shifts(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Read<Vec<Shift>>;
    /// How many shifts are stored.
    async fn shift_count(&self) -> Read<u64>;
}

/// What a supervisor has decided for the whole office.
#[async_trait]
pub trait Office {
    /// Closures against the hours that end after `since`, by the time they were decided.
    async fn closures(&self, since: DateTime<Utc>) -> Read<Vec<Versioned<ClosureRecord>>>;
    /// What is announced, if anything; over or not.
    async fn announcement(&self) -> Read<Versioned<Option<AnnouncementRecord>>>;
}

/// Calls.
#[async_trait]
pub trait Calls {
    /// By id.
    async fn call(&self, id: CallId) -> Read<Option<Versioned<CallRecord>>>;
    /// The newest call of a ticket.
    async fn latest_call_of(&self, ticket: TicketId) -> Read<Option<Versioned<CallRecord>>>;
    /// Calls that have not ended, oldest first.
    async fn open_calls(&self) -> Read<Vec<Versioned<CallRecord>>>;
}

/// Interpreters and observers of calls.
#[async_trait]
pub trait ThirdParties {
    /// A call's, those that have ended included, in the order of their ids.
    async fn third_parties_of(&self, call: CallId) -> Read<Vec<Versioned<ThirdParty>>>;
    /// Those of all calls that have not ended, in the order of their ids.
    async fn live_third_parties(&self) -> Read<Vec<Versioned<ThirdParty>>>;
}

/// Pictures taken in calls.
#[async_trait]
pub trait Evidence {
    /// A call's stills without their bytes, oldest first. A still taken again is there twice: the last one counts.
    async fn stills_of(&self, call: CallId) -> Read<Vec<StillFacts>>;
    /// One still with its bytes.
    async fn still(&self, id: StillId) -> Read<Option<StillRecord>>;
}

/// Recordings of calls.
#[async_trait]
pub trait Recordings {
    /// By id.
    async fn recording(&self, id: RecordingId) -> Read<Option<Versioned<RecordingRecord>>>;
    /// A call's recordings, oldest first.
    async fn recordings_of(&self, call: CallId) -> Read<Vec<Versioned<RecordingRecord>>>;
    /// Newest first, at most `limit`.
    async fn recent_recordings(&self, limit: u32) -> Read<Vec<Versioned<RecordingRecord>>>;
    /// Recordings that have not ended, oldest first.
    async fn open_recordings(&self) -> Read<Vec<Versioned<RecordingRecord>>>;
}

/// What the sides' lines were like.
#[async_trait]
pub trait Lines {
    /// Of a call, by their beginning.
    async fn lines_of(&self, call: CallId) -> Read<Vec<LineRecord>>;
    /// The newest first, at most `limit`.
    async fn recent_lines(&self, limit: u32) -> Read<Vec<LineRecord>>;
}

/// Registered citizens.
#[async_trait]
pub trait Registrations {
    /// By id.
    async fn registration(&self, id: RegistrationId) -> Read<Option<Versioned<RegistrationRecord>>>;
    /// What was registered in a call.
    async fn registration_of_call(&self, call: CallId) -> Read<Option<Versioned<RegistrationRecord>>>;
    /// Registrations of a document, newest first.
    async fn registrations_of_document(
        &self,
        document: &IdentityDocument,
    ) -> Read<Vec<Versioned<RegistrationRecord>>>;
    /// Registrations that hold this phone now (not those that lost it), newest first.
    async fn registrations_of_phone(&self, phone: &PhoneNumber) -> Read<Vec<Versioned<RegistrationRecord>>>;
}

/// Messages to send.
#[async_trait]
pub trait Outbox {
    /// By id.
    async fn message(&self, id: OutboxId) -> Read<Option<Versioned<OutboxMessage>>>;
    /// By a gateway's name for one of its parts, to place a delivery report. A report may precede the stored name: park
    /// it and look again.
    async fn message_of_part(
        &self,
        gateway: &str,
        gateway_id: &str,
    ) -> Read<Option<Versioned<OutboxMessage>>>;
    /// Messages the sender must look at now, the longest due first, at most `limit`.
    async fn due_messages(&self, now: DateTime<Utc>, limit: u32) -> Read<Vec<Versioned<OutboxMessage>>>;
    /// When the next message falls due, so that the sender need not poll.
    async fn next_due_message(&self) -> Read<Option<DateTime<Utc>>>;
    /// Messages a call caused, oldest first.
    async fn messages_of_call(&self, call: CallId) -> Read<Vec<Versioned<OutboxMessage>>>;
    /// Messages about a ticket, oldest first.
    async fn messages_of_ticket(&self, ticket: TicketId) -> Read<Vec<Versioned<OutboxMessage>>>;
    /// Newest first, at most `limit`.
    async fn recent_messages(&self, limit: u32) -> Read<Vec<Versioned<OutboxMessage>>>;
    /// Messages that failed, expired or are ambiguous and that nobody has seen to, newest first, at most `limit`.
    async fn unhandled_messages(&self, limit: u32) -> Read<Vec<Versioned<OutboxMessage>>>;
    /// How many messages there are in each state, of those committed at or after `since`; states without any are left out.
    async fn message_counts(&self, since: DateTime<Utc>) -> Read<Vec<(String, u64)>>;
    /// How many messages went to a phone at or after `since`.
    async fn messages_to_phone(&self, phone: &PhoneNumber, since: DateTime<Utc>) -> Read<u64>;
    /// How many messages a document caused at or after `since`, through the tickets that name it.
    async fn messages_of_document(&self, document: &IdentityDocument, since: DateTime<Utc>) -> Read<u64>;
    /// Parked reports whose message is known by now, oldest first, at most `limit`.
    async fn placeable_receipts(&self, limit: u32) -> Read<Vec<ParkedReceipt>>;
    /// How many reports are parked.
    async fn parked_receipts(&self) -> Read<u64>;
}

/// Who asked to be told of the turn.
#[async_trait]
pub trait TurnNotices {
    /// Of one ticket.
    async fn turn_notice(&self, ticket: TicketId) -> Read<Option<Versioned<TurnNotice>>>;
    /// All of them, the oldest consent first.
    async fn turn_notices(&self) -> Read<Vec<Versioned<TurnNotice>>>;
}

/// The trail of who did what.
#[async_trait]
pub trait Audit {
    /// Newest first, at most `limit`.
    async fn recent_audit(&self, limit: u32) -> Read<Vec<AuditEntry>>;
    /// Everything about one subject, oldest first.
    async fn audit_of(&self, subject: &str) -> Read<Vec<AuditEntry>>;
}

/// Small facts about the office.
#[async_trait]
pub trait Meta {
    /// The value last put under `key`.
    async fn meta(&self, key: &str) -> Read<Option<String>>;
}
