//! Every setting of the media server, each with the reason for its default.

use crate::verdict::Thresholds;
use std::net::SocketAddr;
use std::time::Duration;

/// Where ICE-TCP connections come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TcpListen {
    /// Nowhere.
    #[default]
    Off,
    /// A listener of its own; port 0 lets the system choose.
    Own(SocketAddr),
    /// Somebody else's listener at this address, who hands connections that
    /// [look like ICE](crate::opens_like_ice) over by [`Media::adopt_tcp`](crate::Media::adopt_tcp).
    Shared(SocketAddr),
}

/// Settings of the media server. `Default` suits a single machine reached on its own addresses.
#[derive(Debug, Clone)]
pub struct MediaConfig {
    /// Where the one UDP socket binds. Port 0 lets the system choose (tests); a real office opens one fixed port.
    pub bind: SocketAddr,
    /// Addresses told to browsers as ICE host candidates. Empty: the bound address, or, when that is the
    /// wildcard, every address of the machine's interfaces, loopback included (the demo's browser may be local).
    /// A port of 0 stands for the bound port. A server behind NAT lists its public address.
    pub announced: Vec<SocketAddr>,
    /// Where browsers whose firewall blocks UDP come in (ICE-TCP, RFC 6544).
    pub tcp: TcpListen,
    /// TCP connections at once, proved or not: two for each leg of a full node.
    pub tcp_connections: usize,
    /// TCP connections at once from one IP address: an office or a carrier NAT has many citizens behind one address,
    /// and a browser opens one for each address of the server.
    pub tcp_connections_per_address: usize,
    /// Time from a TCP connection's start to its first authenticated ICE check. Browsers send it at once; 10 s leaves
    /// room for lost packets, and closes who only occupies a place.
    pub tcp_proof_deadline: Duration,
    /// Silence after which a TCP connection is closed, in either direction. Browsers check every few seconds; RFC 7675
    /// ends consent after 30 s.
    pub tcp_idle: Duration,
    /// Largest packet taken from a TCP connection. WebRTC keeps to 1,200 bytes; Ethernet's limit leaves room.
    pub tcp_packet_bytes: usize,
    /// Packets that wait for a browser that reads slowly; what comes beyond is lost. 128 are about 0.3 s of 2.5 Mbit/s:
    /// later than that, speech is better lost than late.
    pub tcp_queue_packets: usize,
    /// Legs at once. A relay that takes more than the machine can carry queues until every call is useless;
    /// measured, a call costs about 1 % of a core, so 200 legs leave headroom on two cores.
    pub max_legs: usize,
    /// Places of `max_legs` that legs standing ahead of a call leave free: a call that is being rebuilt goes before one
    /// that has not begun. 20 are ten calls.
    pub standby_spare_legs: usize,
    /// Largest SDP accepted. Browser offers with audio and video measure 5–9 kB.
    pub max_offer_bytes: usize,
    /// Time from the answer to DTLS connected; slower set-ups are given up. Browsers give up at about 15–30 s.
    pub setup_deadline: Duration,
    /// Silence of authenticated STUN checks after which a leg is reported stalled. Chromium checks every 2.5 s,
    /// Firefox every 5 s with jitter: one miss is not a stall.
    pub stall_after: Duration,
    /// Silence after which consent to send is gone and the leg ends. RFC 7675 §5.1 requires stopping within 30 s;
    /// 15 s leaves a phone time for an ICE restart after a network change.
    pub consent_timeout: Duration,
    /// Connectivity checks a second with a leg's fragment and the wrong password that are looked at from one IP address
    /// which is not validated. A browser sends none; the number bounds the work of verifying them.
    pub stun_rate_per_address: u32,
    /// Different IP addresses counted by the limiter in one second; beyond it, addresses are not limited.
    pub stun_tracked_addresses: usize,
    /// DTLS datagrams taken for a leg, over its life. A handshake takes about six, repeated a few times on a bad network,
    /// and a good-bye one; the engine would keep without bound what a hostile browser sends beyond.
    pub dtls_datagrams_per_leg: u32,
    /// Validated addresses kept a leg. Safari uses 2–3; each is a place the server would send STUN answers to.
    pub max_addresses_per_leg: usize,
    /// How often a key frame request (PLI) is repeated until one comes: browsers drop requests that follow a key
    /// frame by less than 0.3 s, so the next one just beyond is heard.
    pub keyframe_retry: Duration,
    /// How long one request for a key frame is repeated before it is given up (the camera may be off).
    pub keyframe_patience: Duration,
    /// Pause between NACK reports. The engine's default of 100 ms turned 2 % loss into a p99 of 134 ms.
    pub nack_interval: Duration,
    /// How long `take_still` waits for a complete key frame: several retries on a lossy path.
    pub still_timeout: Duration,
    /// Largest key frame kept while it is put together. 1080p key frames measure 20–150 kB.
    pub max_keyframe_bytes: usize,
    /// Largest picture decoded, in pixels (4K). Guards the decoder's memory: width × height is the sender's claim.
    pub max_picture_pixels: u32,
    /// A downlink that carries more than this, in bits a second, is not limited: browsers here send 2.5 Mbit/s of video at most.
    /// With 0 nobody is ever limited.
    pub bandwidth_ceiling_bps: u32,
    /// What is kept free for sound on a narrow downlink, in bits a second: Opus speech with its headers takes about 45,000.
    pub audio_reserve_bps: u32,
    /// Video below this, in bits a second, becomes still pictures: under it a moving picture is a smear.
    pub stills_below_bps: u32,
    /// Time from one still picture to the next: at the lowest rate a 720p key frame takes about that long.
    pub stills_every: Duration,
    /// How long video may wait on a narrow downlink before it is left out up to the next key frame. Longer than a second, lips and
    /// voice are no longer one.
    pub video_max_wait: Duration,
    /// Limits by which a running call's line is good, fair or poor: those of the connection test.
    pub line_limits: Thresholds,
    /// Length of the connection test's measurement, counted from the connection.
    pub test_duration: Duration,
    /// How many pictures of a connection test are decoded: enough to tell a frozen camera from a live one.
    pub test_pictures: u32,
    /// An echo leg ends by itself after this, so that a forgotten browser tab does not hold a place.
    pub echo_lifetime: Duration,
    /// Commands waiting for the driver; callers wait beyond that.
    pub command_capacity: usize,
    /// Events waiting for the caller before the driver keeps them itself.
    pub event_capacity: usize,
    /// How long a busy server lets packets gather before it reads the socket again, so that a frame's packets are handled
    /// and sent together. Costs 1–2 ms of delay and saves about a sixth of the processor time (docs/PERFORMANCE.md); 0
    /// reads at once.
    pub read_pause: Duration,
    /// Packets a second from which the server counts as busy: about four calls.
    pub read_pause_from: u32,
    /// Kernel receive and send buffer of the socket, in bytes: 4 MB is about 0.2 s of 100 calls; Linux's 208 kB
    /// default lost packets under load. The system may cap it (`net.core.rmem_max`).
    pub socket_buffer_bytes: usize,
}

