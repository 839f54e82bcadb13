use proptest::prelude::*;

use super::*;

fn parse(text: &str) -> Result<String, &'static str> {
    text.parse::<IdentityDocument>().map(|document| document.as_text()).map_err(DocumentError::code)
}

fn date(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

#[test]
fn known_numbers_are_accepted_as_people_type_them() {
    for (typed, stored) in [
        ("12345678Z", "12345678Z"),
        ("12345678z", "12345678Z"),
        (" 12.345.678-Z ", "12345678Z"),
        ("12 345 678 – z", "12345678Z"),
        ("00000000T", "00000000T"),
        ("X1234567L", "X1234567L"),
        ("x-1234567-l", "X1234567L"),
        ("Y1234567X", "Y1234567X"),
        ("Z\u{a0}1234567\u{a0}R", "Z1234567R"),
    ] {
        assert_eq!(parse(typed).as_deref(), Ok(stored), "{typed}");
    }
}

#[test]
fn every_mistake_has_its_own_code() {
    for (typed, code) in [
        ("", "document_empty"),
        (" - ", "document_empty"),
        ("12345678A", "invalid_document_letter"),
        ("12345678Ñ", "invalid_document_letter"),
        ("X1234567A", "invalid_document_letter"),
        ("12345678", "document_letter_missing"),
        ("Y1234567", "document_letter_missing"),
        ("1234567L", "invalid_document_format"),
        ("123456789Z", "invalid_document_format"),
        ("12345678ZZ", "invalid_document_format"),
        ("X12345678L", "invalid_document_format"),
        ("1234S678Z", "invalid_document_format"),
        ("AB123456", "invalid_document_format"),
        ("١٢٣٤٥٦٧٨Z", "invalid_document_format"),
        ("K1234567L", "document_kind_not_supported"),
        ("'; DROP TABLE", "invalid_document_format"),
    ] {
        assert_eq!(parse(typed), Err(code), "{typed}");
    }
    assert_eq!(parse(&"1".repeat(100_000)), Err("invalid_document_format"));
}

#[test]
fn a_masked_number_shows_what_the_data_protection_agency_advises() {
    let masked = |text: &str| text.parse::<IdentityDocument>().unwrap().masked();
    assert_eq!(masked("12345678Z"), "***4567**");
    assert_eq!(masked("X1234567L"), "****4567*");
}

#[test]
fn personal_data_is_never_printed() {
    let document: IdentityDocument = "12345678Z".parse().unwrap();
    let proof = DocumentProof::validity_date(date("2030-05-17"), date("2026-11-21")).unwrap();
    let printed = format!("{:?}", Identification::new(document, proof).unwrap());
    assert_eq!(printed, "Identification { document: Dni(Dni([redacted])), proof: ValidityDate([redacted]) }");
    let errors = format!("{:?} {}", parse("12345678A"), "12345678A".parse::<Dni>().unwrap_err());
    assert!(!errors.contains("1234"), "{errors}");
    assert!(!format!("{:?}", "E123".parse::<SupportNumber>()).contains("123"));
    let refused = serde_json::from_str::<IdentityDocument>("\"12345678A\"").unwrap_err().to_string();
    assert!(!refused.contains("1234"), "{refused}");
}

#[test]
fn validity_counts_until_the_last_day() {
    let today = date("2026-11-21");
    let check =
        |text: &str| DocumentProof::validity_date(date(text), today).map(|_| ()).map_err(ProofError::code);
    assert_eq!(check("2026-11-20"), Err("document_expired"));
    assert_eq!(check("2026-11-21"), Ok(()));
    assert_eq!(check("2037-11-21"), Ok(()));
    assert_eq!(check("2037-11-22"), Err("validity_date_too_far"));
    assert_eq!(check("9999-01-01"), Err("permanent_document_needs_issue_date"));
}

#[test]
fn a_date_of_issue_lies_in_the_past() {
    let today = date("2026-11-21");
    let check =
        |text: &str| DocumentProof::issue_date(date(text), today).map(|_| ()).map_err(ProofError::code);
    assert_eq!(check("2026-11-22"), Err("issue_date_in_future"));
    assert_eq!(check("2026-11-21"), Ok(()));
    assert_eq!(check("1943-12-31"), Err("issue_date_too_early"));
}

#[test]
fn support_numbers_are_filled_with_zeros() {
    let read = |text: &str| text.parse::<SupportNumber>().map(|n| n.as_text()).map_err(ProofError::code);
    assert_eq!(read("E12345678").as_deref(), Ok("E12345678"));
    assert_eq!(read("e 1234").as_deref(), Ok("E00001234"));
    assert_eq!(read("1234567").as_deref(), Ok("C01234567"));
    assert_eq!(read("c-1234567").as_deref(), Ok("C01234567"));
    assert_eq!(read(" "), Err("support_number_empty"));
    for wrong in ["E", "E123456789", "D1234567", "E12A4", "BAA123456", "E+1234"] {
        assert_eq!(read(wrong), Err("invalid_support_number"), "{wrong}");
    }
}

#[test]
fn the_proof_fits_the_document() {
    let today = date("2026-11-21");
    let dni: IdentityDocument = "12345678Z".parse().unwrap();
    let nie: IdentityDocument = "X1234567L".parse().unwrap();
    let validity = DocumentProof::validity_date(date("2030-01-01"), today).unwrap();
    let issue = DocumentProof::issue_date(date("2010-01-01"), today).unwrap();
    let support = DocumentProof::support_number("E12345678").unwrap();
    for (document, proof, fits) in [
        (dni, validity, true),
        (dni, issue, true),
        (dni, support, false),
        (nie, validity, false),
        (nie, issue, false),
        (nie, support, true),
    ] {
        let result = Identification::new(document, proof);
        assert_eq!(result.as_ref().err().map(|e| e.code()), (!fits).then_some("proof_does_not_fit_document"));
        if let Ok(identification) = result {
            let json = serde_json::to_string(&identification).unwrap();
            assert_eq!(serde_json::from_str::<Identification>(&json).unwrap(), identification);
        }
    }
    let misfit = r#"{"document":"12345678Z","proof":{"kind":"support_number","value":"E12345678"}}"#;
    assert!(serde_json::from_str::<Identification>(misfit).is_err());
}

#[test]
fn dates_are_read_as_people_write_them() {
    for typed in
        ["31-12-2030", "31/12/2030", "31.12.2030", "31 12 2030", "31122030", "2030-12-31", " 31-12-2030 "]
    {
        assert_eq!(parse_date(typed), Ok(date("2030-12-31")), "{typed}");
    }
    assert_eq!(parse_date("1-2-2030"), Ok(date("2030-02-01")));
    for wrong in [
        "",
        "31-12-30",
        "31-13-2030",
        "29-02-2027",
        "12-31-2030",
        "31-12-2030-1",
        "3112203",
        "+1-2-2030",
        "a",
    ] {
        assert_eq!(parse_date(wrong), Err(InvalidDate), "{wrong}");
    }
}

fn documents() -> impl Strategy<Value = String> {
    let dni = (0_u32..100_000_000).prop_map(|number| Dni::from_number(number).unwrap().as_text());
    let nie = (prop::sample::select(vec!['X', 'Y', 'Z']), 0_u32..10_000_000)
        .prop_map(|(series, number)| Nie::from_parts(series, number).unwrap().as_text());
    prop_oneof![dni, nie]
}

proptest! {
    #[test]
    fn a_number_survives_typing_and_storing(text in documents()) {
        prop_assert_eq!(text.len(), 9);
        let document: IdentityDocument = text.parse().unwrap();
        prop_assert_eq!(document.as_text(), text.clone());
        let spaced: String = text.to_lowercase().chars().flat_map(|c| [c, ' ']).collect();
        prop_assert_eq!(spaced.parse(), Ok(document));
        let json = serde_json::to_string(&document).unwrap();
        prop_assert_eq!(serde_json::from_str::<IdentityDocument>(&json).unwrap(), document);
    }

    /// 23 is prime and divides no difference of a single digit's change: every one is noticed.
    #[test]
    fn a_wrong_digit_is_noticed(text in documents(), at in 1_usize..8, change in 1_u8..10) {
        let mut wrong = text.into_bytes();
        wrong[at] = b'0' + (wrong[at] - b'0' + change) % 10;
        prop_assert_eq!(parse(&String::from_utf8(wrong).unwrap()), Err("invalid_document_letter"));
    }

    #[test]
    fn exchanged_neighbours_are_noticed(text in documents(), at in 1_usize..7) {
        let mut wrong = text.clone().into_bytes();
        wrong.swap(at, at + 1);
        let wrong = String::from_utf8(wrong).unwrap();
        prop_assert_eq!(parse(&wrong).is_ok(), wrong == text);
    }

    #[test]
    fn a_wrong_letter_is_noticed(text in documents(), letter in "[A-Z]") {
        let wrong = format!("{}{letter}", &text[..8]);
        prop_assert_eq!(parse(&wrong).is_ok(), wrong == text);
    }

    #[test]
    fn a_missing_or_doubled_character_is_noticed(text in documents(), at in 0_usize..9) {
        let mut shorter = text.clone();
        let removed = shorter.remove(at);
        prop_assert!(parse(&shorter).is_err());
        let mut longer = text;
        longer.insert(at, removed);
        prop_assert!(parse(&longer).is_err());
    }

    #[test]
    fn no_input_panics_and_only_canonical_forms_come_out(text in "\\PC{0,40}") {
        if let Ok(document) = parse(&text) {
            prop_assert_eq!(parse(&document), Ok(document));
        }
        if let Ok(support) = text.parse::<SupportNumber>() {
            prop_assert_eq!(support.as_text().parse(), Ok(support));
        }
        let _read_without_panic = parse_date(&text);
    }
}
