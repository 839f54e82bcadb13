//! SMPP against a real server: every answer, every way to lose a connection, every kind of receipt.

use std::sync::Arc;

use serde_json::{Value, json};
use sms::{
    Bind, DeliveryReport, FailureReason, HealthSettings, MessageId, MessageIdForm, Recipient, ReportStatus,
    Route, Secret, SenderId, SmppGateway, SmppLimits, SmppSettings, Sms, SmsGateway, SmsKind, SubmitOutcome,
    Verdict,
};

use crate::peers::{Peer, soon};
use crate::{after, start};

const ANA: &str = "+34612345678";

fn settings(peer: &Peer) -> SmppSettings {
    SmppSettings {
        name: "operator".to_owned(),
        route: Route::default(),
        health: HealthSettings::default(),
        host: "127.0.0.1".to_owned(),
        port: peer.port("smpp"),
        tls: false,
        ca_file: None,
        bind: Bind {
            system_id: "ventanilla".to_owned(),
            password: Secret::new("secret"),
            password_file: None,
            system_type: String::new(),
        },
        sender: SenderId { address: "060".to_owned(), ton: None, npi: None },
        message_id: MessageIdForm::Same,
        statuses: [("0x0400".to_owned(), Verdict::Retry)].into(),
        limits: SmppLimits { reconnect_first: 0, answer: 2, ..SmppLimits::default() },
    }
}

async fn peer() -> Peer {
    Peer::start("smsc.mjs", &[]).await
}

fn gateway(settings: &SmppSettings) -> SmppGateway {
    SmppGateway::start(settings, 7).unwrap()
}

fn sms(text: &str) -> Sms {
    let (id, to) = (MessageId("m1".to_owned()), Recipient::parse(ANA).unwrap());
    Sms { id, to, text: text.to_owned(), kind: SmsKind::Confirmation, expires_at: after(600) }
}

async fn submit(gateway: &SmppGateway, text: &str) -> SubmitOutcome {
    soon(gateway.submit(&sms(text), start())).await
}

fn ids(outcome: SubmitOutcome) -> Vec<String> {
    match outcome {
        SubmitOutcome::Accepted { gateway, ids } => {
            assert_eq!(gateway, "operator");
            ids
        }
        other => panic!("not accepted: {other:?}"),
    }
}

/// Waits for so many reports, without committing them.
async fn reports(gateway: &SmppGateway, count: usize) -> Vec<DeliveryReport> {
    loop {
        let found = gateway.take_reports(after(9)).await;
        if found.len() >= count {
            assert_eq!(found.len(), count, "{found:?}");
            return found;
        }
        soon(gateway.reports_ready()).await;
    }
}

#[tokio::test]
async fn a_message_arrives_as_it_was_written_and_its_receipt_is_kept_until_it_is_stored() {
    let peer = peer().await;
    let gateway = gateway(&settings(&peer));
    let taken = ids(submit(&gateway, "Cl@ve: 012345 ¿ñ? €").await);
    let [message] = &peer.messages(1).await[..] else { panic!() };
    assert_eq!(message["text"], "Cl@ve: 012345 ¿ñ? €");
    assert_eq!((&message["to"], &message["from"]), (&json!("34612345678"), &json!("060")));
    assert_eq!((&message["from_ton"], &message["coding"]), (&json!(3), &json!(0)));
    assert_eq!(message["life_seconds"], 600, "the centre forgets it when it is worth nothing any more");

    let found = reports(&gateway, 1).await;
    assert_eq!((&found[0].gateway_id, found[0].status), (&taken[0], ReportStatus::Delivered));
    assert_eq!((found[0].gateway.as_str(), found[0].at), ("operator", after(9)));
    assert_eq!(gateway.take_reports(after(10)).await.len(), 1, "handed out again: nobody has stored it");
    assert_eq!(peer.get("/state").await["acknowledged"], json!([]), "the centre keeps it as long");
    gateway.reports_committed(&found).await;
    peer.until("/state", |state| state["acknowledged"] == json!(taken)).await;
    assert!(gateway.take_reports(after(10)).await.is_empty());
}