impl Default for MediaConfig {
    fn default() -> Self {
        Self {
            bind: SocketAddr::from(([0, 0, 0, 0], 0)),
            announced: Vec::new(),
            tcp: TcpListen::Off,
            tcp_connections: 400,
            tcp_connections_per_address: 100,
            tcp_proof_deadline: Duration::from_secs(10),
            tcp_idle: Duration::from_secs(30),
            tcp_packet_bytes: 1500,
            tcp_queue_packets: 128,
            max_legs: 200,
            standby_spare_legs: 20,
            max_offer_bytes: 64 * 1024,
            setup_deadline: Duration::from_secs(20),
            stall_after: Duration::from_secs(7),
            consent_timeout: Duration::from_secs(15),
            stun_rate_per_address: 100,
            stun_tracked_addresses: 10_000,
            dtls_datagrams_per_leg: 300,
            max_addresses_per_leg: 8,
            keyframe_retry: Duration::from_millis(350),
            keyframe_patience: Duration::from_secs(10),
            nack_interval: Duration::from_millis(25),
            still_timeout: Duration::from_secs(4),
            max_keyframe_bytes: 1024 * 1024,
            max_picture_pixels: 3840 * 2160,
            bandwidth_ceiling_bps: 3_000_000,
            audio_reserve_bps: 50_000,
            stills_below_bps: 60_000,
            stills_every: Duration::from_secs(4),
            video_max_wait: Duration::from_secs(1),
            line_limits: Thresholds::default(),
            test_duration: Duration::from_secs(9),
            test_pictures: 3,
            echo_lifetime: Duration::from_mins(2),
            command_capacity: 256,
            event_capacity: 1024,
            read_pause: Duration::from_millis(1),
            read_pause_from: 2000,
            socket_buffer_bytes: 4 * 1024 * 1024,
        }
    }
}
