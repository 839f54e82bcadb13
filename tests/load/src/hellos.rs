//! `make bench-hellos`: calls are set up while strangers send forged handshakes, and the same calls without.

use crate::Trouble;
use crate::clock;
use crate::count;
use crate::fleet::{Fleet, State};
use crate::flood::{Flood, Sent};
use crate::hello;
use crate::http;
use crate::ledger::quantile_of;
use crate::network::Impairment;
use crate::servers::{Place, Server, ventanilla};
use crate::usage::Usage;
use clap::Args;
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde::Serialize;
use serde_json::Value;
use std::collections::VecDeque;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

/// A set-up that takes longer has not come about: the server itself gives up after 20 s.
const PATIENCE: Duration = Duration::from_secs(20);
/// The server without a call, for what a forged datagram costs it.
const IDLE: Duration = Duration::from_secs(5);
/// Hellos are also forged from the very address and port of each client, this often, its own handshake included.
const FORGE_EVERY: Duration = Duration::from_millis(100);

/// Connects calls under a flood of forged DTLS hellos.
#[derive(Debug, Clone, Args)]
pub struct Arguments {
    /// Calls to connect, once without and once with the flood.
    #[arg(long, default_value_t = 1000)]
    calls: usize,
    /// Forged hellos a second.
    #[arg(long, default_value_t = 10_000)]
    rate: u32,
    /// Addresses they come from; the calls' clients live on the same ones.
    #[arg(long, default_value_t = 16)]
    addresses: u8,
    /// Calls that are set up at a time.
    #[arg(long, default_value_t = 4)]
    at_once: usize,
    /// Calls that stand at a time; the longest-standing one makes room.
    #[arg(long, default_value_t = 50)]
    standing: usize,
    /// The media room's program.
    #[arg(long, default_value = "target/release/examples/echo")]
    ventanilla: std::path::PathBuf,
    /// What decides about the hellos' contents.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// One JSON object a line instead of a table.
    #[arg(long)]
    json: bool,
}

/// One half of the run.
#[derive(Debug, Serialize)]
struct Report {
    flooded: bool,
    calls: usize,
    /// Both sides connected, and each heard the other.
    connected: usize,
    /// Calls in which both sides still heard each other when they made room.
    stood: usize,
    /// From the first offer to both sides connected.
    p50_ms: f64,
    p99_ms: f64,
    max_ms: f64,
    seconds: f64,
    hellos: u64,
    hellos_per_second: f64,
    forged_from_clients: u64,
    /// Datagrams the strangers got.
    answers: u64,
    /// What the server's guard turned away.
    not_validated: u64,
    client_hello: u64,
    /// Datagrams the kernel dropped in front of the server, legitimate ones among them.
    kernel_drops: u64,
    /// The server's processor time for one forged datagram, without any call.
    cpu_us_per_hello: Option<f64>,
}

/// Runs both halves and prints them; fails when a call did not come about.
pub fn bench(arguments: &Arguments) -> Result<(), Trouble> {
    let place = Place {
        namespace: None,
        ip: IpAddr::V4(Ipv4Addr::LOCALHOST),
        ventanilla: arguments.ventanilla.clone(),
        janus: std::path::PathBuf::new(),
    };
    let reports = [false, true].map(|flooded| half(arguments, &place, flooded));
    let mut whole = true;
    for report in reports {
        let report = report?;
        whole &= report.connected == report.calls && report.stood == report.calls;
        if arguments.json {
            println!("{}", serde_json::to_string(&report)?);
        } else {
            println!("{report}");
        }
    }
    whole.then_some(()).ok_or_else(|| "not every call came about and stood".into())
}

