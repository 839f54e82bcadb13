//! A provider's HTTP interface, played by the test: scripted answers, what it was asked, callbacks caught.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use tokio::sync::Notify;

/// One request as it came in.
#[derive(Debug, Clone)]
pub struct Seen {
    pub method: String,
    pub path: String,
    pub query: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// What it answers next.
#[derive(Debug, Clone)]
pub enum Reply {
    Answer(u16, &'static str, String),
    /// Reads the request and never answers.
    Silence,
}

#[derive(Default)]
struct Inner {
    replies: Mutex<VecDeque<Reply>>,
    seen: Mutex<Vec<Seen>>,
    came: Notify,
}

/// The server; gone with the test's runtime.
#[derive(Clone)]
pub struct StandIn {
    inner: Arc<Inner>,
    pub url: String,
}

impl StandIn {
    pub async fn start() -> Self {
        let inner = Arc::<Inner>::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(answer).with_state(Arc::clone(&inner));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { inner, url }
    }

    /// Answers so next; without a script 204.
    pub fn reply(&self, status: u16, body: impl Into<String>) {
        let reply = Reply::Answer(status, "application/json", body.into());
        self.inner.replies.lock().unwrap().push_back(reply);
    }

    pub fn reply_with(&self, reply: Reply) {
        self.inner.replies.lock().unwrap().push_back(reply);
    }

    /// Everything asked so far.
    pub fn seen(&self) -> Vec<Seen> {
        self.inner.seen.lock().unwrap().clone()
    }

    /// Everything asked, once it is so much.
    pub async fn seen_after(&self, count: usize) -> Vec<Seen> {
        loop {
            let came = self.inner.came.notified();
            let seen = self.seen();
            if seen.len() >= count {
                return seen;
            }
            came.await;
        }
    }
}

async fn answer(State(inner): State<Arc<Inner>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
    inner.seen.lock().unwrap().push(Seen {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: parts.headers,
        body,
    });
    inner.came.notify_waiters();
    let reply = inner.replies.lock().unwrap().pop_front();
    match reply {
        None => StatusCode::NO_CONTENT.into_response(),
        Some(Reply::Silence) => std::future::pending().await,
        Some(Reply::Answer(status, kind, body)) => {
            let status = StatusCode::from_u16(status).unwrap();
            (status, [("content-type", kind), ("retry-after", "17")], body).into_response()
        }
    }
}
