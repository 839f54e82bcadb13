//! Several gateways: who is asked, who is not, and that a doubt ends the search.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rand::SeedableRng;
use serde::Deserialize;
use sms::{
    FailureReason, GatewayContext, GatewaySettings, Gateways, HealthSettings, MagicNumber, MessageId,
    ReceiptError, ReceiptRequest, Recipient, Route, Sms, SmsGateway, SmsKind, SubmitOutcome,
};

use crate::peers::soon;
use crate::stand_in::StandIn;
use crate::{after, message, start};

#[derive(Deserialize)]
struct File {
    sms_gateways: Vec<GatewaySettings>,
}

fn http(name: &str, stand_in: &StandIn, route: Route) -> GatewaySettings {
    let example = include_str!("../../../docs/sms-gateways/labsmobile-like.toml");
    let file: File = toml::from_str(&example.replace("https://api.labsmobile.com", &stand_in.url)).unwrap();
    let Some(GatewaySettings::Http(mut http)) = file.sms_gateways.into_iter().next() else { panic!() };
    name.clone_into(&mut http.name);
    http.route = route;
    http.health = HealthSettings { failures_to_open: 2, probe_after: 15 };
    http.limits.connect = 1;
    http.limits.answer = 1;
    GatewaySettings::Http(http)
}

/// Each reading is 30 ms after the last.
fn monotonic() -> Instant {
    static READ: AtomicU64 = AtomicU64::new(0);
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    #[expect(
        clippy::disallowed_methods,
        reason = "some instant to count from; there is no other way to make one"
    )]
    let start = *START.get_or_init(Instant::now);
    start + Duration::from_millis(30) * u32::try_from(READ.fetch_add(1, Ordering::Relaxed)).unwrap()
}

fn start_all(list: &[GatewaySettings]) -> Result<Gateways, sms::GatewayConfigError> {
    let rng = Box::new(rand::rngs::StdRng::seed_from_u64(1));
    Gateways::start(list, GatewayContext { public_url: Some("https://x.example".to_owned()), monotonic, rng })
}

fn sms(to: &str) -> Sms {
    Sms { kind: SmsKind::OneTimeCode, text: "x".to_owned(), ..message("m1", to) }
}

const YES: &str = r#"{"code":"0","subid":"s1"}"#;

fn by(outcome: SubmitOutcome) -> String {
    match outcome {
        SubmitOutcome::Accepted { gateway, .. } => gateway,
        other => format!("{other:?}"),
    }
}

fn route(priority: u8, prefixes: &[&str]) -> Route {
    Route { priority, prefixes: prefixes.iter().map(|p| (*p).to_owned()).collect(), except: Vec::new() }
}

#[tokio::test]
async fn the_longest_prefix_then_the_priority_decides() {
    let (any, spain, mobile) = (StandIn::start().await, StandIn::start().await, StandIn::start().await);
    let mut except = http("mobile", &mobile, route(9, &["+346"]));
    if let GatewaySettings::Http(http) = &mut except {
        http.route.except = vec!["+34699".to_owned()];
    }
    let gateways =
        start_all(&[http("any", &any, route(1, &[])), http("spain", &spain, route(5, &["+34"])), except])
            .unwrap();
    for stand_in in [&any, &spain, &mobile] {
        (0..3).for_each(|_| stand_in.reply(200, YES));
    }
    for (to, expected) in [
        ("+34612345678", "mobile"),
        ("+34712345678", "spain"),
        ("+34699345678", "spain"),
        ("+33612345678", "any"),
    ] {
        assert_eq!(by(soon(gateways.submit(&sms(to), start())).await), expected, "{to}");
    }
    assert_eq!((gateways.name(), gateways.is_idempotent()), ("several", false));
    let only_spain = start_all(&[http("spain", &spain, route(1, &["+34"]))]).unwrap();
    let abroad = soon(only_spain.submit(&sms("+33612345678"), start())).await;
    assert_eq!(abroad, SubmitOutcome::Rejected { reason: FailureReason::Blocked });
    assert_eq!(only_spain.name(), "spain");
}

