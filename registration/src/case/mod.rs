//! One verification: what has been done, what is missing, how it is decided.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::checks::{Challenge, CheckKind, CheckState, Checks, StillKind};
use crate::code::CodeAttempts;
use crate::contact::{EmailAddress, PhoneNumber};
use crate::decision::Decision;

/// How the citizen can be reached, as typed by the citizen during the call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The mobile phone, which receives the one-time code and the confirmation.
    pub phone: PhoneNumber,
    /// The e-mail address.
    pub email: EmailAddress,
}

/// The work on one citizen's verification during a call.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerificationCase {
    /// Results of the checks.
    pub checks: Checks,
    /// Kinds of stills that have been taken.
    pub stills: BTreeSet<StillKind>,
    /// The challenge that was drawn.
    pub challenge: Option<Challenge>,
    /// What the citizen typed.
    pub contact: Option<Contact>,
    /// The one-time codes.
    pub code: CodeAttempts,
    /// Whether the citizen's page has been asked for phone and e-mail.
    #[serde(default)]
    pub contact_requested: bool,
    /// How it ended, and when; nothing else changes after that.
    #[serde(default)]
    pub decided: Option<(Decision, DateTime<Utc>)>,
}

/// Something that an approval still needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "missing", content = "which", rename_all = "snake_case")]
pub enum Missing {
    /// A check has not been done.
    CheckPending(CheckKind),
    /// A check has failed.
    CheckFailed(CheckKind),
    /// A still has not been taken.
    Still(StillKind),
    /// No challenge has been drawn.
    Challenge,
    /// The citizen has not typed phone and e-mail.
    Contact,
    /// The possession of the phone has not been shown by a code.
    PhoneVerified,
}

impl Missing {
    /// Stable code for clients; which check or still is meant is in the value.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CheckPending(_) => "check_pending",
            Self::CheckFailed(_) => "check_failed",
            Self::Still(_) => "still_missing",
            Self::Challenge => "challenge_missing",
            Self::Contact => "contact_missing",
            Self::PhoneVerified => "phone_not_verified",
        }
    }
}

/// An approval was asked for too early.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the verification is not complete")]
pub struct NotReady {
    /// What is missing.
    pub missing: Vec<Missing>,
}

impl NotReady {
    /// Stable code for clients.
    pub const fn code(&self) -> &'static str {
        "verification_incomplete"
    }
}

/// A verification that cannot be changed as asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecideError {
    /// An approval was asked for too early.
    #[error(transparent)]
    NotReady(#[from] NotReady),
    /// It has ended already; the first decision stands.
    #[error("the verification has been decided already")]
    AlreadyDecided,
}

impl DecideError {
    /// Stable code for clients.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotReady(not_ready) => not_ready.code(),
            Self::AlreadyDecided => "already_decided",
        }
    }
}

/// Once decided, a case stays as it was: the recording methods then change nothing. Actions ask
/// [`is_decided`](VerificationCase::is_decided) first and say so to whoever asked.
impl VerificationCase {
    /// Whether the verification has ended.
    pub const fn is_decided(&self) -> bool {
        self.decided.is_some()
    }

    /// Records a check; a later result replaces an earlier one.
    #[must_use]
    pub fn record_check(mut self, kind: CheckKind, state: CheckState) -> Self {
        if !self.is_decided() {
            self.checks.set(kind, state);
        }
        self
    }

    /// Records that a still was taken; it may be taken again.
    #[must_use]
    pub fn record_still(mut self, kind: StillKind) -> Self {
        if !self.is_decided() {
            self.stills.insert(kind);
        }
        self
    }

    /// Sets the challenge. A new one has not been performed yet.
    #[must_use]
    pub fn set_challenge(mut self, challenge: Challenge) -> Self {
        if !self.is_decided() {
            self.challenge = Some(challenge);
            self.checks.set(CheckKind::ChallengePerformed, CheckState::Pending);
        }
        self
    }

    /// Asks the citizen's page for phone and e-mail.
    #[must_use]
    pub const fn request_contact(mut self) -> Self {
        if !self.is_decided() {
            self.contact_requested = true;
        }
        self
    }

    /// Sets what the citizen typed. Any change must be confirmed aloud again; another phone needs a code of its own.
    #[must_use]
    pub fn set_contact(mut self, contact: Contact) -> Self {
        if self.is_decided() || self.contact.as_ref() == Some(&contact) {
            return self;
        }
        let same_phone = self.contact.as_ref().is_some_and(|known| known.phone == contact.phone);
        if !same_phone {
            self.code = self.code.for_another_phone();
        }
        self.checks.set(CheckKind::ContactConfirmedAloud, CheckState::Pending);
        self.contact = Some(contact);
        self
    }

    /// What an approval still needs, in the order of the interview; empty when it can be approved.
    pub fn missing_for_approval(&self) -> Vec<Missing> {
        let checks = self.checks.iter().filter_map(|(kind, state)| match state {
            CheckState::Pending => Some(Missing::CheckPending(kind)),
            CheckState::Failed => Some(Missing::CheckFailed(kind)),
            CheckState::Passed => None,
        });
        let stills = StillKind::ALL
            .iter()
            .filter(|kind| !self.stills.contains(kind))
            .map(|kind| Missing::Still(*kind));
        let rest = [
            (self.challenge.is_none(), Missing::Challenge),
            (self.contact.is_none(), Missing::Contact),
            (!self.code.is_verified(), Missing::PhoneVerified),
        ];
        let rest = rest.into_iter().filter_map(|(is_missing, what)| is_missing.then_some(what));
        checks.chain(stills).chain(rest).collect()
    }

    /// Ends the verification. Only an approval needs it to be complete; a refusal or an interruption may come at any time.
    pub fn decide(self, decision: Decision, now: DateTime<Utc>) -> Result<Self, DecideError> {
        if self.is_decided() {
            return Err(DecideError::AlreadyDecided);
        }
        let missing = if decision == Decision::Approved { self.missing_for_approval() } else { Vec::new() };
        if missing.is_empty() {
            Ok(Self { decided: Some((decision, now)), ..self })
        } else {
            Err(NotReady { missing }.into())
        }
    }
}
