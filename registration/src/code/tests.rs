use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use rand::{SeedableRng as _, rngs::StdRng};

use super::*;

fn start() -> DateTime<Utc> {
    "2026-11-23T09:00:00Z".parse().unwrap()
}

fn after(seconds: i64) -> DateTime<Utc> {
    start() + TimeDelta::seconds(seconds)
}

fn rng(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}

fn issued(seed: u64) -> (CodeAttempts, String) {
    let (state, code) =
        CodeAttempts::default().issue(&mut rng(seed), start(), &CodePolicy::default()).unwrap();
    (state, code.as_text().to_owned())
}

fn other_than(code: &str) -> &'static str {
    if code == "000000" { "000001" } else { "000000" }
}

#[test]
fn the_right_code_verifies_once() {
    let policy = CodePolicy::default();
    let (state, code) = issued(1);
    assert!(!state.is_verified());
    let spaced = format!(" {} {}-", &code[..3], &code[3..]);
    let (state, outcome) = state.check(&spaced, after(10), &policy);
    assert_eq!((outcome, state.verified_at()), (CodeOutcome::Verified, Some(after(10))));
    let (state, outcome) = state.check(&code, after(11), &policy);
    assert_eq!(outcome, CodeOutcome::AlreadyUsed);
    let refused = state.issue(&mut rng(2), after(12), &policy).unwrap_err();
    assert_eq!(refused.code(), "code_already_verified");
}

#[test]
fn the_sixth_attempt_is_refused_even_if_right() {
    let policy = CodePolicy::default();
    let (mut state, code) = issued(1);
    for attempts_left in (0..5).rev() {
        let (next, outcome) = state.check(other_than(&code), after(1), &policy);
        assert_eq!(outcome, CodeOutcome::Wrong { attempts_left });
        state = next;
    }
    let (state, outcome) = state.check(&code, after(1), &policy);
    assert_eq!((outcome.code(), state.is_verified()), ("code_too_many_attempts", false));
}

#[test]
fn a_code_lives_ten_minutes() {
    let policy = CodePolicy::default();
    let (state, code) = issued(1);
    assert_eq!(state.clone().check(&code, after(599), &policy).1, CodeOutcome::Verified);
    let (state, outcome) = state.check(&code, after(600), &policy);
    assert_eq!((outcome, state.is_verified()), (CodeOutcome::Expired, false));
}

#[test]
fn the_status_for_the_screens_agrees_with_what_a_check_would_say() {
    let policy = CodePolicy::default();
    assert_eq!(CodeAttempts::default().status(start(), &policy), CodeStatus::NotSent);
    let (mut state, code) = issued(1);
    let expires_at = after(600);
    assert_eq!(state.status(after(599), &policy), CodeStatus::Active { expires_at, attempts_left: 5 });
    assert_eq!(state.status(expires_at, &policy), CodeStatus::Expired);
    assert_eq!(
        state.clone().check(&code, after(1), &policy).0.status(after(9999), &policy),
        CodeStatus::Verified
    );
    for attempts_left in (0..5).rev() {
        state = state.check(other_than(&code), after(1), &policy).0;
        let expected = match attempts_left {
            0 => CodeStatus::TooManyAttempts,
            _ => CodeStatus::Active { expires_at, attempts_left },
        };
        assert_eq!(state.status(after(2), &policy), expected);
    }
}

#[test]
fn a_new_code_makes_the_old_one_worthless() {
    let policy = CodePolicy::default();
    let (state, old) = issued(1);
    let (state, new) = state.issue(&mut rng(2), after(60), &policy).unwrap();
    assert_ne!(old, new.as_text());
    let (state, outcome) = state.check(&old, after(61), &policy);
    assert_eq!(outcome, CodeOutcome::Wrong { attempts_left: 4 });
    assert_eq!(state.check(new.as_text(), after(62), &policy).1, CodeOutcome::Verified);
}

#[test]
fn three_codes_are_sent_in_a_call_even_to_different_phones() {
    let policy = CodePolicy::default();
    let (mut state, _) = issued(1);
    for sends in 2..=3 {
        state = state.for_another_phone().issue(&mut rng(9), start(), &policy).unwrap().0;
        assert_eq!(state.sends(), sends);
    }
    assert_eq!(state.issue(&mut rng(9), start(), &policy).unwrap_err(), CodeRefused::TooManySends);
}

#[test]
fn another_phone_needs_a_code_of_its_own() {
    let policy = CodePolicy::default();
    let (state, code) = issued(1);
    let (verified, _) = state.clone().check(&code, after(1), &policy);
    assert!(!verified.for_another_phone().is_verified());
    assert_eq!(state.for_another_phone().check(&code, after(1), &policy).1, CodeOutcome::NotSent);
}

#[test]
fn what_is_no_code_costs_no_attempt() {
    let policy = CodePolicy::default();
    let (state, code) = issued(1);
    for input in ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", &"0".repeat(100_000)] {
        let (next, outcome) = state.clone().check(input, after(1), &policy);
        assert_eq!((outcome, &next), (CodeOutcome::Malformed, &state), "{input:.10}");
    }
    assert_eq!(state.check(&code, after(2), &policy).1, CodeOutcome::Verified);
    assert_eq!(CodeAttempts::default().check("123456", start(), &policy).1, CodeOutcome::NotSent);
}

