//! Several gateways as one: by destination and priority, around those that are down, never twice after a doubt.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::{join_all, select_all};
use rand::Rng;

use super::circuit::Circuit;
use super::http::{HttpGateway, ReceiptError, ReceiptRequest};
use super::meter::{GatewayCounters, Meter};
use super::secret::SecretError;
use super::settings::{GatewaySettings, HealthSettings, Route};
use super::smpp::SmppGateway;
use super::{DeliveryReport, DemoInbox, SmsGateway, SubmitOutcome};
use crate::delivery::FailureReason;
use crate::message::Sms;

/// The name while there are several; with one gateway its own.
const SEVERAL: &str = "several";

/// Why the list of gateways cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GatewayConfigError {
    /// Two have one name.
    #[error("two SMS gateways are called `{0}`")]
    SameName(String),
    /// Not usable in an address: letters a to z, digits and `-` only.
    #[error("`{0}` is no name for an SMS gateway: a to z, 0 to 9 and - only")]
    Name(String),
    /// A secret is not there.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// A value makes no sense.
    #[error("SMS gateway `{gateway}`: {problem}")]
    Value {
        /// The gateway.
        gateway: String,
        /// What and why.
        problem: String,
    },
}

/// What the gateways need from the service.
pub struct GatewayContext {
    /// Where providers reach the service, such as `https://cita.example.es`: `{callback}` is made from it.
    pub public_url: Option<String>,
    /// Reads a monotonic clock, for latencies.
    pub monotonic: fn() -> Instant,
    /// Randomness for the jitter of reconnects and the references of long messages.
    pub rng: Box<dyn Rng + Send>,
}

impl fmt::Debug for GatewayContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GatewayContext").field("public_url", &self.public_url).finish_non_exhaustive()
    }
}

/// What a supervisor or a metric sees of one gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewaySnapshot {
    /// Its name.
    pub name: String,
    /// `smpp`, `http` or `demo-inbox`.
    pub kind: &'static str,
    /// Whether messages go there.
    pub up: bool,
    /// Whether its connection stands; `None` for a kind without one.
    pub connected: Option<bool>,
    /// Counts.
    pub counters: GatewayCounters,
}

enum Kind {
    Demo(Arc<DemoInbox>),
    Smpp(Box<SmppGateway>),
    Http(Box<HttpGateway>),
}

impl Kind {
    fn gateway(&self) -> &dyn SmsGateway {
        match self {
            Self::Demo(demo) => demo.as_ref(),
            Self::Smpp(smpp) => smpp.as_ref(),
            Self::Http(http) => http.as_ref(),
        }
    }
}

struct Entry {
    kind: Kind,
    route: Route,
    health: HealthSettings,
    circuit: Mutex<Circuit>,
    meter: Meter,
}

impl Entry {
    fn gateway(&self) -> &dyn SmsGateway {
        self.kind.gateway()
    }

    fn circuit(&self) -> MutexGuard<'_, Circuit> {
        // Nothing panics while holding it.
        self.circuit.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn submit(&self, sms: &Sms, now: DateTime<Utc>, monotonic: fn() -> Instant) -> SubmitOutcome {
        let started = monotonic();
        let outcome = self.gateway().submit(sms, now).await;
        self.meter.submitted(&outcome, monotonic().saturating_duration_since(started));
        match outcome {
            // One that asks for patience lives.
            SubmitOutcome::Accepted { .. }
            | SubmitOutcome::Rejected { .. }
            | SubmitOutcome::Retry { after: Some(_) } => self.circuit().worked(),
            SubmitOutcome::Retry { after: None } | SubmitOutcome::Ambiguous => {
                self.circuit().failed(now, self.health);
            }
        }
        outcome
    }
}

/// All gateways of a service; itself the gateway that the outbox uses.
///
/// For each message the gateways that take its number are asked in turn: the longest matching prefix first, then by
/// priority. One that is down is left out. `Retry`, and `Rejected` because of our account or the message
/// ([`FailureReason::Refused`]), lead to the next; a wrong or barred number and an accepted message end the search, and so
/// does [`SubmitOutcome::Ambiguous`], always: another gateway would send the message a second time.
pub struct Gateways {
    entries: Vec<Entry>,
    monotonic: fn() -> Instant,
}

impl fmt::Debug for Gateways {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.entries.iter().map(|entry| entry.gateway().name())).finish()
    }
}

impl Gateways {
    /// Checks the settings and starts the gateways; connections come and go from then on. Needs a tokio runtime.
    pub fn start(list: &[GatewaySettings], mut context: GatewayContext) -> Result<Self, GatewayConfigError> {
        let mut entries: Vec<Entry> = Vec::new();
        for settings in list {
            let name = settings.name();
            let usable = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if name.is_empty() || !name.chars().all(usable) {
                return Err(GatewayConfigError::Name(name.to_owned()));
            }
            if entries.iter().any(|entry| entry.gateway().name() == name) {
                return Err(GatewayConfigError::SameName(name.to_owned()));
            }
            let kind = match settings {
                GatewaySettings::DemoInbox(demo) => Kind::Demo(Arc::new(DemoInbox::new(*demo))),
                GatewaySettings::Smpp(smpp) => {
                    Kind::Smpp(Box::new(SmppGateway::start(smpp, context.rng.next_u64())?))
                }
                GatewaySettings::Http(http) => {
                    Kind::Http(Box::new(HttpGateway::new(http, context.public_url.as_deref())?))
                }
            };
            entries.push(Entry {
                kind,
                route: settings.route(),
                health: settings.health(),
                circuit: Mutex::default(),
                meter: Meter::default(),
            });
        }
        Ok(Self { entries, monotonic: context.monotonic })
    }

