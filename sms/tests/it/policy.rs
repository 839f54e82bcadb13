//! Limits.

use chrono::TimeDelta;
use sms::{InvalidRecipient, Recipient, SmsPolicy};

#[test]
fn the_wait_between_tries_doubles_up_to_its_limit_and_never_overflows() {
    let policy = SmsPolicy { first_retry: 2, longest_retry: 300, ..SmsPolicy::default() };
    let waits: Vec<_> = [0, 1, 2, 3, 8, 9, 1000, u32::MAX].map(|n| policy.retry_wait(n).num_seconds()).into();
    assert_eq!(waits, [2, 2, 4, 8, 256, 300, 300, 300]);
    let slow = SmsPolicy { first_retry: u32::MAX, longest_retry: u32::MAX, ..policy };
    assert_eq!(slow.retry_wait(40), TimeDelta::seconds(i64::from(u32::MAX)));
}

#[test]
fn settings_have_defaults_and_no_unknown_names() {
    let policy: SmsPolicy = serde_json::from_str(r#"{"first_retry": 7}"#).unwrap();
    assert_eq!(policy, SmsPolicy { first_retry: 7, ..SmsPolicy::default() });
    assert!(serde_json::from_str::<SmsPolicy>(r#"{"first_rety": 7}"#).is_err());
}

#[test]
fn recipients_are_e164_and_do_not_show_themselves() {
    for wrong in
        ["", "+", "612345678", "+0612345678", "+34 612345678", "+34612a45678", "+1234567890123456", "+123456"]
    {
        assert_eq!(Recipient::parse(wrong), Err(InvalidRecipient), "{wrong}");
    }
    let good = Recipient::parse("+34612345678").unwrap();
    assert_eq!(good.e164(), "+34612345678");
    assert!(!format!("{good:?}").contains("612345678"));
    let sms = crate::message("m1", "+34612345678");
    let shown = format!("{sms:?}");
    assert!(!shown.contains("612345678") && !shown.contains("text of"), "{shown}");
}
