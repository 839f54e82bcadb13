//! The third party of a call: an interpreter who speaks for the two, an observer who only looks on. Never in silence: nothing
//! reaches a third party before both sides' pages have shown who joins.
//!
//! ```text
//!  Invited ─accept─▶ Announced ─told (both)─▶ Present ─▶ Ended
//!     └────────────────┴──────────── end ────────────────▲
//!               ▲ observe
//! ```

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{CallId, StaffId};
use crate::policy::Seconds;
use crate::text_enum::text_enum;
use crate::transition::IllegalTransition;

crate::opaque_id! {
    /// One person's being the third party of one call.
    ThirdPartyId
}

text_enum! {
    /// What a third party is there for.
    pub enum ThirdRole {
        /// Speaks for the two, at the citizen's wish; asked in by the assistant.
        Interpreter = "interpreter",
        /// A supervisor who looks on for quality and training, and sends nothing.
        Observer = "observer",
    }
}

text_enum! {
    /// Why it was over.
    pub enum ThirdEnd {
        /// Left by themselves.
        Left = "left",
        /// The interpreter said no.
        Declined = "declined",
        /// The interpreter did not answer in time.
        Unanswered = "unanswered",
        /// The assistant called the interpreter off.
        Dismissed = "dismissed",
        /// The citizen would rather not be observed.
        Refused = "refused",
        /// An interpreter was asked for: who helps goes before who looks on.
        GaveWay = "gave_way",
        /// The browser was gone for too long.
        Vanished = "vanished",
        /// The call was over.
        CallOver = "call_over",
    }
}

/// One of the two who must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// The person who is being registered.
    Citizen,
    /// Who verifies.
    Assistant,
}

/// Limits of third parties. There is one a call: an identity is verified between two, and a small screen holds three.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ThirdPartyPolicy {
    /// How long an interpreter is rung. 30 s: a colleague at the desk, while two people wait.
    pub invitation: Seconds,
    /// Time between the notice that somebody will observe and the first that reaches the observer. 5 s: to read two lines and
    /// say no.
    pub observer_notice: Seconds,
    /// How long a third party's browser may be gone. 60 s, as for the two sides.
    pub absence_grace: Seconds,
}

impl Default for ThirdPartyPolicy {
    fn default() -> Self {
        Self { invitation: Seconds(30), observer_notice: Seconds(5), absence_grace: Seconds(60) }
    }
}

/// A third party, from the invitation to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThirdParty {
    /// Opaque id.
    pub id: ThirdPartyId,
    /// The call.
    pub call: CallId,
    /// Who.
    pub staff: StaffId,
    /// What for.
    pub role: ThirdRole,
    /// Where it stands.
    pub state: ThirdState,
}

/// Where a third party stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum ThirdState {
    /// The interpreter is being asked.
    Invited {
        /// When the invitation began.
        since: DateTime<Utc>,
        /// After this it counts as unanswered.
        deadline: DateTime<Utc>,
    },
    /// Will join as soon as both sides' pages have said so.
    Announced {
        /// When it was decided.
        since: DateTime<Utc>,
        /// The citizen's page shows the notice.
        citizen_told: bool,
        /// The assistant's page shows the notice.
        assistant_told: bool,
    },
    /// Both know.
    Present {
        /// When it was decided.
        since: DateTime<Utc>,
        /// Picture and sound from this moment on.
        from: DateTime<Utc>,
    },
    /// Over.
    Ended {
        /// Why.
        reason: ThirdEnd,
        /// When.
        at: DateTime<Utc>,
    },
}

impl ThirdState {
    /// The state's stable name, as serialised.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Invited { .. } => "invited",
            Self::Announced { .. } => "announced",
            Self::Present { .. } => "present",
            Self::Ended { .. } => "ended",
        }
    }
}

type Next = Result<ThirdParty, IllegalTransition>;

