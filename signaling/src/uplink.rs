//! What the connection test has learned about a citizen's way up, used in the call.

use serde_json::Value;

/// Share of the measured bitrate to begin with: it was measured an hour ago at most, perhaps in a better moment.
const CAUTION: f64 = 0.8;
/// Browsers begin with this by themselves, in kbit/s; less is theirs to find out.
const BROWSERS_OWN_KBPS: f64 = 300.0;

/// Bitrate in kbit/s for the first picture of a call, from the result of the connection test; at most `ceiling_kbps`. `None`: as
/// the browser likes.
pub fn start_bitrate(test: Option<&Value>, ceiling_kbps: u32) -> Option<u32> {
    let measured = test?.get("up")?.get("bitrate_kbps")?.as_f64()?;
    let kbps = (measured * CAUTION).min(f64::from(ceiling_kbps));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 300 and a u32")]
    (kbps > BROWSERS_OWN_KBPS).then_some(kbps as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_begins_a_little_below_what_the_test_measured() {
        let test = |kbps: f64| serde_json::json!({ "up": { "bitrate_kbps": kbps } });
        assert_eq!(start_bitrate(Some(&test(1000.0)), 1000), Some(800));
        assert_eq!(start_bitrate(Some(&test(2500.0)), 1000), Some(1000));
        assert_eq!(start_bitrate(Some(&test(350.0)), 1000), None, "the browser's own is no slower");
        assert_eq!(start_bitrate(Some(&test(2500.0)), 0), None, "switched off");
        assert_eq!(start_bitrate(Some(&serde_json::json!({})), 1000), None);
        assert_eq!(start_bitrate(None, 1000), None);
    }
}