#[test]
fn the_code_is_neither_stored_nor_printed() {
    for seed in 0..50 {
        let mut rng = rng(seed);
        let (state, code) = CodeAttempts::default().issue(&mut rng, start(), &CodePolicy::default()).unwrap();
        let stored = serde_json::to_string(&state).unwrap();
        assert!(!stored.contains(code.as_text()));
        assert_eq!(serde_json::from_str::<CodeAttempts>(&stored).unwrap(), state);
        let printed = format!("{state:?} {code:?}");
        assert!(printed.contains("HashedCode([redacted])") && !printed.contains(code.as_text()), "{printed}");
    }
}

#[test]
fn codes_keep_their_leading_zeros_and_differ() {
    let codes: BTreeSet<String> = (0..300).map(|seed| issued(seed).1).collect();
    assert!(codes.iter().all(|code| code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit())));
    assert!(codes.iter().any(|code| code.starts_with('0')) && codes.len() > 295);
}

#[derive(Debug, Clone, Copy)]
enum Event {
    Issue,
    Right,
    Wrong,
    Nonsense,
    OtherPhone,
}

proptest! {
    /// Whatever happens in whatever order: few sends, few attempts a code, and only the current code in time verifies.
    #[test]
    fn limits_hold_in_every_history(
        events in prop::collection::vec(
            (prop::sample::select(vec![Event::Issue, Event::Right, Event::Wrong, Event::Nonsense, Event::OtherPhone]), 0_i64..200),
            0..80,
        ),
        seed: u64,
    ) {
        let policy = CodePolicy::default();
        let mut rng = rng(seed);
        let (mut state, mut current, mut clock, mut sends) = (CodeAttempts::default(), None::<(String, i64, u8)>, 0, 0);
        let mut verified = false;
        for (event, pause) in events {
            clock += pause;
            match event {
                Event::Issue => match state.clone().issue(&mut rng, after(clock), &policy) {
                    Ok((next, code)) => {
                        prop_assert!(!verified && sends < 3);
                        sends += 1;
                        current = Some((code.as_text().to_owned(), clock, 0));
                        state = next;
                    }
                    Err(refused) => {
                        let expected = if verified { CodeRefused::AlreadyVerified } else { CodeRefused::TooManySends };
                        prop_assert_eq!(refused, expected);
                    }
                },
                Event::OtherPhone => {
                    state = state.for_another_phone();
                    (current, verified) = (None, false);
                }
                Event::Right | Event::Wrong | Event::Nonsense => {
                    let right = current.as_ref().map_or("123456".to_owned(), |(code, _, _)| code.clone());
                    let input = match event {
                        Event::Right => right,
                        Event::Wrong => other_than(&right).to_owned(),
                        _ => "abc".to_owned(),
                    };
                    let (next, outcome) = state.check(&input, after(clock), &policy);
                    state = next;
                    let expected = match (&mut current, event) {
                        _ if verified => CodeOutcome::AlreadyUsed,
                        (None, _) => CodeOutcome::NotSent,
                        (Some((_, at, _)), _) if clock - *at >= 600 => CodeOutcome::Expired,
                        (Some((_, _, 5)), _) => CodeOutcome::TooManyAttempts,
                        (Some(_), Event::Nonsense) => CodeOutcome::Malformed,
                        (Some((_, _, wrong)), Event::Wrong) => {
                            *wrong += 1;
                            CodeOutcome::Wrong { attempts_left: 5 - *wrong }
                        }
                        (Some(_), _) => {
                            verified = true;
                            CodeOutcome::Verified
                        }
                    };
                    prop_assert_eq!(outcome, expected);
                }
            }
            prop_assert_eq!((state.is_verified(), state.sends()), (verified, sends));
        }
    }

    #[test]
    fn activation_codes_round_trip(seed: u64) {
        let code = ActivationCode::random(&mut rng(seed));
        let text = code.as_text();
        prop_assert_eq!(text.len(), 14);
        prop_assert!(!text.contains(['0', 'O', '1', 'I', 'L']));
        prop_assert_eq!(text.parse(), Ok(code.clone()));
        prop_assert_eq!(text.to_lowercase().replace('-', " ").parse(), Ok(code));
    }

    #[test]
    fn a_mistyped_activation_code_is_noticed(seed: u64, at in 0_usize..12, other in 0_usize..12, by in 1_usize..31) {
        const ALPHABET: &[u8] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
        let text: Vec<u8> = ActivationCode::random(&mut rng(seed)).as_text().replace('-', "").into_bytes();
        let read = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().parse::<ActivationCode>();

        let mut substituted = text.clone();
        let value = ALPHABET.iter().position(|c| *c == text[at]).unwrap();
        substituted[at] = ALPHABET[(value + by) % 31];
        prop_assert_eq!(read(substituted), Err(ActivationCodeError::Check));

        let mut exchanged = text.clone();
        exchanged.swap(at, other);
        prop_assert_eq!(read(exchanged.clone()).is_ok(), exchanged == text);
    }
}

#[test]
fn what_is_no_activation_code_is_told_apart() {
    for wrong in ["", "ABCD-EFGH-JKM", "ABCD-EFGH-JKMNP", "ABCD-EFGH-JKM0", "ÁBCD-EFGH-JKMN"] {
        assert_eq!(wrong.parse::<ActivationCode>(), Err(ActivationCodeError::Format), "{wrong}");
    }
    assert_eq!(format!("{:?}", ActivationCode::random(&mut rng(1))), "ActivationCode([redacted])");
}
