//! Opaque 128-bit identifiers: nobody gets in by guessing, nothing is told by an id.

use std::fmt;

use rand::{Rng, RngExt as _};

#[doc(hidden)]
pub use rand as __rand;
#[doc(hidden)]
pub use serde as __serde;

/// The text is not 32 lowercase hexadecimal characters. The input is not repeated: it may be a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an id is 32 lowercase hexadecimal characters")]
pub struct InvalidId;

impl InvalidId {
    /// Stable code for clients.
    pub const fn code(self) -> &'static str {
        "invalid_id"
    }
}

#[doc(hidden)]
pub fn __random<R: Rng + ?Sized>(rng: &mut R) -> u128 {
    rng.random()
}

/// Strict: exactly 32 characters of `0-9a-f`, so that every id has one text form and can be compared as text.
#[doc(hidden)]
pub fn __parse(text: &str) -> Result<u128, InvalidId> {
    let strict = text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if !strict {
        return Err(InvalidId);
    }
    u128::from_str_radix(text, 16).map_err(|_| InvalidId)
}

/// The first six characters suffice to follow an id through a log and are useless to an attacker.
#[doc(hidden)]
pub fn __debug(name: &str, value: u128, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{name}({:06x}…)", value >> 104)
}

/// Declares an opaque id: a 128-bit newtype, shown and serialised as 32 lowercase hexadecimal characters.
///
/// `Debug` shows only the first six characters. Draw new ids from a cryptographically secure generator.
#[macro_export]
macro_rules! opaque_id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u128);

        impl $name {
            /// Draws a new id; `rng` must be cryptographically secure outside tests.
            #[must_use]
            pub fn random<R: $crate::ids::__rand::Rng + ?Sized>(rng: &mut R) -> Self {
                Self($crate::ids::__random(rng))
            }

            /// The id as 16 bytes, big-endian (the order of its text form).
            #[must_use]
            pub const fn to_bytes(self) -> [u8; 16] { self.0.to_be_bytes() }

            /// The id from 16 bytes, big-endian.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self { Self(u128::from_be_bytes(bytes)) }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { write!(f, "{:032x}", self.0) }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::ids::__debug(stringify!($name), self.0, f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::ids::InvalidId;
            fn from_str(text: &str) -> Result<Self, Self::Err> { $crate::ids::__parse(text).map(Self) }
        }

        impl $crate::ids::__serde::Serialize for $name {
            fn serialize<S: $crate::ids::__serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> $crate::ids::__serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::ids::__serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as $crate::ids::__serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err($crate::ids::__serde::de::Error::custom)
            }
        }
    };
}

opaque_id! {
    /// A citizen's place in the queue.
    TicketId
}
opaque_id! {
    /// A browser session of a citizen.
    SessionId
}
opaque_id! {
    /// An assistant or supervisor.
    StaffId
}
opaque_id! {
    /// A video call.
    CallId
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::{SeedableRng as _, rngs::StdRng};

    use super::*;

    proptest! {
        #[test]
        fn text_and_bytes_round_trip(value: u128) {
            let id = TicketId(value);
            prop_assert_eq!(id.to_string().parse(), Ok(id));
            prop_assert_eq!(TicketId::from_bytes(id.to_bytes()), id);
            let json = serde_json::to_string(&id).unwrap();
            prop_assert_eq!(&json, &format!("\"{id}\""));
            prop_assert_eq!(serde_json::from_str::<TicketId>(&json).unwrap(), id);
        }

        #[test]
        fn only_the_canonical_text_is_an_id(text in "\\PC{0,40}") {
            if let Ok(id) = text.parse::<TicketId>() {
                prop_assert_eq!(id.to_string(), text);
            }
        }
    }

    #[test]
    fn other_spellings_are_refused() {
        let canonical = "0123456789abcdef0123456789abcdef";
        assert!(canonical.parse::<TicketId>().is_ok());
        for wrong in [
            "",
            "+123456789abcdef0123456789abcdef",
            &canonical.to_uppercase(),
            &canonical[1..],
            " 123456789abcdef0123456789abcdef",
        ] {
            assert_eq!(wrong.parse::<TicketId>(), Err(InvalidId), "{wrong:?}");
        }
    }

    #[test]
    fn debug_hides_most_of_the_id() {
        let id: StaffId = "0123456789abcdef0123456789abcdef".parse().unwrap();
        assert_eq!(format!("{id:?}"), "StaffId(012345…)");
    }

    #[test]
    fn random_ids_come_from_the_generator_passed_in() {
        let draw = |seed| CallId::random(&mut StdRng::seed_from_u64(seed));
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }
}
