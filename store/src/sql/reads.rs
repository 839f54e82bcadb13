//! The read traits over any engine that can run a query: one list of reads for all of them.

use crate::read::{Read, TicketStateName};
use crate::vault::Vault;

use super::rows::Open;
pub(crate) use super::rows::id;

/// The name of a state in the `state` column.
pub(crate) const fn state_name(state: TicketStateName) -> &'static str {
    match state {
        TicketStateName::Waiting => "waiting",
        TicketStateName::Called => "called",
        TicketStateName::InCall => "in_call",
        TicketStateName::Held => "held",
        TicketStateName::Done => "done",
        TicketStateName::Left => "left",
    }
}

/// Opens the only row of a query by a unique key.
pub(crate) fn one<R: Open>(rows: Vec<R>, vault: &Vault) -> Read<Option<R::Record>> {
    rows.into_iter().next().map(|row| row.open(vault)).transpose()
}

/// Opens all rows, in order.
pub(crate) fn all<R: Open>(rows: Vec<R>, vault: &Vault) -> Read<Vec<R::Record>> {
    rows.into_iter().map(|row| row.open(vault)).collect()
}

/// A count as SQL gives it.
pub(crate) fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// The only number of a counting query.
pub(crate) fn counted(rows: &[(i64,)]) -> u64 {
    rows.first().map_or(0, |(number,)| count(*number))
}