    /// The demo inbox, for the page that shows its messages.
    pub fn demo_inbox(&self) -> Option<Arc<DemoInbox>> {
        self.entries.iter().find_map(|entry| match &entry.kind {
            Kind::Demo(demo) => Some(Arc::clone(demo)),
            Kind::Smpp(_) | Kind::Http(_) => None,
        })
    }

    /// State and counts of each, in the order of the settings.
    pub fn snapshot(&self) -> Vec<GatewaySnapshot> {
        let snapshots = self.entries.iter().map(|entry| {
            let (kind, connected) = match &entry.kind {
                Kind::Demo(_) => ("demo-inbox", None),
                Kind::Smpp(smpp) => ("smpp", Some(smpp.is_connected())),
                Kind::Http(_) => ("http", None),
            };
            let name = entry.gateway().name().to_owned();
            let up = entry.circuit().is_up() && connected != Some(false);
            GatewaySnapshot { name, kind, up, connected, counters: entry.meter.read() }
        });
        snapshots.collect()
    }

    /// A provider's callback (`…/api/v1/sms/receipts/{gateway}`). `None`: genuine, but not the end of the message.
    pub fn receipt(
        &self,
        gateway: &str,
        request: &ReceiptRequest<'_>,
        now: DateTime<Utc>,
    ) -> Result<Option<DeliveryReport>, ReceiptError> {
        let entry = self.entry(gateway).ok_or(ReceiptError::NoSuchGateway)?;
        let Kind::Http(http) = &entry.kind else { return Err(ReceiptError::NoSuchGateway) };
        let read = http.receipt(request, now);
        match &read {
            Ok(Some(report)) => entry.meter.reported(report.status),
            Ok(None) => {}
            Err(_) => entry.meter.receipt_refused(),
        }
        read
    }

    /// Counts a report about a message that nobody knows, also after it had been parked.
    pub fn unknown_report(&self, gateway: &str) {
        if let Some(entry) = self.entry(gateway) {
            entry.meter.unknown_report();
        }
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.gateway().name() == name)
    }

    /// Those that take the number, best first.
    fn candidates(&self, e164: &str) -> Vec<&Entry> {
        let fitting = self.entries.iter().filter_map(|entry| Some((entry.route.fit(e164)?, entry)));
        let mut fitting: Vec<_> = fitting.collect();
        fitting.sort_by_key(|(fit, entry)| (std::cmp::Reverse(*fit), entry.route.priority));
        fitting.into_iter().map(|(_, entry)| entry).collect()
    }
}

#[async_trait]
impl SmsGateway for Gateways {
    /// Of the only gateway, or `several`: which of them takes a message is known afterwards only.
    fn name(&self) -> &str {
        if let [only] = self.entries.as_slice() { only.gateway().name() } else { SEVERAL }
    }

    /// Only with one gateway: another one would not recognise the message.
    fn is_idempotent(&self) -> bool {
        if let [only] = self.entries.as_slice() { only.gateway().is_idempotent() } else { false }
    }

    async fn submit(&self, sms: &Sms, now: DateTime<Utc>) -> SubmitOutcome {
        let candidates = self.candidates(sms.to.e164());
        if candidates.is_empty() {
            // Nobody is asked about such numbers: as good as barred.
            return SubmitOutcome::Rejected { reason: FailureReason::Blocked };
        }
        let mut waits: Vec<Option<TimeDelta>> = Vec::new();
        let mut refused = None;
        for entry in candidates {
            if !entry.circuit().admit(now, entry.health) {
                waits.push(entry.circuit().open_until().map(|until| until - now));
                continue;
            }
            match entry.submit(sms, now, self.monotonic).await {
                SubmitOutcome::Retry { after } => waits.push(after),
                SubmitOutcome::Rejected { reason: FailureReason::Refused } => {
                    refused = Some(SubmitOutcome::Rejected { reason: FailureReason::Refused });
                }
                done => return done,
            }
        }
        match refused {
            // One that may still take it is better than an end.
            Some(refused) if waits.is_empty() => refused,
            _ => SubmitOutcome::Retry { after: shortest(&waits) },
        }
    }

    async fn take_reports(&self, now: DateTime<Utc>) -> Vec<DeliveryReport> {
        let mut all = Vec::new();
        for entry in &self.entries {
            all.extend(entry.gateway().take_reports(now).await);
        }
        all
    }

    fn next_report_at(&self) -> Option<DateTime<Utc>> {
        self.entries.iter().filter_map(|entry| entry.gateway().next_report_at()).min()
    }

    async fn reports_ready(&self) {
        if self.entries.is_empty() {
            return std::future::pending().await;
        }
        select_all(self.entries.iter().map(|entry| entry.gateway().reports_ready())).await;
    }

    async fn reports_committed(&self, reports: &[DeliveryReport]) {
        for entry in &self.entries {
            entry.gateway().reports_committed(reports).await;
            // Callbacks were counted when they came; what is taken, may be taken again until it is committed.
            if !matches!(entry.kind, Kind::Http(_)) {
                let own = reports.iter().filter(|report| report.gateway == entry.gateway().name());
                own.for_each(|report| entry.meter.reported(report.status));
            }
        }
    }

    async fn shutdown(&self) {
        join_all(self.entries.iter().map(|entry| entry.gateway().shutdown())).await;
    }
}

/// Nobody asked for patience, or somebody did not: no wait.
fn shortest(waits: &[Option<TimeDelta>]) -> Option<TimeDelta> {
    waits.iter().copied().collect::<Option<Vec<_>>>()?.into_iter().min()
}
