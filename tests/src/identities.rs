//! Invented people.

/// Remainders of the division by 23 (Real Decreto 1553/2005).
const LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";

/// The DNI with this number and its right letter.
pub fn dni(number: u32) -> String {
    let letter = char::from(LETTERS[(number % 23) as usize]);
    format!("{number:08}{letter}")
}

/// What a person types. Every value is unmistakable, so that a trace of it in a log can be found.
#[derive(Debug, Clone)]
pub struct Person {
    /// DNI with letter.
    pub document: String,
    /// ISO date until which it is valid.
    pub valid_until: &'static str,
    /// Mobile number as typed, without prefix.
    pub phone: String,
    /// E-mail address.
    pub email: String,
}

impl Person {
    /// The `n`-th invented person.
    pub fn nth(n: u32) -> Self {
        Self {
            document: dni(99_999_000 + n),
            valid_until: "2031-05-17",
            phone: format!("6{:08}", 47_381_000 + n),
            email: format!("zacarias.muestra{n}@correo.example"),
        }
    }
}