#[tokio::test]
async fn texts_at_the_edges_of_parts_arrive_whole() {
    let peer = peer().await;
    let gateway = gateway(&settings(&peer));
    let texts = [
        ("a".repeat(160), 1, 0),
        ("a".repeat(161), 2, 0),
        ("a".repeat(306), 2, 0),
        ("a".repeat(307), 3, 0),
        // The escape of the euro sign would end the first part.
        (format!("{}€{}", "a".repeat(152), "b".repeat(20)), 2, 0),
        ("ó".repeat(70), 1, 8),
        ("ó".repeat(71), 2, 8),
        ("ó".repeat(134), 2, 8),
        ("ó".repeat(135), 3, 8),
        // A surrogate pair would straddle the parts.
        (format!("{}😀{}", "ó".repeat(66), "í".repeat(20)), 2, 8),
        ("María 😀👩‍👩‍👧 Ñuñez".to_owned(), 1, 8),
        ("😀".repeat(35), 1, 8),
        ("😀".repeat(36), 2, 8),
    ];
    for (index, (text, parts, coding)) in texts.iter().enumerate() {
        assert_eq!(ids(submit(&gateway, text).await).len(), *parts, "{text}");
        let messages = peer.messages(index + 1).await;
        assert_eq!(messages[index]["text"], *text);
        assert_eq!((&messages[index]["parts"], &messages[index]["coding"]), (&json!(parts), &json!(coding)));
    }
    let all: usize = texts.iter().map(|(_, parts, _)| parts).sum();
    reports(&gateway, all).await;
    // Nothing to say, or more than any phone joins.
    let refused = SubmitOutcome::Rejected { reason: FailureReason::Refused };
    assert_eq!(submit(&gateway, "").await, refused);
    assert_eq!(submit(&gateway, &"a".repeat(153 * 255 + 1)).await, refused);
}

#[tokio::test]
async fn every_answer_has_a_meaning() {
    let peer = peer().await;
    let gateway = gateway(&settings(&peer));
    let rejected = |reason| SubmitOutcome::Rejected { reason };
    let later = SubmitOutcome::Retry { after: None };
    let throttled = SubmitOutcome::Retry { after: Some(chrono::TimeDelta::seconds(5)) };
    for (status, expected) in [
        (0x0b, rejected(FailureReason::InvalidNumber)),
        (0x101, rejected(FailureReason::Blocked)),
        (0xfe, rejected(FailureReason::Undelivered)),
        (0x01, rejected(FailureReason::Refused)),
        (0x0a, rejected(FailureReason::Refused)),
        (0x42f, rejected(FailureReason::Refused)),
        (0x14, throttled.clone()),
        (0x58, throttled),
        (0x08, later.clone()),
        (0x64, later.clone()),
        // Changed by the settings.
        (0x400, later),
    ] {
        peer.put("/behaviour", json!({ "submit": [status] })).await;
        assert_eq!(submit(&gateway, "x").await, expected, "{status:#x}");
    }
    peer.put("/behaviour", json!({ "submit": ["no-id"], "receipt": "none" })).await;
    assert_eq!(
        ids(submit(&gateway, "x").await),
        ["m1"],
        "a centre that names nothing: our own id keeps the place"
    );
    assert_eq!(peer.get("/state").await["binds"], 1, "no answer costs the connection");
}

#[tokio::test]
async fn a_later_part_is_tried_again_and_a_message_half_sent_is_never_sent_again() {
    let peer = peer().await;
    let limits = SmppLimits { throttled: 0, ..settings(&peer).limits };
    let gateway = gateway(&SmppSettings { limits, ..settings(&peer) });
    let long = "a".repeat(200);
    peer.put("/behaviour", json!({ "submit": ["ok", 0x58] })).await;
    assert_eq!(ids(submit(&gateway, &long).await).len(), 2);
    assert_eq!(peer.messages(1).await[0]["text"], long);
    peer.put("/behaviour", json!({ "submit": ["ok", 0x58, 0x58, 0x58] })).await;
    assert_eq!(submit(&gateway, &long).await, SubmitOutcome::Ambiguous);
    peer.put("/behaviour", json!({ "submit": ["ok", 0x0b] })).await;
    let rejected = SubmitOutcome::Rejected { reason: FailureReason::InvalidNumber };
    assert_eq!(submit(&gateway, &long).await, rejected);
}

#[tokio::test]
async fn a_connection_lost_after_the_message_left_is_a_doubt_and_comes_back() {
    let peer = peer().await;
    let gateway = gateway(&settings(&peer));
    for (lost, binds) in [("close-before", 2), ("close-inside", 3), ("silent", 3), ("garbled", 3)] {
        peer.put("/behaviour", json!({ "submit": [lost], "receipt": "none" })).await;
        assert_eq!(submit(&gateway, lost).await, SubmitOutcome::Ambiguous, "{lost}");
        // Counted once the line stands again. A silence or an unreadable answer alone does not cost the connection.
        ids(submit(&gateway, "and then").await);
        assert_eq!(peer.get("/state").await["binds"], binds, "{lost}");
    }
    // A slow centre on a line that stands is waited for once more.
    peer.put("/behaviour", json!({ "submit": [{ "slow": 2_500 }], "receipt": "none" })).await;
    ids(submit(&gateway, "slowly").await);
    // The answer was on its way before the line went.
    peer.put("/behaviour", json!({ "submit": ["close-after"] })).await;
    ids(submit(&gateway, "answered").await);
    assert_eq!(
        peer.get("/messages").await.as_array().unwrap().len(),
        9,
        "close-before took nothing, each other once"
    );
}

