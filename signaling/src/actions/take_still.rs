//! A picture is taken from the citizen's stream.

use media::{LegId, PictureQuality, Side};
use protocol as wire;
use scheduler::StaffId;
use store::{CallRecord, Change, ChangeSet, StillFacts, StillId, StillQuality, StillRecord};

use super::support::{audit, call_of_assistant, commit_decided, tell_call};
use crate::app::App;
use crate::clock::entropy;
use crate::refusal::Refusal;
use crate::views::words::still_kind_from;

/// The picture is on disk, as it came and as PNG, before the assistant sees it.
pub async fn take_still(app: &App, staff: StaffId, kind: wire::StillKind) -> Result<(), Refusal> {
    let call = call_of_assistant(app, staff).await?.value;
    let leg: LegId = app.hub.side(call.id, Side::Citizen).leg.ok_or_else(|| Refusal::code("no_media"))?;
    let still = app.media.take_still(leg).await.map_err(|error| Refusal::code(error.code()))?;
    let record = StillRecord {
        facts: StillFacts {
            id: StillId::random(&mut entropy()),
            call: call.id,
            kind: still_kind_from(kind),
            width: still.width,
            height: still.height,
            taken_at: app.clock.now(),
            quality: Some(measured(still.quality)),
        },
        png: still.png,
        webp: still.webp,
    };
    let call = commit_decided!(app, decide(app, staff, &record));
    tell_call(app, &call);
    Ok(())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float becomes the nearest number there is"
)]
fn measured(quality: PictureQuality) -> StillQuality {
    StillQuality {
        sharpness: quality.sharpness.round() as u32,
        glare_permille: (quality.glare * 1000.0).round() as u32,
    }
}

/// The call may have ended, or another have begun, while the picture was awaited.
async fn decide(app: &App, staff: StaffId, still: &StillRecord) -> Result<(ChangeSet, CallRecord), Refusal> {
    let row = call_of_assistant(app, staff).await?;
    if row.value.id != still.facts.call {
        return Err(Refusal::code("stale_call"));
    }
    let record = CallRecord { case: row.value.case.clone().record_still(still.facts.kind), ..row.value };
    let detail = serde_json::json!({ "kind": still.facts.kind, "still": still.facts.id });
    let changes = ChangeSet::from(Change::UpdateCall { record: record.clone(), expected: row.version })
        .with(Change::InsertStill(still.clone()))
        .with(audit(app, format!("staff:{staff}"), "still_taken", format!("call:{}", record.id), detail));
    Ok((changes, record))
}
