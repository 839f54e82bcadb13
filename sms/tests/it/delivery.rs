//! The state machine: what is done when, and that nothing is sent twice blindly.

use chrono::TimeDelta;
use proptest::prelude::*;
use sms::{
    Delivery, DeliveryReport, DeliveryState, FailureReason, NextStep, ReportStatus, SmsKind, SmsPolicy,
    SubmitOutcome, Unsent,
};

use crate::{after, start};

fn policy() -> SmsPolicy {
    SmsPolicy::default()
}

fn queued() -> Delivery {
    Delivery::queue(SmsKind::Confirmation, start(), &policy())
}

fn accepted(ids: &[&str]) -> SubmitOutcome {
    SubmitOutcome::Accepted {
        gateway: "smsc".to_owned(),
        ids: ids.iter().map(|id| (*id).to_owned()).collect(),
    }
}

fn submitted() -> Delivery {
    queued().begin(start()).unwrap().answered(accepted(&["g1"]), start(), &policy()).unwrap()
}

fn report(status: ReportStatus) -> DeliveryReport {
    report_of("g1", status, 3)
}

fn report_of(id: &str, status: ReportStatus, seconds: i64) -> DeliveryReport {
    let (gateway, gateway_id) = ("smsc".to_owned(), id.to_owned());
    DeliveryReport { gateway, gateway_id, message: None, status, at: after(seconds) }
}

#[test]
fn a_message_leaves_at_once_and_is_delivered() {
    assert_eq!(queued().next(start(), &policy(), false), NextStep::Submit);
    let sent = submitted();
    assert_eq!((sent.gateway.as_deref(), sent.parts[0].id.as_str(), sent.attempts), (Some("smsc"), "g1", 1));
    let done = sent.report(&report(ReportStatus::Delivered)).unwrap();
    assert_eq!(done.state, DeliveryState::Delivered { at: after(3) });
    assert_eq!(done.next(after(9), &policy(), false), NextStep::Nothing);
    assert_eq!(done.due_at(&policy()), None);
}

#[test]
fn a_long_text_is_delivered_with_its_last_part_and_failed_with_any() {
    let two_parts =
        || queued().begin(start()).unwrap().answered(accepted(&["g1", "g2"]), start(), &policy()).unwrap();
    let half = two_parts().report(&report_of("g2", ReportStatus::Delivered, 3)).unwrap();
    assert_eq!(half.state, two_parts().state);
    let again = half.clone().report(&report_of("g2", ReportStatus::Delivered, 4)).unwrap();
    assert_eq!(again, half, "the same part twice is not both");
    let whole = half.clone().report(&report_of("g1", ReportStatus::Delivered, 5)).unwrap();
    assert_eq!(whole.state, DeliveryState::Delivered { at: after(5) });
    let reason = FailureReason::Undelivered;
    let failed = half.report(&report_of("g1", ReportStatus::Failed(reason), 6)).unwrap();
    assert_eq!(failed.state, DeliveryState::Failed { reason, at: after(6) });
}

#[test]
fn a_rejected_message_fails_with_its_reason() {
    let rejected = SubmitOutcome::Rejected { reason: FailureReason::InvalidNumber };
    let failed = queued().begin(start()).unwrap().answered(rejected, after(1), &policy()).unwrap();
    assert_eq!(failed.state, DeliveryState::Failed { reason: FailureReason::InvalidNumber, at: after(1) });
}

#[test]
fn temporary_errors_are_retried_ever_more_slowly_until_the_message_is_worthless() {
    let mut message = Delivery::queue(SmsKind::OneTimeCode, start(), &policy());
    let (mut now, mut waits) = (start(), Vec::new());
    while message.next(now, &policy(), false) == NextStep::Submit {
        let retry = SubmitOutcome::Retry { after: None };
        message = message.begin(now).unwrap().answered(retry, now, &policy()).unwrap();
        let NextStep::Wait(until) = message.next(now, &policy(), false) else { panic!("must wait") };
        assert_eq!(message.due_at(&policy()), Some(until));
        waits.push((until - now).num_seconds());
        now = until;
    }
    assert_eq!(waits, [2, 4, 8, 16, 32, 64, 128, 256, 90]);
    assert_eq!(now, after(600), "a one-time code lives ten minutes");
    assert_eq!(message.next(now, &policy(), false), NextStep::Expire);
    let expired = message.expire(now).unwrap();
    assert_eq!(expired.state, DeliveryState::Expired { unsent: Unsent::NotSubmitted, at: now });
}

#[test]
fn a_gateway_may_ask_for_more_patience_but_not_for_less() {
    let wait_after = |asked: i64| {
        let retry = SubmitOutcome::Retry { after: Some(TimeDelta::seconds(asked)) };
        queued().begin(start()).unwrap().answered(retry, start(), &policy()).unwrap().state
    };
    assert_eq!(wait_after(40), DeliveryState::Queued { from: after(40) });
    assert_eq!(wait_after(0), DeliveryState::Queued { from: after(2) });
}

