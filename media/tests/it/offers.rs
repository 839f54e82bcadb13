//! Offers as browsers really make them, and offers nobody should make.

use crate::{config, start};
use media::{MediaConfig, OfferError, RoomId, Side};

const CHROMIUM: &str = include_str!("../fixtures/chromium-156.sdp");
const FIREFOX: &str = include_str!("../fixtures/firefox-153.sdp");

fn sections(sdp: &str) -> Vec<&str> {
    sdp.lines().filter(|line| line.starts_with("m=")).collect()
}

fn values<'a>(sdp: &'a str, prefix: &str) -> Vec<&'a str> {
    sdp.lines().filter_map(|line| line.strip_prefix(prefix)).collect()
}

async fn answer(offer: &str) -> String {
    let (media, _events) = start(config()).await;
    media.open_echo(offer).await.expect("a browser's offer is understood").1
}

fn assert_is_a_good_answer(answer: &str) {
    assert!(answer.contains("a=ice-lite\r\n"));
    assert_eq!(values(answer, "a=setup:"), ["active", "active"], "the server starts DTLS");
    assert_eq!(values(answer, "a=mid:"), ["0", "1"]);
    assert_eq!(values(answer, "a=group:"), ["BUNDLE 0 1"]);
    assert_eq!(answer.matches("a=rtcp-mux\r\n").count(), 2);
    assert_eq!(answer.matches("a=sendrecv\r\n").count(), 2);
    assert_eq!(values(answer, "a=msid:"), ["ventanilla audio", "ventanilla video"]);
    assert_eq!(values(answer, "a=candidate:").len(), 1, "{answer}");
    assert!(values(answer, "a=extmap:").iter().any(|ext| ext.ends_with("ssrc-audio-level")));
    assert!(!answer.contains("H264") && !answer.contains("PCMU"));
}

#[tokio::test]
async fn chromium() {
    let answer = answer(CHROMIUM).await;
    assert_is_a_good_answer(&answer);
    assert!(
        sections(&answer)[0].starts_with("m=audio ") && sections(&answer)[0].ends_with(" 111"),
        "{answer}"
    );
    assert!(sections(&answer)[1].ends_with(" 96 97"), "{answer}");
    assert!(answer.contains("a=fmtp:97 apt=96\r\n"));
}

#[tokio::test]
async fn firefox() {
    let answer = answer(FIREFOX).await;
    assert_is_a_good_answer(&answer);
    assert!(sections(&answer)[0].ends_with(" 109"), "{answer}");
    assert!(sections(&answer)[1].ends_with(" 120 124"), "{answer}");
    assert!(answer.contains("a=fmtp:124 apt=120\r\n"));
}

#[tokio::test]
async fn directions_are_mirrored() {
    let (media, _events) = start(config()).await;
    for (offered, answered) in [("sendonly", "recvonly"), ("recvonly", "sendonly"), ("sendrecv", "sendrecv")]
    {
        let offer = CHROMIUM.replace("a=sendrecv", &format!("a={offered}"));
        let (_, answer) = media.open_echo(&offer).await.unwrap();
        assert_eq!(answer.matches(&format!("a={answered}\r\n")).count(), 2, "{offered}: {answer}");
        let sends = answered != "recvonly";
        assert_eq!(answer.contains("a=ssrc:"), sends, "{offered}");
    }
}

#[tokio::test]
async fn an_assistant_without_a_camera_is_let_in_and_a_citizen_is_not() {
    let (media, _events) = start(config()).await;
    let room = RoomId::from(1);
    let stopped = CHROMIUM.replace("m=video 9 ", "m=video 0 ");
    let (_, answer) = media.open_leg(room, Side::Assistant, &stopped).await.unwrap();
    assert!(sections(&answer)[1].starts_with("m=video 0 "), "{answer}");
    assert_eq!(values(&answer, "a=group:"), ["BUNDLE 0"]);
    let audio_only = &CHROMIUM[..CHROMIUM.find("m=video").unwrap()];
    let (_, answer) = media.open_leg(RoomId::from(2), Side::Assistant, audio_only).await.unwrap();
    assert_eq!(sections(&answer).len(), 1);
    for offer in [stopped.as_str(), audio_only] {
        assert_eq!(media.open_leg(room, Side::Citizen, offer).await, Err(OfferError::NoVideo));
        assert_eq!(media.open_echo(offer).await, Err(OfferError::NoVideo));
    }
}

#[tokio::test]
async fn video_first_and_a_data_channel_are_answered_in_the_offers_order() {
    let (session, media_part) = CHROMIUM.split_at(CHROMIUM.find("m=audio").unwrap());
    let (audio, video) = media_part.split_at(media_part.find("m=video").unwrap());
    let data = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\na=mid:2\r\n";
    let session = session.replace("BUNDLE 0 1", "BUNDLE 1 2 0");
    let answer = answer(&format!("{session}{video}{data}{audio}")).await;
    let kinds: Vec<&str> = sections(&answer).iter().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(kinds, ["m=video", "m=application", "m=audio"]);
    assert_eq!(values(&answer, "a=mid:"), ["1", "2", "0"]);
    assert_eq!(values(&answer, "a=group:"), ["BUNDLE 1 0"]);
}

#[tokio::test]
async fn refusals_have_codes_and_leave_nothing_behind() {
    let (media, _events) = start(MediaConfig { max_offer_bytes: 20_000, ..config() }).await;
    let oversized = format!("{CHROMIUM}{}", "a=x\r\n".repeat(10_000));
    let bad_fingerprint = CHROMIUM.replace("a=fingerprint:sha-256 ", "a=fingerprint:");
    let cases = [
        (String::new(), "malformed_sdp"),
        ("\0\u{1}".to_owned(), "malformed_sdp"),
        (CHROMIUM.replace("VP8", "AV2"), "no_vp8"),
        (CHROMIUM.replace("opus", "mp3"), "no_opus"),
        (oversized, "sdp_too_large"),
        (bad_fingerprint, "malformed_sdp"),
    ];
    for (offer, code) in cases {
        assert_eq!(media.open_echo(&offer).await.unwrap_err().code(), code);
    }
    assert_eq!(media.leg_count().await, 0);
}

#[tokio::test]
async fn a_damaged_browser_offer_never_breaks_the_server() {
    let (media, _events) = start(config()).await;
    let lines: Vec<&str> = CHROMIUM.lines().collect();
    // Every third line: each offer that is still understood costs a peer.
    for skipped in (0..lines.len()).step_by(3) {
        let rest: Vec<&str> =
            lines.iter().enumerate().filter(|(index, _)| *index != skipped).map(|(_, line)| *line).collect();
        if let Ok((leg, _)) = media.open_echo(&rest.join("\r\n")).await {
            media.close_leg(leg);
        }
        let cut: String = lines[..skipped].join("\r\n");
        let half = &lines[skipped][..lines[skipped].len() / 2];
        if let Ok((leg, _)) = media.open_echo(&format!("{cut}\r\n{half}")).await {
            media.close_leg(leg);
        }
    }
    let (_, answer) = media.open_echo(CHROMIUM).await.expect("still serving");
    assert_is_a_good_answer(&answer);
}
