//! Who may join a call as an interpreter or an observer, that both sides know before, and the citizen's no.

use protocol::{
    CallFile, ClientMessage, FreeInterpreter, ThirdPartyDesk, ThirdPartyState, ThirdPartyView, TicketState,
};
use tests::{Camera, OPEN, Person, Service, Socket, Staff};

use crate::support::{Call, code};

/// No pause between the notice and the first picture: a test need not read it. And nobody is called off because a machine is slow.
const UNHURRIED: &str = "[third_party]\nobserver_notice = 0\ninvitation = 600\n";

async fn citizens_third(call: &Call, what: &str, wanted: impl Fn(Option<&ThirdPartyView>) -> bool) {
    let look = |state: &TicketState| match state {
        TicketState::InCall { third, .. } => wanted(third.as_ref()).then_some(()),
        _ => None,
    };
    call.citizen.until_ticket(what, look).await;
}

async fn assistants_third(call: &Call, what: &str, wanted: impl Fn(Option<&ThirdPartyView>) -> bool) {
    call.assistant.until_call(what, |file: &CallFile| wanted(file.third.as_ref()).then_some(())).await;
}

async fn desk(third: &Staff, what: &str, wanted: impl Fn(&ThirdPartyState) -> bool) -> ThirdPartyDesk {
    third.until(what, |state| state.third.clone().filter(|desk| wanted(&desk.state))).await
}

async fn gone(third: &Staff) {
    third.until("the end of it", |state| state.third.is_none().then_some(())).await;
}

/// The id that a side's page shows.
async fn announced_id(call: &Call) -> String {
    call.assistant
        .until_call("the notice", |file| {
            file.third
                .as_ref()
                .filter(|third| third.state == ThirdPartyState::Announced)
                .map(|third| third.id.clone())
        })
        .await
}

fn shown(third_party_id: &str) -> ClientMessage {
    ClientMessage::ThirdPartyShown { third_party_id: third_party_id.to_owned() }
}

/// What a third party's offer is answered.
async fn offer_code(third: &Staff, call_id: &str) -> String {
    let sdp = Camera::open().await.offer().await;
    code(third.socket.request(ClientMessage::CallOffer { call_id: call_id.to_owned(), sdp }).await)
}

/// Both pages say that they show it.
async fn both_are_told(call: &Call, third: &Staff) {
    let id = announced_id(call).await;
    citizens_third(call, "the notice", |third| third.is_some_and(|third| third.id == id)).await;
    assert_eq!(offer_code(third, &call.id).await, "not_announced");
    call.citizen.socket.request(shown(&id)).await.expect("shown to the citizen");
    assert_eq!(offer_code(third, &call.id).await, "not_announced", "one side is not both");
    call.assistant.socket.request(shown(&id)).await.expect("shown to the assistant");
    desk(third, "being let in", |state| matches!(state, ThirdPartyState::Present { .. })).await;
}

async fn interpreter(service: &Service) -> (Staff, FreeInterpreter) {
    let nora = Staff::arrive(service, service.account("interpreter")).await;
    nora.until("the state", |_| Some(())).await;
    let free: Vec<FreeInterpreter> =
        serde_json::from_slice(&nora.get(service, "/api/v1/staff/interpreters").await).expect("a list");
    (nora, free.into_iter().next().expect("who has an open console is free"))
}

