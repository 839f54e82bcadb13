//! A change becomes statements. Sealing happens here, in the caller's task, so that the one writer only writes.

use registration::{PhoneNumber, Sensitive};
use scheduler::{Availability, StaffId, ThirdParty, Ticket, TicketState};

use super::office;
use super::seal::{
    index_of_document, index_of_phone, index_of_user_name, seal_bytes, seal_json, to_json, word,
};
use super::{Arg, Statement};
use crate::change::{Change, ChangeSet};
use crate::error::{CommitError, ReadError};
use crate::records::{
    AuditEntry, CallRecord, LineRecord, OutboxMessage, ParkedReceipt, RecordingRecord, RegistrationRecord,
    Role, SessionRecord, StaffRecord, StaffSessionRecord, StillRecord, TurnNotice,
};
use crate::vault::{Place, Vault};

type Prepared = Result<Vec<Statement>, CommitError>;

/// Everything `changes` writes, in order.
pub(crate) fn prepare(changes: &ChangeSet, vault: &Vault) -> Prepared {
    let mut statements = Vec::with_capacity(changes.0.len());
    for change in &changes.0 {
        statements.extend(prepare_one(change, vault)?);
    }
    Ok(statements)
}

fn prepare_one(change: &Change, vault: &Vault) -> Prepared {
    match change {
        Change::InsertSession(record) => insert(INSERT_SESSION, session_args(record, vault)?),
        Change::UpdateSession { record, expected } => {
            update(UPDATE_SESSION, session_args(record, vault)?, *expected)
        }
        Change::InsertTicket(ticket) => insert(INSERT_TICKET, ticket_args(ticket)?),
        Change::UpdateTicket { ticket, expected } => update(UPDATE_TICKET, ticket_args(ticket)?, *expected),
        Change::KeepPromise { ticket, promise } => insert(
            "UPDATE tickets SET promise = $2 WHERE id = $1",
            vec![ticket.to_string().into(), promise.as_str().into()],
        ),
        Change::UpsertStaff(record) => upsert_staff(record, vault),
        Change::UpdateStaff { record, expected } => {
            update(UPDATE_STAFF, staff_args(record, vault)?, *expected)
        }
        Change::UpdateAssistant { id, availability, expected } => {
            update(UPDATE_ASSISTANT, assistant_args(*id, availability)?, *expected)
        }
        Change::InsertStaffSession(record) => insert(INSERT_STAFF_SESSION, staff_session_args(record)),
        Change::TouchStaffSession(record) => insert(
            "UPDATE staff_sessions SET last_seen = $2 WHERE token_hash = $1",
            vec![record.token_hash.0.to_vec().into(), record.last_seen.into()],
        ),
        Change::DeleteStaffSession(token) => {
            insert("DELETE FROM staff_sessions WHERE token_hash = $1", vec![token.0.to_vec().into()])
        }
        Change::DeleteStaffSessionsOf(staff) => {
            insert("DELETE FROM staff_sessions WHERE staff_id = $1", vec![staff.to_string().into()])
        }
        Change::InsertCall(record) => insert(INSERT_CALL, call_args(record, vault)?),
        Change::UpdateCall { record, expected } => update(UPDATE_CALL, call_args(record, vault)?, *expected),
        Change::InsertThirdParty(record) => insert(INSERT_THIRD_PARTY, third_party_args(record)?),
        Change::UpdateThirdParty { record, expected } => {
            update(UPDATE_THIRD_PARTY, third_party_args(record)?, *expected)
        }
        Change::InsertStill(record) => insert(INSERT_STILL, still_args(record, vault)?),
        Change::InsertRecording(record) => insert(INSERT_RECORDING, recording_args(record, vault)?),
        Change::UpdateRecording { record, expected } => {
            update(UPDATE_RECORDING, recording_args(record, vault)?, *expected)
        }
        Change::KeepLine(record) => insert(KEEP_LINE, line_args(record)?),
        Change::InsertRegistration(record) => insert(INSERT_REGISTRATION, registration_args(record, vault)?),
        Change::UpdateRegistration { record, expected } => {
            update(UPDATE_REGISTRATION, registration_args(record, vault)?, *expected)
        }
        Change::EnqueueSms(message) => enqueue(message, vault),
        Change::UpdateSms { message, expected } => {
            update(UPDATE_OUTBOX, outbox_args(message, vault)?, *expected)
        }
        Change::NamePart { gateway, gateway_id, message } => insert(
            "INSERT INTO outbox_parts (gateway, gateway_id, outbox_id) VALUES ($1, $2, $3) \
             ON CONFLICT (gateway, gateway_id) DO UPDATE SET outbox_id = $3",
            vec![gateway.as_str().into(), gateway_id.as_str().into(), message.to_string().into()],
        ),
        Change::ParkReceipt(receipt) => insert(PARK_RECEIPT, receipt_args(receipt)?),
        Change::DeleteReceipt { gateway, gateway_id } => insert(
            "DELETE FROM parked_receipts WHERE gateway = $1 AND gateway_id = $2",
            vec![gateway.as_str().into(), gateway_id.as_str().into()],
        ),
        Change::DeleteReceiptsBefore(at) => {
            insert("DELETE FROM parked_receipts WHERE received_at < $1", vec![(*at).into()])
        }
        Change::InsertTurnNotice(record) => insert(INSERT_TURN_NOTICE, turn_notice_args(record, vault)?),
        Change::UpdateTurnNotice { record, expected } => {
            update(UPDATE_TURN_NOTICE, turn_notice_args(record, vault)?, *expected)
        }
        Change::DeleteTurnNotice(ticket) => {
            insert("DELETE FROM turn_notices WHERE ticket_id = $1", vec![ticket.to_string().into()])
        }
        Change::UpdateRoster { removed, added, expected } => office::update_roster(removed, added, *expected),
        Change::ForgetShifts { before } => insert(office::FORGET_SHIFTS, vec![(*before).into()]),
        Change::InsertClosure(record) => insert(office::INSERT_CLOSURE, office::closure_args(record)),
        Change::UpdateClosure { record, expected } => {
            update(office::UPDATE_CLOSURE, office::closure_args(record), *expected)
        }
        Change::DeleteClosure { id, expected } => {
            update(office::DELETE_CLOSURE, vec![id.to_string().into()], *expected)
        }
        Change::UpdateAnnouncement { announcement, expected } => {
            update(office::UPDATE_ANNOUNCEMENT, office::announcement_args(announcement.as_ref()), *expected)
        }
        Change::AppendAudit(entry) => insert(INSERT_AUDIT, audit_args(entry, vault)?),
        Change::PutMeta { key, value } => insert(PUT_META, vec![key.as_str().into(), value.as_str().into()]),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "every arm of `prepare_one` gives the same type")]
