//! The service put together: store, media, SMS, workers, HTTP; and its end in two stages.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum_server::Handle;
use axum_server::tls_rustls::RustlsAcceptor;
use media::{Media, MediaConfig, MediaError, TcpListen};
use sms::{GatewayContext, Gateways};
use store::{OpenError, SqliteSettings, SqliteStore, Store};
use tokio::net::TcpListener;
use tokio::sync::{Mutex, Semaphore, mpsc};
use tokio::task::JoinSet;

use crate::app::{App, Lanes, Lifecycle, Wake};
use crate::clock::{Clock, entropy, monotonic};
use crate::connection_tests::ConnectionTests;
use crate::forecast::Forecast;
use crate::hub::Hub;
use crate::lines::Lines;
use crate::recording::Recordings;
use crate::refusal::Refusal;
use crate::settings::{MediaTcp, Settings, Tls};
use crate::shared_port::SharedPort;
use crate::tls::TlsError;
use crate::turn::{Turn, TurnError};
use crate::{actions, http, limits, tls, workers};

/// Why the service did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder.
    #[error(transparent)]
    Store(#[from] OpenError),
    /// The media socket.
    #[error(transparent)]
    Media(#[from] MediaError),
    /// The SMS texts.
    #[error(transparent)]
    Texts(#[from] sms::TextError),
    /// The SMS gateways.
    #[error(transparent)]
    Gateways(#[from] sms::GatewayConfigError),
    /// The certificate.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The TURN server.
    #[error(transparent)]
    Turn(#[from] TurnError),
    /// The address.
    #[error("cannot listen on {address}: {cause}")]
    Listen {
        /// Wanted address.
        address: SocketAddr,
        /// What the system said.
        cause: std::io::Error,
    },
    /// Staff could not be seeded or read.
    #[error("the store refuses: {0}")]
    Refused(String),
}

/// What the command line brings.
pub struct Parts {
    /// Configuration.
    pub settings: Settings,
    /// Wall clock.
    pub clock: Clock,
    /// The opened store.
    pub store: Arc<dyn Store>,
}

/// A running service.
pub struct Service {
    app: Arc<App>,
    workers: JoinSet<()>,
    recordings: tokio::task::JoinHandle<()>,
    server: tokio::task::JoinHandle<std::io::Result<()>>,
    handle: Handle<SocketAddr>,
    /// Where it listens.
    pub address: SocketAddr,
}

/// Opens the embedded store.
pub async fn open_store(settings: &Settings) -> Result<Arc<dyn Store>, StartError> {
    let store = SqliteStore::open(&settings.data, Box::new(entropy()), &SqliteSettings::default()).await?;
    Ok(Arc::new(store))
}

fn media_config(settings: &Settings, http: SocketAddr) -> MediaConfig {
    let defaults = MediaConfig::default();
    // The same port number for TCP and UDP unless told otherwise: one line in the firewall.
    let bind = settings.media.bind.unwrap_or(http);
    let port = if bind.port() == 0 { http.port() } else { bind.port() };
    MediaConfig {
        bind: SocketAddr::new(bind.ip(), port),
        tcp: match settings.media.tcp {
            // A proxy would take the media for a broken request.
            MediaTcp::Listen if settings.tls == Tls::Proxy => TcpListen::Off,
            MediaTcp::Listen => TcpListen::Shared(http),
            MediaTcp::Off => TcpListen::Off,
            MediaTcp::Own(address) => TcpListen::Own(address),
        },
        announced: settings.media.announced.iter().map(|ip| SocketAddr::new(*ip, 0)).collect(),
        max_legs: settings.media.max_legs.unwrap_or(defaults.max_legs),
        standby_spare_legs: settings.prewarm.spare_legs,
        test_duration: Duration::from_secs(settings.connection_test.duration_seconds.into()),
        echo_lifetime: Duration::from_secs(settings.connection_test.lifetime_seconds.into()),
        line_limits: settings.connection_test.thresholds,
        max_offer_bytes: settings.limits.body_bytes,
        ..defaults
    }
}

impl Service {
    /// Starts everything; afterwards the service answers.
    pub async fn start(parts: Parts) -> Result<Self, StartError> {
        let cannot = |cause| StartError::Listen { address: parts.settings.listen, cause };
        let listener = std::net::TcpListener::bind(parts.settings.listen).map_err(cannot)?;
        listener.set_nonblocking(true).map_err(cannot)?;
        let address = listener.local_addr().map_err(cannot)?;
        let (media, events) = Media::start(media_config(&parts.settings, address), monotonic).await?;
        let tls = tls::config(&parts.settings)?;
        let metrics = metrics_listener(&parts.settings).await?;
        let hours = &parts.settings.hours;
        let forecast = Forecast::open(parts.store.as_ref(), hours, parts.clock.now());
        let forecast = forecast.await.map_err(|error| StartError::Refused(error.to_string()))?;
        let (sender, reports) = mpsc::unbounded_channel();
        let recordings = Recordings::new(parts.settings.recordings_folder(), sender);
        let app = Arc::new(assemble(parts, media, recordings, forecast)?);
        // Read before anybody can begin another: these are of an earlier run.
        let stale =
            app.store.open_recordings().await.map_err(|error| StartError::Refused(error.to_string()))?;
        let recordings = tokio::spawn(workers::recordings::run(Arc::clone(&app), stale, reports));
        let (mut workers, router) = run_parts(&app, events);
        if let Some(listener) = metrics {
            serve_metrics(&mut workers, &app, listener);
        }
        let handle = Handle::new();
        let serving = handle.clone();
        let router = router.into_make_service();
        let shares = app.settings.media.tcp == MediaTcp::Listen && app.settings.tls != Tls::Proxy;
        let door = SharedPort::new(shares.then(|| app.media.clone()));
        let server = tokio::spawn(async move {
            match tls {
                None => axum_server::from_tcp(listener)?.acceptor(door).handle(serving).serve(router).await,
                Some(config) => {
                    let acceptor = RustlsAcceptor::new(config).acceptor(door);
                    axum_server::from_tcp(listener)?.acceptor(acceptor).handle(serving).serve(router).await
                }
            }
        });
        Ok(Self { app, workers, recordings, server, handle, address })
    }

    /// The shared parts.
    pub const fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// First stage: not ready any more, no new calls; who waits is told and keeps the place, running calls finish.
    pub async fn drain(&self) {
        self.app.lifecycle.draining.cancel();
        let talking = actions::people_in_calls(&self.app).await.unwrap_or_default();
        self.app.hub.announce_shutdown(&talking);
        let patience = Duration::from_secs(self.app.settings.limits.drain_seconds.into());
        let _ = tokio::time::timeout(patience, self.calls_ended()).await;
    }

    async fn calls_ended(&self) {
        let mut look = tokio::time::interval(Duration::from_millis(250));
        loop {
            look.tick().await;
            match self.app.store.open_calls().await {
                Ok(calls) if !calls.is_empty() => {}
                _ => return,
            }
        }
    }

    /// Second stage: everything ends; what was acknowledged is on disk already.
    pub async fn stop(mut self) {
        self.app.hub.announce_shutdown(&HashSet::new());
        // Close frames get a moment to leave; browsers that are gone do not hold the service up.
        self.handle.graceful_shutdown(Some(Duration::from_secs(2)));
        let _ = self.server.await;
        self.app.lifecycle.stopping.cancel();
        while self.workers.join_next().await.is_some() {}
        if let Err(error) = self.app.forecast.save(self.app.store.as_ref()).await {
            Refusal::from(error).log();
        }
        self.app.media.clone().shutdown().await;
        self.app.recordings.close();
        if let Err(error) = self.recordings.await {
            tracing::error!(%error, "what became of the recordings was not stored");
        }
        self.app.store.close().await;
    }
}

fn assemble(
    parts: Parts,
    media: Media,
    recordings: Recordings,
    forecast: Forecast,
) -> Result<App, StartError> {
    let settings = parts.settings;
    let lifetime = Duration::from_secs(settings.connection_test.lifetime_seconds.into());
    registration::contact::warm_up();
    Ok(App {
        clock: parts.clock,
        store: parts.store,
        media,
        turn: Turn::from_settings(&settings.media.turn)?,
        hub: Hub::new(parts.clock.now()),
        recordings,
        lines: Lines::default(),
        tests: ConnectionTests::new(settings.limits.connection_tests, lifetime),
        lanes: Lanes::default(),
        forecast,
        gateways: gateways(&settings)?,
        sms_texts: sms::Texts::new("Cl@ve")?,
        wake: Wake::default(),
        new_sessions: limits::new_sessions(&settings.limits),
        receipts: limits::receipts(&settings.sms),
        password_checks: Semaphore::new(settings.sign_in.concurrent_checks.max(1)),
        status: Mutex::default(),
        lifecycle: Lifecycle::default(),
        settings,
    })
}

/// Starts the gateways of the settings.
pub fn gateways(settings: &Settings) -> Result<Gateways, sms::GatewayConfigError> {
    let public_url = settings.public_url.clone();
    Gateways::start(
        &settings.sms_gateways,
        GatewayContext { public_url, monotonic, rng: Box::new(entropy()) },
    )
}

fn run_parts(app: &Arc<App>, events: mpsc::Receiver<media::MediaEvent>) -> (JoinSet<()>, axum::Router) {
    (workers::start(app, events), http::router(Arc::clone(app)))
}

async fn metrics_listener(settings: &Settings) -> Result<Option<TcpListener>, StartError> {
    let Some(address) = settings.metrics_listen else { return Ok(None) };
    let listener = TcpListener::bind(address).await.map_err(|cause| StartError::Listen { address, cause })?;
    tracing::info!(%address, "metrics");
    Ok(Some(listener))
}

fn serve_metrics(workers: &mut JoinSet<()>, app: &Arc<App>, listener: TcpListener) {
    let (router, stopping) = (http::metrics::router(Arc::clone(app)), app.lifecycle.stopping.clone());
    workers.spawn(async move {
        let serving =
            axum::serve(listener, router).with_graceful_shutdown(stopping.clone().cancelled_owned());
        // A scraper that keeps its connection does not hold the end up.
        tokio::select! { _ended = serving => {}, () = stopping.cancelled() => {} }
    });
}

/// What this process itself speaks.
pub fn scheme(settings: &Settings) -> &'static str {
    if matches!(settings.tls, Tls::Off | Tls::Proxy) { "http" } else { "https" }
}
