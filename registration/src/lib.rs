//! What a citizen is registered with and what it takes to decide: documents, contact data, checks, codes, decision.
//!
//! Pure rules: time and randomness are arguments. Personal values redact themselves in `Debug` and have no `Display`;
//! reading them is a visible act (`as_text`, [`Sensitive::expose`]), and `masked` forms exist for screens that need only
//! to recognise a value. Serialisation is transparent, because storing and sending are deliberate.
//!
//! Every error has a `code()`: a stable `snake_case` name for clients, free of personal data like its text.
//!
//! | module | content |
//! |---|---|
//! | [`identity`] | DNI and NIE, and the proof typed with them |
//! | [`contact`] | mobile phone and e-mail |
//! | [`checks`] | the steps of the verification, the random challenge, the stills |
//! | [`code`] | the one-time code of the call, the activation code of the letter |
//! | [`case`] | one verification and what is missing in it |
//! | [`decision`] | how it ends, with reason codes, and the registration that follows |

pub mod case;
pub mod checks;
pub mod code;
pub mod contact;
pub mod decision;
pub mod identity;
mod sensitive;
mod text_enum;

pub use case::{Contact, DecideError, Missing, NotReady, VerificationCase};
pub use checks::{Ability, Challenge, CheckKind, CheckState, Checks, StillKind};
pub use code::{ActivationCode, CodeAttempts, CodeOutcome, CodePolicy, CodeRefused, CodeStatus, OneTimeCode};
pub use contact::{EmailAddress, EmailError, PhoneError, PhoneNumber};
pub use decision::{Decision, InterruptReason, Level, Registration, RejectReason};
pub use identity::{
    Dni, DocumentError, DocumentProof, Identification, IdentityDocument, Nie, ProofError, SupportNumber,
};
pub use sensitive::Sensitive;
pub use text_enum::UnknownWord;
