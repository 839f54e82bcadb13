//! A stretch of wall-clock time within one day, written `09:00-14:00`.

use std::fmt;
use std::str::FromStr;

use chrono::{NaiveTime, Timelike as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A half-open stretch `[opens, closes)` of one day, to the second. Its text form, also in settings, is `09:00-14:00` or
/// `09:00:00-14:00:00`; `24:00` is the end of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TimeRange {
    opens: NaiveTime,
    /// Midnight means the end of the day.
    closes: NaiveTime,
}

/// Not a stretch of time within a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidTimeRange {
    /// The text is not two times joined by a hyphen.
    #[error("a time range is written like 09:00-14:00, with hours 00 to 24")]
    Format,
    /// The end is not after the beginning.
    #[error("a time range must end after it begins, on the same day; split a night at 24:00")]
    Empty,
}

impl InvalidTimeRange {
    /// Stable code for operators.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Format => "invalid_time_range_format",
            Self::Empty => "empty_time_range",
        }
    }
}

const fn on_the_hour(hour: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, 0, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}

impl TimeRange {
    /// 09:00–14:00, the default hours of an office day.
    pub const MORNING: Self = Self { opens: on_the_hour(9), closes: on_the_hour(14) };

    /// `[opens, closes)`; midnight as `closes` is the end of the day.
    pub fn new(opens: NaiveTime, closes: NaiveTime) -> Result<Self, InvalidTimeRange> {
        let to_the_second = opens.nanosecond() == 0 && closes.nanosecond() == 0;
        if !to_the_second {
            return Err(InvalidTimeRange::Format);
        }
        if closes <= opens && closes != NaiveTime::MIN {
            return Err(InvalidTimeRange::Empty);
        }
        Ok(Self { opens, closes })
    }

    /// The first second that belongs to it.
    pub const fn opens(self) -> NaiveTime {
        self.opens
    }

    /// The first second that no longer belongs to it; `None` at the end of the day.
    pub fn closes(self) -> Option<NaiveTime> {
        (self.closes != NaiveTime::MIN).then_some(self.closes)
    }
}

fn parse_time(text: &str) -> Result<NaiveTime, InvalidTimeRange> {
    let format = if text.len() == 5 { "%H:%M" } else { "%H:%M:%S" };
    let time = NaiveTime::parse_from_str(text, format).map_err(|_| InvalidTimeRange::Format)?;
    // chrono reads second 60 as a leap second; an office has none.
    if time.nanosecond() == 0 { Ok(time) } else { Err(InvalidTimeRange::Format) }
}

impl FromStr for TimeRange {
    type Err = InvalidTimeRange;

    fn from_str(text: &str) -> Result<Self, InvalidTimeRange> {
        let (opens, closes) = text.split_once('-').ok_or(InvalidTimeRange::Format)?;
        let opens = parse_time(opens.trim())?;
        match closes.trim() {
            "24:00" | "24:00:00" => Self::new(opens, NaiveTime::MIN),
            // Midnight as an end is written 24:00, so that a slip does not open the office all day.
            "00:00" | "00:00:00" => Err(InvalidTimeRange::Empty),
            closes => Self::new(opens, parse_time(closes)?),
        }
    }
}

impl fmt::Display for TimeRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = |time: NaiveTime| time.format(if time.second() == 0 { "%H:%M" } else { "%H:%M:%S" });
        match self.closes() {
            Some(closes) => write!(f, "{}-{}", short(self.opens), short(closes)),
            None => write!(f, "{}-24:00", short(self.opens)),
        }
    }
}

impl Serialize for TimeRange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TimeRange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
