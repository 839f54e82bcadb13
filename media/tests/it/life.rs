//! How legs end, and what bounds them.

use crate::client::{Client, Network};
use crate::gate::Gate;
use crate::{QUADRANTS, config, event, soon, start, until};
use media::{LossReason, MediaConfig, MediaEvent, OfferError, RoomId, Side};
use std::time::Duration;

async fn lost(events: &mut tokio::sync::mpsc::Receiver<MediaEvent>) -> (media::LegId, LossReason) {
    event("a lost leg", events, |e| match e {
        MediaEvent::LegLost { leg, reason, .. } => Some((leg, reason)),
        _ => None,
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_closes_is_noticed_at_once() {
    let (media, mut events) = start(config()).await;
    let (client, leg) = Client::echo(&media).await;
    client.pc.close().await.unwrap();
    assert_eq!(lost(&mut events).await, (leg, LossReason::PeerClosed));
    assert_eq!(media.leg_count().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_vanishes_stalls_then_is_lost() {
    let gate = Gate::open().await;
    let config = MediaConfig {
        announced: vec![gate.address],
        stall_after: Duration::from_secs(3),
        consent_timeout: Duration::from_secs(5),
        ..config()
    };
    let (media, mut events) = start(config).await;
    gate.lead_to(media.local_addr());
    let room = RoomId::from(9);
    let (_client, leg) = Client::call(&media, room, Side::Citizen).await;
    // The client's end of the handshake is done first; its last flight is still on the way.
    let connected = MediaEvent::LegConnected { leg, room: Some(room) };
    event("connected", &mut events, |e| (e == connected).then_some(())).await;
    gate.cut();
    event("a stall", &mut events, |e| (e == MediaEvent::LegStalled { leg, room: Some(room) }).then_some(()))
        .await;
    assert_eq!(lost(&mut events).await, (leg, LossReason::ConsentExpired));
    assert_eq!(media.leg_count().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_that_comes_back_resumes_the_leg() {
    let gate = Gate::open().await;
    let config =
        MediaConfig { announced: vec![gate.address], stall_after: Duration::from_secs(3), ..config() };
    let (media, mut events) = start(config).await;
    gate.lead_to(media.local_addr());
    let (mut client, leg) = Client::echo(&media).await;
    client.camera(QUADRANTS, 0);
    client.video_frame(QUADRANTS).await;
    gate.cut();
    event("a stall", &mut events, |e| (e == MediaEvent::LegStalled { leg, room: None }).then_some(())).await;
    gate.mend();
    event("its end", &mut events, |e| (e == MediaEvent::LegResumed { leg, room: None }).then_some(())).await;
    client.forget_arrivals();
    client.ask_for_key_frame().await;
    client.video_frame(QUADRANTS).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_set_up_that_never_comes_is_given_up() {
    let (media, mut events) =
        start(MediaConfig { setup_deadline: Duration::from_millis(100), ..config() }).await;
    let mut client = Client::new().await;
    let (leg, _answer) = media.open_echo(&client.offer().await).await.unwrap();
    assert_eq!(lost(&mut events).await, (leg, LossReason::SetupTimeout));
    assert_eq!(media.leg_count().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forgotten_test_ends_by_itself() {
    let (media, mut events) = start(MediaConfig { echo_lifetime: Duration::from_secs(2), ..config() }).await;
    let (_client, leg) = Client::echo(&media).await;
    assert_eq!(lost(&mut events).await, (leg, LossReason::Expired));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_server_says_so_and_a_freed_place_is_free() {
    let (media, _events) = start(MediaConfig { max_legs: 1, ..config() }).await;
    let mut client = Client::new().await;
    let offer = client.offer().await;
    let (room, other) = (RoomId::from(1), RoomId::from(2));
    let (leg, _) = media.open_leg(room, Side::Citizen, &offer).await.unwrap();
    assert_eq!(media.open_leg(other, Side::Citizen, &offer).await, Err(OfferError::TooManyLegs));
    let reloaded = Client::new().await.offer().await;
    let (newer, _) =
        media.open_leg(room, Side::Citizen, &reloaded).await.expect("a replacement needs no new place");
    assert_ne!(leg, newer);
    media.close_leg(newer);
    media.open_echo(&offer).await.expect("the place is free again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_replacement_leaves_the_old_leg_alone() {
    let (media, _events) = start(config()).await;
    let room = RoomId::from(1);
    let (mut client, _) = Client::call(&media, room, Side::Citizen).await;
    assert_eq!(media.open_leg(room, Side::Citizen, "v=0").await, Err(OfferError::MalformedSdp));
    let (mut assistant, _) = Client::call(&media, room, Side::Assistant).await;
    client.camera(QUADRANTS, 0);
    assistant.video_frame(QUADRANTS).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn shutdown_says_good_bye_and_refuses_afterwards() {
    let (media, _events) = start(config()).await;
    let (mut client, leg) = Client::echo(&media).await;
    media.clone().shutdown().await;
    let ended = |state: &webrtc::peer_connection::RTCPeerConnectionState| {
        use webrtc::peer_connection::RTCPeerConnectionState as S;
        matches!(state, S::Closed | S::Failed | S::Disconnected)
    };
    soon("the good-bye", client.state.wait_for(ended)).await.unwrap();
    assert_eq!(media.open_echo("v=0").await, Err(OfferError::Stopped));
    assert!(media.report(leg).await.is_none());
    media.close_leg(leg);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_legs_come_and_go_without_a_trace() {
    let (media, _events) = start(config()).await;
    let mut offerer = Client::new().await;
    let offer = offerer.offer().await;
    for _ in 0..40 {
        let (leg, _) = media.open_echo(&offer).await.unwrap();
        media.close_leg(leg);
    }
    until("no legs", || async { (media.leg_count().await == 0).then_some(()) }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dual_stack_socket_serves_ipv6_beside_ipv4() {
    let (media, _events) = start(MediaConfig { bind: "[::]:0".parse().unwrap(), ..config() }).await;
    let room = RoomId::from(6);
    let mut citizen = Client::on(Network::Udp6).await;
    let (_, answer) = media.open_leg(room, Side::Citizen, &citizen.offer().await).await.unwrap();
    assert!(
        answer.contains(" udp ") && answer.contains(" ::1 ") && answer.contains(" 127.0.0.1 "),
        "{answer}"
    );
    citizen.accept(answer).await;
    citizen.connected().await;
    let (mut assistant, _) = Client::call(&media, room, Side::Assistant).await;
    citizen.camera(QUADRANTS, 0);
    assistant.camera(QUADRANTS, 0);
    assistant.video_frame(QUADRANTS).await;
    citizen.video_frame(QUADRANTS).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ipv6_only_socket_serves_ipv6() {
    let (media, _events) = start(MediaConfig { bind: "[::1]:0".parse().unwrap(), ..config() }).await;
    let (mut client, leg) = Client::echo_on(&media, Network::Udp6).await;
    client.camera(QUADRANTS, 0);
    client.video_frame(QUADRANTS).await;
    assert_eq!(media.take_still(leg).await.unwrap().width, 640);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wildcard_and_a_dual_stack_socket_serve_ipv4() {
    for bind in ["0.0.0.0:0", "[::]:0"] {
        let (media, _events) = start(MediaConfig { bind: bind.parse().unwrap(), ..config() }).await;
        let (mut client, leg) = Client::echo(&media).await;
        client.camera(QUADRANTS, 0);
        client.video_frame(QUADRANTS).await;
        assert_eq!(media.take_still(leg).await.unwrap().width, 640, "{bind}");
    }
}