impl ThirdParty {
    /// An interpreter is asked to come.
    #[must_use]
    pub fn invite(
        id: ThirdPartyId,
        call: CallId,
        staff: StaffId,
        now: DateTime<Utc>,
        policy: &ThirdPartyPolicy,
    ) -> Self {
        let state = ThirdState::Invited { since: now, deadline: now + policy.invitation.delta() };
        Self { id, call, staff, role: ThirdRole::Interpreter, state }
    }

    /// A supervisor will look on.
    #[must_use]
    pub const fn observe(id: ThirdPartyId, call: CallId, staff: StaffId, now: DateTime<Utc>) -> Self {
        Self { id, call, staff, role: ThirdRole::Observer, state: announced(now) }
    }

    /// When it ended, if it has.
    pub const fn ended_at(&self) -> Option<DateTime<Utc>> {
        match self.state {
            ThirdState::Ended { at, .. } => Some(at),
            _ => None,
        }
    }

    /// Whether it goes on.
    pub const fn is_live(&self) -> bool {
        self.ended_at().is_none()
    }

    /// Whether picture and sound may reach them.
    pub fn may_receive(&self, now: DateTime<Utc>) -> bool {
        matches!(self.state, ThirdState::Present { from, .. } if from <= now)
    }

    /// Whether the citizen turned this observer away; then nobody else asks again in the call.
    pub const fn was_refused(&self) -> bool {
        matches!(self.state, ThirdState::Ended { reason: ThirdEnd::Refused, .. })
    }

    /// Invited → Announced.
    pub fn accept(self, now: DateTime<Utc>) -> Next {
        match self.state {
            ThirdState::Invited { deadline, .. } if now <= deadline => Ok(self.into(announced(now))),
            _ => Err(self.illegal("accept")),
        }
    }

    /// A side's page shows the notice: Announced → Present once both do. Saying it again changes nothing.
    pub fn told(self, party: Party, now: DateTime<Utc>, policy: &ThirdPartyPolicy) -> Next {
        let ThirdState::Announced { since, citizen_told, assistant_told } = self.state else {
            return match self.state {
                ThirdState::Present { .. } => Ok(self),
                _ => Err(self.illegal("told")),
            };
        };
        let citizen_told = citizen_told || party == Party::Citizen;
        let assistant_told = assistant_told || party == Party::Assistant;
        if !(citizen_told && assistant_told) {
            return Ok(self.into(ThirdState::Announced { since, citizen_told, assistant_told }));
        }
        let from = match self.role {
            ThirdRole::Interpreter => now,
            ThirdRole::Observer => now + policy.observer_notice.delta(),
        };
        Ok(self.into(ThirdState::Present { since, from }))
    }

    /// Any live state → Ended.
    pub fn end(self, reason: ThirdEnd, now: DateTime<Utc>) -> Next {
        if self.is_live() {
            Ok(self.into(ThirdState::Ended { reason, at: now }))
        } else {
            Err(self.illegal("end"))
        }
    }

    /// The deadline that has passed, if one has. `absent_since`: the person's browser is gone.
    pub fn due(
        &self,
        now: DateTime<Utc>,
        absent_since: Option<DateTime<Utc>>,
        policy: &ThirdPartyPolicy,
    ) -> Option<ThirdEnd> {
        match self.state {
            ThirdState::Ended { .. } => None,
            ThirdState::Invited { deadline, .. } => (deadline < now).then_some(ThirdEnd::Unanswered),
            ThirdState::Announced { .. } | ThirdState::Present { .. } => {
                let gone = |since: DateTime<Utc>| since + policy.absence_grace.delta() <= now;
                absent_since.is_some_and(gone).then_some(ThirdEnd::Vanished)
            }
        }
    }

    fn into(self, state: ThirdState) -> Self {
        Self { state, ..self }
    }

    const fn illegal(&self, transition: &'static str) -> IllegalTransition {
        IllegalTransition::State { transition, state: self.state.name() }
    }
}

