//! The configuration file (TOML). Every limit has a name, a default and the reason for it here.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::lines::LineSettings;
use crate::prewarm::PrewarmSettings;
use crate::recording::RecordingSettings;
use crate::stills::StillSettings;
use crate::turn::TurnSettings;

/// `ventanilla serve --config FILE`. Unknown names are refused, so that a misspelt limit does not silently stay at its default.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Address of pages, HTTP and WebSockets (TCP).
    pub listen: SocketAddr,
    /// Folder of the database, the keys and a self-signed certificate.
    pub data: PathBuf,
    /// Origins from which browsers may open WebSockets and post, besides the one they were served from.
    pub allowed_origins: Vec<String>,
    /// TLS; browsers give cameras to https (and localhost) only.
    pub tls: Tls,
    /// Media transport.
    pub media: MediaSettings,
    /// Address of `GET /metrics` (Prometheus); off without it. An address of its own, so that a firewall can keep it inside.
    pub metrics_listen: Option<SocketAddr>,
    /// Opening hours.
    pub hours: scheduler::OpeningHours,
    /// What supervisors tell everybody.
    pub office: OfficeSettings,
    /// The roster.
    pub roster: RosterSettings,
    /// Queue timers and counts.
    pub queue: scheduler::Policy,
    /// One-time codes.
    pub code: registration::CodePolicy,
    /// Where others reach this service, for instance `https://cita.example.es`: SMS gateways call back there. Without it
    /// those that report by a callback do not know where to.
    pub public_url: Option<String>,
    /// Who carries messages to phones. `serve` does not start without one: an SMS that nobody sends is no confirmation.
    pub sms_gateways: Vec<sms::GatewaySettings>,
    /// How patiently messages are sent.
    pub sms: sms::SmsPolicy,
    /// Limits of requests and sockets.
    pub limits: Limits,
    /// Staff sign-in.
    pub sign_in: SignIn,
    /// Connection test.
    pub connection_test: ConnectionTestSettings,
    /// Connections built ahead of calls.
    pub prewarm: PrewarmSettings,
    /// Recording of calls.
    pub recording: RecordingSettings,
    /// How the quality of lines is kept.
    pub lines: LineSettings,
    /// Interpreters and observers.
    pub third_party: scheduler::ThirdPartyPolicy,
    /// Quality of stills.
    pub stills: StillSettings,
    /// The model of waits.
    pub forecast: crate::forecast::ForecastSettings,
    /// How often what concerns many is pushed.
    pub push: PushSettings,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            data: PathBuf::from("data"),
            allowed_origins: Vec::new(),
            tls: Tls::default(),
            media: MediaSettings::default(),
            metrics_listen: None,
            hours: scheduler::OpeningHours::default(),
            office: OfficeSettings::default(),
            roster: RosterSettings::default(),
            queue: scheduler::Policy::default(),
            code: registration::CodePolicy::default(),
            public_url: None,
            sms_gateways: Vec::new(),
            sms: sms::SmsPolicy::default(),
            limits: Limits::default(),
            sign_in: SignIn::default(),
            connection_test: ConnectionTestSettings::default(),
            prewarm: PrewarmSettings::default(),
            recording: RecordingSettings::default(),
            lines: LineSettings::default(),
            third_party: scheduler::ThirdPartyPolicy::default(),
            stills: StillSettings::default(),
            forecast: crate::forecast::ForecastSettings::default(),
            push: PushSettings::default(),
        }
    }
}

/// Where the certificate comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "mode", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Tls {
    /// Plain HTTP, on localhost.
    #[default]
    Off,
    /// A proxy in front ends TLS: plain HTTP here, but browsers come by https, so cookies are marked `Secure`.
    Proxy,
    /// A certificate made on first start, for a phone on the same network. Browsers warn once.
    SelfSigned,
    /// A certificate of yours.
    Files {
        /// PEM chain.
        certificate: PathBuf,
        /// PEM key.
        key: PathBuf,
    },
}

