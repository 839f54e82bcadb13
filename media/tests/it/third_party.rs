//! The third leg: an interpreter who talks with both, an observer who only looks on.

use crate::client::Client;
use crate::{BLACK, QUADRANTS, config, event, start, until};
use media::{LegId, LossReason, Media, MediaEvent, RoomId, Side};

const ROOM: u128 = 7;

struct Two {
    citizen: Client,
    citizen_leg: LegId,
    assistant: Client,
}

/// A running call of two who speak and are seen.
async fn two(media: &Media) -> Two {
    let room = RoomId::from(ROOM);
    let (mut citizen, citizen_leg) = Client::call(media, room, Side::Citizen).await;
    let (mut assistant, _) = Client::call(media, room, Side::Assistant).await;
    citizen.camera(QUADRANTS, 0);
    citizen.microphone(20, b"citizen");
    assistant.camera(BLACK, 0);
    assistant.microphone(20, b"assistant");
    assistant.video_frame(QUADRANTS).await;
    citizen.video_frame(BLACK).await;
    Two { citizen, citizen_leg, assistant }
}

async fn hears(client: &mut Client, words: &[u8]) {
    client.arrival("the voice", |arrival| !arrival.video && &arrival.packet.payload[..] == words).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interpreter_hears_and_sees_both_and_is_heard_and_seen_by_both() {
    let (media, mut events) = start(config()).await;
    let room = RoomId::from(ROOM);
    let Two { mut citizen, citizen_leg, mut assistant } = two(&media).await;
    let (mut interpreter, _) = Client::third(&media, room, Side::Interpreter).await;
    interpreter.microphone(20, b"interpreter");
    interpreter.video_frame(QUADRANTS).await;
    hears(&mut interpreter, b"citizen").await;
    hears(&mut interpreter, b"assistant").await;

    // Their browsers offer again on the connections they have, to be sent more.
    citizen.add_place().await;
    assistant.add_place().await;
    assert_eq!(citizen.offer_again(&media, room, Side::Citizen).await, citizen_leg, "the same leg");
    assistant.offer_again(&media, room, Side::Assistant).await;
    hears(&mut citizen, b"interpreter").await;
    hears(&mut assistant, b"interpreter").await;
    interpreter.camera(QUADRANTS, 0);
    citizen.video_frame(QUADRANTS).await;
    // And the two still have each other.
    hears(&mut citizen, b"assistant").await;
    hears(&mut assistant, b"citizen").await;
    while let Ok(next) = events.try_recv() {
        assert!(!matches!(next, MediaEvent::LegLost { .. }), "nobody was replaced: {next:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_observer_gets_both_and_reaches_nobody() {
    let (media, _events) = start(config()).await;
    let room = RoomId::from(ROOM);
    let Two { mut citizen, mut assistant, .. } = two(&media).await;
    citizen.add_place().await;
    citizen.offer_again(&media, room, Side::Citizen).await;
    // This one does not keep to the rules, and sends.
    let (mut observer, leg) = Client::third(&media, room, Side::Observer).await;
    observer.microphone(20, b"observer");
    observer.camera(QUADRANTS, 0);
    hears(&mut observer, b"citizen").await;
    hears(&mut observer, b"assistant").await;
    until("the observer's packets", || async {
        media.report(leg).await?.up.bitrate_kbps.filter(|rate| *rate > 0.0)
    })
    .await;
    citizen.forget_arrivals();
    assistant.forget_arrivals();
    // Long after the observer began to send: what the two get is from each other.
    for (client, other) in [(&mut citizen, b"assistant".as_slice()), (&mut assistant, b"citizen")] {
        for _ in 0..50 {
            let heard = client.arrival("audio", |arrival| !arrival.video).await;
            assert_eq!(&heard.packet.payload[..], other);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_is_sent_nothing_more_and_the_call_goes_on() {
    let (media, mut events) = start(config()).await;
    let room = RoomId::from(ROOM);
    let Two { mut citizen, mut assistant, .. } = two(&media).await;
    let (mut observer, leg) = Client::third(&media, room, Side::Observer).await;
    hears(&mut observer, b"citizen").await;
    media.close_leg(leg);
    until("two legs", || async { (media.leg_count().await == 2).then_some(()) }).await;
    observer.forget_arrivals();
    citizen.forget_arrivals();
    assistant.forget_arrivals();
    for _ in 0..25 {
        hears(&mut citizen, b"assistant").await;
        hears(&mut assistant, b"citizen").await;
    }
    assert!(observer.arrivals.try_recv().is_err(), "half a second of speech later");
    while let Ok(next) = events.try_recv() {
        assert!(!matches!(next, MediaEvent::LegLost { .. }), "asked for: {next:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_third_party_who_reloads_takes_their_own_side_over() {
    let (media, mut events) = start(config()).await;
    let room = RoomId::from(ROOM);
    let _two = two(&media).await;
    let (_first, first_leg) = Client::third(&media, room, Side::Interpreter).await;
    let (mut second, _) = Client::third(&media, room, Side::Interpreter).await;
    event("the old leg's end", &mut events, |e| {
        (e == MediaEvent::LegLost { leg: first_leg, room: Some(room), reason: LossReason::Replaced })
            .then_some(())
    })
    .await;
    hears(&mut second, b"assistant").await;
    assert_eq!(media.leg_count().await, 3);
}
