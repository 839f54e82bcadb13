//! One bound connection: requests out, answers matched, receipts in, the line tested. It ends with the connection.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use bytes::BytesMut;
use futures_util::{SinkExt, StreamExt};
use rusmpp::pdus::{DeliverSmResp, SubmitSm};
use rusmpp::tokio_codec::CommandCodec;
use rusmpp::{Command, CommandId, Pdu};
use tokio::io::{AsyncRead, AsyncWrite, ReadHalf, WriteHalf};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Interval, MissedTickBehavior, sleep, timeout};
use tokio_util::codec::{FramedRead, FramedWrite, LengthDelimitedCodec};

use super::pdu::{self, Incoming};
use super::receipt::{self, Delivered};
use super::reports::Receipt;
use super::status::{RINVCMDID, RINVCMDLEN, RMSGQFUL, ROK};
use super::{Shared, seconds};

/// Largest sequence number: §5.1.4.
const LAST_SEQUENCE: u32 = 0x7FFF_FFFF;

/// How long the centre may take to answer a goodbye; some just close.
const GOODBYE: Duration = Duration::from_secs(2);

/// Plain TCP or TLS.
pub(in crate::gateway) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// Whether a request may still be taken back. Decided once, by whoever is first.
#[derive(Debug, Default)]
pub(super) struct Claim(AtomicU8);

impl Claim {
    const QUEUED: u8 = 0;
    const LEAVING: u8 = 1;
    const WITHDRAWN: u8 = 2;

    fn decide(&self, new: u8) -> bool {
        self.0.compare_exchange(Self::QUEUED, new, Ordering::AcqRel, Ordering::Acquire).is_ok()
    }

    /// From now on its fate is the centre's to tell. False: it was taken back.
    fn leave(&self) -> bool {
        self.decide(Self::LEAVING)
    }

    /// Takes it back. True: not one octet of it has left or will.
    pub(super) fn withdraw(&self) -> bool {
        self.decide(Self::WITHDRAWN)
    }

    /// Takes it back if that is still possible, and says whether it was not.
    pub(super) fn has_left(&self) -> bool {
        self.withdraw();
        self.0.load(Ordering::Acquire) == Self::LEAVING
    }
}

/// The centre's word on a `submit_sm`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Taken, under this id (empty if it gave none).
    Taken(String),
    /// Not taken, with a `command_status`.
    Refused(u32),
}

/// A request on its way to the connection.
#[derive(Debug)]
pub(super) struct Outgoing {
    pub pdu: SubmitSm,
    pub claim: std::sync::Arc<Claim>,
    pub answer: oneshot::Sender<Answer>,
}

/// Why a session is over.
pub(super) type End = &'static str;

/// We were told to.
pub(super) const STOPPED: End = "stopped";

pub(super) struct Session<'a> {
    shared: &'a Shared,
    reader: FramedRead<ReadHalf<Box<dyn Stream>>, LengthDelimitedCodec>,
    writer: FramedWrite<WriteHalf<Box<dyn Stream>>, CommandCodec>,
    sequence: u32,
    unanswered: HashMap<u32, oneshot::Sender<Answer>>,
    answers: mpsc::UnboundedSender<u32>,
    to_answer: mpsc::UnboundedReceiver<u32>,
}

impl<'a> Session<'a> {
    pub(super) fn new(shared: &'a Shared, stream: Box<dyn Stream>) -> Self {
        let (read, write) = tokio::io::split(stream);
        let (answers, to_answer) = mpsc::unbounded_channel();
        Self {
            shared,
            reader: FramedRead::new(read, pdu::frames(shared.settings.limits.pdu_octets)),
            writer: FramedWrite::new(write, CommandCodec::new()),
            sequence: 0,
            unanswered: HashMap::new(),
            answers,
            to_answer,
        }
    }

    /// Introduces us; anything but a clear yes is an error.
    pub(super) async fn bind(&mut self) -> Result<(), String> {
        let sequence = self.next_sequence();
        self.send(ROK, sequence, self.shared.bind.clone()).await?;
        let patience = seconds(self.shared.settings.limits.answer);
        let answer = timeout(patience, self.reader.next()).await.map_err(|_| "the bind got no answer")?;
        let answer = answer.ok_or("closed during the bind")?.map_err(|_| "no SMPP")?;
        match pdu::read(answer) {
            Some(Incoming { id: CommandId::BindTransceiverResp, status: ROK, .. }) => Ok(()),
            Some(other) => Err(format!("the bind was refused, command_status {:#06x}", other.status)),
            None => Err("no SMPP".to_owned()),
        }
    }

    /// Until the connection ends or we are to stop.
    pub(super) async fn run(&mut self, queue: &mut mpsc::Receiver<Outgoing>) -> End {
        let limits = &self.shared.settings.limits;
        let (silence, patience) = (seconds(limits.enquire_link), seconds(limits.answer));
        let mut quiet = std::pin::pin!(sleep(silence));
        let mut testing = false;
        let mut pace = Pace::new(limits.messages_per_second);
        loop {
            let step = tokio::select! {
                frame = self.reader.next() => {
                    testing = false;
                    quiet.set(sleep(silence));
                    match frame {
                        Some(Ok(frame)) => self.incoming(frame).await,
                        Some(Err(_)) => Err("a PDU's length cannot be"),
                        None => Err("closed by the centre"),
                    }
                }
                () = &mut quiet => {
                    if testing {
                        Err("the line test got no answer")
                    } else {
                        testing = true;
                        quiet.set(sleep(patience));
                        self.enquire().await
                    }
                }
                () = self.shared.suspect.notified(), if !testing => {
                    testing = true;
                    quiet.set(sleep(patience));
                    self.enquire().await
                }
                Some(request) = queue.recv(), if pace.ready => {
                    pace.used();
                    self.submit(request).await
                }
                () = pace.tick(), if !pace.ready => Ok(()),
                Some(sequence) = self.to_answer.recv() => {
                    self.send(ROK, sequence, DeliverSmResp::default()).await
                }
                () = self.shared.stop.cancelled() => {
                    self.goodbye().await;
                    Err(STOPPED)
                }
            };
            if let Err(end) = step {
                return end;
            }
        }
    }