const fn announced(now: DateTime<Utc>) -> ThirdState {
    ThirdState::Announced { since: now, citizen_told: false, assistant_told: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use proptest::prelude::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(second)
    }

    fn ids() -> (ThirdPartyId, CallId, StaffId) {
        (ThirdPartyId::from_bytes([1; 16]), CallId::from_bytes([2; 16]), StaffId::from_bytes([3; 16]))
    }

    fn invited() -> ThirdParty {
        let (id, call, staff) = ids();
        ThirdParty::invite(id, call, staff, at(0), &ThirdPartyPolicy::default())
    }

    fn observer() -> ThirdParty {
        let (id, call, staff) = ids();
        ThirdParty::observe(id, call, staff, at(0))
    }

    #[test]
    fn an_interpreter_comes_when_both_know() {
        let policy = ThirdPartyPolicy::default();
        let third = invited().accept(at(10)).unwrap();
        let third = third.told(Party::Citizen, at(11), &policy).unwrap();
        assert!(!third.may_receive(at(100)));
        let third = third.told(Party::Citizen, at(12), &policy).unwrap();
        assert!(!third.may_receive(at(100)), "the same side twice is one side");
        let third = third.told(Party::Assistant, at(13), &policy).unwrap();
        assert!(third.may_receive(at(13)));
        assert_eq!(third.clone().told(Party::Citizen, at(14), &policy), Ok(third));
    }

    #[test]
    fn an_observer_waits_until_the_citizen_could_have_said_no() {
        let policy = ThirdPartyPolicy::default();
        let third = observer().told(Party::Assistant, at(1), &policy).unwrap();
        let third = third.told(Party::Citizen, at(2), &policy).unwrap();
        assert!(!third.may_receive(at(6)));
        assert!(third.may_receive(at(7)));
        let refused = third.end(ThirdEnd::Refused, at(8)).unwrap();
        assert!(refused.was_refused() && !refused.may_receive(at(9)));
    }

    #[test]
    fn an_invitation_runs_out_and_a_browser_may_be_gone_for_a_while() {
        let policy = ThirdPartyPolicy::default();
        assert_eq!(invited().due(at(30), None, &policy), None);
        assert_eq!(invited().due(at(31), None, &policy), Some(ThirdEnd::Unanswered));
        assert!(invited().accept(at(31)).is_err());
        let third = invited().accept(at(30)).unwrap();
        assert_eq!(third.due(at(500), None, &policy), None);
        assert_eq!(third.due(at(500), Some(at(441)), &policy), None);
        assert_eq!(third.due(at(500), Some(at(440)), &policy), Some(ThirdEnd::Vanished));
    }

    #[derive(Debug, Clone, Copy)]
    enum Step {
        Accept,
        Told(bool),
        End,
    }

    proptest! {
        /// Whatever happens in whatever order: nobody receives anything before both sides were told, nor after the end.
        #[test]
        fn nothing_reaches_a_third_party_in_silence(
            observes: bool,
            steps in prop::collection::vec(
                prop_oneof![
                    Just(Step::Accept),
                    any::<bool>().prop_map(Step::Told),
                    Just(Step::End),
                ],
                0..12,
            ),
        ) {
            let policy = ThirdPartyPolicy::default();
            let mut third = if observes { observer() } else { invited() };
            let (mut told, mut ended) = ([false; 2], false);
            for (second, step) in (1..).zip(steps) {
                let next = match step {
                    Step::Accept => third.clone().accept(at(second)),
                    Step::Told(citizen) => {
                        let party = if citizen { Party::Citizen } else { Party::Assistant };
                        third.clone().told(party, at(second), &policy)
                    }
                    Step::End => third.clone().end(ThirdEnd::Left, at(second)),
                };
                if let Ok(next) = next {
                    third = next;
                    match step {
                        Step::Told(citizen) => told[usize::from(citizen)] = true,
                        Step::End => ended = true,
                        Step::Accept => {}
                    }
                }
                let may = third.may_receive(at(1_000_000));
                prop_assert!(!may || (told == [true; 2] && !ended));
            }
        }
    }
}
