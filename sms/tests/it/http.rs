//! Described HTTP gateways: the three descriptions of `docs/sms-gateways/`, Kannel's against Kannel itself, the others
//! against a stand-in written after their public documentation.

use axum::http::HeaderMap;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sms::{
    FailureReason, GatewaySettings, HttpGateway, HttpSettings, MessageId, ReceiptError, ReceiptRequest,
    Recipient, ReportStatus, Secret, Sms, SmsGateway, SmsKind, SubmitOutcome, Verdict,
};

use crate::peers::{Peer, soon};
use crate::stand_in::{Reply, Seen, StandIn};
use crate::{after, start};

const PUBLIC: &str = "https://cita.example.es";

#[derive(Deserialize)]
struct File {
    sms_gateways: Vec<GatewaySettings>,
}

fn described(example: &str) -> HttpSettings {
    let file: File = toml::from_str(example).unwrap();
    match file.sms_gateways.into_iter().next() {
        Some(GatewaySettings::Http(http)) => *http,
        other => panic!("no HTTP gateway: {other:?}"),
    }
}

fn twilio(stand_in: &StandIn) -> HttpSettings {
    let mut settings = described(include_str!("../../../docs/sms-gateways/twilio-like.toml"));
    settings.request.url = settings.request.url.replace("https://api.twilio.com", &stand_in.url);
    settings
}

fn labsmobile(stand_in: &StandIn) -> HttpSettings {
    let mut settings = described(include_str!("../../../docs/sms-gateways/labsmobile-like.toml"));
    settings.request.url = settings.request.url.replace("https://api.labsmobile.com", &stand_in.url);
    settings
}

fn gateway(settings: &HttpSettings) -> HttpGateway {
    HttpGateway::new(settings, Some(PUBLIC)).unwrap()
}

fn sms_to(to: &str, text: &str) -> Sms {
    let (id, to) = (MessageId("m-1".to_owned()), Recipient::parse(to).unwrap());
    Sms { id, to, text: text.to_owned(), kind: SmsKind::Confirmation, expires_at: after(600) }
}

async fn submit(gateway: &HttpGateway, text: &str) -> SubmitOutcome {
    soon(gateway.submit(&sms_to("+34612345678", text), start())).await
}

fn accepted(gateway: &str, id: &str) -> SubmitOutcome {
    SubmitOutcome::Accepted { gateway: gateway.to_owned(), ids: vec![id.to_owned()] }
}

fn rejected(reason: FailureReason) -> SubmitOutcome {
    SubmitOutcome::Rejected { reason }
}

fn request(seen: &Seen) -> ReceiptRequest<'_> {
    ReceiptRequest { query: &seen.query, headers: &seen.headers, body: &seen.body }
}

#[tokio::test]
async fn kannel_takes_messages_and_calls_back() {
    let (kannel, callbacks) = (Peer::start("kannel.mjs", &[]).await, StandIn::start().await);
    let mut settings = described(include_str!("../../../docs/sms-gateways/kannel.toml"));
    settings.request.url = format!("http://127.0.0.1:{}/cgi-bin/sendsms", kannel.port("sendsms"));
    let gateway = HttpGateway::new(&settings, Some(&callbacks.url)).unwrap();
    let texts = [
        "Cl@ve: ¿ñ? {id} 100% + 1 & 2".to_owned(),
        "Cl@ve: código, «sí» 😀".to_owned(),
        "a".repeat(161),
        "ñ".repeat(160),
        "ó".repeat(70),
        "ó".repeat(71),
        format!("{}😀{}", "ó".repeat(66), "í".repeat(20)),
    ];
    for (index, text) in texts.iter().enumerate() {
        assert_eq!(submit(&gateway, text).await, accepted("kannel", "m-1"), "{text}");
        let messages = kannel.messages(index + 1).await;
        assert_eq!(
            (messages[index]["text"].as_str(), messages[index]["to"].as_str()),
            (Some(text.as_str()), Some("34612345678"))
        );
    }
    let reports = soon(callbacks.seen_after(texts.len())).await;
    for seen in &reports {
        assert_eq!(seen.path, "/api/v1/sms/receipts/kannel");
        let report = gateway.receipt(&request(seen), after(3)).unwrap().expect("mask 19 asks for ends only");
        assert_eq!(
            (report.message, report.status),
            (Some(MessageId("m-1".to_owned())), ReportStatus::Delivered)
        );
        assert_eq!((report.gateway.as_str(), report.at), ("kannel", after(3)));
    }
    let log = kannel.get("/log").await.to_string();
    let asked = log.match_indices("Got HTTP request </cgi-bin/sendsms> from").count();
    assert_eq!(asked, texts.len(), "numbers and texts are not in addresses, which are logged");

    settings.secrets.insert("password".to_owned(), Secret::new("wrong"));
    let wrong = HttpGateway::new(&settings, Some(&callbacks.url)).unwrap();
    assert_eq!(submit(&wrong, "x").await, SubmitOutcome::Retry { after: None }, "the operator can mend that");
}

