//! `ventanilla demo`: everything on one machine, with people to play.

mod roster;

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::process::ExitCode;

use chrono::{DateTime, TimeDelta, Utc};
use rand::{Rng, RngExt};
use scheduler::Language;
use serde::{Deserialize, Serialize};
use store::{Change, ChangeSet, Role, Store};

use super::serve::until_told;
use super::staff::{Member, save};
use super::{DemoArgs, DemoTls, Outcome};
use crate::clock::{Clock, entropy};
use crate::http::assets;
use crate::refusal::Refusal;
use crate::service::{Parts, Service, open_store, scheme};
use crate::settings::{Settings, Tls};
use crate::tls::local_addresses;

/// Remembers the demo's clock, so that a restart does not send waiting citizens back in time.
const CLOCK_KEY: &str = "demo_clock_offset_seconds";

/// Sign-in data of the demo's staff, beside the database.
const STAFF_FILE: &str = "demo-staff.json";

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Player {
    user_name: String,
    password: String,
    roles: Vec<Role>,
}

/// Runs the demo.
pub async fn run(args: DemoArgs) -> Outcome {
    let settings = settings(&args)?;
    let store = open_store(&settings).await?;
    let clock = demo_clock(store.as_ref(), &settings, args.clock).await.map_err(|refusal| refusal.code)?;
    let staff = players(store.as_ref(), &settings.data).await?;
    if !args.no_roster {
        roster::seed(store.as_ref(), &settings, clock.now()).await.map_err(|refusal| refusal.code)?;
    }
    let scheme = scheme(&settings);
    let zone = settings.hours.time_zone;
    let service = Service::start(Parts { settings, clock, store }).await?;
    let media = service.app().media.local_addr();
    let ready = Ready { scheme, address: service.address, media, clock, zone, staff };
    if args.json_ready {
        ready.print_json();
    } else {
        ready.print_words();
    }
    until_told(service).await?;
    Ok(ExitCode::SUCCESS)
}

fn settings(args: &DemoArgs) -> Result<Settings, crate::settings::SettingsError> {
    let base = args.config.as_deref().map(Settings::read).transpose()?.unwrap_or_default();
    let tls = match args.tls {
        DemoTls::Off => Tls::Off,
        DemoTls::SelfSigned => Tls::SelfSigned,
    };
    let mut media = base.media.clone();
    // Firefox offers no loopback address, so a browser on this machine may come from a network interface: media listens
    // on all of them although the pages do not. Nobody connects without the credentials of an answered offer.
    let any = match args.listen {
        SocketAddr::V4(_) => IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        SocketAddr::V6(_) => IpAddr::V6(Ipv6Addr::UNSPECIFIED),
    };
    media.bind.get_or_insert(SocketAddr::new(any, 0));
    let mut sms_gateways = base.sms_gateways.clone();
    if sms_gateways.is_empty() {
        sms_gateways.push(sms::GatewaySettings::DemoInbox(sms::DemoInboxSettings::default()));
    }
    Ok(Settings { listen: args.listen, data: args.data.clone(), tls, media, sms_gateways, ..base })
}

/// As told; else as it was before a restart, if that still shows an open office; else the real time, or the next
/// opening day at half past nine when the office is closed.
async fn demo_clock(
    store: &dyn Store,
    settings: &Settings,
    told: Option<DateTime<Utc>>,
) -> Result<Clock, Refusal> {
    let remembered = store.meta(CLOCK_KEY).await?.and_then(|text| text.parse().ok()).map(Clock::shifted_by);
    let is_open = |clock: &Clock| settings.hours.at(clock.now()).open;
    let clock = match told {
        Some(start) => Clock::starting_at(start),
        None => match remembered.filter(is_open) {
            Some(clock) => clock,
            None if is_open(&Clock::real()) => Clock::real(),
            None => opening_morning(settings),
        },
    };
    let value = clock.offset_seconds().to_string();
    store.commit(ChangeSet::from(Change::PutMeta { key: CLOCK_KEY.to_owned(), value })).await?;
    Ok(clock)
}

fn opening_morning(settings: &Settings) -> Clock {
    let opening = settings.hours.at(Clock::real().now()).next_opening;
    opening.map_or_else(Clock::real, |opening| Clock::starting_at(opening + TimeDelta::minutes(30)))
}

