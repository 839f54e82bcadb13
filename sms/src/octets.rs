//! A text as octets for the network: alphabet, parts, and the headers that join them.
//!
//! Own code because the encoders of the SMPP library refuse everything beyond the Basic Multilingual Plane (emoji) and cut
//! GSM texts at 140 and 134 septets instead of 160 and 153. The parts are those that [`segments`] counts.

use crate::segments::{Encoding, escaped_septets, parts_of, segments};

/// Concatenation header with an 8-bit reference: TS 23.040 §9.2.3.24.1. Length, element, its length, reference, of, part.
const HEADER: [u8; 3] = [5, 0, 3];

/// Parts that the header can count.
const MOST_PARTS: usize = 255;

/// What goes into the PDUs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Octets {
    /// How it is coded.
    pub encoding: Encoding,
    /// One for each part, with its header if there are several. GSM septets are unpacked, one an octet, as SMPP has them.
    pub parts: Vec<Vec<u8>>,
}

/// Codes a text. `None`: empty, or too long for any phone.
pub(crate) fn octets(text: &str, reference: u8) -> Option<Octets> {
    let encoding = segments(text).encoding;
    let texts = parts_of(text);
    if texts.is_empty() || texts.len() > MOST_PARTS {
        return None;
    }
    let total = u8::try_from(texts.len()).ok()?;
    let parts = texts.iter().zip(1..=total).map(|(part, number)| {
        let body = match encoding {
            Encoding::Gsm7 => part.chars().flat_map(escaped_septets).collect::<Vec<u8>>(),
            Encoding::Ucs2 => part.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        };
        if total == 1 {
            return body;
        }
        [&HEADER[..], &[reference, total, number], &body].concat()
    });
    Some(Octets { encoding, parts: parts.collect() })
}
