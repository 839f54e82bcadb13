//! Rows as the engines give them, and how they become records again.

use registration::Sensitive;
use scheduler::{Assistant, SessionId, StaffId, ThirdParty, Ticket};
use sqlx::FromRow;

use super::seal::{from_json, from_word, instant, open_json, open_text};
use super::statements::{audit_row, place};
use crate::error::ReadError;
use crate::read::Read;
use crate::records::{
    AuditEntry, CallRecord, LineRecord, OutboxMessage, ParkedReceipt, RecordingRecord, RegistrationRecord,
    SessionRecord, StaffRecord, StaffSessionRecord, StillFacts, StillQuality, StillRecord, TokenHash,
    TurnNotice, Versioned,
};
use crate::vault::{FileKey, Vault};

/// A row that becomes a record.
pub(crate) trait Open {
    type Record;
    fn open(self, vault: &Vault) -> Read<Self::Record>;
}

pub(crate) fn id<T: std::str::FromStr>(column: &'static str, text: &str) -> Read<T> {
    text.parse().map_err(|_| ReadError::Corrupt(column))
}

fn hash(column: &'static str, bytes: Vec<u8>) -> Read<TokenHash> {
    bytes.try_into().map(TokenHash).map_err(|_| ReadError::Corrupt(column))
}

#[derive(FromRow)]
pub(crate) struct SessionRow {
    id: String,
    token_hash: Vec<u8>,
    created_at: i64,
    last_seen: i64,
    language: String,
    test_pass: Option<Vec<u8>>,
    identified: Option<Vec<u8>>,
    version: i64,
}

impl Open for SessionRow {
    type Record = Versioned<SessionRecord>;

    fn open(self, vault: &Vault) -> Read<Self::Record> {
        let sealed = |column, bytes: Option<Vec<u8>>| (place("sessions", column, &self.id), bytes);
        let (test_place, test) = sealed("test_pass", self.test_pass);
        let (identified_place, identified) = sealed("identified", self.identified);
        let value = SessionRecord {
            id: id::<SessionId>("sessions.id", &self.id)?,
            token_hash: hash("sessions.token_hash", self.token_hash)?,
            created_at: instant("sessions.created_at", self.created_at)?,
            last_seen: instant("sessions.last_seen", self.last_seen)?,
            language: id("sessions.language", &self.language)?,
            test: test.map(|bytes| open_json(vault, test_place, &bytes)).transpose()?,
            identified: identified.map(|bytes| open_json(vault, identified_place, &bytes)).transpose()?,
        };
        Ok(Versioned { value, version: self.version })
    }
}

#[derive(FromRow)]
pub(crate) struct TicketRow {
    body: String,
    version: i64,
}

impl Open for TicketRow {
    type Record = Versioned<Ticket>;

    fn open(self, _vault: &Vault) -> Read<Self::Record> {
        Ok(Versioned { value: from_json("tickets.body", &self.body)?, version: self.version })
    }
}

#[derive(FromRow)]
pub(crate) struct ThirdPartyRow {
    body: String,
    version: i64,
}

impl Open for ThirdPartyRow {
    type Record = Versioned<ThirdParty>;

    fn open(self, _vault: &Vault) -> Read<Self::Record> {
        Ok(Versioned { value: from_json("third_parties.body", &self.body)?, version: self.version })
    }
}

#[derive(FromRow)]
pub(crate) struct StaffRow {
    id: String,
    user_name: Vec<u8>,
    display_name: Vec<u8>,
    password_hash: String,
    roles: String,
    skills: String,
    login: String,
    version: i64,
}

impl Open for StaffRow {
    type Record = Versioned<StaffRecord>;

    fn open(self, vault: &Vault) -> Read<Self::Record> {
        let value = StaffRecord {
            id: id::<StaffId>("staff.id", &self.id)?,
            user_name: open_text(vault, place("staff", "user_name", &self.id), &self.user_name)?,
            display_name: open_text(vault, place("staff", "display_name", &self.id), &self.display_name)?,
            password_hash: self.password_hash,
            roles: from_json("staff.roles", &self.roles)?,
            skills: from_json("staff.skills", &self.skills)?,
            login: from_json("staff.login", &self.login)?,
        };
        Ok(Versioned { value, version: self.version })
    }
}

