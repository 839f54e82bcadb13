//! `ventanilla doctor`: can this machine run the service?

pub(super) mod probe;
mod webrtc_check;

use std::net::{SocketAddr, TcpListener, UdpSocket};
use std::path::Path;
use std::process::ExitCode;

use chrono::{Datelike, Utc};

use super::Outcome;
use crate::clock::Clock;
use crate::http::assets;
use crate::service::open_store;
use crate::settings::{Settings, Tls};
use crate::tls;

/// What a check found.
enum Finding {
    Good(String),
    /// Works, but look at it.
    Notice(String),
    Bad(String),
}

/// Checks everything and says what to do; fails when something is bad.
pub async fn run(config: Option<&Path>) -> Outcome {
    let settings = config.map(Settings::read).transpose()?.unwrap_or_default();
    let checks = [
        ("tcp port", tcp_port(settings.listen)),
        ("udp port", udp_port(settings.media.bind.unwrap_or(settings.listen))),
        ("clock", clock()),
        ("opening hours", hours(&settings)),
        ("data folder and database", database(&settings).await),
        ("tls", certificates(&settings)),
        ("browser apps", apps()),
        ("webrtc to itself", webrtc_check::run(&settings).await),
    ];
    let mut failed = false;
    for (name, finding) in checks {
        let (mark, words) = match finding {
            Finding::Good(words) => ("ok    ", words),
            Finding::Notice(words) => ("notice", words),
            Finding::Bad(words) => {
                failed = true;
                ("BAD   ", words)
            }
        };
        println!("{mark}  {name:<26} {words}");
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn tcp_port(address: SocketAddr) -> Finding {
    match TcpListener::bind(address) {
        Ok(_) => Finding::Good(format!("{address} is free")),
        Err(cause) => {
            Finding::Bad(format!("{address}: {cause}. Is the service running already? Set `listen`."))
        }
    }
}

fn udp_port(address: SocketAddr) -> Finding {
    match UdpSocket::bind(address) {
        Ok(_) => Finding::Good(format!("{address} is free; open it in the firewall for media")),
        Err(cause) => Finding::Bad(format!("{address}: {cause}. Set `media.bind`.")),
    }
}

/// A clock that is years off is a battery, not a time zone; seconds are the business of NTP.
fn clock() -> Finding {
    let now: chrono::DateTime<Utc> = Clock::real().now();
    if now.year() < 2026 {
        Finding::Bad(format!("{now}: set the clock (NTP)"))
    } else {
        Finding::Good(now.to_rfc3339())
    }
}

fn hours(settings: &Settings) -> Finding {
    let hours = settings.hours.at(Clock::real().now());
    match (hours.open, hours.next_opening) {
        (true, _) => Finding::Good("open now".to_owned()),
        (false, Some(next)) => Finding::Good(format!(
            "closed; opens {}",
            next.with_timezone(&settings.hours.time_zone).to_rfc3339()
        )),
        (false, None) => Finding::Bad("does not open within a year: look at `hours`".to_owned()),
    }
}

async fn database(settings: &Settings) -> Finding {
    match open_store(settings).await {
        Ok(store) => {
            store.close().await;
            Finding::Good(format!("{} opens and is migrated", settings.data.display()))
        }
        Err(error) => Finding::Bad(error.to_string()),
    }
}

fn certificates(settings: &Settings) -> Finding {
    match (&settings.tls, tls::config(settings)) {
        (_, Err(error)) => Finding::Bad(error.to_string()),
        (Tls::Off, Ok(_)) => Finding::Notice("off: browsers give a camera on localhost only".to_owned()),
        (Tls::Proxy, Ok(_)) => Finding::Good("ended by a proxy in front".to_owned()),
        (Tls::SelfSigned, Ok(_)) => Finding::Notice("self-signed: browsers warn".to_owned()),
        (Tls::Files { .. }, Ok(_)) => Finding::Good("certificate and key fit".to_owned()),
    }
}

fn apps() -> Finding {
    if assets::are_built() {
        Finding::Good("embedded".to_owned())
    } else {
        Finding::Bad("not embedded: build with `make build`".to_owned())
    }
}
