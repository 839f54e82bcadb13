//! One run: start a server, connect the calls, let them settle, measure a window.

use crate::Trouble;
use crate::clock;
use crate::count;
use crate::fleet::Fleet;
use crate::network::Impairment;
use crate::report::Report;
use crate::servers::{Kind, Place, Server};
use crate::traffic;
use crate::usage::{Usage, resident_kb};
use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

/// One call must stand within this, also over a bad network.
const CONNECT_PATIENCE: Duration = Duration::from_secs(30);
/// Traffic before the window: buffers, caches and the servers' timers settle.
const WARM_UP: Duration = Duration::from_secs(3);
/// After the window: what is late or retransmitted may still arrive.
const DRAIN: Duration = Duration::from_secs(1);

/// What is measured.
#[derive(Debug, Clone)]
pub struct Run {
    pub server: Kind,
    pub calls: usize,
    pub seconds: u64,
    pub loss_pct: f64,
    pub rtt_ms: u64,
    pub seed: u64,
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { calls, seconds, loss_pct, rtt_ms, .. } = self;
        write!(f, "{}: {calls} calls, {seconds} s, loss {loss_pct} %, RTT {rtt_ms} ms", self.server.name())
    }
}

/// Does one run.
pub fn measure(run: &Run, place: &Place, client_ip: IpAddr) -> Result<Report, Trouble> {
    let impairment = Impairment { loss: run.loss_pct / 100.0, delay: Duration::from_millis(run.rtt_ms) / 2 };
    let mut server = Server::start(run.server, place)?;
    let idle_kb = resident_kb(server.process())?;
    let mut fleet = Fleet::new(run.calls * 2, client_ip, impairment, run.seed)?;
    let mut set_up_ms = connect_all(run, &mut server, &mut fleet)?;
    fleet.start_sending();
    fleet.run_for(WARM_UP)?;
    let before = Usage::read(server.process())?;
    fleet.ledger.open();
    let began = clock::now();
    fleet.run_for(Duration::from_secs(run.seconds))?;
    fleet.ledger.close();
    let usage = Usage::read(server.process())?.since(&before);
    let window = clock::now().duration_since(began);
    let delivered = fleet.ledger.delivered();
    let busy_kb = resident_kb(server.process())?;
    let connected = fleet.connected();
    fleet.run_for(DRAIN)?;
    fleet.stop_sending();
    if connected < run.calls * 2 {
        eprintln!("        only {connected} of {} clients were still connected", run.calls * 2);
    }
    let latency = fleet.ledger.latency_ms(&[0.5, 0.95, 0.99]);
    set_up_ms.sort_by(f64::total_cmp);
    let per_packet = |used: Duration| micros(used) / count(delivered.max(1));
    let whole = micros(window);
    Ok(Report {
        server: run.server.name(),
        calls: run.calls,
        seconds: run.seconds,
        loss_pct: run.loss_pct,
        rtt_ms: run.rtt_ms,
        delivered_pct: fleet.ledger.delivered_pct_of_all(),
        video_delivered_pct: fleet.ledger.delivered_pct(traffic::Kind::Video),
        audio_delivered_pct: fleet.ledger.delivered_pct(traffic::Kind::Audio),
        cpu_us_per_packet: per_packet(usage.server),
        machine_us_per_packet: per_packet(usage.machine),
        machine_less_generator_us_per_packet: per_packet(usage.machine.saturating_sub(usage.generator)),
        softirq_us_per_packet: per_packet(usage.softirq),
        cpu_pct: micros(usage.server) * 100.0 / whole,
        generator_cpu_pct: micros(usage.generator) * 100.0 / whole,
        packets_per_second: count(delivered) / window.as_secs_f64(),
        p50_ms: latency[0],
        p95_ms: latency[1],
        p99_ms: latency[2],
        rss_kb_per_call: count(busy_kb.saturating_sub(idle_kb)) / count(run.calls as u64),
        rss_kb: busy_kb,
        set_up_ms: set_up_ms.get(set_up_ms.len() / 2).copied().unwrap_or_default(),
        generator_late_ms: fleet.worst_delay.as_secs_f64() * 1000.0,
        generator_skipped: fleet.skipped,
        generator_refused: fleet.refused(),
    })
}

/// Connects one call after the other; how long each took.
fn connect_all(run: &Run, server: &mut Server, fleet: &mut Fleet) -> Result<Vec<f64>, Trouble> {
    let mut took = Vec::with_capacity(run.calls);
    for call in 0..run.calls {
        let clients = [call * 2, call * 2 + 1];
        let began = clock::now();
        server.calls.set_up(fleet, call, clients)?;
        fleet.connect(clients, CONNECT_PATIENCE)?;
        took.push(clock::now().duration_since(began).as_secs_f64() * 1000.0);
    }
    Ok(took)
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}
