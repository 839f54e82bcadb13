//! Learns a peer's SRTP keys (RFC 5764 §4.2) as the engine derives session keys from them: the engine exports them to itself only,
//! but takes the primitives of its cryptography from outside.

use rtc::crypto::{
    ActiveKeyExchange, AeadAlgorithm, AeadCipher, BlockCipherAlgorithm, CbcAlgorithm, CbcCipher,
    CryptoAlgorithm, CryptoError, HashAlgorithm, HmacAlgorithm, KeyExchangeAlgorithm, Mac, PublicKey,
    RTCCrypto, RTCCryptoProvider, RTCRandom, SecretVec, SignatureScheme, SigningKey, StreamCipher,
    StreamCipherAlgorithm,
};
use rtc::shared::error::Error;
use rtc::srtp::context::Context;
use rtc::srtp::option::{srtcp_replay_protection, srtp_replay_protection};
use rtc::srtp::protection_profile::ProtectionProfile;
use std::sync::{Arc, Mutex, PoisonError};

/// Packets behind the newest that are still taken once (RFC 3711 §3.3.2 asks for 64 at least; a retransmission or a late packet
/// of a busy stream may come further behind).
const REPLAY_WINDOW: usize = 256;

/// A master key and the salt's block, as the derivation was shown them.
struct Master {
    key: SecretVec,
    salt: SecretVec,
}

#[derive(Default)]
struct Seen {
    /// The server's own first, then the browser's: the engine makes its sending context first.
    masters: Vec<Master>,
    profile: Option<ProtectionProfile>,
}

/// What one peer's engine is given for its cryptography.
pub(super) struct KeyTap {
    crypto: TappedCrypto,
}

struct TappedCrypto {
    inner: Arc<dyn RTCCryptoProvider>,
    seen: Mutex<Seen>,
}

/// Both directions of a peer's SRTP.
pub(super) struct SrtpContexts {
    /// Decrypts what comes.
    pub inbound: Context,
    /// Encrypts what goes.
    pub outbound: Context,
}

impl KeyTap {
    pub(super) fn new(inner: Arc<dyn RTCCryptoProvider>) -> Self {
        Self { crypto: TappedCrypto { inner, seen: Mutex::default() } }
    }

    /// The contexts, once the handshake has made the keys. What was learnt is forgotten.
    pub(super) fn contexts(&self) -> Result<Option<SrtpContexts>, Error> {
        let mut seen = self.crypto.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let (Some(profile), [own, browser]) = (seen.profile, seen.masters.as_slice()) else {
            return Ok(None);
        };
        let crypto = self.crypto.inner.crypto();
        let salt = |master: &Master| master.salt.as_ref()[..profile.salt_len()].to_vec();
        let outbound = Context::new(own.key.as_ref(), &salt(own), profile, None, None, crypto)?;
        let inbound = Context::new(
            browser.key.as_ref(),
            &salt(browser),
            profile,
            Some(srtp_replay_protection(REPLAY_WINDOW)),
            Some(srtcp_replay_protection(REPLAY_WINDOW)),
            crypto,
        )?;
        *seen = Seen::default();
        Ok(Some(SrtpContexts { inbound, outbound }))
    }
}

impl TappedCrypto {
    /// The first block derived from a master key is of label and index zero: the salt, and zeros (RFC 3711 §4.3.1).
    fn see(&self, key: &[u8], block: &[u8]) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.masters.len() < 2 && seen.masters.iter().all(|master| master.key.as_ref() != key) {
            let (key, salt) = (SecretVec::new(key.to_vec()), SecretVec::new(block.to_vec()));
            seen.masters.push(Master { key, salt });
        }
    }

    /// Session ciphers are made after the keys are derived; those of DTLS itself were made before.
    fn see_profile(&self, profile: ProtectionProfile) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if !seen.masters.is_empty() {
            seen.profile = Some(profile);
        }
    }

    fn inner(&self) -> &dyn RTCCrypto {
        self.inner.crypto()
    }
}

impl RTCCryptoProvider for KeyTap {
    fn name(&self) -> &'static str {
        self.crypto.inner.name()
    }

    fn crypto(&self) -> &dyn RTCCrypto {
        &self.crypto
    }

    fn random(&self) -> &dyn RTCRandom {
        self.crypto.inner.random()
    }
}

impl RTCCrypto for TappedCrypto {
    fn supports(&self, algorithm: CryptoAlgorithm) -> bool {
        self.inner().supports(algorithm)
    }

