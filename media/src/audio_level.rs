//! Loudness from the audio level header extension (RFC 6464): the browser says how loud each packet is, so the
//! server needs no Opus decoder to know whether the microphone works.

use serde::Serialize;

/// Loudness over a measurement, in dBov: 0 is the loudest a sample can be, −127 is silence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AudioLevel {
    /// The loudest packet.
    pub peak_dbov: f64,
    /// Mean power over all packets.
    pub mean_dbov: f64,
}

/// Gathers the levels of a stream's packets.
#[derive(Debug, Default)]
pub struct AudioLevelMeter {
    packets: u64,
    power_sum: f64,
    peak_dbov: Option<f64>,
}

impl AudioLevelMeter {
    /// Takes the extension's payload: one byte, a voice flag and the level below overload (RFC 6464 §3).
    pub fn push(&mut self, extension: &[u8]) {
        let Some(byte) = extension.first() else { return };
        let dbov = -f64::from(byte & 0x7F);
        self.packets += 1;
        self.power_sum += 10_f64.powf(dbov / 10.0);
        self.peak_dbov = Some(self.peak_dbov.map_or(dbov, |peak| peak.max(dbov)));
    }

    /// The level so far; `None` when no packet carried one.
    pub fn level(&self) -> Option<AudioLevel> {
        #[expect(clippy::cast_precision_loss, reason = "a count of packets is far below 2^52")]
        let mean_power = self.power_sum / self.packets as f64;
        self.peak_dbov.map(|peak_dbov| AudioLevel { peak_dbov, mean_dbov: 10.0 * mean_power.log10() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_heard_is_not_silence() {
        let mut meter = AudioLevelMeter::default();
        meter.push(&[]);
        assert_eq!(meter.level(), None);
    }

    #[test]
    fn peak_and_mean_power() {
        let mut meter = AudioLevelMeter::default();
        for byte in [0x7F, 0x80 | 0x14, 0x7F, 0x14] {
            meter.push(&[byte]);
        }
        let level = meter.level().unwrap();
        assert!((level.peak_dbov + 20.0).abs() < 1e-9, "the voice flag is not part of the level");
        assert!((level.mean_dbov + 23.01).abs() < 0.01, "half the packets at −20 dBov: 3 dB less");
    }
}