fn insert(sql: &'static str, args: Vec<Arg>) -> Prepared {
    Ok(vec![Statement { sql, args, versioned: false }])
}

/// The version read goes last.
#[expect(clippy::unnecessary_wraps, reason = "every arm of `prepare_one` gives the same type")]
fn update(sql: &'static str, mut args: Vec<Arg>, expected: i64) -> Prepared {
    args.push(expected.into());
    Ok(vec![Statement { sql, args, versioned: true }])
}

/// The place of a sealed column.
pub(super) const fn place<'a>(table: &'static str, column: &'static str, row: &'a str) -> Place<'a> {
    Place { table, column, row }
}

/// An audit line has no id before it is written; all its open columns together bind the sealed one to it.
pub(super) fn audit_row(at_micros: i64, actor: &str, action: &str, subject: &str) -> String {
    format!("{at_micros}|{actor}|{action}|{subject}")
}

/// A failing blind index is the same fault whether writing or asking.
fn index(result: Result<Vec<u8>, ReadError>) -> Result<Vec<u8>, CommitError> {
    result.map_err(|error| CommitError::Unavailable(error.to_string()))
}

const INSERT_SESSION: &str = "INSERT INTO sessions \
    (id, token_hash, created_at, last_seen, language, test_pass, identified, document_index, version) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)";
