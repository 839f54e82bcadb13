//! What this server accepts of an SDP offer (RFC 8866, RFC 9429), as text in and text out.
//!
//! The engine is shown only the sections that will be used: the first audio and the first video, and, for a third party's media,
//! a second of each that only receives. Everything else (data channels, second cameras, rejected sections) is left out of what the engine reads and put back, rejected,
//! into the answer, so that the answer mirrors the offer's sections one by one (RFC 3264 §6).

use crate::error::OfferError;
use crate::ids::{Kind, Place};

/// More sections than any browser offers; a bound on the work an offer can cause.
const MAX_SECTIONS: usize = 16;

/// An offer that was read and found usable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    session: Vec<String>,
    sections: Vec<Section>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Section {
    /// `m=` line first.
    lines: Vec<String>,
    /// What it is used for; `None` when it is rejected.
    accepted: Option<(Kind, Place)>,
}

/// Which media an offer must bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Required {
    /// Audio and video: a connection test, a citizen's leg.
    AudioAndVideo,
    /// Audio at least: an assistant or an interpreter without a camera can still do the work.
    Audio,
}

/// The facts of an answer the driver works with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AnswerFacts {
    /// This leg's ICE fragment, by which its checks are recognised.
    pub ice_ufrag: String,
    /// The key of its checks' integrity.
    pub ice_pwd: String,
    /// Payload type of Opus and of VP8, by [`Kind::index`].
    pub payload_types: [Option<u8>; 2],
    /// Payload type of the picture's repetitions (RFC 4588).
    pub rtx_payload_type: Option<u8>,
    /// Whether lost packets may be asked for (NACK, RFC 4585), by [`Kind::index`].
    pub nack: [bool; 2],
    /// Header extension id of the transport-wide sequence number, by [`Kind::index`].
    pub transport_cc_ids: [Option<u8>; 2],
    /// Header extension id of the audio level (RFC 6464).
    pub audio_level_id: Option<u8>,
}

/// The transport-wide sequence number (draft-holmer-rmcat-transport-wide-cc-extensions-01).
pub const TRANSPORT_CC_URI: &str =
    "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

/// The audio level header extension (RFC 6464).
pub const AUDIO_LEVEL_URI: &str = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";

impl Section {
    fn media(&self) -> &str {
        self.lines[0][2..].split(' ').next().unwrap_or_default()
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.lines.iter().find_map(|line| attribute(line, name))
    }

    fn has(&self, flag: &str) -> bool {
        self.lines.iter().any(|line| line.strip_prefix("a=") == Some(flag))
    }

    /// Port 0 rejects a section, unless it only waits for the bundle (RFC 9143 §6).
    fn is_active(&self) -> bool {
        let port = self.lines[0].split(' ').nth(1);
        (port != Some("0") || self.has("bundle-only")) && !self.has("inactive")
    }

    fn has_codec(&self, codec: &str) -> bool {
        self.rtpmaps().any(|(_, name)| name.eq_ignore_ascii_case(codec))
    }

    fn rtpmaps(&self) -> impl Iterator<Item = (&str, &str)> {
        self.lines.iter().filter_map(|line| {
            let (payload_type, encoding) = attribute(line, "rtpmap")?.split_once(' ')?;
            Some((payload_type, encoding.split('/').next()?))
        })
    }

    /// The section refused: port 0, and the connection line Firefox's parser insists on.
    fn rejected(&self) -> Vec<String> {
        let mut fields: Vec<&str> = self.lines[0].split(' ').collect();
        fields[1] = "0";
        let mut lines = vec![fields.join(" "), "c=IN IP4 0.0.0.0".to_owned(), "a=inactive".to_owned()];
        lines.extend(self.value("mid").map(|mid| format!("a=mid:{mid}")));
        lines
    }
}

/// A candidate of component 2: with RTCP multiplexed there is no second component (RFC 8445 §4).
fn is_rtcp_candidate(line: &str) -> bool {
    attribute(line, "candidate").is_some_and(|value| value.split(' ').nth(1) == Some("2"))
}

fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    line.strip_prefix("a=")?.strip_prefix(name)?.strip_prefix(':').map(str::trim)
}

impl Offer {
    /// Reads an offer and decides which sections are used.
    pub fn parse(text: &str, max_bytes: usize, required: Required) -> Result<Self, OfferError> {
        if text.len() > max_bytes {
            return Err(OfferError::SdpTooLarge);
        }
        let mut offer = Self::split(text)?;
        offer.accept_first(Kind::Audio, "audio", "opus", OfferError::NoAudio, OfferError::NoOpus)?;
        match offer.accept_first(Kind::Video, "video", "VP8", OfferError::NoVideo, OfferError::NoVp8) {
            Err(OfferError::NoVideo) if required == Required::Audio => {}
            other => other?,
        }
        offer.accept_second(Kind::Audio, "audio", "opus");
        offer.accept_second(Kind::Video, "video", "VP8");
        offer.check_transport()?;
        Ok(offer)
    }

    /// What names the browser's peer connection: user name and session id of the `o=` line, the same in all its offers
    /// (RFC 8866 §5.2, RFC 3264 §8).
    pub fn session(&self) -> String {
        let origin = self.session.iter().find_map(|line| line.strip_prefix("o=")).unwrap_or_default();
        origin.split(' ').take(2).collect::<Vec<_>>().join(" ")
    }

    fn split(text: &str) -> Result<Self, OfferError> {
        let mut offer = Self { session: Vec::new(), sections: Vec::new() };
        for line in text.split('\n').map(|line| line.trim_end_matches('\r')).filter(|line| !line.is_empty()) {
            let well_formed = line.as_bytes().get(1) == Some(&b'=')
                && line.as_bytes()[0].is_ascii_lowercase()
                && !line.chars().any(char::is_control);
            if !well_formed {
                return Err(OfferError::MalformedSdp);
            }
            if line.starts_with("m=") {
                if offer.sections.len() == MAX_SECTIONS || line.split(' ').count() < 4 {
                    return Err(OfferError::MalformedSdp);
                }
                offer.sections.push(Section { lines: vec![line.to_owned()], accepted: None });
            } else if let Some(section) = offer.sections.last_mut() {
                section.lines.push(line.to_owned());
            } else {
                offer.session.push(line.to_owned());
            }
        }
        let starts_right = offer.session.first().is_some_and(|line| line == "v=0")
            && offer.session.iter().any(|line| line.starts_with("o="));
        if starts_right { Ok(offer) } else { Err(OfferError::MalformedSdp) }
    }

    fn accept_first(
        &mut self,
        kind: Kind,
        media: &str,
        codec: &str,
        missing: OfferError,
        no_codec: OfferError,
    ) -> Result<(), OfferError> {
        let mut active = self
            .sections
            .iter_mut()
            .filter(|section| section.media() == media && section.is_active())
            .peekable();
        if active.peek().is_none() {
            return Err(missing);
        }
        let section = active.find(|section| section.has_codec(codec)).ok_or(no_codec)?;
        section.accepted = Some((kind, Place::First));
        Ok(())
    }

    /// The next one that only receives is a place for a third party's media; an offer may do without.
    fn accept_second(&mut self, kind: Kind, media: &str, codec: &str) {
        let free = |section: &&mut Section| {
            section.accepted.is_none() && section.media() == media && section.is_active()
        };
        let fits = |section: &&mut Section| section.has("recvonly") && section.has_codec(codec);
        if let Some(section) = self.sections.iter_mut().filter(free).find(fits) {
            section.accepted = Some((kind, Place::Second));
        }
    }

