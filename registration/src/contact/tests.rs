use proptest::prelude::*;

use super::*;

fn phone(text: &str) -> Result<String, &'static str> {
    text.parse::<PhoneNumber>().map(|number| number.as_text().to_owned()).map_err(PhoneError::code)
}

fn email(text: &str) -> Result<String, &'static str> {
    text.parse::<EmailAddress>().map(|address| address.as_text().to_owned()).map_err(EmailError::code)
}

#[test]
fn mobile_numbers_are_read_as_people_type_them() {
    for (typed, stored) in [
        ("612345678", "+34612345678"),
        ("612 34 56 78", "+34612345678"),
        ("+34 612-345-678", "+34612345678"),
        ("0034612345678", "+34612345678"),
        ("34612345678", "+34612345678"),
        ("(+34) 612345678", "+34612345678"),
        ("712345678", "+34712345678"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("4915112345678", "+4915112345678"),
        ("+1 212 555 0123", "+12125550123"),
    ] {
        assert_eq!(phone(typed).as_deref(), Ok(stored), "{typed}");
    }
}

#[test]
fn other_numbers_are_refused_with_their_own_code() {
    warm_up();
    for (typed, code) in [
        (" ", "phone_empty"),
        ("912345678", "phone_is_landline"),
        ("+34 812 345 678", "phone_is_landline"),
        ("803123456", "phone_is_premium_rate"),
        ("+34902123456", "phone_is_premium_rate"),
        ("900123456", "phone_not_mobile"),
        ("61234567", "invalid_phone"),
        ("6123456789", "invalid_phone"),
        ("112", "invalid_phone"),
        ("+999123456789", "invalid_phone"),
        ("61234567O", "invalid_phone"),
        ("612345678 ext 5", "invalid_phone"),
        ("612345678;ext=5", "invalid_phone"),
        ("++34612345678", "invalid_phone"),
        ("<script>", "invalid_phone"),
    ] {
        assert_eq!(phone(typed), Err(code), "{typed}");
    }
    assert_eq!(phone(&"6".repeat(100_000)), Err("invalid_phone"));
}

#[test]
fn e_mail_addresses_are_those_that_mail_servers_deliver_to() {
    for (typed, stored) in [
        ("maria@example.org", "maria@example.org"),
        (" Maria.Perez+gob@Example.ORG ", "Maria.Perez+gob@example.org"),
        ("josé@españa.example", "josé@españa.example"),
    ] {
        assert_eq!(email(typed).as_deref(), Ok(stored), "{typed}");
    }
    assert_eq!(email(" "), Err("email_empty"));
    let long = format!("{}@example.org", "a".repeat(64));
    assert!(email(&long).is_ok());
    for wrong in [
        "maria",
        "maria@",
        "@example.org",
        "maria@localhost",
        "maria@[192.0.2.1]",
        "Maria <maria@example.org>",
        "maria@example.org, juan@example.org",
        "maria@example..org",
        "maria perez@example.org",
        "maria@example.org\nBcc: juan@example.org",
        &format!("a{long}"),
        &format!("maria@{}example.org", "a.".repeat(150)),
    ] {
        assert_eq!(email(wrong), Err("invalid_email"), "{wrong}");
    }
}

#[test]
fn contact_data_is_masked_and_never_printed() {
    let phone: PhoneNumber = "612345678".parse().unwrap();
    let email: EmailAddress = "maria@example.org".parse().unwrap();
    assert_eq!(format!("{phone:?} {email:?}"), "PhoneNumber([redacted]) EmailAddress([redacted])");
    assert_eq!((phone.masked(), email.masked()), ("•••••••••678".to_owned(), "m•••@example.org".to_owned()));
}

#[test]
fn a_stored_number_stays_readable_when_numbering_plans_change() {
    let retired = PhoneNumber::from_stored("+34599999999").unwrap();
    let json = serde_json::to_string(&retired).unwrap();
    assert_eq!(json, "\"+34599999999\"");
    assert_eq!(serde_json::from_str::<PhoneNumber>(&json).unwrap(), retired);
    for wrong in ["34612345678", "+", "+12", "+34 612345678", "+1234567890123456"] {
        assert_eq!(PhoneNumber::from_stored(wrong), Err(PhoneError::Invalid), "{wrong}");
        let refused = serde_json::from_str::<PhoneNumber>(&format!("\"{wrong}\"")).unwrap_err().to_string();
        assert!(!refused.contains("12"), "{refused}");
    }
}

proptest! {
    #[test]
    fn spanish_mobiles_round_trip(number in prop_oneof![600_000_000_u32..700_000_000, 710_000_000_u32..749_000_000]) {
        let stored = phone(&number.to_string()).unwrap();
        prop_assert_eq!(&stored, &format!("+34{number}"));
        prop_assert_eq!(phone(&stored), Ok(stored));
    }

    #[test]
    fn no_input_panics(text in "\\PC{0,40}") {
        for stored in phone(&text).into_iter().chain(email(&text)) {
            prop_assert!(!stored.is_empty());
        }
    }
}
