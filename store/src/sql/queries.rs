//! The questions, one constant each; parameters are numbered as the reads pass them.

/// Columns of a table, once: a `SELECT` and the row type that reads it must agree.
macro_rules! select {
    (session $rest:literal) => {
        concat!(
            "SELECT id, token_hash, created_at, last_seen, language, test_pass, identified, version FROM sessions ",
            $rest
        )
    };
    (ticket $rest:literal) => {
        concat!("SELECT body, version FROM tickets ", $rest)
    };
    (staff $rest:literal) => {
        concat!(
            "SELECT id, user_name, display_name, password_hash, roles, skills, login, version FROM staff ",
            $rest
        )
    };
    (assistant $rest:literal) => {
        concat!(
            "SELECT s.id AS id, s.skills AS skills, a.availability AS availability, a.version AS version \
             FROM staff s JOIN assistants a ON a.staff_id = s.id ",
            $rest
        )
    };
    (closure $rest:literal) => {
        concat!(
            "SELECT id, begins_at, ends_at, tells_queue, reason_es, reason_en, closed_by, closed_at, version \
             FROM closures ",
            $rest
        )
    };
    (call $rest:literal) => {
        concat!(
            "SELECT id, ticket_id, session_id, assistant_id, started_at, ended_at, identification, verification, \
             connection_test, version FROM calls ",
            $rest
        )
    };
    (third_party $rest:literal) => {
        concat!("SELECT body, version FROM third_parties ", $rest)
    };
    (recording $rest:literal) => {
        concat!(
            "SELECT id, call_id, side, file_key, started_at, ended_at, status, reason, bytes, duration_ms, gaps, \
             dropped, version FROM recordings ",
            $rest
        )
    };
    (line $rest:literal) => {
        concat!("SELECT id, call_id, side, began_at, summary FROM lines ", $rest)
    };
    (registration $rest:literal) => {
        concat!(
            "SELECT id, call_id, procedure, registration, registered_at, phone_lost_at, version FROM registrations ",
            $rest
        )
    };
    (outbox $rest:literal) => {
        concat!(
            "SELECT id, kind, recipient, message, call_id, ticket_id, resend_of, created_at, status, delivery, due_at, \
             gateway, handled_at, version FROM outbox ",
            $rest
        )
    };
    (turn_notice $rest:literal) => {
        concat!("SELECT ticket_id, phone, consented_at, sent_at, version FROM turn_notices ", $rest)
    };
}

pub(crate) const SESSION: &str = select!(session "WHERE id = $1");
pub(crate) const SESSIONS_WITH_LIVE_TICKET: &str = select!(session "WHERE id IN (SELECT session_id FROM tickets \
    WHERE state IN ('waiting', 'called', 'in_call', 'held')) ORDER BY id");
pub(crate) const SESSION_BY_TOKEN: &str = select!(session "WHERE token_hash = $1");

pub(crate) const TICKET: &str = select!(ticket "WHERE id = $1");
pub(crate) const LIVE_TICKET_OF: &str =
    select!(ticket "WHERE session_id = $1 AND state IN ('waiting', 'called', 'in_call', 'held')");
pub(crate) const LATEST_TICKET_OF: &str =
    select!(ticket "WHERE session_id = $1 ORDER BY joined_at DESC, id DESC LIMIT 1");
pub(crate) const LIVE_TICKETS: &str =
    select!(ticket "WHERE state IN ('waiting', 'called', 'in_call', 'held') ORDER BY joined_at, id");
pub(crate) const LIVE_PROMISES: &str = "SELECT id, promise FROM tickets WHERE promise IS NOT NULL \
    AND state IN ('waiting', 'called', 'in_call', 'held')";
/// Six places for six states; unused ones repeat a used one.
pub(crate) const TICKETS_IN: &str =
    select!(ticket "WHERE state IN ($1, $2, $3, $4, $5, $6) AND joined_at >= $7 ORDER BY joined_at, id");
pub(crate) const TICKETS_OF_DOCUMENT: &str =
    select!(ticket "WHERE document_index = $1 AND joined_at >= $2 ORDER BY joined_at, id");

pub(crate) const STAFF: &str = select!(staff "WHERE id = $1");
pub(crate) const STAFF_BY_USER_NAME: &str = select!(staff "WHERE user_name_index = $1");
pub(crate) const ALL_STAFF: &str = select!(staff "ORDER BY id");
pub(crate) const ASSISTANT: &str = select!(assistant "WHERE s.id = $1");
pub(crate) const ASSISTANTS: &str = select!(assistant "WHERE s.is_assistant = 1 ORDER BY s.id");
pub(crate) const STAFF_SESSION: &str =
    "SELECT token_hash, staff_id, created_at, last_seen FROM staff_sessions WHERE token_hash = $1";

pub(crate) const ROSTER_VERSION: &str = "SELECT version FROM revisions WHERE name = 'roster'";
/// `$3` is how far back a shift can begin that is still running at `$1`: it lets the index on the beginning do the work.
pub(crate) const SHIFTS: &str = "SELECT assistant_id, begins_at, ends_at, breaks FROM shifts \
    WHERE begins_at >= $3 AND begins_at < $2 AND ends_at > $1 ORDER BY begins_at, assistant_id";
