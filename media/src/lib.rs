//! The media server: one UDP socket, WebRTC legs with browsers, the connection test's echo, the call's relay and
//! stills taken from the video.
//!
//! Everything but [`driver`](self) is pure and knows no socket and no engine; only `driver/` names the WebRTC crate.

mod audio_level;
mod bandwidth;
mod config;
mod demux;
mod driver;
mod endpoint;
mod error;
mod event;
mod framing;
mod freeze;
#[cfg(test)]
mod fuzz_tests;
mod handle;
mod ids;
mod inventory;
mod line;
mod line_history;
mod pace;
mod pacer;
mod picture;
mod picture_quality;
pub mod recording;
mod relay;
mod routes;
mod sdp;
mod stats;
pub mod verdict;
mod vp8;

pub use audio_level::AudioLevel;
pub use config::{MediaConfig, TcpListen};
pub use driver::DropCounts;
pub use error::{MediaError, OfferError, StillError};
pub use event::{LossReason, MediaEvent, Reception};
pub use framing::opens_like_ice;
pub use handle::Media;
pub use ids::{LegId, RoomId, Side};
pub use inventory::Inventory;
pub use line::{Line, LineQuality};
pub use line_history::{DirectionSummary, LineSeconds, LineSpell, LineSummary, Spread};
pub use picture::Still;
pub use picture_quality::PictureQuality;
pub use sdp::with_start_bitrate;
pub use stats::{DirectionReport, LegReport, LegState, Transport, VideoReport};