const UPDATE_SESSION: &str = "UPDATE sessions SET token_hash = $2, created_at = $3, last_seen = $4, language = $5, \
    test_pass = $6, identified = $7, document_index = $8, version = version + 1 WHERE id = $1 AND version = $9";

fn session_args(record: &SessionRecord, vault: &Vault) -> Result<Vec<Arg>, CommitError> {
    let id = record.id.to_string();
    let test = record.test.as_ref().map(|test| seal_json(vault, place("sessions", "test_pass", &id), test));
    let identified =
        record.identified.as_ref().map(|typed| seal_json(vault, place("sessions", "identified", &id), typed));
    let document = record
        .identified
        .as_ref()
        .map(|typed| index(index_of_document(vault, typed.identification.document())));
    Ok(vec![
        id.as_str().into(),
        record.token_hash.0.to_vec().into(),
        record.created_at.into(),
        record.last_seen.into(),
        record.language.as_str().into(),
        test.transpose()?.into(),
        identified.transpose()?.into(),
        document.transpose()?.into(),
    ])
}

const INSERT_TICKET: &str = "INSERT INTO tickets \
    (id, session_id, state, assistant_id, joined_at, body, document_index, version) \
    VALUES ($1, $2, $3, $4, $5, $6, (SELECT document_index FROM sessions WHERE id = $2), 1)";
const UPDATE_TICKET: &str = "UPDATE tickets SET session_id = $2, state = $3, assistant_id = $4, joined_at = $5, \
    body = $6, version = version + 1 WHERE id = $1 AND version = $7";

fn ticket_args(ticket: &Ticket) -> Result<Vec<Arg>, CommitError> {
    let (state, assistant) = match &ticket.state {
        TicketState::Waiting => ("waiting", None),
        TicketState::Called { assistant, .. } => ("called", Some(assistant)),
        TicketState::InCall { assistant, .. } => ("in_call", Some(assistant)),
        TicketState::Held { .. } => ("held", None),
        TicketState::Done { .. } => ("done", None),
        TicketState::Left { .. } => ("left", None),
    };
    Ok(vec![
        ticket.id.to_string().into(),
        ticket.session.to_string().into(),
        state.into(),
        assistant.map(ToString::to_string).into(),
        ticket.joined_at.into(),
        to_json("tickets.body", ticket)?.into(),
    ])
}

const INSERT_STAFF: &str = "INSERT INTO staff \
    (id, user_name, user_name_index, display_name, password_hash, roles, is_assistant, skills, login, version) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1) \
    ON CONFLICT (id) DO UPDATE SET user_name = $2, user_name_index = $3, display_name = $4, password_hash = $5, \
    roles = $6, is_assistant = $7, skills = $8, login = $9, version = staff.version + 1";
const INSERT_ASSISTANT: &str = "INSERT INTO assistants (staff_id, availability, version) VALUES ($1, $2, 1) \
    ON CONFLICT (staff_id) DO NOTHING";
const UPDATE_STAFF: &str = "UPDATE staff SET user_name = $2, user_name_index = $3, display_name = $4, \
    password_hash = $5, roles = $6, is_assistant = $7, skills = $8, login = $9, version = version + 1 \
    WHERE id = $1 AND version = $10";
const UPDATE_ASSISTANT: &str =
    "UPDATE assistants SET availability = $2, version = version + 1 WHERE staff_id = $1 AND version = $3";

fn upsert_staff(record: &StaffRecord, vault: &Vault) -> Prepared {
    let mut statements = insert(INSERT_STAFF, staff_args(record, vault)?)?;
    statements.extend(insert(INSERT_ASSISTANT, assistant_args(record.id, &Availability::Offline)?)?);
    Ok(statements)
}

