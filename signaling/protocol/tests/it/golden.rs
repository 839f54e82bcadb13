//! One committed example of every message. A difference is a change of the protocol: is it meant, is it in `docs/PROTOCOL.md`?

use chrono::{DateTime, NaiveDate, Utc};
use protocol::*;

fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_419_000 + second, 0).expect("valid")
}

fn estimate() -> WaitEstimate {
    WaitEstimate {
        p10: 240,
        p50: 480,
        p80: 660,
        p90: 720,
        p_served_before_close: 0.98,
        quality: EstimateQuality::Learned,
    }
}

fn told(message: WaitMessage) -> WaitTold {
    WaitTold {
        message,
        range: Some(MinuteRange { low: 4, high: 15 }),
        window: Some(PromisedWindow { from: Some(at(180)), until: at(780) }),
        revised: Some(Revision::Later),
        closing: ClosingChance::Likely,
        fewer_assistants: true,
        may_be_passed: true,
    }
}

fn no_assistants() -> WaitTold {
    let message = WaitMessage::NoAssistants;
    WaitTold {
        range: None,
        window: None,
        revised: None,
        closing: ClosingChance::Fine,
        fewer_assistants: false,
        may_be_passed: false,
        ..told(message)
    }
}

fn wall(hour: u32) -> chrono::NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 23).and_then(|day| day.and_hms_opt(hour, 0, 0)).expect("valid")
}

fn public_text() -> PublicText {
    PublicText { es: "Avería eléctrica".into(), en: Some("Power cut".into()) }
}

fn hex(digit: char) -> String {
    digit.to_string().repeat(32)
}

/// Every client message; the match in `covers_every_client_variant` keeps it complete.
pub fn client_messages() -> Vec<ClientMessage> {
    let date = NaiveDate::from_ymd_opt(2031, 5, 17).expect("valid");
    let identify = |proof| {
        ClientMessage::Identify(Identify {
            document: "12345678Z".into(),
            proof,
            procedure: Procedure::Registration,
            consent_recording: true,
            own_behalf_and_adult: true,
        })
    };
    vec![
        ClientMessage::Pong {},
        ClientMessage::SetLanguage { language: Language::CaValencia },
        identify(DocumentProof::ValidityDate { date }),
        identify(DocumentProof::IssueDate { date }),
        identify(DocumentProof::SupportNumber { value: "E00123456".into() }),
        ClientMessage::JoinQueue {},
        ClientMessage::LeaveQueue {},
        ClientMessage::RequestTurnNotice { phone: "612345678".into(), consent: true },
        ClientMessage::CancelTurnNotice {},
        ClientMessage::ConfirmPresence {},
        ClientMessage::EnterCall {},
        ClientMessage::LeaveCall {},
        ClientMessage::RefuseObserver {},
        ClientMessage::ThirdPartyShown { third_party_id: hex('f') },
        ClientMessage::InviteInterpreter { staff_id: hex('b') },
        ClientMessage::DismissInterpreter {},
        ClientMessage::AnswerInvitation { accept: true },
        ClientMessage::ObserveCall { call_id: hex('c') },
        ClientMessage::SubmitContact { phone: "612345678".into(), email: "ana@example.es".into() },
        ClientMessage::VerifyCode { code: "123456".into() },
        ClientMessage::CallOffer { call_id: hex('c'), sdp: "v=0\r\n".into() },
        ClientMessage::PrewarmOffer { sdp: "v=0\r\n".into() },
        ClientMessage::MediaState { audio: true, video: false },
        ClientMessage::SetAvailability { availability: RequestedAvailability::Available },
        ClientMessage::RequestContact {},
        ClientMessage::SendCode {},
        ClientMessage::TakeStill { kind: StillKind::Front },
        ClientMessage::SetCheck { check: "document_front".into(), state: CheckState::Passed },
        ClientMessage::Decide { decision: Decision::Approved {} },
        ClientMessage::Decide { decision: Decision::Rejected { reason: "invalid_document".into() } },
        ClientMessage::Decide { decision: Decision::Interrupted { reason: "poor_image_or_sound".into() } },
        ClientMessage::ResendMessage { message_id: hex('e') },
        ClientMessage::DismissMessage { message_id: hex('e') },
        ClientMessage::FinishWrapUp { next: RequestedAvailability::Break },
        ClientMessage::CloseOffice(CloseOffice {
            from: None,
            until: Some(wall(12)),
            reason: public_text(),
            queue: ClosingQueue::Serve,
        }),
        ClientMessage::LiftClosure { closure_id: hex('e') },
        ClientMessage::Announce { text: public_text(), until: Some(wall(14)) },
        ClientMessage::TakeDownAnnouncement {},
    ]
}

