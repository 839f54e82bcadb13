//! `[stills]` of the configuration file: from which values on a picture is called bad.

use protocol::StillFlaw;
use registration::StillKind;
use serde::{Deserialize, Serialize};
use store::StillFacts;

/// The assistant is told at once, and decides: a picture that is called bad may still be taken.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StillSettings {
    /// Variance of the Laplacian below which a picture is called blurred. 40: a specimen card at 720 lines measures
    /// 1,700, 140 when slightly soft and 22 when its print cannot be read any more. A face has less drawing: half of it.
    pub sharpness_min: u32,
    /// Burnt-out thousandths of the middle above which glare is told. 10: a highlight of the size of a line of print.
    pub glare_max_permille: u32,
    /// Lines below which a picture is called small. 720: machine-readable zones read well, fine print is lost at 360.
    pub lines_min: u32,
}

impl Default for StillSettings {
    fn default() -> Self {
        Self { sharpness_min: 40, glare_max_permille: 10, lines_min: 720 }
    }
}

impl StillSettings {
    /// What is wrong with a still, the worst first.
    pub fn flaws(&self, still: &StillFacts) -> Vec<StillFlaw> {
        let mut flaws = Vec::new();
        if let Some(quality) = still.quality {
            let face = still.kind == StillKind::Face;
            if quality.sharpness < if face { self.sharpness_min / 2 } else { self.sharpness_min } {
                flaws.push(StillFlaw::Blurred);
            }
            if quality.glare_permille > self.glare_max_permille {
                flaws.push(StillFlaw::Glare);
            }
        }
        // A phone held upright sends its lines across.
        if still.width.min(still.height) < self.lines_min {
            flaws.push(StillFlaw::Small);
        }
        flaws
    }
}
