//! Logs: one line an event, to standard error. Never personal data: domain values are `Sensitive`, requests are not logged.
//! The WebRTC engine's own log is off, because it names peers' addresses and, in detail, ICE passwords.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// How lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    Text,
    /// For a log collector.
    Json,
}

/// Installs the subscriber. `RUST_LOG` overrides the default level `info`, never the engine's silence.
pub fn init(format: Format) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    // Targets match by prefix: this covers `rtc_ice`, `rtc_dtls` and the rest of the family.
    let silenced = ["rtc=off", "webrtc=off"].into_iter().filter_map(|directive| directive.parse().ok());
    let filter = silenced.fold(filter, EnvFilter::add_directive);
    // Colours are for eyes: in a file or a journal their codes are noise.
    let colours = std::io::stderr().is_terminal();
    let builder =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(colours);
    // A second call (tests) keeps the first subscriber.
    let _ = match format {
        Format::Text => builder.try_init(),
        Format::Json => builder.json().try_init(),
    };
}