fn half(arguments: &Arguments, place: &Place, flooded: bool) -> Result<Report, Trouble> {
    let max_legs = format!("max_legs={}", 2 * (arguments.standing + arguments.at_once));
    let (server, control) = ventanilla::start(place, &[&max_legs])?;
    let state = http::get_json(control, "/state")?;
    let media: SocketAddr = state["address"].as_str().ok_or("no media address")?.parse()?;
    let strangers: Vec<IpAddr> = (0..arguments.addresses).map(|last| address(last.into())).collect();
    let flood = || Flood::start(&strangers, media, arguments.rate, arguments.seed);
    let cost = if flooded { Some(cost_of_a_hello(&server, flood()?)?) } else { None };
    let before = http::get_json(control, "/state")?;
    let kernel_before = kernel_drops(media.port())?;
    let mut run = Run::new(arguments, control, media, flooded)?;
    let flood = if flooded { Some(flood()?) } else { None };
    let began = clock::now();
    run.all()?;
    let seconds = clock::now().duration_since(began).as_secs_f64();
    let sent = flood.map_or(Sent { sent: 0, answers: 0 }, Flood::stop);
    let after = http::get_json(control, "/state")?;
    let dropped = |name: &str| drops(&after, name).saturating_sub(drops(&before, name));
    run.took_us.sort_unstable();
    let quantile = |of: f64| quantile_of(&run.took_us, of) / 1000.0;
    Ok(Report {
        flooded,
        calls: arguments.calls,
        connected: run.took_us.len(),
        stood: run.stood,
        p50_ms: quantile(0.5),
        p99_ms: quantile(0.99),
        max_ms: quantile(1.0),
        seconds,
        hellos: sent.sent,
        hellos_per_second: count(sent.sent) / seconds,
        forged_from_clients: run.forged,
        answers: sent.answers,
        not_validated: dropped("not_validated"),
        client_hello: dropped("client_hello"),
        kernel_drops: kernel_drops(media.port())?.saturating_sub(kernel_before),
        cpu_us_per_hello: cost,
    })
}

/// The n-th of the addresses of strangers and clients, on the loopback network.
fn address(number: usize) -> IpAddr {
    let last = u8::try_from(number).unwrap_or(u8::MAX).saturating_add(2);
    IpAddr::V4(Ipv4Addr::new(127, 0, 0, last))
}

fn drops(state: &Value, name: &str) -> u64 {
    state["drops"][name].as_u64().unwrap_or_default()
}

/// What the kernel dropped at the UDP socket of a local port since it was opened (proc(5), `/proc/net/udp`).
fn kernel_drops(port: u16) -> Result<u64, Trouble> {
    let suffix = format!(":{port:04X}");
    let table = std::fs::read_to_string("/proc/net/udp")?;
    let row = table
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>())
        .find(|row| row.get(1).is_some_and(|local| local.ends_with(&suffix)));
    Ok(row.and_then(|row| row.last()?.parse().ok()).unwrap_or_default())
}

/// Processor time of the server for one hello of a flood, less what it uses when nothing comes.
fn cost_of_a_hello(server: &Server, flood: Flood) -> Result<f64, Trouble> {
    let used = |flood: &Flood| -> Result<(Duration, u64), Trouble> {
        let (before, sent) = (Usage::read(server.process())?, flood.sent().sent);
        std::thread::sleep(IDLE);
        Ok((Usage::read(server.process())?.since(&before).server, flood.sent().sent - sent))
    };
    let (cpu, hellos) = used(&flood)?;
    drop(flood);
    Ok(cpu.as_secs_f64() * 1e6 / count(hellos.max(1)))
}

/// A call and its two clients.
#[derive(Debug, Clone, Copy)]
struct Call {
    clients: [usize; 2],
    number: usize,
    began: Instant,
    /// When both were connected.
    connected: Option<Instant>,
    heard: [u64; 2],
}

struct Run<'a> {
    arguments: &'a Arguments,
    control: SocketAddr,
    media: SocketAddr,
    flooded: bool,
    fleet: Fleet,
    free: Vec<[usize; 2]>,
    coming: Vec<Call>,
    standing: VecDeque<Call>,
    forge_at: Instant,
    forged: u64,
    random: StdRng,
    took_us: Vec<u32>,
    stood: usize,
}

impl<'a> Run<'a> {
    fn new(
        arguments: &'a Arguments,
        control: SocketAddr,
        media: SocketAddr,
        flooded: bool,
    ) -> Result<Self, Trouble> {
        let pairs = arguments.standing + arguments.at_once;
        let network = Impairment { loss: 0.0, delay: Duration::ZERO };
        Ok(Self {
            arguments,
            control,
            media,
            flooded,
            fleet: Fleet::new(pairs * 2, address(0), network, arguments.seed)?,
            free: (0..pairs).map(|pair| [pair * 2, pair * 2 + 1]).collect(),
            coming: Vec::new(),
            standing: VecDeque::new(),
            forge_at: clock::now(),
            forged: 0,
            random: StdRng::seed_from_u64(arguments.seed),
            took_us: Vec::new(),
            stood: 0,
        })
    }

    fn all(&mut self) -> Result<(), Trouble> {
        let mut number = 0;
        while number < self.arguments.calls || !self.coming.is_empty() {
            while number < self.arguments.calls && self.coming.len() < self.arguments.at_once {
                self.begin(number)?;
                number += 1;
            }
            self.turn()?;
        }
        while !self.standing.is_empty() {
            self.end_oldest()?;
        }
        Ok(())
    }