fn staff_args(record: &StaffRecord, vault: &Vault) -> Result<Vec<Arg>, CommitError> {
    let id = record.id.to_string();
    Ok(vec![
        id.as_str().into(),
        seal_bytes(vault, place("staff", "user_name", &id), record.user_name.as_bytes())?.into(),
        index(index_of_user_name(vault, &record.user_name))?.into(),
        seal_bytes(vault, place("staff", "display_name", &id), record.display_name.as_bytes())?.into(),
        record.password_hash.as_str().into(),
        to_json("staff.roles", &record.roles)?.into(),
        record.roles.contains(&Role::Assistant).into(),
        to_json("staff.skills", &record.skills)?.into(),
        to_json("staff.login", &record.login)?.into(),
    ])
}

fn assistant_args(id: StaffId, availability: &Availability) -> Result<Vec<Arg>, CommitError> {
    Ok(vec![id.to_string().into(), to_json("assistants.availability", availability)?.into()])
}

const INSERT_STAFF_SESSION: &str =
    "INSERT INTO staff_sessions (token_hash, staff_id, created_at, last_seen) VALUES ($1, $2, $3, $4)";

fn staff_session_args(record: &StaffSessionRecord) -> Vec<Arg> {
    vec![
        record.token_hash.0.to_vec().into(),
        record.staff.to_string().into(),
        record.created_at.into(),
        record.last_seen.into(),
    ]
}

const INSERT_CALL: &str = "INSERT INTO calls (id, ticket_id, session_id, assistant_id, started_at, ended_at, \
    identification, verification, decision, connection_test, version) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)";
const UPDATE_CALL: &str = "UPDATE calls SET ticket_id = $2, session_id = $3, assistant_id = $4, started_at = $5, \
    ended_at = $6, identification = $7, verification = $8, decision = $9, connection_test = $10, \
    version = version + 1 WHERE id = $1 AND version = $11";

fn call_args(record: &CallRecord, vault: &Vault) -> Result<Vec<Arg>, CommitError> {
    let id = record.id.to_string();
    let test = record.connection_test.as_ref();
    let test = test.map(|test| seal_json(vault, place("calls", "connection_test", &id), test)).transpose()?;
    Ok(vec![
        id.as_str().into(),
        record.ticket.to_string().into(),
        record.session.to_string().into(),
        record.assistant.to_string().into(),
        record.started_at.into(),
        record.ended_at.into(),
        seal_json(vault, place("calls", "identification", &id), &record.identification)?.into(),
        seal_json(vault, place("calls", "verification", &id), &record.case)?.into(),
        // Derived, in the clear: which calls ended how can be counted without opening what is sealed.
        record.case.decided.map(|(decision, _)| to_json("calls.decision", &decision)).transpose()?.into(),
        test.into(),
    ])
}

const INSERT_THIRD_PARTY: &str = "INSERT INTO third_parties (id, call_id, staff_id, body, ended_at, version) \
    VALUES ($1, $2, $3, $4, $5, 1)";
const UPDATE_THIRD_PARTY: &str = "UPDATE third_parties SET call_id = $2, staff_id = $3, body = $4, ended_at = $5, \
    version = version + 1 WHERE id = $1 AND version = $6";

fn third_party_args(record: &ThirdParty) -> Result<Vec<Arg>, CommitError> {
    Ok(vec![
        record.id.to_string().into(),
        record.call.to_string().into(),
        record.staff.to_string().into(),
        to_json("third_parties.body", record)?.into(),
        record.ended_at().into(),
    ])
}

const INSERT_STILL: &str = "INSERT INTO stills (id, call_id, kind, width, height, taken_at, png, webp, sharpness, \
    glare_permille) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

