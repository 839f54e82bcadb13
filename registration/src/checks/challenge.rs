//! The random action that shows that picture and person are live.

use rand::seq::IndexedRandom as _;
use rand::{Rng, RngExt as _};
use serde::{Deserialize, Serialize};

use crate::text_enum::text_enum;

text_enum! {
    /// What a challenge asks of the citizen's body. The accessible alternative leaves out what a citizen cannot do.
    pub enum Ability {
        /// Raising a hand and showing fingers.
        Hands = "hands",
        /// Turning the head.
        Head = "head",
        /// Speaking.
        Speech = "speech",
        /// Closing the eyes.
        Eyes = "eyes",
    }
}

/// A random action, asked for by the assistant (Orden ETD/465/2021, art. 11: common *and random* physical actions).
/// Left and right are the citizen's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Challenge {
    /// Turn the head to the left.
    TurnHeadLeft,
    /// Turn the head to the right.
    TurnHeadRight,
    /// Pass the left hand in front of the face.
    LeftHandBeforeFace,
    /// Pass the right hand in front of the face.
    RightHandBeforeFace,
    /// Show so many fingers beside the face.
    ShowFingers {
        /// 2 to 5; one finger is shown by chance too often.
        count: u8,
    },
    /// Say a number aloud.
    SayNumber {
        /// Four digits, 1000 to 9999, said one by one.
        number: u16,
    },
    /// Close the eyes and open them when told.
    CloseEyes,
}

impl Challenge {
    /// Draws a challenge with equal chances among those that need none of `excluded`, or `None` when everything is excluded:
    /// such a citizen is offered an appointment in person.
    pub fn draw<R: Rng + ?Sized>(rng: &mut R, excluded: &[Ability]) -> Option<Self> {
        let count = rng.random_range(2..=5);
        let number = rng.random_range(1000..=9999);
        let possible: Vec<Self> = Self::with(count, number)
            .into_iter()
            .filter(|challenge| !excluded.contains(&challenge.needs()))
            .collect();
        possible.choose(rng).copied()
    }

    /// What the challenge asks of the body.
    pub const fn needs(self) -> Ability {
        match self {
            Self::TurnHeadLeft | Self::TurnHeadRight => Ability::Head,
            Self::LeftHandBeforeFace | Self::RightHandBeforeFace | Self::ShowFingers { .. } => Ability::Hands,
            Self::SayNumber { .. } => Ability::Speech,
            Self::CloseEyes => Ability::Eyes,
        }
    }

    const fn with(count: u8, number: u16) -> [Self; 7] {
        [
            Self::TurnHeadLeft,
            Self::TurnHeadRight,
            Self::LeftHandBeforeFace,
            Self::RightHandBeforeFace,
            Self::ShowFingers { count },
            Self::SayNumber { number },
            Self::CloseEyes,
        ]
    }
}
