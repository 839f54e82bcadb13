//! Records to test with. Ids are drawn from a seeded generator, so a failure repeats itself.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rand::rngs::StdRng;
use rand::{CryptoRng, Rng, SeedableRng};
use registration::{
    ActivationCode, CheckKind, CheckState, Contact, DocumentProof, Identification, IdentityDocument, Level,
    Registration, Sensitive, StillKind, VerificationCase,
};
use scheduler::{CallId, Language, Policy, Procedure, SessionId, Skills, StaffId, Ticket, TicketId};
use serde_json::json;
use store::{
    AuditEntry, CallRecord, Change, ChangeSet, ClosureId, Identified, LoginState, OutboxId, OutboxMessage,
    RegistrationId, RegistrationRecord, Role, SessionRecord, StaffRecord, StillFacts, StillId, StillQuality,
    StillRecord, Store, TestPass, TokenHash,
};

/// 23 November 2026, 09:30 in Madrid, with microseconds.
pub fn start() -> DateTime<Utc> {
    DateTime::from_timestamp_micros(1_795_422_600_123_456).unwrap()
}

pub fn after(seconds: i64) -> DateTime<Utc> {
    start() + TimeDelta::seconds(seconds)
}

pub const ANA: &str = "12345678Z";
pub const BORIS: &str = "X1234567L";
pub const PHONE: &str = "+34612345678";
pub const OTHER_PHONE: &str = "+34698765432";

pub fn document(text: &str) -> IdentityDocument {
    text.parse().unwrap()
}

pub fn identification(text: &str) -> Identification {
    let proof = match document(text) {
        IdentityDocument::Dni(_) => {
            let day = |year| NaiveDate::from_ymd_opt(year, 3, 1).unwrap();
            DocumentProof::validity_date(day(2030), day(2026)).unwrap()
        }
        IdentityDocument::Nie(_) => DocumentProof::support_number("E00123456").unwrap(),
    };
    Identification::new(document(text), proof).unwrap()
}

pub struct World(StdRng);

impl World {
    pub fn new(seed: u64) -> Self {
        Self(StdRng::seed_from_u64(seed))
    }

    pub fn rng(&mut self) -> &mut impl Rng {
        &mut self.0
    }

    pub fn closure_id(&mut self) -> ClosureId {
        ClosureId::random(&mut self.0)
    }

    pub fn key_rng(&mut self) -> &mut impl CryptoRng {
        &mut self.0
    }

    pub fn token(&mut self) -> TokenHash {
        let mut token = [0; 16];
        self.0.fill_bytes(&mut token);
        TokenHash::of(&token)
    }

    /// A session that has only arrived.
    pub fn session(&mut self) -> SessionRecord {
        SessionRecord {
            id: SessionId::random(&mut self.0),
            token_hash: self.token(),
            created_at: start(),
            last_seen: after(1),
            language: Language::CaValencia,
            test: None,
            identified: None,
        }
    }

    /// A session that has passed the test and typed a document.
    pub fn identified(&mut self, text: &str) -> SessionRecord {
        SessionRecord {
            test: Some(TestPass {
                verdict: json!({"verdict": "good", "rtt_ms": 12.5}),
                valid_until: after(3600),
            }),
            identified: Some(Identified {
                identification: identification(text),
                procedure: Procedure::Registration,
                consent_at: after(2),
            }),
            ..self.session()
        }
    }

    pub fn ticket(&mut self, session: SessionId, joined_at: DateTime<Utc>) -> Ticket {
        Ticket::join(TicketId::random(&mut self.0), session, Procedure::Registration, Language::Es, joined_at)
    }

    pub fn staff(&mut self, user_name: &str) -> StaffRecord {
        StaffRecord {
            id: StaffId::random(&mut self.0),
            user_name: user_name.to_owned(),
            display_name: format!("{user_name} Llorens Ibáñez"),
            password_hash: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA".to_owned(),
            roles: BTreeSet::from([Role::Assistant]),
            skills: Skills::all_procedures(),
            login: LoginState::default(),
        }
    }

    /// A citizen in the queue.
    pub async fn queued(
        &mut self,
        store: &dyn Store,
        text: &str,
        joined_at: DateTime<Utc>,
    ) -> (SessionRecord, Ticket) {
        let session = self.identified(text);
        let ticket = self.ticket(session.id, joined_at);
        let changes = [Change::InsertSession(session.clone()), Change::InsertTicket(ticket.clone())];
        store.commit(ChangeSet::from_iter(changes)).await.unwrap();
        (session, ticket)
    }

