//! From RTP timestamps to one timeline of the recording.
//!
//! Sound is the clock: its first packet is placed where it arrived, and from then on its own samples count. The picture
//! is placed beside the sound by what both streams' sender reports say (RFC 3550 §6.4.1: one wall clock of the sender
//! for both RTP clocks), so that lips and voice stay together however differently the network delayed them. Until both
//! have reported, and for a leg without sound, the picture is placed by its own arrival.

use crate::ids::{Kind, LegId};

/// Which stream a packet is of. A reload brings a new leg, an ICE restart keeps both.
pub type Source = (LegId, u32);

/// A packet cannot have been captured after it arrived; what the first packet was late by is tolerated.
const MAX_AHEAD: i64 = 200_000;
/// A stream that stood still (a microphone taken away) may resume with a clock that did not; later than this it is
/// placed anew.
const MAX_BEHIND: i64 = 3_000_000;

/// The two streams of one leg on one timeline, in microseconds since the recording began.
#[derive(Debug, Default)]
pub struct Timeline {
    streams: [Stream; 2],
}

#[derive(Debug, Default)]
struct Stream {
    source: Option<Source>,
    /// Extended timestamp of the newest packet.
    newest: Option<i64>,
    /// Extended timestamp and its place.
    anchor: Option<(i64, i64)>,
    /// The newest sender report: sender's wall clock in microseconds, extended timestamp.
    report: Option<(i64, i64)>,
}

impl Stream {
    fn extend(&self, timestamp: u32) -> i64 {
        match self.newest {
            None => i64::from(timestamp),
            Some(newest) => {
                let low = u32::try_from(newest.rem_euclid(1 << 32)).unwrap_or(0);
                newest + i64::from(timestamp.wrapping_sub(low).cast_signed())
            }
        }
    }

    /// By the anchor alone.
    fn place(&self, kind: Kind, extended: i64) -> Option<i64> {
        self.anchor.map(|(timestamp, place)| place + micros(extended - timestamp, kind))
    }
}

fn micros(ticks: i64, kind: Kind) -> i64 {
    ticks * 1_000_000 / i64::from(kind.clock_rate())
}

/// NTP's 32.32 fixed point seconds as microseconds.
fn ntp_micros(ntp: u64) -> i64 {
    i64::try_from((u128::from(ntp) * 1_000_000) >> 32).unwrap_or(i64::MAX)
}

impl Timeline {
    /// The place of a packet that arrived at `arrived`.
    pub fn place(&mut self, kind: Kind, source: Source, timestamp: u32, arrived: i64) -> i64 {
        let stream = &mut self.streams[kind.index()];
        if stream.source != Some(source) {
            *stream = Stream { source: Some(source), ..Stream::default() };
        }
        let extended = stream.extend(timestamp);
        stream.newest = Some(stream.newest.map_or(extended, |newest| newest.max(extended)));
        let plausible = |place: &i64| (arrived - MAX_BEHIND..=arrived + MAX_AHEAD).contains(place);
        if kind == Kind::Video
            && let Some(place) = self.beside_the_sound(extended).filter(plausible)
        {
            return place;
        }
        let stream = &mut self.streams[kind.index()];
        if let Some(place) = stream.place(kind, extended).filter(plausible) {
            return place;
        }
        stream.anchor = Some((extended, arrived));
        arrived
    }

    /// What a sender report says; of other streams than the current ones it is ignored.
    pub fn sender_report(&mut self, kind: Kind, source: Source, ntp: u64, timestamp: u32) {
        let stream = &mut self.streams[kind.index()];
        if stream.source == Some(source) {
            stream.report = Some((ntp_micros(ntp), stream.extend(timestamp)));
        }
    }

