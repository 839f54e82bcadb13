use super::*;
use crate::event::Reception;
use crate::line::LineQuality;

const GOOD: Line = Line { quality: LineQuality::Good, reception: Reception::Full };
const STILLS: Line = Line { quality: LineQuality::Poor, reception: Reception::Stills };

fn second(line: Line, rtt_ms: f64) -> MeasuredSecond {
    let up = MeasuredDirection { jitter_ms: Some(3.4), loss_pct: Some(0.0), bitrate_kbps: Some(1_500.0) };
    MeasuredSecond {
        line,
        transport: Some(Transport::Udp),
        rtt_ms: Some(rtt_ms),
        directions: [up, MeasuredDirection::default()],
        ..MeasuredSecond::default()
    }
}

#[test]
fn seconds_are_counted_and_changes_are_kept_with_their_time() {
    let mut history = LineHistory::default();
    history.on_connected(Duration::from_millis(140));
    for at in 0..100_u32 {
        let stills = (40..60).contains(&at);
        history.on_second(&MeasuredSecond {
            stalled: at >= 97,
            transport: Some(if at < 50 { Transport::Tcp } else { Transport::Udp }),
            ..second(if stills { STILLS } else { GOOD }, f64::from(at + 1))
        });
    }
    let summary = history.summary();
    let expected = LineSeconds {
        all: 100,
        good: 80,
        poor: 20,
        stills: 20,
        stalled: 3,
        udp: 50,
        tcp: 50,
        ..LineSeconds::default()
    };
    assert_eq!(summary.seconds, expected);
    let spell = |from_second, line| LineSpell { from_second, line };
    assert_eq!(summary.spells, [spell(0, GOOD), spell(40, STILLS), spell(60, GOOD)]);
    assert_eq!((summary.connected_ms, summary.first_frame_ms), (Some(140), None));
}

#[test]
fn measures_are_spread_and_those_never_taken_are_missing() {
    let mut history = LineHistory::default();
    for at in 1..=100_u32 {
        history.on_second(&second(GOOD, f64::from(at) / 2.0));
    }
    let summary = history.summary();
    let rtt = summary.rtt_ms.unwrap();
    let near = |value: f64, wanted: f64| (value - wanted).abs() <= wanted * 0.01 + 0.1;
    assert!(near(rtt.p05, 2.5) && near(rtt.median, 25.0) && near(rtt.p95, 47.5), "{rtt:?}");
    assert!(near(summary.up.jitter_ms.unwrap().median, 3.4), "{:?}", summary.up);
    assert!(near(summary.up.bitrate_kbps.unwrap().p95, 1_500.0), "{:?}", summary.up);
    assert!(summary.up.loss_pct.unwrap().p95.abs() < f64::EPSILON);
    assert_eq!(summary.down, DirectionSummary::default());
}

#[test]
fn an_hour_of_ups_and_downs_stays_small_and_its_sums_right() {
    let mut history = LineHistory::default();
    for at in 0..3_600_u32 {
        history.on_second(&second(if at / 2 % 2 == 0 { GOOD } else { STILLS }, 20.0));
    }
    let summary = history.summary();
    assert_eq!((summary.seconds.good, summary.seconds.stills), (1_800, 1_800));
    assert_eq!(summary.spells.len(), MAX_SPELLS);
    let json = serde_json::to_string(&summary).unwrap();
    assert!(json.len() < 40_000, "{}", json.len());
    assert_eq!(serde_json::from_str::<LineSummary>(&json).unwrap(), summary);
}
