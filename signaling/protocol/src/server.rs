//! What the service sends.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Board, CitizenState, MessagesView, OfficeStatus, StaffState, Supervision};

/// Everything the service may say over the WebSocket. Browsers ignore fields they do not know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "built, serialised and dropped; never stored in bulk")]
pub enum ServerMessage {
    /// First message of every connection.
    Welcome {
        /// Always `ventanilla.v1` here.
        protocol: String,
        /// A `ping` comes this often; three missed in a row mean a dead connection.
        heartbeat_seconds: u32,
        /// Largest frame the service reads, in bytes.
        max_frame_bytes: u32,
    },
    /// Heartbeat; answer with `pong`.
    Ping {},
    /// The request was carried out **and is on disk**.
    Ack {
        /// `id` of the request.
        re: u32,
    },
    /// The request was refused; nothing changed.
    Error(WireError),
    /// A newer tab of this session took over. The connection closes with 4001.
    OpenedElsewhere {},
    /// The service is going down; the place is kept. The connection closes with 4007.
    ShuttingDown {},
    /// Office hours and the current wait, on connect and on change.
    Office {
        /// The status.
        status: OfficeStatus,
    },
    /// Citizens only: all there is to know about one's own case, on connect and on every change.
    Citizen {
        /// The whole state.
        state: CitizenState,
    },
    /// Answer to `call_offer`.
    CallAnswer {
        /// The call.
        call_id: String,
        /// SDP (RFC 8866).
        sdp: String,
    },
    /// Answer to `prewarm_offer`.
    PrewarmAnswer {
        /// By which the connection is recognised in `prewarmed` of the call.
        id: String,
        /// SDP (RFC 8866).
        sdp: String,
    },
    /// Staff only: all there is to know about one's own work, on connect and on every change.
    Staff {
        /// The whole state.
        state: StaffState,
    },
    /// Supervisors only: the live board, on connect and at most once a second on change.
    Board {
        /// The board.
        board: Board,
    },
    /// Supervisors only: SMS that need somebody, and the gateways, on connect and on change.
    Messages {
        /// The list.
        messages: MessagesView,
    },
    /// Supervisors only: closures, announcement, planned against present; on connect and on every change.
    Supervision {
        /// The whole state.
        state: Supervision,
    },
}

/// A refusal. `code` is stable; browsers turn it into words in the person's language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct WireError {
    /// `id` of the refused request; `null` when the frame could not be read at all.
    pub re: Option<u32>,
    /// Stable `snake_case` code, listed in `docs/PROTOCOL.md`.
    pub code: String,
    /// Name of the input at fault, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Attempts that are left, for codes that are counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempts_left: Option<u32>,
    /// Reference that finds this error in the operator's log.
    pub reference: String,
}
