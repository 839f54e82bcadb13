//! `GET /metrics` on an address of its own: the Prometheus text format (exposition format 0.0.4). Counts and states only;
//! labels are configured names and fixed words, never anything of a person.

use std::fmt::Write;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::TimeDelta;
use media::DropCounts;
use sms::{GatewaySnapshot, LATENCY_BOUNDS_MS};

use super::problem::Problem;
use crate::app::App;
use crate::lines::SecondsByWord;
use crate::refusal::Refusal;

/// Messages counted by state. 7 days: what is older has ended, and counting all there ever were would cost more each day.
const COUNTED_DAYS: i64 = 7;

/// The listener's only page.
pub fn router(app: Arc<App>) -> Router {
    Router::new().route("/metrics", get(metrics)).with_state(app)
}

async fn metrics(State(app): State<Arc<App>>) -> Result<Response, Problem> {
    let since = app.clock.now() - TimeDelta::days(COUNTED_DAYS);
    let states = app.store.message_counts(since).await.map_err(Refusal::from)?;
    let parked = app.store.parked_receipts().await.map_err(Refusal::from)?;
    let mut page = String::new();
    outbox(&mut page, &states, parked);
    gateways(&mut page, &app.gateways.snapshot());
    connections(&mut page, app.media.leg_count().await, app.media.drops());
    lines(&mut page, app.lines.seconds());
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], page).into_response())
}

fn connections(page: &mut String, legs: usize, drops: DropCounts) {
    const DROPPED: &str = "ventanilla_media_dropped_total";
    head(
        page,
        "ventanilla_media_legs",
        "gauge",
        "Media connections: calls, connection tests, and those ahead of a call.",
    );
    line(page, "ventanilla_media_legs", &[], legs as u64);
    head(page, DROPPED, "counter", "Packets turned away, by reason.");
    for (reason, count) in drops.by_reason() {
        line(page, DROPPED, &[("reason", reason)], count);
    }
}

fn outbox(page: &mut String, states: &[(String, u64)], parked: u64) {
    head(page, "ventanilla_sms_outbox", "gauge", "Messages of the last 7 days by state.");
    for (state, count) in states {
        line(page, "ventanilla_sms_outbox", &[("state", state)], *count);
    }
    head(page, "ventanilla_sms_parked_receipts", "gauge", "Delivery reports that wait for their message.");
    line(page, "ventanilla_sms_parked_receipts", &[], parked);
}

fn gateways(page: &mut String, gateways: &[GatewaySnapshot]) {
    const SUBMITS: &str = "ventanilla_sms_submits_total";
    const REPORTS: &str = "ventanilla_sms_reports_total";
    head(page, "ventanilla_sms_gateway_up", "gauge", "1 while messages go to the gateway.");
    for gateway in gateways {
        line(page, "ventanilla_sms_gateway_up", &[("gateway", &gateway.name)], u64::from(gateway.up));
    }
    head(page, SUBMITS, "counter", "Tries to hand a message over, by outcome.");
    for gateway in gateways {
        let counts = &gateway.counters;
        let outcomes = [
            ("accepted", counts.accepted),
            ("rejected", counts.rejected),
            ("retry", counts.retry),
            ("ambiguous", counts.ambiguous),
        ];
        for (outcome, count) in outcomes {
            line(page, SUBMITS, &[("gateway", &gateway.name), ("outcome", outcome)], count);
        }
    }
    head(page, REPORTS, "counter", "Delivery reports, by what they say.");
    for gateway in gateways {
        let counts = &gateway.counters;
        let kinds = [
            ("delivered", counts.reports_delivered),
            ("failed", counts.reports_failed),
            ("unknown_message", counts.reports_unknown),
            ("refused", counts.receipts_refused),
        ];
        for (kind, count) in kinds {
            line(page, REPORTS, &[("gateway", &gateway.name), ("report", kind)], count);
        }
    }
    latency(page, gateways);
}

