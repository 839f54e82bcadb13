//! `ventanilla sms send --test`: does a message leave, and does its report come back?

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use sms::{Gateways, MessageId, Recipient, ReportStatus, Sms, SmsGateway as _, SmsKind, SubmitOutcome};
use store::OutboxId;
use tokio::time::{Instant, sleep, sleep_until, timeout_at};

use super::Outcome;
use crate::clock::{Clock, entropy, monotonic};
use crate::service::gateways;
use crate::settings::Settings;

/// What the phone shows; no link, one part.
const TEXT: &str = "Ventanilla: mensaje de prueba. No hay que hacer nada.";

/// A connection that has just been started is given this long to stand.
const CONNECT_WITHIN: Duration = Duration::from_secs(15);

/// Between two tries while it does not.
const TRY_EVERY: Duration = Duration::from_secs(1);

/// Sends one message through the configured gateways, past the outbox, and waits for its report.
pub async fn send(config: &Path, to: &str, wait_seconds: u32) -> Outcome {
    let settings = Settings::read(config)?;
    if settings.sms_gateways.is_empty() {
        return Err("no SMS gateway: add one to `sms_gateways`, see docs/OPERATIONS.md".into());
    }
    let to = Recipient::parse(to)?;
    let gateways = gateways(&settings)?;
    let id = MessageId(OutboxId::random(&mut entropy()).to_string());
    let kind = SmsKind::Confirmation;
    let expires_at = Clock::real().now() + settings.sms.life(kind);
    let sms = Sms { id, to, text: TEXT.to_owned(), kind, expires_at };
    let outcome = submit(&gateways, &sms).await;
    let sent = match &outcome {
        SubmitOutcome::Accepted { gateway, ids } => {
            println!("accepted by `{gateway}`, {} part(s)", ids.len());
            true
        }
        SubmitOutcome::Rejected { reason } => {
            println!("rejected: {}", reason.code());
            false
        }
        SubmitOutcome::Retry { .. } => {
            println!("no gateway takes it now; the log above says why");
            false
        }
        SubmitOutcome::Ambiguous => {
            println!("unknown: the connection broke after the message had left");
            false
        }
    };
    let delivered = sent && report(&gateways, wait_seconds).await;
    gateways.shutdown().await;
    Ok(if delivered || (sent && wait_seconds == 0) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn submit(gateways: &Gateways, sms: &Sms) -> SubmitOutcome {
    let until = monotonic() + CONNECT_WITHIN;
    loop {
        let outcome = gateways.submit(sms, Clock::real().now()).await;
        if !matches!(outcome, SubmitOutcome::Retry { .. }) || monotonic() >= until {
            return outcome;
        }
        sleep(TRY_EVERY).await;
    }
}

/// Whether a report says that it arrived.
async fn report(gateways: &Gateways, wait_seconds: u32) -> bool {
    if wait_seconds == 0 {
        return false;
    }
    println!(
        "waiting up to {wait_seconds} s for the delivery report (a callback goes to the running service instead)"
    );
    let until = Instant::from_std(monotonic() + Duration::from_secs(wait_seconds.into()));
    loop {
        let reports = gateways.take_reports(Clock::real().now()).await;
        gateways.reports_committed(&reports).await;
        if let Some(report) = reports.first() {
            let delivered = report.status == ReportStatus::Delivered;
            match report.status {
                ReportStatus::Delivered => println!("delivered"),
                ReportStatus::Failed(reason) => println!("not delivered: {}", reason.code()),
            }
            return delivered;
        }
        let next =
            gateways.next_report_at().map(|at| (at - Clock::real().now()).to_std().unwrap_or_default());
        let known = async {
            match next {
                Some(wait) => sleep(wait).await,
                None => sleep_until(until).await,
            }
        };
        let something = async {
            tokio::select! { () = gateways.reports_ready() => {}, () = known => {} }
        };
        if timeout_at(until, something).await.is_err() {
            println!("no report in time");
            return false;
        }
    }
}
