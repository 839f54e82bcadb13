//! A viewer whose downlink is short: the sound stays whole, the picture gets what is left.

use crate::client::{Arrival, Client, Sent};
use crate::link::{Link, Quality};
use crate::{clock, config, event, start};
use media::{Media, MediaConfig, MediaEvent, Reception, RoomId, Side};
use std::collections::HashSet;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::Receiver;

/// Opus speech: 50 packets a second of about 32 kbit/s.
const SPEECH: &[u8] = &[7; 80];

struct Call {
    media: Media,
    events: Receiver<MediaEvent>,
    citizen: Client,
    viewer: Client,
    viewer_leg: media::LegId,
}

/// A call whose assistant sits behind a downlink of `down_bps` with half a second of buffer.
async fn call(down_bps: f64) -> Call {
    let quality =
        Quality { down_bps: Some(down_bps), queue: Duration::from_millis(500), ..Quality::default() };
    let link = Link::open(quality, 1).await;
    let (media, events) = start(MediaConfig { announced: vec![link.address], ..config() }).await;
    link.lead_to(media.local_addr());
    let room = RoomId::from(1);
    let (citizen, _) = Client::call(&media, room, Side::Citizen).await;
    let (viewer, viewer_leg) = Client::call(&media, room, Side::Assistant).await;
    Call { media, events, citizen, viewer, viewer_leg }
}

/// What came to the viewer.
#[derive(Debug, Default)]
struct Received {
    sound: HashSet<u16>,
    first_sound: Option<u16>,
    last_sound: u16,
    frames: u32,
    key_frames: u32,
}

impl Received {
    fn take(&mut self, arrival: &Arrival) {
        if arrival.video {
            let sent = Sent::read(&arrival.packet.payload);
            // A frame counts with its first packet: what follows in the queue follows on the wire.
            self.frames += u32::from(sent.starts);
            self.key_frames += u32::from(sent.starts && sent.key);
        } else {
            let number = arrival.packet.header.sequence_number;
            self.first_sound.get_or_insert(number);
            self.last_sound = self.last_sound.max(number);
            self.sound.insert(number);
        }
    }

    fn sound_missing(&self) -> usize {
        usize::from(self.last_sound - self.first_sound.unwrap()) + 1 - self.sound.len()
    }
}

async fn receive(viewer: &mut Client, time: Duration) -> Received {
    let mut received = Received::default();
    let end = clock() + time;
    while let Ok(Some(arrival)) = tokio::time::timeout_at(end.into(), viewer.arrivals.recv()).await {
        received.take(&arrival);
    }
    received
}

async fn reception(call: &mut Call, wanted: Reception) {
    let leg = call.viewer_leg;
    event("the reception", &mut call.events, |e| {
        matches!(e, MediaEvent::LineChanged { leg: of, line, .. } if of == leg && line.reception == wanted)
            .then_some(())
    })
    .await;
}

fn epoch() -> Instant {
    clock()
}

#[tokio::test(flavor = "multi_thread")]
async fn at_300_kbit_the_sound_is_whole_and_the_picture_moves() {
    let mut call = call(300_000.0).await;
    call.citizen.microphone(20, SPEECH);
    call.citizen.film(1_500_000.0, true, epoch());
    reception(&mut call, Reception::Reduced).await;
    // The overfull queue of the first moment drains.
    receive(&mut call.viewer, Duration::from_secs(3)).await;
    let seconds = 8;
    let received = receive(&mut call.viewer, Duration::from_secs(seconds)).await;
    assert_eq!(received.sound_missing(), 0, "{received:?}");
    assert!(received.sound.len() > 40 * usize::try_from(seconds).unwrap(), "{}", received.sound.len());
    let per_second = f64::from(received.frames) / 8.0;
    assert!(per_second >= 5.0, "{per_second} frames a second");
    let told = call.citizen.bitrate_limit.borrow().expect("the sender was asked to send less");
    assert!((100_000.0..340_000.0).contains(&told), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sender_that_does_not_obey_is_shown_in_parts_and_the_sound_is_whole() {
    let mut call = call(300_000.0).await;
    call.citizen.microphone(20, SPEECH);
    call.citizen.film(1_000_000.0, false, epoch());
    reception(&mut call, Reception::Reduced).await;
    receive(&mut call.viewer, Duration::from_secs(3)).await;
    let received = receive(&mut call.viewer, Duration::from_secs(8)).await;
    assert_eq!(received.sound_missing(), 0, "{:?}", received.sound.len());
    assert!(received.key_frames >= 2, "the picture goes on after each gap: {received:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn at_80_kbit_there_are_still_pictures_and_the_sound_is_whole() {
    let mut call = call(80_000.0).await;
    call.citizen.microphone(20, SPEECH);
    call.citizen.film(800_000.0, true, epoch());
    reception(&mut call, Reception::Stills).await;
    receive(&mut call.viewer, Duration::from_secs(3)).await;
    let received = receive(&mut call.viewer, Duration::from_secs(10)).await;
    assert!(received.sound_missing() <= 2, "{} of {}", received.sound_missing(), received.sound.len());
    assert!((1..=4).contains(&received.frames) && received.frames == received.key_frames, "{received:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wide_downlink_is_not_limited() {
    let mut call = call(20_000_000.0).await;
    call.citizen.microphone(20, SPEECH);
    call.citizen.film(2_500_000.0, true, epoch());
    let received = receive(&mut call.viewer, Duration::from_secs(6)).await;
    assert!(received.frames > 100, "{received:?}");
    // On a machine that starves the viewer for long, its line looks narrower than it is; it never looks narrow.
    let told = *call.citizen.bitrate_limit.borrow();
    assert!(told.is_none_or(|told| told > 800_000.0), "{told:?}");
    assert!(received.sound_missing() <= 2, "{}", received.sound_missing());
    drop(call.media);
}
