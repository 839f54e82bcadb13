//! Requests that no page of ours sends.

use reqwest::Client;
use tests::{Camera, Citizen, Service, Socket, Staff, problem_code};

use crate::support::still_serves;

#[tokio::test]
async fn a_malformed_offer_is_refused_with_a_code() {
    let mut service = Service::start().await;
    let citizen = Citizen::arrive(&service).await;
    for sdp in ["", "hello", "v=0\r\n", "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\nm=video nine X\r\n"]
    {
        let response = citizen.post_offer(&service, sdp.to_owned()).await;
        assert_eq!(response.status(), 400, "for {sdp:?}");
        assert_eq!(problem_code(response).await, "malformed_sdp", "for {sdp:?}");
    }
    still_serves(&mut service).await;
}

#[tokio::test]
async fn an_offer_without_video_or_without_vp8_is_refused_with_its_code() {
    let service = Service::start().await;
    let citizen = Citizen::arrive(&service).await;
    let offer = Camera::open().await.offer().await;
    let without_video =
        offer.split("m=video").next().expect("the part before").replace("BUNDLE 0 1", "BUNDLE 0");
    let response = citizen.post_offer(&service, without_video).await;
    assert_eq!((response.status().as_u16(), problem_code(response).await), (400, "no_video".to_owned()));
    let response = citizen.post_offer(&service, offer.replace("VP8", "AV1")).await;
    assert_eq!((response.status().as_u16(), problem_code(response).await), (400, "no_vp8".to_owned()));
}

#[tokio::test]
async fn an_oversized_offer_is_refused() {
    let mut service = Service::start().await;
    let citizen = Citizen::arrive(&service).await;
    let offer = Camera::open().await.offer().await;
    let oversized =
        format!("{offer}{}", "a=x-padding:0123456789012345678901234567890123456789\r\n".repeat(20_000));
    let response = citizen.post_offer(&service, oversized).await;
    assert!(matches!(response.status().as_u16(), 400 | 413), "refused with {}", response.status());
    assert_eq!(problem_code(response).await, "sdp_too_large");
    still_serves(&mut service).await;
}

#[tokio::test]
async fn a_foreign_page_can_neither_connect_nor_sign_in() {
    let service = Service::start().await;
    let http = Client::new();
    let cookie = Citizen::new_session(&service, &http).await;
    for path in ["/api/v1/ws", "/api/v1/staff/ws"] {
        let mut request = Socket::handshake(&service, path, &cookie);
        request.headers_mut().insert("origin", "https://elsewhere.example".parse().expect("a header"));
        assert_eq!(Socket::connect(request).await.err(), Some(403), "{path} with a foreign Origin");
        let mut request = Socket::handshake(&service, path, &cookie);
        request.headers_mut().remove("origin");
        assert_eq!(Socket::connect(request).await.err(), Some(403), "{path} without an Origin");
    }
    let account = service.account("assistant");
    let body = format!(r#"{{"user_name":"{}","password":"{}"}}"#, account.user_name, account.password);
    let post = http.post(service.url("/api/v1/staff/session")).header("content-type", "application/json");
    let response =
        post.header("origin", "https://elsewhere.example").body(body).send().await.expect("a response");
    assert_eq!(response.status(), 403);
}

#[tokio::test]
async fn the_subprotocol_is_required() {
    let service = Service::start().await;
    let cookie = Citizen::new_session(&service, &Client::new()).await;
    let mut request = Socket::handshake(&service, "/api/v1/ws", &cookie);
    request.headers_mut().remove("sec-websocket-protocol");
    assert_eq!(Socket::connect(request).await.err(), Some(400));
}

#[tokio::test]
async fn invented_cookies_open_nothing() {
    let service = Service::start().await;
    let invented = "0123456789abcdef0123456789abcdef";
    for (path, name) in [("/api/v1/ws", "vt_session"), ("/api/v1/staff/ws", "vt_staff")] {
        for value in [invented, "", "x", "../../etc/passwd"] {
            let request = Socket::handshake(&service, path, &format!("{name}={value}"));
            assert_eq!(Socket::connect(request).await.err(), Some(401), "{path} with {name}={value}");
        }
    }
    let http = Client::new();
    for path in ["/api/v1/staff/session", &format!("/api/v1/stills/{invented}")] {
        let get = http.get(service.url(path)).header("cookie", format!("vt_staff={invented}"));
        let response = get.send().await.expect("a response");
        assert_eq!(
            (response.status().as_u16(), problem_code(response).await),
            (401, "not_signed_in".to_owned())
        );
    }
}

#[tokio::test]
async fn a_citizens_cookie_is_not_a_staff_cookie() {
    let service = Service::start().await;
    let cookie = Citizen::new_session(&service, &Client::new()).await;
    let value = cookie.split('=').nth(1).expect("a value");
    let request = Socket::handshake(&service, "/api/v1/staff/ws", &format!("vt_staff={value}"));
    assert_eq!(Socket::connect(request).await.err(), Some(401));
}

#[tokio::test]
async fn somebody_elses_connection_test_is_out_of_reach() {
    let service = Service::start().await;
    let (owner, stranger) = (Citizen::arrive(&service).await, Citizen::arrive(&service).await);
    let camera = Camera::open().await;
    let location = owner.offer_connection_test(&service, &camera).await;
    let get = stranger.http.get(service.url(&location)).header("cookie", &stranger.cookie);
    assert_eq!(get.send().await.expect("a response").status(), 404);
    let delete = stranger.http.delete(service.url(&location)).header("cookie", &stranger.cookie);
    assert_eq!(delete.send().await.expect("a response").status(), 404);
    let view = owner.connection_test_result(&service, &location).await;
    assert!(view.level.is_some(), "the owner's test went on: {view:?}");
}

#[tokio::test]
async fn unknown_addresses_and_methods_are_problem_documents() {
    let service = Service::start().await;
    let http = Client::new();
    let missing = http.get(service.url("/api/v1/nothing-here")).send().await.expect("a response");
    assert_eq!(missing.status(), 404);
    problem_code(missing).await;
    let test = format!("/api/v1/connection-tests/{}", "0".repeat(32));
    let missing = http.get(service.url(&test)).send().await.expect("a response");
    assert_eq!(missing.status(), 404);
    problem_code(missing).await;
}

#[tokio::test]
async fn pages_carry_a_strict_content_security_policy() {
    let service = Service::start().await;
    for path in ["/", "/console", "/inbox"] {
        let response = reqwest::get(service.url(path)).await.expect("a page");
        assert_eq!(response.status(), 200, "{path}");
        let headers = response.headers();
        let policy = headers["content-security-policy"].to_str().expect("text").to_owned();
        assert!(policy.contains("default-src 'self'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("unsafe-eval"), "{path}: {policy}");
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
    }
}

#[tokio::test]
async fn stills_are_for_staff_of_the_call_only() {
    let service = Service::start().await;
    let assistant = Staff::arrive(&service, service.account("assistant")).await;
    let url = service.url(&format!("/api/v1/stills/{}", "a".repeat(32)));
    let get = assistant.http.get(url).header("cookie", &assistant.cookie);
    assert_eq!(get.send().await.expect("a response").status(), 404, "an invented still does not exist");
}
