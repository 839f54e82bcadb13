//! Strangers who send forged hellos as fast as told, from several addresses at once, in a thread of their own.

use crate::Trouble;
use crate::clock;
use crate::hello;
use rand::SeedableRng;
use rand::rngs::StdRng;
use std::io;
use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// How often the thread wakes up to send what is due.
const BEAT: Duration = Duration::from_millis(1);
/// After a pause of the machine, so much is made up for at once; more would be a burst that nobody asked for.
const MAX_CATCH_UP: Duration = Duration::from_millis(50);

#[derive(Debug, Default)]
struct Counts {
    sent: AtomicU64,
    answers: AtomicU64,
    ended: AtomicBool,
}

/// A flood that runs; it ends with [`Flood::stop`] or when dropped.
pub struct Flood {
    counts: Arc<Counts>,
    thread: Option<JoinHandle<()>>,
}

/// What a flood has done.
#[derive(Debug, Clone, Copy)]
pub struct Sent {
    /// Datagrams that left.
    pub sent: u64,
    /// Datagrams that came back: none should.
    pub answers: u64,
}

impl Flood {
    /// Starts to send `rate` hellos a second to `target`, by turns from one socket on each address.
    pub fn start(from: &[IpAddr], target: SocketAddr, rate: u32, seed: u64) -> Result<Self, Trouble> {
        let sockets = from.iter().map(|ip| open(*ip)).collect::<io::Result<Vec<_>>>()?;
        let counts = Arc::new(Counts::default());
        let shared = Arc::clone(&counts);
        let thread = std::thread::Builder::new()
            .name("flood".into())
            .spawn(move || run(&sockets, target, rate, seed, &shared))?;
        Ok(Self { counts, thread: Some(thread) })
    }

    /// So far.
    pub fn sent(&self) -> Sent {
        Sent {
            sent: self.counts.sent.load(Ordering::Relaxed),
            answers: self.counts.answers.load(Ordering::Relaxed),
        }
    }

    /// Ends it.
    pub fn stop(mut self) -> Sent {
        self.end();
        self.sent()
    }

    fn end(&mut self) {
        self.counts.ended.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Flood {
    fn drop(&mut self) {
        self.end();
    }
}

fn open(ip: IpAddr) -> io::Result<UdpSocket> {
    let socket = UdpSocket::bind((ip, 0))?;
    socket.set_nonblocking(true)?;
    Ok(socket)
}

fn run(sockets: &[UdpSocket], target: SocketAddr, rate: u32, seed: u64, counts: &Counts) {
    let mut random = StdRng::seed_from_u64(seed);
    let mut next = sockets.iter().cycle();
    let mut last = clock::now();
    let mut due = 0.0;
    while !counts.ended.load(Ordering::Relaxed) {
        std::thread::sleep(BEAT);
        let now = clock::now();
        due += now.duration_since(last).min(MAX_CATCH_UP).as_secs_f64() * f64::from(rate);
        last = now;
        while due >= 1.0 {
            due -= 1.0;
            let Some(socket) = next.next() else { return };
            // What the own kernel refuses was not sent; the report's rate shows it.
            if socket.send_to(&hello::forge(&mut random), target).is_ok() {
                counts.sent.fetch_add(1, Ordering::Relaxed);
            }
        }
        for socket in sockets {
            while socket.recv(&mut [0; 2048]).is_ok() {
                counts.answers.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
}
