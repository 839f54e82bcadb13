//! The demo gateway: what it shows, each magic number, and its bounds.

use sms::{
    DemoInbox, DemoInboxSettings, FailureReason, MagicNumber, Recipient, ReportStatus, SmsGateway,
    SubmitOutcome,
};

use crate::{after, message, start};

const ANA: &str = "+34612345678";

fn inbox() -> DemoInbox {
    DemoInbox::new(DemoInboxSettings::default())
}

fn accepted(id: &str) -> SubmitOutcome {
    SubmitOutcome::Accepted { gateway: "demo-inbox".to_owned(), ids: vec![format!("demo-{id}")] }
}

fn ids(inbox: &DemoInbox, phone: &str) -> Vec<String> {
    let phone = Recipient::parse(phone).unwrap();
    inbox.messages(Some(&phone)).into_iter().map(|message| message.id.0).collect()
}

#[tokio::test]
async fn an_ordinary_number_gets_its_messages_newest_first_and_a_report() {
    let inbox = inbox();
    assert_eq!(inbox.submit(&message("m1", ANA), start()).await, accepted("m1"));
    assert_eq!(inbox.submit(&message("m2", ANA), after(1)).await, accepted("m2"));
    assert_eq!(inbox.submit(&message("m3", "+34699999999"), after(1)).await, accepted("m3"));
    assert_eq!(ids(&inbox, ANA), ["m2", "m1"]);
    assert_eq!(inbox.messages(None).len(), 3);
    assert_eq!(inbox.messages(None)[2].text, "text of m1");

    assert_eq!(inbox.next_report_at(), Some(after(2)));
    assert!(inbox.take_reports(after(1)).await.is_empty());
    let reports = inbox.take_reports(after(2)).await;
    assert_eq!(reports.len(), 1);
    assert_eq!((reports[0].gateway_id.as_str(), reports[0].status), ("demo-m1", ReportStatus::Delivered));
    assert!(inbox.take_reports(after(2)).await.is_empty(), "each report is handed out once");
    assert_eq!(inbox.take_reports(after(3)).await.len(), 2);
    assert_eq!(inbox.next_report_at(), None);
}

#[tokio::test]
async fn a_repeated_id_is_the_same_message() {
    let inbox = inbox();
    for _ in 0..3 {
        assert_eq!(inbox.submit(&message("m1", ANA), start()).await, accepted("m1"));
    }
    assert_eq!(ids(&inbox, ANA), ["m1"]);
    assert_eq!(inbox.take_reports(after(9)).await.len(), 1);
}

/// Answers to three tries, the number of messages shown, and the report, if any.
async fn behaviour(magic: MagicNumber) -> ([SubmitOutcome; 3], usize, Option<ReportStatus>) {
    let inbox = inbox();
    let sms = message("m1", magic.e164());
    let first = inbox.submit(&sms, start()).await;
    let second = inbox.submit(&sms, after(1)).await;
    let third = inbox.submit(&sms, after(2)).await;
    let reports = inbox.take_reports(after(60)).await;
    assert!(reports.len() <= 1);
    ([first, second, third], ids(&inbox, magic.e164()).len(), reports.first().map(|report| report.status))
}

#[tokio::test]
async fn each_magic_number_does_what_the_table_says() {
    let rejected = || SubmitOutcome::Rejected { reason: FailureReason::InvalidNumber };
    let retry = || SubmitOutcome::Retry { after: None };
    let ok = || accepted("m1");
    let lost = || SubmitOutcome::Ambiguous;
    let undelivered = Some(ReportStatus::Failed(FailureReason::Undelivered));
    for (magic, answers, shown, report) in [
        (MagicNumber::Invalid, [rejected(), rejected(), rejected()], 0, None),
        (MagicNumber::TemporaryError, [retry(), ok(), ok()], 1, Some(ReportStatus::Delivered)),
        (MagicNumber::NoReport, [ok(), ok(), ok()], 1, None),
        (MagicNumber::Ambiguous, [lost(), lost(), lost()], 1, None),
        (MagicNumber::Down, [retry(), retry(), retry()], 0, None),
        (MagicNumber::Undelivered, [ok(), ok(), ok()], 0, undelivered),
    ] {
        assert_eq!(behaviour(magic).await, (answers, shown, report), "{magic:?}");
    }
}

#[test]
fn the_readme_lists_every_magic_number() {
    let readme = include_str!("../../README.md");
    for magic in MagicNumber::ALL {
        assert!(readme.contains(magic.e164()), "{magic:?}");
    }
}

#[tokio::test]
async fn the_inbox_is_bounded() {
    let settings = DemoInboxSettings {
        messages_per_phone: 2,
        phones: 2,
        remembered_ids: 4,
        ..DemoInboxSettings::default()
    };
    let inbox = DemoInbox::new(settings);
    for (index, phone) in
        ["+34611111111", "+34622222222", "+34611111111", "+34611111111", "+34633333333"].iter().enumerate()
    {
        inbox.submit(&message(&format!("m{index}"), phone), after(i64::try_from(index).unwrap())).await;
    }
    assert_eq!(ids(&inbox, "+34611111111"), ["m3", "m2"]);
    assert!(ids(&inbox, "+34622222222").is_empty(), "the phone without news for longest went");
    assert_eq!(ids(&inbox, "+34633333333"), ["m4"]);
    assert_eq!(inbox.take_reports(after(60)).await.len(), 4);
}
