//! Identity documents and the datum typed with them that only the holder of the card can read.

mod dates;
mod document;
mod letter;
mod proof;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use dates::{InvalidDate, parse_date};
pub use document::{Dni, DocumentError, IdentityDocument, Nie};
pub use proof::{DocumentProof, ProofError, SupportNumber};

/// What the citizen identifies with: the document's number and a datum from the card that fits it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Identification {
    document: IdentityDocument,
    proof: DocumentProof,
}

#[derive(Deserialize)]
struct Unchecked {
    document: IdentityDocument,
    proof: DocumentProof,
}

impl Identification {
    /// A DNI is proved by a date, a NIE by the support number of the card or certificate.
    pub fn new(document: IdentityDocument, proof: DocumentProof) -> Result<Self, ProofError> {
        let fits = match document {
            IdentityDocument::Dni(_) => {
                matches!(proof, DocumentProof::ValidityDate(_) | DocumentProof::IssueDate(_))
            }
            IdentityDocument::Nie(_) => matches!(proof, DocumentProof::SupportNumber(_)),
        };
        if fits { Ok(Self { document, proof }) } else { Err(ProofError::DoesNotFit) }
    }

    /// The document.
    pub const fn document(&self) -> &IdentityDocument {
        &self.document
    }

    /// The datum that proves it.
    pub const fn proof(&self) -> &DocumentProof {
        &self.proof
    }
}

impl TryFrom<Unchecked> for Identification {
    type Error = ProofError;

    fn try_from(unchecked: Unchecked) -> Result<Self, ProofError> {
        Self::new(unchecked.document, unchecked.proof)
    }
}

/// Longest text that is looked at. Twice the longest valid form with generous separators; the rest is not typing.
const LONGEST_INPUT: usize = 32;

/// The text as typed, without what people put between the characters, in capitals; `None` if it is no such typing.
fn normalised(text: &str) -> Option<String> {
    if text.chars().count() > LONGEST_INPUT {
        return None;
    }
    let kept = text.chars().filter(|c| !is_separator(*c)).map(|c| c.to_ascii_uppercase());
    Some(kept.collect())
}

/// Spaces of any kind, hyphens and dashes (phones insert them by themselves), dots, slashes.
fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '.' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{200b}')
}
