//! What browsers send.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{CheckState, CloseOffice, Decision, Language, Procedure, PublicText, StillKind};

/// One request. The service answers every frame with `ack` or `error` that carries the same `id`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ClientFrame {
    /// Chosen by the browser, unique within one connection.
    pub id: u32,
    /// The request itself.
    pub message: ClientMessage,
}

/// Everything a browser may ask for over the WebSocket. Closed list: anything else ends the connection (4002).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum ClientMessage {
    /// Answer to `ping`. The only message that is not acknowledged.
    Pong {},
    /// Citizen: the language of pages, SMS and receipt.
    SetLanguage {
        /// The new language.
        language: Language,
    },
    /// Citizen: who wants to be registered. May be repeated until the ticket is joined.
    Identify(Identify),
    /// Citizen: take a place in the queue. Repeating it returns the same place.
    JoinQueue {},
    /// Citizen: give the place back.
    LeaveQueue {},
    /// Citizen: tell me by SMS when my turn is near. Once a ticket, while waiting.
    RequestTurnNotice {
        /// Mobile phone as typed.
        phone: String,
        /// "You may keep this number until my turn ends."
        consent: bool,
    },
    /// Citizen: do not tell me; the number is deleted.
    CancelTurnNotice {},
    /// Citizen: "I'm here", after a missed ring or a lost connection.
    ConfirmPresence {},
    /// Citizen: "Entrar con vídeo", within the ring's deadline.
    EnterCall {},
    /// Citizen: hang up before there is a decision. Interpreter, observer: leave; the call goes on.
    LeaveCall {},
    /// Citizen: would rather not be observed. The observer is out at once, and nobody observes this call any more.
    RefuseObserver {},
    /// Both sides of a call: the page shows who joins. Nothing reaches a third party before both have said so.
    ThirdPartyShown {
        /// From `third.id`.
        third_party_id: String,
    },
    /// Citizen: where the confirmation goes. Typed by the citizen, read back aloud by the assistant.
    SubmitContact {
        /// Mobile phone as typed; national Spanish or international with `+`.
        phone: String,
        /// E-mail address as typed.
        email: String,
    },
    /// Citizen or assistant: the one-time code that arrived by SMS.
    VerifyCode {
        /// As typed; spaces are ignored.
        code: String,
    },
    /// All in a call: SDP offer of this leg; answered by `call_answer`. Sent again to restart ICE, to receive a third party, or
    /// after a reload. A further offer of the same peer connection keeps the leg, another one replaces it.
    CallOffer {
        /// The call this leg belongs to.
        call_id: String,
        /// SDP (RFC 8866).
        sdp: String,
    },
    /// Citizen about to be called, assistant ready for a call: SDP offer of a connection that is to stand ahead of it, without
    /// media; answered by `prewarm_answer`. A newer one replaces it. When the call begins it becomes this side's leg, and the
    /// state says so (`prewarmed`).
    PrewarmOffer {
        /// SDP (RFC 8866).
        sdp: String,
    },
    /// All in a call: what this side currently sends, shown to the others.
    MediaState {
        /// Microphone on?
        audio: bool,
        /// Camera on?
        video: bool,
    },
    /// Assistant: ready for the next citizen, or not.
    SetAvailability {
        /// `available`, `break` or `offline`.
        availability: RequestedAvailability,
    },
    /// Assistant: asks a colleague into the call as an interpreter. Ends an observation.
    InviteInterpreter {
        /// From `GET /api/v1/staff/interpreters`.
        staff_id: String,
    },
    /// Assistant: takes the invitation back, or ends the interpreter's part.
    DismissInterpreter {},
    /// Interpreter: yes or no to an invitation.
    AnswerInvitation {
        /// Yes?
        accept: bool,
    },
    /// Supervisor: observe a running call. Both sides are told first.
    ObserveCall {
        /// From `board.tickets`.
        call_id: String,
    },
    /// Assistant: asks the citizen's page for phone and e-mail.
    RequestContact {},
    /// Assistant: sends a one-time code to the phone given; a newer code ends the older.
    SendCode {},
    /// Assistant: takes a picture from the citizen's stream. Taking one of the same kind again replaces it.
    TakeStill {
        /// What the picture shows.
        kind: StillKind,
    },
    /// Assistant: result of one step of the guide.
    SetCheck {
        /// Code of the check, from `call_file.checks`.
        check: String,
        /// Its new state.
        state: CheckState,
    },
    /// Assistant: ends the verification. Final.
    Decide {
        /// What was decided.
        decision: Decision,
    },
    /// Supervisor: sends a message again that failed, expired or is ambiguous, as a new message linked to it. A person has
    /// decided that a second copy does less harm than none.
    ResendMessage {
        /// From `messages.attention`.
        message_id: String,
    },
    /// Supervisor: somebody has seen to it; it leaves the list.
    DismissMessage {
        /// From `messages.attention`.
        message_id: String,
    },
    /// Assistant: wrap-up is over.
    FinishWrapUp {
        /// What comes next: `available` or `break`.
        next: RequestedAvailability,
    },
    /// Supervisor: closes the office against its hours, or changes the closure that covers the given beginning.
    CloseOffice(CloseOffice),
    /// Supervisor: ends a closure now, or calls one off that has not begun. What is over stays as it was.
    LiftClosure {
        /// From `supervision.closures`.
        closure_id: String,
    },
    /// Supervisor: tells everybody something; replaces what was told before.
    Announce {
        /// The words.
        text: PublicText,
        /// The office's wall clock, `2026-11-23T14:00:00`; `null`: until it is taken down.
        until: Option<NaiveDateTime>,
    },
    /// Supervisor: nothing is announced any more.
    TakeDownAnnouncement {},
}

/// Identification as typed by the citizen (DESIGN: the citizen's way, step 3).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Identify {
    /// DNI or NIE as typed.
    pub document: String,
    /// What only the holder of the card knows.
    pub proof: DocumentProof,
    /// What the citizen came for.
    pub procedure: Procedure,
    /// Express consent to the recording of the call.
    pub consent_recording: bool,
    /// "It is for myself, and I am of age": no representation, no minors.
    pub own_behalf_and_adult: bool,
}

/// Second datum of the identity document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum DocumentProof {
    /// DNI: date until which it is valid.
    ValidityDate {
        /// Calendar date.
        date: NaiveDate,
    },
    /// Permanent DNI (01/01/9999): date of issue.
    IssueDate {
        /// Calendar date.
        date: NaiveDate,
    },
    /// NIE: `E` or `C` and eight digits.
    SupportNumber {
        /// As typed.
        value: String,
    },
}

/// Availability an assistant may ask for; ringing, calls and wrap-up follow from the work itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RequestedAvailability {
    /// Gets the next citizen.
    Available,
    /// Short pause.
    Break,
    /// Not working.
    Offline,
}
