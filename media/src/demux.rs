//! Telling apart what arrives on the one socket (RFC 7983) and reading just enough of STUN (RFC 8489) to find
//! out whose it is. Reads only: nothing here trusts what it reads.

/// The protocols that share the socket, by first byte (RFC 7983 §7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// ICE connectivity and consent checks.
    Stun,
    /// The handshake that keys SRTP.
    Dtls,
    /// Media and its reports.
    Srtp,
}

/// Sorts a datagram by its first byte; `None` is for nobody here (ZRTP, TURN channels, QUIC, noise).
pub fn classify(datagram: &[u8]) -> Option<Protocol> {
    match datagram.first()? {
        0..=3 => Some(Protocol::Stun),
        20..=63 => Some(Protocol::Dtls),
        128..=191 => Some(Protocol::Srtp),
        _ => None,
    }
}

/// Whether a DTLS datagram opens a new handshake: an unencrypted (epoch 0) handshake record whose message is
/// `ClientHello` (RFC 6347 §4.1, §4.2.2).
pub fn is_client_hello(datagram: &[u8]) -> bool {
    const HANDSHAKE: u8 = 22;
    const CLIENT_HELLO: u8 = 1;
    datagram.first() == Some(&HANDSHAKE)
        && datagram.get(3..5) == Some(&[0, 0])
        && datagram.get(13) == Some(&CLIENT_HELLO)
}

/// The four classes of STUN message (RFC 8489 §5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StunClass {
    /// Wants an answer.
    Request,
    /// Wants none.
    Indication,
    /// The good answer.
    Success,
    /// The bad answer.
    Error,
}

/// What routing needs from a STUN Binding message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StunBinding<'a> {
    /// Request, indication or answer.
    pub class: StunClass,
    /// The part of USERNAME before the colon: in a request it is the receiver's ICE fragment (RFC 8445 §7.2.2).
    pub local_ufrag: Option<&'a str>,
    /// The sender nominates this path (RFC 8445 §7.1.2).
    pub use_candidate: bool,
    /// The sender claims the controlled role, which is ours.
    pub claims_controlled: bool,
}

const HEADER: usize = 20;
const COOKIE: [u8; 4] = [0x21, 0x12, 0xA4, 0x42];
const ATTR_USERNAME: u16 = 0x0006;
const ATTR_MESSAGE_INTEGRITY: u16 = 0x0008;
const ATTR_USE_CANDIDATE: u16 = 0x0025;
const ATTR_ICE_CONTROLLED: u16 = 0x8029;
/// RFC 8445 §5.3: a fragment is at most 256 characters.
const MAX_UFRAG: usize = 256;

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]))
}

/// Reads a STUN Binding message; `None` when it is not one, or not well formed.
pub fn parse_stun_binding(datagram: &[u8]) -> Option<StunBinding<'_>> {
    let kind = u16_at(datagram, 0)?;
    let length = usize::from(u16_at(datagram, 2)?);
    if datagram.get(4..8)? != COOKIE || length % 4 != 0 || datagram.len() != HEADER + length {
        return None;
    }
    // Method bits are interleaved with the two class bits; Binding is method 1.
    if kind & 0x3EEF != 0x0001 {
        return None;
    }
    let class = match kind & 0x0110 {
        0x0000 => StunClass::Request,
        0x0010 => StunClass::Indication,
        0x0100 => StunClass::Success,
        _ => StunClass::Error,
    };
    let mut binding =
        StunBinding { class, local_ufrag: None, use_candidate: false, claims_controlled: false };
    let mut at = HEADER;
    while at < datagram.len() {
        let attribute = u16_at(datagram, at)?;
        let size = usize::from(u16_at(datagram, at + 2)?);
        let value = datagram.get(at + 4..at + 4 + size)?;
        match attribute {
            ATTR_USERNAME => binding.local_ufrag = Some(local_fragment(value)?),
            // What follows is not covered by the integrity and must be ignored (RFC 8489 §14.5).
            ATTR_MESSAGE_INTEGRITY => return Some(binding),
            ATTR_USE_CANDIDATE => binding.use_candidate = true,
            ATTR_ICE_CONTROLLED => binding.claims_controlled = true,
            _ => {}
        }
        at += 4 + size.next_multiple_of(4);
    }
    Some(binding)
}