    /// Sends both offers of a call.
    fn begin(&mut self, number: usize) -> Result<(), Trouble> {
        if self.free.is_empty() {
            self.end_oldest()?;
        }
        let clients = self.free.pop().ok_or("no place for a call")?;
        for client in clients {
            self.fleet.renew(client, address(number % usize::from(self.arguments.addresses)))?;
        }
        let began = clock::now();
        for (side, client) in ["citizen", "assistant"].into_iter().zip(clients) {
            let offer = self.fleet.offer(client)?;
            let answer = http::post(self.control, &format!("/room/{}/{side}", number + 1), &offer)?;
            self.fleet.accept(client, answer)?;
        }
        self.coming.push(Call { clients, number, began, connected: None, heard: [0; 2] });
        Ok(())
    }

    /// Lets everything go on for a moment, and sees which calls have come about.
    fn turn(&mut self) -> Result<(), Trouble> {
        self.fleet.turn(clock::now() + Duration::from_millis(10))?;
        self.forge();
        let now = clock::now();
        for mut call in std::mem::take(&mut self.coming) {
            let states = call.clients.map(|client| self.fleet.state(client));
            if call.connected.is_none() && states == [State::Connected; 2] {
                call.connected = Some(now);
                // What both hear shows that it is a call.
                call.clients.into_iter().for_each(|client| self.fleet.start(client));
            }
            let heard = call.clients.iter().all(|client| self.fleet.heard(*client) > 0);
            match call.connected {
                Some(at) if heard => {
                    let took = at.duration_since(call.began).as_micros();
                    self.took_us.push(u32::try_from(took).unwrap_or(u32::MAX));
                    call.clients.into_iter().for_each(|client| self.fleet.stop(client));
                    self.standing.push_back(call);
                }
                _ if states.contains(&State::Failed) || now > call.began + PATIENCE => {
                    eprintln!("call {} did not come about: {states:?}", call.number);
                    self.leave(&call)?;
                }
                _ => self.coming.push(call),
            }
        }
        Ok(())
    }

    /// Hellos from the clients' own addresses and ports.
    fn forge(&mut self) {
        if !self.flooded || clock::now() < self.forge_at {
            return;
        }
        self.forge_at = clock::now() + FORGE_EVERY;
        for client in self.standing.iter().chain(&self.coming).flat_map(|call| call.clients) {
            self.fleet.forge(client, self.media, &hello::forge(&mut self.random));
            self.forged += 1;
        }
    }

    /// Ends the call that stands longest, if both sides still hear each other.
    fn end_oldest(&mut self) -> Result<(), Trouble> {
        let Some(mut call) = self.standing.pop_front() else { return Err("no call to end".into()) };
        for (client, heard) in call.clients.into_iter().zip(&mut call.heard) {
            *heard = self.fleet.heard(client);
            self.fleet.start(client);
        }
        let end = clock::now() + PATIENCE;
        let hears = |fleet: &Fleet| {
            call.clients.iter().zip(call.heard).all(|(client, before)| fleet.heard(*client) > before)
        };
        while !hears(&self.fleet) && clock::now() < end {
            self.turn()?;
        }
        if hears(&self.fleet) {
            self.stood += 1;
        } else {
            eprintln!("call {} did not stand", call.number);
        }
        self.leave(&call)
    }

    fn leave(&mut self, call: &Call) -> Result<(), Trouble> {
        for client in call.clients {
            self.fleet.stop(client);
            self.fleet.say_good_bye(client);
        }
        http::delete(self.control, &format!("/room/{}", call.number + 1))?;
        self.free.push(call.clients);
        Ok(())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { calls, connected, stood, p50_ms, p99_ms, max_ms, seconds, .. } = self;
        let name = if self.flooded { "under the flood" } else { "without it" };
        writeln!(
            f,
            "{name}: {connected} of {calls} calls connected, {stood} stood until they were ended; set-up p50 {p50_ms:.0} ms, \
             p99 {p99_ms:.0} ms, max {max_ms:.0} ms; {seconds:.0} s"
        )?;
        if self.flooded {
            writeln!(
                f,
                "  {} hellos from strangers ({:.0} a second), {} from clients' own addresses and ports; {} answered; the \
                 guard dropped {} and {}, the kernel {}; {:.2} µs of the server's processor for each",
                self.hellos,
                self.hellos_per_second,
                self.forged_from_clients,
                self.answers,
                self.not_validated,
                self.client_hello,
                self.kernel_drops,
                self.cpu_us_per_hello.unwrap_or_default(),
            )?;
        }
        Ok(())
    }
}