#[tokio::test]
async fn a_twilio_like_provider() {
    let provider = StandIn::start().await;
    let gateway = gateway(&twilio(&provider));
    provider.reply(201, r#"{"sid":"SM123","status":"queued","error_code":null}"#);
    assert_eq!(submit(&gateway, "ñ & ó = 1").await, accepted("twilio", "SM123"));
    let [seen] = &provider.seen()[..] else { panic!() };
    assert_eq!(seen.path, "/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json");
    assert_eq!((seen.method.as_str(), seen.query.as_str()), ("POST", ""));
    let credentials = STANDARD.encode("AC00000000000000000000000000000000:secret");
    assert_eq!(seen.headers["authorization"], format!("Basic {credentials}"));
    let form: Vec<(String, String)> = form_urlencoded::parse(&seen.body).into_owned().collect();
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(
        form,
        [
            pair("Body", "ñ & ó = 1"),
            pair("From", "+34900000060"),
            pair("StatusCallback", "https://cita.example.es/api/v1/sms/receipts/twilio"),
            pair("To", "+34612345678"),
        ]
    );
    for (status, body, expected) in [
        (400, r#"{"code":21211}"#, rejected(FailureReason::InvalidNumber)),
        (400, r#"{"code":21610}"#, rejected(FailureReason::Blocked)),
        (400, r#"{"code":21617}"#, rejected(FailureReason::Refused)),
        (401, r#"{"code":20003}"#, SubmitOutcome::Retry { after: None }),
        (429, r#"{"code":20429}"#, SubmitOutcome::Retry { after: Some(TimeDelta::seconds(17)) }),
        (500, "", SubmitOutcome::Ambiguous),
        (201, "{}", SubmitOutcome::Ambiguous),
        (201, "<html>", SubmitOutcome::Ambiguous),
        (302, "", SubmitOutcome::Retry { after: None }),
    ] {
        provider.reply(status, body);
        assert_eq!(submit(&gateway, "x").await, expected, "{status} {body}");
    }
}

fn signed(body: &str, signed_body: &str) -> Seen {
    let mut pairs: Vec<(String, String)> =
        form_urlencoded::parse(signed_body.as_bytes()).into_owned().collect();
    pairs.sort();
    let text: String = pairs.into_iter().map(|(name, value)| name + &value).collect();
    let text = format!("{PUBLIC}/api/v1/sms/receipts/twilio{text}");
    let mac =
        Hmac::<sha1::Sha1>::new_from_slice(b"secret").unwrap().chain_update(text).finalize().into_bytes();
    let mut headers = HeaderMap::new();
    headers.insert("x-twilio-signature", STANDARD.encode(mac).parse().unwrap());
    headers.insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
    let (method, path, query) = ("POST".to_owned(), String::new(), String::new());
    Seen { method, path, query, headers, body: body.to_owned().into() }
}

#[tokio::test]
async fn only_signed_callbacks_count() {
    let gateway = gateway(&twilio(&StandIn::start().await));
    let read = |seen: &Seen| gateway.receipt(&request(seen), start());
    let delivered = "MessageStatus=delivered&MessageSid=SM123&To=%2B34612345678";
    let report = read(&signed(delivered, delivered)).unwrap().unwrap();
    assert_eq!((report.gateway_id.as_str(), report.status), ("SM123", ReportStatus::Delivered));
    assert_eq!(report.message, None);
    let sent = "MessageSid=SM123&MessageStatus=sent";
    assert_eq!(read(&signed(sent, sent)), Ok(None));
    let failed = "MessageSid=SM123&MessageStatus=undelivered";
    let report = read(&signed(failed, failed)).unwrap().unwrap();
    assert_eq!(report.status, ReportStatus::Failed(FailureReason::Undelivered));

    assert_eq!(read(&signed(delivered, failed)), Err(ReceiptError::NotGenuine));
    let mut unsigned = signed(delivered, delivered);
    unsigned.headers.remove("x-twilio-signature");
    assert_eq!(read(&unsigned), Err(ReceiptError::NotGenuine));
    let mut elsewhere = signed(delivered, delivered);
    elsewhere.query = "a=b".to_owned();
    assert_eq!(read(&elsewhere), Err(ReceiptError::NotGenuine), "the address is signed too");
    let odd = "MessageSid=SM123&MessageStatus=teleported";
    assert_eq!(read(&signed(odd, odd)), Err(ReceiptError::UnknownStatus));
    let nameless = "MessageStatus=delivered";
    assert_eq!(read(&signed(nameless, nameless)), Err(ReceiptError::Incomplete));
}

#[tokio::test]
async fn a_labsmobile_like_provider() {
    let provider = StandIn::start().await;
    let gateway = gateway(&labsmobile(&provider));
    provider.reply(200, r#"{"code":"0","message":"Message has been successfully sent","subid":"m-1"}"#);
    let text = "«sí» \"x\" {to} \\ 😀";
    assert_eq!(submit(&gateway, text).await, accepted("labsmobile", "m-1"));
    let [seen] = &provider.seen()[..] else { panic!() };
    assert_eq!(seen.headers["content-type"], "application/json");
    let body: serde_json::Value = serde_json::from_slice(&seen.body).unwrap();
    assert_eq!(body["message"], text, "what a text says is no placeholder");
    assert_eq!(body["recipient"][0]["msisdn"], "34612345678");
    assert_eq!((body["ucs2"].as_str(), body["tpoa"].as_str()), (Some("1"), Some("CLAVE")));
    for (body, expected) in [
        (r#"{"code":"24"}"#, rejected(FailureReason::InvalidNumber)),
        (r#"{"code":35}"#, SubmitOutcome::Retry { after: None }),
        (r#"{"code":"99"}"#, SubmitOutcome::Ambiguous),
    ] {
        provider.reply(200, body);
        assert_eq!(submit(&gateway, "x").await, expected, "{body}");
    }
    let headers = HeaderMap::new();
    let read =
        |query: &str| gateway.receipt(&ReceiptRequest { query, headers: &headers, body: b"" }, start());
    let token = "token=a+long+random+word&msisdn=34612345678&subid=m-1";
    let report = read(&format!("{token}&acklevel=handset&status=ok")).unwrap().unwrap();
    assert_eq!((report.message, report.status), (Some(MessageId("m-1".to_owned())), ReportStatus::Delivered));
    assert_eq!(read(&format!("{token}&acklevel=operator&status=ok")), Ok(None));
    assert_eq!(read(&format!("{token}&acklevel=moon&status=ok")), Err(ReceiptError::UnknownStatus));
    for forged in [
        "subid=m-1&acklevel=handset&status=ok",
        "token=&subid=m-1&acklevel=handset&status=ok",
        "token=x&subid=m-1&acklevel=handset&status=ok",
    ] {
        assert_eq!(read(forged), Err(ReceiptError::NotGenuine), "{forged}");
    }
}

#[tokio::test]
async fn what_left_is_a_doubt_and_what_did_not_is_none() {
    let provider = StandIn::start().await;
    let mut settings = labsmobile(&provider);
    settings.limits.answer = 1;
    settings.limits.connect = 1;
    settings.limits.answer_bytes = 64;
    let silent = gateway(&settings);
    provider.reply_with(Reply::Silence);
    assert_eq!(submit(&silent, "x").await, SubmitOutcome::Ambiguous);
    provider.reply(200, format!("{{\"code\":\"0\",\"subid\":\"{}\"}}", "x".repeat(64)));
    assert_eq!(submit(&silent, "x").await, SubmitOutcome::Ambiguous, "an endless yes is no yes");
    provider.reply(400, "x".repeat(1000));
    assert_eq!(submit(&silent, "x").await, rejected(FailureReason::Refused), "an endless no is a no");

    // It takes the request and hangs up.
    let rude = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    settings.request.url = format!("http://{}/", rude.local_addr().unwrap());
    let gateway = gateway(&settings);
    let hang_up = async {
        let (mut stream, _) = rude.accept().await.unwrap();
        let mut octets = [0; 16];
        tokio::io::AsyncReadExt::read_exact(&mut stream, &mut octets).await.unwrap();
    };
    assert_eq!(tokio::join!(submit(&gateway, "x"), hang_up).0, SubmitOutcome::Ambiguous);
    // It never gets as far as a request: the other side does not speak TLS, or nothing at all.
    settings.request.url = format!("https://{}/", rude.local_addr().unwrap());
    let stuck = HttpGateway::new(&settings, Some(PUBLIC)).unwrap();
    assert_eq!(submit(&stuck, "x").await, SubmitOutcome::Retry { after: None }, "TLS does not come about");
    settings.request.url = "http://name.invalid/".to_owned();
    let nameless = HttpGateway::new(&settings, Some(PUBLIC)).unwrap();
    assert_eq!(submit(&nameless, "x").await, SubmitOutcome::Retry { after: None }, "RFC 6761: no such name");
    drop(rude);
    assert_eq!(submit(&gateway, "x").await, SubmitOutcome::Retry { after: None }, "nobody listens");
    soon(gateway.shutdown()).await;
}

/// Behind a provider that hangs, only what has left is in doubt.
#[tokio::test]
async fn who_gets_no_turn_has_certainly_not_left() {
    let provider = StandIn::start().await;
    let mut settings = labsmobile(&provider);
    settings.limits.concurrent = 1;
    settings.limits.turn = 1;
    settings.limits.connect = 1;
    settings.limits.answer = 2;
    let gateway = gateway(&settings);
    provider.reply_with(Reply::Silence);
    let (first, second) = tokio::join!(submit(&gateway, "x"), submit(&gateway, "y"));
    assert_eq!((first, second), (SubmitOutcome::Ambiguous, SubmitOutcome::Retry { after: None }));
}

#[tokio::test]
async fn descriptions_that_cannot_work_are_refused_at_the_start() {
    let provider = StandIn::start().await;
    let complain = |change: &dyn Fn(&mut HttpSettings)| {
        let mut settings = twilio(&provider);
        change(&mut settings);
        HttpGateway::new(&settings, Some(PUBLIC)).err().map(|error| error.to_string()).unwrap_or_default()
    };
    assert_eq!(complain(&|_| ()), "");
    let has = |text: String, part: &str| assert!(text.contains(part), "{text}");
    has(complain(&|s| s.request.url.push_str("{secret.sdi}")), "`{secret.sdi}` stands for nothing");
    has(complain(&|s| "ftp://x".clone_into(&mut s.request.url)), "must begin with https");
    has(complain(&|s| s.request.body = sms::Body::Empty), "carries no `{text}`");
    has(complain(&|s| s.accepted.when.status = vec!["2x".to_owned()]), "is no status");
    has(complain(&|s| s.accepted.when.body = Some("(".to_owned())), "unclosed group");
    has(complain(&|s| drop(s.secrets.insert("token".to_owned(), Secret::default()))), "missing or empty");
    has(complain(&|s| s.receipt.as_mut().unwrap().id = None), "needs `id` or `own_id`");
    assert!(HttpGateway::new(&twilio(&provider), None).unwrap_err().to_string().contains("public_url"));
}

#[test]
fn secrets_come_from_files_and_do_not_show_themselves() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    std::fs::write(&file, "from-the-file\n").unwrap();
    assert_eq!(Secret::resolve(&Secret::new("inline"), Some(&file)).unwrap().expose(), "from-the-file");
    assert_eq!(Secret::resolve(&Secret::new("inline"), None).unwrap().expose(), "inline");
    assert!(Secret::read(&folder.path().join("missing")).is_err());
    let mut settings = described(include_str!("../../../docs/sms-gateways/kannel.toml"));
    settings.secrets.insert("password".to_owned(), Secret::new("correct horse"));
    let shown = format!("{settings:?} {}", serde_json::to_string(&settings).unwrap());
    assert!(!shown.contains("correct horse") && !shown.contains("a long random word"), "{shown}");
}

#[test]
fn every_example_is_understood_and_a_misspelt_name_is_not() {
    for example in [
        include_str!("../../../docs/sms-gateways/kannel.toml"),
        include_str!("../../../docs/sms-gateways/twilio-like.toml"),
        include_str!("../../../docs/sms-gateways/labsmobile-like.toml"),
        include_str!("../../../docs/sms-gateways/smpp.toml"),
    ] {
        let file: File = toml::from_str(example).unwrap();
        assert_eq!(file.sms_gateways.len(), 1);
        let misspelt = example.replacen("name = ", "nmae = ", 1);
        assert!(toml::from_str::<File>(&misspelt).is_err());
        assert!(
            toml::from_str::<File>(&example.replacen("name = ", "colour = \"red\"\nname = ", 1)).is_err()
        );
    }
    let demo: File = toml::from_str("[[sms_gateways]]\nkind = \"demo-inbox\"\nphones = 3").unwrap();
    assert_eq!(demo.sms_gateways[0].name(), "demo-inbox");
    assert!(toml::from_str::<File>("[[sms_gateways]]\nkind = \"demo-inbox\"\nfones = 3").is_err());
    assert_eq!(serde_json::from_str::<Verdict>("\"invalid-number\"").unwrap(), Verdict::InvalidNumber);
}
