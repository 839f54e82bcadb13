//! The same words on both sides of the wire.

use protocol as wire;

/// Domain to wire.
pub const fn procedure(value: scheduler::Procedure) -> wire::Procedure {
    match value {
        scheduler::Procedure::Registration => wire::Procedure::Registration,
        scheduler::Procedure::PhoneChange => wire::Procedure::PhoneChange,
    }
}

/// Wire to domain.
pub const fn procedure_from(value: wire::Procedure) -> scheduler::Procedure {
    match value {
        wire::Procedure::Registration => scheduler::Procedure::Registration,
        wire::Procedure::PhoneChange => scheduler::Procedure::PhoneChange,
    }
}

/// Domain to wire.
pub const fn language(value: scheduler::Language) -> wire::Language {
    match value {
        scheduler::Language::Es => wire::Language::Es,
        scheduler::Language::Ca => wire::Language::Ca,
        scheduler::Language::CaValencia => wire::Language::CaValencia,
        scheduler::Language::Gl => wire::Language::Gl,
        scheduler::Language::Eu => wire::Language::Eu,
        scheduler::Language::En => wire::Language::En,
    }
}

/// Wire to domain.
pub const fn language_from(value: wire::Language) -> scheduler::Language {
    match value {
        wire::Language::Es => scheduler::Language::Es,
        wire::Language::Ca => scheduler::Language::Ca,
        wire::Language::CaValencia => scheduler::Language::CaValencia,
        wire::Language::Gl => scheduler::Language::Gl,
        wire::Language::Eu => scheduler::Language::Eu,
        wire::Language::En => scheduler::Language::En,
    }
}

/// Domain to wire.
pub const fn still_kind(value: registration::StillKind) -> wire::StillKind {
    match value {
        registration::StillKind::Front => wire::StillKind::Front,
        registration::StillKind::Back => wire::StillKind::Back,
        registration::StillKind::Face => wire::StillKind::Face,
    }
}

/// Wire to domain.
pub const fn still_kind_from(value: wire::StillKind) -> registration::StillKind {
    match value {
        wire::StillKind::Front => registration::StillKind::Front,
        wire::StillKind::Back => registration::StillKind::Back,
        wire::StillKind::Face => registration::StillKind::Face,
    }
}

/// Whole seconds between two instants, never negative: a demo's clock may have been set back.
pub fn seconds_between(from: chrono::DateTime<chrono::Utc>, to: chrono::DateTime<chrono::Utc>) -> u32 {
    u32::try_from((to - from).num_seconds().max(0)).unwrap_or(u32::MAX)
}

/// A stored number, masked; `None` when it was wiped.
pub fn masked(e164: &str) -> Option<String> {
    registration::PhoneNumber::from_stored(e164).ok().map(|phone| phone.masked())
}
