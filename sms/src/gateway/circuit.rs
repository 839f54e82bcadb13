//! Whether a gateway is worth asking: closed (yes), open (left alone for a while), half open (one message tries it).
//! Pure; the usual circuit breaker (Nygard, *Release It!*).

use chrono::{DateTime, TimeDelta, Utc};

use super::settings::HealthSettings;

/// The state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Circuit {
    /// Works.
    #[default]
    Closed,
    /// Works, with so many failures in a row.
    Failing(u32),
    /// Left alone until then.
    Open(DateTime<Utc>),
    /// One message tries it since then.
    Probing(DateTime<Utc>),
}

impl Circuit {
    /// Whether a message may go there now; going there from `Open` makes it the probe.
    pub(super) fn admit(&mut self, now: DateTime<Utc>, settings: HealthSettings) -> bool {
        match *self {
            Self::Closed | Self::Failing(_) => true,
            Self::Open(until) if now < until => false,
            // A probe whose answer got lost does not keep the gateway closed for ever.
            Self::Probing(since) if now < since + wait(settings) => false,
            Self::Open(_) | Self::Probing(_) => {
                *self = Self::Probing(now);
                true
            }
        }
    }

    /// It answered, whatever it said.
    pub(super) fn worked(&mut self) {
        *self = Self::Closed;
    }

    /// It did not take a message because of itself: down, overloaded, silent.
    pub(super) fn failed(&mut self, now: DateTime<Utc>, settings: HealthSettings) {
        let open = Self::Open(now + wait(settings));
        *self = match *self {
            Self::Closed if settings.failures_to_open > 1 => Self::Failing(1),
            Self::Failing(count) if count + 1 < settings.failures_to_open => Self::Failing(count + 1),
            // Late failures of tries that began before it opened do not prolong the wait.
            Self::Open(until) => Self::Open(until),
            Self::Closed | Self::Failing(_) | Self::Probing(_) => open,
        };
    }

    pub(super) const fn is_up(self) -> bool {
        matches!(self, Self::Closed | Self::Failing(_))
    }

    /// Until when it is left alone.
    pub(super) const fn open_until(self) -> Option<DateTime<Utc>> {
        if let Self::Open(until) = self { Some(until) } else { None }
    }
}

fn wait(settings: HealthSettings) -> TimeDelta {
    TimeDelta::seconds(i64::from(settings.probe_after))
}