#[test]
fn a_crash_while_submitting_is_never_answered_by_a_blind_second_try() {
    let stuck = queued().begin(start()).unwrap();
    // A try lasts 30 s at most and its claim 2 s more, so that the answer is on disk before anybody else looks.
    assert_eq!(stuck.next(after(31), &policy(), false), NextStep::Wait(after(32)));
    assert_eq!(stuck.next(after(32), &policy(), false), NextStep::LoseTrack);
    let lost = stuck.clone().lose_track(after(40)).unwrap();
    assert_eq!(lost.state, DeliveryState::Ambiguous { at: after(40) });
    assert_eq!(lost.next(after(41), &policy(), true), NextStep::Nothing);
    assert!(lost.clone().begin(after(41)).is_err());
    // A gateway that recognises the id gets it again, as long as it is worth it.
    assert_eq!(stuck.next(after(32), &policy(), true), NextStep::Submit);
    assert_eq!(stuck.next(after(25 * 3600), &policy(), true), NextStep::LoseTrack);
    // A late report settles it.
    let settled = lost.report(&report(ReportStatus::Delivered)).unwrap();
    assert_eq!(settled.state.name(), "delivered");
}

#[test]
fn a_late_answer_settles_an_ambiguous_message_but_never_queues_it_again() {
    let lost = || queued().begin(start()).unwrap().lose_track(after(40)).unwrap();
    let late = |outcome| lost().answered(outcome, after(41), &policy()).unwrap();
    assert_eq!(late(accepted(&["g1"])).state.name(), "submitted");
    let reason = FailureReason::Blocked;
    assert_eq!(late(SubmitOutcome::Rejected { reason }).state.name(), "failed");
    // Somebody may have sent it again by hand.
    assert_eq!(late(SubmitOutcome::Retry { after: None }), lost());
    assert_eq!(late(SubmitOutcome::Ambiguous), lost());
}

#[test]
fn an_older_code_is_superseded_only_before_it_leaves() {
    let superseded = queued().supersede(after(1)).unwrap();
    let reason = FailureReason::Superseded;
    assert_eq!(superseded.state, DeliveryState::Failed { reason, at: after(1) });
    assert_eq!(superseded.next(after(2), &policy(), false), NextStep::Nothing);
    assert!(queued().begin(start()).unwrap().supersede(after(1)).is_err());
    assert!(submitted().supersede(after(1)).is_err());
}

#[test]
fn a_missing_report_ends_the_wait_and_a_late_one_still_counts() {
    let end = start() + TimeDelta::days(3);
    assert_eq!(submitted().next(start(), &policy(), false), NextStep::Wait(end));
    assert_eq!(submitted().next(end, &policy(), false), NextStep::Expire);
    let expired = submitted().expire(end).unwrap();
    assert_eq!(expired.state, DeliveryState::Expired { unsent: Unsent::NotReported, at: end });
    assert_eq!(expired.parts[0].id, "g1", "a late report must find it");
    let late = report(ReportStatus::Failed(FailureReason::Undelivered));
    assert_eq!(expired.report(&late).unwrap().state.name(), "failed");
}

#[test]
fn a_repeated_report_changes_nothing() {
    let delivered = submitted().report(&report(ReportStatus::Delivered)).unwrap();
    let contradiction = report(ReportStatus::Failed(FailureReason::Undelivered));
    assert_eq!(delivered.clone().report(&contradiction).unwrap(), delivered);
}

#[test]
fn impossible_steps_are_errors() {
    let error = queued().report(&report(ReportStatus::Delivered)).unwrap_err();
    assert_eq!((error.step, error.state, error.code()), ("report", "queued", "illegal_sms_step"));
    assert!(queued().answered(SubmitOutcome::Ambiguous, start(), &policy()).is_err());
    assert!(submitted().begin(start()).is_err());
    assert!(submitted().lose_track(start()).is_err());
}

#[test]
fn the_state_survives_the_outbox() {
    for delivery in
        [queued(), queued().begin(start()).unwrap(), submitted(), submitted().expire(after(9)).unwrap()]
    {
        let json = serde_json::to_value(&delivery).unwrap();
        assert_eq!(serde_json::from_value::<Delivery>(json).unwrap(), delivery);
    }
}

proptest! {
    /// Whatever a gateway answers and however often the sender crashes: a message that was ambiguous is not begun
    /// again, `due_at` and `next` agree, and every message comes to an end.
    #[test]
    fn every_message_ends(answers in prop::collection::vec(0_u8..5, 0..60), idempotent: bool) {
        let (mut message, mut now, mut answers) = (queued(), start(), answers.into_iter());
        for _ in 0..2000 {
            match message.next(now, &policy(), idempotent) {
                NextStep::Nothing => {
                    prop_assert_eq!(message.due_at(&policy()), None);
                    return Ok(());
                }
                NextStep::Wait(until) => {
                    prop_assert!(until > now);
                    prop_assert_eq!(message.due_at(&policy()), Some(until));
                    now = until;
                }
                NextStep::Expire => message = message.expire(now).unwrap(),
                NextStep::LoseTrack => {
                    prop_assert!(!idempotent || now >= message.expires_at);
                    message = message.lose_track(now).unwrap();
                }
                NextStep::Submit => {
                    message = message.begin(now).unwrap();
                    let outcome = match answers.next() {
                        Some(0) => accepted(&["g"]),
                        Some(1) => SubmitOutcome::Rejected { reason: FailureReason::Blocked },
                        Some(2) => SubmitOutcome::Ambiguous,
                        Some(3) => continue, // crashed before the answer
                        _ => SubmitOutcome::Retry { after: None },
                    };
                    message = message.answered(outcome, now, &policy()).unwrap();
                }
            }
        }
        prop_assert!(false, "still under way: {}", message.state.name());
    }
}
