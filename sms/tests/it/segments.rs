//! Parts at their edges, from 3GPP TS 23.038 and TS 23.040.

use sms::{Encoding, segments};

fn parts(text: &str) -> (Encoding, usize, usize) {
    let counted = segments(text);
    (counted.encoding, counted.units, counted.parts)
}

#[test]
fn gsm_texts_break_at_160_and_153() {
    for (length, expected) in [(0, 0), (1, 1), (160, 1), (161, 2), (306, 2), (307, 3)] {
        assert_eq!(parts(&"a".repeat(length)), (Encoding::Gsm7, length, expected), "{length}");
    }
}

#[test]
fn ucs2_texts_break_at_70_and_67() {
    for (length, expected) in [(1, 1), (70, 1), (71, 2), (134, 2), (135, 3)] {
        assert_eq!(parts(&"á".repeat(length)), (Encoding::Ucs2, length, expected), "{length}");
    }
}

#[test]
fn which_letters_are_in_the_gsm_alphabet() {
    for inside in ["ñÑ¿¡üàèéìòùÇ@ Cl@ve", "0123456789 ABC xyz", "Δ Ω Æ ß"] {
        assert_eq!(segments(inside).encoding, Encoding::Gsm7, "{inside}");
    }
    for outside in ["á", "í", "ó", "ú", "ç", "ï", "Á", "«", "–", "’", "º"] {
        assert_eq!(segments(outside).encoding, Encoding::Ucs2, "{outside}");
    }
}

#[test]
fn two_unit_characters_are_not_split_between_parts() {
    // The euro sign takes two septets: 152 + 2 does not fit into a part of 153.
    let text = format!("{}€{}", "a".repeat(152), "a".repeat(151));
    assert_eq!(parts(&text), (Encoding::Gsm7, 305, 2));
    assert_eq!(
        parts(&format!("{text}a")),
        (Encoding::Gsm7, 306, 3),
        "one septet of the first part stays empty"
    );
    // A surrogate pair at the 67th unit goes to the next part.
    let text = format!("{}😀{}", "á".repeat(66), "á".repeat(65));
    assert_eq!(parts(&text), (Encoding::Ucs2, 133, 2));
    assert_eq!(parts(&format!("{text}á")), (Encoding::Ucs2, 134, 3));
}