    /// One transport for everything that is used, and what DTLS and ICE need to set it up.
    fn check_transport(&self) -> Result<(), OfferError> {
        let groups: Vec<&str> = self.session.iter().filter_map(|line| attribute(line, "group")).collect();
        let bundled = |mid: &str| {
            groups.iter().any(|group| {
                let mut words = group.split(' ');
                words.next() == Some("BUNDLE") && words.any(|word| word == mid)
            })
        };
        let used: Vec<&Section> = self.sections.iter().filter(|section| section.accepted.is_some()).collect();
        for section in &used {
            let mid = section.value("mid").filter(|mid| !mid.is_empty()).ok_or(OfferError::MalformedSdp)?;
            if !section.has("rtcp-mux") || (used.len() > 1 && !bundled(mid)) {
                return Err(OfferError::NotBundled);
            }
            if self.inherited(section, "setup") == Some("active") {
                return Err(OfferError::DtlsRole);
            }
        }
        // With BUNDLE the transport's attributes may stand in the bundle's first section only (RFC 9143 §7.1.3).
        let described = |name: &str| {
            used.iter().any(|section| self.inherited(section, name).is_some_and(|v| !v.is_empty()))
        };
        if ["ice-ufrag", "ice-pwd", "fingerprint"].into_iter().all(described) {
            Ok(())
        } else {
            Err(OfferError::MalformedSdp)
        }
    }

    fn inherited<'a>(&'a self, section: &'a Section, name: &str) -> Option<&'a str> {
        section.value(name).or_else(|| self.session.iter().find_map(|line| attribute(line, name)))
    }

    /// The offerer's ICE fragment and password.
    pub fn ice_credentials(&self) -> (String, String) {
        let first = |name| self.used().find_map(|section| self.inherited(section, name)).unwrap_or_default();
        (first("ice-ufrag").to_owned(), first("ice-pwd").to_owned())
    }

    /// Whether the offerer wants to be sent this kind of media in this place.
    pub fn receives(&self, kind: Kind, place: Place) -> bool {
        self.sections.iter().any(|section| {
            section.accepted == Some((kind, place)) && !section.has("sendonly") && !section.has("inactive")
        })
    }

    /// The offer as the engine shall read it: used sections only, and no candidates. The server never opens a path
    /// itself (ICE-lite): an address in an offer is a stranger's claim and must not make the server send anywhere.
    pub fn for_engine(&self) -> String {
        let mids: Vec<&str> = self.used().filter_map(|section| section.value("mid")).collect();
        let mut lines: Vec<String> =
            self.session.iter().filter(|line| attribute(line, "group").is_none()).cloned().collect();
        lines.push(format!("a=group:BUNDLE {}", mids.join(" ")));
        for section in self.used() {
            let keep = |line: &&String| {
                attribute(line, "candidate").is_none()
                    && !matches!(line.as_str(), "a=end-of-candidates" | "a=bundle-only")
            };
            let mut fields: Vec<&str> = section.lines[0].split(' ').collect();
            fields[1] = "9";
            lines.push(fields.join(" "));
            lines.extend(section.lines[1..].iter().filter(keep).cloned());
        }
        join(&lines)
    }

    fn used(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(|section| section.accepted.is_some())
    }

    /// Completes the engine's answer with the sections it was not shown, in the offer's order.
    pub fn complete_answer(&self, engine_answer: &str) -> Result<String, OfferError> {
        let answer = Self::split(engine_answer)?;
        let mut answered = answer.sections.into_iter();
        let mut lines = answer.session;
        for section in &self.sections {
            if section.accepted.is_some() {
                let section = answered.next().ok_or(OfferError::MalformedSdp)?;
                lines.extend(section.lines.into_iter().filter(|line| !is_rtcp_candidate(line)));
            } else {
                lines.extend(section.rejected());
            }
        }
        Ok(join(&lines))
    }
}

/// Tells the browser that reads this answer to begin its video with so many kbit/s. The parameter is libwebrtc's own
/// (`x-google-start-bitrate` of VP8), which Chromium and Safari heed and others ignore: by themselves they begin with 300, at which
/// the packets of a first picture in 720p are spread over 0.2 s.
#[must_use]
pub fn with_start_bitrate(answer: &str, kbps: u32) -> String {
    let mut lines = Vec::new();
    for line in answer.lines() {
        lines.push(line.to_owned());
        let rtpmap = attribute(line, "rtpmap").and_then(|value| value.split_once(' '));
        if let Some((payload_type, encoding)) = rtpmap
            && encoding.split('/').next().is_some_and(|name| name.eq_ignore_ascii_case("VP8"))
        {
            lines.push(format!("a=fmtp:{payload_type} x-google-start-bitrate={kbps}"));
        }
    }
    join(&lines)
}

