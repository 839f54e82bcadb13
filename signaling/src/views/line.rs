//! A line in the words of the wire.

use media::{Line, LineQuality, Reception};
use protocol::{LineView, PictureShown};

/// As both sides are told.
pub const fn line(line: Line) -> LineView {
    LineView {
        quality: match line.quality {
            LineQuality::Good => protocol::LineQuality::Good,
            LineQuality::Fair => protocol::LineQuality::Fair,
            LineQuality::Poor => protocol::LineQuality::Poor,
        },
        picture: match line.reception {
            Reception::Full => PictureShown::Full,
            Reception::Reduced => PictureShown::Reduced,
            Reception::Stills => PictureShown::Stills,
        },
    }
}
