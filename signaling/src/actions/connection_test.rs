//! The connection test: echo over the media path of a call, a verdict, a pass for the session.

use chrono::TimeDelta;
use media::LegState;
use media::verdict::{self, judge};
use protocol::{ClientReport, ConnectionTestView};
use scheduler::SessionId;
use store::{Change, ChangeSet, SessionRecord, TestPass};

use super::support::{commit_decided, session_of};
use crate::app::App;
use crate::clock::{entropy, monotonic};
use crate::connection_tests::{RunningTest, TestId};
use crate::hub::Who;
use crate::refusal::Refusal;
use crate::views::{self, TestOutcome};

/// Offer in, answer out.
pub async fn start_connection_test(
    app: &App,
    session: Option<SessionId>,
    offer: &str,
) -> Result<(TestId, String), Refusal> {
    if !app.tests.has_room() {
        return Err(Refusal::code("too_many_tests").with_retry_after(10));
    }
    let (leg, answer) = app.media.open_echo(offer).await.map_err(|error| Refusal::code(error.code()))?;
    let id = TestId::random(&mut entropy());
    app.tests.insert(id, RunningTest::new(leg, session, monotonic()), &app.media);
    Ok((id, answer))
}

/// Where it stands. The first look after the measurement is complete records the pass.
pub async fn read_connection_test(
    app: &App,
    caller: Option<SessionId>,
    id: &str,
) -> Result<ConnectionTestView, Refusal> {
    let id = parse(id)?;
    let leg = app.tests.leg(id, caller).ok_or_else(not_found)?;
    let test = app.tests.observe(id, app.media.report(leg).await).ok_or_else(not_found)?;
    let outcome = judge_now(app, &test);
    if let Some(session) = test.session.filter(|_| outcome.view.level.is_some()) {
        commit_decided!(app, record(app, session, &outcome));
        app.hub.touch_who(Who::Citizen(session));
    }
    Ok(outcome.view)
}

fn judge_now(app: &App, test: &RunningTest) -> TestOutcome {
    let settings = &app.settings.connection_test;
    let report = &test.last;
    let duration_ms = settings.duration_seconds.saturating_mul(1_000);
    let client = verdict::ClientReport {
        speakers_heard: test.report.speakers_heard,
        signaling_rtt_ms: test.report.signaling_rtt_ms,
    };
    let complete = matches!(report.state, LegState::Complete | LegState::Stalled);
    let verdict = complete.then(|| judge(report, &client, &settings.thresholds));
    views::connection_test(report, test.report, duration_ms, verdict.as_ref())
}

/// A pass is extended only by a new result; a failed test takes an earlier pass away, because the line got worse.
async fn record(app: &App, session: SessionId, outcome: &TestOutcome) -> Result<(ChangeSet, ()), Refusal> {
    let row = session_of(app, session).await?;
    let lifetime = TimeDelta::seconds(app.settings.connection_test.pass_seconds.into());
    let verdict = serde_json::to_value(&outcome.view).map_err(Refusal::internal)?;
    let test = outcome.passed.then(|| TestPass { verdict, valid_until: app.clock.now() + lifetime });
    let unchanged = match (&test, &row.value.test) {
        (Some(new), Some(old)) => same_result(new, old),
        (None, None) => true,
        _ => false,
    };
    if unchanged {
        return Ok((ChangeSet::new(), ()));
    }
    let record = SessionRecord { test, ..row.value };
    Ok((Change::UpdateSession { record, expected: row.version }.into(), ()))
}

/// Polling a finished test must not write every time.
fn same_result(new: &TestPass, old: &TestPass) -> bool {
    let key = |pass: &TestPass| {
        ["level", "reasons", "speakers_heard"].map(|field| pass.verdict.get(field).cloned())
    };
    key(new) == key(old) && (new.valid_until - old.valid_until).num_seconds() < 60
}

/// What the browser adds; judged at the next look.
pub async fn report_connection_test(
    app: &App,
    caller: Option<SessionId>,
    id: &str,
    report: ClientReport,
) -> Result<(), Refusal> {
    let sane = |value: f64| value.is_finite() && (0.0..=60_000.0).contains(&value);
    if !report.signaling_rtt_ms.is_none_or(sane) {
        return Err(Refusal::field("malformed_message", "signaling_rtt_ms"));
    }
    app.tests.leg(parse(id)?, caller).ok_or_else(not_found)?;
    app.tests.report(parse(id)?, report);
    read_connection_test(app, caller, id).await.map(drop)
}

/// Ends it. What was passed stays passed.
pub async fn end_connection_test(app: &App, caller: Option<SessionId>, id: &str) -> Result<(), Refusal> {
    // A result that nobody has looked at yet still counts.
    read_connection_test(app, caller, id).await?;
    app.tests.remove(parse(id)?, &app.media);
    Ok(())
}

fn parse(id: &str) -> Result<TestId, Refusal> {
    id.parse().map_err(|_| not_found())
}

const fn not_found() -> Refusal {
    Refusal::code("not_found")
}