#[derive(FromRow)]
pub(crate) struct AssistantRow {
    id: String,
    skills: String,
    availability: String,
    version: i64,
}

impl Open for AssistantRow {
    type Record = Versioned<Assistant>;

    fn open(self, _vault: &Vault) -> Read<Self::Record> {
        let value = Assistant {
            id: id("assistants.staff_id", &self.id)?,
            skills: from_json("staff.skills", &self.skills)?,
            availability: from_json("assistants.availability", &self.availability)?,
        };
        Ok(Versioned { value, version: self.version })
    }
}

#[derive(FromRow)]
pub(crate) struct StaffSessionRow {
    token_hash: Vec<u8>,
    staff_id: String,
    created_at: i64,
    last_seen: i64,
}

impl Open for StaffSessionRow {
    type Record = StaffSessionRecord;

    fn open(self, _vault: &Vault) -> Read<Self::Record> {
        Ok(StaffSessionRecord {
            token_hash: hash("staff_sessions.token_hash", self.token_hash)?,
            staff: id("staff_sessions.staff_id", &self.staff_id)?,
            created_at: instant("staff_sessions.created_at", self.created_at)?,
            last_seen: instant("staff_sessions.last_seen", self.last_seen)?,
        })
    }
}

#[derive(FromRow)]
pub(crate) struct CallRow {
    id: String,
    ticket_id: String,
    session_id: String,
    assistant_id: String,
    started_at: i64,
    ended_at: Option<i64>,
    identification: Vec<u8>,
    verification: Vec<u8>,
    connection_test: Option<Vec<u8>>,
    version: i64,
}

impl Open for CallRow {
    type Record = Versioned<CallRecord>;

    fn open(self, vault: &Vault) -> Read<Self::Record> {
        let at = |column| place("calls", column, &self.id);
        let value = CallRecord {
            id: id("calls.id", &self.id)?,
            ticket: id("calls.ticket_id", &self.ticket_id)?,
            session: id("calls.session_id", &self.session_id)?,
            assistant: id("calls.assistant_id", &self.assistant_id)?,
            started_at: instant("calls.started_at", self.started_at)?,
            ended_at: self.ended_at.map(|micros| instant("calls.ended_at", micros)).transpose()?,
            identification: open_json(vault, at("identification"), &self.identification)?,
            case: open_json(vault, at("verification"), &self.verification)?,
            connection_test: self
                .connection_test
                .as_deref()
                .map(|sealed| open_json(vault, at("connection_test"), sealed))
                .transpose()?,
        };
        Ok(Versioned { value, version: self.version })
    }
}

#[derive(FromRow)]
pub(crate) struct StillFactsRow {
    id: String,
    call_id: String,
    kind: String,
    width: i64,
    height: i64,
    taken_at: i64,
    sharpness: Option<i64>,
    glare_permille: Option<i64>,
}

impl Open for StillFactsRow {
    type Record = StillFacts;

    fn open(self, _vault: &Vault) -> Read<Self::Record> {
        let number = |column, count: i64| u32::try_from(count).map_err(|_| ReadError::Corrupt(column));
        Ok(StillFacts {
            id: id("stills.id", &self.id)?,
            call: id("stills.call_id", &self.call_id)?,
            kind: from_word("stills.kind", self.kind)?,
            width: number("stills.width", self.width)?,
            height: number("stills.height", self.height)?,
            taken_at: instant("stills.taken_at", self.taken_at)?,
            quality: match (self.sharpness, self.glare_permille) {
                (Some(sharpness), Some(glare)) => Some(StillQuality {
                    sharpness: number("stills.sharpness", sharpness)?,
                    glare_permille: number("stills.glare_permille", glare)?,
                }),
                _ => None,
            },
        })
    }
}

