//! Datagrams for one peer on their way out, put end to end so that the kernel takes them as one (UDP segmentation
//! offload, `UDP_SEGMENT` in udp(7)): a video frame is a handful of packets of one size, and a system call for each
//! was the relay's largest single cost.

use std::net::{IpAddr, SocketAddr};

/// Where a datagram goes, and the own address the peer knows.
pub(super) type Way = (SocketAddr, Option<IpAddr>);

/// Bytes in one go: an IP packet's 64 kB with room for headers.
const MAX_BYTES: usize = 60_000;

/// Datagrams of one size; the last may be shorter (the kernel cuts where it is told, and the rest is the last).
#[derive(Debug, Default)]
pub(super) struct Segments {
    way: Option<Way>,
    bytes: Vec<u8>,
    size: usize,
    count: usize,
}

impl Segments {
    /// Whether a datagram may join those that wait.
    pub(super) fn takes(&self, way: Way, datagram: &[u8], max_count: usize) -> bool {
        if self.count == 0 {
            return true;
        }
        let all_alike = self.bytes.len() == self.count * self.size;
        self.way == Some(way)
            && all_alike
            && datagram.len() <= self.size
            && self.count < max_count
            && self.bytes.len() + datagram.len() <= MAX_BYTES
    }

    /// Adds a datagram that [`Segments::takes`] has let in.
    pub(super) fn push(&mut self, way: Way, datagram: &[u8]) {
        if self.count == 0 {
            (self.way, self.size) = (Some(way), datagram.len());
        }
        self.bytes.extend_from_slice(datagram);
        self.count += 1;
    }

    /// Where they go, their bytes, the size of each but the last, and how many; `None` when none wait.
    pub(super) fn waiting(&self) -> Option<(Way, &[u8], usize, usize)> {
        Some((self.way.filter(|_| self.count > 0)?, &self.bytes, self.size, self.count))
    }

    /// Forgets what waited, and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.count = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIX: usize = 6;

    fn way(port: u16) -> Way {
        (SocketAddr::from(([192, 0, 2, 1], port)), None)
    }

    fn waiting(datagrams: &[&[u8]]) -> Segments {
        let mut segments = Segments::default();
        for datagram in datagrams {
            assert!(segments.takes(way(1), datagram, SIX));
            segments.push(way(1), datagram);
        }
        segments
    }

    #[test]
    fn equal_ones_go_together_and_a_shorter_one_ends_them() {
        let segments = waiting(&[&[1; 9], &[2; 9], &[3; 4]]);
        let (to, bytes, size, count) = segments.waiting().unwrap();
        assert_eq!((to, bytes.len(), size, count), (way(1), 22, 9, 3));
        assert!(!segments.takes(way(1), &[4; 4], SIX), "the kernel would cut 9 bytes");
        assert!(!segments.takes(way(1), &[4; 9], SIX));
    }

    #[test]
    fn a_longer_one_or_another_peers_waits_for_the_next_go() {
        let segments = waiting(&[&[1; 9]]);
        assert!(!segments.takes(way(1), &[2; 10], SIX));
        assert!(!segments.takes(way(2), &[2; 9], SIX));
        assert!(!segments.takes((way(1).0, Some([192, 0, 2, 7].into())), &[2; 9], SIX));
    }

    #[test]
    fn no_more_than_the_kernel_takes() {
        let segments = waiting(&[&[1; 9]; SIX].map(|all: &[u8; 9]| all.as_slice()));
        assert!(!segments.takes(way(1), &[1; 9], SIX));
        let half = vec![1; MAX_BYTES / 2 + 1];
        assert!(!waiting(&[&half]).takes(way(1), &half, SIX));
    }

    #[test]
    fn what_is_gone_is_gone() {
        let mut segments = waiting(&[&[1; 9], &[2; 9]]);
        segments.clear();
        assert!(segments.waiting().is_none());
        assert!(segments.takes(way(2), &[2; 30], SIX), "any datagram may be the first");
    }
}