pub(crate) const SHIFT_COUNT: &str = "SELECT COUNT(*) FROM shifts";
pub(crate) const CLOSURES: &str = select!(closure "WHERE ends_at > $1 ORDER BY closed_at, id");
pub(crate) const ANNOUNCEMENT: &str =
    "SELECT text_es, text_en, ends_at, put_up_by, put_up_at, version FROM announcement WHERE id = 1";

pub(crate) const CALL: &str = select!(call "WHERE id = $1");
pub(crate) const LATEST_CALL_OF: &str =
    select!(call "WHERE ticket_id = $1 ORDER BY started_at DESC, id DESC LIMIT 1");
pub(crate) const OPEN_CALLS: &str = select!(call "WHERE ended_at IS NULL ORDER BY started_at, id");

pub(crate) const THIRD_PARTIES_OF: &str = select!(third_party "WHERE call_id = $1 ORDER BY id");
pub(crate) const LIVE_THIRD_PARTIES: &str = select!(third_party "WHERE ended_at IS NULL ORDER BY id");

pub(crate) const STILLS_OF: &str = "SELECT id, call_id, kind, width, height, taken_at, sharpness, glare_permille FROM stills \
    WHERE call_id = $1 ORDER BY taken_at, id";
pub(crate) const STILL: &str = "SELECT id, call_id, kind, width, height, taken_at, sharpness, glare_permille, png, webp FROM stills WHERE id = $1";

pub(crate) const RECORDING: &str = select!(recording "WHERE id = $1");
pub(crate) const RECORDINGS_OF: &str = select!(recording "WHERE call_id = $1 ORDER BY started_at, id");
pub(crate) const RECENT_RECORDINGS: &str = select!(recording "ORDER BY started_at DESC, id DESC LIMIT $1");
pub(crate) const OPEN_RECORDINGS: &str = select!(recording "WHERE ended_at IS NULL ORDER BY started_at, id");

pub(crate) const LINES_OF: &str = select!(line "WHERE call_id = $1 ORDER BY began_at, id");
pub(crate) const RECENT_LINES: &str = select!(line "ORDER BY began_at DESC, id DESC LIMIT $1");

pub(crate) const REGISTRATION: &str = select!(registration "WHERE id = $1");
pub(crate) const REGISTRATION_OF_CALL: &str = select!(registration "WHERE call_id = $1");
pub(crate) const REGISTRATIONS_OF_DOCUMENT: &str =
    select!(registration "WHERE document_index = $1 ORDER BY registered_at DESC, id DESC");
pub(crate) const REGISTRATIONS_OF_PHONE: &str = select!(registration "WHERE phone_index = $1 AND phone_lost_at IS NULL ORDER BY registered_at DESC, id DESC");

pub(crate) const MESSAGE: &str = select!(outbox "WHERE id = $1");
pub(crate) const MESSAGE_OF_PART: &str =
    select!(outbox "WHERE id = (SELECT outbox_id FROM outbox_parts WHERE gateway = $1 AND gateway_id = $2)");
pub(crate) const DUE_MESSAGES: &str = select!(outbox "WHERE due_at <= $1 ORDER BY due_at, id LIMIT $2");
pub(crate) const NEXT_DUE_MESSAGE: &str =
    "SELECT due_at FROM outbox WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1";
pub(crate) const MESSAGES_OF_CALL: &str = select!(outbox "WHERE call_id = $1 ORDER BY created_at, id");
pub(crate) const RECENT_MESSAGES: &str = select!(outbox "ORDER BY created_at DESC, id DESC LIMIT $1");

pub(crate) const MESSAGES_OF_TICKET: &str = select!(outbox "WHERE ticket_id = $1 ORDER BY created_at, id");
pub(crate) const UNHANDLED_MESSAGES: &str = select!(outbox "WHERE status IN ('failed', 'expired', 'ambiguous') AND handled_at IS NULL ORDER BY created_at DESC, id DESC LIMIT $1");
pub(crate) const MESSAGE_COUNTS: &str =
    "SELECT status, count(*) FROM outbox WHERE created_at >= $1 GROUP BY status ORDER BY status";
pub(crate) const MESSAGES_TO_PHONE: &str =
    "SELECT count(*) FROM outbox WHERE phone_index = $1 AND created_at >= $2";
pub(crate) const MESSAGES_OF_DOCUMENT: &str =
    "SELECT count(*) FROM outbox WHERE document_index = $1 AND created_at >= $2";
pub(crate) const PLACEABLE_RECEIPTS: &str = "SELECT r.gateway, r.gateway_id, r.receipt, r.received_at \
    FROM parked_receipts r JOIN outbox_parts p ON p.gateway = r.gateway AND p.gateway_id = r.gateway_id \
    ORDER BY r.received_at LIMIT $1";
pub(crate) const PARKED_RECEIPTS: &str = "SELECT count(*) FROM parked_receipts";

pub(crate) const TURN_NOTICE: &str = select!(turn_notice "WHERE ticket_id = $1");
pub(crate) const TURN_NOTICES: &str = select!(turn_notice "ORDER BY consented_at, ticket_id");

pub(crate) const RECENT_AUDIT: &str =
    "SELECT at, actor, action, subject, detail FROM audit ORDER BY seq DESC LIMIT $1";
pub(crate) const AUDIT_OF: &str =
    "SELECT at, actor, action, subject, detail FROM audit WHERE subject = $1 ORDER BY seq";

pub(crate) const META: &str = "SELECT value FROM meta WHERE key = $1";