fn lines(page: &mut String, seconds: SecondsByWord) {
    const NAME: &str = "ventanilla_line_seconds_total";
    head(page, NAME, "counter", "Seconds of calls by side and by how good its line was.");
    for (side, of_side) in ["citizen", "assistant", "interpreter", "observer"].into_iter().zip(seconds) {
        for (quality, count) in ["good", "fair", "poor"].into_iter().zip(of_side) {
            line(page, NAME, &[("side", side), ("quality", quality)], count);
        }
    }
}

fn latency(page: &mut String, gateways: &[GatewaySnapshot]) {
    const NAME: &str = "ventanilla_sms_submit_milliseconds";
    head(page, NAME, "histogram", "How long gateways took to answer.");
    for gateway in gateways {
        let mut below = 0;
        for (index, count) in gateway.counters.latency.iter().enumerate() {
            below += count;
            let bound = LATENCY_BOUNDS_MS.get(index).map_or_else(|| "+Inf".to_owned(), ToString::to_string);
            line(page, &format!("{NAME}_bucket"), &[("gateway", &gateway.name), ("le", &bound)], below);
        }
        line(page, &format!("{NAME}_sum"), &[("gateway", &gateway.name)], gateway.counters.latency_sum_ms);
        line(page, &format!("{NAME}_count"), &[("gateway", &gateway.name)], below);
    }
}

fn head(page: &mut String, name: &str, kind: &str, help: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(page, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

/// Label values are names of gateways (a to z, 0 to 9, -) and words of ours: nothing to escape.
fn line(page: &mut String, name: &str, labels: &[(&str, &str)], value: u64) {
    let labels: Vec<_> = labels.iter().map(|(label, value)| format!("{label}=\"{value}\"")).collect();
    let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
    let _ = writeln!(page, "{name}{labels} {value}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_what_prometheus_reads() {
        let mut counters = sms::GatewayCounters { accepted: 3, latency_sum_ms: 40, ..Default::default() };
        counters.latency[0] = 2;
        counters.latency[1] = 1;
        let gateway = GatewaySnapshot {
            name: "smsc".to_owned(),
            kind: "smpp",
            up: true,
            connected: Some(true),
            counters,
        };
        let mut page = String::new();
        outbox(&mut page, &[("delivered".to_owned(), 3)], 0);
        gateways(&mut page, &[gateway]);
        connections(&mut page, 2, DropCounts { before_entry: 5, ..DropCounts::default() });
        lines(&mut page, [[60, 5, 0], [65, 0, 0], [0; 3], [0; 3]]);
        for wanted in [
            "# TYPE ventanilla_sms_outbox gauge\nventanilla_sms_outbox{state=\"delivered\"} 3\n",
            "ventanilla_sms_parked_receipts 0\n",
            "ventanilla_sms_gateway_up{gateway=\"smsc\"} 1\n",
            "ventanilla_sms_submits_total{gateway=\"smsc\",outcome=\"accepted\"} 3\n",
            "ventanilla_sms_submit_milliseconds_bucket{gateway=\"smsc\",le=\"10\"} 2\n",
            "ventanilla_sms_submit_milliseconds_bucket{gateway=\"smsc\",le=\"25\"} 3\n",
            "ventanilla_sms_submit_milliseconds_bucket{gateway=\"smsc\",le=\"+Inf\"} 3\n",
            "# TYPE ventanilla_line_seconds_total counter\n",
            "ventanilla_line_seconds_total{side=\"citizen\",quality=\"fair\"} 5\n",
            "ventanilla_sms_submit_milliseconds_count{gateway=\"smsc\"} 3\n",
            "ventanilla_media_legs 2\n",
            "ventanilla_media_dropped_total{reason=\"before_entry\"} 5\n",
        ] {
            assert!(page.contains(wanted), "{wanted} is not in\n{page}");
        }
    }
}
