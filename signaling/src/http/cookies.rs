//! Session cookies: opaque, `HttpOnly`, `SameSite=Strict`, `Secure` under TLS.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use rand::{Rng, RngExt as _};

/// Citizen's browser session.
pub const CITIZEN: &str = "vt_session";
/// Staff sign-in.
pub const STAFF: &str = "vt_staff";

/// A new cookie value: 256 random bits in hexadecimal.
pub fn new_token(rng: &mut impl Rng) -> String {
    let bytes: [u8; 32] = rng.random();
    hex::encode(bytes)
}

/// The value of a cookie, if it has the form of one of ours.
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let value = cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))?;
    let ours = value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    ours.then_some(value)
}

/// `Set-Cookie` that lasts as long as the browser's session (citizen, so that a shared computer forgets).
pub fn set(name: &str, token: &str, secure: bool) -> HeaderValue {
    let secure = if secure { "; Secure" } else { "" };
    header_value(&format!("{name}={token}; Path=/; HttpOnly; SameSite=Strict{secure}"))
}

/// `Set-Cookie` that removes it.
pub fn clear(name: &str) -> HeaderValue {
    header_value(&format!("{name}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"))
}

/// Our values are plain ASCII, so this cannot fail; an empty cookie would be refused on its return.
fn header_value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// A comma-separated header as a list.
pub fn list(headers: &HeaderMap, name: &HeaderName) -> Vec<String> {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(|item| item.trim().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(cookie: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_str(cookie).unwrap());
        headers
    }

    #[test]
    fn finds_its_cookie_among_others() {
        let token = "ab".repeat(32);
        let headers = headers(&format!("a=b; vt_session={token}; vt_staff=x"));
        assert_eq!(read(&headers, CITIZEN), Some(token.as_str()));
        assert_eq!(read(&headers, STAFF), None, "not of our form");
    }

    #[test]
    fn strange_cookies_are_no_cookies() {
        for cookie in ["", "vt_session", "vt_session=", "vt_session=zz", ";;;=", "=vt_session"] {
            assert_eq!(read(&headers(cookie), CITIZEN), None, "{cookie}");
        }
    }
}