#[derive(FromRow)]
pub(crate) struct StillRow {
    #[sqlx(flatten)]
    facts: StillFactsRow,
    png: Vec<u8>,
    webp: Vec<u8>,
}

impl Open for StillRow {
    type Record = StillRecord;

    fn open(self, vault: &Vault) -> Read<Self::Record> {
        let bytes = |column, sealed: &[u8]| {
            let opened = vault.open(place("stills", column, &self.facts.id), sealed);
            opened.map(|plain| plain.to_vec()).map_err(|_| ReadError::Corrupt(column))
        };
        let (png, webp) = (bytes("png", &self.png)?, bytes("webp", &self.webp)?);
        Ok(StillRecord { facts: self.facts.open(vault)?, png, webp })
    }
}

#[derive(FromRow)]
pub(crate) struct RecordingRow {
    id: String,
    call_id: String,
    side: String,
    file_key: Vec<u8>,
    started_at: i64,
    ended_at: Option<i64>,
    status: String,
    reason: Option<String>,
    bytes: i64,
    duration_ms: i64,
    gaps: i64,
    dropped: i64,
    version: i64,
}

impl Open for RecordingRow {
    type Record = Versioned<RecordingRecord>;

    fn open(self, vault: &Vault) -> Read<Self::Record> {
        let count = |column, count: i64| u64::try_from(count).map_err(|_| ReadError::Corrupt(column));
        let key = vault.open(place("recordings", "file_key", &self.id), &self.file_key).ok();
        let file_key = key.and_then(|key| FileKey::from_bytes(&key)).ok_or(ReadError::Corrupt("file_key"))?;
        let value = RecordingRecord {
            id: id("recordings.id", &self.id)?,
            call: id("recordings.call_id", &self.call_id)?,
            side: from_word("recordings.side", self.side)?,
            file_key,
            started_at: instant("recordings.started_at", self.started_at)?,
            ended_at: self.ended_at.map(|micros| instant("recordings.ended_at", micros)).transpose()?,
            status: from_word("recordings.status", self.status)?,
            reason: self.reason,
            bytes: count("recordings.bytes", self.bytes)?,
            duration_ms: count("recordings.duration_ms", self.duration_ms)?,
            gaps: count("recordings.gaps", self.gaps)?,
            dropped: count("recordings.dropped", self.dropped)?,
        };
        Ok(Versioned { value, version: self.version })
    }
}

#[derive(FromRow)]
pub(crate) struct LineRow {
    id: String,
    call_id: String,
    side: String,
    began_at: i64,
    summary: String,
}

impl Open for LineRow {
    type Record = LineRecord;

    fn open(self, _vault: &Vault) -> Read<Self::Record> {
        Ok(LineRecord {
            id: id("lines.id", &self.id)?,
            call: id("lines.call_id", &self.call_id)?,
            side: from_word("lines.side", self.side)?,
            began_at: instant("lines.began_at", self.began_at)?,
            summary: from_json("lines.summary", &self.summary)?,
        })
    }
}

#[derive(FromRow)]
pub(crate) struct RegistrationRow {
    id: String,
    call_id: String,
    procedure: String,
    registration: Vec<u8>,
    registered_at: i64,
    phone_lost_at: Option<i64>,
    version: i64,
}

impl Open for RegistrationRow {
    type Record = Versioned<RegistrationRecord>;

    fn open(self, vault: &Vault) -> Read<Self::Record> {
        let sealed_at = place("registrations", "registration", &self.id);
        let value = RegistrationRecord {
            id: id("registrations.id", &self.id)?,
            call: id("registrations.call_id", &self.call_id)?,
            procedure: id("registrations.procedure", &self.procedure)?,
            registration: open_json(vault, sealed_at, &self.registration)?,
            registered_at: instant("registrations.registered_at", self.registered_at)?,
            phone_lost_at: self
                .phone_lost_at
                .map(|micros| instant("registrations.phone_lost_at", micros))
                .transpose()?,
        };
        Ok(Versioned { value, version: self.version })
    }
}