#[tokio::test]
async fn without_a_bind_nothing_has_left() {
    let peer = peer().await;
    let not_sent = SubmitOutcome::Retry { after: None };
    for bind in ["refuse", "silent", "close", "garbage"] {
        peer.put("/behaviour", json!({ "bind": bind })).await;
        let limits = SmppLimits { wait_for_bind: 1, answer: 1, ..settings(&peer).limits };
        let gateway = gateway(&SmppSettings { limits, ..settings(&peer) });
        assert_eq!(submit(&gateway, bind).await, not_sent, "{bind}");
        assert!(!gateway.is_connected());
        peer.put("/behaviour", json!({})).await;
        peer.until("/state", |state| state["binds"].as_u64() > Some(0)).await;
        gateway.shutdown().await;
    }
    let binds = peer.get("/state").await["binds"].clone();
    let mut wrong = settings(&peer);
    wrong.bind.password = Secret::new("wrong");
    assert_eq!(submit(&gateway(&wrong), "wrong password").await, not_sent);
    assert_eq!(peer.get("/state").await["binds"], binds);
    assert_eq!(peer.messages(0).await, Vec::<Value>::new());
    // Nobody listens at all.
    let mut nobody = settings(&peer);
    drop(peer);
    nobody.limits.wait_for_bind = 0;
    assert_eq!(submit(&gateway(&nobody), "nobody").await, not_sent);
}

#[tokio::test]
async fn every_kind_of_receipt() {
    let peer = peer().await;
    let gateway = gateway(&settings(&peer));
    let failed = ReportStatus::Failed;
    for (kind, expected) in [
        ("delivered", vec![ReportStatus::Delivered]),
        ("undelivered", vec![failed(FailureReason::Undelivered)]),
        ("rejected", vec![failed(FailureReason::Blocked)]),
        ("text-only", vec![ReportStatus::Delivered]),
        ("tlv-only", vec![ReportStatus::Delivered]),
        ("duplicate", vec![ReportStatus::Delivered; 2]),
    ] {
        peer.put("/behaviour", json!({ "receipt": kind })).await;
        let taken = ids(submit(&gateway, kind).await);
        let found = reports(&gateway, expected.len()).await;
        assert!(found.iter().all(|report| report.gateway_id == taken[0]), "{kind}: {found:?}");
        assert_eq!(found.iter().map(|report| report.status).collect::<Vec<_>>(), expected, "{kind}");
        gateway.reports_committed(&found).await;
    }
    peer.put("/behaviour", json!({ "receipt": "unknown" })).await;
    let taken = ids(submit(&gateway, "unknown").await);
    let found = reports(&gateway, 1).await;
    assert_eq!(found[0].gateway_id, "987654321");
    assert_ne!(found[0].gateway_id, taken[0]);
    gateway.reports_committed(&found).await;
    let so_far = peer.until("/state", |state| state["acknowledged"].as_array().unwrap().len() == 8).await;
    // On its way: acknowledged at once, and nothing to store.
    peer.put("/behaviour", json!({ "receipt": "intermediate" })).await;
    ids(submit(&gateway, "intermediate").await);
    peer.until("/state", |state| state["acknowledged"].as_array().unwrap().len() == 9).await;
    assert!(gateway.take_reports(start()).await.is_empty(), "{so_far}");
}

#[tokio::test]
async fn a_receipt_may_come_before_the_answer_or_hours_later_on_another_connection() {
    let peer = peer().await;
    let gateway = gateway(&settings(&peer));
    peer.put("/behaviour", json!({ "submit": ["early-receipt"] })).await;
    let taken = ids(submit(&gateway, "early").await);
    let found = reports(&gateway, 1).await;
    assert_eq!(found[0].gateway_id, taken[0]);
    gateway.reports_committed(&found).await;

    peer.put("/behaviour", json!({ "receipt": "none" })).await;
    let taken = ids(submit(&gateway, "late").await);
    peer.put("/disconnect", Value::Null).await;
    peer.put("/receipts", json!({ "id": taken[0], "stat": "EXPIRED" })).await;
    let found = reports(&gateway, 1).await;
    assert_eq!(found[0].gateway_id, taken[0]);
    assert_eq!(found[0].status, ReportStatus::Failed(FailureReason::Undelivered));
}

