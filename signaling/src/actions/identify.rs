//! The citizen says who they are.

use protocol as wire;
use registration::{DocumentError, DocumentProof, Identification, IdentityDocument, ProofError};
use scheduler::SessionId;
use store::{Change, ChangeSet, Identified, SessionRecord};

use super::support::{commit_decided, session_of};
use crate::app::App;
use crate::hub::Who;
use crate::office_day;
use crate::refusal::Refusal;
use crate::views::words::procedure_from;

/// Checks form and dates; whether the person is the holder is the call's business. May be repeated until joined.
pub async fn identify(app: &App, session: SessionId, typed: wire::Identify) -> Result<(), Refusal> {
    if !typed.own_behalf_and_adult {
        return Err(Refusal::field("own_behalf_required", "own_behalf_and_adult"));
    }
    if !typed.consent_recording {
        return Err(Refusal::field("consent_required", "consent_recording"));
    }
    let identification = parse(app, &typed)?;
    commit_decided!(app, decide(app, session, &identification, typed.procedure));
    app.hub.touch_who(Who::Citizen(session));
    Ok(())
}

async fn decide(
    app: &App,
    session: SessionId,
    identification: &Identification,
    procedure: wire::Procedure,
) -> Result<(ChangeSet, ()), Refusal> {
    if app.store.live_ticket_of(session).await?.is_some() {
        return Err(Refusal::code("already_joined"));
    }
    let row = session_of(app, session).await?;
    let identified = Some(Identified {
        identification: identification.clone(),
        procedure: procedure_from(procedure),
        consent_at: app.clock.now(),
    });
    let record = SessionRecord { identified, ..row.value };
    Ok((Change::UpdateSession { record, expected: row.version }.into(), ()))
}

fn parse(app: &App, typed: &wire::Identify) -> Result<Identification, Refusal> {
    let on_document = |error: DocumentError| Refusal::field(error.code(), "document");
    let on_proof = |error: ProofError| Refusal::field(error.code(), "proof");
    let document: IdentityDocument = typed.document.parse().map_err(on_document)?;
    let today = office_day::today(&app.settings.hours, app.clock.now());
    let proof = match &typed.proof {
        wire::DocumentProof::ValidityDate { date } => DocumentProof::validity_date(*date, today),
        wire::DocumentProof::IssueDate { date } => DocumentProof::issue_date(*date, today),
        wire::DocumentProof::SupportNumber { value } => DocumentProof::support_number(value),
    };
    Identification::new(document, proof.map_err(on_proof)?).map_err(on_proof)
}