#[tokio::test]
async fn an_interpreter_is_asked_in_hears_nothing_before_both_know_and_survives_a_power_cut() {
    let mut service = Service::start_with(OPEN, UNHURRIED).await;
    let mut call = Call::begin(&service, &Person::nth(1)).await;
    let (mut nora, listed) = interpreter(&service).await;
    let invite = || ClientMessage::InviteInterpreter { staff_id: listed.staff_id.clone() };
    assert_eq!(
        code(nora.socket.request(invite()).await),
        "illegal_transition",
        "only the call's assistant asks"
    );
    assert_eq!(code(call.citizen.socket.request(invite()).await), "forbidden");
    call.assistant.socket.request(invite()).await.expect("asked");
    desk(&nora, "the invitation", |state| matches!(state, ThirdPartyState::Invited { .. })).await;
    nora.socket.request(ClientMessage::AnswerInvitation { accept: false }).await.expect("no");
    gone(&nora).await;
    assistants_third(&call, "the no", |third| third.is_none()).await;

    call.assistant.socket.request(invite()).await.expect("asked again");
    desk(&nora, "the invitation", |state| matches!(state, ThirdPartyState::Invited { .. })).await;
    citizens_third(&call, "nothing yet", |third| third.is_none()).await;
    nora.socket.request(ClientMessage::AnswerInvitation { accept: true }).await.expect("yes");
    both_are_told(&call, &nora).await;
    let camera = Staff::connect_media(&nora.socket, &call.id).await;
    camera.until_received(20).await;
    let up = |third: Option<&ThirdPartyView>| third.is_some_and(|third| third.peer.connected);
    citizens_third(&call, "the interpreter's media", up).await;
    assistants_third(&call, "the interpreter's media", up).await;

    // One third party a call.
    assert_eq!(code(call.assistant.socket.request(invite()).await), "third_party_present");
    let lucia = Staff::arrive(&service, service.account("supervisor")).await;
    let observe = ClientMessage::ObserveCall { call_id: call.id.clone() };
    assert_eq!(code(lucia.socket.request(observe).await), "third_party_present");

    service.kill().await;
    let service = service.restart().await;
    call.citizen.reconnect(&service).await;
    for staff in [&mut nora, &mut call.assistant] {
        let request = Socket::handshake(&service, "/api/v1/staff/ws", &staff.cookie);
        staff.socket = Socket::connect(request).await.expect("still signed in");
    }
    desk(&nora, "the same seat", |state| matches!(state, ThirdPartyState::Present { .. })).await;
    call.citizen_camera = Staff::connect_media(&call.citizen.socket, &call.id).await;
    let camera = Staff::connect_media(&nora.socket, &call.id).await;
    camera.until_received(20).await;

    nora.socket.request(ClientMessage::LeaveCall {}).await.expect("left");
    gone(&nora).await;
    citizens_third(&call, "the end", |third| third.is_none()).await;
    assistants_third(&call, "the end", |third| third.is_none()).await;
    assert_eq!(offer_code(&nora, &call.id).await, "illegal_transition", "out is out");
}

#[tokio::test]
async fn a_supervisor_observes_until_the_citizen_would_rather_not() {
    let service = Service::start_with(OPEN, UNHURRIED).await;
    let call = Call::begin(&service, &Person::nth(2)).await;
    let (nora, listed) = interpreter(&service).await;
    let lucia = Staff::arrive(&service, service.account("supervisor")).await;
    let observe = || ClientMessage::ObserveCall { call_id: call.id.clone() };
    assert_eq!(code(nora.socket.request(observe()).await), "forbidden", "supervisors only");
    let nowhere = ClientMessage::ObserveCall { call_id: "0".repeat(32) };
    assert_eq!(code(lucia.socket.request(nowhere).await), "call_not_found");

    lucia.socket.request(observe()).await.expect("announced");
    both_are_told(&call, &lucia).await;
    let camera = Staff::connect_media(&lucia.socket, &call.id).await;
    camera.until_received(20).await;
    assert_eq!(
        code(
            lucia
                .socket
                .request(ClientMessage::SetAvailability {
                    availability: protocol::RequestedAvailability::Available
                })
                .await
        ),
        "in_another_call",
        "nobody is rung while in somebody else's call"
    );
    call.citizen.socket.request(ClientMessage::RefuseObserver {}).await.expect("refused");
    gone(&lucia).await;
    citizens_third(&call, "the end", |third| third.is_none()).await;
    assert_eq!(code(lucia.socket.request(observe()).await), "observer_refused", "for this call");
    camera.hung_up().await;

    // An interpreter is not meant by that no.
    let invite = ClientMessage::InviteInterpreter { staff_id: listed.staff_id };
    call.assistant.socket.request(invite).await.expect("asked");
    desk(&nora, "the invitation", |state| matches!(state, ThirdPartyState::Invited { .. })).await;
    call.citizen.socket.request(ClientMessage::LeaveCall {}).await.expect("the call is over");
    gone(&nora).await;
}

#[tokio::test]
async fn who_helps_goes_before_who_looks_on() {
    let service = Service::start_with(OPEN, UNHURRIED).await;
    let call = Call::begin(&service, &Person::nth(3)).await;
    let (nora, listed) = interpreter(&service).await;
    let lucia = Staff::arrive(&service, service.account("supervisor")).await;
    lucia.socket.request(ClientMessage::ObserveCall { call_id: call.id.clone() }).await.expect("announced");
    desk(&lucia, "being announced", |state| *state == ThirdPartyState::Announced).await;
    let invite = ClientMessage::InviteInterpreter { staff_id: listed.staff_id };
    call.assistant.socket.request(invite).await.expect("asked");
    gone(&lucia).await;
    desk(&nora, "the invitation", |state| matches!(state, ThirdPartyState::Invited { .. })).await;
    call.assistant.socket.request(ClientMessage::DismissInterpreter {}).await.expect("called off");
    gone(&nora).await;
    assert_eq!(
        code(nora.socket.request(ClientMessage::AnswerInvitation { accept: true }).await),
        "invitation_over"
    );
}
