//! Waits in wire types.

use protocol as wire;
use scheduler::told::{ClosingChance, Message, Revision, Told};
use scheduler::{Quality, WaitEstimate};

/// For a ticket that was called while its state was being made; the next push has the truth.
pub const NOTHING: wire::WaitTold = wire::WaitTold {
    message: wire::WaitMessage::Soon,
    range: None,
    window: None,
    revised: None,
    closing: wire::ClosingChance::Fine,
    fewer_assistants: false,
    may_be_passed: false,
};

/// Quantiles are sent in steps, so that a state that looks the same is the same and is not pushed again.
pub fn estimate(estimate: &WaitEstimate) -> wire::WaitEstimate {
    wire::WaitEstimate {
        p10: whole(estimate.p10),
        p50: whole(estimate.p50),
        p80: whole(estimate.p80),
        p90: whole(estimate.p90),
        p_served_before_close: (estimate.p_served_before_close * 100.0).round() / 100.0,
        quality: match estimate.quality {
            Quality::Learned => wire::EstimateQuality::Learned,
            Quality::Cold => wire::EstimateQuality::Cold,
            Quality::Degraded => wire::EstimateQuality::Degraded,
        },
    }
}

/// What a person is told.
pub fn told(told: &Told) -> wire::WaitTold {
    wire::WaitTold {
        message: message(told.message),
        range: told.range.map(|range| wire::MinuteRange { low: range.low, high: range.high }),
        window: told.window.map(|window| wire::PromisedWindow { from: window.from, until: window.until }),
        revised: told.revised.map(|revised| match revised {
            Revision::Later => wire::Revision::Later,
            Revision::Sooner => wire::Revision::Sooner,
        }),
        closing: match told.closing {
            ClosingChance::Fine => wire::ClosingChance::Fine,
            ClosingChance::Likely => wire::ClosingChance::Likely,
            ClosingChance::Unlikely => wire::ClosingChance::Unlikely,
            ClosingChance::Remote => wire::ClosingChance::Remote,
        },
        fewer_assistants: told.fewer_assistants,
        may_be_passed: told.may_be_passed,
    }
}

const fn message(message: Message) -> wire::WaitMessage {
    match message {
        Message::Soon => wire::WaitMessage::Soon,
        Message::About { minutes, less_than } => wire::WaitMessage::About { minutes, less_than },
        Message::LessThan { minutes } => wire::WaitMessage::LessThan { minutes },
        Message::OverAnHour { likely } => wire::WaitMessage::OverAnHour { likely },
        Message::NoAssistants => wire::WaitMessage::NoAssistants,
    }
}

/// Seconds in steps of 15 up to five minutes, of a minute beyond.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to a day of seconds first"
)]
fn whole(seconds: f64) -> u32 {
    const DAY: f64 = 86_400.0;
    let seconds = seconds.max(0.0).clamp(0.0, DAY);
    let step = if seconds <= 300.0 { 15.0 } else { 60.0 };
    ((seconds / step).round() * step) as u32
}