impl AnswerFacts {
    /// Reads them from an answer of the engine.
    pub fn parse(answer: &str) -> Result<Self, OfferError> {
        let answer = Offer::split(answer)?;
        let mut facts = Self::default();
        // Payload types mean the same in every section of a bundle (RFC 9143 §9.1): the first of each kind tells them. Backwards,
        // so that it has the last word.
        for section in answer.sections.iter().rev() {
            let (kind, codec) = match section.media() {
                "audio" => (Kind::Audio, "opus"),
                "video" => (Kind::Video, "VP8"),
                _ => continue,
            };
            if let (Some(ufrag), Some(pwd)) =
                (answer.inherited(section, "ice-ufrag"), answer.inherited(section, "ice-pwd"))
            {
                ufrag.clone_into(&mut facts.ice_ufrag);
                pwd.clone_into(&mut facts.ice_pwd);
            }
            let payload_type = section.rtpmaps().find(|(_, name)| name.eq_ignore_ascii_case(codec));
            let payload_type = payload_type.map_or("", |(number, _)| number);
            facts.payload_types[kind.index()] = payload_type.parse().ok();
            facts.nack[kind.index()] = section.feeds_back(payload_type, "nack");
            facts.transport_cc_ids[kind.index()] = section.extension_id(TRANSPORT_CC_URI);
            match kind {
                Kind::Audio => facts.audio_level_id = section.extension_id(AUDIO_LEVEL_URI),
                Kind::Video => facts.rtx_payload_type = section.rtx_of(payload_type),
            }
        }
        let usable = !facts.ice_ufrag.is_empty() && !facts.ice_pwd.is_empty();
        if usable { Ok(facts) } else { Err(OfferError::MalformedSdp) }
    }

    /// What a payload type carries; repetitions carry nothing of their own.
    pub fn kind(&self, payload_type: u8) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| self.payload_types[kind.index()] == Some(payload_type))
    }
}

impl Section {
    /// Whether a payload type has this kind of feedback (RFC 4585 §4.2).
    fn feeds_back(&self, payload_type: &str, feedback: &str) -> bool {
        let values = self.lines.iter().filter_map(|line| attribute(line, "rtcp-fb")?.split_once(' '));
        values.into_iter().any(|(of, what)| (of == payload_type || of == "*") && what == feedback)
    }

    /// The payload type of what repeats another (RFC 4588 §8.1).
    fn rtx_of(&self, payload_type: &str) -> Option<u8> {
        let apt = format!("apt={payload_type}");
        let of = |number: &str| {
            self.lines.iter().filter_map(|line| attribute(line, "fmtp")?.split_once(' ')).any(
                |(format, parameters)| format == number && parameters.split(';').any(|p| p.trim() == apt),
            )
        };
        let mut repeating = self.rtpmaps().filter(|(_, name)| name.eq_ignore_ascii_case("rtx"));
        repeating.find(|(number, _)| of(number))?.0.parse().ok()
    }

    fn extension_id(&self, uri: &str) -> Option<u8> {
        self.lines.iter().find_map(|line| {
            let mut words = attribute(line, "extmap")?.split(' ');
            let id = words.next()?.split('/').next()?;
            (words.next() == Some(uri)).then(|| id.parse().ok()).flatten()
        })
    }
}

fn join(lines: &[String]) -> String {
    let mut text = String::with_capacity(lines.iter().map(|line| line.len() + 2).sum());
    for line in lines {
        text.push_str(line);
        text.push_str("\r\n");
    }
    text
}

#[cfg(test)]
#[path = "sdp_tests.rs"]
mod tests;
