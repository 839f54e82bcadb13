//! The queue's vocabulary: closed lists with one text form each.

pub use crate::text_enum::UnknownWord;
use crate::text_enum::text_enum;

text_enum! {
    /// What the citizen comes for.
    pub enum Procedure {
        /// First registration.
        Registration = "registration",
        /// Change of the mobile phone of a registered citizen.
        PhoneChange = "phone_change",
    }
}

text_enum! {
    /// Languages of the pages and, as far as assistants speak them, of the call. Texts are BCP 47 tags.
    pub enum Language {
        /// Spanish, spoken by every assistant.
        Es = "es",
        /// Catalan.
        Ca = "ca",
        /// Valencian, a registered variant of Catalan (IANA subtag `valencia`).
        CaValencia = "ca-valencia",
        /// Galician.
        Gl = "gl",
        /// Basque.
        Eu = "eu",
        /// English.
        En = "en",
    }
}

impl Language {
    /// Whether somebody who speaks `other` can hold a conversation in `self`: Spanish is every assistant's language,
    /// and Catalan and Valencian are one language under two names.
    pub fn understood_by(self, other: Self) -> bool {
        let family = |language| if language == Self::CaValencia { Self::Ca } else { language };
        self == Self::Es || family(self) == family(other)
    }
}

text_enum! {
    /// Why a place is kept without being called.
    pub enum HoldReason {
        /// The citizen did not enter when called; "I'm here" returns the ticket to its place.
        MissedRing = "missed_ring",
        /// The citizen's connection was lost during the call; "I'm here" puts the ticket at the head.
        LostConnection = "lost_connection",
    }
}

text_enum! {
    /// How a call ended. The reason codes belong to the registration, not to the queue.
    pub enum Outcome {
        /// The identity was verified.
        Approved = "approved",
        /// The identity was refused.
        Rejected = "rejected",
        /// The call ended without a decision about the identity.
        Interrupted = "interrupted",
    }
}

text_enum! {
    /// Why a ticket left the queue without having been served.
    pub enum LeaveReason {
        /// The citizen pressed "leave the queue".
        Abandoned = "abandoned",
        /// The citizen was called and never entered.
        NoShow = "no_show",
        /// The citizen's browser was gone beyond the grace time.
        Disconnected = "disconnected",
        /// The office closed and the drain time was over.
        Closed = "closed",
    }
}
