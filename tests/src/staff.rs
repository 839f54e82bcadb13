//! A member of staff's browser, as far as the service can see it.

use protocol::{CallFile, ClientMessage, RequestedAvailability, StaffState};
use reqwest::{Client, Response};
use serde_json::json;

use crate::{Account, Camera, Service, Socket, citizen::session_cookie};

/// Somebody who is signed in and connected.
pub struct Staff {
    /// HTTP client without a cookie jar.
    pub http: Client,
    /// `vt_staff=…`.
    pub cookie: String,
    /// The connection.
    pub socket: Socket,
}

impl Staff {
    /// Signs in and connects.
    pub async fn arrive(service: &Service, account: &Account) -> Self {
        let http = Client::new();
        let response = Self::try_sign_in(service, &http, &account.user_name, &account.password).await;
        assert_eq!(response.status(), 200, "seeded staff can sign in");
        let cookie = session_cookie(&response);
        let request = Socket::handshake(service, "/api/v1/staff/ws", &cookie);
        let socket = Socket::connect(request).await.expect("a staff connection");
        Self { http, cookie, socket }
    }

    /// Sends a name and a password.
    pub async fn try_sign_in(service: &Service, http: &Client, user_name: &str, password: &str) -> Response {
        Self::try_sign_in_at(&service.url(""), http, user_name, password).await
    }

    /// The same with the origin of the service given.
    pub async fn try_sign_in_at(origin: &str, http: &Client, user_name: &str, password: &str) -> Response {
        let body = json!({ "user_name": user_name, "password": password }).to_string();
        let post =
            http.post(format!("{origin}/api/v1/staff/session")).header("content-type", "application/json");
        post.header("origin", origin).body(body).send().await.expect("a response")
    }

    /// What a path of the service yields to this person.
    pub async fn get(&self, service: &Service, path: &str) -> Vec<u8> {
        let get = self.http.get(service.url(path)).header("cookie", &self.cookie);
        let response = get.send().await.expect("a response");
        assert_eq!(response.status(), 200, "{path}");
        response.bytes().await.expect("a body").to_vec()
    }

    /// Says "available".
    pub async fn available(&self) {
        let availability = RequestedAvailability::Available;
        self.socket.request(ClientMessage::SetAvailability { availability }).await.expect("available");
    }

    /// Waits until the staff state yields a value.
    pub async fn until<T>(&self, what: &str, mut look: impl FnMut(&StaffState) -> Option<T>) -> T {
        self.socket.until(what, |seen| look(seen.staff.as_ref()?)).await
    }

    /// Waits until the running call's file yields a value.
    pub async fn until_call<T>(&self, what: &str, mut look: impl FnMut(&CallFile) -> Option<T>) -> T {
        self.until(what, |state| look(state.call.as_ref()?)).await
    }

    /// Connects a camera to the call.
    pub async fn connect_media(socket: &Socket, call_id: &str) -> Camera {
        let camera = Camera::open().await;
        let sdp = camera.offer().await;
        socket
            .request(ClientMessage::CallOffer { call_id: call_id.to_owned(), sdp })
            .await
            .expect("an answer");
        let answer = socket.until("the answer", |seen| seen.answers.get(call_id).cloned()).await;
        camera.accept(answer).await;
        camera
    }
}