fn local_fragment(username: &[u8]) -> Option<&str> {
    let (local, _remote) = std::str::from_utf8(username).ok()?.split_once(':')?;
    (!local.is_empty() && local.len() <= MAX_UFRAG).then_some(local)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A STUN message of type `kind` with `attributes`, padded as RFC 8489 §14 asks.
    fn stun(kind: u16, attributes: &[(u16, &[u8])]) -> Vec<u8> {
        let mut body = Vec::new();
        for (attribute, value) in attributes {
            body.extend(attribute.to_be_bytes());
            body.extend(u16::try_from(value.len()).unwrap().to_be_bytes());
            body.extend(*value);
            body.resize(body.len().next_multiple_of(4), 0);
        }
        let mut message = kind.to_be_bytes().to_vec();
        message.extend(u16::try_from(body.len()).unwrap().to_be_bytes());
        message.extend(COOKIE);
        message.extend([7; 12]);
        message.extend(body);
        message
    }

    #[test]
    fn first_byte_sorts_as_rfc_7983_says() {
        for (byte, expected) in [
            (0, Some(Protocol::Stun)),
            (3, Some(Protocol::Stun)),
            (4, None),
            (19, None),
            (20, Some(Protocol::Dtls)),
            (63, Some(Protocol::Dtls)),
            (64, None),
            (127, None),
            (128, Some(Protocol::Srtp)),
            (191, Some(Protocol::Srtp)),
            (192, None),
        ] {
            assert_eq!(classify(&[byte]), expected, "first byte {byte}");
        }
        assert_eq!(classify(&[]), None);
    }

    #[test]
    fn reads_a_nominating_request() {
        let message = stun(0x0001, &[(0x0006, b"ours:theirs"), (0x0025, b""), (0x802A, &[0; 8])]);
        let binding = parse_stun_binding(&message).unwrap();
        assert_eq!(binding.class, StunClass::Request);
        assert_eq!(binding.local_ufrag, Some("ours"));
        assert!(binding.use_candidate);
        assert!(!binding.claims_controlled);
    }

    #[test]
    fn what_follows_the_integrity_is_not_believed() {
        let message =
            stun(0x0001, &[(0x0006, b"ours:theirs"), (0x0008, &[0; 20]), (0x0025, b""), (0x0006, b"x:y")]);
        let binding = parse_stun_binding(&message).unwrap();
        assert_eq!(binding.local_ufrag, Some("ours"));
        assert!(!binding.use_candidate);
    }

    #[test]
    fn classes_are_told_apart_and_other_methods_refused() {
        for (kind, class) in
            [(0x0011, StunClass::Indication), (0x0101, StunClass::Success), (0x0111, StunClass::Error)]
        {
            assert_eq!(parse_stun_binding(&stun(kind, &[])).unwrap().class, class);
        }
        assert_eq!(parse_stun_binding(&stun(0x0003, &[])), None, "TURN Allocate");
    }

    #[test]
    fn broken_messages_are_refused() {
        let good = stun(0x0001, &[(0x0006, b"ours:theirs")]);
        assert_eq!(parse_stun_binding(&good[..good.len() - 1]), None, "cut short");
        let mut longer = good.clone();
        longer.push(0);
        assert_eq!(parse_stun_binding(&longer), None, "trailing bytes");
        assert_eq!(parse_stun_binding(&stun(0x0001, &[(0x0006, b"nocolon")])), None);
        assert_eq!(parse_stun_binding(&stun(0x0001, &[(0x0006, &[0xFF, b':'])])), None);
        let mut lying = good;
        lying[23] = 200;
        assert_eq!(parse_stun_binding(&lying), None, "attribute longer than the message");
    }

    #[test]
    fn client_hello_is_recognised_only_unencrypted() {
        let mut record = vec![22, 254, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 60, 1];
        assert!(is_client_hello(&record));
        record[4] = 1;
        assert!(!is_client_hello(&record), "epoch 1 is encrypted");
        record[4] = 0;
        record[13] = 16;
        assert!(!is_client_hello(&record), "ClientKeyExchange");
        assert!(!is_client_hello(&record[..13]));
    }

    proptest! {
        #[test]
        fn never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            classify(&bytes);
            is_client_hello(&bytes);
            parse_stun_binding(&bytes);
        }

        #[test]
        fn never_panics_behind_a_valid_header(body in prop::collection::vec(any::<u8>(), 0..120)) {
            let mut message = vec![0, 1];
            message.extend(u16::try_from(body.len()).unwrap().to_be_bytes());
            message.extend(COOKIE);
            message.extend([0; 12]);
            message.extend(&body);
            parse_stun_binding(&message);
        }
    }
}