    pub async fn hired(&mut self, store: &dyn Store, user_name: &str) -> StaffRecord {
        let staff = self.staff(user_name);
        store.commit(Change::UpsertStaff(staff.clone()).into()).await.unwrap();
        staff
    }

    /// A call that is being served: session, ticket in the call, assistant and call record stored.
    pub async fn in_call(&mut self, store: &dyn Store, text: &str, user_name: &str) -> (Ticket, CallRecord) {
        let (session, ticket) = self.queued(store, text, start()).await;
        let assistant = self.hired(store, user_name).await;
        let call = self.call(&session, &ticket, assistant.id);
        let policy = Policy::default();
        let ticket = ticket.call(assistant.id, after(5), &policy).unwrap().enter(call.id, after(9)).unwrap();
        let changes =
            [Change::UpdateTicket { ticket: ticket.clone(), expected: 1 }, Change::InsertCall(call.clone())];
        store.commit(ChangeSet::from_iter(changes)).await.unwrap();
        (ticket, call)
    }

    pub fn call(&mut self, session: &SessionRecord, ticket: &Ticket, assistant: StaffId) -> CallRecord {
        CallRecord {
            id: CallId::random(&mut self.0),
            ticket: ticket.id,
            session: session.id,
            assistant,
            started_at: after(9),
            ended_at: None,
            identification: session.identified.clone().unwrap().identification,
            case: VerificationCase::default(),
            connection_test: Some(json!({"verdict": "usable", "reasons": ["loss_up"]})),
        }
    }

    pub fn still(
        &mut self,
        call: CallId,
        kind: StillKind,
        taken_at: DateTime<Utc>,
        size: usize,
    ) -> StillRecord {
        let mut bytes = || {
            let mut bytes = vec![0; size];
            self.0.fill_bytes(&mut bytes);
            bytes
        };
        let (png, webp) = (bytes(), bytes());
        let quality = Some(StillQuality { sharpness: 412, glare_permille: 7 });
        let id = StillId::random(&mut self.0);
        let facts = StillFacts { id, call, kind, width: 1280, height: 720, taken_at, quality };
        StillRecord { facts, png, webp }
    }

    pub fn registration(
        &mut self,
        call: CallId,
        text: &str,
        phone: &str,
        at: DateTime<Utc>,
    ) -> RegistrationRecord {
        RegistrationRecord {
            id: RegistrationId::random(&mut self.0),
            call,
            procedure: Procedure::Registration,
            registration: Registration {
                document: document(text),
                phone: phone.parse().unwrap(),
                email: "ana.llorens@example.es".parse().unwrap(),
                level: Level::Basic,
                activation_code: ActivationCode::random(&mut self.0),
                decided_by: "staff:0123".to_owned(),
                at,
            },
            registered_at: at,
            phone_lost_at: None,
        }
    }

    pub fn sms(&mut self, call: Option<CallId>, created_at: DateTime<Utc>) -> OutboxMessage {
        OutboxMessage {
            id: OutboxId::random(&mut self.0),
            kind: "confirmation".to_owned(),
            to: Sensitive::new(PHONE.to_owned()),
            text: Sensitive::new("Cl@ve: 493817 es su código para la videollamada en curso.".to_owned()),
            call,
            ticket: None,
            resend_of: None,
            created_at,
            status: "queued".to_owned(),
            delivery: json!({"state": {"state": "queued"}}),
            due_at: Some(created_at),
            gateway: None,
            handled_at: None,
        }
    }
}

pub fn audit(at: DateTime<Utc>, subject: &str) -> AuditEntry {
    AuditEntry {
        at,
        actor: "staff:0123".to_owned(),
        action: "registration_approved".to_owned(),
        subject: subject.to_owned(),
        detail: json!({"document": ANA, "reasons": []}),
    }
}

/// A verification with something in every field.
pub fn full_case() -> VerificationCase {
    VerificationCase::default()
        .record_check(CheckKind::OwnBehalf, CheckState::Passed)
        .record_still(StillKind::Front)
        .set_challenge(registration::Challenge::ShowFingers { count: 3 })
        .set_contact(Contact {
            phone: PHONE.parse().unwrap(),
            email: "ana.llorens@example.es".parse().unwrap(),
        })
}
