//! `make bench-churn`: calls come and go in every way a browser may leave, and the server must hold afterwards what it
//! held before.

use crate::Trouble;
use crate::clock;
use crate::fleet::{Fleet, State};
use crate::http;
use crate::network::Impairment;
use crate::servers::{Place, Server, ventanilla};
use crate::usage::{descriptors, resident_kb, threads};
use clap::Args;
use serde::Serialize;
use serde_json::Value;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

/// A wave must stand within this.
const PATIENCE: Duration = Duration::from_secs(30);
/// So long nothing happens before a look at the process.
const BREATH: Duration = Duration::from_millis(500);
/// How long calls with media talk.
const TALK: Duration = Duration::from_millis(300);
/// Shorter than an office's, so that what was left alone ends while the bench runs: names of the example's settings.
const SETTINGS: [&str; 6] = [
    "max_legs=1000",
    "setup_deadline=2000",
    "stall_after=1500",
    "consent_timeout=3000",
    "tcp=127.0.0.1:0",
    "tcp_proof_deadline=1000",
];

/// Calls that come and go against one server process.
#[derive(Debug, Clone, Args)]
pub struct Arguments {
    /// Calls after the warm-up.
    #[arg(long, default_value_t = 2000)]
    calls: usize,
    /// Calls before the first look: allocator, pools and tables find their size.
    #[arg(long, default_value_t = 500)]
    warm_up: usize,
    /// Calls of one wave.
    #[arg(long, default_value_t = 20)]
    at_once: usize,
    /// How often to look after the first time, the calls in between being equal parts.
    #[arg(long, default_value_t = 4)]
    looks: usize,
    /// How much resident memory may have grown at the end, in kB.
    #[arg(long, default_value_t = 4096)]
    tolerance_kb: u64,
    /// The media room's program.
    #[arg(long, default_value = "target/release/examples/echo")]
    ventanilla: std::path::PathBuf,
    /// One JSON object a line instead of a table.
    #[arg(long)]
    json: bool,
}

/// How a call ends, or why it never begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Both browsers say good-bye.
    GoodBye,
    /// The server ends it.
    Closed,
    /// Both browsers are gone without a word, in the middle of a sentence.
    Killed,
    /// One browser is reloaded and takes its side again; then both say good-bye.
    Reloaded,
    /// Offers, and nothing more; a TCP connection that says nothing beside it.
    OfferOnly,
    /// ICE, but no handshake.
    IceOnly,
    /// Connected, and gone without having sent anything.
    NoMedia,
}

impl Ending {
    const ALL: [Self; 7] = [
        Self::GoodBye,
        Self::Killed,
        Self::OfferOnly,
        Self::Closed,
        Self::IceOnly,
        Self::Reloaded,
        Self::NoMedia,
    ];

    fn connects(self) -> bool {
        !matches!(self, Self::OfferOnly | Self::IceOnly)
    }

    fn talks(self) -> bool {
        self.connects() && self != Self::NoMedia
    }
}

/// What the server process holds when no call is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct Level {
    calls: usize,
    rss_kb: u64,
    descriptors: usize,
    threads: u64,
    tasks: u64,
    /// Legs, rooms, fragments, addresses, timers, TCP connections and unread events together.
    held: u64,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { calls, rss_kb, descriptors, threads, tasks, held } = self;
        write!(f, "| {calls} | {rss_kb} | {descriptors} | {threads} | {tasks} | {held} |")
    }
}

/// Runs all waves and prints the levels; fails when something was left.
pub fn bench(arguments: &Arguments) -> Result<(), Trouble> {
    let place = Place {
        namespace: None,
        ip: IpAddr::V4(Ipv4Addr::LOCALHOST),
        ventanilla: arguments.ventanilla.clone(),
        janus: std::path::PathBuf::new(),
    };
    let (server, control) = ventanilla::start(&place, &SETTINGS)?;
    let mut churn = Churn::new(arguments, control)?;
    if !arguments.json {
        println!("| calls | RSS kB | descriptors | threads | tasks | held |\n|{}", "---|".repeat(6));
    }
    churn.run(arguments.warm_up)?;
    let start = churn.level(&server)?;
    arguments.show(&start)?;
    let mut end = start;
    for _ in 0..arguments.looks {
        churn.run(arguments.calls.div_ceil(arguments.looks))?;
        end = churn.level(&server)?;
        arguments.show(&end)?;
    }
    arguments.judge(&start, &end)
}

impl Arguments {
    fn show(&self, level: &Level) -> Result<(), Trouble> {
        if self.json {
            println!("{}", serde_json::to_string(level)?);
        } else {
            println!("{level}");
        }
        Ok(())
    }

    fn judge(&self, start: &Level, end: &Level) -> Result<(), Trouble> {
        let grown = end.rss_kb.saturating_sub(start.rss_kb);
        if (end.held, end.tasks, end.descriptors) != (0, start.tasks, start.descriptors) {
            return Err("calls, tasks or descriptors are left".into());
        }
        if grown > self.tolerance_kb {
            return Err(format!("memory has grown by {grown} kB").into());
        }
        eprintln!("back where it was: memory {grown} kB above the warm level, nothing else");
        Ok(())
    }
}

/// A call of the running wave.
#[derive(Debug, Clone, Copy)]
struct Call {
    number: usize,
    clients: [usize; 2],
    ending: Ending,
}

struct Churn {
    control: SocketAddr,
    /// Where the server takes media over TCP.
    tcp: SocketAddr,
    fleet: Fleet,
    at_once: usize,
    done: usize,
    /// TCP connections that nobody says anything on, of the last waves.
    silent: Vec<TcpStream>,
}

