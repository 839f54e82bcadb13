//! The life of the one-time codes of one call.

use chrono::{DateTime, TimeDelta, Utc};
use rand::Rng;
use serde::{Deserialize, Serialize};

use super::one_time::{HashedCode, OneTimeCode, typed_digits};

/// Limits of the one-time code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CodePolicy {
    /// Attempts for one code. 5: enough for typing errors, a guess succeeds once in 200 000.
    pub max_attempts: u8,
    /// How long a code lives, in seconds. 10 min, as the single-use PIN of Cl@ve.
    pub life_seconds: u32,
    /// Codes sent in one call. 3: an SMS may be lost or the number mistyped; more would be harassment of its holder.
    pub max_sends: u8,
}

impl Default for CodePolicy {
    fn default() -> Self {
        Self { max_attempts: 5, life_seconds: 600, max_sends: 3 }
    }
}

/// The one-time codes of one call: at most one is valid at a time, and verified once is verified.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeAttempts {
    sends: u8,
    current: Option<Issued>,
    verified_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Issued {
    code: HashedCode,
    at: DateTime<Utc>,
    wrong: u8,
}

/// The answer to a code that was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum CodeOutcome {
    /// Right, in time, for the first time.
    Verified,
    /// Not the code.
    Wrong {
        /// Attempts that remain for this code.
        attempts_left: u8,
    },
    /// Not six digits; does not cost an attempt.
    Malformed,
    /// No code has been sent, or the number it was sent to was changed.
    NotSent,
    /// The code's life is over.
    Expired,
    /// The attempts are used up; even the right code is refused.
    TooManyAttempts,
    /// The code has been used.
    AlreadyUsed,
}

impl CodeOutcome {
    /// Stable code for clients.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Verified => "code_verified",
            Self::Wrong { .. } => "code_wrong",
            Self::Malformed => "code_malformed",
            Self::NotSent => "code_not_sent",
            Self::Expired => "code_expired",
            Self::TooManyAttempts => "code_too_many_attempts",
            Self::AlreadyUsed => "code_already_used",
        }
    }
}

/// Where the codes of a call stand at an instant, for the screens of both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeStatus {
    /// No code is under way.
    NotSent,
    /// A code may be entered.
    Active {
        /// When its life is over.
        expires_at: DateTime<Utc>,
        /// Attempts that remain.
        attempts_left: u8,
    },
    /// The last code's life is over.
    Expired,
    /// The last code's attempts are used up.
    TooManyAttempts,
    /// The right code was entered.
    Verified,
}

/// Why no further code is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeRefused {
    /// The number of codes for one call is used up.
    #[error("no further code can be sent in this call")]
    TooManySends,
    /// The phone has been verified.
    #[error("the phone has been verified already")]
    AlreadyVerified,
}

impl CodeRefused {
    /// Stable code for clients.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooManySends => "code_too_many_sends",
            Self::AlreadyVerified => "code_already_verified",
        }
    }
}

impl CodeAttempts {
    /// Issues a new code, which makes the one before worthless. `rng` must be cryptographically secure outside tests.
    pub fn issue<R: Rng + ?Sized>(
        self,
        rng: &mut R,
        now: DateTime<Utc>,
        policy: &CodePolicy,
    ) -> Result<(Self, OneTimeCode), CodeRefused> {
        if self.is_verified() {
            return Err(CodeRefused::AlreadyVerified);
        }
        if self.sends >= policy.max_sends {
            return Err(CodeRefused::TooManySends);
        }
        let code = OneTimeCode::draw(rng);
        let current = Some(Issued { code: HashedCode::of(&code, rng), at: now, wrong: 0 });
        Ok((Self { sends: self.sends + 1, current, verified_at: None }, code))
    }

    /// Checks what was entered. The returned state must be stored before the outcome is told, or attempts come for free.
    #[must_use = "an attempt that is not stored is not counted"]
    pub fn check(self, input: &str, now: DateTime<Utc>, policy: &CodePolicy) -> (Self, CodeOutcome) {
        if self.is_verified() {
            return (self, CodeOutcome::AlreadyUsed);
        }
        let Some(issued) = self.current.clone() else { return (self, CodeOutcome::NotSent) };
        if now >= issued.at + TimeDelta::seconds(policy.life_seconds.into()) {
            return (self, CodeOutcome::Expired);
        }
        if issued.wrong >= policy.max_attempts {
            return (self, CodeOutcome::TooManyAttempts);
        }
        let Some(digits) = typed_digits(input) else { return (self, CodeOutcome::Malformed) };
        if issued.code.matches(&digits) {
            return (Self { current: None, verified_at: Some(now), ..self }, CodeOutcome::Verified);
        }
        let wrong = issued.wrong.saturating_add(1);
        let attempts_left = policy.max_attempts.saturating_sub(wrong);
        let current = Some(Issued { wrong, ..issued });
        (Self { current, ..self }, CodeOutcome::Wrong { attempts_left })
    }

    /// Where the codes stand at `now`.
    pub fn status(&self, now: DateTime<Utc>, policy: &CodePolicy) -> CodeStatus {
        if self.is_verified() {
            return CodeStatus::Verified;
        }
        let Some(issued) = &self.current else { return CodeStatus::NotSent };
        let expires_at = issued.at + TimeDelta::seconds(policy.life_seconds.into());
        if now >= expires_at {
            CodeStatus::Expired
        } else if issued.wrong >= policy.max_attempts {
            CodeStatus::TooManyAttempts
        } else {
            CodeStatus::Active { expires_at, attempts_left: policy.max_attempts - issued.wrong }
        }
    }

    /// Forgets code and verification because the phone number changed. The sends stay counted.
    #[must_use]
    pub fn for_another_phone(self) -> Self {
        Self { sends: self.sends, current: None, verified_at: None }
    }

    /// Whether the right code was entered.
    pub const fn is_verified(&self) -> bool {
        self.verified_at.is_some()
    }

    /// When the right code was entered.
    pub const fn verified_at(&self) -> Option<DateTime<Utc>> {
        self.verified_at
    }

    /// How many codes have been sent in this call.
    pub const fn sends(&self) -> u8 {
        self.sends
    }
}
