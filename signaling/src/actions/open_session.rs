//! A browser comes for the first time.

use scheduler::{Language, SessionId};
use store::{Change, ChangeSet, SessionRecord, TokenHash};

use crate::app::App;
use crate::clock::entropy;
use crate::http::cookies;
use crate::refusal::Refusal;

/// Makes a session and gives the value of its cookie.
pub async fn open_session(app: &App, accept_language: Option<&str>) -> Result<String, Refusal> {
    if app.new_sessions.check().is_err() {
        return Err(Refusal::code("rate_limited").with_retry_after(60));
    }
    let mut rng = entropy();
    let token = cookies::new_token(&mut rng);
    let now = app.clock.now();
    let record = SessionRecord {
        id: SessionId::random(&mut rng),
        token_hash: TokenHash::of(token.as_bytes()),
        created_at: now,
        last_seen: now,
        language: preferred(accept_language.unwrap_or_default()),
        test: None,
        identified: None,
    };
    app.commit(ChangeSet::from(Change::InsertSession(record))).await?;
    Ok(token)
}

/// First language of the header that the office speaks, in the browser's order; Spanish otherwise.
fn preferred(accept_language: &str) -> Language {
    let tags = accept_language.split(',').filter_map(|item| item.split(';').next());
    tags.map(|tag| tag.trim().to_ascii_lowercase()).find_map(|tag| known(&tag)).unwrap_or(Language::Es)
}

fn known(tag: &str) -> Option<Language> {
    if tag.starts_with("ca-valencia") || tag.starts_with("ca-es-valencia") {
        return Some(Language::CaValencia);
    }
    tag.split('-').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_language_wins() {
        for (header, language) in [
            ("", Language::Es),
            ("de-DE,en;q=0.8,es;q=0.5", Language::En),
            ("ca-ES-valencia,ca;q=0.9", Language::CaValencia),
            ("eu", Language::Eu),
            ("xx, yy;q=1", Language::Es),
        ] {
            assert_eq!(preferred(header), language, "{header}");
        }
    }
}
