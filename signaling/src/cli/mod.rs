//! The command line.

mod demo;
mod doctor;
mod lines;
mod recording;
mod registrations;
mod serve;
mod sms;
mod staff;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::logging;

/// Video-assisted registration: citizens, queue, calls, SMS.
#[derive(Debug, Parser)]
#[command(name = "ventanilla", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the service.
    Serve {
        /// Configuration file (TOML).
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
    },
    /// Run a demonstration: embedded database, phones on a page, staff to sign in with.
    Demo(DemoArgs),
    /// Manage members of staff.
    Staff {
        #[command(subcommand)]
        command: StaffCommand,
    },
    /// Try the SMS gateways.
    Sms {
        #[command(subcommand)]
        command: SmsCommand,
    },
    /// List registrations, for those allowed to read the data folder.
    Registrations {
        /// Data folder of the service.
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
    },
    /// List what the lines of calls were like, one JSON object a line, for those allowed to read the data folder.
    Lines {
        /// Data folder of the service.
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
    },
    /// List and export recordings, for those allowed to read the data folder.
    Recording {
        #[command(subcommand)]
        command: recording::RecordingCommand,
    },
    /// Check whether this machine can run the service, or test the connection from here to one that runs.
    Doctor {
        /// Configuration file (TOML); the defaults without it.
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
        /// Take the citizen's connection test at this address, for instance <https://citas.example.es>, and print the
        /// result as JSON.
        #[arg(long, value_name = "URL", conflicts_with = "config")]
        probe: Option<String>,
    },
}

/// `ventanilla demo`.
#[derive(Debug, Args)]
struct DemoArgs {
    /// Address of pages and media. Use 0.0.0.0:8443 with --tls self-signed for a phone on the same network.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDR")]
    listen: SocketAddr,
    /// Data folder.
    #[arg(long, default_value = "demo-data", value_name = "DIR")]
    data: PathBuf,
    /// The demo's clock starts here and runs on, for instance 2026-11-23T09:30:00+01:00.
    #[arg(long, value_name = "RFC3339")]
    clock: Option<DateTime<Utc>>,
    /// TLS, which phones need for their camera.
    #[arg(long, value_enum, default_value_t = DemoTls::Off)]
    tls: DemoTls,
    /// Configuration file (TOML) for everything else.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Start as an office that plans nobody; otherwise this week and the next are planned when they are empty.
    #[arg(long)]
    no_roster: bool,
    /// Print one line of JSON with addresses and sign-in data when ready, instead of words.
    #[arg(long)]
    json_ready: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DemoTls {
    /// Plain HTTP: cameras work on localhost only.
    Off,
    /// A certificate of our own; browsers warn once.
    SelfSigned,
}

#[derive(Debug, Subcommand)]
enum StaffCommand {
    /// Add a member of staff, or change an existing one's password, name and roles. The password is read from standard
    /// input.
    Add {
        /// Configuration file (TOML).
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// Sign-in name.
        #[arg(long)]
        user: String,
        /// Name to show.
        #[arg(long)]
        name: String,
        /// `assistant`, `supervisor`, `interpreter`; may be given several times.
        #[arg(long = "role", required = true)]
        roles: Vec<StaffRole>,
        /// Languages spoken besides Spanish, for instance ca.
        #[arg(long = "language")]
        languages: Vec<scheduler::Language>,
    },
}

#[derive(Debug, Subcommand)]
enum SmsCommand {
    /// Send a test message past the outbox, print what the gateway said, and wait for its delivery report.
    Send {
        /// Configuration file (TOML).
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// Number in E.164, for instance +34612345678.
        #[arg(long, value_name = "NUMBER")]
        test: String,
        /// Seconds to wait for the report; 0: not at all.
        #[arg(long, value_name = "SECONDS", default_value_t = 60)]
        wait: u32,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StaffRole {
    /// Takes calls.
    Assistant,
    /// Watches the queue.
    Supervisor,
    /// Is asked into calls as an interpreter.
    Interpreter,
}

/// A failure in words for the operator.
type Outcome = Result<ExitCode, Box<dyn std::error::Error + Send + Sync>>;

/// Runs the command line to its end.
pub async fn run() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Serve { config } => {
            logging::init(logging::Format::Json);
            serve::run(&config).await
        }
        Command::Demo(args) => {
            logging::init(logging::Format::Text);
            demo::run(args).await
        }
        Command::Staff { command: StaffCommand::Add { config, user, name, roles, languages } } => {
            staff::add(&config, user, name, &roles, languages).await
        }
        Command::Sms { command: SmsCommand::Send { config, test, wait } } => {
            logging::init(logging::Format::Text);
            sms::send(&config, &test, wait).await
        }
        Command::Registrations { data } => registrations::list(data).await,
        Command::Lines { data } => lines::list(data).await,
        Command::Recording { command } => recording::run(command).await,
        Command::Doctor { probe: Some(url), .. } => doctor::probe::run(&url).await,
        Command::Doctor { config, probe: None } => doctor::run(config.as_deref()).await,
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("ventanilla: {error}");
        ExitCode::FAILURE
    })
}