#[derive(FromRow)]
pub(crate) struct OutboxRow {
    id: String,
    kind: String,
    recipient: Vec<u8>,
    message: Vec<u8>,
    call_id: Option<String>,
    ticket_id: Option<String>,
    resend_of: Option<String>,
    created_at: i64,
    status: String,
    delivery: String,
    due_at: Option<i64>,
    gateway: Option<String>,
    handled_at: Option<i64>,
    version: i64,
}

impl Open for OutboxRow {
    type Record = Versioned<OutboxMessage>;

    fn open(self, vault: &Vault) -> Read<Self::Record> {
        let text = |column, sealed: &[u8]| {
            open_text(vault, place("outbox", column, &self.id), sealed).map(Sensitive::new)
        };
        let value = OutboxMessage {
            id: id("outbox.id", &self.id)?,
            to: text("recipient", &self.recipient)?,
            text: text("message", &self.message)?,
            kind: self.kind,
            call: self.call_id.map(|call| id("outbox.call_id", &call)).transpose()?,
            ticket: self.ticket_id.map(|ticket| id("outbox.ticket_id", &ticket)).transpose()?,
            resend_of: self.resend_of.map(|message| id("outbox.resend_of", &message)).transpose()?,
            created_at: instant("outbox.created_at", self.created_at)?,
            status: self.status,
            delivery: from_json("outbox.delivery", &self.delivery)?,
            due_at: self.due_at.map(|micros| instant("outbox.due_at", micros)).transpose()?,
            gateway: self.gateway,
            handled_at: self.handled_at.map(|micros| instant("outbox.handled_at", micros)).transpose()?,
        };
        Ok(Versioned { value, version: self.version })
    }
}

#[derive(FromRow)]
pub(crate) struct ParkedReceiptRow {
    gateway: String,
    gateway_id: String,
    receipt: String,
    received_at: i64,
}

impl Open for ParkedReceiptRow {
    type Record = ParkedReceipt;

    fn open(self, _vault: &Vault) -> Read<Self::Record> {
        Ok(ParkedReceipt {
            gateway: self.gateway,
            gateway_id: self.gateway_id,
            receipt: from_json("parked_receipts.receipt", &self.receipt)?,
            received_at: instant("parked_receipts.received_at", self.received_at)?,
        })
    }
}

#[derive(FromRow)]
pub(crate) struct TurnNoticeRow {
    ticket_id: String,
    phone: Option<Vec<u8>>,
    consented_at: i64,
    sent_at: Option<i64>,
    version: i64,
}

impl Open for TurnNoticeRow {
    type Record = Versioned<TurnNotice>;

    fn open(self, vault: &Vault) -> Read<Self::Record> {
        let phone_at = place("turn_notices", "phone", &self.ticket_id);
        let phone = self.phone.map(|sealed| open_text(vault, phone_at, &sealed)).transpose()?;
        let value = TurnNotice {
            ticket: id("turn_notices.ticket_id", &self.ticket_id)?,
            phone: phone.map(Sensitive::new),
            consented_at: instant("turn_notices.consented_at", self.consented_at)?,
            sent_at: self.sent_at.map(|micros| instant("turn_notices.sent_at", micros)).transpose()?,
        };
        Ok(Versioned { value, version: self.version })
    }
}

#[derive(FromRow)]
pub(crate) struct AuditRow {
    at: i64,
    actor: String,
    action: String,
    subject: String,
    detail: Vec<u8>,
}

impl Open for AuditRow {
    type Record = AuditEntry;

    fn open(self, vault: &Vault) -> Read<Self::Record> {
        let row = audit_row(self.at, &self.actor, &self.action, &self.subject);
        Ok(AuditEntry {
            at: instant("audit.at", self.at)?,
            detail: open_json(vault, place("audit", "detail", &row), &self.detail)?,
            actor: self.actor,
            action: self.action,
            subject: self.subject,
        })
    }
}
