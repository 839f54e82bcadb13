use proptest::prelude::*;
use rand::{SeedableRng as _, rngs::StdRng};

use super::*;
use crate::code::{CodeOutcome, CodePolicy};
use crate::decision::{InterruptReason, RejectReason};

fn now() -> DateTime<Utc> {
    "2026-11-23T09:00:00Z".parse().unwrap()
}

/// Read as stored, which spares the tests the loading of all numbering plans.
fn contact(phone: &str) -> Contact {
    Contact { phone: PhoneNumber::from_stored(phone).unwrap(), email: "maria@example.org".parse().unwrap() }
}

fn verify_phone(mut case: VerificationCase) -> VerificationCase {
    let policy = CodePolicy::default();
    let (code, sent) = case.code.issue(&mut StdRng::seed_from_u64(1), now(), &policy).unwrap();
    let (code, outcome) = code.check(sent.as_text(), now(), &policy);
    assert_eq!(outcome, CodeOutcome::Verified);
    case.code = code;
    case
}

fn complete() -> VerificationCase {
    let case =
        VerificationCase::default().set_challenge(Challenge::CloseEyes).set_contact(contact("+34612345678"));
    let case = StillKind::ALL.iter().fold(case, |case, kind| case.record_still(*kind));
    let case = CheckKind::ALL.iter().fold(case, |case, kind| case.record_check(*kind, CheckState::Passed));
    verify_phone(case)
}

#[test]
fn an_empty_case_misses_everything_in_the_order_of_the_interview() {
    let missing = VerificationCase::default().missing_for_approval();
    assert_eq!(missing.len(), CheckKind::ALL.len() + StillKind::ALL.len() + 3);
    assert_eq!(missing[0], Missing::CheckPending(CheckKind::OwnBehalf));
    assert_eq!(&missing[10..], [Missing::Challenge, Missing::Contact, Missing::PhoneVerified]);
}

#[test]
fn a_complete_case_can_be_approved() {
    let decided = complete().decide(Decision::Approved, now()).unwrap();
    assert_eq!(decided.decided, Some((Decision::Approved, now())));
    let json = serde_json::to_string(&decided).unwrap();
    assert_eq!(serde_json::from_str::<VerificationCase>(&json).unwrap(), decided);
}

#[test]
fn the_first_decision_stands_and_nothing_changes_after_it() {
    let rejected = Decision::Rejected(RejectReason::HolderMismatch);
    let decided = VerificationCase::default().decide(rejected, now()).unwrap();
    let again = decided.clone().decide(Decision::Approved, now()).unwrap_err();
    assert_eq!((again.code(), &again), ("already_decided", &DecideError::AlreadyDecided));
    let changed = decided
        .clone()
        .record_check(CheckKind::FaceMatches, CheckState::Passed)
        .record_still(StillKind::Face)
        .set_challenge(Challenge::CloseEyes)
        .request_contact()
        .set_contact(contact("+34612345678"));
    assert_eq!(changed, decided);
}

#[test]
fn a_refusal_or_an_interruption_needs_nothing() {
    for decision in [
        Decision::Rejected(RejectReason::Coercion),
        Decision::Interrupted(InterruptReason::PoorPictureOrSound),
    ] {
        assert!(VerificationCase::default().decide(decision, now()).is_ok());
        assert!(complete().decide(decision, now()).is_ok());
    }
}

#[test]
fn another_phone_undoes_the_code_and_the_confirmation() {
    let changed = complete().set_contact(contact("+34699999999"));
    let expected = [Missing::CheckPending(CheckKind::ContactConfirmedAloud), Missing::PhoneVerified];
    assert_eq!(changed.missing_for_approval(), expected);
    assert_eq!(changed.code.sends(), 1, "still counted");
}

#[test]
fn another_e_mail_undoes_the_confirmation_only_and_the_same_contact_nothing() {
    assert_eq!(complete().set_contact(contact("+34612345678")), complete());
    let email = Contact { email: "m.perez@example.org".parse().unwrap(), ..contact("+34612345678") };
    let missing = complete().set_contact(email).missing_for_approval();
    assert_eq!(missing, [Missing::CheckPending(CheckKind::ContactConfirmedAloud)]);
}

#[test]
fn a_new_challenge_has_not_been_performed() {
    let missing = complete().set_challenge(Challenge::TurnHeadLeft).missing_for_approval();
    assert_eq!(missing, [Missing::CheckPending(CheckKind::ChallengePerformed)]);
}

#[test]
fn nothing_personal_is_printed() {
    let printed = format!("{:?}", complete());
    assert!(!printed.contains("612345678") && !printed.contains("maria"), "{printed}");
}

#[test]
fn decisions_are_written_with_their_reason() {
    let written = |decision| serde_json::to_value(decision).unwrap();
    assert_eq!(written(Decision::Approved), serde_json::json!({ "decision": "approved" }));
    let rejected = Decision::Rejected(RejectReason::HolderMismatch);
    assert_eq!(written(rejected), serde_json::json!({ "decision": "rejected", "reason": "holder_mismatch" }));
    assert_eq!((rejected.kind(), rejected.reason()), ("rejected", Some("holder_mismatch")));
    let missing = serde_json::to_value(Missing::Still(StillKind::Back)).unwrap();
    assert_eq!(missing, serde_json::json!({ "missing": "still", "which": "back" }));
}

proptest! {
    /// Leaving out any one thing prevents the approval and is named.
    #[test]
    fn nothing_can_be_left_out(left_out in 0_usize..13, failed: bool) {
        let case = VerificationCase::default();
        let state = if failed { CheckState::Failed } else { CheckState::Pending };
        let case = if left_out == 10 { case } else { case.set_challenge(Challenge::CloseEyes) };
        let case = if left_out == 11 { case } else { case.set_contact(contact("+34612345678")) };
        let case = (7..).zip(StillKind::ALL).filter(|(at, _)| *at != left_out).fold(case, |case, (_, kind)| case.record_still(*kind));
        let case = (0..).zip(CheckKind::ALL).fold(case, |case, (at, kind)| {
            case.record_check(*kind, if at == left_out { state } else { CheckState::Passed })
        });
        let case = if left_out == 12 { case } else { verify_phone(case) };
        let expected = match left_out {
            at @ 0..7 if failed => Missing::CheckFailed(CheckKind::ALL[at]),
            at @ 0..7 => Missing::CheckPending(CheckKind::ALL[at]),
            at @ 7..10 => Missing::Still(StillKind::ALL[at - 7]),
            10 => Missing::Challenge,
            11 => Missing::Contact,
            _ => Missing::PhoneVerified,
        };
        let refused = case.decide(Decision::Approved, now()).unwrap_err();
        prop_assert_eq!(refused, DecideError::NotReady(NotReady { missing: vec![expected] }));
    }
}