impl Churn {
    fn new(arguments: &Arguments, control: SocketAddr) -> Result<Self, Trouble> {
        let network = Impairment { loss: 0.0, delay: Duration::ZERO };
        let local = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let fleet = Fleet::new(arguments.at_once * 2, local, network, 1)?;
        let state = http::get_json(control, "/state")?;
        let tcp = state["tcp_address"].as_str().ok_or("the server takes no TCP")?.parse()?;
        Ok(Self { control, tcp, fleet, at_once: arguments.at_once, done: 0, silent: Vec::new() })
    }

    fn run(&mut self, calls: usize) -> Result<(), Trouble> {
        let end = self.done + calls;
        while self.done < end {
            let count = self.at_once.min(end - self.done);
            let calls: Vec<Call> = (0..count).map(|index| self.call(index)).collect();
            self.wave(&calls)?;
            self.done += count;
        }
        Ok(())
    }

    fn call(&self, index: usize) -> Call {
        let number = self.done + index;
        Call { number, clients: [index * 2, index * 2 + 1], ending: Ending::ALL[number % Ending::ALL.len()] }
    }

    fn wave(&mut self, calls: &[Call]) -> Result<(), Trouble> {
        for call in calls {
            for side in 0..2 {
                self.join(call, side)?;
            }
            if call.ending == Ending::OfferOnly {
                self.silent.push(TcpStream::connect(self.tcp)?);
            }
        }
        self.until_connected(calls)?;
        let talking = || calls.iter().filter(|call| call.ending.talks()).flat_map(|call| call.clients);
        talking().for_each(|client| self.fleet.start(client));
        self.fleet.run_for(TALK)?;
        if let Some(deaf) = talking().find(|client| self.fleet.heard(*client) == 0) {
            return Err(format!("client {deaf} of a wave heard nothing").into());
        }
        calls.iter().try_for_each(|call| self.end(call))?;
        // The last words must leave; and the server has ended what said nothing in the waves before.
        self.fleet.run_for(Duration::from_millis(20))?;
        self.silent.drain(..self.silent.len().saturating_sub(self.at_once));
        for client in calls.iter().flat_map(|call| call.clients) {
            self.fleet.renew(client, IpAddr::V4(Ipv4Addr::LOCALHOST))?;
        }
        Ok(())
    }

    /// A side of a call makes its offer, and goes on as its ending wants.
    fn join(&mut self, call: &Call, side: usize) -> Result<(), Trouble> {
        let client = call.clients[side];
        let offer = self.fleet.offer(client)?;
        let name = ["citizen", "assistant"][side];
        let answer = http::post(self.control, &format!("/room/{}/{name}", call.number + 1), &offer)?;
        match call.ending {
            Ending::OfferOnly => return Ok(()),
            Ending::IceOnly => self.fleet.keep_to_ice(client),
            _ => {}
        }
        self.fleet.accept(client, answer)
    }

    fn until_connected(&mut self, calls: &[Call]) -> Result<(), Trouble> {
        let waiting: Vec<usize> =
            calls.iter().filter(|call| call.ending.connects()).flat_map(|call| call.clients).collect();
        let end = clock::now() + PATIENCE;
        while waiting.iter().any(|client| self.fleet.state(*client) != State::Connected) {
            if clock::now() > end {
                return Err("a call of a wave did not come about".into());
            }
            self.fleet.turn(end)?;
        }
        Ok(())
    }

    fn end(&mut self, call: &Call) -> Result<(), Trouble> {
        match call.ending {
            Ending::GoodBye => self.say_good_bye(call),
            Ending::Closed => http::delete(self.control, &format!("/room/{}", call.number + 1))?,
            Ending::Reloaded => {
                self.fleet.renew(call.clients[0], IpAddr::V4(Ipv4Addr::LOCALHOST))?;
                self.join(call, 0)?;
                self.until_connected(std::slice::from_ref(call))?;
                self.say_good_bye(call);
            }
            // Who is replaced by the next wave's clients without a word before is gone without one.
            Ending::Killed | Ending::OfferOnly | Ending::IceOnly | Ending::NoMedia => {}
        }
        Ok(())
    }

    fn say_good_bye(&mut self, call: &Call) {
        for client in call.clients {
            self.fleet.say_good_bye(client);
        }
    }

    /// Waits until no call is left, and looks at the process.
    fn level(&mut self, server: &Server) -> Result<Level, Trouble> {
        let end = clock::now() + PATIENCE;
        let mut state = http::get_json(self.control, "/state")?;
        while held(&state) > 0 && clock::now() < end {
            self.fleet.run_for(Duration::from_millis(100))?;
            state = http::get_json(self.control, "/state")?;
        }
        self.silent.clear();
        // The requests' own connections end a moment after their answers.
        self.fleet.run_for(BREATH)?;
        state = http::get_json(self.control, "/state")?;
        self.fleet.run_for(BREATH)?;
        Ok(Level {
            calls: self.done,
            rss_kb: resident_kb(server.process())?,
            descriptors: descriptors(server.process())?,
            threads: threads(server.process())?,
            tasks: state["tasks"].as_u64().ok_or("no number of tasks")?,
            held: held(&state),
        })
    }
}

/// Everything counted by the media server, and the example's own list of legs.
fn held(state: &Value) -> u64 {
    let media = state["media"].as_object().into_iter().flat_map(|counts| counts.values());
    media.chain([&state["known_legs"]]).filter_map(Value::as_u64).sum()
}
