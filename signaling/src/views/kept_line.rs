//! A line as it was kept, in the words of the wire.

use media::{DirectionSummary, LineSummary};
use protocol::{KeptLine, LineDirection, LineSeconds, LineSpell, Spread};
use store::{LineRecord, LineSide};

/// As supervisors are shown it; `None` for a summary of another version of the program.
pub fn kept_line(record: &LineRecord) -> Option<KeptLine> {
    let summary: LineSummary = serde_json::from_value(record.summary.clone())
        .inspect_err(|error| tracing::warn!(%error, "a kept line is not what this version writes"))
        .ok()?;
    Some(KeptLine {
        side: match record.side {
            LineSide::Citizen => "citizen",
            LineSide::Assistant => "assistant",
            LineSide::Interpreter => "interpreter",
            LineSide::Observer => "observer",
        }
        .to_owned(),
        began_at: record.began_at,
        seconds: seconds(summary.seconds),
        connected_ms: summary.connected_ms,
        first_frame_ms: summary.first_frame_ms,
        rtt_ms: summary.rtt_ms.map(spread),
        up: direction(summary.up),
        down: direction(summary.down),
        freezes: summary.freezes,
        frozen_ms: summary.frozen_ms,
        spells: summary.spells.into_iter().map(spell).collect(),
    })
}

const fn seconds(seconds: media::LineSeconds) -> LineSeconds {
    let media::LineSeconds { all, good, fair, poor, reduced, stills, stalled, udp, tcp } = seconds;
    LineSeconds { all, good, fair, poor, reduced, stills, stalled, udp, tcp }
}

fn direction(direction: DirectionSummary) -> LineDirection {
    LineDirection {
        jitter_ms: direction.jitter_ms.map(spread),
        loss_pct: direction.loss_pct.map(spread),
        bitrate_kbps: direction.bitrate_kbps.map(spread),
    }
}

const fn spread(spread: media::Spread) -> Spread {
    Spread { p05: spread.p05, median: spread.median, p95: spread.p95 }
}

const fn spell(spell: media::LineSpell) -> LineSpell {
    let shown = super::line(spell.line);
    LineSpell { from_second: spell.from_second, quality: shown.quality, picture: shown.picture }
}