#[tokio::test]
async fn the_next_is_asked_when_one_certainly_does_not_have_it_and_never_after_a_doubt() {
    let (first, second) = (StandIn::start().await, StandIn::start().await);
    let gateways =
        start_all(&[http("first", &first, route(1, &[])), http("second", &second, route(2, &[]))]).unwrap();
    let ask = || async { soon(gateways.submit(&sms("+34612345678"), start())).await };
    for (status, body, expected, asked_second) in [
        (200, YES, "first", 0),
        (429, "", "second", 1),
        (400, "{}", "second", 2),
        (500, "", "Ambiguous", 2),
        (200, r#"{"code":"24"}"#, "Rejected { reason: InvalidNumber }", 2),
        (200, YES, "first", 2),
    ] {
        first.reply(status, body);
        if second.seen().len() < asked_second {
            second.reply(200, YES);
        }
        assert_eq!(by(ask().await), expected, "{status} {body}");
        assert_eq!(second.seen().len(), asked_second, "{status} {body}");
    }
    first.reply(429, "");
    second.reply(503, "");
    assert_eq!(ask().await, SubmitOutcome::Retry { after: Some(chrono::TimeDelta::seconds(17)) });
    first.reply(400, "{}");
    second.reply(400, "{}");
    assert_eq!(ask().await, SubmitOutcome::Rejected { reason: FailureReason::Refused });

    let counters = gateways.snapshot().remove(0).counters;
    assert_eq!((counters.accepted, counters.rejected, counters.retry, counters.ambiguous), (2, 3, 2, 1));
    assert_eq!(counters.latency.iter().sum::<u64>(), 8);
    assert_eq!((counters.latency[2], counters.latency_sum_ms), (8, 240), "30 ms each by the test's clock");
}

#[tokio::test]
async fn one_that_is_down_is_left_alone_and_tried_with_one_message() {
    let (down, up) = (StandIn::start().await, StandIn::start().await);
    let gateways = start_all(&[http("down", &down, route(1, &[])), http("up", &up, route(2, &[]))]).unwrap();
    let ask = |seconds| {
        up.reply(200, YES);
        let (gateways, sms) = (&gateways, sms("+34612345678"));
        async move { by(soon(gateways.submit(&sms, after(seconds))).await) }
    };
    down.reply(401, "");
    down.reply(401, "");
    assert_eq!((ask(0).await, ask(1).await), ("up".to_owned(), "up".to_owned()));
    assert!(!gateways.snapshot()[0].up && gateways.snapshot()[1].up);
    assert_eq!(ask(2).await, "up");
    assert_eq!(down.seen().len(), 2, "left alone");
    down.reply(401, "");
    assert_eq!(ask(16).await, "up");
    assert_eq!(ask(17).await, "up");
    assert_eq!(down.seen().len(), 3, "one probe");
    down.reply(200, YES);
    assert_eq!(ask(31).await, "down");
    assert!(gateways.snapshot()[0].up);
    // All are down: the outbox learns when it is worth coming back.
    let alone = start_all(&[http("alone", &down, route(1, &[]))]).unwrap();
    for seconds in [0, 0] {
        down.reply(401, "");
        assert_eq!(
            alone.submit(&sms("+34612345678"), after(seconds)).await,
            SubmitOutcome::Retry { after: None }
        );
    }
    let wait = SubmitOutcome::Retry { after: Some(chrono::TimeDelta::seconds(10)) };
    assert_eq!(alone.submit(&sms("+34612345678"), after(5)).await, wait);
}

#[tokio::test]
async fn the_demo_inbox_is_a_gateway_like_the_others() {
    let gateways = start_all(&[GatewaySettings::DemoInbox(sms::DemoInboxSettings::default())]).unwrap();
    assert_eq!((gateways.name(), gateways.is_idempotent()), ("demo-inbox", true));
    assert_eq!(by(gateways.submit(&sms("+34612345678"), start()).await), "demo-inbox");
    let ana = Recipient::parse("+34612345678").unwrap();
    assert_eq!(gateways.demo_inbox().unwrap().messages(Some(&ana))[0].id, MessageId("m1".to_owned()));
    assert_eq!(gateways.next_report_at(), Some(after(2)));
    let reports = gateways.take_reports(after(2)).await;
    gateways.reports_committed(&reports).await;
    gateways.unknown_report("demo-inbox");
    let undelivered = Sms { id: MessageId("m2".to_owned()), ..sms(MagicNumber::Undelivered.e164()) };
    gateways.submit(&undelivered, after(3)).await;
    let reports = gateways.take_reports(after(9)).await;
    gateways.reports_committed(&reports).await;
    let counters = gateways.snapshot().remove(0).counters;
    assert_eq!((counters.reports_delivered, counters.reports_failed, counters.reports_unknown), (1, 1, 1));
}

#[tokio::test]
async fn callbacks_find_their_gateway() {
    let provider = StandIn::start().await;
    let gateways = start_all(&[http("labs", &provider, Route::default())]).unwrap();
    let headers = axum::http::HeaderMap::new();
    let read = |gateway: &str, query: &str| {
        gateways.receipt(gateway, &ReceiptRequest { query, headers: &headers, body: b"" }, start())
    };
    let genuine = "token=a+long+random+word&subid=m1&acklevel=handset&status=ok";
    assert!(read("labs", genuine).unwrap().is_some());
    assert_eq!(read("lab", genuine), Err(ReceiptError::NoSuchGateway));
    assert_eq!(read("labs", &genuine[1..]), Err(ReceiptError::NotGenuine));
    let counters = gateways.snapshot().remove(0).counters;
    assert_eq!((counters.reports_delivered, counters.receipts_refused), (1, 1));
}

#[tokio::test]
async fn names_must_be_different_and_fit_into_an_address() {
    let provider = StandIn::start().await;
    let named = |name| http(name, &provider, Route::default());
    assert!(start_all(&[named("a"), named("a")]).unwrap_err().to_string().contains("`a`"));
    for wrong in ["", "A", "a/b", "ñ"] {
        assert!(start_all(&[named(wrong)]).is_err(), "{wrong}");
    }
}

#[test]
fn only_mobile_numbers_get_this_far() {
    // What may be entered is decided where it is typed; the gateways need not know landlines or premium numbers.
    let code = |typed: &str| typed.parse::<registration::PhoneNumber>().unwrap_err().code();
    for (typed, expected) in [
        ("912345678", "phone_is_landline"),
        ("+34 912 34 56 78", "phone_is_landline"),
        ("806123456", "phone_is_premium_rate"),
        // Mass calling (televoting): in no plan that a person may type.
        ("905123456", "invalid_phone"),
        ("803 12 34 56", "phone_is_premium_rate"),
        ("060", "invalid_phone"),
        ("61234567", "invalid_phone"),
        ("", "phone_empty"),
    ] {
        assert_eq!(code(typed), expected, "{typed}");
    }
    for typed in ["612345678", "+34 712 345 678", "0034612345678"] {
        let number: registration::PhoneNumber = typed.parse().unwrap();
        assert!(Recipient::parse(number.as_text()).is_ok(), "{typed}");
    }
}
