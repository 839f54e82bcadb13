//! The verification in the call: one-time codes, stills, decision.

use protocol::{CheckState, ClientMessage, Decision, StillKind, TicketState};
use tests::{Person, Service, Staff};

use crate::support::{Call, code, message, other_code};

#[tokio::test]
async fn six_wrong_codes_end_the_code_even_for_the_right_one() {
    let service = Service::start().await;
    let person = Person::nth(1);
    let call = Call::begin(&service, &person).await;
    let right = call.send_code(&service, &person).await;
    let wrong = other_code(&right);
    for left in (1..=4).rev() {
        let refusal = call.verify(&wrong).await.expect_err("wrong");
        assert_eq!((refusal.code.as_str(), refusal.attempts_left), ("code_wrong", Some(left)));
    }
    let fifth = code(call.verify(&wrong).await);
    assert!(["code_wrong", "code_too_many_attempts"].contains(&fifth.as_str()), "{fifth}");
    assert_eq!(code(call.verify(&wrong).await), "code_too_many_attempts");
    assert_eq!(code(call.verify(&right).await), "code_too_many_attempts", "too late for the right one");
    // A new code makes it good again, and the old one stays dead.
    call.assistant.socket.request(ClientMessage::SendCode {}).await.expect("a new code");
    let newer = message(&service, &person, |text| {
        let found = text.split(|c: char| !c.is_ascii_digit()).find(|run| run.len() == 6)?;
        (found != right).then(|| found.to_owned())
    })
    .await;
    assert_eq!(code(call.verify(&right).await), "code_wrong");
    call.verify(&newer).await.expect("the newer code is good");
}

#[tokio::test]
async fn a_used_code_cannot_be_replayed() {
    let service = Service::start().await;
    let person = Person::nth(1);
    let call = Call::begin(&service, &person).await;
    let right = call.send_code(&service, &person).await;
    call.verify(&right).await.expect("right");
    assert_eq!(code(call.verify(&right).await), "code_already_used");
    assert_eq!(code(call.verify(&other_code(&right)).await), "code_already_used");
}

#[tokio::test]
async fn contact_data_are_checked() {
    let service = Service::start().await;
    let person = Person::nth(1);
    let call = Call::begin(&service, &person).await;
    call.assistant.socket.request(ClientMessage::RequestContact {}).await.expect("asked");
    for (phone, email, expected) in [
        ("12", person.email.as_str(), "invalid_phone"),
        ("912345678", &person.email, "phone_is_landline"),
        (person.phone.as_str(), "nobody", "invalid_email"),
        (person.phone.as_str(), "a@b@c.es", "invalid_email"),
    ] {
        let contact = ClientMessage::SubmitContact { phone: phone.to_owned(), email: email.to_owned() };
        assert_eq!(code(call.citizen.socket.request(contact).await), expected, "{phone} {email}");
    }
    assert_eq!(code(call.assistant.socket.request(ClientMessage::SendCode {}).await), "no_contact");
}

#[tokio::test]
async fn a_still_is_for_the_assistant_of_the_call() {
    let service = Service::start().await;
    let call = Call::begin(&service, &Person::nth(1)).await;
    let take = ClientMessage::TakeStill { kind: StillKind::Front };
    call.assistant.socket.request(take).await.expect("a still");
    let still = call.assistant.until_call("the still", |file| file.stills.first().cloned()).await;
    assert_eq!((still.width, still.height), (1280, 720));
    let url = service.url(&still.url);
    let get = |cookie: &str| call.assistant.http.get(&url).header("cookie", cookie.to_owned()).send();
    let own = get(&call.assistant.cookie).await.expect("a response");
    assert_eq!(own.status(), 200);
    assert_eq!(own.headers()["content-type"], "image/png");
    assert_eq!(own.headers()["cache-control"], "no-store", "a picture of a card stays in no cache");
    let citizen = get(&call.citizen.cookie).await.expect("a response");
    assert_eq!(citizen.status(), 401, "not even the citizen's own browser");
    let colleague = service.accounts("assistant").find(|account| {
        account.user_name != service.account("assistant").user_name
            && !account.roles.contains(&"supervisor".into())
    });
    let colleague = Staff::arrive(&service, colleague.expect("a second assistant")).await;
    let foreign = get(&colleague.cookie).await.expect("a response");
    assert!([403, 404].contains(&foreign.status().as_u16()), "another assistant: {}", foreign.status());
}

#[tokio::test]
async fn approval_needs_everything_and_says_what_is_missing() {
    let service = Service::start().await;
    let person = Person::nth(1);
    let call = Call::begin(&service, &person).await;
    let approve = || call.assistant.socket.request(ClientMessage::Decide { decision: Decision::Approved {} });
    assert_eq!(code(approve().await), "verification_incomplete");
    let one_time_code = call.send_code(&service, &person).await;
    call.verify(&one_time_code).await.expect("verified");
    assert_eq!(code(approve().await), "verification_incomplete");
    call.complete_checks().await;
    let failed = ClientMessage::SetCheck { check: "document_front".into(), state: CheckState::Failed };
    call.assistant.socket.request(failed).await.expect("a failed check");
    assert_eq!(code(approve().await), "verification_incomplete", "a failed check stands in the way");
    // The list shrinks check by check while states arrive; it has to come to this one and stay refused.
    call.assistant
        .until_call("the failed check, and nothing else, to be named", |file| {
            matches!(&file.missing_for_approval[..], [only] if only.contains("document_front")).then_some(())
        })
        .await;
}

#[tokio::test]
async fn a_rejection_is_told_with_its_reason() {
    let service = Service::start().await;
    let call = Call::begin(&service, &Person::nth(1)).await;
    let reject = |reason: &str| {
        let decision = Decision::Rejected { reason: reason.to_owned() };
        call.assistant.socket.request(ClientMessage::Decide { decision })
    };
    assert_eq!(code(reject("i_do_not_like_him").await), "unknown_reason");
    let reason = call.assistant.until_call("the reasons", |file| file.reject_reasons.first().cloned()).await;
    reject(&reason).await.expect("rejected");
    let told = call.citizen.until_ticket("the result", |state| match state {
        TicketState::Done(result) => {
            Some((result.outcome.clone(), result.reason.clone(), result.activation_code.clone()))
        }
        _ => None,
    });
    assert_eq!(told.await, ("rejected".to_owned(), Some(reason), None));
}
