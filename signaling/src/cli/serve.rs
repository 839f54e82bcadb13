//! `ventanilla serve`: until the operator says stop, twice if in a hurry.

use std::path::Path;
use std::process::ExitCode;

use tokio::signal::unix::{SignalKind, signal};

use super::Outcome;
use crate::clock::Clock;
use crate::http::assets;
use crate::service::{Parts, Service, open_store, scheme};
use crate::settings::Settings;

/// Runs the service.
pub async fn run(config: &Path) -> Outcome {
    let settings = Settings::read(config)?;
    if settings.sms_gateways.is_empty() {
        return Err("no SMS gateway: add one to `sms_gateways`, see docs/OPERATIONS.md".into());
    }
    if !assets::are_built() {
        tracing::warn!("the browser apps are not embedded in this binary: build it with `make build`");
    }
    let store = open_store(&settings).await?;
    let scheme = scheme(&settings);
    let service = Service::start(Parts { settings, clock: Clock::real(), store }).await?;
    tracing::info!(address = %service.address, scheme, "ready");
    until_told(service).await?;
    Ok(ExitCode::SUCCESS)
}

/// First signal: drain. Second, or nothing left to wait for: stop.
pub async fn until_told(service: Service) -> Result<(), std::io::Error> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _signal = terminate.recv() => {}
        _signal = interrupt.recv() => {}
    }
    tracing::info!("draining: no new calls, running ones finish; send the signal again to stop now");
    tokio::select! {
        () = service.drain() => {}
        _signal = terminate.recv() => {}
        _signal = interrupt.recv() => {}
    }
    service.stop().await;
    tracing::info!("stopped");
    Ok(())
}
