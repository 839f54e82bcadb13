//! What is written can be read, and nothing that arrives makes the reader panic.

use proptest::prelude::*;
use protocol::{ClientFrame, ClientMessage, ServerMessage};

use crate::golden::{client_messages, server_messages};

#[test]
fn examples_round_trip() {
    for message in client_messages() {
        let frame = ClientFrame { id: 7, message };
        let text = serde_json::to_string(&frame).expect("write");
        assert_eq!(serde_json::from_str::<ClientFrame>(&text).expect("read"), frame);
    }
    for message in server_messages() {
        let text = serde_json::to_string(&message).expect("write");
        assert_eq!(serde_json::from_str::<ServerMessage>(&text).expect("read"), message);
    }
}

#[test]
fn unknown_fields_and_types_are_refused_from_browsers() {
    for text in [
        r#"{"id":1,"message":{"type":"join_queue","priority":true}}"#,
        r#"{"id":1,"message":{"type":"become_supervisor"}}"#,
        r#"{"id":1,"extra":0,"message":{"type":"join_queue"}}"#,
        r#"{"id":-1,"message":{"type":"join_queue"}}"#,
        r#"{"message":{"type":"join_queue"}}"#,
        "[]",
        "",
    ] {
        assert!(serde_json::from_str::<ClientFrame>(text).is_err(), "accepted: {text}");
    }
}

proptest! {
    #[test]
    fn texts_survive_the_wire(phone in ".{0,40}", email in ".{0,80}", id in any::<u32>()) {
        let frame = ClientFrame { id, message: ClientMessage::SubmitContact { phone, email } };
        let text = serde_json::to_string(&frame).expect("write");
        prop_assert_eq!(serde_json::from_str::<ClientFrame>(&text).expect("read"), frame);
    }

    #[test]
    fn random_text_never_panics(text in "\\PC{0,200}") {
        let _ = serde_json::from_str::<ClientFrame>(&text);
    }

    #[test]
    fn perturbed_messages_never_panic(pick in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let messages = client_messages();
        let frame = ClientFrame { id: 1, message: messages[pick.index(messages.len())].clone() };
        let mut bytes = serde_json::to_vec(&frame).expect("write");
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = serde_json::from_slice::<ClientFrame>(&bytes);
    }
}
