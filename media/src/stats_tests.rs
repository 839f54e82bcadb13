#![expect(clippy::disallowed_methods, reason = "a test needs some instant to count from")]
use super::*;

const TEST: Duration = Duration::from_secs(9);

fn block(lost: u32, highest: u32) -> ReceptionBlock {
    ReceptionBlock {
        total_lost: lost,
        highest_sequence: highest,
        jitter: 480,
        last_sender_report: 0,
        delay: 0,
    }
}

#[test]
fn loss_is_over_all_streams_and_the_whole_time() {
    let now = Instant::now();
    let mut stats = LegStats::default();
    stats.up.on_packet(Kind::Audio, 100, 10, now);
    stats.up.on_packet(Kind::Video, 65_530, 10, now);
    stats.up.on_report(Kind::Audio, &block(5, 199));
    stats.up.on_report(Kind::Video, &block(15, 65_829));
    let up = stats.report(None, false, TEST, now).up;
    assert!((up.loss_pct.unwrap() - 5.0).abs() < 1e-9, "20 of 400: {up:?}");
    assert!((up.jitter_ms.unwrap() - 10.0).abs() < 1e-9, "480 ticks of 48 kHz");
}

#[test]
fn a_negative_loss_is_none() {
    let now = Instant::now();
    let mut meter = DirectionMeter::default();
    meter.on_packet(Kind::Audio, 0, 10, now);
    meter.on_report(Kind::Audio, &block(0xFF_FFFE, 99));
    assert_eq!(meter.report(now).loss_pct, Some(0.0));
}

#[test]
fn round_trip_subtracts_the_time_the_browser_held_the_report() {
    let start = Instant::now();
    let mut stats = LegStats::default();
    stats.on_sent_report(77, start);
    let report = ReceptionBlock { last_sender_report: 77, delay: 65_536 / 2, ..block(0, 0) };
    stats.on_remote_report(Kind::Audio, &report, start + Duration::from_millis(530));
    let unknown = ReceptionBlock { last_sender_report: 78, ..report };
    stats.on_remote_report(Kind::Audio, &unknown, start + Duration::from_mins(1));
    assert!((stats.report(None, false, TEST, start).rtt_ms.unwrap() - 30.0).abs() < 0.1);
}

#[test]
fn bitrate_follows_the_last_seconds() {
    let start = Instant::now();
    let mut meter = RateMeter::default();
    for tick in 0..100_u32 {
        meter.push(1250, start + Duration::from_millis(u64::from(tick) * 50));
    }
    let at = start + Duration::from_secs(5);
    assert!((meter.kbps(at).unwrap() - 200.0).abs() < 10.0, "25 kB/s: {:?}", meter.kbps(at));
    assert!(meter.kbps(at + Duration::from_secs(4)).unwrap() < 1.0, "nothing came since");
    assert_eq!(RateMeter::default().kbps(at), None);
}

#[test]
fn states_of_a_test() {
    let start = Instant::now();
    let mut stats = LegStats::default();
    assert_eq!(stats.report(None, false, TEST, start).state, LegState::Connecting);
    stats.on_connected(start);
    assert_eq!(stats.report(None, false, TEST, start + Duration::from_secs(1)).state, LegState::Measuring);
    assert_eq!(stats.report(None, true, TEST, start + Duration::from_secs(1)).state, LegState::Stalled);
    assert_eq!(stats.report(None, false, TEST, start + TEST).state, LegState::Complete);
}

#[test]
fn a_camera_that_stops_is_frozen() {
    let start = Instant::now();
    let mut stats = LegStats::default();
    assert!(stats.report(None, false, TEST, start).video.is_none());
    assert!(!stats.on_frame(None, start), "an inter frame has no size");
    assert!(stats.on_frame(Some(FrameSize { width: 640, height: 360 }), start));
    assert!(!stats.on_frame(Some(FrameSize { width: 1280, height: 720 }), start));
    let video = stats.report(None, false, TEST, start).video.unwrap();
    assert_eq!((video.width, video.height, video.frames), (1280, 720, 3));
    assert_eq!(video.frozen, None, "nothing decoded yet");
    let later = stats.report(None, false, TEST, start + Duration::from_secs(4)).video.unwrap();
    assert_eq!(later.frozen, Some(true));
}