fn still_args(record: &StillRecord, vault: &Vault) -> Result<Vec<Arg>, CommitError> {
    let id = record.facts.id.to_string();
    Ok(vec![
        id.as_str().into(),
        record.facts.call.to_string().into(),
        word("stills.kind", &record.facts.kind)?.into(),
        record.facts.width.into(),
        record.facts.height.into(),
        record.facts.taken_at.into(),
        seal_bytes(vault, place("stills", "png", &id), &record.png)?.into(),
        seal_bytes(vault, place("stills", "webp", &id), &record.webp)?.into(),
        Arg::Int(record.facts.quality.map(|quality| quality.sharpness.into())),
        Arg::Int(record.facts.quality.map(|quality| quality.glare_permille.into())),
    ])
}

const INSERT_RECORDING: &str = "INSERT INTO recordings (id, call_id, side, file_key, started_at, ended_at, status, \
    reason, bytes, duration_ms, gaps, dropped, version) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)";
const UPDATE_RECORDING: &str = "UPDATE recordings SET call_id = $2, side = $3, file_key = $4, started_at = $5, \
    ended_at = $6, status = $7, reason = $8, bytes = $9, duration_ms = $10, gaps = $11, dropped = $12, \
    version = version + 1 WHERE id = $1 AND version = $13";

fn recording_args(record: &RecordingRecord, vault: &Vault) -> Result<Vec<Arg>, CommitError> {
    let id = record.id.to_string();
    let key = seal_bytes(vault, place("recordings", "file_key", &id), record.file_key.as_bytes())?;
    // A row of more than 2^63 bytes or milliseconds does not exist.
    let count = |count: u64| Arg::Int(Some(i64::try_from(count).unwrap_or(i64::MAX)));
    Ok(vec![
        id.into(),
        record.call.to_string().into(),
        word("recordings.side", &record.side)?.into(),
        key.into(),
        record.started_at.into(),
        record.ended_at.into(),
        word("recordings.status", &record.status)?.into(),
        record.reason.clone().into(),
        count(record.bytes),
        count(record.duration_ms),
        count(record.gaps),
        count(record.dropped),
    ])
}

const KEEP_LINE: &str = "INSERT INTO lines (id, call_id, side, began_at, summary) VALUES ($1, $2, $3, $4, $5) \
    ON CONFLICT (id) DO UPDATE SET summary = $5";

fn line_args(record: &LineRecord) -> Result<Vec<Arg>, CommitError> {
    Ok(vec![
        record.id.to_string().into(),
        record.call.to_string().into(),
        word("lines.side", &record.side)?.into(),
        record.began_at.into(),
        to_json("lines.summary", &record.summary)?.into(),
    ])
}

const INSERT_REGISTRATION: &str = "INSERT INTO registrations (id, call_id, procedure, registration, \
    document_index, phone_index, registered_at, phone_lost_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)";
const UPDATE_REGISTRATION: &str = "UPDATE registrations SET call_id = $2, procedure = $3, registration = $4, \
    document_index = $5, phone_index = $6, registered_at = $7, phone_lost_at = $8, version = version + 1 \
    WHERE id = $1 AND version = $9";

fn registration_args(record: &RegistrationRecord, vault: &Vault) -> Result<Vec<Arg>, CommitError> {
    let id = record.id.to_string();
    let sealed = seal_json(vault, place("registrations", "registration", &id), &record.registration)?;
    Ok(vec![
        id.into(),
        record.call.to_string().into(),
        record.procedure.as_str().into(),
        sealed.into(),
        index(index_of_document(vault, &record.registration.document))?.into(),
        index(index_of_phone(vault, &record.registration.phone))?.into(),
        record.registered_at.into(),
        record.phone_lost_at.into(),
    ])
}

/// The indexes are of the moment: limits count what was sent then, whatever became of the ticket or the number.
const INSERT_OUTBOX: &str = "INSERT INTO outbox (id, kind, recipient, message, call_id, ticket_id, resend_of, \
    created_at, status, delivery, due_at, gateway, handled_at, phone_index, document_index, version) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, (SELECT document_index FROM tickets \
    WHERE id = coalesce($6, (SELECT ticket_id FROM calls WHERE id = $5))), 1)";