#[tokio::test]
async fn ids_in_hexadecimal_here_and_decimal_there_are_the_same() {
    let peer = peer().await;
    for (form, ids_of_peer) in
        [(MessageIdForm::HexThenDecimal, "hex-decimal"), (MessageIdForm::DecimalThenHex, "decimal-hex")]
    {
        let gateway = gateway(&SmppSettings { message_id: form, ..settings(&peer) });
        for receipt in ["text-only", "tlv-only"] {
            peer.put("/behaviour", json!({ "ids": ids_of_peer, "receipt": receipt })).await;
            let taken = ids(submit(&gateway, receipt).await);
            let found = reports(&gateway, 1).await;
            assert_eq!(found[0].gateway_id, taken[0], "{ids_of_peer} {receipt}");
            gateway.reports_committed(&found).await;
        }
        gateway.shutdown().await;
    }
}

#[tokio::test]
async fn the_window_is_never_exceeded_and_more_reports_than_fit_stay_with_the_centre() {
    let peer = peer().await;
    let limits = SmppLimits { window: 3, reports: 2, answer: 10, ..settings(&peer).limits };
    let gateway = Arc::new(gateway(&SmppSettings { limits, ..settings(&peer) }));
    let slow: Vec<_> = (0..12).map(|_| json!({ "slow": 30 })).collect();
    peer.put("/behaviour", json!({ "submit": slow })).await;
    let all = (0..12).map(|_| {
        let gateway = Arc::clone(&gateway);
        tokio::spawn(async move { submit(&gateway, "x").await })
    });
    for one in all.collect::<Vec<_>>() {
        ids(one.await.unwrap());
    }
    assert_eq!(peer.get("/state").await["most"], 3);
    peer.until("/state", |state| state["refused_receipts"] == 10).await;
    assert_eq!(gateway.take_reports(start()).await.len(), 2);
}

#[tokio::test]
async fn no_more_messages_a_second_than_the_contract_allows() {
    let peer = peer().await;
    let limits = SmppLimits { messages_per_second: 2, ..settings(&peer).limits };
    let gateway = gateway(&SmppSettings { limits, ..settings(&peer) });
    let three = async { tokio::join!(submit(&gateway, "1"), submit(&gateway, "2"), submit(&gateway, "3")) };
    let mut three = std::pin::pin!(three);
    // The third leaves a second after the first at the earliest.
    assert!(tokio::time::timeout(std::time::Duration::from_millis(900), &mut three).await.is_err());
    let (first, second, third) = three.await;
    let all = [first, second, third].map(ids);
    assert_eq!(all.len(), peer.messages(3).await.len());
}

#[tokio::test]
async fn garbage_is_refused_and_only_an_impossible_length_ends_the_connection() {
    let peer = peer().await;
    let gateway = gateway(&settings(&peer));
    ids(submit(&gateway, "x").await);
    // query_sm, which is not for us; then a deliver_sm whose body is noise; then an operation that does not exist.
    for (nth, hex) in [
        (1, "00000010000000030000000000000007"),
        (2, "0000001600000005000000000000000841424344ffff"),
        (3, "00000014000001ff0000000000000009deadbeef"),
    ] {
        peer.put("/raw", json!({ "hex": hex })).await;
        peer.until("/state", |state| state["naks"] == nth).await;
    }
    ids(submit(&gateway, "still there").await);
    assert_eq!(peer.get("/state").await["binds"], 1);
    for (binds, hex) in [(2, "7fffffff0000000500000000"), (3, "00000004"), (4, "0000000600000000")] {
        peer.put("/raw", json!({ "hex": hex })).await;
        peer.until("/state", |state| state["binds"] == binds).await;
        ids(submit(&gateway, "back again").await);
    }
    // An orderly goodbye of the centre is no different.
    peer.put("/unbind", Value::Null).await;
    peer.until("/state", |state| state["binds"] == 5).await;
    ids(submit(&gateway, "back again").await);
}

#[tokio::test]
async fn a_silent_line_is_tested_and_a_dead_one_left() {
    let peer = peer().await;
    let limits = SmppLimits { enquire_link: 1, answer: 1, ..settings(&peer).limits };
    let gateway = gateway(&SmppSettings { limits, ..settings(&peer) });
    ids(submit(&gateway, "x").await);
    peer.until("/state", |state| state["enquires"].as_u64() >= Some(1)).await;
    assert_eq!(peer.get("/state").await["binds"], 1);
    peer.put("/behaviour", json!({ "enquire": "silent" })).await;
    peer.until("/state", |state| state["binds"].as_u64() >= Some(2)).await;
}