/// Staff with passwords of their own, made on first start and kept beside the database: a demo on a network is no open door.
async fn players(
    store: &dyn Store,
    data: &Path,
) -> Result<Vec<Player>, Box<dyn std::error::Error + Send + Sync>> {
    let path = data.join(STAFF_FILE);
    if let Ok(text) = std::fs::read_to_string(&path) {
        return Ok(serde_json::from_str(&text)?);
    }
    let mut rng = entropy();
    let mut players = Vec::new();
    let members = [
        ("marta", "Marta Soler", vec![Role::Assistant], vec![Language::Ca, Language::En]),
        ("iker", "Iker Etxeberria", vec![Role::Assistant], vec![Language::Eu, Language::En]),
        ("lucia", "Lucía Campos", vec![Role::Assistant, Role::Supervisor], vec![Language::En]),
        ("nora", "Nora Vidal", vec![Role::Interpreter], vec![Language::En, Language::Ca]),
    ];
    for (user, name, roles, languages) in members {
        let password = passphrase(&mut rng);
        let member = Member { user: user.to_owned(), name: name.to_owned(), roles: roles.clone(), languages };
        save(store, &member, &password).await.map_err(|refusal| refusal.code)?;
        players.push(Player { user_name: user.to_owned(), password, roles });
    }
    let file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&path);
    file?.write_all(serde_json::to_string_pretty(&players)?.as_bytes())?;
    Ok(players)
}

/// Four short groups, easy to copy from a terminal: 62 bits.
fn passphrase(rng: &mut impl Rng) -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz";
    let group = |rng: &mut _| -> String {
        (0..4).map(|_| char::from(LETTERS[RngExt::random_range(rng, 0..LETTERS.len())])).collect()
    };
    [group(rng), group(rng), group(rng), group(rng)].join("-")
}

struct Ready {
    scheme: &'static str,
    address: SocketAddr,
    media: SocketAddr,
    clock: Clock,
    zone: chrono_tz::Tz,
    staff: Vec<Player>,
}

/// As it stands in a URL (RFC 3986 section 3.2.2).
fn host_of(address: SocketAddr) -> String {
    if address.is_ipv6() { format!("[{}]", address.ip()) } else { address.ip().to_string() }
}

impl Ready {
    /// The address a person on this machine types; a wildcard is no address.
    fn base(&self) -> String {
        let host =
            if self.address.ip().is_unspecified() { "localhost".to_owned() } else { host_of(self.address) };
        format!("{}://{host}:{}", self.scheme, self.address.port())
    }

    fn print_json(&self) {
        let base = self.base();
        let line = serde_json::json!({
            "citizen": format!("{base}/"),
            "console": format!("{base}/console"),
            "inbox": format!("{base}/inbox"),
            "media": SocketAddr::new(self.address.ip(), self.media.port()).to_string(),
            "clock": self.clock.now(),
            "staff": self.staff,
        });
        println!("{line}");
        let _ = std::io::stdout().flush();
    }

    fn print_words(&self) {
        let base = self.base();
        println!("\n  Ventanilla — demo\n");
        println!("  Citizen:  {base}/");
        println!("  Console:  {base}/console");
        println!("  Inbox:    {base}/inbox        (the demo's phones)");
        if self.address.ip().is_unspecified() {
            for ip in local_addresses().into_iter().filter(std::net::IpAddr::is_ipv4) {
                println!("  Network:  {}://{ip}:{}/", self.scheme, self.address.port());
            }
        }
        println!("\n  Sign in to the console as");
        for player in &self.staff {
            let roles: Vec<_> = player.roles.iter().map(|role| format!("{role:?}").to_lowercase()).collect();
            println!("    {:<8} {}   ({})", player.user_name, player.password, roles.join(", "));
        }
        let shown = self.clock.now().with_timezone(&self.zone).format("%A %d %B %Y %H:%M");
        if self.clock.is_shifted() {
            println!("\n  The office is closed now, so the demo's clock shows {shown} (Madrid) and runs on.");
        } else {
            println!("\n  The office is open: {shown} (Madrid).");
        }
        if !assets::are_built() {
            println!("\n  The browser apps are not built yet: run `make run`.");
        }
        println!("\n  Stop with Ctrl+C.\n");
    }
}
