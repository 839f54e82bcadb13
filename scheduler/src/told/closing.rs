//! The chance of being served before closing, as far as it is worth a word.

use serde::{Deserialize, Serialize};

/// From this probability on nothing is said.
const FINE: f64 = 0.9;
/// Below this it is more likely not to be served.
const EVEN: f64 = 0.5;
/// Below this it is said before somebody joins.
const REMOTE: f64 = 0.1;
/// How far a probability must pass a limit before other words are used: so that they do not alternate.
const MARGIN: f64 = 0.03;

/// How likely it is to be called before the last call of the day. Ordered: the smaller, the likelier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosingChance {
    /// At least 0.9: nothing is said.
    Fine,
    /// 0.5 to 0.9: probable, but not sure.
    Likely,
    /// 0.1 to 0.5: improbable; another day or another way is offered.
    Unlikely,
    /// Below 0.1: said before joining; the citizen chooses.
    Remote,
}

impl ClosingChance {
    /// The class of a probability; the one told `before` is kept until the probability is clearly outside of it.
    pub fn of(probability: f64, before: Option<Self>) -> Self {
        match before {
            Some(before) if (plain(probability + MARGIN)..=plain(probability - MARGIN)).contains(&before) => {
                before
            }
            _ => plain(probability),
        }
    }
}

fn plain(probability: f64) -> ClosingChance {
    match probability {
        p if p >= FINE => ClosingChance::Fine,
        p if p >= EVEN => ClosingChance::Likely,
        p if p >= REMOTE => ClosingChance::Unlikely,
        _ => ClosingChance::Remote,
    }
}
