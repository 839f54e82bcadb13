//! The office at the edges of its hours, seen through the whole service.

use protocol::{ClientMessage, OfficeStatus};
use tests::{Citizen, Person, Service};

use crate::support::code;

async fn status(service: &Service) -> OfficeStatus {
    let response = reqwest::get(service.url("/api/v1/status")).await.expect("a response");
    serde_json::from_str(&response.text().await.expect("a body")).expect("an office status")
}

/// The office is closed at `clock`, opens next at `opens`, and takes nobody.
async fn closed(clock: &str, opens: &str) {
    let service = Service::start_at(clock).await;
    let status = status(&service).await;
    assert!(!status.open, "closed at {clock}");
    assert_eq!(
        status.next_opening,
        opens.parse::<chrono::DateTime<chrono::Utc>>().expect("a time"),
        "at {clock}"
    );
    assert_eq!((status.estimate, status.told), (None, None), "nobody waits in a closed office");
    let citizen = Citizen::arrive(&service).await;
    let identify = ClientMessage::Identify(Citizen::identification(&Person::nth(1)));
    citizen.socket.request(identify).await.expect("identification is possible at any time");
    assert_eq!(
        code(citizen.socket.request(ClientMessage::JoinQueue {}).await),
        "office_closed",
        "at {clock}"
    );
    assert!(citizen.state().await.ticket.is_none());
}

#[tokio::test]
async fn on_a_saturday() {
    closed("2026-11-28T10:00:00+01:00", "2026-11-30T09:00:00+01:00").await;
}

#[tokio::test]
async fn at_closing_time_to_the_second() {
    closed("2026-11-23T14:00:00+01:00", "2026-11-24T09:00:00+01:00").await;
}

#[tokio::test]
async fn on_epiphany() {
    closed("2027-01-06T10:00:00+01:00", "2027-01-07T09:00:00+01:00").await;
}

#[tokio::test]
async fn on_good_friday() {
    closed("2027-03-26T10:00:00+01:00", "2027-03-29T09:00:00+02:00").await;
}

#[tokio::test]
async fn opens_by_itself_at_nine() {
    let service = Service::start_at("2026-11-23T08:59:59+01:00").await;
    let citizen = Citizen::arrive(&service).await;
    let first = citizen.socket.until("the office", |seen| seen.office.clone()).await;
    let open =
        citizen.socket.until("the opening", |seen| seen.office.clone().filter(|office| office.open)).await;
    let nine = "2026-11-23T09:00:00+01:00".parse::<chrono::DateTime<chrono::Utc>>().expect("a time");
    // A slow machine may have needed the one second to start.
    assert!(first.open || first.next_opening == nine, "{first:?}");
    assert!(open.now >= nine, "not before the time: {open:?}");
    assert_eq!(
        open.next_closing,
        "2026-11-23T14:00:00+01:00".parse::<chrono::DateTime<chrono::Utc>>().expect("a time")
    );
}

#[tokio::test]
async fn without_a_clock_the_demo_is_open_whatever_the_hour() {
    let service = Service::start_now().await;
    let status = status(&service).await;
    assert!(status.open, "a demo that is closed shows nothing: {status:?}");
}
