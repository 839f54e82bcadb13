use super::*;
use crate::audio_level::AudioLevel;
use crate::stats::{LegState, Transport};

fn good() -> LegReport {
    let direction = DirectionReport { jitter_ms: Some(5.0), loss_pct: Some(0.0), bitrate_kbps: Some(1500.0) };
    LegReport {
        state: LegState::Complete,
        elapsed_ms: 9000,
        transport: Some(Transport::Udp),
        rtt_ms: Some(20.0),
        up: direction,
        down: direction,
        video: Some(VideoReport {
            width: 1280,
            height: 720,
            frames: 250,
            black: Some(false),
            frozen: Some(false),
        }),
        audio_level: Some(AudioLevel { peak_dbov: -20.0, mean_dbov: -40.0 }),
    }
}

fn with(change: impl FnOnce(&mut LegReport)) -> LegReport {
    let mut report = good();
    change(&mut report);
    report
}

fn with_video(change: impl FnOnce(&mut VideoReport)) -> LegReport {
    with(|report| change(report.video.as_mut().unwrap()))
}

#[test]
fn each_finding_has_its_level() {
    use Level::{Good, Insufficient, Usable};
    let cases: Vec<(LegReport, Level, Option<Reason>)> = vec![
        (good(), Good, None),
        (with(|r| r.transport = None), Insufficient, Some(Reason::NoMedia)),
        (with(|r| (r.video, r.audio_level) = (None, None)), Insufficient, Some(Reason::NoMedia)),
        (with(|r| r.state = LegState::Stalled), Insufficient, Some(Reason::ConnectionUnstable)),
        (with(|r| r.video = None), Insufficient, Some(Reason::CameraMissing)),
        (with_video(|v| v.black = Some(true)), Insufficient, Some(Reason::CameraBlack)),
        (with_video(|v| v.frozen = Some(true)), Usable, Some(Reason::CameraFrozen)),
        (with_video(|v| (v.black, v.frozen) = (None, None)), Good, None),
        (with_video(|v| (v.width, v.height) = (480, 640)), Good, None),
        (with_video(|v| (v.width, v.height) = (640, 360)), Usable, Some(Reason::CameraResolutionLow)),
        (with_video(|v| (v.width, v.height) = (320, 180)), Insufficient, Some(Reason::CameraResolutionLow)),
        (with(|r| r.audio_level = None), Good, None),
        (
            with(|r| r.audio_level = Some(AudioLevel { peak_dbov: -127.0, mean_dbov: -127.0 })),
            Insufficient,
            Some(Reason::MicrophoneSilent),
        ),
        (
            with(|r| r.audio_level = Some(AudioLevel { peak_dbov: -60.0, mean_dbov: -70.0 })),
            Usable,
            Some(Reason::MicrophoneSilent),
        ),
        (with(|r| r.rtt_ms = Some(150.0)), Good, None),
        (with(|r| r.rtt_ms = Some(151.0)), Usable, Some(Reason::HighRtt)),
        (with(|r| r.rtt_ms = Some(601.0)), Insufficient, Some(Reason::HighRtt)),
        (with(|r| r.up.jitter_ms = Some(31.0)), Usable, Some(Reason::HighJitter)),
        (with(|r| r.down.jitter_ms = Some(101.0)), Insufficient, Some(Reason::HighJitter)),
        (with(|r| r.up.loss_pct = Some(2.5)), Usable, Some(Reason::HighLossUp)),
        (with(|r| r.down.loss_pct = Some(11.0)), Insufficient, Some(Reason::HighLossDown)),
        (with(|r| r.up.bitrate_kbps = Some(599.0)), Usable, Some(Reason::LowBitrateUp)),
        (with(|r| r.down.bitrate_kbps = Some(100.0)), Insufficient, Some(Reason::LowBitrateDown)),
        (with(|r| r.down = DirectionReport::default()), Good, None),
    ];
    for (report, level, reason) in cases {
        let verdict = judge(&report, &ClientReport::default(), &Thresholds::default());
        let expected = Verdict { level, reasons: reason.into_iter().collect() };
        assert_eq!(verdict, expected, "{report:?}");
    }
}

#[test]
fn the_client_adds_its_part() {
    let deaf = ClientReport { speakers_heard: Some(false), signaling_rtt_ms: Some(4000.0) };
    let verdict = judge(&good(), &deaf, &Thresholds::default());
    assert_eq!(verdict.level, Level::Insufficient);
    assert_eq!(verdict.reasons, [Reason::HighSignalingRtt, Reason::SpeakersNotHeard], "worst first");
    let fine = ClientReport { speakers_heard: Some(true), signaling_rtt_ms: Some(40.0) };
    assert_eq!(judge(&good(), &fine, &Thresholds::default()).level, Level::Good);
}

#[test]
fn codes_are_stable() {
    let verdict = Verdict { level: Level::Usable, reasons: vec![Reason::HighLossUp, Reason::CameraBlack] };
    let json = serde_json::to_value(&verdict).unwrap();
    assert_eq!(json, serde_json::json!({"level": "usable", "reasons": ["high_loss_up", "camera_black"]}));
}
