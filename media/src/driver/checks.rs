//! The server's part of ICE, which is lite (RFC 8445 §2.5): it answers the browser's checks and sends none.
//!
//! The engine is set to lite too, but still checks a path itself before it believes in it, and leaves the browser's nominating
//! checks unanswered until then: a round trip, and the wait for the browser's next check. So the driver answers, and leads the
//! engine through the messages that make it take the path the driver chose; it sees no other.

use bytes::BytesMut;
use rtc::crypto::RTCCrypto;
use rtc::ice::attributes::control::AttrControlling;
use rtc::ice::attributes::priority::PriorityAttr;
use rtc::ice::attributes::use_candidate::UseCandidateAttr;
use rtc::shared::error::Error;
use rtc::stun::attributes::ATTR_USERNAME;
use rtc::stun::fingerprint::FINGERPRINT;
use rtc::stun::integrity::MessageIntegrity;
use rtc::stun::message::{BINDING_REQUEST, BINDING_SUCCESS, Message, Setter, TransactionId};
use rtc::stun::textattrs::Username;
use rtc::stun::xoraddr::XorMappedAddress;
use std::net::SocketAddr;

/// An ICE fragment and its password (RFC 8445 §5.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Credentials {
    pub ufrag: String,
    pub pwd: String,
}

impl From<(String, String)> for Credentials {
    fn from((ufrag, pwd): (String, String)) -> Self {
        Self { ufrag, pwd }
    }
}

/// Whether a STUN message carries the integrity that only the holder of `password` can make (RFC 8489 §14.5).
pub(super) fn is_authentic(datagram: &[u8], password: &str, crypto: &dyn RTCCrypto) -> bool {
    decode(datagram)
        .is_some_and(|mut message| MessageIntegrity::check(&mut message, password.as_bytes(), crypto).is_ok())
}

/// The success response to a check that came from `from`; `None` when it is not a request.
pub(super) fn answer(
    check: &[u8],
    password: &str,
    from: SocketAddr,
    crypto: &dyn RTCCrypto,
) -> Option<BytesMut> {
    let check = decode(check).filter(|check| check.typ == BINDING_REQUEST)?;
    let mapped = XorMappedAddress { ip: from.ip(), port: from.port() };
    build(check.transaction_id, &[&BINDING_SUCCESS, &mapped], password, crypto)
}

/// A check as the holder of `remote` would send it to the holder of `own`.
pub(super) fn check(
    own: &Credentials,
    remote: &Credentials,
    nominates: bool,
    crypto: &dyn RTCCrypto,
) -> Option<BytesMut> {
    let username = Username::new(ATTR_USERNAME, format!("{}:{}", own.ufrag, remote.ufrag));
    // Nobody compares priority and tie-breaker: the engine is told of one path, and never of a conflict of roles.
    let mut setters: Vec<&dyn Setter> =
        vec![&BINDING_REQUEST, &username, &AttrControlling(1), &PriorityAttr(1)];
    if nominates {
        setters.push(&UseCandidateAttr);
    }
    build(TransactionId::new(), &setters, &own.pwd, crypto)
}

fn decode(datagram: &[u8]) -> Option<Message> {
    let mut message = Message { raw: datagram.to_vec(), ..Message::default() };
    message.decode().is_ok().then_some(message)
}

fn build(
    transaction: TransactionId,
    setters: &[&dyn Setter],
    password: &str,
    crypto: &dyn RTCCrypto,
) -> Option<BytesMut> {
    let integrity = MessageIntegrity::new_short_term_integrity_with_provider(password.to_owned(), crypto);
    let mut message = Message { transaction_id: transaction, ..Message::new() };
    message.write_header();
    let built: Result<(), Error> = setters
        .iter()
        .copied()
        .chain([&integrity as &dyn Setter, &FINGERPRINT])
        .try_for_each(|setter| setter.add_to(&mut message));
    built.ok().map(|()| BytesMut::from(message.raw.as_slice()))
}
