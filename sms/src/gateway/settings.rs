//! The settings of the list of gateways, `[[sms_gateways]]` in the configuration file.
//!
//! The service's settings hold a `Vec<GatewaySettings>` and hand it to [`Gateways::start`](super::Gateways::start).
//! Tested examples of each kind are in `docs/sms-gateways/`.

use serde::{Deserialize, Serialize};

use super::demo_inbox::DemoInboxSettings;
use super::http::HttpSettings;
use super::smpp::SmppSettings;

/// One gateway. `kind` says which; the other names are those of the kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum GatewaySettings {
    /// Sends nothing, shows everything: for demonstrations, never for an office.
    DemoInbox(DemoInboxSettings),
    /// An SMS centre or aggregator that speaks SMPP 3.4.
    Smpp(Box<SmppSettings>),
    /// Anything that takes a message by one HTTP request.
    Http(Box<HttpSettings>),
}

impl GatewaySettings {
    /// The gateway's name; for the demo inbox it is fixed.
    pub fn name(&self) -> &str {
        match self {
            Self::DemoInbox(_) => super::demo_inbox::NAME,
            Self::Smpp(smpp) => &smpp.name,
            Self::Http(http) => &http.name,
        }
    }

    pub(super) fn route(&self) -> Route {
        match self {
            Self::DemoInbox(_) => Route::default(),
            Self::Smpp(smpp) => smpp.route.clone(),
            Self::Http(http) => http.route.clone(),
        }
    }

    pub(super) const fn health(&self) -> HealthSettings {
        match self {
            Self::DemoInbox(_) => HealthSettings::DEFAULT,
            Self::Smpp(smpp) => smpp.health,
            Self::Http(http) => http.health,
        }
    }
}

/// Which messages a gateway gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Route {
    /// 1 is asked first. Gateways of the same priority are asked in the order of the settings.
    pub priority: u8,
    /// Beginnings of the numbers it takes, such as `+34`. A gateway that names a longer beginning of a number is asked
    /// before those that name a shorter one or none, whatever their priority. Empty: every number.
    pub prefixes: Vec<String>,
    /// Beginnings of numbers that it never gets, whatever `prefixes` says.
    pub except: Vec<String>,
}

impl Default for Route {
    fn default() -> Self {
        Self { priority: 1, prefixes: Vec::new(), except: Vec::new() }
    }
}

impl Route {
    /// How well a number in E.164 fits: the length of the longest prefix; `None` when the gateway does not take it.
    pub fn fit(&self, e164: &str) -> Option<usize> {
        if self.except.iter().any(|prefix| e164.starts_with(prefix.as_str())) {
            return None;
        }
        if self.prefixes.is_empty() {
            return Some(0);
        }
        self.prefixes.iter().filter(|prefix| e164.starts_with(prefix.as_str())).map(String::len).max()
    }
}

/// When a gateway counts as down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HealthSettings {
    /// Failed tries in a row after which it is left alone. 5: a restart of the gateway, not one lost packet.
    pub failures_to_open: u32,
    /// Seconds it is left alone; then one message tries it. 15: a code still arrives while the citizen waits for it.
    pub probe_after: u32,
}

impl HealthSettings {
    pub(super) const DEFAULT: Self = Self { failures_to_open: 5, probe_after: 15 };
}

impl Default for HealthSettings {
    fn default() -> Self {
        Self::DEFAULT
    }
}