#[tokio::test]
async fn the_end_is_quiet() {
    let peer = peer().await;
    let gateway = Arc::new(gateway(&settings(&peer)));
    ids(submit(&gateway, "warm").await);
    let found = reports(&gateway, 1).await;
    peer.put("/behaviour", json!({ "submit": [{ "slow": 300 }], "receipt": "none" })).await;
    let running = tokio::spawn({
        let gateway = Arc::clone(&gateway);
        async move { submit(&gateway, "last").await }
    });
    peer.until("/state", |state| state["now"] == 1).await;
    gateway.reports_committed(&found).await;
    soon(gateway.shutdown()).await;
    ids(running.await.unwrap());
    let state = peer.until("/state", |state| state["sessions"] == 0).await;
    assert_eq!(state["unbinds"], 1);
    assert_eq!(
        state["acknowledged"].as_array().unwrap().len(),
        1,
        "what was stored was acknowledged before the end"
    );
    assert_eq!(submit(&gateway, "too late").await, SubmitOutcome::Retry { after: None });
    soon(gateway.shutdown()).await;
}

#[tokio::test]
async fn who_stops_waiting_before_it_left_takes_it_back() {
    let peer = peer().await;
    peer.put("/behaviour", json!({ "bind": "silent" })).await;
    let limits = SmppLimits { wait_for_bind: 60, answer: 1, ..settings(&peer).limits };
    let gateway = gateway(&SmppSettings { limits, ..settings(&peer) });
    let (impatient, moment) = (sms("given up"), std::time::Duration::from_millis(50));
    assert!(tokio::time::timeout(moment, gateway.submit(&impatient, start())).await.is_err());
    peer.put("/behaviour", json!({})).await;
    ids(submit(&gateway, "the next").await);
    assert_eq!(peer.messages(1).await[0]["text"], "the next");
}

#[tokio::test]
async fn tls_is_spoken_with_the_right_centre_only() {
    let folder = tempfile::tempdir().unwrap();
    let certified = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
    let (key, cert) = (folder.path().join("key.pem"), folder.path().join("cert.pem"));
    std::fs::write(&key, certified.signing_key.serialize_pem()).unwrap();
    std::fs::write(&cert, certified.cert.pem()).unwrap();
    let files = [key.to_str().unwrap(), cert.to_str().unwrap()];
    let peer = Peer::start("smsc.mjs", &["--key", files[0], "--cert", files[1]]).await;
    let known = SmppSettings { tls: true, ca_file: Some(cert), ..settings(&peer) };
    ids(submit(&gateway(&known), "x").await);
    let not_sent = SubmitOutcome::Retry { after: None };
    let unknown = SmppSettings { ca_file: None, ..known.clone() };
    assert_eq!(submit(&gateway(&unknown), "x").await, not_sent, "no authority of the system's");
    let other_name = SmppSettings { host: "localhost".to_owned(), ..known.clone() };
    assert_eq!(submit(&gateway(&other_name), "x").await, not_sent, "somebody else's certificate");
    assert_eq!(submit(&gateway(&SmppSettings { tls: false, ..known }), "x").await, not_sent);
    assert_eq!(peer.get("/state").await["binds"], 1);
}

#[test]
fn the_sender_decides_type_and_plan() {
    let sender = |address: &str| SenderId { address: address.to_owned(), ..SenderId::default() };
    for (address, expected) in [
        ("+34900000060", ("34900000060", 1, 1)),
        ("34900000060", ("34900000060", 1, 1)),
        ("060", ("060", 3, 0)),
        ("Cl@ve", ("Cl@ve", 5, 0)),
        ("", ("", 0, 0)),
    ] {
        assert_eq!(sender(address).resolve(), expected);
    }
    assert_eq!(SenderId { ton: Some(2), npi: Some(9), ..sender("060") }.resolve(), ("060", 2, 9));
}

#[tokio::test]
async fn settings_that_fit_no_pdu_are_refused_at_the_start() {
    let peer = peer().await;
    let mut too_long = settings(&peer);
    too_long.bind.password = Secret::new("more than eight");
    let error = SmppGateway::start(&too_long, 1).unwrap_err().to_string();
    assert!(error.contains("`password` has at most 8") && !error.contains("more than"), "{error}");
    let statuses = [("forty".to_owned(), Verdict::Retry)].into();
    assert!(SmppGateway::start(&SmppSettings { statuses, ..settings(&peer) }, 1).is_err());
}
