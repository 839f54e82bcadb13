//! A leg that stands ahead of its call.

use crate::client::Client;
use crate::{BLACK, QUADRANTS, config, event, start, until};
use media::{LossReason, MediaConfig, MediaEvent, OfferError, RoomId, Side};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_before_the_call_reaches_nobody() {
    let (media, mut events) = start(config()).await;
    let room = RoomId::from(7);
    let (mut assistant, _) = Client::call(&media, room, Side::Assistant).await;
    let (mut citizen, leg) = Client::standby(&media, Side::Citizen).await;
    // A browser that keeps to nothing.
    citizen.camera(BLACK, 0);
    citizen.microphone(20, b"too early");
    until("media before the call", || async { (media.drops().before_entry > 20).then_some(()) }).await;
    assert!(assistant.arrivals.try_recv().is_err());
    let report = media.report(leg).await.unwrap();
    assert_eq!((report.up.bitrate_kbps, report.video), (None, None), "it was not even looked at");
    assistant.camera(QUADRANTS, 0);

    assert!(media.admit(leg, room, Side::Citizen).await);
    event("the call's leg to be told of", &mut events, |e| {
        (e == MediaEvent::LegConnected { leg, room: Some(room) }).then_some(())
    })
    .await;
    // From the middle of its stream on: a key frame was asked for.
    assistant.video_frame(BLACK).await;
    citizen.video_frame(QUADRANTS).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn both_sides_may_stand_before_the_call() {
    let (media, mut events) = start(config()).await;
    let room = RoomId::from(7);
    let (mut assistant, her_leg) = Client::standby(&media, Side::Assistant).await;
    let (mut citizen, his_leg) = Client::standby(&media, Side::Citizen).await;
    assert!(media.admit(his_leg, room, Side::Citizen).await);
    assert!(media.admit(her_leg, room, Side::Assistant).await);
    citizen.camera(QUADRANTS, 0);
    assistant.camera(BLACK, 0);
    assistant.video_frame(QUADRANTS).await;
    citizen.video_frame(BLACK).await;
    // A reload goes the ordinary way.
    let (_reloaded, new_leg) = Client::call(&media, room, Side::Citizen).await;
    event("the end of the leg that stood", &mut events, |e| {
        (e == MediaEvent::LegLost { leg: his_leg, room: Some(room), reason: LossReason::Replaced })
            .then_some(())
    })
    .await;
    assert!(media.report(new_leg).await.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_standing_leg_is_let_in() {
    let (media, _events) = start(config()).await;
    let (room, other) = (RoomId::from(7), RoomId::from(8));
    let (_citizen, in_call) = Client::call(&media, room, Side::Citizen).await;
    assert!(!media.admit(in_call, other, Side::Citizen).await, "one that is in a call stays there");
    let (_gone, leg) = Client::standby(&media, Side::Citizen).await;
    media.close_leg(leg);
    assert!(!media.admit(leg, other, Side::Citizen).await, "one that is gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn legs_that_stand_leave_room_for_calls() {
    let narrow = MediaConfig { max_legs: 3, standby_spare_legs: 2, ..config() };
    let (media, _events) = start(narrow).await;
    let (_first, _) = Client::standby(&media, Side::Citizen).await;
    let offer = Client::new().await.offer().await;
    assert_eq!(media.open_standby(Side::Citizen, &offer).await.unwrap_err(), OfferError::TooManyLegs);
    let room = RoomId::from(7);
    let (_citizen, _) = Client::call(&media, room, Side::Citizen).await;
    let (_assistant, _) = Client::call(&media, room, Side::Assistant).await;
}
