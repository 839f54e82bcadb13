//! Which message is which action, and who may send it.

use std::sync::Arc;

use protocol::{ClientMessage, ServerMessage};
use scheduler::{SessionId, StaffId};
use tokio::sync::mpsc;

use super::Peer;
use crate::actions;
use crate::app::App;
use crate::hub::{Outgoing, text};
use crate::refusal::Refusal;

/// Carries out one message. Returning `Ok` means: committed.
pub async fn handle(
    app: &Arc<App>,
    peer: &Peer,
    message: ClientMessage,
    reply: &mpsc::Sender<Outgoing>,
) -> Result<(), Refusal> {
    if let ClientMessage::CallOffer { call_id, sdp } = message {
        let answer = actions::call_offer(app, peer, &call_id, &sdp).await?;
        let _ = reply.send(text(&ServerMessage::CallAnswer { call_id, sdp: answer })).await;
        return Ok(());
    }
    if let ClientMessage::PrewarmOffer { sdp } = message {
        let (id, answer) = actions::prewarm_offer(app, peer, &sdp).await?;
        let answer = ServerMessage::PrewarmAnswer { id: id.to_string(), sdp: answer };
        let _ = reply.send(text(&answer)).await;
        return Ok(());
    }
    match (peer, message) {
        (_, ClientMessage::MediaState { audio, video }) => {
            actions::media_state(app, peer, audio, video).await
        }
        (_, ClientMessage::ThirdPartyShown { third_party_id }) => {
            actions::third_party_shown(app, peer, &third_party_id).await
        }
        (_, ClientMessage::VerifyCode { code }) => actions::verify_code(app, peer, &code).await,
        (Peer::Citizen(session), message) => citizen(app, *session, message).await,
        (Peer::Staff(staff), message) => self::staff(app, *staff, message).await,
    }
}

async fn citizen(app: &App, session: SessionId, message: ClientMessage) -> Result<(), Refusal> {
    match message {
        ClientMessage::SetLanguage { language } => actions::set_language(app, session, language).await,
        ClientMessage::Identify(identify) => actions::identify(app, session, identify).await,
        ClientMessage::JoinQueue {} => actions::join_queue(app, session).await,
        ClientMessage::LeaveQueue {} => actions::leave_queue(app, session).await,
        ClientMessage::RequestTurnNotice { phone, consent } => {
            actions::request_turn_notice(app, session, &phone, consent).await
        }
        ClientMessage::CancelTurnNotice {} => actions::cancel_turn_notice(app, session).await,
        ClientMessage::ConfirmPresence {} => actions::confirm_presence(app, session).await,
        ClientMessage::EnterCall {} => actions::enter_call(app, session).await,
        ClientMessage::LeaveCall {} => actions::leave_call(app, session).await,
        ClientMessage::RefuseObserver {} => actions::refuse_observer(app, session).await,
        ClientMessage::SubmitContact { phone, email } => {
            actions::submit_contact(app, session, &phone, &email).await
        }
        _ => Err(Refusal::code("forbidden")),
    }
}

async fn staff(app: &App, staff: StaffId, message: ClientMessage) -> Result<(), Refusal> {
    match message {
        ClientMessage::SetAvailability { availability } => {
            actions::set_availability(app, staff, availability).await
        }
        ClientMessage::InviteInterpreter { staff_id } => {
            actions::invite_interpreter(app, staff, &staff_id).await
        }
        ClientMessage::DismissInterpreter {} => actions::dismiss_interpreter(app, staff).await,
        ClientMessage::AnswerInvitation { accept } => actions::answer_invitation(app, staff, accept).await,
        ClientMessage::ObserveCall { call_id } => actions::observe_call(app, staff, &call_id).await,
        ClientMessage::LeaveCall {} => actions::leave_as_third_party(app, staff).await,
        ClientMessage::RequestContact {} => actions::request_contact(app, staff).await,
        ClientMessage::SendCode {} => actions::send_code(app, staff).await,
        ClientMessage::TakeStill { kind } => actions::take_still(app, staff, kind).await,
        ClientMessage::SetCheck { check, state } => actions::set_check(app, staff, &check, state).await,
        ClientMessage::Decide { decision } => actions::decide(app, staff, decision).await,
        ClientMessage::ResendMessage { message_id } => actions::resend_message(app, staff, &message_id).await,
        ClientMessage::DismissMessage { message_id } => {
            actions::dismiss_message(app, staff, &message_id).await
        }
        ClientMessage::FinishWrapUp { next } => actions::finish_wrap_up(app, staff, next).await,
        ClientMessage::CloseOffice(order) => actions::close_office(app, staff, order).await,
        ClientMessage::LiftClosure { closure_id } => actions::lift_closure(app, staff, &closure_id).await,
        ClientMessage::Announce { text, until } => actions::announce(app, staff, text, until).await,
        ClientMessage::TakeDownAnnouncement {} => actions::take_down_announcement(app, staff).await,
        _ => Err(Refusal::code("forbidden")),
    }
}
