//! Forged DTLS 1.2 `ClientHello`s (RFC 6347 §4.2), as a handshake with the media server would begin.

use rand::rngs::StdRng;
use rand::{Rng, RngExt};

/// What a browser offers: two ECDSA suites, `use_srtp`, curves, and the extensions that servers ask for.
const EXTENSIONS: &[&[u8]] = &[
    &[0x00, 0x0A, 0x00, 0x06, 0x00, 0x04, 0x00, 0x1D, 0x00, 0x17], // supported_groups: x25519, secp256r1
    &[0x00, 0x0B, 0x00, 0x02, 0x01, 0x00],                         // ec_point_formats: uncompressed
    &[0x00, 0x0D, 0x00, 0x04, 0x00, 0x02, 0x04, 0x03],             // signature_algorithms: ecdsa_sha256
    &[0x00, 0x0E, 0x00, 0x07, 0x00, 0x04, 0x00, 0x07, 0x00, 0x01, 0x00], // use_srtp: AES-GCM, AES-CM
    &[0x00, 0x17, 0x00, 0x00],                                     // extended_master_secret
];
/// Length of the cookies that the server's engine gives out.
const COOKIE: usize = 20;

/// One hello with a random of its own: by turns the first of a handshake, and the second, which repeats a cookie.
pub fn forge(random: &mut StdRng) -> Vec<u8> {
    let second = random.random_bool(0.5);
    let mut body = vec![0xFE, 0xFD];
    let mut nonce = [0; 32 + COOKIE];
    random.fill_bytes(&mut nonce);
    body.extend(&nonce[..32]);
    body.push(0); // no session
    let cookie = if second { &nonce[32..] } else { &[] };
    body.push(u8::try_from(cookie.len()).unwrap_or_default());
    body.extend(cookie);
    body.extend([0x00, 0x04, 0xC0, 0x2B, 0xC0, 0x0A]); // ECDHE-ECDSA with AES-128-GCM and AES-256-CBC
    body.extend([0x01, 0x00]); // no compression
    let extensions = EXTENSIONS.concat();
    body.extend(length(&extensions));
    body.extend(extensions);
    let sequence = u8::from(second);
    let size = length(&body);
    let mut handshake = vec![0x01, 0x00, size[0], size[1], 0x00, sequence, 0, 0, 0, 0x00, size[0], size[1]];
    handshake.extend(body);
    let mut record = vec![0x16, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, sequence];
    record.extend(length(&handshake));
    record.extend(handshake);
    record
}

fn length(bytes: &[u8]) -> [u8; 2] {
    u16::try_from(bytes.len()).unwrap_or(u16::MAX).to_be_bytes()
}
