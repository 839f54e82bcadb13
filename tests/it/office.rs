//! A supervisor closes the office against its hours, opens it again, and tells everybody something.

use chrono::{DateTime, NaiveDateTime, Utc};
use protocol::{ClientMessage, CloseOffice, ClosingQueue, OfficeStatus, PublicText, TicketState};
use tests::{Citizen, Person, Service, Staff};

use crate::support::code;

fn text(es: &str, en: Option<&str>) -> PublicText {
    PublicText { es: es.to_owned(), en: en.map(str::to_owned) }
}

/// Closes from now until noon.
fn close(queue: ClosingQueue) -> ClientMessage {
    close_between(None, Some("2026-11-23T12:00:00"), queue)
}

fn close_between(from: Option<&str>, until: Option<&str>, queue: ClosingQueue) -> ClientMessage {
    let local = |time: &str| time.parse::<NaiveDateTime>().expect("a wall clock");
    ClientMessage::CloseOffice(CloseOffice {
        from: from.map(local),
        until: until.map(local),
        reason: text("Avería eléctrica", Some("Power cut")),
        queue,
    })
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

async fn supervisor(service: &Service) -> Staff {
    Staff::arrive(service, service.account("supervisor")).await
}

/// Waits until the citizen's page has been pushed an office status that yields a value.
async fn office<T>(citizen: &Citizen, what: &str, look: impl Fn(&OfficeStatus) -> Option<T>) -> T {
    citizen.socket.until(what, |seen| look(seen.office.as_ref()?)).await
}

async fn lift(boss: &Staff) {
    let running =
        boss.socket.until("the closure", |seen| seen.supervision.as_ref()?.closures.first().cloned());
    let closure_id = running.await.id;
    boss.socket.request(ClientMessage::LiftClosure { closure_id }).await.expect("lifted");
}

fn waiting(state: &TicketState) -> Option<u32> {
    if let TicketState::Waiting { position, .. } = state { Some(*position) } else { None }
}

#[tokio::test]
async fn who_waits_keeps_the_place_through_a_closure_that_serves_and_nobody_else_joins() {
    let mut service = Service::start().await;
    let mut first = Citizen::arrive(&service).await;
    first.join(&service, &Person::nth(1)).await;
    let second = Citizen::arrive(&service).await;
    second.take_connection_test(&service).await;
    let boss = supervisor(&service).await;
    boss.socket.request(close(ClosingQueue::Serve)).await.expect("closed");

    let notice =
        office(&first, "the closure", |status| status.closure.clone().filter(|_| !status.open)).await;
    assert_eq!(
        (notice.reason.es.as_str(), notice.reason.en.as_deref()),
        ("Avería eléctrica", Some("Power cut"))
    );
    assert_eq!(notice.until, instant("2026-11-23T12:00:00+01:00"));
    let served = notice.serving_until.expect("those who wait are served");
    assert_eq!((served - notice.from).num_minutes(), 30, "for the drain time");
    let opens = office(&second, "the opening", |status| (!status.open).then_some(status.next_opening)).await;
    assert_eq!(opens, instant("2026-11-23T12:00:00+01:00"));
    let identify = ClientMessage::Identify(Citizen::identification(&Person::nth(2)));
    second.socket.request(identify).await.expect("identified");
    let join = || second.socket.request(ClientMessage::JoinQueue {});
    assert_eq!(code(join().await), "office_closed");
    assert_eq!(first.until_ticket("the place", waiting).await, 1, "the place is kept");

    // A power cut is what such days are made of.
    service.kill().await;
    let service = service.restart().await;
    first.reconnect(&service).await;
    office(&first, "still closed", |status| (!status.open).then_some(())).await;
    assert_eq!(first.until_ticket("the place", waiting).await, 1, "also after kill -9");

    let boss = supervisor(&service).await;
    lift(&boss).await;
    office(&first, "the reopening", |status| (status.open && status.closure.is_none()).then_some(())).await;
    assert_eq!(first.until_ticket("the place", waiting).await, 1, "reopened: the same place");
    let second = Citizen { socket: Citizen::connect(&service, &second.cookie).await, ..second };
    second.socket.request(ClientMessage::JoinQueue {}).await.expect("joined");
    assert_eq!(second.until_ticket("a place", waiting).await, 2);
}

#[tokio::test]
async fn who_waits_is_told_at_once_when_nobody_can_serve() {
    let service = Service::start().await;
    let citizen = Citizen::arrive(&service).await;
    citizen.join(&service, &Person::nth(1)).await;
    let boss = supervisor(&service).await;
    let queued = boss.socket.until("one in the queue", |seen| {
        seen.supervision.as_ref().filter(|state| state.queued == 1).map(|state| state.served)
    });
    assert_eq!(queued.await, 0);
    boss.socket.request(close(ClosingQueue::Tell)).await.expect("closed");
    let reason = citizen.until_ticket("the end", |state| match state {
        TicketState::Left { reason } => Some(reason.clone()),
        _ => None,
    });
    assert_eq!(reason.await, "closed");
    let notice = office(&citizen, "the reason", |status| status.closure.clone()).await;
    assert_eq!(notice.serving_until, None);
    lift(&boss).await;
    office(&citizen, "the reopening", |status| status.open.then_some(())).await;
    citizen.socket.request(ClientMessage::JoinQueue {}).await.expect("joined again");
    assert_eq!(citizen.until_ticket("a new place", waiting).await, 1, "an old closure ends no new place");
}

#[tokio::test]
async fn a_planned_closure_is_foretold_changed_and_called_off() {
    let service = Service::start().await;
    let citizen = Citizen::arrive(&service).await;
    let boss = supervisor(&service).await;
    let planned = close_between(Some("2026-11-23T13:00:00"), None, ClosingQueue::Serve);
    boss.socket.request(planned).await.expect("planned");
    let closing = office(&citizen, "the notice", |status| {
        status.closure.clone().filter(|_| status.open).map(|_| status.next_closing)
    });
    assert_eq!(closing.await, instant("2026-11-23T13:00:00+01:00"));
    // From noon on; that one covers the beginning of the other and both stand, until the end of the day.
    let earlier = close_between(Some("2026-11-23T12:00:00"), None, ClosingQueue::Tell);
    boss.socket.request(earlier).await.expect("planned");
    office(&citizen, "the earlier closing", |status| {
        (status.next_closing == instant("2026-11-23T12:00:00+01:00")).then_some(())
    })
    .await;
    for _ in 0..2 {
        lift(&boss).await;
    }
    let ordinary =
        office(&citizen, "ordinary hours", |status| status.closure.is_none().then_some(status.next_closing));
    assert_eq!(ordinary.await, instant("2026-11-23T14:00:00+01:00"));
}

#[tokio::test]
async fn closing_again_changes_the_closure() {
    let service = Service::start().await;
    let citizen = Citizen::arrive(&service).await;
    let boss = supervisor(&service).await;
    boss.socket.request(close_between(None, None, ClosingQueue::Serve)).await.expect("closed for the day");
    office(&citizen, "the day's closure", |status| {
        (status.next_opening == instant("2026-11-24T09:00:00+01:00")).then_some(())
    })
    .await;
    boss.socket.request(close(ClosingQueue::Serve)).await.expect("closed until noon");
    office(&citizen, "the shorter closure", |status| {
        (status.next_opening == instant("2026-11-23T12:00:00+01:00")).then_some(())
    })
    .await;
    let state = boss
        .socket
        .until("one closure", |seen| seen.supervision.clone().filter(|state| state.closures.len() == 1));
    assert!(state.await.closures[0].running);
}

#[tokio::test]
async fn an_announcement_is_put_up_replaced_and_taken_down() {
    let service = Service::start().await;
    let citizen = Citizen::arrive(&service).await;
    let boss = supervisor(&service).await;
    let announce = |text, until: Option<&str>| {
        let until = until.map(|time| time.parse().expect("a wall clock"));
        boss.socket.request(ClientMessage::Announce { text, until })
    };
    announce(text("  Hoy hay\nmucha espera ", None), None).await.expect("announced");
    let told = office(&citizen, "the announcement", |status| status.announcement.clone()).await;
    assert_eq!(told, text("Hoy hay mucha espera", None), "one tidy paragraph");
    announce(text("Otra cosa", Some("Something else")), Some("2026-11-23T14:00:00"))
        .await
        .expect("announced");
    office(&citizen, "the newer one", |status| {
        status.announcement.as_ref().filter(|text| text.en.as_deref() == Some("Something else")).map(|_| ())
    })
    .await;
    for (refused, until, expected) in [
        (text(" \u{200b}", Some("words")), None, "text_required"),
        (text(&"á".repeat(501), None), None, "text_too_long"),
        (text("Tarde", None), Some("2026-11-23T09:00:00"), "time_in_past"),
    ] {
        assert_eq!(code(announce(refused, until).await), expected);
    }
    boss.socket.request(ClientMessage::TakeDownAnnouncement {}).await.expect("taken down");
    office(&citizen, "nothing announced", |status| status.announcement.is_none().then_some(())).await;
}

#[tokio::test]
async fn only_supervisors_decide_for_the_office_and_not_everything() {
    let service = Service::start().await;
    let citizen = Citizen::arrive(&service).await;
    let assistant = Staff::arrive(&service, service.account("assistant")).await;
    let orders = || {
        [
            close(ClosingQueue::Tell),
            ClientMessage::LiftClosure { closure_id: "0".repeat(32) },
            ClientMessage::Announce { text: text("Hola", None), until: None },
            ClientMessage::TakeDownAnnouncement {},
        ]
    };
    for socket in [&citizen.socket, &assistant.socket] {
        for order in orders() {
            assert_eq!(code(socket.request(order).await), "forbidden");
        }
    }
    let boss = supervisor(&service).await;
    for (order, expected) in [
        (close_between(None, Some("2026-11-23T09:00:00"), ClosingQueue::Tell), "time_in_past"),
        (close_between(None, Some("2027-11-23T12:00:00"), ClosingQueue::Tell), "emergency_closure_too_long"),
        (
            close_between(Some("2026-11-23T12:00:00"), Some("2026-11-23T11:00:00"), ClosingQueue::Tell),
            "empty_emergency_closure",
        ),
    ] {
        assert_eq!(code(boss.socket.request(order).await), expected);
    }
    assert!(boss.socket.seen().office.expect("the office").open, "what was refused changed nothing");
}