/// Media transport.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MediaSettings {
    /// UDP address; by default the one of `listen`, so that a firewall opens one port number.
    pub bind: Option<SocketAddr>,
    /// Addresses told to browsers when they differ from `bind` (NAT).
    pub announced: Vec<IpAddr>,
    /// Where browsers whose firewall blocks UDP bring their media (ICE-TCP): `"listen"`, the very port of the pages, where
    /// the first byte tells them apart; an address of its own; or `"off"`. Behind a proxy that ends TLS, `"listen"` is off.
    pub tcp: MediaTcp,
    /// Legs (participants) this node takes. 200: about two cores of relaying; beyond that a relay queues until it is
    /// useless, so it refuses instead.
    pub max_legs: Option<usize>,
    /// Kilobits a second with which a citizen's picture begins at most, when the connection test measured at least that much; the
    /// browser takes it from there. 1,000: browsers begin with 300 by themselves, at which the packets of a first picture in 720p are
    /// spread over 0.2 s. 0: as the browser likes.
    pub start_kbps: u32,
    /// The TURN server for networks that let only TLS through.
    pub turn: TurnSettings,
}

impl Default for MediaSettings {
    fn default() -> Self {
        Self {
            bind: None,
            announced: Vec::new(),
            tcp: MediaTcp::default(),
            max_legs: None,
            start_kbps: 1_000,
            turn: TurnSettings::default(),
        }
    }
}

/// Where media comes in by TCP.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum MediaTcp {
    /// At the address of the pages.
    #[default]
    Listen,
    /// Nowhere: UDP only.
    Off,
    /// At an address of its own.
    Own(SocketAddr),
}

impl TryFrom<String> for MediaTcp {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match text.as_str() {
            "listen" => Ok(Self::Listen),
            "off" => Ok(Self::Off),
            address => address.parse().map(Self::Own).map_err(|_| {
                format!("{address:?} is neither \"listen\", \"off\" nor an address with a port")
            }),
        }
    }
}

impl From<MediaTcp> for String {
    fn from(tcp: MediaTcp) -> Self {
        match tcp {
            MediaTcp::Listen => "listen".to_owned(),
            MediaTcp::Off => "off".to_owned(),
            MediaTcp::Own(address) => address.to_string(),
        }
    }
}

/// What supervisors tell everybody.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OfficeSettings {
    /// Longest reason of a closure, in characters. 200: two lines on a phone; nobody reads more before turning back.
    pub reason_chars: usize,
    /// Longest announcement, in characters. 500: a paragraph that leaves the wait visible below it on a phone.
    pub announcement_chars: usize,
}

impl Default for OfficeSettings {
    fn default() -> Self {
        Self { reason_chars: 200, announcement_chars: 500 }
    }
}

/// The roster.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RosterSettings {
    /// Largest file imported, at most 4 MiB. 1 MiB: a quarter of a year of 300 assistants as a table.
    pub import_bytes: usize,
    /// Shifts taken from one file. 20,000: the same; they are one commit, which holds all others up for 1.5 to 3 s (debug
    /// build on two busy cores).
    pub import_shifts: usize,
    /// Days of a repeating calendar that are taken, from the Monday of the present week on. 92: rosters are published for
    /// a quarter at most.
    pub import_days: u32,
    /// Days after which a past shift is forgotten. 90: long enough to look back at a quarter, and planned working times
    /// are data about staff.
    pub keep_days: u32,
}

impl Default for RosterSettings {
    fn default() -> Self {
        Self { import_bytes: 1024 * 1024, import_shifts: 20_000, import_days: 92, keep_days: 90 }
    }
}

