//! Every parser that reads what strangers send, against arbitrary input: nothing panics, nothing grows beyond its bound,
//! and what is accepted keeps its promise. On the stable toolchain, so random rather than guided by coverage: where
//! random bytes would never pass the first checks, they are put into a genuine frame.
//!
//! Each target tries 256 inputs in the tests. To search longer: `PROPTEST_CASES=1000000 cargo test -p media fuzz_tests`.

use crate::audio_level::AudioLevelMeter;
use crate::demux::{self, Protocol};
use crate::sdp::{AnswerFacts, Offer, Required};
use crate::{picture, vp8};
use proptest::collection::vec;
use proptest::prelude::*;

const MAX_OFFER: usize = 64 * 1024;
const CHROMIUM: &str = include_str!("../tests/fixtures/chromium-156.sdp");
const QUADRANTS: &[u8] = include_bytes!("../tests/fixtures/quadrants.vp8");
/// Larger than the fixture, and far below what a forged header can claim.
const MAX_PIXELS: u32 = 1 << 20;
const MAX_KEY_FRAME: usize = 2_000;

fn datagram() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 0..1_500)
}

/// A STUN Binding request (RFC 8489 section 5) with these attribute bytes.
fn stun_with(attributes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(attributes.len()).unwrap().to_be_bytes();
    [&[0, 1], &length[..], &[0x21, 0x12, 0xA4, 0x42], &[7; 12], attributes].concat()
}

fn is_sorted_as_stun(datagram: &[u8]) -> Result<(), TestCaseError> {
    if let Some(ufrag) = demux::parse_stun_binding(datagram).and_then(|binding| binding.local_ufrag) {
        prop_assert_eq!(demux::classify(datagram), Some(Protocol::Stun));
        prop_assert!(ufrag.len() <= 256 && !ufrag.contains(':'));
    }
    Ok(())
}

proptest! {
    #[test]
    fn datagrams(datagram in datagram()) {
        if demux::is_client_hello(&datagram) {
            prop_assert_eq!(demux::classify(&datagram), Some(Protocol::Dtls));
        }
        is_sorted_as_stun(&datagram)?;
    }

    #[test]
    fn stun_attributes(attributes in vec(any::<[u8; 4]>(), 0..64), kind in 0_u8..40, length in 0_u8..80) {
        let mut attributes = attributes.concat();
        is_sorted_as_stun(&stun_with(&attributes))?;
        // The first attribute of a kind and length that occur.
        if let Some(head) = attributes.get_mut(..4) {
            head.copy_from_slice(&[0, kind, 0, length]);
        }
        is_sorted_as_stun(&stun_with(&attributes))?;
    }

    #[test]
    fn offers(text in "(?s).{0,2000}", lines in vec("[a-z]=.{0,80}", 0..30)) {
        for text in [text, lines.join("\r\n")] {
            for required in [Required::AudioAndVideo, Required::Audio] {
                if let Ok(offer) = Offer::parse(&text, MAX_OFFER, required) {
                    let _ = offer.for_engine();
                }
            }
            let _ = AnswerFacts::parse(&text);
        }
    }

    /// A browser's offer with one line replaced, of the same kind or of any.
    #[test]
    fn offers_with_a_foreign_line(at: prop::sample::Index, foreign in ".{0,300}", same_kind: bool) {
        let mut lines: Vec<_> = CHROMIUM.lines().map(str::to_owned).collect();
        let line = at.get(&lines).clone();
        let kind = if same_kind { line.split_inclusive(':').next().unwrap_or_default() } else { "" };
        let position = at.index(lines.len());
        lines[position] = format!("{kind}{foreign}");
        if let Ok(offer) = Offer::parse(&lines.join("\r\n"), MAX_OFFER, Required::AudioAndVideo) {
            let _ = offer.for_engine();
        }
    }

    #[test]
    fn video_payloads(packets in vec((any::<u16>(), 0..4_u32, any::<bool>(), vec(any::<u8>(), 0..900)), 0..20)) {
        let mut assembler = vp8::KeyFrameAssembler::new(MAX_KEY_FRAME);
        for (sequence, timestamp, marker, payload) in &packets {
            let _ = vp8::parse_payload(payload);
            let frame = assembler.push(*sequence, *timestamp, *marker, payload);
            prop_assert!(frame.is_none_or(|frame| frame.len() <= MAX_KEY_FRAME));
        }
    }

    /// Noise, and a key frame whose first bytes, where sizes and partitions are claimed, are overwritten.
    #[test]
    fn pictures(noise in datagram(), keep in 0..40_usize, head in vec(any::<u8>(), 0..12)) {
        let mut claimed = QUADRANTS.to_vec();
        claimed[keep..keep + head.len()].copy_from_slice(&head);
        for frame in [noise, claimed] {
            let _ = vp8::frame_size(&frame);
            if let Ok(still) = picture::decode_still(&frame, MAX_PIXELS) {
                prop_assert!(still.width * still.height <= MAX_PIXELS);
            }
        }
    }

    #[test]
    fn audio_levels(extensions in vec(vec(any::<u8>(), 0..8), 0..20)) {
        let mut meter = AudioLevelMeter::default();
        for extension in &extensions {
            meter.push(extension);
        }
        prop_assert!(meter.level().is_none_or(|level| (-127.0..=0.0).contains(&level.peak_dbov)));
    }
}