    fn hash(&self, algorithm: HashAlgorithm, data: &[u8]) -> Result<Vec<u8>, CryptoError> {
        self.inner().hash(algorithm, data)
    }

    fn block_encrypt(
        &self,
        algorithm: BlockCipherAlgorithm,
        key: &[u8],
        block: &mut [u8],
    ) -> Result<(), CryptoError> {
        self.see(key, block);
        self.inner().block_encrypt(algorithm, key, block)
    }

    fn new_hmac(&self, algorithm: HmacAlgorithm, key: &[u8]) -> Result<Box<dyn Mac>, CryptoError> {
        self.inner().new_hmac(algorithm, key)
    }

    fn new_stream_cipher(
        &self,
        algorithm: StreamCipherAlgorithm,
        key: &[u8],
    ) -> Result<Box<dyn StreamCipher>, CryptoError> {
        self.see_profile(ProtectionProfile::Aes128CmHmacSha1_80);
        self.inner().new_stream_cipher(algorithm, key)
    }

    fn new_aead(&self, algorithm: AeadAlgorithm, key: &[u8]) -> Result<Box<dyn AeadCipher>, CryptoError> {
        match algorithm {
            AeadAlgorithm::Aes128Gcm => self.see_profile(ProtectionProfile::AeadAes128Gcm),
            AeadAlgorithm::Aes256Gcm => self.see_profile(ProtectionProfile::AeadAes256Gcm),
            _ => {}
        }
        self.inner().new_aead(algorithm, key)
    }

    fn new_cbc(&self, algorithm: CbcAlgorithm, key: &[u8]) -> Result<Box<dyn CbcCipher>, CryptoError> {
        self.inner().new_cbc(algorithm, key)
    }

    fn start_key_exchange(
        &self,
        algorithm: KeyExchangeAlgorithm,
    ) -> Result<Box<dyn ActiveKeyExchange>, CryptoError> {
        self.inner().start_key_exchange(algorithm)
    }

    fn generate_signing_key(&self, scheme: SignatureScheme) -> Result<Arc<dyn SigningKey>, CryptoError> {
        self.inner().generate_signing_key(scheme)
    }

    fn import_signing_key(
        &self,
        scheme: SignatureScheme,
        pkcs8_der: &[u8],
    ) -> Result<Arc<dyn SigningKey>, CryptoError> {
        self.inner().import_signing_key(scheme, pkcs8_der)
    }

    fn verify_signature(
        &self,
        scheme: SignatureScheme,
        public_key: PublicKey<'_>,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), CryptoError> {
        self.inner().verify_signature(scheme, public_key, message, signature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An RTP packet with 20 bytes of payload.
    const PACKET: [u8; 32] = {
        let mut packet = [7; 32];
        packet[0] = 0x80;
        packet
    };

    #[test]
    fn the_keys_of_every_profile_are_learnt() {
        for profile in [
            ProtectionProfile::AeadAes128Gcm,
            ProtectionProfile::AeadAes256Gcm,
            ProtectionProfile::Aes128CmHmacSha1_80,
        ] {
            let tap = KeyTap::new(rtc::crypto::default_provider().unwrap());
            let context = |byte: u8| {
                let (key, salt) = (vec![byte; profile.key_len()], vec![byte + 1; profile.salt_len()]);
                Context::new(&key, &salt, profile, None, None, tap.crypto()).unwrap()
            };
            // As a DTLS cipher would be made, before.
            tap.crypto().new_aead(AeadAlgorithm::Aes128Gcm, &[9; 16]).unwrap();
            assert!(tap.contexts().unwrap().is_none(), "no keys yet");
            let (mut engine_out, mut engine_in) = (context(1), context(101));
            let mut own = tap.contexts().unwrap().expect("both keys were seen");
            assert_eq!(own.outbound.encrypt_rtp(&PACKET).unwrap(), engine_out.encrypt_rtp(&PACKET).unwrap());
            // Encrypted by its holder, and read with what was learnt.
            let sent = engine_in.encrypt_rtp(&PACKET).unwrap();
            assert_eq!(own.inbound.decrypt_rtp(&sent).unwrap(), PACKET[..]);
            assert!(own.inbound.decrypt_rtp(&sent).is_err(), "a replay is refused");
            assert!(tap.contexts().unwrap().is_none(), "and forgotten");
        }
    }
}
