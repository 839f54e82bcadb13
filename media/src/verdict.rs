//! The connection test's verdict: good, usable or insufficient, and why.

use crate::stats::{DirectionReport, LegReport, VideoReport};
use serde::{Deserialize, Serialize};

/// What the browser adds to the server's measurements.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize, Serialize)]
pub struct ClientReport {
    /// The person's answer to "did you hear the tone?"; `None` when not asked yet.
    pub speakers_heard: Option<bool>,
    /// Round-trip time of the signaling connection in milliseconds.
    pub signaling_rtt_ms: Option<f64>,
}

/// How fit a connection is for the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Nothing to improve.
    Good,
    /// Enough for the call, with something that could be better.
    Usable,
    /// The identity check would fail or be misery.
    Insufficient,
}

/// Why a verdict is not better. The codes are stable: screens translate them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The connection never stood, or nothing arrived over it.
    NoMedia,
    /// The connection broke off during the test.
    ConnectionUnstable,
    /// No picture from the camera.
    CameraMissing,
    /// The picture is black.
    CameraBlack,
    /// The picture does not change.
    CameraFrozen,
    /// Too few pixels to read a document.
    CameraResolutionLow,
    /// Nothing was heard from the microphone.
    MicrophoneSilent,
    /// The person did not hear the tone.
    SpeakersNotHeard,
    /// Long media round-trip time.
    HighRtt,
    /// Long signaling round-trip time.
    HighSignalingRtt,
    /// Jitter in either direction.
    HighJitter,
    /// Packets lost on the way to the server.
    HighLossUp,
    /// Packets lost on the way to the browser.
    HighLossDown,
    /// Too little bandwidth towards the server.
    LowBitrateUp,
    /// Too little bandwidth towards the browser.
    LowBitrateDown,
}

/// The outcome of a connection test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The worst of all findings.
    pub level: Level,
    /// All findings, worst first.
    pub reasons: Vec<Reason>,
}

/// A limit with two steps: beyond the first a connection is only usable, beyond the second insufficient.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Steps {
    /// Good up to here.
    pub usable: f64,
    /// Usable up to here.
    pub insufficient: f64,
}

impl Steps {
    pub(crate) fn judge_high(self, value: Option<f64>) -> Level {
        match value {
            Some(value) if value > self.insufficient => Level::Insufficient,
            Some(value) if value > self.usable => Level::Usable,
            _ => Level::Good,
        }
    }

    fn judge_low(self, value: Option<f64>) -> Level {
        match value {
            Some(value) if value < self.insufficient => Level::Insufficient,
            Some(value) if value < self.usable => Level::Usable,
            _ => Level::Good,
        }
    }
}

/// The limits of a verdict, all settings.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Thresholds {
    /// Media round trip in ms. One way (half of it) up to 150 ms is unnoticed and beyond 400 ms unacceptable
    /// (ITU-T G.114); the call has two such legs, so half of those limits a leg.
    pub rtt_ms: Steps,
    /// Signaling round trip in ms: slower than this, buttons feel broken.
    pub signaling_rtt_ms: Steps,
    /// Jitter in ms: browsers' audio buffers absorb about 30 ms without added delay, 100 ms is audible.
    pub jitter_ms: Steps,
    /// Loss in percent: Opus hides 2–3 %, retransmission repairs video to about 10 %.
    pub loss_pct: Steps,
    /// Total bitrate up in kbit/s: documents need 720p, about 900 kbit/s for a near-still picture; below 250 the
    /// picture falls under 640×360. A sender ramps up slowly, so a short test sees less than the path carries.
    pub up_kbps: Steps,
    /// Total bitrate down in kbit/s: the assistant's face may be smaller than a document.
    pub down_kbps: Steps,
    /// Height of the picture in pixels (its shorter side): measured, machine-readable zones read well at 720 lines
    /// and fine print is lost at 360.
    pub picture_lines: Steps,
    /// Peak microphone level in dBov. Speech peaks at −30…−10; a live room's noise peaks at about −65.
    pub microphone_dbov: Steps,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            rtt_ms: Steps { usable: 150.0, insufficient: 600.0 },
            signaling_rtt_ms: Steps { usable: 500.0, insufficient: 3000.0 },
            jitter_ms: Steps { usable: 30.0, insufficient: 100.0 },
            loss_pct: Steps { usable: 2.0, insufficient: 10.0 },
            up_kbps: Steps { usable: 600.0, insufficient: 150.0 },
            down_kbps: Steps { usable: 400.0, insufficient: 150.0 },
            picture_lines: Steps { usable: 480.0, insufficient: 240.0 },
            microphone_dbov: Steps { usable: -50.0, insufficient: -75.0 },
        }
    }
}

