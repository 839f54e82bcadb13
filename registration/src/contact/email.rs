//! E-mail addresses.

use std::str::FromStr;

use email_address::Options;

use crate::sensitive::{redacted_debug, serde_as_text};

/// Why a text is no e-mail address. The input is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// Nothing was typed.
    #[error("an e-mail address is required")]
    Empty,
    /// Not an address, or one of a form that public mail servers do not deliver to.
    #[error("this is not a valid e-mail address")]
    Invalid,
}

impl EmailError {
    /// Stable code for clients.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "email_empty",
            Self::Invalid => "invalid_email",
        }
    }
}

/// An e-mail address (RFC 5321 mailbox with a domain of at least two labels, no comments, no address literal). The domain
/// is lower case; the local part is kept as typed, since its case is the receiver's business (RFC 5321 §2.4).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmailAddress(String);

redacted_debug!(EmailAddress);
serde_as_text!(EmailAddress);

/// RFC 5321 §4.5.3.1.3 allows a path of 256 octets, of which two are the angle brackets.
const LONGEST: usize = 254;

impl EmailAddress {
    /// The address.
    pub fn as_text(&self) -> &str {
        &self.0
    }

    /// Enough to recognise one's own address: the first character and the domain, `m•••@example.org`.
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.rsplit_once('@').unwrap_or((&self.0, ""));
        let first: String = local.chars().take(1).collect();
        format!("{first}•••@{domain}")
    }
}

impl FromStr for EmailAddress {
    type Err = EmailError;

    fn from_str(text: &str) -> Result<Self, EmailError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EmailError::Empty);
        }
        if text.len() > LONGEST {
            return Err(EmailError::Invalid);
        }
        let options = Options::default().with_required_tld().without_display_text().without_domain_literal();
        let parsed = email_address::EmailAddress::parse_with_options(text, options)
            .map_err(|_| EmailError::Invalid)?;
        Ok(Self(format!("{}@{}", parsed.local_part(), parsed.domain().to_lowercase())))
    }
}
