//! SMS from the event to the phone, and what becomes of those that do not arrive.

use protocol::{ClientMessage, MessageView, TicketState, TurnNoticeView};
use tests::{Citizen, Person, Service, Staff};

use crate::support::{Call, code, message, messages};

/// The demo inbox takes messages to this number and loses the answer (`sms/README.md`).
const AMBIGUOUS: &str = "600000004";

async fn attention<T>(supervisor: &Staff, what: &str, pick: impl Fn(&[MessageView]) -> Option<T>) -> T {
    supervisor.socket.until(what, |seen| pick(&seen.messages.as_ref()?.attention)).await
}

#[tokio::test]
async fn what_is_uncertain_is_resent_by_a_person_only() {
    let service = Service::start().await;
    let person = Person { phone: AMBIGUOUS.to_owned(), ..Person::nth(1) };
    let call = Call::begin(&service, &person).await;
    let right = call.send_code(&service, &person).await;
    call.verify(&right).await.expect("verified");
    call.approve().await;
    let supervisor = Staff::arrive(&service, service.account("supervisor")).await;
    let of_kind =
        |list: &[MessageView], kind: &str| list.iter().find(|message| message.kind == kind).cloned();
    let sent = attention(&supervisor, "the code and the confirmation", |list| {
        of_kind(list, "one_time_code").zip(of_kind(list, "confirmation"))
    });
    let (one_time_code, confirmation) = sent.await;
    assert_eq!((one_time_code.state.as_str(), confirmation.state.as_str()), ("ambiguous", "ambiguous"));
    assert!(confirmation.phone_masked.ends_with("004") && !confirmation.phone_masked.contains("600000"));
    assert_eq!((one_time_code.can_resend, confirmation.can_resend), (false, true));
    let texts = messages(&service, &person).await.len();
    assert_eq!(texts, 2, "the code and the confirmation, neither twice");

    let resend = |id: &str| ClientMessage::ResendMessage { message_id: id.to_owned() };
    let refused = supervisor.socket.request(resend(&one_time_code.id)).await;
    assert_eq!(code(refused), "message_not_resendable");
    for _repeated in 0..2 {
        supervisor.socket.request(resend(&confirmation.id)).await.expect("sent again");
    }
    let again = attention(&supervisor, "the new message", |list| {
        list.iter().find(|message| message.is_resend).cloned()
    });
    let again = again.await;
    assert_ne!(again.id, confirmation.id);
    assert_eq!(messages(&service, &person).await.len(), 3, "sent once more, not twice");
    for id in [&again.id, &one_time_code.id] {
        let dismiss = ClientMessage::DismissMessage { message_id: id.clone() };
        supervisor.socket.request(dismiss).await.expect("seen to");
    }
    attention(&supervisor, "an empty list", |list| list.is_empty().then_some(())).await;
    let citizens = call.citizen.socket.request(resend(&again.id)).await;
    assert_eq!(code(citizens), "forbidden");
    let assistants = call.assistant.socket.request(resend(&again.id)).await;
    assert_eq!(code(assistants), "forbidden");
}

fn ask(person: &Person, consent: bool) -> ClientMessage {
    ClientMessage::RequestTurnNotice { phone: person.phone.clone(), consent }
}

async fn notice(citizen: &Citizen, what: &str, pick: impl Fn(Option<&TurnNoticeView>) -> bool) {
    let wanted = |seen: &tests::Seen| {
        let ticket = seen.citizen.as_ref()?.ticket.as_ref()?;
        pick(ticket.turn_notice.as_ref()).then_some(())
    };
    citizen.socket.until(what, wanted).await;
}

#[tokio::test]
async fn who_asked_is_told_once_and_the_number_is_forgotten() {
    let service = Service::start().await;
    let person = Person::nth(1);
    let citizen = Citizen::arrive(&service).await;
    assert_eq!(code(citizen.socket.request(ask(&person, true)).await), "no_ticket");
    citizen.join(&service, &person).await;
    let landline = ClientMessage::RequestTurnNotice { phone: "912345678".to_owned(), consent: true };
    assert_eq!(code(citizen.socket.request(landline).await), "phone_is_landline");
    assert_eq!(code(citizen.socket.request(ask(&person, false)).await), "notice_consent_required");
    citizen.socket.request(ask(&person, true)).await.expect("asked");
    let text = message(&service, &person, |text| text.contains("turno").then(|| text.to_owned())).await;
    assert!(!text.contains("http"), "{text}");
    notice(&citizen, "told", |notice| {
        notice.is_some_and(|notice| notice.sent && notice.phone_masked.is_none())
    })
    .await;
    assert_eq!(code(citizen.socket.request(ask(&person, true)).await), "turn_notice_sent");
    citizen.socket.request(ClientMessage::CancelTurnNotice {}).await.expect("nothing to cancel is success");
    citizen.socket.request(ClientMessage::LeaveQueue {}).await.expect("left");
    citizen.until_ticket("the end", |state| matches!(state, TicketState::Left { .. }).then_some(())).await;
    notice(&citizen, "no notice any more", |notice| notice.is_none()).await;
    let forgotten = async {
        let mut look = tokio::time::interval(std::time::Duration::from_millis(200));
        while !messages(&service, &person).await.is_empty() {
            look.tick().await;
        }
    };
    tokio::time::timeout(tests::DEADLINE, forgotten).await.expect("the number is wiped");
}

#[tokio::test]
async fn a_callback_for_no_gateway_of_ours_is_not_found() {
    let service = Service::start().await;
    for gateway in ["demo-inbox", "nobody", "%00"] {
        let url = service.url(&format!("/api/v1/sms/receipts/{gateway}"));
        let answer = reqwest::Client::new().post(url).body("status=1").send().await.expect("a response");
        assert_eq!(answer.status(), 404, "{gateway}");
    }
}
