//! A member of staff signs in and out.

use chrono::TimeDelta;
use scheduler::StaffId;
use store::{Change, ChangeSet, LoginState, StaffRecord, StaffSessionRecord, TokenHash, Versioned};

use super::support::{assistant, audit, commit_decided};
use crate::app::App;
use crate::clock::entropy;
use crate::http::cookies;
use crate::hub::Who;
use crate::password::{self, MAX_PASSWORD_BYTES};
use crate::refusal::Refusal;

/// Compared against when the name is unknown, so that the answer takes as long: a hash of nothing anybody knows.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Gives the person and the value of the cookie.
pub async fn sign_in(app: &App, user_name: &str, password: String) -> Result<(StaffRecord, String), Refusal> {
    let wrong = || Refusal::code("invalid_credentials");
    if password.len() > MAX_PASSWORD_BYTES {
        return Err(wrong());
    }
    let found = app.store.staff_by_user_name(user_name).await?;
    if let Some(row) = &found {
        refuse_locked(app, &row.value)?;
    }
    let hash = found.as_ref().map_or_else(|| NOBODY.to_owned(), |row| row.value.password_hash.clone());
    let matches = check(app, password, hash).await?;
    let Some(row) = found else { return Err(wrong()) };
    if !matches {
        let id = row.value.id;
        commit_decided!(app, count_failure(app, id));
        return Err(wrong());
    }
    let token = cookies::new_token(&mut entropy());
    commit_decided!(app, begin(app, row.value.id, &token));
    Ok((row.value, token))
}

fn refuse_locked(app: &App, record: &StaffRecord) -> Result<(), Refusal> {
    let left = record.login.locked_until.map_or(0, |until| (until - app.clock.now()).num_seconds());
    match u32::try_from(left) {
        Ok(seconds) if seconds > 0 => Err(Refusal::code("locked_out").with_retry_after(seconds)),
        _ => Ok(()),
    }
}

/// Hashing blocks for tens of milliseconds and takes 19 MiB: a few at once, off the event loop.
async fn check(app: &App, password: String, hash: String) -> Result<bool, Refusal> {
    let _permit = app.password_checks.acquire().await.map_err(Refusal::internal)?;
    tokio::task::spawn_blocking(move || password::verify(&password, &hash)).await.map_err(Refusal::internal)
}

async fn person(app: &App, staff: StaffId) -> Result<Versioned<StaffRecord>, Refusal> {
    app.store.staff(staff).await?.ok_or_else(|| Refusal::code("invalid_credentials"))
}

async fn count_failure(app: &App, staff: StaffId) -> Result<(ChangeSet, ()), Refusal> {
    let row = person(app, staff).await?;
    let limits = &app.settings.sign_in;
    let failed = row.value.login.failed + 1;
    let lock = failed >= limits.failures_before_lock;
    let until = app.clock.now() + TimeDelta::seconds(limits.lock_seconds.into());
    let login = LoginState { failed: if lock { 0 } else { failed }, locked_until: lock.then_some(until) };
    let record = StaffRecord { login, ..row.value };
    let changes = ChangeSet::from(Change::UpdateStaff { record, expected: row.version }).with(audit(
        app,
        "system".to_owned(),
        "sign_in_failed",
        format!("staff:{staff}"),
        serde_json::json!({ "locked": lock }),
    ));
    Ok((changes, ()))
}

async fn begin(app: &App, staff: StaffId, token: &str) -> Result<(ChangeSet, ()), Refusal> {
    let row = person(app, staff).await?;
    let now = app.clock.now();
    let session = StaffSessionRecord {
        token_hash: TokenHash::of(token.as_bytes()),
        staff,
        created_at: now,
        last_seen: now,
    };
    let record = StaffRecord { login: LoginState::default(), ..row.value };
    let changes = ChangeSet::from(Change::UpdateStaff { record, expected: row.version })
        .with(Change::InsertStaffSession(session))
        .with(audit(
            app,
            format!("staff:{staff}"),
            "signed_in",
            format!("staff:{staff}"),
            serde_json::Value::Null,
        ));
    Ok((changes, ()))
}

/// Ends the sign-in; an idle assistant goes offline, one in a call must end it first.
pub async fn sign_out(app: &App, staff: StaffId, token: TokenHash) -> Result<(), Refusal> {
    commit_decided!(app, end(app, staff, token));
    app.hub.disconnect(Who::Staff(staff), protocol::close::SESSION_ENDED);
    app.hub.touch_queue();
    Ok(())
}

async fn end(app: &App, staff: StaffId, token: TokenHash) -> Result<(ChangeSet, ()), Refusal> {
    let mut changes = ChangeSet::from(Change::DeleteStaffSession(token));
    if let Ok(row) = assistant(app, staff).await
        && row.value.availability != scheduler::Availability::Offline
    {
        let availability = row.value.sign_out()?.availability;
        changes.push(Change::UpdateAssistant { id: staff, availability, expected: row.version });
    }
    changes.push(audit(
        app,
        format!("staff:{staff}"),
        "signed_out",
        format!("staff:{staff}"),
        serde_json::Value::Null,
    ));
    Ok((changes, ()))
}
