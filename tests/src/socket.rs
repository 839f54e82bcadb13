//! A `ventanilla.v1` client: answers heartbeats, matches answers with requests, remembers the last state pushed.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
};

use futures_util::{SinkExt, StreamExt};
use protocol::{
    Board, CitizenState, ClientFrame, ClientMessage, MessagesView, OfficeStatus, SUBPROTOCOL, ServerMessage,
    StaffState, Supervision, WireError,
};
use tokio::{
    sync::{mpsc, oneshot, watch},
    time::timeout,
};
use tokio_tungstenite::tungstenite::{
    Error, Message,
    client::IntoClientRequest,
    http::{HeaderValue, Request},
};

use crate::{DEADLINE, Service};

/// Everything the service has pushed over one connection.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// Last office state.
    pub office: Option<OfficeStatus>,
    /// Last citizen state.
    pub citizen: Option<CitizenState>,
    /// Last staff state.
    pub staff: Option<StaffState>,
    /// Last board.
    pub board: Option<Board>,
    /// Last list of messages and gateways.
    pub messages: Option<MessagesView>,
    /// Last state of what supervisors decide.
    pub supervision: Option<Supervision>,
    /// Answers to call offers, by call.
    pub answers: HashMap<String, String>,
    /// Last error that answers no request.
    pub error: Option<WireError>,
    /// A newer tab took over.
    pub opened_elsewhere: bool,
    /// The service said that it goes down.
    pub shutting_down: bool,
    /// Close code, once closed; 1006 when there was none.
    pub closed: Option<u16>,
}

type Answer = Result<(), WireError>;
type Pending = Arc<Mutex<HashMap<u32, oneshot::Sender<Answer>>>>;

/// One connection.
pub struct Socket {
    outgoing: mpsc::UnboundedSender<Message>,
    pending: Pending,
    next_id: AtomicU32,
    seen: watch::Receiver<Seen>,
}

impl Socket {
    /// Handshake request as a browser of the service's own pages sends it.
    pub fn handshake(service: &Service, path: &str, cookie: &str) -> Request<()> {
        let mut request = format!("ws://{}{path}", service.host()).into_client_request().expect("a request");
        let headers = request.headers_mut();
        let own = format!("http://{}", service.host());
        headers.insert("origin", HeaderValue::from_str(&own).expect("an origin"));
        headers.insert("cookie", HeaderValue::from_str(cookie).expect("a cookie"));
        headers.insert("sec-websocket-protocol", HeaderValue::from_static(SUBPROTOCOL));
        request
    }

    /// Connects with a handshake request; the service's HTTP refusal is the error.
    pub async fn connect(request: Request<()>) -> Result<Self, u16> {
        let stream = match tokio_tungstenite::connect_async(request).await {
            Ok((stream, _)) => stream,
            Err(Error::Http(response)) => return Err(response.status().as_u16()),
            Err(other) => panic!("the connection failed: {other}"),
        };
        let (mut sink, mut source) = stream.split();
        let (outgoing, mut queue) = mpsc::unbounded_channel::<Message>();
        let (told, seen) = watch::channel(Seen::default());
        let pending = Pending::default();
        tokio::spawn(async move {
            while let Some(message) = queue.recv().await {
                if sink.send(message).await.is_err() {
                    break;
                }
            }
        });
        let (answers, back) = (Arc::clone(&pending), outgoing.clone());
        tokio::spawn(async move {
            let mut code = 1006;
            while let Some(Ok(message)) = source.next().await {
                match message {
                    Message::Text(text) => take(&text, &told, &answers, &back),
                    Message::Close(frame) => code = frame.map_or(1005, |frame| frame.code.into()),
                    _ => {}
                }
            }
            told.send_modify(|seen| seen.closed = Some(code));
            answers.lock().expect("pending").clear();
        });
        Ok(Self { outgoing, pending, next_id: AtomicU32::new(1), seen })
    }

    /// Sends a request and waits for its answer.
    pub async fn request(&self, message: ClientMessage) -> Answer {
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        let (sender, answer) = oneshot::channel();
        self.pending.lock().expect("pending").insert(id, sender);
        let text = serde_json::to_string(&ClientFrame { id, message }).expect("JSON");
        self.send(Message::text(text));
        timeout(DEADLINE, answer)
            .await
            .expect("an answer in time")
            .expect("the connection lives until the answer")
    }

    /// Sends a frame as it is.
    pub fn send(&self, message: Message) {
        // A closed connection shows in what was seen.
        let _ = self.outgoing.send(message);
    }

    /// What was pushed so far.
    pub fn seen(&self) -> Seen {
        self.seen.borrow().clone()
    }

    /// Waits until what was pushed yields a value; `what` names it in the failure.
    pub async fn until<T>(&self, what: &str, mut look: impl FnMut(&Seen) -> Option<T>) -> T {
        let mut seen = self.seen.clone();
        let wait = async {
            loop {
                if let Some(value) = look(&seen.borrow_and_update()) {
                    return Some(value);
                }
                if seen.changed().await.is_err() {
                    return None;
                }
            }
        };
        let Ok(found) = timeout(DEADLINE, wait).await else {
            panic!("timed out waiting for {what}; last seen: {:?}", self.seen());
        };
        found.unwrap_or_else(|| panic!("closed while waiting for {what}: {:?}", self.seen()))
    }

    /// Waits until the service closed the connection; its close code.
    pub async fn closed(&self) -> u16 {
        self.until("the connection to be closed", |seen| seen.closed).await
    }
}

/// Files one message of the service.
fn take(text: &str, told: &watch::Sender<Seen>, pending: &Pending, back: &mpsc::UnboundedSender<Message>) {
    let message: ServerMessage = serde_json::from_str(text).expect("a ventanilla.v1 message");
    let answer = |re: u32, answer: Answer| {
        if let Some(waiting) = pending.lock().expect("pending").remove(&re) {
            // The test may have stopped waiting.
            let _ = waiting.send(answer);
        }
    };
    match message {
        ServerMessage::Ping {} => {
            let pong = ClientFrame { id: 0, message: ClientMessage::Pong {} };
            let _ = back.send(Message::text(serde_json::to_string(&pong).expect("JSON")));
        }
        ServerMessage::Ack { re } => answer(re, Ok(())),
        ServerMessage::Error(error) => match error.re {
            Some(re) => answer(re, Err(error)),
            None => told.send_modify(|seen| seen.error = Some(error)),
        },
        ServerMessage::Welcome { protocol, .. } => assert_eq!(protocol, SUBPROTOCOL),
        ServerMessage::OpenedElsewhere {} => told.send_modify(|seen| seen.opened_elsewhere = true),
        ServerMessage::ShuttingDown {} => told.send_modify(|seen| seen.shutting_down = true),
        ServerMessage::Office { status } => told.send_modify(|seen| seen.office = Some(status)),
        ServerMessage::Citizen { state } => told.send_modify(|seen| seen.citizen = Some(state)),
        ServerMessage::Staff { state } => told.send_modify(|seen| seen.staff = Some(state)),
        ServerMessage::Board { board } => told.send_modify(|seen| seen.board = Some(board)),
        ServerMessage::Messages { messages } => told.send_modify(|seen| seen.messages = Some(messages)),
        ServerMessage::Supervision { state } => told.send_modify(|seen| seen.supervision = Some(state)),
        // These clients enter the ordinary way.
        ServerMessage::PrewarmAnswer { .. } => {}
        ServerMessage::CallAnswer { call_id, sdp } => {
            told.send_modify(|seen| {
                seen.answers.insert(call_id, sdp);
            });
        }
    }
}
