//! No personal value of a whole job reaches the log, not even at `debug`.

use protocol::{ClientMessage, RequestedAvailability, TicketState};
use tests::{Citizen, Person, Service, Staff};

use crate::support::Call;

#[tokio::test]
async fn the_log_of_a_whole_job_names_nobody() {
    let mut service = Service::start().await;
    let person = Person::nth(1);
    let mut wrong = person.clone();
    // Refused input is personal, too: a typo away from somebody's document.
    wrong.document.replace_range(8..9, "Ñ");
    let stranger = Citizen::arrive(&service).await;
    let refused = stranger.socket.request(ClientMessage::Identify(Citizen::identification(&wrong))).await;
    assert!(refused.is_err());
    let account = service.account("assistant").clone();
    Staff::try_sign_in(&service, &stranger.http, &account.user_name, "Contraseña-equivocada-1").await;
    let call = Call::begin(&service, &person).await;
    let code = call.send_code(&service, &person).await;
    call.verify(&code).await.expect("verified");
    call.approve().await;
    let activation = call.citizen.until_ticket("the result", |state| match state {
        TicketState::Done(result) => Some(result.activation_code.clone().unwrap_or_default()),
        _ => None,
    });
    let activation = activation.await;
    crate::support::message(&service, &person, |text| (!text.contains(&code)).then_some(())).await;
    let wrap_up = ClientMessage::FinishWrapUp { next: RequestedAvailability::Break };
    call.assistant.socket.request(wrap_up).await.expect("wrap-up");
    service.ask_to_stop().await;
    service.ended().await;
    let log = service.log();
    // The line for scripts holds the demo's own sign-in data; it is no log.
    let log: String =
        log.lines().filter(|line| !line.starts_with('{') || !line.contains("\"password\"")).collect();
    let citizen_secret = call.citizen.cookie.split('=').nth(1).expect("a value");
    let staff_secret = call.assistant.cookie.split('=').nth(1).expect("a value");
    let national = &person.phone;
    let number = &person.document[..8];
    for (what, value) in [
        ("document", number),
        ("phone", national),
        ("e-mail", &person.email),
        ("e-mail's name", "zacarias"),
        ("validity date", person.valid_until),
        ("one-time code", &code),
        ("activation code", &activation),
        ("session", citizen_secret),
        ("staff session", staff_secret),
        ("wrong password", "Contraseña-equivocada-1"),
    ] {
        assert!(!value.is_empty(), "{what} is known");
        assert!(!log.contains(value), "{what} is in the log");
    }
    assert!(log.len() > 500, "there is a log at all: {log}");
}
