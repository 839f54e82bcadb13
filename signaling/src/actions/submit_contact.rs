//! The citizen types phone and e-mail.

use registration::{Contact, EmailAddress, PhoneNumber};
use scheduler::SessionId;
use store::{CallRecord, Change, ChangeSet};

use super::support::{call_of_citizen, commit_decided, tell_call};
use crate::app::App;
use crate::refusal::Refusal;

/// May be corrected; another phone needs a code of its own.
pub async fn submit_contact(app: &App, session: SessionId, phone: &str, email: &str) -> Result<(), Refusal> {
    let phone: PhoneNumber =
        phone.parse().map_err(|error: registration::PhoneError| Refusal::field(error.code(), "phone"))?;
    let email: EmailAddress =
        email.parse().map_err(|error: registration::EmailError| Refusal::field(error.code(), "email"))?;
    let contact = Contact { phone, email };
    let call = commit_decided!(app, decide(app, session, &contact));
    tell_call(app, &call);
    Ok(())
}

async fn decide(
    app: &App,
    session: SessionId,
    contact: &Contact,
) -> Result<(ChangeSet, CallRecord), Refusal> {
    let row = call_of_citizen(app, session).await?;
    if !row.value.case.contact_requested {
        return Err(Refusal::code("contact_not_requested"));
    }
    let record = CallRecord { case: row.value.case.clone().set_contact(contact.clone()), ..row.value };
    Ok((Change::UpdateCall { record: record.clone(), expected: row.version }.into(), record))
}
