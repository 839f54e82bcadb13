//! OWASP ASVS 17.2.6: a DTLS `ClientHello` from an address that never passed ICE must not get near the association.

use std::time::Duration;

use tests::{Citizen, Person, Service};
use tokio::net::UdpSocket;

use crate::support::Call;

/// A well-formed DTLS 1.2 `ClientHello` (RFC 6347 section 4.2) with the given message sequence number.
fn client_hello(message_sequence: u8) -> Vec<u8> {
    let mut body = vec![0xfe, 0xfd];
    body.extend([0x5a; 32]); // random
    body.extend([0, 0]); // no session, no cookie
    body.extend([0, 4, 0xc0, 0x2b, 0xc0, 0x2f]); // two ECDHE suites with AES-128-GCM
    body.extend([1, 0]); // null compression
    // supported_groups: x25519; signature_algorithms: ecdsa_secp256r1_sha256; use_srtp: AES128_CM_HMAC_SHA1_80
    let extensions =
        [[0, 10, 0, 4, 0, 2, 0, 29].as_slice(), &[0, 13, 0, 4, 0, 2, 4, 3], &[0, 14, 0, 5, 0, 2, 0, 1, 0]]
            .concat();
    body.extend(u16::try_from(extensions.len()).expect("short").to_be_bytes());
    body.extend(extensions);
    let length = u16::try_from(body.len()).expect("short").to_be_bytes();
    let mut handshake =
        vec![1, 0, length[0], length[1], 0, message_sequence, 0, 0, 0, 0, length[0], length[1]];
    handshake.extend(body);
    let mut record = vec![22, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, message_sequence];
    record.extend(u16::try_from(handshake.len()).expect("short").to_be_bytes());
    record.extend(handshake);
    record
}

/// Sends forged hellos to the media socket, five hundred a second, until dropped.
async fn attack(service: &Service) -> tokio::task::JoinHandle<()> {
    let media = service.ready.media.trim_start_matches("udp://").to_owned();
    let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a foreign address");
    socket.connect(&media).await.unwrap_or_else(|error| panic!("{media}: {error}"));
    tokio::spawn(async move {
        let mut tick = tokio::time::interval(Duration::from_millis(2));
        for sequence in (0..=3).cycle() {
            tick.tick().await;
            // A full socket buffer loses one of many.
            let _ = socket.send(&client_hello(sequence)).await;
        }
    })
}

#[tokio::test]
async fn does_not_hinder_the_connection_test() {
    let service = Service::start().await;
    let attack = attack(&service).await;
    let citizen = Citizen::arrive(&service).await;
    citizen.take_connection_test(&service).await;
    assert!(!attack.is_finished(), "the attack went on to the end");
    attack.abort();
}

#[tokio::test]
async fn does_not_hinder_the_call() {
    let service = Service::start().await;
    let attack = attack(&service).await;
    let call = Call::begin(&service, &Person::nth(1)).await;
    call.citizen_camera.until_received(30).await;
    call.assistant_camera.until_received(30).await;
    assert!(!attack.is_finished(), "the attack went on to the end");
    attack.abort();
}
