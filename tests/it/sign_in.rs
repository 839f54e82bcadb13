//! Staff signing in.

use reqwest::Client;
use tests::{Service, Staff, problem_code};

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_are_told_apart_by_nobody() {
    let service = Service::start().await;
    let http = Client::new();
    let name = &service.account("assistant").user_name;
    for (name, password) in [(name.as_str(), "wrong"), ("nobody", "wrong"), ("", ""), (name.as_str(), "")] {
        let response = Staff::try_sign_in(&service, &http, name, password).await;
        assert_eq!(response.status(), 401);
        assert_eq!(problem_code(response).await, "invalid_credentials");
    }
}

#[tokio::test]
async fn failures_lock_out_even_the_right_password_and_only_that_name() {
    let service = Service::start().await;
    let http = Client::new();
    let mut accounts = service.ready.staff.iter();
    let (victim, other) = (accounts.next().expect("one"), accounts.next().expect("two"));
    let mut locked = None;
    for attempt in 1..=20 {
        let response = Staff::try_sign_in(&service, &http, &victim.user_name, "wrong").await;
        let status = response.status();
        let code = problem_code(response).await;
        if code == "locked_out" {
            assert_eq!(status, 429);
            locked = Some(attempt);
            break;
        }
        assert_eq!((status.as_u16(), code.as_str()), (401, "invalid_credentials"), "attempt {attempt}");
    }
    assert!(
        locked.is_some_and(|attempt| attempt > 3),
        "a few mistakes are human, twenty are not: {locked:?}"
    );
    let right = Staff::try_sign_in(&service, &http, &victim.user_name, &victim.password).await;
    assert_eq!(problem_code(right).await, "locked_out", "the right password does not open a locked door");
    Staff::arrive(&service, other).await;
}

#[tokio::test]
async fn signing_out_ends_the_connection() {
    let service = Service::start().await;
    let assistant = Staff::arrive(&service, service.account("assistant")).await;
    let delete = assistant.http.delete(service.url("/api/v1/staff/session"));
    let delete = delete.header("cookie", &assistant.cookie).header("origin", service.url(""));
    assert_eq!(delete.send().await.expect("a response").status(), 204);
    assert_eq!(assistant.socket.closed().await, protocol::close::SESSION_ENDED);
    let get = assistant.http.get(service.url("/api/v1/staff/session")).header("cookie", &assistant.cookie);
    assert_eq!(problem_code(get.send().await.expect("a response")).await, "not_signed_in");
}
