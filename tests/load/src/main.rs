//! The load generator. `make bench-media`: this service's media room and Janus under the same calls, one after the
//! other. `make bench-hellos`: calls under a flood of forged handshakes. `make bench-churn`: calls that come and go.

mod churn;
mod clock;
mod fleet;
mod flood;
mod hello;
mod hellos;
mod http;
mod ledger;
mod network;
mod peer;
mod report;
mod run;
mod servers;
mod traffic;
mod usage;

use clap::{Parser, Subcommand};
use report::Table;
use servers::{Kind, Place};
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::process::ExitCode;

/// A failure in words.
pub type Trouble = Box<dyn std::error::Error + Send + Sync>;

/// Two-party calls through a media server and what they cost it. Usually started by `make bench-media`, which makes
/// the network namespace.
#[derive(Debug, Parser)]
#[command(args_conflicts_with_subcommands = true)]
struct Arguments {
    /// Another bench than that of forwarding.
    #[command(subcommand)]
    other: Option<Bench>,
    /// Servers, in the order in which they alternate.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Kind::Janus, Kind::Ventanilla])]
    servers: Vec<Kind>,
    /// Calls at once; several numbers make several rows.
    #[arg(long, value_delimiter = ',', default_values_t = [10, 25, 50])]
    calls: Vec<usize>,
    /// Length of the measured window.
    #[arg(long, default_value_t = 12)]
    seconds: u64,
    /// How often everything is repeated; the table shows medians.
    #[arg(long, default_value_t = 1)]
    rounds: usize,
    /// Datagrams lost between client and server, in percent, in each direction.
    #[arg(long, value_delimiter = ',', default_values_t = [0.0])]
    loss: Vec<f64>,
    /// Round-trip time between client and server, in milliseconds.
    #[arg(long, value_delimiter = ',', default_values_t = [0])]
    rtt: Vec<u64>,
    /// What decides which datagrams are lost.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// One JSON object a line for each server run instead of a table.
    #[arg(long)]
    json: bool,
    /// Network namespace of the servers.
    #[arg(long)]
    namespace: Option<String>,
    /// Address of the servers.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    server_ip: IpAddr,
    /// Address of the clients.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    client_ip: IpAddr,
    /// The media room's program.
    #[arg(long, default_value = "target/release/examples/echo")]
    ventanilla: PathBuf,
    /// Janus.
    #[arg(long, default_value = "/usr/bin/janus")]
    janus: PathBuf,
}

/// Benches of the media server alone.
#[derive(Debug, Subcommand)]
enum Bench {
    /// Calls under a flood of forged DTLS hellos.
    Hellos(hellos::Arguments),
    /// Calls that come and go, in every way a browser may leave.
    Churn(churn::Arguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.other {
        None => bench(&arguments),
        Some(Bench::Hellos(arguments)) => hellos::bench(arguments),
        Some(Bench::Churn(arguments)) => churn::bench(arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn bench(arguments: &Arguments) -> Result<(), Trouble> {
    let place = Place {
        namespace: arguments.namespace.clone(),
        ip: arguments.server_ip,
        ventanilla: arguments.ventanilla.clone(),
        janus: arguments.janus.clone(),
    };
    let plan = plan(arguments);
    let mut table = Table::default();
    for (done, run) in plan.iter().enumerate() {
        eprintln!("[{}/{}] {run}", done + 1, plan.len());
        let report = run::measure(run, &place, arguments.client_ip)?;
        eprintln!("        {}", report.in_short());
        if arguments.json {
            println!("{}", serde_json::to_string(&report)?);
        }
        table.add(report);
    }
    if !arguments.json {
        println!("{table}");
    }
    Ok(())
}

/// Every combination, the servers innermost: neighbours in time are what is compared.
fn plan(arguments: &Arguments) -> Vec<run::Run> {
    let mut plan = Vec::new();
    for round in 0..arguments.rounds {
        for calls in &arguments.calls {
            for loss_pct in &arguments.loss {
                for rtt_ms in &arguments.rtt {
                    plan.extend(arguments.servers.iter().map(|server| run::Run {
                        server: *server,
                        calls: *calls,
                        seconds: arguments.seconds,
                        loss_pct: *loss_pct,
                        rtt_ms: *rtt_ms,
                        seed: arguments.seed.wrapping_add(round as u64),
                    }));
                }
            }
        }
    }
    plan
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn count(number: u64) -> f64 {
    number as f64
}
