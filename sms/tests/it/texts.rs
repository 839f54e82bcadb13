//! The texts in every language: exact wording, parts, and that the files agree with each other.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sms::{Level, SmsKind, SmsText, Texts, segments};

const FILES: [(&str, &str); 2] =
    [("es", include_str!("../../texts/es.ftl")), ("en", include_str!("../../texts/en.ftl"))];

fn texts() -> Texts {
    Texts::new("Cl@ve").unwrap()
}

fn confirmation(level: Level) -> SmsText {
    SmsText::Confirmation { at: moment(), level }
}

fn code() -> SmsText {
    SmsText::OneTimeCode { code: "012345".to_owned(), minutes: 10 }
}

fn moment() -> chrono::NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap().and_hms_opt(9, 41, 7).unwrap()
}

/// One of each, with the longest values.
fn every_text() -> Vec<SmsText> {
    vec![
        confirmation(Level::Basic),
        confirmation(Level::Advanced),
        SmsText::OneTimeCode { code: "012345".to_owned(), minutes: 120 },
        SmsText::YouAreNext,
        SmsText::PhoneTakenOver { at: moment() },
        SmsText::PhoneChanged { at: moment() },
    ]
}

#[test]
fn every_kind_has_a_text() {
    let kinds: std::collections::HashSet<_> = every_text().iter().map(SmsText::kind).collect();
    assert_eq!(kinds, SmsKind::ALL.into());
}

#[test]
fn the_wording() {
    let say = |text: &SmsText, language| texts().render(text, language).unwrap();
    assert_eq!(
        say(&confirmation(Level::Basic), "es"),
        "Cl@ve: registro por videollamada confirmado el 23/11/2026 a las 09:41. Nivel básico. \
         Si no lo ha solicitado usted, llame al 060."
    );
    assert_eq!(
        say(&confirmation(Level::Advanced), "en"),
        "Cl@ve: your registration by video call was confirmed on 23/11/2026 at 09:41. Level: advanced. \
         If you did not request it, call 060."
    );
    assert_eq!(
        say(&code(), "es"),
        "Cl@ve: 012345 es su código para la videollamada en curso. Caduca en 10 minutos. \
         No lo use en ningún otro lugar."
    );
    assert_eq!(
        say(&code(), "en"),
        "Cl@ve: 012345 is your code for the current video call. It expires in 10 minutes. Do not use it anywhere else."
    );
    assert_eq!(
        say(&SmsText::PhoneChanged { at: moment() }, "es"),
        "Cl@ve: el 23/11/2026 a las 09:41 se cambió el móvil de su registro. Si no ha sido usted, llame al 060."
    );
}

#[test]
fn no_text_takes_more_than_two_parts_or_carries_a_link() {
    // The longest name that the setting should have.
    let texts = Texts::new("Ventanilla").unwrap();
    for language in texts.languages() {
        for text in every_text() {
            let rendered = texts.render(&text, language).unwrap();
            let counted = segments(&rendered);
            assert!((1..=2).contains(&counted.parts), "{language}: {counted:?} {rendered}");
            let link =
                ["http", "www.", ".es/", ".gob", "://"].into_iter().find(|link| rendered.contains(link));
            assert_eq!(link, None, "{rendered}");
        }
    }
}

#[test]
fn a_language_without_texts_gets_spanish() {
    let spanish = texts().render(&code(), "es").unwrap();
    for tag in ["eu", "ca-valencia", "", "de"] {
        assert_eq!(texts().render(&code(), tag).unwrap(), spanish, "{tag}");
    }
    assert_ne!(texts().render(&code(), "EN").unwrap(), spanish);
}

/// Message ids of a file with the variables each uses.
fn shape(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = None;
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if let Some((id, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
            current = Some(id.to_owned());
        }
        let Some(id) = &current else { continue };
        let variables = line.split('$').skip(1).map(|rest| {
            rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>()
        });
        messages.entry(id.clone()).or_default().extend(variables);
    }
    messages
}

#[test]
fn all_files_have_the_same_messages_and_variables() {
    let (_, reference) = FILES[0];
    let expected = shape(reference);
    let kinds: BTreeSet<_> =
        SmsKind::ALL.iter().map(|kind| format!("sms-{}", kind.as_str().replace('_', "-"))).collect();
    assert_eq!(expected.keys().cloned().collect::<BTreeSet<_>>(), kinds);
    assert_eq!(expected["sms-confirmation"], ["date", "level", "service", "time"].map(str::to_owned).into());
    for (language, source) in FILES {
        assert_eq!(shape(source), expected, "{language}");
    }
    assert_eq!(texts().languages().collect::<Vec<_>>(), FILES.map(|(language, _)| language));
}
