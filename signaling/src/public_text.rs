//! Texts that supervisors type for everybody: one paragraph of plain text, of bounded length.

use protocol as wire;
use store::PublicText;

use crate::refusal::Refusal;

/// What is left after tidying: Spanish is needed, because every page can fall back to it; English may be missing.
pub fn read(typed: &wire::PublicText, max_chars: usize) -> Result<PublicText, Refusal> {
    let es = tidied(&typed.es);
    if es.is_empty() {
        return Err(Refusal::field("text_required", "es"));
    }
    let en = typed.en.as_deref().map(tidied).filter(|text| !text.is_empty());
    for (text, field) in [(Some(&es), "es"), (en.as_ref(), "en")] {
        if text.is_some_and(|text| text.chars().count() > max_chars) {
            return Err(Refusal::field("text_too_long", field));
        }
    }
    Ok(PublicText { es, en })
}

/// On the wire again.
pub fn to_wire(text: &PublicText) -> wire::PublicText {
    wire::PublicText { es: text.es.clone(), en: text.en.clone() }
}

/// One paragraph: every run of white space is one space. Control characters and those that turn or hide text (Unicode
/// bidirectional controls, zero width) are dropped: a notice of an office reads as it was typed, in every program.
fn tidied(text: &str) -> String {
    let visible = |c: &char| c.is_whitespace() || !(c.is_control() || turns_or_hides(*c));
    let text: String = text.chars().filter(visible).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const fn turns_or_hides(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{061c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(es: &str, en: Option<&str>) -> wire::PublicText {
        wire::PublicText { es: es.to_owned(), en: en.map(str::to_owned) }
    }

    #[test]
    fn a_text_is_one_paragraph_of_what_can_be_seen() {
        let text = read(&typed("  Hoy\r\n cerramos\t antes\u{7}\u{202e} ", Some(" \u{200b} ")), 50).unwrap();
        assert_eq!(text, PublicText { es: "Hoy cerramos antes".to_owned(), en: None });
        let text = read(&typed("¡Ñandú & <b>!", Some("Hi")), 50).unwrap();
        assert_eq!(
            (text.es.as_str(), text.en.as_deref()),
            ("¡Ñandú & <b>!", Some("Hi")),
            "plain text stays as it is"
        );
    }

    #[test]
    fn what_is_missing_or_too_long_is_named() {
        let refused = |es: &str, en| {
            let refusal = read(&typed(es, en), 3).unwrap_err();
            (refusal.code, refusal.field)
        };
        assert_eq!(refused(" \u{200b}\n", Some("abc")), ("text_required", Some("es")));
        assert_eq!(refused("abcd", None), ("text_too_long", Some("es")));
        assert_eq!(
            refused("áéí", Some("abcd")),
            ("text_too_long", Some("en")),
            "characters are counted, not bytes"
        );
        assert!(read(&typed("áéí", Some("abc")), 3).is_ok());
    }
}
