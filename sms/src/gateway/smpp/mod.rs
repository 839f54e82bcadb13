//! A gateway that speaks SMPP 3.4 as a transceiver. Why the session is our own: docs/adr/0007.
//!
//! One task keeps the connection: it binds, runs the session, and comes back after a loss with growing, jittered waits.
//! [`submit`](SmsGateway::submit) hands each part to it and waits for the centre's answer; what it can say when none
//! comes depends on whether the part had begun to leave ([`session::Claim`]).

mod pdu;
mod receipt;
mod reports;
mod session;
mod settings;
mod status;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use rand::rngs::StdRng;
use rand::{Rng, RngExt, SeedableRng};
use rusmpp::pdus::{BindTransceiver, SubmitSm};
use tokio::net::TcpStream;
use tokio::sync::{Mutex, Notify, Semaphore, mpsc, oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

use self::reports::Reports;
use self::session::{Answer, Claim, Outgoing, STOPPED, Session};
use super::http::Verdict;
use super::router::GatewayConfigError;
use super::secret::Secret;
use super::tls::Connector;
use super::{DeliveryReport, SmsGateway, SubmitOutcome};
use crate::delivery::FailureReason;
use crate::message::Sms;
use crate::octets::octets;

pub(super) use session::Stream;
pub use settings::{Bind, MessageIdForm, SenderId, SmppLimits, SmppSettings};

/// Tries to get the later parts of a long message through once the first has been taken; between them `throttled`.
const TRIES_OF_LATER_PARTS: u32 = 3;

/// What the connection's task and the submits share.
struct Shared {
    settings: SmppSettings,
    bind: BindTransceiver,
    statuses: HashMap<u32, Verdict>,
    reports: Reports,
    /// Somebody got no answer in time: test the line.
    suspect: Notify,
    stop: CancellationToken,
    bound: watch::Sender<bool>,
}

/// The gateway.
pub struct SmppGateway {
    shared: Arc<Shared>,
    blank: SubmitSm,
    queue: mpsc::Sender<Outgoing>,
    window: Semaphore,
    reference: AtomicU8,
    closing: AtomicBool,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl std::fmt::Debug for SmppGateway {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmppGateway").field("name", &self.shared.settings.name).finish_non_exhaustive()
    }
}

/// What became of a part.
enum PartOutcome {
    Taken(String),
    Not(SubmitOutcome),
}

impl SmppGateway {
    /// Checks the settings and begins to connect. `seed` is for jitter and references of long messages. Needs a tokio
    /// runtime.
    pub fn start(settings: &SmppSettings, seed: u64) -> Result<Self, GatewayConfigError> {
        let wrong = |problem: String| GatewayConfigError::Value { gateway: settings.name.clone(), problem };
        let password = Secret::resolve(&settings.bind.password, settings.bind.password_file.as_deref())?;
        let mut rng = StdRng::seed_from_u64(seed);
        let window = usize::try_from(settings.limits.window.max(1)).unwrap_or(usize::MAX);
        let (queue, requests) = mpsc::channel(window);
        let shared = Arc::new(Shared {
            bind: pdu::bind(&settings.bind, password.expose()).map_err(wrong)?,
            statuses: statuses(settings).map_err(wrong)?,
            reports: Reports::new(settings.limits.reports),
            suspect: Notify::new(),
            stop: CancellationToken::new(),
            bound: watch::Sender::new(false),
            settings: settings.clone(),
        });
        let blank = pdu::blank(&settings.sender).map_err(wrong)?;
        let connector =
            settings.tls.then(|| Connector::new(settings.ca_file.as_deref()).map_err(wrong)).transpose()?;
        let reference = AtomicU8::new(rng.random());
        let task = tokio::spawn(keep_connected(Arc::clone(&shared), connector, requests, rng));
        Ok(Self {
            shared,
            blank,
            queue,
            window: Semaphore::new(window),
            reference,
            closing: AtomicBool::new(false),
            task: Mutex::new(Some(task)),
        })
    }

    /// Whether the bind stands.
    pub fn is_connected(&self) -> bool {
        *self.shared.bound.borrow()
    }

    async fn parts(&self, sms: &Sms, pdus: Vec<SubmitSm>) -> SubmitOutcome {
        let mut ids = Vec::with_capacity(pdus.len());
        for pdu in pdus {
            let outcome = if ids.is_empty() { self.part(pdu).await } else { self.later_part(pdu).await };
            match outcome {
                // A centre that names nothing reports nothing; the message's own id keeps the place.
                PartOutcome::Taken(id) if id.is_empty() => ids.push(sms.id.0.clone()),
                PartOutcome::Taken(id) => ids.push(id),
                // Some of it is with the centre: trying again would send that a second time.
                PartOutcome::Not(SubmitOutcome::Retry { .. }) if !ids.is_empty() => {
                    return SubmitOutcome::Ambiguous;
                }
                PartOutcome::Not(outcome) => return outcome,
            }
        }
        SubmitOutcome::Accepted { gateway: self.shared.settings.name.clone(), ids }
    }

    async fn later_part(&self, pdu: SubmitSm) -> PartOutcome {
        let mut outcome = self.part(pdu.clone()).await;
        for _ in 1..TRIES_OF_LATER_PARTS {
            let PartOutcome::Not(SubmitOutcome::Retry { after }) = outcome else { return outcome };
            sleep(after.and_then(|after| after.to_std().ok()).unwrap_or_default()).await;
            outcome = self.part(pdu.clone()).await;
        }
        outcome
    }

    async fn part(&self, pdu: SubmitSm) -> PartOutcome {
        const NOT_SENT: PartOutcome = PartOutcome::Not(SubmitOutcome::Retry { after: None });
        let Ok(_place) = self.window.acquire().await else { return NOT_SENT };
        let limits = &self.shared.settings.limits;
        let mut bound = self.shared.bound.subscribe();
        let binding = async { bound.wait_for(|bound| *bound).await.is_ok() };
        let connected = timeout(seconds(limits.wait_for_bind), binding).await;
        if self.closing.load(Ordering::Relaxed) || connected != Ok(true) {
            return NOT_SENT;
        }
        let claim = TakenBackOnDrop(Arc::new(Claim::default()));
        let (sender, mut answer) = oneshot::channel();
        let request = Outgoing { pdu, claim: Arc::clone(&claim.0), answer: sender };
        if self.queue.send(request).await.is_err() {
            return NOT_SENT;
        }
        let patience = seconds(limits.answer);
        let mut answered = timeout(patience, &mut answer).await;
        if answered.is_err() && !claim.0.withdraw() {
            // It left. A dead line shows in the test and ends the wait; a slow centre gets the same time again.
            self.shared.suspect.notify_one();
            answered = timeout(patience, &mut answer).await;
        }
        match answered {
            Ok(Ok(Answer::Taken(id))) => PartOutcome::Taken(id),
            Ok(Ok(Answer::Refused(status))) => PartOutcome::Not(self.refused(status)),
            Ok(Err(_)) | Err(_) if claim.0.has_left() => PartOutcome::Not(SubmitOutcome::Ambiguous),
            Ok(Err(_)) | Err(_) => NOT_SENT,
        }
    }

    fn refused(&self, status: u32) -> SubmitOutcome {
        tracing::warn!(gateway = self.shared.settings.name, command_status = %format_args!("{status:#06x}"), "sms not taken");
        let meaning =
            self.shared.statuses.get(&status).copied().map_or_else(|| status::meaning(status), Some);
        let rejected = |reason| SubmitOutcome::Rejected { reason };
        match meaning {
            None => rejected(FailureReason::Undelivered),
            Some(Verdict::InvalidNumber) => rejected(FailureReason::InvalidNumber),
            Some(Verdict::Blocked) => rejected(FailureReason::Blocked),
            Some(Verdict::Refused) => rejected(FailureReason::Refused),
            Some(Verdict::Retry) => SubmitOutcome::Retry { after: None },
            Some(Verdict::Throttled) => {
                let wait = TimeDelta::seconds(self.shared.settings.limits.throttled.into());
                SubmitOutcome::Retry { after: Some(wait) }
            }
            Some(Verdict::Ambiguous) => SubmitOutcome::Ambiguous,
        }
    }
}

/// A caller that stops waiting for a part that has not left takes it back.
struct TakenBackOnDrop(Arc<Claim>);

impl Drop for TakenBackOnDrop {
    fn drop(&mut self) {
        self.0.withdraw();
    }
}

#[async_trait]
impl SmsGateway for SmppGateway {
    fn name(&self) -> &str {
        &self.shared.settings.name
    }

    /// SMPP knows no message id of the sender's that the centre would recognise.
    fn is_idempotent(&self) -> bool {
        false
    }

    async fn submit(&self, sms: &Sms, now: DateTime<Utc>) -> SubmitOutcome {
        let reference = self.reference.fetch_add(1, Ordering::Relaxed);
        let life = sms.expires_at - now;
        let pdus = octets(&sms.text, reference)
            .and_then(|octets| pdu::submits(&self.blank, &sms.to, life, octets).ok());
        match pdus {
            Some(pdus) => self.parts(sms, pdus).await,
            None => SubmitOutcome::Rejected { reason: FailureReason::Refused },
        }
    }

    async fn take_reports(&self, now: DateTime<Utc>) -> Vec<DeliveryReport> {
        self.shared.reports.peek(&self.shared.settings.name, now)
    }

    async fn reports_ready(&self) {
        self.shared.reports.arrived().await;
    }

    async fn reports_committed(&self, reports: &[DeliveryReport]) {
        self.shared.reports.committed(&self.shared.settings.name, reports);
    }

    async fn shutdown(&self) {
        self.closing.store(true, Ordering::Relaxed);
        let limits = &self.shared.settings.limits;
        // Who waits for an answer still gets it, within the time that an answer may take.
        let _ = timeout(seconds(limits.answer), self.window.acquire_many(limits.window.max(1))).await;
        self.shared.stop.cancel();
        if let Some(task) = self.task.lock().await.take() {
            let _ = task.await;
        }
    }
}

/// Connects, runs, waits, again.
async fn keep_connected(
    shared: Arc<Shared>,
    connector: Option<Connector>,
    mut queue: mpsc::Receiver<Outgoing>,
    mut rng: StdRng,
) {
    let (name, limits) = (&shared.settings.name, &shared.settings.limits);
    let mut failures: u32 = 0;
    loop {
        let end = match connect(&shared, connector.as_ref()).await {
            Ok(stream) => {
                let mut session = Session::new(&shared, stream);
                match bound(&shared, &mut session).await {
                    Ok(()) => {
                        failures = 0;
                        tracing::info!(gateway = name, "SMPP bound");
                        shared.bound.send_replace(true);
                        let end = session.run(&mut queue).await;
                        shared.bound.send_replace(false);
                        end.to_owned()
                    }
                    Err(problem) => problem,
                }
            }
            Err(problem) => problem,
        };
        if end == STOPPED || shared.stop.is_cancelled() {
            return;
        }
        failures = failures.saturating_add(1);
        tracing::warn!(gateway = name, failures, "SMPP connection: {end}");
        if wait(backoff(failures, limits, &mut rng), &shared, &mut queue).await.is_err() {
            return;
        }
    }
}

async fn bound(shared: &Shared, session: &mut Session<'_>) -> Result<(), String> {
    tokio::select! {
        result = session.bind() => result,
        () = shared.stop.cancelled() => Err(STOPPED.to_owned()),
    }
}

async fn connect(shared: &Shared, connector: Option<&Connector>) -> Result<Box<dyn Stream>, String> {
    let SmppSettings { host, port, limits, .. } = &shared.settings;
    let connecting = async {
        let stream = TcpStream::connect((host.as_str(), *port)).await.map_err(|error| error.to_string())?;
        stream.set_nodelay(true).map_err(|error| error.to_string())?;
        match connector {
            None => Ok(Box::new(stream) as Box<dyn Stream>),
            Some(connector) => connector.connect(host, stream).await,
        }
    };
    tokio::select! {
        connected = timeout(seconds(limits.connect), connecting) => connected.map_err(|_| "cannot connect in time")?,
        () = shared.stop.cancelled() => Err(STOPPED.to_owned()),
    }
}

/// Full jitter on the upper half: many services that lost one centre do not come back together.
fn backoff(failures: u32, limits: &SmppLimits, rng: &mut impl Rng) -> Duration {
    let doublings = failures.saturating_sub(1).min(16);
    let longest = seconds(limits.reconnect_longest);
    let wait = seconds(limits.reconnect_first).saturating_mul(1 << doublings).min(longest);
    wait.mul_f64(rng.random_range(0.5..=1.0))
}

/// Sleeps; requests that slip in meanwhile are given back at once. `Err`: to stop.
async fn wait(time: Duration, shared: &Shared, queue: &mut mpsc::Receiver<Outgoing>) -> Result<(), ()> {
    let mut over = std::pin::pin!(sleep(time));
    loop {
        tokio::select! {
            () = &mut over => return Ok(()),
            () = shared.stop.cancelled() => return Err(()),
            request = queue.recv() => match request {
                Some(request) => drop(request),
                None => return Err(()),
            }
        }
    }
}

fn statuses(settings: &SmppSettings) -> Result<HashMap<u32, Verdict>, String> {
    let parse = |code: &str| match code.strip_prefix("0x") {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => code.parse().ok(),
    };
    let pairs = settings.statuses.iter().map(|(code, verdict)| {
        Ok((parse(code).ok_or_else(|| format!("`{code}` is no command_status such as 0x0400"))?, *verdict))
    });
    pairs.collect()
}

fn seconds(count: u32) -> Duration {
    Duration::from_secs(count.into())
}
