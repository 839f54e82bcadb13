//! Values that must not reach a log by accident.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

/// A personal value. `Debug` and `Display` print `[redacted]`; reading it is the visible act [`expose`](Self::expose).
/// Serialisation is transparent: storing and sending are done on purpose.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sensitive<T>(T);

/// What is printed instead of a personal value.
pub(crate) const REDACTED: &str = "[redacted]";

impl<T> Sensitive<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// Reads the value, on purpose.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// Takes the value out, on purpose.
    pub fn into_exposed(self) -> T {
        self.0
    }

    /// Changes the value inside.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Sensitive<U> {
        Sensitive(change(self.0))
    }
}

impl<T> From<T> for Sensitive<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

impl<T> fmt::Display for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

impl<T: Zeroize> Zeroize for Sensitive<T> {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

/// `Debug` as `Name([redacted])`, for personal values with a type of their own.
macro_rules! redacted_debug {
    ($($name:ident),+) => {
        $(impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({})", stringify!($name), $crate::sensitive::REDACTED)
            }
        })+
    };
}
pub(crate) use redacted_debug;

/// serde through the text form: `FromStr` in, `as_text` out. The error text never repeats the input.
macro_rules! serde_as_text {
    ($($name:ident),+) => {
        $(impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_text().as_ref())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        })+
    };
}
pub(crate) use serde_as_text;

#[cfg(test)]
mod tests {
    use super::Sensitive;

    #[test]
    fn the_value_is_never_printed() {
        let name = Sensitive::new("Maria Perez".to_owned());
        assert_eq!(
            format!("{name} {name:?} {:#?}", Some(&name)),
            "[redacted] [redacted] Some(\n    [redacted],\n)"
        );
        assert_eq!(name.expose(), "Maria Perez");
    }

    #[test]
    fn serialisation_is_transparent() {
        let json = serde_json::to_string(&Sensitive::new(7)).unwrap();
        assert_eq!(json, "7");
        assert_eq!(serde_json::from_str::<Sensitive<u8>>(&json).unwrap(), Sensitive::new(7));
    }
}