/// Implements every read trait for an engine with `async fn rows<R>(&self, &'static str, Vec<Arg>) -> Read<Vec<R>>`
/// and `fn vault(&self) -> &Arc<Vault>`. A macro, because each engine's `FromRow` bounds differ.
macro_rules! implement_reads {
    ($engine:ty) => {
        const _: () = {
            use async_trait::async_trait;
            use chrono::{DateTime, Utc};
            use registration::{IdentityDocument, PhoneNumber};
            use scheduler::roster::MAX_SHIFT;
            use scheduler::{Assistant, CallId, SessionId, Shift, StaffId, ThirdParty, Ticket, TicketId};

            use $crate::error::ReadError;
            use $crate::ids::{OutboxId, RecordingId, RegistrationId, StillId};
            use $crate::read::*;
            use $crate::records::*;
            use $crate::sql::office::{AnnouncementRow, ClosureRow, ShiftRow};
            use $crate::sql::queries as q;
            use $crate::sql::reads::{all, count, counted, id, one, state_name};
            use $crate::sql::rows::*;
            use $crate::sql::seal::{index_of_document, index_of_phone, index_of_user_name, instant};

            #[async_trait]
            impl Sessions for $engine {
                async fn session(&self, id: SessionId) -> Read<Option<Versioned<SessionRecord>>> {
                    one::<SessionRow>(self.rows(q::SESSION, vec![id.to_string().into()]).await?, self.vault())
                }

                async fn sessions_with_live_ticket(&self) -> Read<Vec<Versioned<SessionRecord>>> {
                    let rows = self.rows(q::SESSIONS_WITH_LIVE_TICKET, Vec::new()).await?;
                    all::<SessionRow>(rows, self.vault())
                }

                async fn session_by_token(
                    &self,
                    token: &TokenHash,
                ) -> Read<Option<Versioned<SessionRecord>>> {
                    let rows = self.rows(q::SESSION_BY_TOKEN, vec![token.0.to_vec().into()]).await?;
                    one::<SessionRow>(rows, self.vault())
                }
            }

            #[async_trait]
            impl Tickets for $engine {
                async fn ticket(&self, id: TicketId) -> Read<Option<Versioned<Ticket>>> {
                    one::<TicketRow>(self.rows(q::TICKET, vec![id.to_string().into()]).await?, self.vault())
                }

                async fn live_ticket_of(&self, session: SessionId) -> Read<Option<Versioned<Ticket>>> {
                    let rows = self.rows(q::LIVE_TICKET_OF, vec![session.to_string().into()]).await?;
                    one::<TicketRow>(rows, self.vault())
                }

                async fn latest_ticket_of(&self, session: SessionId) -> Read<Option<Versioned<Ticket>>> {
                    let rows = self.rows(q::LATEST_TICKET_OF, vec![session.to_string().into()]).await?;
                    one::<TicketRow>(rows, self.vault())
                }

                async fn live_tickets(&self) -> Read<Vec<Versioned<Ticket>>> {
                    all::<TicketRow>(self.rows(q::LIVE_TICKETS, Vec::new()).await?, self.vault())
                }

                async fn live_promises(&self) -> Read<Vec<(TicketId, String)>> {
                    let rows = self.rows::<(String, String)>(q::LIVE_PROMISES, Vec::new()).await?;
                    rows.into_iter().map(|(ticket, kept)| Ok((id("tickets.id", &ticket)?, kept))).collect()
                }

                async fn tickets_in(
                    &self,
                    states: &[TicketStateName],
                    since: DateTime<Utc>,
                ) -> Read<Vec<Versioned<Ticket>>> {
                    let Some(first) = states.first().copied() else { return Ok(Vec::new()) };
                    let mut names: Vec<TicketStateName> = Vec::with_capacity(6);
                    for state in states {
                        if !names.contains(state) {
                            names.push(*state);
                        }
                    }
                    names.resize(6, first);
                    let mut args: Vec<_> = names.into_iter().map(|state| state_name(state).into()).collect();
                    args.push(since.into());
                    all::<TicketRow>(self.rows(q::TICKETS_IN, args).await?, self.vault())
                }

                async fn tickets_of_document(
                    &self,
                    document: &IdentityDocument,
                    since: DateTime<Utc>,
                ) -> Read<Vec<Versioned<Ticket>>> {
                    let index = index_of_document(self.vault(), document)?;
                    let rows = self.rows(q::TICKETS_OF_DOCUMENT, vec![index.into(), since.into()]).await?;
                    all::<TicketRow>(rows, self.vault())
                }
            }

            #[async_trait]
            impl Staff for $engine {
                async fn staff(&self, id: StaffId) -> Read<Option<Versioned<StaffRecord>>> {
                    one::<StaffRow>(self.rows(q::STAFF, vec![id.to_string().into()]).await?, self.vault())
                }

                async fn staff_by_user_name(&self, user_name: &str) -> Read<Option<Versioned<StaffRecord>>> {
                    let index = index_of_user_name(self.vault(), user_name)?;
                    one::<StaffRow>(self.rows(q::STAFF_BY_USER_NAME, vec![index.into()]).await?, self.vault())
                }

                async fn all_staff(&self) -> Read<Vec<Versioned<StaffRecord>>> {
                    all::<StaffRow>(self.rows(q::ALL_STAFF, Vec::new()).await?, self.vault())
                }

                async fn assistant(&self, id: StaffId) -> Read<Option<Versioned<Assistant>>> {
                    one::<AssistantRow>(
                        self.rows(q::ASSISTANT, vec![id.to_string().into()]).await?,
                        self.vault(),
                    )
                }

                async fn assistants(&self) -> Read<Vec<Versioned<Assistant>>> {
                    all::<AssistantRow>(self.rows(q::ASSISTANTS, Vec::new()).await?, self.vault())
                }

                async fn staff_session(&self, token: &TokenHash) -> Read<Option<StaffSessionRecord>> {
                    let rows = self.rows(q::STAFF_SESSION, vec![token.0.to_vec().into()]).await?;
                    one::<StaffSessionRow>(rows, self.vault())
                }
            }

            #[async_trait]
            impl Rosters for $engine {
                async fn roster_version(&self) -> Read<i64> {
                    let rows: Vec<(i64,)> = self.rows(q::ROSTER_VERSION, Vec::new()).await?;
                    rows.first().map(|(version,)| *version).ok_or(ReadError::Corrupt("revisions.roster"))
                }

                async fn shifts(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Read<Vec<Shift>> {
                    let args = vec![from.into(), to.into(), (from - MAX_SHIFT).into()];
                    all::<ShiftRow>(self.rows(q::SHIFTS, args).await?, self.vault())
                }

                async fn shift_count(&self) -> Read<u64> {
                    let rows: Vec<(i64,)> = self.rows(q::SHIFT_COUNT, Vec::new()).await?;
                    Ok(rows.first().and_then(|(count,)| u64::try_from(*count).ok()).unwrap_or(0))
                }
            }

            #[async_trait]
            impl Office for $engine {
                async fn closures(&self, since: DateTime<Utc>) -> Read<Vec<Versioned<ClosureRecord>>> {
                    all::<ClosureRow>(self.rows(q::CLOSURES, vec![since.into()]).await?, self.vault())
                }

                async fn announcement(&self) -> Read<Versioned<Option<AnnouncementRecord>>> {
                    let found =
                        one::<AnnouncementRow>(self.rows(q::ANNOUNCEMENT, Vec::new()).await?, self.vault())?;
                    found.ok_or(ReadError::Corrupt("announcement"))
                }
            }

            #[async_trait]
            impl Calls for $engine {
                async fn call(&self, id: CallId) -> Read<Option<Versioned<CallRecord>>> {
                    one::<CallRow>(self.rows(q::CALL, vec![id.to_string().into()]).await?, self.vault())
                }

                async fn latest_call_of(&self, ticket: TicketId) -> Read<Option<Versioned<CallRecord>>> {
                    let rows = self.rows(q::LATEST_CALL_OF, vec![ticket.to_string().into()]).await?;
                    one::<CallRow>(rows, self.vault())
                }

                async fn open_calls(&self) -> Read<Vec<Versioned<CallRecord>>> {
                    all::<CallRow>(self.rows(q::OPEN_CALLS, Vec::new()).await?, self.vault())
                }
            }

            #[async_trait]
            impl ThirdParties for $engine {
                async fn third_parties_of(&self, call: CallId) -> Read<Vec<Versioned<ThirdParty>>> {
                    let rows = self.rows(q::THIRD_PARTIES_OF, vec![call.to_string().into()]).await?;
                    all::<ThirdPartyRow>(rows, self.vault())
                }

                async fn live_third_parties(&self) -> Read<Vec<Versioned<ThirdParty>>> {
                    all::<ThirdPartyRow>(self.rows(q::LIVE_THIRD_PARTIES, Vec::new()).await?, self.vault())
                }
            }

            #[async_trait]
            impl Evidence for $engine {
                async fn stills_of(&self, call: CallId) -> Read<Vec<StillFacts>> {
                    let rows = self.rows(q::STILLS_OF, vec![call.to_string().into()]).await?;
                    all::<StillFactsRow>(rows, self.vault())
                }

                async fn still(&self, id: StillId) -> Read<Option<StillRecord>> {
                    let rows = self.rows(q::STILL, vec![id.to_string().into()]).await?;
                    let vault = std::sync::Arc::clone(self.vault());
                    // Megabytes to open: not on a thread that carries calls.
                    let opening = tokio::task::spawn_blocking(move || one::<StillRow>(rows, &vault));
                    opening.await.map_err(|_| ReadError::Unavailable("opening was interrupted".to_owned()))?
                }
            }

            #[async_trait]
            impl Recordings for $engine {
                async fn recording(&self, id: RecordingId) -> Read<Option<Versioned<RecordingRecord>>> {
                    one::<RecordingRow>(
                        self.rows(q::RECORDING, vec![id.to_string().into()]).await?,
                        self.vault(),
                    )
                }

                async fn recordings_of(&self, call: CallId) -> Read<Vec<Versioned<RecordingRecord>>> {
                    let rows = self.rows(q::RECORDINGS_OF, vec![call.to_string().into()]).await?;
                    all::<RecordingRow>(rows, self.vault())
                }

                async fn recent_recordings(&self, limit: u32) -> Read<Vec<Versioned<RecordingRecord>>> {
                    let rows = self.rows(q::RECENT_RECORDINGS, vec![limit.into()]).await?;
                    all::<RecordingRow>(rows, self.vault())
                }

                async fn open_recordings(&self) -> Read<Vec<Versioned<RecordingRecord>>> {
                    all::<RecordingRow>(self.rows(q::OPEN_RECORDINGS, Vec::new()).await?, self.vault())
                }
            }

            #[async_trait]
            impl Lines for $engine {
                async fn lines_of(&self, call: CallId) -> Read<Vec<LineRecord>> {
                    all::<LineRow>(self.rows(q::LINES_OF, vec![call.to_string().into()]).await?, self.vault())
                }

                async fn recent_lines(&self, limit: u32) -> Read<Vec<LineRecord>> {
                    all::<LineRow>(self.rows(q::RECENT_LINES, vec![limit.into()]).await?, self.vault())
                }
            }

            #[async_trait]
            impl Registrations for $engine {
                async fn registration(
                    &self,
                    id: RegistrationId,
                ) -> Read<Option<Versioned<RegistrationRecord>>> {
                    let rows = self.rows(q::REGISTRATION, vec![id.to_string().into()]).await?;
                    one::<RegistrationRow>(rows, self.vault())
                }

                async fn registration_of_call(
                    &self,
                    call: CallId,
                ) -> Read<Option<Versioned<RegistrationRecord>>> {
                    let rows = self.rows(q::REGISTRATION_OF_CALL, vec![call.to_string().into()]).await?;
                    one::<RegistrationRow>(rows, self.vault())
                }

                async fn registrations_of_document(
                    &self,
                    document: &IdentityDocument,
                ) -> Read<Vec<Versioned<RegistrationRecord>>> {
                    let index = index_of_document(self.vault(), document)?;
                    let rows = self.rows(q::REGISTRATIONS_OF_DOCUMENT, vec![index.into()]).await?;
                    all::<RegistrationRow>(rows, self.vault())
                }

                async fn registrations_of_phone(
                    &self,
                    phone: &PhoneNumber,
                ) -> Read<Vec<Versioned<RegistrationRecord>>> {
                    let index = index_of_phone(self.vault(), phone)?;
                    let rows = self.rows(q::REGISTRATIONS_OF_PHONE, vec![index.into()]).await?;
                    all::<RegistrationRow>(rows, self.vault())
                }
            }

            #[async_trait]
            impl Outbox for $engine {
                async fn message(&self, id: OutboxId) -> Read<Option<Versioned<OutboxMessage>>> {
                    one::<OutboxRow>(self.rows(q::MESSAGE, vec![id.to_string().into()]).await?, self.vault())
                }

                async fn message_of_part(
                    &self,
                    gateway: &str,
                    gateway_id: &str,
                ) -> Read<Option<Versioned<OutboxMessage>>> {
                    let rows = self.rows(q::MESSAGE_OF_PART, vec![gateway.into(), gateway_id.into()]).await?;
                    one::<OutboxRow>(rows, self.vault())
                }

                async fn due_messages(
                    &self,
                    now: DateTime<Utc>,
                    limit: u32,
                ) -> Read<Vec<Versioned<OutboxMessage>>> {
                    let rows = self.rows(q::DUE_MESSAGES, vec![now.into(), limit.into()]).await?;
                    all::<OutboxRow>(rows, self.vault())
                }

                async fn next_due_message(&self) -> Read<Option<DateTime<Utc>>> {
                    let rows: Vec<(i64,)> = self.rows(q::NEXT_DUE_MESSAGE, Vec::new()).await?;
                    rows.first().map(|(micros,)| instant("outbox.due_at", *micros)).transpose()
                }

                async fn messages_of_call(&self, call: CallId) -> Read<Vec<Versioned<OutboxMessage>>> {
                    let rows = self.rows(q::MESSAGES_OF_CALL, vec![call.to_string().into()]).await?;
                    all::<OutboxRow>(rows, self.vault())
                }

                async fn recent_messages(&self, limit: u32) -> Read<Vec<Versioned<OutboxMessage>>> {
                    all::<OutboxRow>(self.rows(q::RECENT_MESSAGES, vec![limit.into()]).await?, self.vault())
                }

                async fn messages_of_ticket(&self, ticket: TicketId) -> Read<Vec<Versioned<OutboxMessage>>> {
                    let rows = self.rows(q::MESSAGES_OF_TICKET, vec![ticket.to_string().into()]).await?;
                    all::<OutboxRow>(rows, self.vault())
                }

                async fn unhandled_messages(&self, limit: u32) -> Read<Vec<Versioned<OutboxMessage>>> {
                    all::<OutboxRow>(
                        self.rows(q::UNHANDLED_MESSAGES, vec![limit.into()]).await?,
                        self.vault(),
                    )
                }

                async fn message_counts(&self, since: DateTime<Utc>) -> Read<Vec<(String, u64)>> {
                    let rows: Vec<(String, i64)> = self.rows(q::MESSAGE_COUNTS, vec![since.into()]).await?;
                    Ok(rows.into_iter().map(|(state, number)| (state, count(number))).collect())
                }

                async fn messages_to_phone(&self, phone: &PhoneNumber, since: DateTime<Utc>) -> Read<u64> {
                    let index = index_of_phone(self.vault(), phone)?;
                    let args = vec![index.into(), since.into()];
                    Ok(counted(&self.rows(q::MESSAGES_TO_PHONE, args).await?))
                }

                async fn messages_of_document(
                    &self,
                    document: &IdentityDocument,
                    since: DateTime<Utc>,
                ) -> Read<u64> {
                    let index = index_of_document(self.vault(), document)?;
                    let args = vec![index.into(), since.into()];
                    Ok(counted(&self.rows(q::MESSAGES_OF_DOCUMENT, args).await?))
                }

                async fn placeable_receipts(&self, limit: u32) -> Read<Vec<ParkedReceipt>> {
                    let rows = self.rows(q::PLACEABLE_RECEIPTS, vec![limit.into()]).await?;
                    all::<ParkedReceiptRow>(rows, self.vault())
                }

                async fn parked_receipts(&self) -> Read<u64> {
                    Ok(counted(&self.rows(q::PARKED_RECEIPTS, Vec::new()).await?))
                }
            }

            #[async_trait]
            impl TurnNotices for $engine {
                async fn turn_notice(&self, ticket: TicketId) -> Read<Option<Versioned<TurnNotice>>> {
                    let rows = self.rows(q::TURN_NOTICE, vec![ticket.to_string().into()]).await?;
                    one::<TurnNoticeRow>(rows, self.vault())
                }

                async fn turn_notices(&self) -> Read<Vec<Versioned<TurnNotice>>> {
                    all::<TurnNoticeRow>(self.rows(q::TURN_NOTICES, Vec::new()).await?, self.vault())
                }
            }

            #[async_trait]
            impl Audit for $engine {
                async fn recent_audit(&self, limit: u32) -> Read<Vec<AuditEntry>> {
                    all::<AuditRow>(self.rows(q::RECENT_AUDIT, vec![limit.into()]).await?, self.vault())
                }

                async fn audit_of(&self, subject: &str) -> Read<Vec<AuditEntry>> {
                    all::<AuditRow>(self.rows(q::AUDIT_OF, vec![subject.into()]).await?, self.vault())
                }
            }

            #[async_trait]
            impl Meta for $engine {
                async fn meta(&self, key: &str) -> Read<Option<String>> {
                    let rows: Vec<(String,)> = self.rows(q::META, vec![key.into()]).await?;
                    Ok(rows.into_iter().next().map(|(value,)| value))
                }
            }
        };
    };
}
pub(crate) use implement_reads;