fn citizen(state: TicketState) -> ServerMessage {
    ServerMessage::Citizen {
        state: CitizenState {
            language: Language::Es,
            test_pass: Some(TestPassView { level: TestLevel::Good, valid_until: at(3600) }),
            identification: Some(IdentificationView {
                document_masked: "***4567**".into(),
                procedure: Procedure::Registration,
            }),
            ticket: Some(TicketView {
                id: hex('a'),
                joined_at: at(0),
                state,
                prewarm: false,
                turn_notice: Some(TurnNoticeView {
                    phone_masked: Some("•••••••••678".into()), sent: false
                }),
            }),
        },
    }
}

fn in_call(contact: ContactStep) -> ServerMessage {
    let peer = PeerView { connected: true, audio: true, video: true, line: LineView::default() };
    let line = LineView { quality: LineQuality::Fair, picture: PictureShown::Reduced };
    citizen(TicketState::InCall {
        call_id: hex('c'),
        prewarmed: Some(hex('f')),
        since: at(60),
        peer,
        line,
        contact,
        recording: RecordingState::Recording,
        third: Some(third(ThirdPartyRole::Observer, ThirdPartyState::Announced)),
    })
}

fn peer() -> PeerView {
    PeerView { connected: true, audio: true, video: true, line: LineView::default() }
}

fn third(role: ThirdPartyRole, state: ThirdPartyState) -> ThirdPartyView {
    ThirdPartyView { id: hex('f'), role, display_name: "Nora".into(), state, peer: peer() }
}

fn desk() -> ThirdPartyDesk {
    ThirdPartyDesk {
        call_id: hex('c'),
        role: ThirdPartyRole::Interpreter,
        state: ThirdPartyState::Present { from: at(70) },
        since: at(65),
        procedure: Procedure::Registration,
        language: Language::En,
        assistant_name: "Marta".into(),
        citizen: peer(),
        assistant: peer(),
        line: LineView::default(),
    }
}

fn result() -> ResultView {
    ResultView {
        outcome: "approved".into(),
        reason: None,
        at: at(600),
        level: Some("basic".into()),
        activation_code: Some("K7QW-M2PX-9".into()),
        phone_masked: Some("+34 6** *** *78".into()),
    }
}

pub fn connection_test() -> ConnectionTestView {
    ConnectionTestView {
        state: "finished".into(),
        elapsed_ms: 8000,
        duration_ms: 8000,
        level: Some(TestLevel::Usable),
        reasons: vec!["high_rtt".into()],
        rtt_ms: Some(210.5),
        signaling_rtt_ms: Some(190.0),
        up: PathView { jitter_ms: Some(4.0), loss_pct: Some(0.5), bitrate_kbps: Some(1480.0) },
        down: PathView::default(),
        transport: Some("udp".into()),
        video: Some(VideoView {
            width: 1280,
            height: 720,
            frames: 230,
            black: Some(false),
            frozen: Some(false),
        }),
        audio_level_dbov: Some(-22.0),
        speakers_heard: Some(true),
    }
}