const UPDATE_OUTBOX: &str = "UPDATE outbox SET kind = $2, recipient = $3, message = $4, call_id = $5, \
    ticket_id = $6, resend_of = $7, created_at = $8, status = $9, delivery = $10, due_at = $11, gateway = $12, \
    handled_at = $13, version = version + 1 WHERE id = $1 AND version = $14";

fn enqueue(message: &OutboxMessage, vault: &Vault) -> Prepared {
    let mut args = outbox_args(message, vault)?;
    let phone = PhoneNumber::from_stored(message.to.expose()).ok();
    args.push(phone.map(|phone| index(index_of_phone(vault, &phone))).transpose()?.into());
    insert(INSERT_OUTBOX, args)
}

fn outbox_args(message: &OutboxMessage, vault: &Vault) -> Result<Vec<Arg>, CommitError> {
    let id = message.id.to_string();
    let recipient = seal_bytes(vault, place("outbox", "recipient", &id), message.to.expose().as_bytes())?;
    let text = seal_bytes(vault, place("outbox", "message", &id), message.text.expose().as_bytes())?;
    Ok(vec![
        id.into(),
        message.kind.as_str().into(),
        recipient.into(),
        text.into(),
        message.call.map(|call| call.to_string()).into(),
        message.ticket.map(|ticket| ticket.to_string()).into(),
        message.resend_of.map(|older| older.to_string()).into(),
        message.created_at.into(),
        message.status.as_str().into(),
        to_json("outbox.delivery", &message.delivery)?.into(),
        message.due_at.into(),
        message.gateway.clone().into(),
        message.handled_at.into(),
    ])
}

const PARK_RECEIPT: &str = "INSERT INTO parked_receipts (gateway, gateway_id, receipt, received_at) \
    VALUES ($1, $2, $3, $4) ON CONFLICT (gateway, gateway_id) DO UPDATE SET receipt = $3, received_at = $4";

fn receipt_args(receipt: &ParkedReceipt) -> Result<Vec<Arg>, CommitError> {
    Ok(vec![
        receipt.gateway.as_str().into(),
        receipt.gateway_id.as_str().into(),
        to_json("parked_receipts.receipt", &receipt.receipt)?.into(),
        receipt.received_at.into(),
    ])
}

const INSERT_TURN_NOTICE: &str = "INSERT INTO turn_notices (ticket_id, phone, consented_at, sent_at, version) \
    VALUES ($1, $2, $3, $4, 1)";
const UPDATE_TURN_NOTICE: &str = "UPDATE turn_notices SET phone = $2, consented_at = $3, sent_at = $4, \
    version = version + 1 WHERE ticket_id = $1 AND version = $5";

fn turn_notice_args(record: &TurnNotice, vault: &Vault) -> Result<Vec<Arg>, CommitError> {
    let id = record.ticket.to_string();
    let seal = |phone: &Sensitive<String>| {
        seal_bytes(vault, place("turn_notices", "phone", &id), phone.expose().as_bytes())
    };
    let phone = record.phone.as_ref().map(seal).transpose()?;
    Ok(vec![id.into(), phone.into(), record.consented_at.into(), record.sent_at.into()])
}

const INSERT_AUDIT: &str =
    "INSERT INTO audit (at, actor, action, subject, detail) VALUES ($1, $2, $3, $4, $5)";

fn audit_args(entry: &AuditEntry, vault: &Vault) -> Result<Vec<Arg>, CommitError> {
    let row = audit_row(entry.at.timestamp_micros(), &entry.actor, &entry.action, &entry.subject);
    Ok(vec![
        entry.at.into(),
        entry.actor.as_str().into(),
        entry.action.as_str().into(),
        entry.subject.as_str().into(),
        seal_json(vault, place("audit", "detail", &row), &entry.detail)?.into(),
    ])
}

const PUT_META: &str =
    "INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = $2";
