#![expect(clippy::disallowed_methods, reason = "a test needs some instant to count from")]

use super::*;

const LIMITS: PacerLimits =
    PacerLimits { max_wait: Duration::from_millis(500), stills_every: Duration::from_secs(3) };
const KEY: Option<bool> = Some(true);
const INTER: Option<bool> = Some(false);

fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

/// All that is due from `now` to `by`, each taken when it is due.
fn released(pacer: &mut VideoPacer<u32>, now: Instant, by: Instant) -> Vec<(u32, bool)> {
    let mut taken = Vec::new();
    let mut at = now;
    while at <= by {
        taken.extend(std::iter::from_fn(|| pacer.release(at)).map(|next| (next.packet, next.resumes)));
        let Some(next) = pacer.deadline() else { break };
        at = next;
    }
    taken
}

#[test]
fn without_a_limit_nothing_waits() {
    let mut pacer = VideoPacer::new(LIMITS);
    let now = Instant::now();
    for packet in 0..1000 {
        assert_eq!(pacer.push(packet, 1000, INTER, now), Pushed::Send(packet));
    }
    assert_eq!(pacer.deadline(), None);
}

#[test]
fn packets_leave_at_the_allowed_rate() {
    let mut pacer = VideoPacer::new(LIMITS);
    let start = Instant::now();
    pacer.allow(Allowance::Paced(80_000.0));
    for packet in 0..5 {
        assert_eq!(pacer.push(packet, 1000, None, start), Pushed::Waits);
    }
    // 8,000 bits at 80,000 a second: one each 100 ms.
    assert_eq!(released(&mut pacer, start, start + ms(250)).len(), 3);
    assert_eq!(released(&mut pacer, start + ms(300), start + ms(500)).len(), 2);
}

#[test]
fn what_does_not_fit_is_left_out_up_to_a_key_frame() {
    let mut pacer = VideoPacer::new(LIMITS);
    let start = Instant::now();
    pacer.allow(Allowance::Paced(80_000.0));
    // 500 ms hold 5 packets; the sixth frame finds more than that waiting.
    let fates: Vec<bool> = (0..10).map(|n| pacer.push(n, 1000, INTER, start) == Pushed::Waits).collect();
    assert_eq!(fates.iter().filter(|waits| **waits).count(), 6, "{fates:?}");
    assert!(!pacer.wants_key_frame(start), "first what waits must go");
    let later = start + ms(2000);
    assert_eq!(released(&mut pacer, start, later).len(), 6);
    let end = later + ms(2000);
    assert!(pacer.wants_key_frame(end));
    assert_eq!(pacer.push(20, 1000, INTER, end), Pushed::LeftOut, "it needs what was left out");
    assert_eq!(pacer.push(21, 1000, KEY, end), Pushed::Waits);
    assert_eq!(pacer.push(22, 1000, None, end), Pushed::Waits, "the rest of the key frame");
    assert_eq!(released(&mut pacer, end, end + ms(500)), [(21, true), (22, false)], "the numbers go on here");
}

#[test]
fn a_key_frame_is_never_cut() {
    let mut pacer = VideoPacer::new(LIMITS);
    let start = Instant::now();
    pacer.allow(Allowance::Paced(80_000.0));
    assert_eq!(pacer.push(0, 1000, KEY, start), Pushed::Waits);
    for packet in 1..100 {
        assert_eq!(pacer.push(packet, 1000, None, start), Pushed::Waits);
    }
    assert_eq!(pacer.push(100, 1000, INTER, start), Pushed::Waits, "the frames after it are shown");
}

#[test]
fn still_pictures_come_now_and_then() {
    let mut pacer = VideoPacer::new(LIMITS);
    let start = Instant::now();
    pacer.allow(Allowance::Stills(50_000.0));
    assert_eq!(pacer.push(0, 1000, INTER, start), Pushed::LeftOut);
    assert!(pacer.wants_key_frame(start));
    assert_eq!(pacer.push(1, 1000, KEY, start), Pushed::Waits);
    assert_eq!(released(&mut pacer, start, start), [(1, true)]);
    assert_eq!(pacer.push(2, 1000, INTER, start + ms(33)), Pushed::LeftOut);
    assert_eq!(pacer.push(3, 1000, KEY, start + ms(1000)), Pushed::LeftOut, "too soon");
    assert!(!pacer.wants_key_frame(start + ms(1000)));
    assert!(pacer.wants_key_frame(start + ms(3000)));
    assert_eq!(pacer.push(4, 1000, KEY, start + ms(3000)), Pushed::Waits);
    // The link is better again: it goes on from a key frame.
    pacer.allow(Allowance::All);
    assert_eq!(released(&mut pacer, start + ms(3000), start + ms(3000)), [(4, true)]);
    assert_eq!(pacer.push(5, 1000, INTER, start + ms(3033)), Pushed::Send(5));
}
