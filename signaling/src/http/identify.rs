//! From a cookie to a person.

use axum::http::HeaderMap;
use scheduler::{SessionId, StaffId};
use store::{Change, ChangeSet, StaffSessionRecord, TokenHash};

use super::cookies;
use crate::app::App;
use crate::refusal::Refusal;

/// Being there is written down this often: five minutes are nothing against a shift, and a write less for every request.
const TOUCH_AFTER_SECONDS: i64 = 300;

/// The citizen's session.
pub async fn citizen(app: &App, headers: &HeaderMap) -> Result<SessionId, Refusal> {
    let ended = || Refusal::code("session_ended");
    let token = cookies::read(headers, cookies::CITIZEN).ok_or_else(ended)?;
    let session = app.store.session_by_token(&TokenHash::of(token.as_bytes())).await?;
    session.map(|found| found.value.id).ok_or_else(ended)
}

/// The signed-in member of staff; a sign-in that was idle too long has ended.
pub async fn staff(app: &App, headers: &HeaderMap) -> Result<StaffId, Refusal> {
    let out = || Refusal::code("not_signed_in");
    let token = cookies::read(headers, cookies::STAFF).ok_or_else(out)?;
    let session = app.store.staff_session(&TokenHash::of(token.as_bytes())).await?.ok_or_else(out)?;
    let now = app.clock.now();
    let idle = (now - session.last_seen).num_seconds();
    if idle > i64::from(app.settings.sign_in.idle_seconds) {
        return Err(out());
    }
    let staff = session.staff;
    if idle > TOUCH_AFTER_SECONDS {
        let seen = StaffSessionRecord { last_seen: now, ..session };
        app.commit(ChangeSet::from(Change::TouchStaffSession(seen))).await?;
    }
    Ok(staff)
}

/// The signed-in supervisor; others who are signed in are `forbidden`.
pub async fn supervisor(app: &App, headers: &HeaderMap) -> Result<StaffId, Refusal> {
    let staff = staff(app, headers).await?;
    Ok(crate::actions::supervisor(app, staff).await?.id)
}
