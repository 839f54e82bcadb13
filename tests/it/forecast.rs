//! How long it will take: what is learned survives, supervisors ask what if, the queue is served after closing.

use protocol::{ClientMessage, RequestedAvailability, TicketState, WhatIfView};
use tests::{Citizen, OPEN, Person, Service, Staff};

use crate::support::Call;

/// Calls end up on disk a second after they taught something.
const SAVED_AT_ONCE: &str = "[forecast]\nsave_seconds = 1\n[connection_test]\nduration_seconds = 2\n";

async fn what_if(service: &Service, supervisor: &Staff, query: &str) -> WhatIfView {
    let body = supervisor.get(service, &format!("/api/v1/staff/what-if?{query}")).await;
    serde_json::from_slice(&body).expect("a forecast")
}

/// The citizen hangs up, the assistant finishes the record: one whole call.
async fn end(call: &Call) {
    call.citizen.socket.request(ClientMessage::LeaveCall {}).await.expect("hung up");
    let next = RequestedAvailability::Break;
    call.assistant
        .socket
        .request(ClientMessage::FinishWrapUp { next })
        .await
        .expect("the record is finished");
}

#[tokio::test]
async fn what_was_learned_survives_a_kill() {
    let mut service = Service::start_with(OPEN, SAVED_AT_ONCE).await;
    let supervisor = Staff::arrive(&service, service.account("supervisor")).await;
    assert_eq!(what_if(&service, &supervisor, "change=1").await.learned_calls, 0);
    let call = Call::begin(&service, &Person::nth(1)).await;
    end(&call).await;
    assert_eq!(what_if(&service, &supervisor, "change=1").await.learned_calls, 1);
    service.until_logged(&["model of waits saved", "calls=1"]).await;
    service.kill().await;
    let service = service.restart().await;
    assert_eq!(what_if(&service, &supervisor, "change=1").await.learned_calls, 1, "the call is remembered");
    // It goes on learning where it was.
    let again = Call::begin_with(&service, &Person::nth(2), service.account("assistant")).await;
    end(&again).await;
    assert_eq!(what_if(&service, &supervisor, "change=1").await.learned_calls, 2);
}

#[tokio::test]
async fn the_demo_estimates_like_an_office_that_plans_its_staff() {
    let service = Service::start_planned().await;
    let supervisor = Staff::arrive(&service, service.account("supervisor")).await;
    let assistant = Staff::arrive(&service, service.account("assistant")).await;
    assistant.available().await;
    let quality = supervisor.socket.until("an estimate that knows the plan", |seen| {
        let newcomer = seen.board.as_ref()?.newcomer.as_ref()?;
        (newcomer.quality != protocol::EstimateQuality::Degraded).then_some(newcomer.quality)
    });
    assert_eq!(quality.await, protocol::EstimateQuality::Cold, "no calls yet");
}

#[tokio::test]
async fn a_supervisor_sees_what_more_assistants_would_change() {
    let service = Service::start_with(OPEN, SAVED_AT_ONCE).await;
    let supervisor = Staff::arrive(&service, service.account("supervisor")).await;
    let nobody = what_if(&service, &supervisor, "change=-1").await;
    assert_eq!((nobody.as_is, nobody.changed), (None, None), "nobody is at work or planned");
    let helped = what_if(&service, &supervisor, "change=%2B2").await.changed.expect("two are at work");
    assert_eq!((helped.waiting, helped.newcomer.p50), (0, 0), "they are free: {helped:?}");
    let call = Call::begin(&service, &Person::nth(1)).await;
    let citizens = [Citizen::arrive(&service).await, Citizen::arrive(&service).await];
    for (number, citizen) in (2_u32..).zip(&citizens) {
        citizen.join(&service, &Person::nth(number)).await;
    }
    // A `+` that nobody escaped is understood, too.
    let found = what_if(&service, &supervisor, "change=+1&from=2026-11-23T09:00:00+01:00").await;
    let (as_is, changed) = (found.as_is.expect("one is at work"), found.changed.expect("two would be"));
    assert_eq!((as_is.waiting, changed.waiting), (2, 2));
    let second = |forecast: &protocol::WhatIfForecast| forecast.places.last().map(|place| place.estimate.p50);
    assert!(second(&changed) < second(&as_is), "{as_is:?} {changed:?}");
    assert!(changed.newcomer.p90 < as_is.newcomer.p90);
    drop(call);
}

#[tokio::test]
async fn only_supervisors_ask_and_only_what_makes_sense() {
    let service = Service::start().await;
    let assistant = Staff::arrive(&service, service.account("assistant")).await;
    let supervisor = Staff::arrive(&service, service.account("supervisor")).await;
    let ask = |cookie: String, query: &'static str| {
        let get = assistant.http.get(service.url(&format!("/api/v1/staff/what-if?{query}")));
        async move {
            let response = get.header("cookie", cookie).send().await.expect("a response");
            (response.status().as_u16(), tests::problem_code(response).await)
        }
    };
    let refused = |status: u16, code: &str| (status, code.to_owned());
    let staff = |person: &Staff| person.cookie.clone();
    assert_eq!(ask(String::new(), "change=1").await, refused(401, "not_signed_in"));
    assert_eq!(ask(staff(&assistant), "change=1").await, refused(403, "forbidden"));
    assert_eq!(ask(staff(&supervisor), "change=0").await, refused(422, "staff_change_of_nobody"));
    assert_eq!(ask(staff(&supervisor), "change=1001").await, refused(422, "staff_change_too_large"));
    assert_eq!(ask(staff(&supervisor), "change=many").await.1, "malformed_message");
    assert_eq!(ask(staff(&supervisor), "change=1&from=noon").await.1, "malformed_message");
}

#[tokio::test]
async fn who_waits_at_closing_is_served_until_the_drain_is_over_and_then_told() {
    let settings = "[queue]\ndrain = 20\n[connection_test]\nduration_seconds = 2\n";
    let service = Service::start_with("2026-11-23T13:59:25+01:00", settings).await;
    let assistant = Staff::arrive(&service, service.account("assistant")).await;
    let (first, second) = (Citizen::arrive(&service).await, Citizen::arrive(&service).await);
    first.join(&service, &Person::nth(1)).await;
    second.join(&service, &Person::nth(2)).await;
    let closed = |seen: &tests::Seen| seen.office.as_ref().filter(|office| !office.open).map(drop);
    first.socket.until("the closing", closed).await;
    for citizen in [&first, &second] {
        let state = citizen.state().await.ticket.expect("a ticket").state;
        assert!(matches!(state, TicketState::Waiting { .. }), "still in the queue: {state:?}");
    }
    assistant.available().await;
    first.enter_call().await;
    let told = second.until_ticket("the end", |state| match state {
        TicketState::Left { reason } => Some(reason.clone()),
        _ => None,
    });
    assert_eq!(told.await, "closed");
    let state = first.state().await.ticket.expect("a ticket").state;
    assert!(matches!(state, TicketState::InCall { .. }), "who is in a call is served to the end: {state:?}");
}