    /// A picture's place by the sender's wall clock.
    fn beside_the_sound(&self, extended: i64) -> Option<i64> {
        let [audio, video] = &self.streams;
        // Only streams of one leg share a wall clock.
        if audio.source?.0 != video.source?.0 {
            return None;
        }
        let ((audio_clock, audio_timestamp), (video_clock, video_timestamp)) = (audio.report?, video.report?);
        let captured = video_clock + micros(extended - video_timestamp, Kind::Video);
        Some(audio.place(Kind::Audio, audio_timestamp)? + captured - audio_clock)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AUDIO: Source = (LegId(1), 11);
    const VIDEO: Source = (LegId(1), 12);
    /// Sender's wall clock at zero of these tests, in seconds.
    const WALL: u64 = 3_900_000_000;

    fn ntp(milliseconds: u64) -> u64 {
        (WALL << 32) + ((milliseconds << 32) / 1000)
    }

    /// Timestamps of a moment, each stream with its own random start near the wrap.
    fn audio_at(milliseconds: u32) -> u32 {
        (u32::MAX - 5_000).wrapping_add(milliseconds * 48)
    }
    fn video_at(milliseconds: u32) -> u32 {
        (u32::MAX - 90_000).wrapping_add(milliseconds * 90)
    }

    /// Plays five seconds in which the network delays pictures by 350 ms and sound by 20 ms; gives the places of the
    /// last moment's sound and picture.
    fn play(reports: bool) -> (i64, i64) {
        let mut timeline = Timeline::default();
        let (mut sound, mut picture) = (0, 0);
        for moment in (0_u32..5_000).step_by(20) {
            let arrived = |delay: u32| i64::from(moment + delay) * 1000;
            sound = timeline.place(Kind::Audio, AUDIO, audio_at(moment), arrived(20));
            picture = timeline.place(Kind::Video, VIDEO, video_at(moment), arrived(350));
            if reports && moment == 2_000 {
                timeline.sender_report(Kind::Audio, AUDIO, ntp(1_990), audio_at(1_990));
                timeline.sender_report(Kind::Video, VIDEO, ntp(1_700), video_at(1_700));
            }
        }
        (sound, picture)
    }

    #[test]
    fn sender_reports_bring_sound_and_picture_of_one_moment_together() {
        let (sound, picture) = play(true);
        assert!((sound - picture).abs() < 1_000, "{sound} and {picture}");
        let (sound, picture) = play(false);
        assert!(
            (sound - picture).abs() > 300_000,
            "without reports the network's difference stays: {sound} {picture}"
        );
    }

    #[test]
    fn a_new_leg_goes_on_where_it_arrives() {
        let mut timeline = Timeline::default();
        assert_eq!(timeline.place(Kind::Audio, AUDIO, 7, 1_000), 1_000);
        assert_eq!(
            timeline.place(Kind::Audio, AUDIO, 7 + 960, 30_000),
            21_000,
            "jitter is smoothed by the samples"
        );
        let again = (LegId(2), 11);
        assert_eq!(timeline.place(Kind::Audio, again, 123_456, 9_000_000), 9_000_000);
        assert_eq!(timeline.place(Kind::Audio, again, 123_456 + 960, 9_020_000), 9_020_000);
    }

    #[test]
    fn a_clock_that_jumps_is_placed_anew() {
        let mut timeline = Timeline::default();
        timeline.place(Kind::Video, VIDEO, 0, 0);
        assert_eq!(
            timeline.place(Kind::Video, VIDEO, 90_000 * 60, 33_000),
            33_000,
            "a minute ahead of its arrival"
        );
        assert_eq!(
            timeline.place(Kind::Video, VIDEO, 90_000 * 60 + 9_000, 60_000_000),
            60_000_000,
            "stood still"
        );
    }

    #[test]
    fn reports_that_cannot_be_are_not_believed() {
        let mut timeline = Timeline::default();
        timeline.place(Kind::Audio, AUDIO, 0, 0);
        timeline.place(Kind::Video, VIDEO, 0, 5_000);
        timeline.sender_report(Kind::Audio, AUDIO, ntp(0), 0);
        timeline.sender_report(Kind::Video, VIDEO, ntp(3_600_000), 0);
        assert_eq!(timeline.place(Kind::Video, VIDEO, 9_000, 106_000), 105_000);
    }
}
