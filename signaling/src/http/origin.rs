//! Which pages may talk to the service with a person's cookies.

use axum::http::{HeaderMap, header};

use crate::app::App;
use crate::refusal::Refusal;

/// For WebSockets, which browsers open with the cookies of any page: an `Origin` there must be, and ours.
pub fn require_origin(app: &App, headers: &HeaderMap) -> Result<(), Refusal> {
    if headers.contains_key(header::ORIGIN) {
        check_origin(app, headers)
    } else {
        Err(Refusal::code("foreign_origin"))
    }
}

/// Browsers name the page in `Origin`; it must be ours or one the settings allow. A client without `Origin` is no
/// browser and carries nobody's cookies but its own.
pub fn check_origin(app: &App, headers: &HeaderMap) -> Result<(), Refusal> {
    let Some(origin) = headers.get(header::ORIGIN) else { return Ok(()) };
    let origin = origin.to_str().map_err(|_| Refusal::code("foreign_origin"))?;
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if is_own(origin, host) || app.settings.allowed_origins.iter().any(|allowed| allowed == origin) {
        return Ok(());
    }
    Err(Refusal::code("foreign_origin"))
}

/// Same host and port as the request went to. The scheme may differ: a proxy may have ended TLS.
fn is_own(origin: &str, host: &str) -> bool {
    let authority = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    !host.is_empty() && authority == Some(host)
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn only_the_same_authority_is_own() {
        assert!(is_own("http://127.0.0.1:8080", "127.0.0.1:8080"));
        assert!(is_own("https://citas.example.es", "citas.example.es"));
        for origin in
            ["null", "", "http://evil.example", "http://127.0.0.1:8081", "http://127.0.0.1:8080.evil.example"]
        {
            assert!(!is_own(origin, "127.0.0.1:8080"), "{origin}");
        }
        assert!(!is_own("http://", ""));
    }
}
