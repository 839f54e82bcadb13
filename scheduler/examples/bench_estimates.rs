//! What an estimate costs: `cargo run --release -p scheduler --example bench_estimates`, or `make bench-estimates`.
//!
//! One call estimates every position of the queue. The offices are synthetic but of the usual shape: four in five
//! assistants in a call, breaks and ends of shifts in five-minute steps, a queue that has waited up to an hour.

use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use scheduler::estimate::forward::{
    Doing, Estimate, Expected, Knowledge, Model, Passing, Present, Quality, Scratch, Snapshot, Tails, Waiter,
    estimate_all,
};
use scheduler::ticket::Lane;
use scheduler::{LaneBalance, Language, Policy, Procedure, SessionId, Ticket, TicketId, call_order};

/// Assistants and waiting citizens of the offices measured.
const OFFICES: [(u32, u32); 3] = [(14, 25), (100, 300), (300, 5000)];
/// Different moments of each office, so that no branch is learned by heart.
const MOMENTS: usize = 32;
const CALLS: usize = 3200;
/// Waiting citizens whose positions are found.
const QUEUE: u32 = 100_000;

fn main() {
    let mut rng = StdRng::seed_from_u64(1);
    let known = knowledge(&mut rng);
    let (built, model) = timed(|| Model::new(&known));
    println!("assistants  waiting    mean µs  median µs    99 % µs");
    for (assistants, waiting) in OFFICES {
        let moments: Vec<Snapshot> = (0..MOMENTS).map(|_| office(assistants, waiting, &mut rng)).collect();
        let costs = measure(&model, &moments);
        let total: Duration = costs.iter().sum();
        println!(
            "{assistants:10} {waiting:8} {:10.1} {:10.1} {:10.1}",
            micros(total) / to_f64(costs.len()),
            micros(costs[costs.len() / 2]),
            micros(costs[costs.len() * 99 / 100]),
        );
    }
    positions(&mut rng);
    println!("building the model, off the hot path, twice a minute: {:.1} ms", micros(built) / 1000.0);
}

/// The places of a queue much larger than any office's.
fn positions(rng: &mut StdRng) {
    let day = DateTime::<Utc>::UNIX_EPOCH;
    let tickets: Vec<Ticket> = (0..QUEUE)
        .map(|number| {
            let (id, session) = (TicketId::random(rng), SessionId::random(rng));
            let joined = day + TimeDelta::milliseconds(rng.random_range(0..3_600_000));
            let mut ticket = Ticket::join(id, session, Procedure::Registration, Language::Es, joined);
            if number % 50 == 0 {
                ticket.order.lane = Lane::Priority;
            }
            ticket
        })
        .collect();
    let mut costs: Vec<Duration> = (0..15)
        .map(|_| {
            timed(|| black_box(call_order(black_box(&tickets), &Policy::default(), LaneBalance::default()))).0
        })
        .collect();
    costs.sort_unstable();
    let median = micros(costs[costs.len() / 2]) / 1000.0;
    println!("positions of {QUEUE} waiting: {median:.1} ms (median)");
}

/// Times of single calls, ascending.
fn measure(model: &Model, moments: &[Snapshot]) -> Vec<Duration> {
    let mut scratch = Scratch::default();
    let mut costs = Vec::with_capacity(CALLS);
    for snapshot in moments.iter().cycle().take(CALLS + moments.len()) {
        let mut estimates = vec![Estimate::default(); snapshot.waiting.len() + 1];
        let (cost, ()) = timed(|| estimate_all(model, black_box(snapshot), &mut scratch, &mut estimates));
        black_box(&estimates);
        costs.push(cost);
    }
    // The first round fills the caches and lets `scratch` grow.
    costs.drain(..moments.len());
    costs.sort_unstable();
    costs
}

#[expect(clippy::disallowed_methods, reason = "measuring time is what this program is for")]
fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let before = Instant::now();
    let result = work();
    (before.elapsed(), result)
}

fn knowledge(rng: &mut StdRng) -> Knowledge {
    let mut lengths = |mean: f64, count: u32| {
        let mut lengths: Vec<f64> =
            (0..count).map(|_| mean * (rng.random_range(-1.2..1.2_f64)).exp() * 0.8).collect();
        lengths.sort_by(f64::total_cmp);
        lengths
    };
    Knowledge {
        talk: lengths(480.0, 720),
        wrap_up: lengths(40.0, 630),
        answer: 9.0,
        ring_timeout: 45.0,
        no_show: 0.06,
        hazards: [1.0 / 1500.0; 3],
        sigma: 0.07,
        tails: Tails::default(),
    }
}

fn office(assistants: u32, waiting: u32, rng: &mut StdRng) -> Snapshot {
    let five_minutes = |rng: &mut StdRng, most: u32| f64::from(rng.random_range(1..most)) * 300.0;
    let mut snapshot = Snapshot { horizon: Some(12_000.0), quality: Quality::Learned, ..Snapshot::default() };
    for _ in 0..assistants {
        let doing = match rng.random_range(0..20) {
            0 => Doing::Ring,
            1 | 2 => Doing::WrapUp,
            _ => Doing::Talk,
        };
        let longest = if doing == Doing::Talk { 900.0 } else { 40.0 };
        let until = five_minutes(rng, 40);
        snapshot.present.push(Present { doing, elapsed: rng.random_range(0.0..longest), until });
        let from = until + 1200.0;
        snapshot.expected.push(Expected { from, until: 13_800.0, mean_delay: 150.0, probability: 0.97 });
    }
    let longest = 3600.0;
    snapshot.waiting = (0..waiting)
        .map(|index| Waiter {
            waited: longest * (1.0 - f64::from(index) / f64::from(waiting)),
            priority: index < waiting / 50,
            presence: 1.0,
        })
        .collect();
    snapshot.passing = Passing { pending: 2.0, rate: 0.001, delay: 300.0 };
    snapshot
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

#[expect(clippy::cast_precision_loss, reason = "a few thousand")]
const fn to_f64(count: usize) -> f64 {
    count as f64
}
