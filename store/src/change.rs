//! What an action wants written: a closed list of changes, committed all or none.

use chrono::{DateTime, Utc};
use scheduler::{Availability, Shift, StaffId, ThirdParty, Ticket, TicketId};

use crate::ids::{ClosureId, OutboxId};
use crate::records::{
    AnnouncementRecord, AuditEntry, CallRecord, ClosureRecord, LineRecord, OutboxMessage, ParkedReceipt,
    RecordingRecord, RegistrationRecord, SessionRecord, StaffRecord, StaffSessionRecord, StillRecord,
    TokenHash, TurnNotice,
};

/// One write. An `expected` is the version the row was read with; see [`Versioned`](crate::Versioned).
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A new browser session.
    InsertSession(SessionRecord),
    /// The whole session as it is now.
    UpdateSession {
        /// The session.
        record: SessionRecord,
        /// Version it was read with.
        expected: i64,
    },
    /// A citizen joins the queue. The session's document at this moment is remembered with the ticket (as its
    /// blind index), so that tickets of one document can be counted. Refused with `live_ticket_exists` while the
    /// session has another live ticket.
    InsertTicket(Ticket),
    /// The whole ticket as it is now. Refused with `assistant_already_taken` when its assistant holds another
    /// ticket that is called or in a call.
    UpdateTicket {
        /// The ticket.
        ticket: Ticket,
        /// Version it was read with.
        expected: i64,
    },
    /// What the citizen with a ticket is promised about the wait, in the writer's format. Last write wins and no
    /// version changes: nothing is decided on it. Never personal data.
    KeepPromise {
        /// The ticket.
        ticket: TicketId,
        /// The promise.
        promise: String,
    },
    /// Seeds or replaces a member of staff by id, whatever its version; a new one starts offline. Refused with
    /// `user_name_taken`.
    UpsertStaff(StaffRecord),
    /// The whole record of a member of staff, failed sign-ins included.
    UpdateStaff {
        /// The record.
        record: StaffRecord,
        /// Version it was read with.
        expected: i64,
    },
    /// An assistant's availability.
    UpdateAssistant {
        /// Whose.
        id: StaffId,
        /// What it is now.
        availability: Availability,
        /// Version the [`Assistant`](scheduler::Assistant) was read with.
        expected: i64,
    },
    /// A member of staff signs in.
    InsertStaffSession(StaffSessionRecord),
    /// A member of staff is still there. Last write wins: nothing is decided on it but expiry.
    TouchStaffSession(StaffSessionRecord),
    /// A member of staff signs out, or the session expired. Deleting what is gone is no error.
    DeleteStaffSession(TokenHash),
    /// Every sign-in of a member of staff ends (a changed password).
    DeleteStaffSessionsOf(StaffId),
    /// A call begins. Refused with `call_already_open` when its ticket or its assistant has an open one.
    InsertCall(CallRecord),
    /// The whole call as it is now.
    UpdateCall {
        /// The call.
        record: CallRecord,
        /// Version it was read with.
        expected: i64,
    },
    /// Somebody is to be the third party of a call. Refused with `third_party_present` while the call has another one, and with
    /// `not_free` while this person is in another call as such.
    InsertThirdParty(ThirdParty),
    /// The whole third party as it is now.
    UpdateThirdParty {
        /// The third party.
        record: ThirdParty,
        /// Version it was read with.
        expected: i64,
    },
    /// A picture is taken; never changed afterwards.
    InsertStill(StillRecord),
    /// One side of a call begins to be recorded.
    InsertRecording(RecordingRecord),
    /// The whole row of a recording as it is now.
    UpdateRecording {
        /// The recording.
        record: RecordingRecord,
        /// Version it was read with.
        expected: i64,
    },
    /// What a side's line has been like so far; replaces what was kept under its id. Last write wins: only the node that
    /// carries the leg writes it.
    KeepLine(LineRecord),
    /// A decision registers a citizen. Refused with `call_already_registered` for the second of a call.
    InsertRegistration(RegistrationRecord),
    /// The whole registration as it is now (its phone was taken over).
    UpdateRegistration {
        /// The registration.
        record: RegistrationRecord,
        /// Version it was read with.
        expected: i64,
    },
    /// A message goes out because of what else this set says.
    EnqueueSms(OutboxMessage),
    /// A message's delivery moved on.
    UpdateSms {
        /// The message.
        message: OutboxMessage,
        /// Version it was read with.
        expected: i64,
    },
    /// A gateway's name for a part of a message, by which its reports are placed. A gateway that gives a name twice means
    /// the newer message.
    NamePart {
        /// Configured name of the gateway.
        gateway: String,
        /// Its name for the part.
        gateway_id: String,
        /// The message.
        message: OutboxId,
    },
    /// A report waits for its message. The newest for a part counts.
    ParkReceipt(ParkedReceipt),
    /// A parked report was placed. Deleting what is gone is no error.
    DeleteReceipt {
        /// Configured name of the gateway.
        gateway: String,
        /// Its name for the part.
        gateway_id: String,
    },
    /// Parked reports from before this instant are given up.
    DeleteReceiptsBefore(DateTime<Utc>),
    /// A citizen who waits asks to be told. Refused with `already_exists` for the second of a ticket.
    InsertTurnNotice(TurnNotice),
    /// The whole notice as it is now.
    UpdateTurnNotice {
        /// The notice.
        record: TurnNotice,
        /// Version it was read with.
        expected: i64,
    },
    /// The citizen changed their mind, or the ticket ended. Deleting what is gone is no error.
    DeleteTurnNotice(TicketId),
    /// Shifts are taken out of the roster and put into it. Refused with [`Conflict`](crate::CommitError::Conflict)
    /// when a shift to take out is not there.
    UpdateRoster {
        /// Shifts to take out, each by its assistant and beginning; first.
        removed: Vec<(StaffId, DateTime<Utc>)>,
        /// Shifts to put in. That nobody works two at a time is the roster's rule, not the store's.
        added: Vec<Shift>,
        /// Version of the roster it was decided on.
        expected: i64,
    },
    /// Shifts that ended before an instant are forgotten.
    ForgetShifts {
        /// The instant.
        before: DateTime<Utc>,
    },
    /// A supervisor closes the office against its hours.
    InsertClosure(ClosureRecord),
    /// The whole closure as it is now.
    UpdateClosure {
        /// The closure.
        record: ClosureRecord,
        /// Version it was read with.
        expected: i64,
    },
    /// A closure is called off before it began.
    DeleteClosure {
        /// Which.
        id: ClosureId,
        /// Version it was read with.
        expected: i64,
    },
    /// What the office tells everybody; `None` takes it down.
    UpdateAnnouncement {
        /// The words, and who put them up.
        announcement: Option<AnnouncementRecord>,
        /// Version it was read with.
        expected: i64,
    },
    /// A line for the audit trail.
    AppendAudit(AuditEntry),
    /// A small fact about the office, e.g. its announcement. Last write wins. Never personal data.
    PutMeta {
        /// Name, in `snake_case`.
        key: String,
        /// Value in the writer's format.
        value: String,
    },
}

/// Changes that are written in order and together: all of them, durably, or none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChangeSet(pub Vec<Change>);

impl ChangeSet {
    /// Starts with nothing to write.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a change at the end.
    #[must_use]
    pub fn with(mut self, change: Change) -> Self {
        self.0.push(change);
        self
    }

    /// Adds a change at the end.
    pub fn push(&mut self, change: Change) {
        self.0.push(change);
    }
}

impl From<Change> for ChangeSet {
    fn from(change: Change) -> Self {
        Self(vec![change])
    }
}

impl FromIterator<Change> for ChangeSet {
    fn from_iter<I: IntoIterator<Item = Change>>(changes: I) -> Self {
        Self(changes.into_iter().collect())
    }
}