/// Judges a connection test.
#[must_use]
pub fn judge(report: &LegReport, client: &ClientReport, limits: &Thresholds) -> Verdict {
    let mut findings = Vec::new();
    let mut find = |level: Level, reason: Reason| {
        if level != Level::Good {
            findings.push((level, reason));
        }
    };
    let has_media = report.transport.is_some() && (report.video.is_some() || report.audio_level.is_some());
    if has_media {
        judge_picture(report.video.as_ref(), limits, &mut find);
        judge_sound(report, client, limits, &mut find);
        judge_path(report, limits, &mut find);
    } else {
        find(Level::Insufficient, Reason::NoMedia);
    }
    find(limits.signaling_rtt_ms.judge_high(client.signaling_rtt_ms), Reason::HighSignalingRtt);
    findings.sort_by_key(|(level, _)| std::cmp::Reverse(*level));
    Verdict {
        level: findings.first().map_or(Level::Good, |(level, _)| *level),
        reasons: findings.into_iter().map(|(_, reason)| reason).collect(),
    }
}

fn judge_picture(video: Option<&VideoReport>, limits: &Thresholds, find: &mut impl FnMut(Level, Reason)) {
    let Some(video) = video else {
        return find(Level::Insufficient, Reason::CameraMissing);
    };
    if video.black == Some(true) {
        find(Level::Insufficient, Reason::CameraBlack);
    }
    // A perfectly still picture may be a tripod and a good sensor: worth a word, not a refusal.
    if video.frozen == Some(true) {
        find(Level::Usable, Reason::CameraFrozen);
    }
    let lines = f64::from(video.width.min(video.height));
    find(limits.picture_lines.judge_low(Some(lines)), Reason::CameraResolutionLow);
}

fn judge_sound(
    report: &LegReport,
    client: &ClientReport,
    limits: &Thresholds,
    find: &mut impl FnMut(Level, Reason),
) {
    // A browser that does not send levels leaves the question open; that must not refuse anybody.
    let peak = report.audio_level.map(|level| level.peak_dbov);
    find(limits.microphone_dbov.judge_low(peak), Reason::MicrophoneSilent);
    if client.speakers_heard == Some(false) {
        // Deaf citizens take the call with real-time text: this alone never refuses.
        find(Level::Usable, Reason::SpeakersNotHeard);
    }
}

fn judge_path(report: &LegReport, limits: &Thresholds, find: &mut impl FnMut(Level, Reason)) {
    if report.state == crate::stats::LegState::Stalled {
        find(Level::Insufficient, Reason::ConnectionUnstable);
    }
    let DirectionReport { jitter_ms: jitter_up, loss_pct: loss_up, bitrate_kbps: rate_up } = report.up;
    let DirectionReport { jitter_ms: jitter_down, loss_pct: loss_down, bitrate_kbps: rate_down } =
        report.down;
    let jitter = limits.jitter_ms.judge_high(jitter_up).max(limits.jitter_ms.judge_high(jitter_down));
    find(limits.rtt_ms.judge_high(report.rtt_ms), Reason::HighRtt);
    find(jitter, Reason::HighJitter);
    find(limits.loss_pct.judge_high(loss_up), Reason::HighLossUp);
    find(limits.loss_pct.judge_high(loss_down), Reason::HighLossDown);
    find(limits.up_kbps.judge_low(rate_up), Reason::LowBitrateUp);
    find(limits.down_kbps.judge_low(rate_down), Reason::LowBitrateDown);
}

#[cfg(test)]
#[path = "verdict_tests.rs"]
mod tests;
