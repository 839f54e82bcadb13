//! The connection test: everything comes back, and is measured.

use crate::client::{AUDIO_PT, Client, VIDEO_PT};
use crate::gate::Gate;
use crate::{BLACK, QUADRANTS, config, event, start, until};
use media::verdict::{ClientReport, Level, Reason, Thresholds, judge};
use media::{LegState, MediaConfig, MediaEvent, Transport};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_comes_back() {
    let (media, mut events) = start(config()).await;
    let (mut client, leg) = Client::echo(&media).await;
    event("connected", &mut events, |e| (e == MediaEvent::LegConnected { leg, room: None }).then_some(()))
        .await;
    client.camera(QUADRANTS, 0);
    client.microphone(20, b"opus");
    let first = MediaEvent::FirstFrame { leg, room: None, width: 640, height: 360 };
    event("first frame", &mut events, |e| (e == first).then_some(())).await;
    client.video_frame(QUADRANTS).await;
    let audio = client.arrival("audio", |arrival| !arrival.video).await.packet;
    assert_eq!(&audio.payload[..], b"opus");
    assert_eq!(audio.header.payload_type, AUDIO_PT);
    // Extension ids mean something else on every leg; the transport-wide number is the server's own.
    assert_eq!(audio.header.get_extension(1), None, "the sender's audio level is not passed on");
    let video = client.arrival("video", |arrival| arrival.video).await.packet;
    assert_eq!(video.header.payload_type, VIDEO_PT);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_report_tells_path_picture_and_sound() {
    let (media, _events) = start(MediaConfig { test_duration: Duration::from_secs(3), ..config() }).await;
    let (mut client, leg) = Client::echo(&media).await;
    client.camera(QUADRANTS, 0);
    client.microphone(20, b"opus");
    let report = until("a complete report", || async {
        let report = media.report(leg).await.unwrap();
        (report.state == LegState::Complete && report.rtt_ms.is_some() && report.up.loss_pct.is_some())
            .then_some(report)
    })
    .await;
    assert_eq!(report.transport, Some(Transport::Udp));
    assert!(report.rtt_ms.unwrap() < 200.0, "{report:?}");
    assert_eq!(report.up.loss_pct, Some(0.0));
    assert!(report.up.bitrate_kbps.unwrap() > 10.0 && report.down.bitrate_kbps.unwrap() > 10.0, "{report:?}");
    let video = report.video.unwrap();
    assert_eq!((video.width, video.height), (640, 360));
    assert_eq!(video.black, Some(false));
    assert_eq!(video.frozen, Some(true), "the stand-in repeats the very frame");
    assert!((report.audio_level.unwrap().peak_dbov + 20.0).abs() < f64::EPSILON);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_covered_lens_and_a_muted_microphone_are_seen() {
    let (media, _events) = start(MediaConfig { test_duration: Duration::from_secs(2), ..config() }).await;
    let (mut client, leg) = Client::echo(&media).await;
    client.camera(BLACK, 0);
    client.microphone(127, b"silence");
    let report = until("a decoded picture", || async {
        let report = media.report(leg).await.unwrap();
        report.video.is_some_and(|video| video.black.is_some()).then_some(report)
    })
    .await;
    let verdict = judge(&report, &ClientReport::default(), &Thresholds::default());
    assert_eq!(verdict.level, Level::Insufficient);
    assert!(verdict.reasons.contains(&Reason::CameraBlack), "{verdict:?}");
    assert!(verdict.reasons.contains(&Reason::MicrophoneSilent), "{verdict:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_packet_is_asked_for_and_counted() {
    let gate = Gate::open().await;
    let (media, _events) = start(MediaConfig { announced: vec![gate.address], ..config() }).await;
    gate.lead_to(media.local_addr());
    let (mut client, leg) = Client::echo(&media).await;
    client.camera(QUADRANTS, 0);
    client.video_frame(QUADRANTS).await;
    gate.drop_large_up(1);
    client.ask_for_key_frame().await;
    until("a loss", || async { (gate.dropped() == 1).then_some(()) }).await;
    client.forget_arrivals();
    let lossy = until("a counted loss", || async {
        media.report(leg).await.unwrap().up.loss_pct.filter(|loss| *loss > 0.0)
    })
    .await;
    assert!(lossy < 10.0, "one packet: {lossy}");
    assert!(*client.key_frame_requests.borrow() < 20, "the loss does not make a storm of requests");
}