fn call_file(code: CodeView) -> CallFile {
    CallFile {
        call_id: hex('c'),
        prewarmed: None,
        ticket_id: hex('a'),
        since: at(60),
        procedure: Procedure::Registration,
        language: Language::Es,
        waited_seconds: 410,
        document: "12345678Z".into(),
        document_kind: "dni".into(),
        proof_kind: "validity_date".into(),
        proof_value: "2031-05-17".into(),
        duplicate_document: false,
        connection_test: Some(connection_test()),
        peer: PeerView {
            connected: true,
            audio: true,
            video: true,
            line: LineView { quality: LineQuality::Poor, picture: PictureShown::Stills },
        },
        line: LineView::default(),
        third: Some(third(ThirdPartyRole::Interpreter, ThirdPartyState::Invited { deadline: at(90) })),
        recording: RecordingState::Failed,
        recording_reason: Some("disk_full".into()),
        challenge: "show_fingers".into(),
        challenge_value: Some(3),
        checks: vec![CheckView { check: "own_behalf".into(), state: CheckState::Pending }],
        stills: vec![StillView {
            id: hex('d'),
            kind: StillKind::Front,
            width: 1280,
            height: 720,
            taken_at: at(90),
            url: format!("/api/v1/stills/{}", hex('d')),
            flaws: vec![StillFlaw::Blurred, StillFlaw::Glare],
        }],
        contact: Some(ContactView { phone: "+34612345678".into(), email: "ana@example.es".into() }),
        code,
        missing_for_approval: vec!["still_back".into()],
        reject_reasons: vec!["invalid_document".into()],
        interrupt_reasons: vec!["poor_image_or_sound".into()],
        outcome: None,
        confirmation: None,
    }
}

fn staff(code: CodeView) -> ServerMessage {
    ServerMessage::Staff {
        state: StaffState {
            user: StaffUser {
                id: hex('b'),
                user_name: "marta".into(),
                display_name: "Marta".into(),
                roles: vec!["assistant".into()],
            },
            availability: AvailabilityView::InCall,
            since: at(60),
            prewarm: true,
            ring: Some(RingView {
                ticket_id: hex('a'),
                procedure: Procedure::PhoneChange,
                language: Language::En,
                waited_seconds: 410,
                deadline: at(45),
            }),
            call: Some(call_file(code)),
            third: Some(desk()),
        },
    }
}

fn messages() -> MessagesView {
    MessagesView {
        now: at(0),
        today: vec![MessageCount { state: "delivered".into(), count: 12 }],
        attention: vec![MessageView {
            id: hex('e'),
            kind: "confirmation".into(),
            phone_masked: "•••••••••678".into(),
            created_at: at(0),
            state: "failed".into(),
            since: at(3),
            reason: Some("sms_blocked".into()),
            gateway: Some("smsc".into()),
            attempts: 1,
            is_resend: false,
            can_resend: true,
        }],
        attention_limit: 100,
        gateways: vec![GatewayView {
            name: "smsc".into(),
            kind: "smpp".into(),
            up: true,
            connected: Some(true),
            accepted: 12,
            rejected: 1,
            put_off: 2,
            ambiguous: 0,
            delivered: 11,
            undelivered: 0,
        }],
    }
}

fn supervision() -> Supervision {
    Supervision {
        closures: vec![ClosureView {
            id: hex('e'),
            from: at(9_000),
            until: at(18_000),
            reason: public_text(),
            queue: ClosingQueue::Tell,
            running: false,
            closed_by: "Lucía".into(),
            closed_at: at(0),
        }],
        announcement: Some(AnnouncementView {
            text: public_text(),
            until: None,
            put_up_by: "Lucía".into(),
            put_up_at: at(0),
        }),
        roster_version: 4,
        attendance: vec![Attendance {
            assistant_id: hex('b'),
            planned: PlannedState::Work,
            availability: AvailabilityView::Offline,
        }],
        queued: 3,
        served: 1,
        drain_minutes: 30,
    }
}

