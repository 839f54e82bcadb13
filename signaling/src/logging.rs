//! Logs: one line an event, to standard error. Never personal data: domain values are `Sensitive`, requests are not logged.

use tracing_subscriber::EnvFilter;

/// How lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    Text,
    /// For a log collector.
    Json,
}

/// Installs the subscriber. `RUST_LOG` overrides the default level `info`; the WebRTC engine is quieter.
pub fn init(format: Format) {
    let quiet = "info,rtc=error,rtc_ice=error,rtc_dtls=error,rtc_interceptor=error,webrtc=error,sqlx=warn";
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(quiet));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second call (tests) keeps the first subscriber.
    let _ = match format {
        Format::Text => builder.try_init(),
        Format::Json => builder.json().try_init(),
    };
}
