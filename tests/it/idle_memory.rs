//! What an idle connection costs.

use reqwest::Client;
use tests::{Citizen, Service};

/// Enough that the service's own memory does not blur the figure.
const CONNECTIONS: u64 = 400;
/// DESIGN: about 6 kB for the socket's buffers; the rest is the actor, its outbox and the session. Sixteen times that
/// would mean that a default buffer came back.
const LIMIT_BYTES: u64 = 96 * 1024;

#[tokio::test]
async fn an_idle_connection_is_cheap() {
    let service = Service::start().await;
    let http = Client::new();
    let mut sockets = Vec::new();
    // The first connections pay for what all share.
    for _ in 0..20 {
        sockets.push(connect(&service, &http).await);
    }
    let before = service.resident_bytes();
    for _ in 0..CONNECTIONS {
        sockets.push(connect(&service, &http).await);
    }
    let each = service.resident_bytes().saturating_sub(before) / CONNECTIONS;
    println!("an idle WebSocket costs {each} bytes of resident memory ({CONNECTIONS} measured, dev build)");
    assert!(each < LIMIT_BYTES, "{each} bytes a connection");
}

async fn connect(service: &Service, http: &Client) -> tests::Socket {
    let cookie = Citizen::new_session(service, http).await;
    let socket = Citizen::connect(service, &cookie).await;
    socket.until("the first state", |seen| seen.citizen.clone()).await;
    socket
}
