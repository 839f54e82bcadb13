//! A supervisor tells everybody something, on the landing page and in the waiting room.

use chrono::NaiveDateTime;
use protocol as wire;
use scheduler::StaffId;
use store::{AnnouncementRecord, Change, ChangeSet};

use super::close_office::instant;
use super::support::{audit, commit_decided, supervisor};
use crate::app::App;
use crate::hub::Topic;
use crate::public_text;
use crate::refusal::Refusal;

/// Puts a text up, instead of the one before.
pub async fn announce(
    app: &App,
    staff: StaffId,
    text: wire::PublicText,
    until: Option<NaiveDateTime>,
) -> Result<(), Refusal> {
    commit_decided!(app, put_up(app, staff, &text, until));
    app.hub.touch([Topic::Office]);
    Ok(())
}

async fn put_up(
    app: &App,
    staff: StaffId,
    text: &wire::PublicText,
    until: Option<NaiveDateTime>,
) -> Result<(ChangeSet, ()), Refusal> {
    supervisor(app, staff).await?;
    let now = app.clock.now();
    let ends_at = until.map(|local| instant(app, local, "until")).transpose()?;
    if ends_at.is_some_and(|end| end <= now) {
        return Err(Refusal::field("time_in_past", "until"));
    }
    let text = public_text::read(text, app.settings.office.announcement_chars)?;
    let detail = serde_json::json!({ "es": text.es, "en": text.en, "until": ends_at });
    let announcement = Some(AnnouncementRecord { text, ends_at, put_up_by: staff, put_up_at: now });
    let expected = app.store.announcement().await?.version;
    let changes = ChangeSet::from(Change::UpdateAnnouncement { announcement, expected }).with(audit(
        app,
        format!("staff:{staff}"),
        "announced",
        "office".to_owned(),
        detail,
    ));
    Ok((changes, ()))
}

/// Takes down what is up; nothing is fine, too.
pub async fn take_down_announcement(app: &App, staff: StaffId) -> Result<(), Refusal> {
    commit_decided!(app, take_down(app, staff));
    app.hub.touch([Topic::Office]);
    Ok(())
}

async fn take_down(app: &App, staff: StaffId) -> Result<(ChangeSet, ()), Refusal> {
    supervisor(app, staff).await?;
    let row = app.store.announcement().await?;
    if row.value.is_none() {
        return Ok((ChangeSet::new(), ()));
    }
    let changes = ChangeSet::from(Change::UpdateAnnouncement { announcement: None, expected: row.version })
        .with(audit(
            app,
            format!("staff:{staff}"),
            "announcement_taken_down",
            "office".to_owned(),
            serde_json::Value::Null,
        ));
    Ok((changes, ()))
}
