//! How a verification ends, and the registration that follows an approval.
//!
//! The reason codes follow Orden ETD/465/2021, art. 10.4 (when the process is invalid or must be broken off); by art. 10.5
//! the cause is recorded. The rest comes from the procedure itself (BOE-A-2015-14215: own behalf, no minors).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::code::ActivationCode;
use crate::contact::{EmailAddress, PhoneNumber};
use crate::identity::IdentityDocument;
use crate::text_enum::text_enum;

text_enum! {
    /// Why an identity was not accepted.
    pub enum RejectReason {
        /// Art. 10.4: signs that the document is false.
        DocumentFalse = "document_false",
        /// Art. 10.4: signs that the document was manipulated.
        DocumentManipulated = "document_manipulated",
        /// Art. 10.4: the document is not valid (expired, withdrawn, of the wrong kind).
        DocumentInvalid = "document_invalid",
        /// Art. 10.4: the person is not the holder of the document.
        HolderMismatch = "holder_mismatch",
        /// Art. 10.4: recorded material was played.
        PreRecorded = "pre_recorded",
        /// Art. 10.4: more than one device took part.
        SeveralDevices = "several_devices",
        /// Art. 10.4: not in real time or not in one act.
        NotOneAct = "not_one_act",
        /// Art. 10.4: signs that the citizen is coerced or prompted.
        Coercion = "coercion",
        /// Art. 10.4: another reasonable doubt, described in the assistant's note.
        OtherDoubt = "other_doubt",
        /// The data typed are not those of the document.
        DataMismatch = "data_mismatch",
        /// The citizen acts for somebody else.
        NotOwnBehalf = "not_own_behalf",
        /// Minors register in person.
        Minor = "minor",
        /// The citizen does not have the phone at hand or the code was not right.
        PhoneNotVerified = "phone_not_verified",
    }
}

text_enum! {
    /// Why a call ended without a decision about the identity. The citizen may try again.
    pub enum InterruptReason {
        /// Art. 10.4: picture or sound are too poor.
        PoorPictureOrSound = "poor_picture_or_sound",
        /// Art. 10.4: the connection is too poor or not secure.
        PoorConnection = "poor_connection",
        /// The citizen's connection was lost and not regained.
        ConnectionLost = "connection_lost",
        /// The citizen hung up.
        CitizenLeft = "citizen_left",
        /// The citizen does not have the document or the phone at hand.
        NotPrepared = "not_prepared",
        /// A fault of the office's equipment.
        TechnicalFault = "technical_fault",
        /// No challenge is possible for the citizen: an appointment in person is offered.
        NoAccessibleChallenge = "no_accessible_challenge",
    }
}

text_enum! {
    /// Level of a registration (BOE-A-2015-14215, annex I).
    pub enum Level {
        /// Básico.
        Basic = "basic",
        /// Avanzado.
        Advanced = "advanced",
    }
}

/// How a verification ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", content = "reason", rename_all = "snake_case")]
pub enum Decision {
    /// The identity is verified.
    Approved,
    /// The identity is refused.
    Rejected(RejectReason),
    /// No decision about the identity was possible.
    Interrupted(InterruptReason),
}

impl Decision {
    /// Stable name of the kind of decision.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Rejected(_) => "rejected",
            Self::Interrupted(_) => "interrupted",
        }
    }

    /// Stable name of the reason, if the decision has one.
    pub const fn reason(self) -> Option<&'static str> {
        match self {
            Self::Approved => None,
            Self::Rejected(reason) => Some(reason.as_str()),
            Self::Interrupted(reason) => Some(reason.as_str()),
        }
    }
}

/// What is registered after an approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// The identity document.
    pub document: IdentityDocument,
    /// The phone, verified in the call. One phone belongs to one person.
    pub phone: PhoneNumber,
    /// The e-mail address.
    pub email: EmailAddress,
    /// The level.
    pub level: Level,
    /// Activates the credentials later; shown to the citizen with the result.
    pub activation_code: ActivationCode,
    /// Who decided, as an opaque id.
    pub decided_by: String,
    /// When.
    pub at: DateTime<Utc>,
}