/// Every server message; the match in `covers_every_server_variant` keeps it complete.
pub fn server_messages() -> Vec<ServerMessage> {
    let status = OfficeStatus {
        now: at(0),
        open: true,
        next_opening: at(86_400),
        next_closing: at(18_000),
        estimate: Some(estimate()),
        told: Some(told(WaitMessage::Soon)),
        closure: Some(ClosureNotice {
            from: at(9_000),
            until: at(18_000),
            reason: public_text(),
            serving_until: Some(at(10_800)),
        }),
        announcement: Some(PublicText { es: "Mañana cerramos a las 13:00".into(), en: None }),
        demo_clock: false,
    };
    let board = Board {
        now: at(0),
        waiting: 3,
        longest_wait_seconds: 600,
        in_call: 1,
        available: 0,
        approved_today: 5,
        not_approved_today: 1,
        left_today: 1,
        newcomer: Some(estimate()),
        fewer_assistants: false,
        assistants: vec![BoardAssistant {
            display_name: "Marta".into(),
            availability: AvailabilityView::InCall,
            since: at(0),
        }],
        tickets: vec![BoardTicket {
            short_id: "aaaaaa".into(),
            state: "waiting".into(),
            procedure: Procedure::Registration,
            joined_at: at(0),
            position: Some(1),
            told: Some(told(WaitMessage::LessThan { minutes: 15 })),
            connected: true,
            call_id: Some(hex('c')),
            third: Some(ThirdPartyRole::Observer),
        }],
    };
    let error = WireError {
        re: Some(7),
        code: "code_wrong".into(),
        field: Some("code".into()),
        attempts_left: Some(3),
        reference: "k3v9x2".into(),
    };
    vec![
        ServerMessage::Welcome {
            protocol: SUBPROTOCOL.into(),
            heartbeat_seconds: 10,
            max_frame_bytes: 65_536,
        },
        ServerMessage::Ping {},
        ServerMessage::Ack { re: 7 },
        ServerMessage::Error(error),
        ServerMessage::OpenedElsewhere {},
        ServerMessage::ShuttingDown {},
        ServerMessage::Office { status },
        citizen(TicketState::Waiting {
            position: 3,
            estimate: Some(estimate()),
            told: told(WaitMessage::About { minutes: 8, less_than: 12 }),
        }),
        citizen(TicketState::Waiting {
            position: 60,
            estimate: Some(estimate()),
            told: told(WaitMessage::OverAnHour { likely: true }),
        }),
        citizen(TicketState::Waiting { position: 1, estimate: None, told: no_assistants() }),
        citizen(TicketState::Called { deadline: at(45), missed_rings: 0 }),
        citizen(TicketState::Held { reason: "missed_ring".into(), until: at(300) }),
        in_call(ContactStep::NotRequested),
        in_call(ContactStep::Requested),
        in_call(ContactStep::Given { phone: "+34612345678".into(), email: "ana@example.es".into() }),
        in_call(ContactStep::CodeSent {
            phone_masked: "+34 6** *** *78".into(),
            expires_at: at(900),
            attempts_left: 5,
        }),
        in_call(ContactStep::Verified { phone_masked: "+34 6** *** *78".into() }),
        citizen(TicketState::Done(result())),
        citizen(TicketState::Left { reason: "no_show".into() }),
        ServerMessage::CallAnswer { call_id: hex('c'), sdp: "v=0\r\n".into() },
        ServerMessage::PrewarmAnswer { id: hex('f'), sdp: "v=0\r\n".into() },
        staff(CodeView::NotRequested),
        staff(CodeView::AwaitingContact),
        staff(CodeView::Ready),
        staff(CodeView::Sent { expires_at: at(900), attempts_left: 5, delivery: "submitted".into() }),
        staff(CodeView::Void { reason: "code_expired".into() }),
        staff(CodeView::Verified),
        ServerMessage::Board { board },
        ServerMessage::Messages { messages: messages() },
        ServerMessage::Supervision { state: supervision() },
    ]
}

#[test]
fn client_messages_keep_their_shape() {
    insta::assert_json_snapshot!(client_messages());
}

#[test]
fn server_messages_keep_their_shape() {
    insta::assert_json_snapshot!(server_messages());
}

fn tag(value: &impl serde::Serialize) -> String {
    let json = serde_json::to_value(value).expect("serialise");
    json["type"].as_str().expect("tag").to_owned()
}

/// Names of the variants as the generated TypeScript has them, so that a new variant without an example fails.
fn tags_of<T: ts_rs::TS>() -> std::collections::BTreeSet<String> {
    let declaration = T::decl(&ts_rs::Config::new());
    let quoted = declaration.split("\"type\": \"").skip(1);
    quoted.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

#[test]
fn every_client_variant_has_an_example() {
    let shown = client_messages().iter().map(tag).collect();
    assert_eq!(tags_of::<ClientMessage>(), shown);
}

#[test]
fn every_server_variant_has_an_example() {
    let shown = server_messages().iter().map(tag).collect();
    assert_eq!(tags_of::<ServerMessage>(), shown);
}
