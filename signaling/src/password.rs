//! Passwords of staff: argon2id with the parameters of the OWASP Password Storage Cheat Sheet (19 MiB, 2 passes).

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::refusal::Refusal;

/// Longest password taken: long enough for any phrase, short enough that hashing it costs nothing extra.
pub const MAX_PASSWORD_BYTES: usize = 256;

fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default())
}

/// PHC string of a password. Takes tens of milliseconds: call it where blocking is allowed.
pub fn hash(password: &str) -> Result<String, Refusal> {
    let hash = hasher().hash_password(password.as_bytes()).map_err(Refusal::internal)?;
    Ok(hash.to_string())
}

/// Whether the password is the one. A hash that cannot be read never matches.
pub fn verify(password: &str, phc: &str) -> bool {
    PasswordHash::new(phc).is_ok_and(|hash| hasher().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_matches() {
        let phc = hash("correct horse").unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
        assert!(verify("correct horse", &phc));
        assert!(!verify("correct horse ", &phc));
        assert!(!verify("correct horse", "not a hash"));
        assert_ne!(hash("correct horse").unwrap(), phc, "salted");
    }
}
