//! Strangers at the door: forged handshakes, floods and noise from addresses that never proved themselves.

use crate::client::Client;
use crate::gate::Gate;
use crate::{QUADRANTS, config, start, until};
use media::{Media, MediaConfig, RoomId, Side};
use rand::rngs::StdRng;
use rand::{Rng, RngExt, SeedableRng};
use rtc::ice::attributes::control::AttrControlling;
use rtc::ice::attributes::priority::PriorityAttr;
use rtc::ice::attributes::use_candidate::UseCandidateAttr;
use rtc::stun::attributes::ATTR_USERNAME;
use rtc::stun::fingerprint::FINGERPRINT;
use rtc::stun::integrity::MessageIntegrity;
use rtc::stun::message::{BINDING_REQUEST, Message, TransactionId};
use rtc::stun::textattrs::Username;
use std::net::UdpSocket;
use std::time::Duration;

/// A DTLS 1.2 `ClientHello` (RFC 6347 §4.2.2) that the engine would take up: one ECDSA suite, `use_srtp` and the
/// curves it knows.
fn client_hello() -> Vec<u8> {
    let extensions: &[&[u8]] = &[
        &[0x00, 0x0A, 0x00, 0x04, 0x00, 0x02, 0x00, 0x17], // supported_groups: secp256r1
        &[0x00, 0x0B, 0x00, 0x02, 0x01, 0x00],             // ec_point_formats: uncompressed
        &[0x00, 0x0D, 0x00, 0x04, 0x00, 0x02, 0x04, 0x03], // signature_algorithms: ecdsa_sha256
        &[0x00, 0x0E, 0x00, 0x05, 0x00, 0x02, 0x00, 0x01, 0x00], // use_srtp: AES128_CM_SHA1_80
        &[0x00, 0x17, 0x00, 0x00],                         // extended_master_secret
    ];
    let extensions = extensions.concat();
    let mut body = vec![0xFE, 0xFD];
    body.extend([0x42; 32]); // random
    body.extend([0, 0]); // no session, no cookie
    body.extend([0x00, 0x02, 0xC0, 0x2B]); // ECDHE-ECDSA-AES128-GCM-SHA256
    body.extend([0x01, 0x00]); // no compression
    body.extend(u16::try_from(extensions.len()).unwrap().to_be_bytes());
    body.extend(extensions);
    let length = u16::try_from(body.len()).unwrap();
    let mut handshake = vec![0x01, 0x00];
    handshake.extend(length.to_be_bytes());
    handshake.extend([0, 0, 0, 0, 0, 0]); // message 0, fragment from 0 …
    handshake.extend(length.to_be_bytes()); // … to its end
    handshake.extend(body);
    let mut record = vec![0x16, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 0];
    record.extend(u16::try_from(handshake.len()).unwrap().to_be_bytes());
    record.extend(handshake);
    record
}

struct Stranger(UdpSocket);

