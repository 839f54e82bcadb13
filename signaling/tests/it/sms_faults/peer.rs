//! A provider with an HTTP interface that remembers what it received and misbehaves as a seeded generator says.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// How a request is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whim {
    /// Taken and answered.
    Take,
    /// Not taken: 503.
    Refuse,
    /// Taken; the answer never comes.
    TakeAndHang,
    /// Taken; the connection breaks before the answer.
    TakeAndDrop,
    /// Not taken; the connection breaks.
    Drop,
}

type Received = Arc<Mutex<HashMap<String, u32>>>;

/// The peer; ends when dropped.
pub struct Peer {
    pub address: SocketAddr,
    received: Received,
    _server: JoinSet<()>,
}

impl Peer {
    /// Listens. One request in twelve goes wrong, and every second or so the whole provider is gone for a moment.
    pub async fn start(seed: u64) -> Self {
        let (listener, address, received) = Self::listen().await;
        let mut server = JoinSet::new();
        server.spawn(serve(listener, Arc::clone(&received), StdRng::seed_from_u64(seed)));
        Self { address, received, _server: server }
    }

    /// Listens, and takes everything.
    pub async fn calm() -> Self {
        let (listener, address, received) = Self::listen().await;
        let mut server = JoinSet::new();
        let seen = Arc::clone(&received);
        server.spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                connections.spawn(converse(stream, Arc::clone(&seen), None));
            }
        });
        Self { address, received, _server: server }
    }

    async fn listen() -> (TcpListener, SocketAddr, Received) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        (listener, address, Received::default())
    }

    /// How often each message was received, by the service's id.
    pub fn received(&self) -> HashMap<String, u32> {
        self.received.lock().unwrap().clone()
    }
}

async fn serve(mut listener: TcpListener, received: Received, mut rng: StdRng) {
    let address = listener.local_addr().unwrap();
    loop {
        let mut connections = JoinSet::new();
        let up = Duration::from_millis(rng.random_range(700..1500));
        let accepting = async {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let rng = StdRng::seed_from_u64(rng.random());
                connections.spawn(converse(stream, Arc::clone(&received), Some(rng)));
            }
        };
        let _over = timeout(up, accepting).await;
        // Killed: nobody listens, every connection breaks wherever it was.
        drop(listener);
        connections.shutdown().await;
        sleep(Duration::from_millis(rng.random_range(50..250))).await;
        listener = TcpListener::bind(address).await.unwrap();
    }
}

async fn converse(mut stream: TcpStream, received: Received, mut rng: Option<StdRng>) {
    let mut buffer = Vec::new();
    while let Some(body) = request(&mut stream, &mut buffer).await {
        let whim = rng.as_mut().map_or(Whim::Take, whim);
        if matches!(whim, Whim::Take | Whim::TakeAndHang | Whim::TakeAndDrop) {
            let sent: serde_json::Value = serde_json::from_slice(&body).unwrap();
            let id = sent["id"].as_str().unwrap().to_owned();
            *received.lock().unwrap().entry(id).or_default() += 1;
        }
        let answer = match whim {
            Whim::Take => "HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{\"status\":\"ok\"}",
            Whim::Refuse => "HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n",
            Whim::TakeAndHang => return std::future::pending().await,
            Whim::TakeAndDrop | Whim::Drop => return,
        };
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}

fn whim(rng: &mut StdRng) -> Whim {
    match rng.random_range(0..1000) {
        0..40 => Whim::Refuse,
        40..50 => Whim::TakeAndHang,
        50..65 => Whim::TakeAndDrop,
        65..80 => Whim::Drop,
        _ => Whim::Take,
    }
}

/// The body of the next request; `None` when the connection has ended.
async fn request(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Vec<u8>> {
    loop {
        if let Some(head) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
            let headers = String::from_utf8_lossy(&buffer[..head]).to_lowercase();
            let length: usize =
                headers.split("content-length:").nth(1)?.lines().next()?.trim().parse().ok()?;
            if buffer.len() >= head + 4 + length {
                let body = buffer[head + 4..head + 4 + length].to_vec();
                buffer.drain(..head + 4 + length);
                return Some(body);
            }
        }
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    }
}