    fn next_sequence(&mut self) -> u32 {
        self.sequence = if self.sequence >= LAST_SEQUENCE { 1 } else { self.sequence + 1 };
        self.sequence
    }

    async fn send(&mut self, status: u32, sequence: u32, pdu: impl Into<Pdu>) -> Result<(), End> {
        let patience = seconds(self.shared.settings.limits.answer);
        match timeout(patience, self.writer.send(pdu::command(status, sequence, pdu))).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err("cannot write"),
            Err(_) => Err("the centre does not read"),
        }
    }

    async fn enquire(&mut self) -> Result<(), End> {
        let sequence = self.next_sequence();
        self.send(ROK, sequence, Pdu::EnquireLink).await
    }

    async fn submit(&mut self, request: Outgoing) -> Result<(), End> {
        if !request.claim.leave() {
            return Ok(());
        }
        // Whoever gave up waiting needs no place here.
        self.unanswered.retain(|_, waiting| !waiting.is_closed());
        let sequence = self.next_sequence();
        self.unanswered.insert(sequence, request.answer);
        self.send(ROK, sequence, request.pdu).await
    }

    async fn incoming(&mut self, frame: BytesMut) -> Result<(), End> {
        let Some(incoming) = pdu::read(frame) else { return Err("a PDU without header") };
        let Incoming { id, status, sequence, pdu, broken } = incoming;
        match (id, pdu) {
            (CommandId::SubmitSmResp | CommandId::GenericNack, pdu) => {
                self.answered(sequence, status, pdu, broken);
                Ok(())
            }
            (CommandId::DeliverSm, Some(Pdu::DeliverSm(deliver))) => {
                match receipt::read(&deliver, self.shared.settings.message_id) {
                    Delivered::Report { gateway_id, status } => {
                        let answers = self.answers.clone();
                        if self.shared.reports.push(Receipt { gateway_id, status, sequence, answers }) {
                            return Ok(());
                        }
                        self.send(RMSGQFUL, sequence, DeliverSmResp::default()).await
                    }
                    Delivered::Intermediate | Delivered::Other => {
                        self.send(ROK, sequence, DeliverSmResp::default()).await
                    }
                }
            }
            (CommandId::EnquireLink, _) => self.send(ROK, sequence, Pdu::EnquireLinkResp).await,
            (CommandId::Unbind, _) => {
                self.send(ROK, sequence, Pdu::UnbindResp).await?;
                Err("the centre says goodbye")
            }
            (id, _) if is_response(id) => Ok(()),
            _ => self.send(if broken { RINVCMDLEN } else { RINVCMDID }, sequence, Pdu::GenericNack).await,
        }
    }

    fn answered(&mut self, sequence: u32, status: u32, pdu: Option<Pdu>, broken: bool) {
        let Some(waiting) = self.unanswered.remove(&sequence) else {
            tracing::debug!(gateway = self.shared.settings.name, "an SMPP answer came too late");
            return;
        };
        let answer = match (status, pdu) {
            // "Taken", and then something unreadable: dropping the sender says "unknown".
            (ROK, _) if broken => return,
            (ROK, Some(Pdu::SubmitSmResp(taken))) => {
                let form = self.shared.settings.message_id;
                Answer::Taken(receipt::from_answer(taken.message_id().as_str(), form))
            }
            (ROK, _) => Answer::Taken(String::new()),
            (refused, _) => Answer::Refused(refused),
        };
        let _ = waiting.send(answer);
    }

    /// Answers the receipts that are stored, then `unbind`.
    async fn goodbye(&mut self) {
        while let Ok(sequence) = self.to_answer.try_recv() {
            let _ = self.send(ROK, sequence, DeliverSmResp::default()).await;
        }
        let sequence = self.next_sequence();
        if self.send(ROK, sequence, Pdu::Unbind).await.is_err() {
            return;
        }
        let answer = async {
            while let Some(Ok(frame)) = self.reader.next().await {
                if pdu::read(frame).is_some_and(|incoming| incoming.id == CommandId::UnbindResp) {
                    return;
                }
            }
        };
        let _ = timeout(GOODBYE, answer).await;
        let _ = timeout(GOODBYE, SinkExt::<Command>::close(&mut self.writer)).await;
    }
}

fn is_response(id: CommandId) -> bool {
    u32::from(id) & 0x8000_0000 != 0
}

/// Not more than so many a second.
struct Pace {
    every: Option<Interval>,
    ready: bool,
}

impl Pace {
    fn new(per_second: u32) -> Self {
        let every = (per_second > 0).then(|| {
            let mut every = tokio::time::interval(Duration::from_secs(1) / per_second);
            every.set_missed_tick_behavior(MissedTickBehavior::Delay);
            every
        });
        Self { ready: every.is_none(), every }
    }

    fn used(&mut self) {
        self.ready = self.every.is_none();
    }

    async fn tick(&mut self) {
        if let Some(every) = &mut self.every {
            every.tick().await;
        }
        self.ready = true;
    }
}
