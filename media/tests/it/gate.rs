//! A network between client and server that a test can cut, make lossy, or let a hostile client speak through.

use rand::rngs::StdRng;
use rand::{Rng, RngExt, SeedableRng};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use tokio::net::UdpSocket;
use tokio::sync::watch;

#[derive(Default)]
struct Rules {
    cut: AtomicBool,
    /// Drop the next so many media packets of more than [`LARGE`] bytes from the client.
    drop_large_up: AtomicU32,
    dropped: AtomicU32,
    /// Spoilt copies sent after each genuine datagram of the client, from its own address.
    spoilt_copies: AtomicU32,
    spoilt: AtomicU32,
}

/// Only video key frame packets of these tests are this large.
const LARGE: usize = 700;

/// Relays datagrams to the server; each client appears to the server from an address of its own.
pub struct Gate {
    pub address: SocketAddr,
    rules: Arc<Rules>,
    target: watch::Sender<Option<SocketAddr>>,
}

impl Gate {
    pub async fn open() -> Self {
        let front = Arc::new(UdpSocket::bind("127.0.0.1:0").await.unwrap());
        let address = front.local_addr().unwrap();
        let rules = Arc::new(Rules::default());
        let (target, mut target_rx) = watch::channel(None);
        let shared = Arc::clone(&rules);
        tokio::spawn(async move {
            let target = target_rx.wait_for(Option::is_some).await.unwrap().unwrap();
            let mut backs: HashMap<SocketAddr, Arc<UdpSocket>> = HashMap::new();
            let mut buffer = [0; 2000];
            let mut random = StdRng::seed_from_u64(7);
            while let Ok((size, client)) = front.recv_from(&mut buffer).await {
                if shared.loses(&buffer[..size]) {
                    continue;
                }
                let back = if let Some(back) = backs.get(&client) {
                    Arc::clone(back)
                } else {
                    let back = Arc::new(UdpSocket::bind("127.0.0.1:0").await.unwrap());
                    backs.insert(client, Arc::clone(&back));
                    let (front, rules) = (Arc::clone(&front), Arc::clone(&shared));
                    tokio::spawn(relay_back(Arc::clone(&back), front, client, rules));
                    back
                };
                let _ = back.send_to(&buffer[..size], target).await;
                for _ in 0..shared.spoilt_copies.load(Ordering::SeqCst) {
                    let _ = back.send_to(&spoil(&buffer[..size], &mut random), target).await;
                    shared.spoilt.fetch_add(1, Ordering::SeqCst);
                }
            }
        });
        Self { address, rules, target }
    }

    pub fn lead_to(&self, server: SocketAddr) {
        self.target.send_replace(Some(server));
    }

    pub fn cut(&self) {
        self.rules.cut.store(true, Ordering::SeqCst);
    }

    pub fn mend(&self) {
        self.rules.cut.store(false, Ordering::SeqCst);
    }

    pub fn drop_large_up(&self, count: u32) {
        self.rules.drop_large_up.store(count, Ordering::SeqCst);
    }

    /// From now on the client says everything again, `copies` times, spoilt.
    pub fn spoil(&self, copies: u32) {
        self.rules.spoilt_copies.store(copies, Ordering::SeqCst);
    }

    pub fn spoilt(&self) -> u32 {
        self.rules.spoilt.load(Ordering::SeqCst)
    }

    pub fn dropped(&self) -> u32 {
        self.rules.dropped.load(Ordering::SeqCst)
    }
}

impl Rules {
    fn loses(&self, datagram: &[u8]) -> bool {
        if self.cut.load(Ordering::SeqCst) {
            return true;
        }
        let is_large_media = datagram.len() > LARGE && datagram[0] >= 128;
        let takes_one = |left: u32| left.checked_sub(1);
        if is_large_media
            && self.drop_large_up.fetch_update(Ordering::SeqCst, Ordering::SeqCst, takes_one).is_ok()
        {
            self.dropped.fetch_add(1, Ordering::SeqCst);
            return true;
        }
        false
    }
}

/// Cut short, made longer, with bytes changed, or noise behind a genuine first byte (RFC 7983 sorts by it).
fn spoil(genuine: &[u8], random: &mut StdRng) -> Vec<u8> {
    let mut copy = genuine.to_vec();
    match random.random_range(0..4) {
        0 => copy.truncate(random.random_range(0..copy.len())),
        1 => copy.extend((0..random.random_range(1..64)).map(|_| random.random::<u8>())),
        2 => {
            for _ in 0..random.random_range(1..8) {
                let at = random.random_range(0..copy.len());
                copy[at] = random.random();
            }
        }
        _ => random.fill_bytes(&mut copy[1..]),
    }
    copy
}

async fn relay_back(back: Arc<UdpSocket>, front: Arc<UdpSocket>, client: SocketAddr, rules: Arc<Rules>) {
    let mut buffer = [0; 2000];
    while let Ok((size, _)) = back.recv_from(&mut buffer).await {
        if !rules.cut.load(Ordering::SeqCst) {
            let _ = front.send_to(&buffer[..size], client).await;
        }
    }
}
