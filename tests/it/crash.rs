//! `kill -9` at the moments that hurt. What was acknowledged is still there.

use protocol::{ClientMessage, ContactStep, StillKind, TicketState};
use tests::{Citizen, Person, Service, Staff};

use crate::support::{Call, message};

#[tokio::test]
async fn places_in_the_queue_survive() {
    let mut service = Service::start().await;
    let mut citizens = [Citizen::arrive(&service).await, Citizen::arrive(&service).await];
    let mut tickets = Vec::new();
    for (number, citizen) in (1_u32..).zip(&citizens) {
        citizen.join(&service, &Person::nth(number)).await;
        let id = citizen
            .socket
            .until("the ticket", |seen| Some(seen.citizen.as_ref()?.ticket.as_ref()?.id.clone()));
        tickets.push(id.await);
    }
    service.kill().await;
    let service = service.restart().await;
    for (index, citizen) in citizens.iter_mut().enumerate() {
        citizen.reconnect(&service).await;
        let place = citizen.until_ticket("the place", |state| match state {
            TicketState::Waiting { position, .. } => Some(*position as usize),
            _ => None,
        });
        assert_eq!(place.await, index + 1, "the same place");
        assert_eq!(citizen.state().await.ticket.expect("a ticket").id, tickets[index], "the same ticket");
    }
}

#[tokio::test]
async fn the_running_call_resumes_with_everything_done_so_far() {
    let mut service = Service::start().await;
    let person = Person::nth(1);
    let mut call = Call::begin(&service, &person).await;
    let code = call.send_code(&service, &person).await;
    let take = ClientMessage::TakeStill { kind: StillKind::Front };
    call.assistant.socket.request(take).await.expect("a still");
    let still = call.assistant.until_call("the still", |file| file.stills.first().cloned()).await;
    let picture = call.assistant.get(&service, &still.url).await;
    service.kill().await;
    let service = service.restart().await;
    assert!(call.assistant.get(&service, &still.url).await == picture, "the still is the same picture");
    call.citizen.reconnect(&service).await;
    let request = tests::Socket::handshake(&service, "/api/v1/staff/ws", &call.assistant.cookie);
    call.assistant.socket = tests::Socket::connect(request).await.expect("the assistant is still signed in");
    if matches!(ticket_state(&call.citizen).await, TicketState::Held { .. }) {
        call.citizen.socket.request(ClientMessage::ConfirmPresence {}).await.expect("I'm here");
        call.assistant.available().await;
        call.citizen.enter_call().await;
    }
    let id = call.assistant.until_call("the call", |file| Some(file.call_id.clone())).await;
    assert_eq!(id, call.id, "the same call");
    let document = call.assistant.until_call("the file", |file| Some(file.document.clone())).await;
    assert_eq!(document, person.document);
    let citizen_camera = Staff::connect_media(&call.citizen.socket, &id).await;
    let assistant_camera = Staff::connect_media(&call.assistant.socket, &id).await;
    citizen_camera.until_received(20).await;
    assistant_camera.until_received(20).await;
    call.verify(&code).await.expect("the code sent before the crash is still good");
    call.citizen
        .until_ticket("possession proven", |state| match state {
            TicketState::InCall { contact: ContactStep::Verified { .. }, .. } => Some(()),
            _ => None,
        })
        .await;
}

async fn ticket_state(citizen: &Citizen) -> TicketState {
    citizen.until_ticket("the ticket", |state| Some(state.clone())).await
}

#[tokio::test]
async fn an_acknowledged_decision_and_its_sms_survive() {
    let mut service = Service::start().await;
    let person = Person::nth(1);
    let mut call = Call::begin(&service, &person).await;
    let code = call.send_code(&service, &person).await;
    call.verify(&code).await.expect("verified");
    call.approve().await;
    service.kill().await;
    let registered = service.registrations().await;
    assert_eq!(registered.len(), 1, "{registered:?}");
    assert_eq!(registered[0]["document"], person.document.as_str());
    assert_eq!(registered[0]["phone"], format!("+34{}", person.phone));
    let service = service.restart().await;
    call.citizen.reconnect(&service).await;
    let outcome = call.citizen.until_ticket("the result", |state| match state {
        TicketState::Done(result) => Some(result.outcome.clone()),
        _ => None,
    });
    assert_eq!(outcome.await, "approved");
    let text = message(&service, &person, |text| (!text.contains(&code)).then(|| text.to_owned())).await;
    assert!(!text.is_empty());
    let texts = crate::support::messages(&service, &person).await;
    assert_eq!(texts.len(), 2, "one code and one confirmation, none twice: {texts:?}");
}
