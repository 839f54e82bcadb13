//! The call: two sides, one room.

use crate::client::Client;
use crate::{BLACK, QUADRANTS, config, event, soon, start, until};
use media::{LossReason, MediaEvent, RoomId, Side};

#[tokio::test(flavor = "multi_thread")]
async fn each_side_gets_the_other() {
    let (media, _events) = start(config()).await;
    let room = RoomId::from(7);
    let (mut citizen, _) = Client::call(&media, room, Side::Citizen).await;
    let (mut assistant, _) = Client::call(&media, room, Side::Assistant).await;
    citizen.camera(QUADRANTS, 0);
    citizen.microphone(20, b"buenos dias");
    assistant.camera(BLACK, 0);
    assistant.microphone(20, b"hola");
    assistant.video_frame(QUADRANTS).await;
    citizen.video_frame(BLACK).await;
    let heard = assistant.arrival("audio", |arrival| !arrival.video).await;
    assert_eq!(&heard.packet.payload[..], b"buenos dias");
    let heard = citizen.arrival("audio", |arrival| !arrival.video).await;
    assert_eq!(&heard.packet.payload[..], b"hola");
}

#[tokio::test(flavor = "multi_thread")]
async fn rooms_do_not_mix() {
    let (media, _events) = start(config()).await;
    let (mut citizen, _) = Client::call(&media, RoomId::from(1), Side::Citizen).await;
    let (mut other, other_leg) = Client::call(&media, RoomId::from(2), Side::Assistant).await;
    let (mut assistant, _) = Client::call(&media, RoomId::from(1), Side::Assistant).await;
    citizen.microphone(20, b"private");
    assistant.arrival("audio", |arrival| &arrival.packet.payload[..] == b"private").await;
    // The assistant has it, so a stray copy would have been sent by now; the other leg was sent nothing at all.
    assert_eq!(media.report(other_leg).await.unwrap().down.bitrate_kbps, None);
    assert!(other.arrivals.try_recv().is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_viewer_who_joins_late_starts_with_a_key_frame() {
    let (media, mut events) = start(config()).await;
    let room = RoomId::from(7);
    let (mut citizen, citizen_leg) = Client::call(&media, room, Side::Citizen).await;
    citizen.camera(QUADRANTS, 0);
    event("video", &mut events, |e| {
        matches!(e, MediaEvent::FirstFrame { leg, .. } if leg == citizen_leg).then_some(())
    })
    .await;
    let (mut assistant, _) = Client::call(&media, room, Side::Assistant).await;
    assistant.video_frame(QUADRANTS).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_frame_request_is_passed_on_and_repeated_until_one_comes() {
    let (media, _events) = start(config()).await;
    let room = RoomId::from(7);
    let (mut citizen, _) = Client::call(&media, room, Side::Citizen).await;
    let (mut assistant, _) = Client::call(&media, room, Side::Assistant).await;
    // The camera heeds only every third request, as a browser drops those that come too soon.
    citizen.camera(QUADRANTS, 2);
    assistant.video_frame(QUADRANTS).await;
    assistant.forget_arrivals();
    let before = *citizen.key_frame_requests.borrow();
    assistant.ask_for_key_frame().await;
    assistant.video_frame(QUADRANTS).await;
    assert!(*citizen.key_frame_requests.borrow() >= before + 3, "asked until it came");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_leg_takes_the_side_over_and_the_stream_goes_on() {
    let (media, mut events) = start(config()).await;
    let room = RoomId::from(7);
    let (mut first, first_leg) = Client::call(&media, room, Side::Citizen).await;
    let (mut assistant, _) = Client::call(&media, room, Side::Assistant).await;
    first.camera(QUADRANTS, 0);
    assistant.video_frame(QUADRANTS).await;
    let (mut second, second_leg) = Client::call(&media, room, Side::Citizen).await;
    assert_ne!(first_leg, second_leg);
    event("the old leg's end", &mut events, |e| {
        (e == MediaEvent::LegLost { leg: first_leg, room: Some(room), reason: LossReason::Replaced })
            .then_some(())
    })
    .await;
    let last = {
        let mut last = None;
        while let Ok(arrival) = assistant.arrivals.try_recv() {
            if arrival.video {
                last = Some(arrival.packet.header.sequence_number);
            }
        }
        last
    };
    second.camera(BLACK, 0);
    let next = assistant
        .arrival("the new camera", |arrival| arrival.video && arrival.packet.payload.len() > 100)
        .await;
    if let Some(last) = last {
        let gap = next.packet.header.sequence_number.wrapping_sub(last);
        assert!((1..50).contains(&gap), "the sequence goes on without a jump: {gap}");
    }
    assert_eq!(&next.packet.payload[1..], BLACK, "the new camera's first frame");
    assert_eq!(media.leg_count().await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ice_restart_keeps_the_call() {
    let (media, mut events) = start(config()).await;
    let room = RoomId::from(7);
    let (mut citizen, leg) = Client::call(&media, room, Side::Citizen).await;
    let (mut assistant, _) = Client::call(&media, room, Side::Assistant).await;
    citizen.camera(QUADRANTS, 0);
    assistant.camera(BLACK, 0);
    assistant.video_frame(QUADRANTS).await;
    citizen.pc.restart_ice().await.unwrap();
    let offer = citizen.offer().await;
    let (same, answer) = media.open_leg(room, Side::Citizen, &offer).await.unwrap();
    assert_eq!(same, leg, "a further offer of the same connection keeps its leg");
    citizen.accept(answer).await;
    assistant.forget_arrivals();
    citizen.forget_arrivals();
    assistant.video_frame(QUADRANTS).await;
    citizen.video_frame(BLACK).await;
    assert_eq!(media.leg_count().await, 2);
    let mut lost = 0;
    while let Ok(next) = events.try_recv() {
        lost += u32::from(matches!(next, MediaEvent::LegLost { .. }));
    }
    assert_eq!(lost, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_line_was_like_is_told_while_it_lasts_and_at_its_end() {
    let (media, mut events) = start(config()).await;
    let room = RoomId::from(7);
    let (mut citizen, leg) = Client::call(&media, room, Side::Citizen).await;
    let (mut assistant, _) = Client::call(&media, room, Side::Assistant).await;
    citizen.camera(QUADRANTS, 0);
    citizen.microphone(20, b"buenos dias");
    assistant.video_frame(QUADRANTS).await;
    let measured = |(_, line): &(Side, media::LineSummary)| {
        line.seconds.all >= 2 && line.first_frame_ms.is_some() && line.up.jitter_ms.is_some()
    };
    let (side, so_far) =
        until("measured seconds", || async { media.line_so_far(leg).await.filter(measured) }).await;
    assert_eq!(side, Side::Citizen);
    assert_eq!(so_far.seconds.udp, so_far.seconds.all);
    assert!(so_far.connected_ms.unwrap() <= so_far.first_frame_ms.unwrap(), "{so_far:?}");
    media.close_room(room);
    let (of, side, line) = event("the end of the line", &mut events, |e| match e {
        MediaEvent::LineEnded { leg: of, room: in_room, side, line } if of == leg => {
            assert_eq!(in_room, room);
            Some((of, side, line))
        }
        _ => None,
    })
    .await;
    assert_eq!((of, side), (leg, Side::Citizen));
    assert!(line.seconds.all >= so_far.seconds.all && line.spells[0].from_second == 0, "{line:?}");
    assert!(media.line_so_far(leg).await.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_a_room_tells_both_browsers_and_frees_everything() {
    let (media, mut events) = start(config()).await;
    let room = RoomId::from(7);
    let (mut citizen, _) = Client::call(&media, room, Side::Citizen).await;
    let (_assistant, assistant_leg) = Client::call(&media, room, Side::Assistant).await;
    media.close_room(room);
    until("no legs", || async { (media.leg_count().await == 0).then_some(()) }).await;
    assert!(media.report(assistant_leg).await.is_none());
    let ended = |state: &webrtc::peer_connection::RTCPeerConnectionState| {
        use webrtc::peer_connection::RTCPeerConnectionState as S;
        matches!(state, S::Closed | S::Failed | S::Disconnected)
    };
    soon("the good-bye", citizen.state.wait_for(ended)).await.unwrap();
    while let Ok(next) = events.try_recv() {
        assert!(!matches!(next, MediaEvent::LegLost { .. }), "a close that was asked for is no loss");
    }
}
