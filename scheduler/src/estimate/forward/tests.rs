use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

fn knowledge() -> Knowledge {
    let talk = (1..=200_u32).map(|index| f64::from(index) * 4.8).collect();
    let wrap_up = (1..=40_u32).map(|index| f64::from(index) * 2.0).collect();
    Knowledge {
        talk,
        wrap_up,
        answer: 9.0,
        ring_timeout: 45.0,
        no_show: 0.06,
        hazards: [1.0 / 1500.0; 3],
        sigma: 0.07,
        tails: Tails::default(),
    }
}

/// Building the tables takes most of a test's time.
static MODEL: LazyLock<Model> = LazyLock::new(|| Model::new(&knowledge()));

fn estimates(snapshot: &Snapshot) -> Vec<Estimate> {
    let mut estimates = vec![Estimate::default(); snapshot.waiting.len() + 1];
    estimate_all(&MODEL, snapshot, &mut Scratch::default(), &mut estimates);
    estimates
}

fn doing() -> impl Strategy<Value = Doing> {
    prop::sample::select(vec![Doing::Idle, Doing::Ring, Doing::Talk, Doing::WrapUp])
}

prop_compose! {
    fn present()(doing in doing(), elapsed in 0.0..8000.0_f64, until in prop_oneof![Just(f64::INFINITY), -100.0..20_000.0_f64])
        -> Present { Present { doing, elapsed, until } }
}

prop_compose! {
    fn expected()(from in -2000.0..15_000.0_f64, length in 10.0..15_000.0_f64, mean_delay in 0.0..900.0_f64, probability in 0.0..=1.0_f64)
        -> Expected { Expected { from, until: from + length, mean_delay, probability } }
}

prop_compose! {
    fn waiter(priority: bool)(waited in 0.0..6000.0_f64, presence in 0.0..=1.0_f64) -> Waiter {
        Waiter { waited, priority, presence }
    }
}

prop_compose! {
    fn passing()(pending in 0.0..10.0_f64, rate in 0.0..0.02_f64, delay in 0.0..600.0_f64) -> Passing {
        Passing { pending, rate, delay }
    }
}

prop_compose! {
    fn snapshot()(
        horizon in prop::option::of(prop_oneof![Just(0.0), -50.0..25_000.0_f64]),
        present in prop::collection::vec(present(), 0..30),
        expected in prop::collection::vec(expected(), 0..20),
        priority in prop::collection::vec(waiter(true), 0..8),
        normal in prop::collection::vec(waiter(false), 0..300),
        passing in passing(),
    ) -> Snapshot {
        let waiting = priority.into_iter().chain(normal).collect();
        Snapshot { horizon, present, expected, waiting, passing, quality: Quality::Learned }
    }
}

proptest! {
    #[test]
    fn quantiles_are_ordered_finite_and_rise_with_the_position(snapshot in snapshot()) {
        let mut before = Estimate { p_served_before_close: 1.0, ..Estimate::default() };
        for found in estimates(&snapshot) {
            prop_assert!(0.0 <= found.p10 && found.p10 <= found.p50, "{found:?}");
            prop_assert!(found.p50 <= found.p80 && found.p80 <= found.p90, "{found:?}");
            prop_assert!(found.p90.is_finite());
            prop_assert!((0.0..=1.0).contains(&found.p_served_before_close), "{found:?}");
            prop_assert!(before.p10 <= found.p10 && before.p50 <= found.p50 && before.p80 <= found.p80);
            prop_assert!(before.p90 <= found.p90, "{before:?} then {found:?}");
            prop_assert!(before.p_served_before_close >= found.p_served_before_close);
            before = found;
        }
    }

    #[test]
    fn used_memory_does_not_change_the_answer(first in snapshot(), second in snapshot()) {
        let mut scratch = Scratch::default();
        let mut answer = vec![Estimate::default(); second.waiting.len() + 1];
        estimate_all(&MODEL, &first, &mut scratch, &mut answer);
        estimate_all(&MODEL, &second, &mut scratch, &mut answer);
        prop_assert_eq!(answer, estimates(&second));
    }

    #[test]
    fn one_more_assistant_shortens_every_wait(elapsed in prop::collection::vec(0.0..2000.0_f64, 1..30), more in 0.0..2000.0_f64, waiting in 0_usize..100) {
        let talking = |elapsed: f64| Present { doing: Doing::Talk, elapsed, until: f64::INFINITY };
        let mut snapshot = office(0, waiting);
        snapshot.present = elapsed.into_iter().map(talking).collect();
        let before = estimates(&snapshot);
        snapshot.present.push(talking(more));
        for (after, before) in estimates(&snapshot).iter().zip(before) {
            prop_assert!(after.p50 < before.p50 && after.p90 < before.p90, "{after:?} {before:?}");
        }
    }

    #[test]
    fn a_shorter_slice_gets_the_first_estimates(snapshot in snapshot(), length in 0_usize..40) {
        let all = estimates(&snapshot);
        let mut some = vec![Estimate::default(); length.min(all.len())];
        estimate_all(&MODEL, &snapshot, &mut Scratch::default(), &mut some);
        prop_assert_eq!(&some[..], &all[..some.len()]);
    }
}

