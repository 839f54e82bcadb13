//! The citizen chooses a language.

use protocol as wire;
use scheduler::SessionId;
use store::{Change, ChangeSet, SessionRecord};

use super::support::{commit_decided, session_of};
use crate::app::App;
use crate::hub::Who;
use crate::refusal::Refusal;
use crate::views::words::language_from;

/// Pages follow at once; a ticket that was joined keeps its language, because the match was made with it.
pub async fn set_language(app: &App, session: SessionId, language: wire::Language) -> Result<(), Refusal> {
    commit_decided!(app, decide(app, session, language));
    app.hub.touch_who(Who::Citizen(session));
    Ok(())
}

async fn decide(app: &App, session: SessionId, language: wire::Language) -> Result<(ChangeSet, ()), Refusal> {
    let row = session_of(app, session).await?;
    let record = SessionRecord { language: language_from(language), ..row.value };
    Ok((Change::UpdateSession { record, expected: row.version }.into(), ()))
}
