//! The control letter of DNI and NIE.

/// Letters by remainder. Sources: Real Decreto 338/1990 (NIF of persons is the DNI with a control letter) and the
/// Ministry of the Interior's published table; remainders of the division by 23.
const LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";

/// The control letter of a DNI number, or of a NIE number with X, Y, Z read as 0, 1, 2.
pub(super) fn control_letter(number: u32) -> char {
    // The remainder is below 23; the index cannot fail.
    LETTERS.get(number as usize % LETTERS.len()).map_or('?', |letter| char::from(*letter))
}
