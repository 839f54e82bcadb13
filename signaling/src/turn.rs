//! Credentials for the TURN server (RFC 8656), which carries media out of networks that let only TLS through.
//!
//! Time-limited, as coturn's `use-auth-secret` checks them (draft-uberti-behave-turn-rest-00): the user name is
//! `<Unix time of expiry>:<label>`, the password the Base64 of its HMAC-SHA1 under a secret that both servers know. Nobody
//! keeps a list, and a credential that leaks is worth nothing an hour later.

use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit, Mac};
use protocol::{IceServer, IceServersView};
use serde::{Deserialize, Serialize};
use sha1::Sha1;
use sha2::Sha256;
use sms::{Secret, SecretError};

/// `[media.turn]`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TurnSettings {
    /// Addresses told to browsers: `turns:turn.example.es:443?transport=tcp`. Empty: no TURN.
    pub urls: Vec<String>,
    /// The secret shared with the TURN server (coturn: `static-auth-secret`).
    pub secret: Secret,
    /// A file whose first line is the secret, instead of `secret`.
    pub secret_file: Option<PathBuf>,
    /// Seconds a credential is valid. 3,600: longer than any call; browsers fetch a new one when half is gone.
    pub lifetime_seconds: u32,
}

impl Default for TurnSettings {
    fn default() -> Self {
        Self { urls: Vec::new(), secret: Secret::default(), secret_file: None, lifetime_seconds: 3_600 }
    }
}

/// Why the TURN settings are of no use.
#[derive(Debug, thiserror::Error)]
pub enum TurnError {
    /// Addresses, but nothing to make credentials with.
    #[error("media.turn.urls need media.turn.secret or media.turn.secret_file")]
    NoSecret,
    /// The file.
    #[error("media.turn.secret_file: {0}")]
    Read(#[from] SecretError),
    /// An address of another kind.
    #[error("media.turn.urls: {0:?} is no turn: or turns: address")]
    Url(String),
}

/// What is told to browsers.
#[derive(Debug)]
pub struct Turn {
    urls: Vec<String>,
    secret: Secret,
    lifetime: u32,
}

impl Turn {
    /// Reads the secret; `None` when no TURN server is set.
    pub fn from_settings(settings: &TurnSettings) -> Result<Option<Self>, TurnError> {
        if settings.urls.is_empty() {
            return Ok(None);
        }
        let is_turn = |url: &&String| url.starts_with("turn:") || url.starts_with("turns:");
        if let Some(strange) = settings.urls.iter().find(|url| !is_turn(url)) {
            return Err(TurnError::Url(strange.clone()));
        }
        let secret = Secret::resolve(&settings.secret, settings.secret_file.as_deref())?;
        if secret.expose().is_empty() {
            return Err(TurnError::NoSecret);
        }
        Ok(Some(Self { urls: settings.urls.clone(), secret, lifetime: settings.lifetime_seconds }))
    }

    /// A credential for whoever holds the session `session`. The label is the same for the same session, so that the TURN server's
    /// quota for one user name holds, and says nothing about it. `now` is the real time, which the TURN server has too.
    pub fn servers(&self, session: &[u8], now: DateTime<Utc>) -> IceServersView {
        let key = self.secret.expose().as_bytes();
        let label = mac::<Hmac<Sha256>>(key, session);
        let expires = now + TimeDelta::seconds(self.lifetime.into());
        let username = format!("{}:{}", expires.timestamp(), hex::encode(label.get(..8).unwrap_or_default()));
        let credential = STANDARD.encode(mac::<Hmac<Sha1>>(key, username.as_bytes()));
        IceServersView {
            servers: vec![IceServer { urls: self.urls.clone(), username, credential }],
            valid_seconds: self.lifetime,
        }
    }
}

fn mac<M: Mac + KeyInit>(key: &[u8], message: &[u8]) -> Vec<u8> {
    // HMAC takes keys of any length (RFC 2104 section 3); an empty answer would only be refused by the TURN server.
    let Ok(mut mac) = <M as KeyInit>::new_from_slice(key) else { return Vec::new() };
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn() -> Turn {
        let settings = TurnSettings {
            urls: vec!["turns:turn.example.es:443?transport=tcp".to_owned()],
            secret: Secret::new("north"),
            ..TurnSettings::default()
        };
        Turn::from_settings(&settings).unwrap().unwrap()
    }

    #[test]
    fn the_password_is_what_coturn_computes() {
        let now = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        let view = turn().servers(b"session", now);
        let server = &view.servers[0];
        let (expires, label) = server.username.split_once(':').unwrap();
        assert_eq!((expires, label.len()), ("1700003600", 16));
        // printf %s '1700003600:<label>' | openssl dgst -sha1 -hmac north -binary | base64
        assert_eq!(server.username, "1700003600:b84c4ffeae380962");
        assert_eq!(server.credential, "4c/wWNdjBOP4DsA20B7oJ1MQv/4=");
    }

    #[test]
    fn sessions_have_labels_of_their_own() {
        let now = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        let name = |session: &[u8]| turn().servers(session, now).servers[0].username.clone();
        assert_eq!(name(b"a"), name(b"a"));
        assert_ne!(name(b"a"), name(b"b"));
    }

    #[test]
    fn settings_that_cannot_work_are_refused_and_secrets_are_not_shown() {
        let urls = vec!["turn:turn.example.es".to_owned()];
        let none = TurnSettings { urls: urls.clone(), ..TurnSettings::default() };
        assert!(matches!(Turn::from_settings(&none), Err(TurnError::NoSecret)));
        let strange =
            TurnSettings { urls: vec!["https://x".to_owned()], secret: Secret::new("north"), ..none };
        assert!(matches!(Turn::from_settings(&strange), Err(TurnError::Url(_))));
        assert!(!format!("{strange:?} {:?}", turn()).contains("north"));
        assert!(Turn::from_settings(&TurnSettings::default()).unwrap().is_none());
    }
}
