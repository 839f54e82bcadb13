use super::*;
use proptest::prelude::*;

const SESSION: &str = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\n\
    a=fingerprint:sha-256 AA\r\na=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\na=setup:actpass\r\n";
const AUDIO: &str = "m=audio 9 UDP/TLS/RTP/SAVPF 111 0\r\na=mid:0\r\na=rtcp-mux\r\na=sendrecv\r\n\
    a=rtpmap:111 opus/48000/2\r\na=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n\
    a=candidate:1 1 udp 1 192.0.2.1 5 typ host\r\n";
const VIDEO: &str = "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=mid:1\r\na=rtcp-mux\r\na=sendonly\r\n\
    a=rtpmap:96 VP8/90000\r\na=rtpmap:97 rtx/90000\r\n";
const DATA: &str = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:2\r\na=sctp-port:5000\r\n";

fn offer(parts: &[&str]) -> String {
    parts.concat()
}

fn parse(text: &str, required: Required) -> Result<Offer, OfferError> {
    Offer::parse(text, 65_536, required)
}

#[test]
fn a_session_keeps_its_name_while_its_version_counts() {
    let named = |origin: &str| {
        let text = offer(&[SESSION, AUDIO]).replace("o=- 1 2 IN", origin);
        parse(&text, Required::Audio).unwrap().session()
    };
    assert_eq!(named("o=- 1 3 IN"), named("o=- 1 2 IN"));
    assert_ne!(named("o=- 7 2 IN"), named("o=- 1 2 IN"));
}

#[test]
fn refusals_have_their_codes() {
    let no_opus = AUDIO.replace("opus", "PCMU");
    let no_vp8 = VIDEO.replace("VP8", "H264");
    let off = VIDEO.replace("m=video 9", "m=video 0");
    let inactive = AUDIO.replace("sendrecv", "inactive");
    let active = SESSION.replace("actpass", "active");
    let no_ice = SESSION.replace("a=ice-pwd:0123456789012345678901\r\n", "");
    let unbundled = SESSION.replace("BUNDLE 0 1", "BUNDLE 0");
    let no_mux = VIDEO.replace("a=rtcp-mux\r\n", "");
    let no_mid = AUDIO.replace("a=mid:0\r\n", "");
    let cases = [
        (offer(&[SESSION, AUDIO]), OfferError::NoVideo),
        (offer(&[SESSION, AUDIO, &off]), OfferError::NoVideo),
        (offer(&[SESSION, VIDEO]), OfferError::NoAudio),
        (offer(&[SESSION, &inactive, VIDEO]), OfferError::NoAudio),
        (offer(&[SESSION, &no_opus, VIDEO]), OfferError::NoOpus),
        (offer(&[SESSION, AUDIO, &no_vp8]), OfferError::NoVp8),
        (offer(&[&active, AUDIO, VIDEO]), OfferError::DtlsRole),
        (offer(&[&no_ice, AUDIO, VIDEO]), OfferError::MalformedSdp),
        (offer(&[&unbundled, AUDIO, VIDEO]), OfferError::NotBundled),
        (offer(&[SESSION, AUDIO, &no_mux]), OfferError::NotBundled),
        (offer(&[SESSION, &no_mid, VIDEO]), OfferError::MalformedSdp),
        (offer(&[AUDIO, VIDEO]), OfferError::MalformedSdp),
        ("hello".to_owned(), OfferError::MalformedSdp),
        (String::new(), OfferError::MalformedSdp),
        (offer(&[SESSION, &AUDIO.repeat(17)]), OfferError::MalformedSdp),
    ];
    for (text, expected) in cases {
        assert_eq!(parse(&text, Required::AudioAndVideo), Err(expected), "{text}");
    }
    assert_eq!(Offer::parse(&offer(&[SESSION, AUDIO]), 50, Required::Audio), Err(OfferError::SdpTooLarge));
}

#[test]
fn an_audio_only_offer_will_do_where_video_is_not_required() {
    let off = VIDEO.replace("m=video 9", "m=video 0");
    for text in [offer(&[SESSION, AUDIO]), offer(&[SESSION, &off, AUDIO])] {
        let offer = parse(&text, Required::Audio).unwrap();
        assert!(offer.receives(Kind::Audio, Place::First) && !offer.receives(Kind::Video, Place::First));
    }
}

#[test]
fn the_engine_sees_used_sections_only_and_no_addresses() {
    let off = VIDEO.replace("m=video 9", "m=video 0").replace("mid:1", "mid:9");
    let text = offer(&[SESSION, DATA, &off, VIDEO, AUDIO]);
    let shown = parse(&text, Required::AudioAndVideo).unwrap().for_engine();
    assert!(shown.contains("a=group:BUNDLE 1 0\r\n"), "{shown}");
    assert_eq!(shown.matches("\r\nm=").count(), 2);
    assert!(!shown.contains("candidate") && !shown.contains("application"));
}