impl Stranger {
    fn new() -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        socket.set_nonblocking(true).unwrap();
        Self(socket)
    }

    fn send(&self, media: &Media, datagram: &[u8]) {
        self.0.send_to(datagram, media.local_addr()).unwrap();
    }

    fn was_answered(&self) -> bool {
        self.0.recv(&mut [0; 2000]).is_ok()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forged_handshake_does_not_hinder_the_connection() {
    let (media, _events) = start(config()).await;
    let stranger = Stranger::new();
    let hello = client_hello();
    let mut client = Client::new().await;
    let offer = client.offer().await;
    let (_leg, answer) = media.open_echo(&offer).await.unwrap();
    // Before ICE, all through it and DTLS, and after.
    for _ in 0..20 {
        stranger.send(&media, &hello);
    }
    client.accept(answer).await;
    let mut beat = tokio::time::interval(Duration::from_millis(1));
    while *client.state.borrow() != webrtc::peer_connection::RTCPeerConnectionState::Connected {
        stranger.send(&media, &hello);
        tokio::select! {
            _ = beat.tick() => {}
            () = client.connected() => {}
        }
    }
    for _ in 0..20 {
        stranger.send(&media, &hello);
    }
    until("the drops", || async { (media.drops().not_validated >= 40).then_some(()) }).await;
    client.camera(QUADRANTS, 0);
    client.video_frame(QUADRANTS).await;
    assert!(!stranger.was_answered(), "no answer to a stranger");
}

#[tokio::test(flavor = "multi_thread")]
async fn noise_does_not_disturb_a_call() {
    let (media, _events) = start(config()).await;
    let room = RoomId::from(1);
    let (mut citizen, _) = Client::call(&media, room, Side::Citizen).await;
    let (mut assistant, _) = Client::call(&media, room, Side::Assistant).await;
    citizen.camera(QUADRANTS, 0);
    let stranger = Stranger::new();
    let mut random = StdRng::seed_from_u64(1);
    for round in 0..3_000_u32 {
        let mut datagram = vec![0; random.random_range(0..1400)];
        random.fill_bytes(&mut datagram);
        if let Some(first) = datagram.first_mut() {
            // All protocols get their share: STUN, DTLS, SRTP, anything.
            *first = match round % 4 {
                0 => *first % 4,
                1 => 20 + *first % 44,
                2 => 128 + *first % 64,
                _ => *first,
            };
        }
        stranger.send(&media, &datagram);
    }
    let dropped = || {
        let drops = media.drops();
        drops.malformed + drops.not_validated + drops.rate_limited
    };
    until("the drops", || async { (dropped() > 100).then_some(()) }).await;
    assistant.forget_arrivals();
    assistant.ask_for_key_frame().await;
    assistant.video_frame(QUADRANTS).await;
    assert!(!stranger.was_answered());
}

/// A STUN Binding request for `ufrag`, with an integrity that is only filler.
fn unauthentic_check(ufrag: &str) -> Vec<u8> {
    let username = format!("{ufrag}:them");
    let mut body = vec![0x00, 0x06];
    body.extend(u16::try_from(username.len()).unwrap().to_be_bytes());
    body.extend(username.as_bytes());
    body.resize(body.len().next_multiple_of(4), 0);
    body.extend([0x00, 0x08, 0x00, 0x14]);
    body.extend([0x55; 20]);
    let mut message = vec![0x00, 0x01];
    message.extend(u16::try_from(body.len()).unwrap().to_be_bytes());
    message.extend([0x21, 0x12, 0xA4, 0x42]);
    message.extend([9; 12]);
    message.extend(body);
    message
}

#[tokio::test(flavor = "multi_thread")]
async fn checks_without_the_password_are_neither_answered_nor_believed() {
    let (media, _events) = start(MediaConfig { stun_rate_per_address: 50, ..config() }).await;
    let mut client = Client::new().await;
    let offer = client.offer().await;
    let (_leg, answer) = media.open_echo(&offer).await.unwrap();
    let ufrag = answer.lines().find_map(|line| line.strip_prefix("a=ice-ufrag:")).unwrap().to_owned();
    let stranger = Stranger::new();
    stranger.send(&media, &unauthentic_check("nobody"));
    until("unknown", || async { (media.drops().unknown_ufrag == 1).then_some(()) }).await;
    stranger.send(&media, &unauthentic_check(&ufrag));
    until("unauthentic", || async { (media.drops().bad_integrity == 1).then_some(()) }).await;
    // A check that failed has not made the address known.
    stranger.send(&media, &client_hello());
    until("not validated", || async { (media.drops().not_validated == 1).then_some(()) }).await;
    for _ in 0..200 {
        stranger.send(&media, &unauthentic_check(&ufrag));
    }
    until("too many", || async { (media.drops().rate_limited > 0).then_some(()) }).await;
    assert!(!stranger.was_answered());
    let drops = media.drops();
    assert!(drops.bad_integrity <= 100, "the rest were not even checked: {drops:?}");
    // The limiter counts by IP address, and the client shares the stranger's: wait out the second by connecting.
    client.accept(answer).await;
    client.connected().await;
}

/// What the server asks of a browser: a Binding request (RFC 8445 §7.2.2) with the password of the leg.
fn authentic_check(answer: &str) -> Vec<u8> {
    let value = |name: &str| answer.lines().find_map(|line| line.strip_prefix(name)).unwrap().to_owned();
    let crypto = rtc::crypto::default_provider().unwrap();
    let username = Username::new(ATTR_USERNAME, format!("{}:forger", value("a=ice-ufrag:")));
    let integrity =
        MessageIntegrity::new_short_term_integrity_with_provider(value("a=ice-pwd:"), crypto.crypto());
    let mut message = Message::new();
    message
        .build(&[
            Box::new(TransactionId::new()),
            Box::new(BINDING_REQUEST),
            Box::new(username),
            Box::new(AttrControlling(1)),
            Box::new(PriorityAttr(1)),
            Box::new(UseCandidateAttr),
            Box::new(integrity),
            Box::new(FINGERPRINT),
        ])
        .unwrap();
    message.raw
}

/// Who has a leg of one's own could write a stranger's address on its checks: little must go there.
#[tokio::test(flavor = "multi_thread")]
async fn no_more_than_three_times_what_came_goes_where_nobody_has_shaken_hands() {
    let (media, _events) = start(config()).await;
    let mut client = Client::new().await;
    let (_leg, answer) = media.open_echo(&client.offer().await).await.unwrap();
    let silent = tokio::net::UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let check = authentic_check(&answer);
    let (mut sent, mut answers, mut hellos) = (0, 0, 0);
    let mut buffer = [0; 2000];
    // The engine repeats its hello every second or so, until that is too much.
    while media.drops().unasked == 0 {
        if sent < 4 * check.len() {
            silent.send_to(&check, media.local_addr()).await.unwrap();
            sent += check.len();
        }
        let beat = tokio::time::timeout(Duration::from_millis(50), silent.recv(&mut buffer));
        let Ok(Ok(size)) = beat.await else { continue };
        if buffer[0] < 4 {
            assert!(size <= check.len(), "an answer to a check is no longer than the check: {size}");
            answers += size;
        } else {
            hellos += size;
        }
        assert!(hellos <= 3 * sent, "{hellos} bytes for {sent}");
    }
    println!("{sent} bytes of checks: {answers} of answers, {hellos} of hellos");
    assert!(answers > 0 && hellos > 0);
}

/// Somebody behind the same address fails on purpose, and as fast as one can.
#[tokio::test(flavor = "multi_thread")]
async fn failing_checks_shut_out_nobody_else_behind_the_same_address() {
    let (media, _events) = start(MediaConfig { stun_rate_per_address: 1, ..config() }).await;
    let mut forger = Client::new().await;
    let (_leg, answer) = media.open_echo(&forger.offer().await).await.unwrap();
    let own = answer.lines().find_map(|line| line.strip_prefix("a=ice-ufrag:")).unwrap();
    let stranger = Stranger::new();
    let flood = || {
        for _ in 0..20 {
            stranger.send(&media, &unauthentic_check(own));
            stranger.send(&media, &unauthentic_check("nobody"));
        }
    };
    flood();
    until("too many", || async { (media.drops().rate_limited > 0).then_some(()) }).await;
    let mut client = Client::new().await;
    let (_leg, answer) = media.open_echo(&client.offer().await).await.unwrap();
    client.accept(answer).await;
    while *client.state.borrow() != webrtc::peer_connection::RTCPeerConnectionState::Connected {
        flood();
        tokio::select! {
            () = tokio::time::sleep(Duration::from_millis(5)) => {}
            () = client.connected() => {}
        }
    }
}

/// Behind a validated address everything reaches the engine: STUN, DTLS, SRTP and SRTCP, spoilt from the first check on.
#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_peer_harms_nobody_else() {
    let gate = Gate::open().await;
    let (media, _events) = start(MediaConfig { announced: vec![gate.address], ..config() }).await;
    gate.lead_to(media.local_addr());
    gate.spoil(3);
    let mut hostile = Client::new().await;
    let offer = hostile.offer().await;
    let (leg, answer) = media.open_echo(&offer).await.unwrap();
    hostile.accept(answer).await;
    // Its own connection may suffer, but must be made for its media to be read.
    hostile.connected().await;
    hostile.camera(QUADRANTS, 0);
    hostile.microphone(30, b"sound");
    until("the noise", || async { (gate.spoilt() >= 2_000).then_some(()) }).await;

    gate.spoil(0);
    let room = RoomId::from(1);
    let (mut citizen, _) = Client::call(&media, room, Side::Citizen).await;
    let (mut assistant, _) = Client::call(&media, room, Side::Assistant).await;
    citizen.camera(QUADRANTS, 0);
    assistant.video_frame(QUADRANTS).await;
    media.close_leg(leg);
    until("two legs", || async { (media.leg_count().await == 2).then_some(()) }).await;
}
