//! The steps of the verification that the assistant goes through.
//!
//! Source: Orden ETD/465/2021, art. 10 and 11 (interview guide, document, face, random actions, possession of the phone)
//! and ETSI TS 119 461 (both sides of the document, optically variable features).

mod challenge;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::text_enum::text_enum;
pub use challenge::{Ability, Challenge};

text_enum! {
    /// A step of the verification, in the order of the interview.
    pub enum CheckKind {
        /// The citizen acts for themself and nobody prompts them.
        OwnBehalf = "own_behalf",
        /// The front of the document was seen and is as it should be.
        DocumentFront = "document_front",
        /// The back of the document was seen and is as it should be.
        DocumentBack = "document_back",
        /// The optically variable features changed when the document was tilted.
        TiltOpticallyVariable = "tilt_optically_variable",
        /// The face is that of the document's photograph.
        FaceMatches = "face_matches",
        /// The random challenge was performed as asked.
        ChallengePerformed = "challenge_performed",
        /// Phone and e-mail, typed by the citizen, were confirmed aloud.
        ContactConfirmedAloud = "contact_confirmed_aloud",
    }
}

text_enum! {
    /// The result of a check.
    pub enum CheckState {
        /// Not done yet.
        Pending = "pending",
        /// Passed.
        Passed = "passed",
        /// Failed; may be repeated.
        Failed = "failed",
    }
}

text_enum! {
    /// A picture that the server takes from the citizen's stream.
    pub enum StillKind {
        /// Front of the document.
        Front = "front",
        /// Back of the document.
        Back = "back",
        /// The citizen's face.
        Face = "face",
    }
}

/// The results of all checks; what has not been recorded is pending.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Checks(BTreeMap<CheckKind, CheckState>);

impl Checks {
    /// The result of one check.
    pub fn state(&self, kind: CheckKind) -> CheckState {
        self.0.get(&kind).copied().unwrap_or(CheckState::Pending)
    }

    /// Every check with its result, in the order of the interview.
    pub fn iter(&self) -> impl Iterator<Item = (CheckKind, CheckState)> + '_ {
        CheckKind::ALL.iter().map(|kind| (*kind, self.state(*kind)))
    }

    /// Whether every check has passed.
    pub fn all_passed(&self) -> bool {
        self.iter().all(|(_, state)| state == CheckState::Passed)
    }

    pub(crate) fn set(&mut self, kind: CheckKind, state: CheckState) {
        self.0.insert(kind, state);
    }
}