fn office(assistants: u32, waiting: usize) -> Snapshot {
    let present = (0..assistants).map(|index| Present {
        doing: Doing::Talk,
        elapsed: f64::from(index * 37 % 600),
        until: f64::INFINITY,
    });
    Snapshot {
        present: present.collect(),
        waiting: vec![Waiter { waited: 0.0, priority: false, presence: 1.0 }; waiting],
        ..Snapshot::default()
    }
}

#[test]
fn blocks_of_a_long_queue_differ_little_from_counting_everybody() {
    // 64 positions are exact; a queue of 160 is still walked one by one, one of 5,000 in blocks.
    let short = estimates(&office(300, 160));
    let long = estimates(&office(300, 5000));
    for position in [0, 63, 100, 159] {
        let (a, b) = (short[position], long[position]);
        assert!((a.p50 - b.p50).abs() < 0.02 * a.p50 + 2.0, "{position}: {a:?} {b:?}");
        assert!((a.p90 - b.p90).abs() < 0.02 * a.p90 + 2.0, "{position}: {a:?} {b:?}");
    }
}

#[test]
fn the_median_is_about_demand_over_the_rate_of_work() {
    let mut snapshot = office(20, 100);
    snapshot.waiting.iter_mut().for_each(|waiter| waiter.presence = 1.0);
    let mut known = knowledge();
    known.hazards = [0.0; 3];
    let model = Model::new(&known);
    let mut found = vec![Estimate::default(); 101];
    estimate_all(&model, &snapshot, &mut Scratch::default(), &mut found);
    let fluid = 101.0 / (20.0 * model.rate);
    assert!((found[100].p50 / fluid - 1.0).abs() < 0.1, "{} for {fluid}", found[100].p50);
}

#[test]
fn with_the_horizon_passed_nobody_is_served() {
    let mut snapshot = office(5, 3);
    snapshot.horizon = Some(0.0);
    assert!(estimates(&snapshot).iter().all(|found| found.p_served_before_close <= 0.0));
}

#[test]
fn who_passes_makes_the_normal_lane_wait_longer_and_not_the_priority_lane() {
    let mut snapshot = office(10, 20);
    snapshot.waiting[0].priority = true;
    let before = estimates(&snapshot);
    snapshot.passing = Passing { pending: 4.0, rate: 0.002, delay: 200.0 };
    let after = estimates(&snapshot);
    assert_eq!(before[0], after[0]);
    assert!(after[10].p50 > before[10].p50 + 30.0);
}

#[test]
fn a_break_planned_for_soon_is_not_counted_on() {
    let mut snapshot = office(10, 20);
    let staying = estimates(&snapshot)[20];
    for present in &mut snapshot.present[..5] {
        present.until = 300.0;
    }
    assert!(estimates(&snapshot)[20].p50 > 1.3 * staying.p50);
}
