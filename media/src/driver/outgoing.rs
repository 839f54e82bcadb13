//! The streams a peer sends: one sound and one picture for each place.

use crate::ids::{Kind, Place};
use crate::sdp::AnswerFacts;

/// A stream this peer sends.
#[derive(Debug, Clone, Copy)]
pub(super) struct OutgoingTrack {
    pub ssrc: u32,
    /// Of its repetitions.
    pub rtx_ssrc: Option<u32>,
    pub payload_type: u8,
}

/// A stream that the engine has been given and that is not negotiated yet.
#[derive(Debug, Clone, Copy)]
pub(super) struct NewTrack {
    pub place: Place,
    pub kind: Kind,
    pub ssrc: u32,
    /// Of its repetitions.
    pub rtx_ssrc: Option<u32>,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Outgoing([[Option<OutgoingTrack>; 2]; 2]);

impl Outgoing {
    pub(super) fn get(&self, place: Place, kind: Kind) -> Option<OutgoingTrack> {
        self.0[place.index()][kind.index()]
    }

    /// All that are negotiated.
    pub(super) fn tracks(&self) -> impl Iterator<Item = (Kind, OutgoingTrack)> {
        let all = self.0.iter().flat_map(|of_place| Kind::ALL.map(|kind| (kind, of_place[kind.index()])));
        all.filter_map(|(kind, track)| Some((kind, track?)))
    }

    /// Which stream an SSRC names.
    pub(super) fn find(&self, ssrc: u32) -> Option<(Place, Kind)> {
        let all = Place::ALL.into_iter().flat_map(|place| Kind::ALL.map(|kind| (place, kind)));
        all.into_iter().find(|(place, kind)| self.get(*place, *kind).is_some_and(|track| track.ssrc == ssrc))
    }

    /// Takes over what has been negotiated: new streams, and the payload types of all.
    pub(super) fn add(&mut self, added: &[NewTrack], facts: &AnswerFacts) {
        for new in added {
            if let Some(payload_type) = facts.payload_types[new.kind.index()] {
                let track = OutgoingTrack { ssrc: new.ssrc, rtx_ssrc: new.rtx_ssrc, payload_type };
                self.0[new.place.index()][new.kind.index()] = Some(track);
            }
        }
        for of_place in &mut self.0 {
            for kind in Kind::ALL {
                if let (Some(track), Some(payload_type)) =
                    (&mut of_place[kind.index()], facts.payload_types[kind.index()])
                {
                    track.payload_type = payload_type;
                }
            }
        }
    }
}
