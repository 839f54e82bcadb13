//! Frames that no page of ours sends.

use protocol::{ClientMessage, Language, close};
use tests::{Citizen, Service};
use tokio_tungstenite::tungstenite::Message;

use crate::support::{code, still_serves};

#[tokio::test]
async fn what_is_not_a_message_ends_the_connection_with_a_code() {
    let mut service = Service::start().await;
    let frames = [
        "",
        "null",
        "{",
        r#"{"id":1}"#,
        r#"{"id":-1,"message":{"type":"join_queue"}}"#,
        r#"{"id":1,"message":{"type":"become_supervisor"}}"#,
        r#"{"id":1,"message":{"type":"join_queue","extra":true}}"#,
    ];
    for frame in frames {
        let citizen = Citizen::arrive(&service).await;
        citizen.state().await;
        citizen.socket.send(Message::text(frame));
        assert_eq!(citizen.socket.closed().await, close::MALFORMED, "for {frame:?}");
        let error = citizen.socket.seen().error.expect("the reason was told before closing");
        assert_eq!(error.code, "malformed_message", "for {frame:?}");
    }
    let citizen = Citizen::arrive(&service).await;
    citizen.socket.send(Message::binary(vec![0_u8, 159, 146, 150]));
    assert_eq!(citizen.socket.closed().await, close::MALFORMED, "for a binary frame");
    still_serves(&mut service).await;
}

#[tokio::test]
async fn an_oversized_frame_ends_the_connection_and_nothing_else() {
    /// RFC 6455 section 7.4.1: message too big.
    const TOO_BIG: u16 = 1009;
    let mut service = Service::start().await;
    let bystander = Citizen::arrive(&service).await;
    for bytes in [1_000_000, 20_000_000] {
        let citizen = Citizen::arrive(&service).await;
        citizen.state().await;
        citizen.socket.send(Message::text("x".repeat(bytes)));
        let closed = citizen.socket.closed().await;
        // A service that stops reading may reset the connection before its close frame is read: 1006.
        assert!([TOO_BIG, close::MALFORMED, 1006].contains(&closed), "{bytes} bytes: closed with {closed}");
    }
    let language = Language::En;
    bystander.socket.request(ClientMessage::SetLanguage { language }).await.expect("others are unharmed");
    still_serves(&mut service).await;
}

#[tokio::test]
async fn a_flood_of_messages_ends_the_connection() {
    let mut service = Service::start().await;
    let citizen = Citizen::arrive(&service).await;
    citizen.state().await;
    for id in 1..=2000 {
        let frame = format!(r#"{{"id":{id},"message":{{"type":"set_language","language":"en"}}}}"#);
        citizen.socket.send(Message::text(frame));
    }
    assert_eq!(citizen.socket.closed().await, close::RATE_LIMITED);
    still_serves(&mut service).await;
}

#[tokio::test]
async fn citizens_cannot_send_what_is_for_staff() {
    let service = Service::start().await;
    let citizen = Citizen::arrive(&service).await;
    for message in [
        ClientMessage::RequestContact {},
        ClientMessage::SendCode {},
        ClientMessage::Decide { decision: protocol::Decision::Approved {} },
        ClientMessage::TakeStill { kind: protocol::StillKind::Front },
        ClientMessage::SetAvailability { availability: protocol::RequestedAvailability::Available },
    ] {
        assert_eq!(code(citizen.socket.request(message).await), "forbidden");
    }
}

#[tokio::test]
async fn a_call_that_is_not_ones_own_is_out_of_reach() {
    let service = Service::start().await;
    let citizen = Citizen::arrive(&service).await;
    let offer = tests::Camera::open().await.offer().await;
    let message = ClientMessage::CallOffer { call_id: "c".repeat(32), sdp: offer };
    let refusal = code(citizen.socket.request(message).await);
    assert!(["call_not_found", "stale_call", "no_ticket"].contains(&refusal.as_str()), "{refusal}");
}
