//! SIGTERM: told, drained, ended; the place is kept.

use protocol::{TicketState, close};
use tests::{Citizen, Person, Service};

use crate::support::Call;

#[tokio::test]
async fn those_who_wait_are_told_and_keep_their_place() {
    let mut service = Service::start().await;
    let mut citizen = Citizen::arrive(&service).await;
    citizen.join(&service, &Person::nth(1)).await;
    let ticket = citizen.state().await.ticket.expect("a ticket").id;
    service.ask_to_stop().await;
    assert_eq!(citizen.socket.closed().await, close::SHUTTING_DOWN);
    assert!(citizen.socket.seen().shutting_down, "told in words before closing");
    assert!(service.ended().await, "a clean end is a success");
    let service = service.restart().await;
    citizen.reconnect(&service).await;
    citizen
        .until_ticket("the place", |state| matches!(state, TicketState::Waiting { .. }).then_some(()))
        .await;
    assert_eq!(citizen.state().await.ticket.expect("a ticket").id, ticket);
}

#[tokio::test]
async fn the_running_call_is_finished_first() {
    let mut service = Service::start().await;
    let person = Person::nth(1);
    let call = Call::begin(&service, &person).await;
    let code = call.send_code(&service, &person).await;
    service.ask_to_stop().await;
    call.citizen_camera.until_received(20).await;
    call.assistant_camera.until_received(20).await;
    call.verify(&code).await.expect("the call goes on as if nothing had happened");
    assert!(service.runs(), "the service waits for the call");
    call.approve().await;
    assert!(service.ended().await, "then it ends");
    assert_eq!(service.registrations().await.len(), 1);
}

#[tokio::test]
async fn readiness_says_whether_to_send_citizens_here() {
    let service = Service::start().await;
    for path in ["/healthz", "/readyz"] {
        assert_eq!(reqwest::get(service.url(path)).await.expect("a response").status(), 200, "{path}");
    }
}
