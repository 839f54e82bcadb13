//! What the messages say, from Fluent files. No link in any: official SMS carry none, and no name or document.

use chrono::NaiveDateTime;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use serde::{Deserialize, Serialize};
use unic_langid::LanguageIdentifier;

use crate::message::SmsKind;

/// Level of a registration, as the confirmation names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Basic.
    Basic,
    /// Advanced.
    Advanced,
}

/// What is to be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SmsText {
    /// The registration is confirmed.
    Confirmation {
        /// When, on the office's clock (Europe/Madrid).
        at: NaiveDateTime,
        /// Its level.
        level: Level,
    },
    /// A code for the running call.
    OneTimeCode {
        /// The code as it is typed.
        code: String,
        /// How long it lives.
        minutes: u32,
    },
    /// The turn is near.
    YouAreNext,
    /// Another registration holds this phone now.
    PhoneTakenOver {
        /// When, on the office's clock.
        at: NaiveDateTime,
    },
    /// The registration has another phone now; for the phone it had.
    PhoneChanged {
        /// When, on the office's clock.
        at: NaiveDateTime,
    },
}

impl SmsText {
    /// The kind of message that carries this text.
    pub const fn kind(&self) -> SmsKind {
        match self {
            Self::Confirmation { .. } => SmsKind::Confirmation,
            Self::OneTimeCode { .. } => SmsKind::OneTimeCode,
            Self::YouAreNext => SmsKind::YouAreNext,
            Self::PhoneTakenOver { .. } => SmsKind::PhoneTakenOver,
            Self::PhoneChanged { .. } => SmsKind::PhoneChanged,
        }
    }

    const fn key(&self) -> &'static str {
        match self {
            Self::Confirmation { .. } => "sms-confirmation",
            Self::OneTimeCode { .. } => "sms-one-time-code",
            Self::YouAreNext => "sms-you-are-next",
            Self::PhoneTakenOver { .. } => "sms-phone-taken-over",
            Self::PhoneChanged { .. } => "sms-phone-changed",
        }
    }

    fn args(&self, service: &str) -> FluentArgs<'static> {
        let mut args = FluentArgs::new();
        args.set("service", service.to_owned());
        match self {
            Self::Confirmation { at, level } => {
                set_moment(&mut args, at);
                args.set(
                    "level",
                    match level {
                        Level::Basic => "basic",
                        Level::Advanced => "advanced",
                    },
                );
            }
            Self::OneTimeCode { code, minutes } => {
                args.set("code", code.clone());
                args.set("minutes", minutes.to_string());
            }
            Self::YouAreNext => {}
            Self::PhoneTakenOver { at } | Self::PhoneChanged { at } => set_moment(&mut args, at),
        }
        args
    }
}

/// Already text: the date's form is the same in all of Spain's languages, and the receipt's.
fn set_moment(args: &mut FluentArgs<'static>, at: &NaiveDateTime) {
    args.set("date", at.format("%d/%m/%Y").to_string());
    args.set("time", at.format("%H:%M").to_string());
}

/// A text cannot be made: a fault in the Fluent files, found by the tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// A file does not parse.
    #[error("the SMS texts of `{0}` do not parse")]
    Malformed(&'static str),
    /// A text is missing or names an unknown variable.
    #[error("the SMS text `{0}` cannot be made")]
    Missing(&'static str),
}

impl TextError {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        "sms_text_unavailable"
    }
}

/// The texts of all languages.
pub struct Texts {
    /// Name the office signs with.
    service: String,
    /// The first is the one used for languages without a file.
    languages: Vec<(&'static str, FluentBundle<FluentResource>)>,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Texts").field("service", &self.service).finish_non_exhaustive()
    }
}

impl Texts {
    /// Loads the texts; `service` is the name in front of each message.
    pub fn new(service: impl Into<String>) -> Result<Self, TextError> {
        let languages = vec![
            ("es", bundle("es", include_str!("../texts/es.ftl"))?),
            ("en", bundle("en", include_str!("../texts/en.ftl"))?),
        ];
        Ok(Self { service: service.into(), languages })
    }

    /// Languages (BCP 47) that have texts of their own.
    pub fn languages(&self) -> impl Iterator<Item = &'static str> {
        self.languages.iter().map(|(tag, _)| *tag)
    }

    /// The text in `language` (BCP 47), or in Spanish, the language of the procedure, when there is none.
    pub fn render(&self, text: &SmsText, language: &str) -> Result<String, TextError> {
        let own = self.languages.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(language));
        let (_, bundle) = own.or_else(|| self.languages.first()).ok_or(TextError::Missing(text.key()))?;
        let pattern = bundle
            .get_message(text.key())
            .and_then(|message| message.value())
            .ok_or(TextError::Missing(text.key()))?;
        let mut errors = Vec::new();
        let args = text.args(&self.service);
        let rendered = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        if errors.is_empty() { Ok(rendered) } else { Err(TextError::Missing(text.key())) }
    }
}

fn bundle(tag: &'static str, source: &str) -> Result<FluentBundle<FluentResource>, TextError> {
    let language: LanguageIdentifier = tag.parse().map_err(|_| TextError::Malformed(tag))?;
    let resource = FluentResource::try_new(source.to_owned()).map_err(|_| TextError::Malformed(tag))?;
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Fluent wraps variables in directional marks by default: invisible, and they would turn GSM-7 into UCS-2.
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).map_err(|_| TextError::Malformed(tag))?;
    Ok(bundle)
}
