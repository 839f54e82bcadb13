//! The queue as citizens see it.

use protocol::{ClientMessage, TicketState};
use tests::{Citizen, Person, Service};

use crate::support::code;

fn position(state: &TicketState) -> Option<u32> {
    match state {
        TicketState::Waiting { position, .. } => Some(*position),
        _ => None,
    }
}

#[tokio::test]
async fn joining_needs_a_passed_test_and_an_identification() {
    let service = Service::start().await;
    let citizen = Citizen::arrive(&service).await;
    let join = || citizen.socket.request(ClientMessage::JoinQueue {});
    let identify = ClientMessage::Identify(Citizen::identification(&Person::nth(1)));
    citizen.socket.request(identify).await.expect("identified");
    assert_eq!(code(join().await), "no_test_pass");
    let tested = Citizen::arrive(&service).await;
    tested.take_connection_test(&service).await;
    assert_eq!(code(tested.socket.request(ClientMessage::JoinQueue {}).await), "not_identified");
    assert!(tested.state().await.ticket.is_none(), "a refused join leaves no ticket");
}

#[tokio::test]
async fn places_follow_the_order_of_joining_and_leaving_moves_the_others_up() {
    let service = Service::start().await;
    let citizens =
        [Citizen::arrive(&service).await, Citizen::arrive(&service).await, Citizen::arrive(&service).await];
    for (number, citizen) in (1_u32..).zip(&citizens) {
        citizen.join(&service, &Person::nth(number)).await;
        let place = citizen.until_ticket("a place", position).await;
        assert_eq!(place, number);
    }
    citizens[0].socket.request(ClientMessage::LeaveQueue {}).await.expect("left");
    let left = citizens[0].until_ticket("the end", |state| match state {
        TicketState::Left { reason } => Some(reason.clone()),
        _ => None,
    });
    assert_eq!(left.await, "abandoned");
    citizens[1].until_ticket("the first place", |state| (position(state) == Some(1)).then_some(())).await;
    citizens[2].until_ticket("the second place", |state| (position(state) == Some(2)).then_some(())).await;
}

#[tokio::test]
async fn joining_twice_is_one_place() {
    let service = Service::start().await;
    let citizen = Citizen::arrive(&service).await;
    citizen.join(&service, &Person::nth(1)).await;
    let ticket = citizen.state().await.ticket.expect("a ticket").id;
    // The same request again: its answer got lost, the browser repeats it.
    let again = citizen.socket.request(ClientMessage::JoinQueue {}).await;
    assert!(again.is_ok() || code(again) == "already_joined");
    assert_eq!(citizen.state().await.ticket.expect("a ticket").id, ticket);
}

#[tokio::test]
async fn the_newer_tab_takes_over_and_the_older_is_told() {
    let service = Service::start().await;
    let mut citizen = Citizen::arrive(&service).await;
    citizen.join(&service, &Person::nth(1)).await;
    let ticket = citizen.state().await.ticket.expect("a ticket").id;
    let newer = Citizen::connect(&service, &citizen.cookie).await;
    assert_eq!(citizen.socket.closed().await, protocol::close::OPENED_ELSEWHERE);
    assert!(citizen.socket.seen().opened_elsewhere, "told in words before closing");
    let state = newer.until("the state", |seen| seen.citizen.clone()).await;
    assert_eq!(state.ticket.expect("the ticket").id, ticket, "the newer tab has the place");
    citizen.reconnect(&service).await;
    assert_eq!(citizen.state().await.ticket.expect("the ticket").id, ticket, "and it can be taken back");
    assert_eq!(newer.closed().await, protocol::close::OPENED_ELSEWHERE);
}

#[tokio::test]
async fn actions_out_of_turn_are_refused() {
    let service = Service::start().await;
    let citizen = Citizen::arrive(&service).await;
    for message in
        [ClientMessage::EnterCall {}, ClientMessage::ConfirmPresence {}, ClientMessage::LeaveQueue {}]
    {
        assert_eq!(code(citizen.socket.request(message).await), "no_ticket");
    }
    citizen.join(&service, &Person::nth(1)).await;
    for message in [
        ClientMessage::EnterCall {},
        ClientMessage::VerifyCode { code: "123456".into() },
        ClientMessage::SubmitContact { phone: "612345678".into(), email: "a@example.es".into() },
    ] {
        assert_eq!(code(citizen.socket.request(message).await), "illegal_transition");
    }
    citizen.until_ticket("the place", position).await;
}
