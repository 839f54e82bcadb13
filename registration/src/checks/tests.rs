use std::collections::BTreeSet;

use proptest::prelude::*;
use rand::{SeedableRng as _, rngs::StdRng};

use super::*;

proptest! {
    #[test]
    fn a_challenge_never_needs_what_is_excluded(seed: u64, excluded in prop::sample::subsequence(Ability::ALL, 0..=4)) {
        let drawn = Challenge::draw(&mut StdRng::seed_from_u64(seed), &excluded);
        prop_assert_eq!(drawn.is_none(), excluded.len() == Ability::ALL.len());
        if let Some(challenge) = drawn {
            prop_assert!(!excluded.contains(&challenge.needs()));
            let json = serde_json::to_string(&challenge).unwrap();
            prop_assert_eq!(serde_json::from_str::<Challenge>(&json).unwrap(), challenge);
        }
    }
}

#[test]
fn challenges_vary() {
    let mut rng = StdRng::seed_from_u64(1);
    let drawn: BTreeSet<String> = (0..500)
        .filter_map(|_| Challenge::draw(&mut rng, &[]))
        .map(|challenge| format!("{challenge:?}"))
        .collect();
    // Six without a number, four numbers of fingers among them, and about seventy spoken numbers.
    assert!(drawn.len() > 50, "{drawn:?}");
    for needed in [
        "TurnHeadLeft",
        "RightHandBeforeFace",
        "ShowFingers { count: 2 }",
        "ShowFingers { count: 5 }",
        "CloseEyes",
    ] {
        assert!(drawn.contains(needed), "{needed}");
    }
}

#[test]
fn what_was_not_recorded_is_pending() {
    let mut checks = Checks::default();
    assert!(checks.iter().all(|(_, state)| state == CheckState::Pending) && !checks.all_passed());
    for kind in CheckKind::ALL {
        checks.set(*kind, CheckState::Passed);
    }
    assert!(checks.all_passed());
    checks.set(CheckKind::FaceMatches, CheckState::Failed);
    assert!(!checks.all_passed());
    let order: Vec<_> = checks.iter().map(|(kind, _)| kind).collect();
    assert_eq!(order, CheckKind::ALL, "in the order of the interview");
}

#[test]
fn words_have_one_text_form() {
    for kind in CheckKind::ALL {
        assert_eq!(kind.as_str().parse(), Ok(*kind));
        assert_eq!(serde_json::to_string(kind).unwrap(), format!("\"{kind}\""));
    }
    assert!("Own_Behalf".parse::<CheckKind>().is_err());
}