/// Limits of requests and sockets.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Largest WebSocket frame read. 64 KiB: an SDP offer of a browser has 5 to 15 KiB.
    pub frame_bytes: usize,
    /// Largest HTTP body read. 64 KiB, as above.
    pub body_bytes: usize,
    /// Messages a second and socket. 20: a person typing and clicking stays below 5.
    pub messages_per_second: u32,
    /// Messages at once before the rate counts. 60: a reconnecting browser repeats what was not answered.
    pub message_burst: u32,
    /// Messages queued for a browser that does not read. 64: about a minute of pushes; whole states make more useless.
    pub outbox_messages: usize,
    /// Seconds between pings. 10: mobile networks drop idle bindings after 30 or more.
    pub heartbeat_seconds: u32,
    /// Seconds without any message from the browser before its socket counts as dead. 35: three pings and some.
    pub heartbeat_timeout_seconds: u32,
    /// Seconds one write may take before the socket is given up. 10: a browser that cannot take a state in that time is gone.
    pub write_timeout_seconds: u32,
    /// Open WebSockets. 20,000: about 10 KB each, see docs/ARCHITECTURE.md.
    pub sockets: usize,
    /// New citizen sessions a minute from everywhere. 3,000: a busy Monday opening has hundreds.
    pub sessions_per_minute: u32,
    /// Connection tests running at once. 60: each costs as much as half a call.
    pub connection_tests: usize,
    /// Seconds a running call may go on after the operator asked the service to stop. 1,800: no call is cut by an upgrade.
    pub drain_seconds: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            frame_bytes: 64 * 1024,
            body_bytes: 64 * 1024,
            messages_per_second: 20,
            message_burst: 60,
            outbox_messages: 64,
            heartbeat_seconds: 10,
            heartbeat_timeout_seconds: 35,
            write_timeout_seconds: 10,
            sockets: 20_000,
            sessions_per_minute: 3_000,
            connection_tests: 60,
            drain_seconds: 1_800,
        }
    }
}

/// How often what concerns many is pushed. One's own state is pushed at once, and so is the first change after a pause.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PushSettings {
    /// Seconds between two rounds to everybody who waits. 15: positions and waits in minutes do not change faster, and a
    /// hundred joins in that time cost one round instead of a hundred.
    pub queue_seconds: u32,
    /// Seconds between two boards. 1: a wall screen is looked at, not stared at.
    pub board_seconds: u32,
}

impl Default for PushSettings {
    fn default() -> Self {
        Self { queue_seconds: 15, board_seconds: 1 }
    }
}

/// Staff sign-in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignIn {
    /// Wrong passwords in a row before the account is locked. 5: typing errors, not guessing.
    pub failures_before_lock: u32,
    /// Seconds an account stays locked. 900: makes guessing useless without a call to the operator.
    pub lock_seconds: u32,
    /// Seconds without any request after which a sign-in ends. 28,800: a shift of six hours with breaks.
    pub idle_seconds: u32,
    /// Password checks at once. 4: argon2id takes 19 MiB and tens of milliseconds each.
    pub concurrent_checks: usize,
}

impl Default for SignIn {
    fn default() -> Self {
        Self { failures_before_lock: 5, lock_seconds: 900, idle_seconds: 28_800, concurrent_checks: 4 }
    }
}

/// Connection test.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ConnectionTestSettings {
    /// How long media is echoed before the verdict. 8 s: the bitrate has settled and jitter has been seen.
    pub duration_seconds: u32,
    /// How long a test may stay open. 90 s: time to answer "did you hear the tone?".
    pub lifetime_seconds: u32,
    /// How long a passed test opens the queue. 3,600 s: the device and the network are still the same.
    pub pass_seconds: u32,
    /// From which values on something is weak or insufficient.
    pub thresholds: media::verdict::Thresholds,
}

impl Default for ConnectionTestSettings {
    fn default() -> Self {
        Self {
            duration_seconds: 8,
            lifetime_seconds: 90,
            pass_seconds: 3_600,
            thresholds: media::verdict::Thresholds::default(),
        }
    }
}

/// Why the configuration file was refused.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// It cannot be read.
    #[error("cannot read {path}: {cause}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// It is not what the settings say.
    #[error("{path}: {cause}")]
    Parse {
        /// The file.
        path: PathBuf,
        /// Where and why.
        cause: Box<toml::de::Error>,
    },
}

impl Settings {
    /// Folder of the recordings.
    pub fn recordings_folder(&self) -> PathBuf {
        self.recording.folder.clone().unwrap_or_else(|| self.data.join("recordings"))
    }

    /// Reads a configuration file.
    pub fn read(path: &Path) -> Result<Self, SettingsError> {
        let text = std::fs::read_to_string(path)
            .map_err(|cause| SettingsError::Read { path: path.to_owned(), cause })?;
        toml::from_str(&text)
            .map_err(|cause| SettingsError::Parse { path: path.to_owned(), cause: Box::new(cause) })
    }
}