#[test]
fn the_answer_mirrors_every_section_of_the_offer() {
    let text = offer(&[SESSION, DATA, AUDIO, VIDEO]);
    let parsed = parse(&text, Required::AudioAndVideo).unwrap();
    let engine = offer(&[SESSION, AUDIO, VIDEO]);
    let answer = parsed.complete_answer(&engine).unwrap();
    let sections: Vec<&str> = answer.lines().filter(|line| line.starts_with("m=")).collect();
    assert_eq!(
        sections,
        [
            "m=application 0 UDP/DTLS/SCTP webrtc-datachannel",
            "m=audio 9 UDP/TLS/RTP/SAVPF 111 0",
            "m=video 9 UDP/TLS/RTP/SAVPF 96 97"
        ]
    );
    assert!(answer.contains("a=mid:2\r\n"));
    let rtcp = engine.replace("a=candidate:1 1", "a=candidate:1 2");
    assert!(!parsed.complete_answer(&rtcp).unwrap().contains("candidate"), "no RTCP component");
    assert_eq!(parsed.complete_answer(&offer(&[SESSION, AUDIO])), Err(OfferError::MalformedSdp));
}

#[test]
fn directions_decide_what_is_sent_back() {
    let parsed = parse(&offer(&[SESSION, AUDIO, VIDEO]), Required::AudioAndVideo).unwrap();
    assert!(parsed.receives(Kind::Audio, Place::First));
    assert!(!parsed.receives(Kind::Video, Place::First), "sendonly");
}

#[test]
fn a_second_pair_that_only_receives_is_a_place_for_a_third_party() {
    let session = SESSION.replace("BUNDLE 0 1", "BUNDLE 0 1 3 4");
    let second_audio = AUDIO.replace("sendrecv", "recvonly").replace("a=mid:0", "a=mid:3");
    let second_video = VIDEO.replace("sendonly", "recvonly").replace("a=mid:1", "a=mid:4");
    let parsed =
        parse(&offer(&[&session, AUDIO, VIDEO, &second_audio, &second_video]), Required::Audio).unwrap();
    assert!(Kind::ALL.iter().all(|kind| parsed.receives(*kind, Place::Second)));
    assert!(parsed.receives(Kind::Audio, Place::First));
    assert!(parsed.for_engine().contains("a=mid:4"));
    // A second camera is still not wanted.
    let camera = second_video.replace("recvonly", "sendrecv");
    let parsed = parse(&offer(&[&session, AUDIO, VIDEO, &second_audio, &camera]), Required::Audio).unwrap();
    assert!(!parsed.receives(Kind::Video, Place::Second));
}

#[test]
fn a_bundle_only_section_is_not_a_rejected_one() {
    let waiting = VIDEO.replace("m=video 9", "m=video 0").replace("a=sendonly", "a=bundle-only");
    assert!(parse(&offer(&[SESSION, AUDIO, &waiting]), Required::AudioAndVideo).is_ok());
}

#[test]
fn facts_of_an_answer() {
    let facts = AnswerFacts::parse(&offer(&[SESSION, AUDIO, VIDEO])).unwrap();
    assert_eq!(facts.ice_ufrag, "abcd");
    assert_eq!(facts.payload_types, [Some(111), Some(96)]);
    assert_eq!(facts.audio_level_id, Some(1));
}

proptest! {
    #[test]
    fn never_panics(text in ".{0,400}") {
        let _ = parse(&text, Required::AudioAndVideo);
    }

    #[test]
    fn never_panics_on_damaged_offers(cut in 0usize..700, junk in ".{0,8}", line in 0usize..24) {
        let text = offer(&[SESSION, AUDIO, VIDEO, DATA]);
        let mut lines: Vec<&str> = text.lines().collect();
        let at = line % lines.len();
        lines.insert(at, &junk);
        let mut damaged = lines.join("\r\n");
        damaged.truncate(damaged.floor_char_boundary(cut));
        if let Ok(offer) = parse(&damaged, Required::Audio) {
            let _ = AnswerFacts::parse(&offer.for_engine());
        }
    }
}

#[test]
fn a_start_bitrate_is_told_for_vp8_and_nothing_else() {
    let answer = offer(&[SESSION, AUDIO, VIDEO]);
    let told = with_start_bitrate(&answer, 800);
    let added = "a=fmtp:96 x-google-start-bitrate=800\r\n";
    assert_eq!(told.matches("fmtp").count(), 1);
    assert!(told.contains(&format!("a=rtpmap:96 VP8/90000\r\n{added}")), "{told}");
    assert_eq!(told.replace(added, ""), answer);
}
