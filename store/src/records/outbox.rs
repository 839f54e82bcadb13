//! Messages waiting to go out, and the trail of who did what.

use chrono::{DateTime, Utc};
use registration::Sensitive;
use scheduler::{CallId, TicketId};

use crate::ids::OutboxId;

/// A message to send, committed together with the decision that causes it (transactional outbox).
///
/// The delivery state machine is the `sms` room's; the store keeps its state as it is given and indexes only what
/// the sender asks for: what is due, which call, which gateway id.
#[derive(Debug, Clone, PartialEq)]
pub struct OutboxMessage {
    /// Opaque id, handed to the gateway as the idempotency key.
    pub id: OutboxId,
    /// Kind of message in the sender's words, e.g. `confirmation`.
    pub kind: String,
    /// Recipient in E.164. Personal; sealed.
    pub to: Sensitive<String>,
    /// The text as it leaves. Personal (it may hold a one-time code); sealed.
    pub text: Sensitive<String>,
    /// The call that caused it, if any.
    pub call: Option<CallId>,
    /// The ticket it is about, when there is no call yet.
    pub ticket: Option<TicketId>,
    /// The message that a person sends again with this one.
    pub resend_of: Option<OutboxId>,
    /// When it was committed.
    pub created_at: DateTime<Utc>,
    /// The state's name for lists and counts, e.g. `queued`.
    pub status: String,
    /// The state machine's state, serialised by the sender; holds no personal data.
    pub delivery: serde_json::Value,
    /// When the sender must look at it next; `None` once nothing more will happen.
    pub due_at: Option<DateTime<Utc>>,
    /// The gateway that took it, or was last tried, by its configured name.
    pub gateway: Option<String>,
    /// When somebody saw to what went wrong with it: sent again, or marked as dealt with.
    pub handled_at: Option<DateTime<Utc>>,
}

/// A delivery report whose message is not known yet: the answer that names it is still on its way to the disk, or was lost.
#[derive(Debug, Clone, PartialEq)]
pub struct ParkedReceipt {
    /// Configured name of the gateway.
    pub gateway: String,
    /// The gateway's name for the part.
    pub gateway_id: String,
    /// The report, serialised by the sender; holds no personal data.
    pub receipt: serde_json::Value,
    /// When it came.
    pub received_at: DateTime<Utc>,
}

/// Somebody who waits asked to be told by SMS when the turn is near.
#[derive(Debug, Clone, PartialEq)]
pub struct TurnNotice {
    /// Whose turn: one notice a ticket.
    pub ticket: TicketId,
    /// In E.164. Personal; sealed; `None` once the message was written.
    pub phone: Option<Sensitive<String>>,
    /// When the citizen agreed that the number is kept for this.
    pub consented_at: DateTime<Utc>,
    /// When the message was put into the outbox.
    pub sent_at: Option<DateTime<Utc>>,
}

/// One line of the audit trail: appended, never changed.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditEntry {
    /// When.
    pub at: DateTime<Utc>,
    /// Who, as an opaque reference: `staff:<id>`, `session:<id>` or `system`.
    pub actor: String,
    /// What, as a stable `snake_case` verb phrase, e.g. `registration_approved`.
    pub action: String,
    /// On what, as an opaque reference: `call:<id>`, `ticket:<id>`, ….
    pub subject: String,
    /// More facts; sealed, because it may quote what people typed.
    pub detail: serde_json::Value,
}
