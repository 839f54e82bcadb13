//! A citizen's browser, as far as the service can see it.

use protocol::{
    CitizenState, ClientMessage, ClientReport, ConnectionTestView, DocumentProof, Identify, Procedure,
    TestLevel, TicketState,
};
use reqwest::{Client, Response, header::SET_COOKIE};
use serde_json::Value;

use crate::{Camera, DEADLINE, Person, Service, Socket};

/// A citizen with a session and a connection.
pub struct Citizen {
    /// HTTP client without a cookie jar: the session cookie is put on by hand.
    pub http: Client,
    /// `vt_session=…`.
    pub cookie: String,
    /// The connection.
    pub socket: Socket,
}

impl Citizen {
    /// Opens a session and connects.
    pub async fn arrive(service: &Service) -> Self {
        let http = Client::new();
        let cookie = Self::new_session(service, &http).await;
        let socket = Self::connect(service, &cookie).await;
        Self { http, cookie, socket }
    }

    /// Asks for a session; its cookie as `name=value`.
    pub async fn new_session(service: &Service, http: &Client) -> String {
        let response = http.post(service.url("/api/v1/session")).send().await.expect("a session");
        assert_eq!(response.status(), 204, "a session is opened");
        session_cookie(&response)
    }

    /// Connects with a session cookie.
    pub async fn connect(service: &Service, cookie: &str) -> Socket {
        let request = Socket::handshake(service, "/api/v1/ws", cookie);
        Socket::connect(request).await.expect("a citizen's connection")
    }

    /// Connects again: after the service was restarted, or as a second tab.
    pub async fn reconnect(&mut self, service: &Service) {
        self.socket = Self::connect(service, &self.cookie).await;
    }

    /// Takes the connection test with real media and waits for the pass.
    pub async fn take_connection_test(&self, service: &Service) -> ConnectionTestView {
        let camera = Camera::open().await;
        let location = self.offer_connection_test(service, &camera).await;
        let report = ClientReport { speakers_heard: Some(true), signaling_rtt_ms: Some(5.0), relayed: None };
        let put = self.http.put(service.url(&format!("{location}/report"))).header("cookie", &self.cookie);
        let body = serde_json::to_string(&report).expect("JSON");
        let put = put.header("content-type", "application/json").body(body).send().await.expect("a report");
        assert_eq!(put.status(), 204, "the browser's part is taken");
        let view = self.connection_test_result(service, &location).await;
        assert_ne!(view.level, Some(TestLevel::Insufficient), "the connection test is passed: {view:?}");
        camera.close().await;
        self.socket.until("the test pass", |seen| seen.citizen.as_ref()?.test_pass.clone()).await;
        view
    }

    /// Offers a test and starts sending; its location.
    pub async fn offer_connection_test(&self, service: &Service, camera: &Camera) -> String {
        let offer = camera.offer().await;
        let response = self.post_offer(service, offer).await;
        assert_eq!(response.status(), 201, "the offer is accepted");
        let location = response.headers()["location"].to_str().expect("a path").to_owned();
        camera.accept(response.text().await.expect("an answer")).await;
        location
    }

    /// Posts an SDP offer to the connection test.
    pub async fn post_offer(&self, service: &Service, sdp: String) -> Response {
        let post = self.http.post(service.url("/api/v1/connection-tests")).header("cookie", &self.cookie);
        post.header("content-type", "application/sdp").body(sdp).send().await.expect("a response")
    }

    /// Waits for the end of a test.
    pub async fn connection_test_result(&self, service: &Service, location: &str) -> ConnectionTestView {
        let poll = async {
            let mut tick = tokio::time::interval(std::time::Duration::from_millis(250));
            loop {
                tick.tick().await;
                let get = self.http.get(service.url(location)).header("cookie", &self.cookie);
                let text = get.send().await.expect("a response").text().await.expect("a body");
                let view: ConnectionTestView = serde_json::from_str(&text).expect("a test view");
                if view.state == "finished" {
                    return view;
                }
            }
        };
        tokio::time::timeout(DEADLINE, poll).await.expect("the connection test ends in time")
    }

    /// What [`Person`] types into the identification page.
    pub fn identification(person: &Person) -> Identify {
        Identify {
            document: person.document.clone(),
            proof: DocumentProof::ValidityDate { date: person.valid_until.parse().expect("a date") },
            procedure: Procedure::Registration,
            consent_recording: true,
            own_behalf_and_adult: true,
        }
    }

    /// Passes the test, identifies and joins the queue.
    pub async fn join(&self, service: &Service, person: &Person) {
        self.take_connection_test(service).await;
        self.identify_and_join(person).await;
    }

    /// Identifies and joins; the test must have been passed. Returns once the place has been told, which may be a moment
    /// after it was acknowledged.
    pub async fn identify_and_join(&self, person: &Person) {
        self.socket.request(ClientMessage::Identify(Self::identification(person))).await.expect("identified");
        self.socket.request(ClientMessage::JoinQueue {}).await.expect("joined");
        self.until_ticket("the place", |_| Some(())).await;
    }

    /// Last state pushed, waiting for the first.
    pub async fn state(&self) -> CitizenState {
        self.socket.until("the citizen's state", |seen| seen.citizen.clone()).await
    }

    /// Waits until the ticket's state yields a value.
    pub async fn until_ticket<T>(&self, what: &str, mut look: impl FnMut(&TicketState) -> Option<T>) -> T {
        self.socket.until(what, |seen| look(&seen.citizen.as_ref()?.ticket.as_ref()?.state)).await
    }

    /// Answers the ring and enters; the call's id.
    pub async fn enter_call(&self) -> String {
        self.until_ticket("the ring", |state| matches!(state, TicketState::Called { .. }).then_some(()))
            .await;
        self.socket.request(ClientMessage::EnterCall {}).await.expect("entered");
        self.until_ticket("the call", |state| match state {
            TicketState::InCall { call_id, .. } => Some(call_id.clone()),
            _ => None,
        })
        .await
    }
}

/// `name=value` of the session cookie a response sets.
pub(crate) fn session_cookie(response: &Response) -> String {
    let cookie = response.headers().get(SET_COOKIE).expect("a cookie").to_str().expect("text");
    assert!(
        cookie.contains("HttpOnly"),
        "scripts must not see it: {}",
        cookie.split('=').next().unwrap_or_default()
    );
    assert!(cookie.contains("SameSite="), "it is not sent across sites");
    cookie.split(';').next().expect("name=value").to_owned()
}

/// `code` of a problem document (RFC 9457), checking that it is one.
pub async fn problem_code(response: Response) -> String {
    let kind = response.headers()["content-type"].to_str().expect("text").to_owned();
    assert!(kind.starts_with("application/problem+json"), "errors are problem documents, not {kind}");
    let body: Value = serde_json::from_str(&response.text().await.expect("a body")).expect("JSON");
    body["code"].as_str().expect("a code").to_owned()
}
