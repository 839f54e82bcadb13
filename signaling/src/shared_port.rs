//! One TCP port for pages and for media: browsers whose firewall blocks UDP bring their media by TCP (ICE-TCP, RFC 6544) to
//! the very port of the pages, which such a firewall lets through. The first byte tells them apart.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::time::Duration;

use axum_server::accept::Accept;
use media::Media;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long a new connection may say nothing before it counts as HTTP. Media says its first words at once; browsers open
/// connections ahead of need, and those are for pages.
const FIRST_BYTE: Duration = Duration::from_secs(10);

/// Hands media connections to the media room, and lets the others pass.
#[derive(Debug, Clone)]
pub struct SharedPort {
    media: Option<Media>,
}

impl SharedPort {
    /// `media` is given when its TCP connections come in here.
    pub const fn new(media: Option<Media>) -> Self {
        Self { media }
    }
}

impl<S: Send + 'static> Accept<TcpStream, S> for SharedPort {
    type Stream = TcpStream;
    type Service = S;
    type Future = Pin<Box<dyn Future<Output = io::Result<(TcpStream, S)>> + Send>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let media = self.media.clone();
        Box::pin(async move {
            let Some(media) = media else { return Ok((stream, service)) };
            let mut first = [0];
            match timeout(FIRST_BYTE, stream.peek(&mut first)).await {
                Ok(Ok(1)) if media::opens_like_ice(first[0]) => {
                    media.adopt_tcp(stream)?;
                    // The server in front only hears that there is nothing to do for it.
                    Err(io::Error::other("a media connection"))
                }
                Ok(Ok(_)) | Err(_) => Ok((stream, service)),
                Ok(Err(error)) => Err(error),
            }
        })
    }
}
