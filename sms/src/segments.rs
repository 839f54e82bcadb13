//! How many SMS a text takes: GSM 7-bit (3GPP TS 23.038 §6.2.1) when every character is in it, else UCS-2.
//!
//! 160 septets or 70 UTF-16 units fit into one message; a longer text loses 7 or 3 of them in each part to the header
//! that joins the parts (TS 23.040 §9.2.3.24.1). á í ó ú and ç are not in GSM 7-bit, so most Spanish texts are UCS-2.

/// The basic table without the escape, in code order.
const GSM_BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Reached with an escape: two septets each.
const GSM_EXTENSION: &str = "\u{c}^{}\\[~]|€";
/// Their codes, in the same order.
const GSM_EXTENSION_CODES: [u8; 10] = [0x0a, 0x14, 0x28, 0x29, 0x2f, 0x3c, 0x3d, 0x3e, 0x40, 0x65];
/// The escape itself; it has its place in the basic table, so what follows it there is one further on.
const ESCAPE: u8 = 0x1b;

/// How the characters are coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Seven bits a character.
    Gsm7,
    /// Sixteen bits a character (UTF-16 units, strictly).
    Ucs2,
}

/// What a text takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segments {
    /// How it is coded.
    pub encoding: Encoding,
    /// Septets or UTF-16 units.
    pub units: usize,
    /// Messages; 0 for an empty text.
    pub parts: usize,
}

impl Encoding {
    /// Units in a text that fits into one message, and in each part of a longer one.
    const fn capacity(self) -> (usize, usize) {
        match self {
            Self::Gsm7 => (160, 153),
            Self::Ucs2 => (70, 67),
        }
    }
}

/// Counts. A character of two units (escape sequence, surrogate pair) is never split between parts.
pub fn segments(text: &str) -> Segments {
    let gsm: Option<Vec<usize>> = text.chars().map(septets).collect();
    let (encoding, widths) = match gsm {
        Some(widths) => (Encoding::Gsm7, widths),
        None => (Encoding::Ucs2, text.chars().map(char::len_utf16).collect()),
    };
    let (whole, part) = encoding.capacity();
    let units: usize = widths.iter().sum();
    let parts = if units <= whole { units.min(1) } else { parts_needed(&widths, part) };
    Segments { encoding, units, parts }
}

fn septets(character: char) -> Option<usize> {
    if GSM_BASIC.contains(character) { Some(1) } else { GSM_EXTENSION.contains(character).then_some(2) }
}

/// The septets of a character of the GSM alphabet; of any other those of `?`.
pub(crate) fn escaped_septets(character: char) -> Vec<u8> {
    let position = |table: &str| table.chars().position(|c| c == character);
    if let Some(code) = position(GSM_BASIC).and_then(|at| u8::try_from(at).ok()) {
        return vec![if code < ESCAPE { code } else { code + 1 }];
    }
    match position(GSM_EXTENSION).and_then(|at| GSM_EXTENSION_CODES.get(at)) {
        Some(code) => vec![ESCAPE, *code],
        None => vec![b'?'],
    }
}

/// The text cut where the parts end; none for an empty text.
pub(crate) fn parts_of(text: &str) -> Vec<&str> {
    let Segments { encoding, units, .. } = segments(text);
    let (whole, capacity) = encoding.capacity();
    if units <= whole {
        return if text.is_empty() { Vec::new() } else { vec![text] };
    }
    let (mut parts, mut start, mut used) = (Vec::new(), 0, 0);
    for (at, character) in text.char_indices() {
        let width = match encoding {
            Encoding::Gsm7 => septets(character).unwrap_or(1),
            Encoding::Ucs2 => character.len_utf16(),
        };
        if used + width > capacity {
            parts.push(&text[start..at]);
            (start, used) = (at, 0);
        }
        used += width;
    }
    parts.push(&text[start..]);
    parts
}

fn parts_needed(widths: &[usize], capacity: usize) -> usize {
    let (parts, _) = widths.iter().fold((1, 0), |(parts, used), width| {
        if used + width <= capacity { (parts, used + width) } else { (parts + 1, *width) }
    });
    parts
}
