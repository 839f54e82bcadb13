//! Delivery reports: placed with their message, or parked until it is known.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sms::{DeliveryReport, FailureReason, ReportStatus, SmsGateway as _};
use store::{Change, ChangeSet, OutboxMessage, ParkedReceipt, Versioned};

use super::hand_over::change;
use crate::app::App;
use crate::refusal::Refusal;

/// Parked reports looked at in one round: bounds memory after a flood.
const BATCH: u32 = 100;

/// A parked report as it is stored; which message it is about is in the row.
#[derive(Debug, Serialize, Deserialize)]
struct Parked {
    /// `None`: delivered.
    failed: Option<FailureReason>,
    at: DateTime<Utc>,
}

/// Takes what the gateways have learnt, commits it, and only then lets them tell their centres.
pub(super) async fn take(app: &App) -> Result<(), Refusal> {
    let reports = app.gateways.take_reports(app.clock.now()).await;
    if reports.is_empty() {
        return Ok(());
    }
    let mut committed = Vec::with_capacity(reports.len());
    for report in reports {
        match settle(app, &report).await {
            Ok(()) => committed.push(report),
            Err(refusal) => _ = refusal.log(),
        }
    }
    app.gateways.reports_committed(&committed).await;
    Ok(())
}

/// Commits one report: with its message, or parked when no message of that name is known (yet).
pub async fn settle(app: &App, report: &DeliveryReport) -> Result<(), Refusal> {
    match find(app, report).await? {
        Some(row) => change(app, row, |delivery| delivery.report(report)).await,
        None => park(app, report).await,
    }
}

/// By our own id when the gateway gave it back, else by the gateway's.
async fn find(app: &App, report: &DeliveryReport) -> Result<Option<Versioned<OutboxMessage>>, Refusal> {
    if let Some(id) = report.message.as_ref().and_then(|id| id.0.parse().ok())
        && let Some(row) = app.store.message(id).await?
    {
        return Ok(Some(row));
    }
    Ok(app.store.message_of_part(&report.gateway, &report.gateway_id).await?)
}

async fn park(app: &App, report: &DeliveryReport) -> Result<(), Refusal> {
    app.gateways.unknown_report(&report.gateway);
    if app.store.parked_receipts().await? >= u64::from(app.settings.sms.parked_receipts) {
        tracing::warn!(gateway = report.gateway, "too many reports about unknown messages; one is dropped");
        return Ok(());
    }
    let failed = match report.status {
        ReportStatus::Delivered => None,
        ReportStatus::Failed(reason) => Some(reason),
    };
    let receipt = serde_json::to_value(Parked { failed, at: report.at }).map_err(Refusal::internal)?;
    let parked = ParkedReceipt {
        gateway: report.gateway.clone(),
        gateway_id: report.gateway_id.clone(),
        receipt,
        received_at: app.clock.now(),
    };
    Ok(app.commit(Change::ParkReceipt(parked).into()).await?)
}

/// Places parked reports whose message is known by now, and gives up the old ones.
pub(super) async fn tidy(app: &App) -> Result<(), Refusal> {
    let parked = app.store.parked_receipts().await?;
    if parked == 0 {
        return Ok(());
    }
    for receipt in app.store.placeable_receipts(BATCH).await? {
        place(app, receipt).await?;
    }
    let oldest = app.clock.now() - app.settings.sms.park();
    app.commit(Change::DeleteReceiptsBefore(oldest).into()).await?;
    Ok(())
}

async fn place(app: &App, receipt: ParkedReceipt) -> Result<(), Refusal> {
    let parked: Parked = serde_json::from_value(receipt.receipt).map_err(Refusal::internal)?;
    let report = DeliveryReport {
        gateway: receipt.gateway,
        gateway_id: receipt.gateway_id,
        message: None,
        status: parked.failed.map_or(ReportStatus::Delivered, ReportStatus::Failed),
        at: parked.at,
    };
    if let Some(row) = app.store.message_of_part(&report.gateway, &report.gateway_id).await? {
        change(app, row, |delivery| delivery.report(&report)).await?;
    }
    let placed = Change::DeleteReceipt { gateway: report.gateway, gateway_id: report.gateway_id };
    Ok(app.commit(ChangeSet::from(placed)).await?)
}
