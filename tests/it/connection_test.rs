//! The connection test, taken by a WebRTC client that is not a browser.

use protocol::TestLevel;
use tests::{Camera, Citizen, Service};

#[tokio::test]
async fn a_webrtc_client_takes_it_over_http() {
    let service = Service::start().await;
    let citizen = Citizen::arrive(&service).await;
    let view = citizen.take_connection_test(&service).await;
    let video = view.video.expect("the service saw the camera");
    assert_eq!((video.width, video.height), (1280, 720));
    assert_eq!((video.black, video.frozen), (Some(false), Some(false)), "{view:?}");
    assert_eq!(view.transport.as_deref(), Some("udp"));
    assert!(view.audio_level_dbov.is_some_and(|level| (-30.0..=-10.0).contains(&level)), "{view:?}");
    assert!(view.up.bitrate_kbps.is_some_and(|rate| rate > 300.0), "{view:?}");
    assert!(matches!(view.level, Some(TestLevel::Good | TestLevel::Usable)), "{view:?}");
}

#[tokio::test]
async fn what_is_sent_comes_back() {
    let service = Service::start().await;
    let citizen = Citizen::arrive(&service).await;
    let camera = Camera::open().await;
    citizen.offer_connection_test(&service, &camera).await;
    camera.until_received(30).await;
}

#[tokio::test]
async fn a_test_without_media_is_insufficient_and_yields_no_pass() {
    let service = Service::start().await;
    let citizen = Citizen::arrive(&service).await;
    let response = citizen.post_offer(&service, Camera::open().await.offer().await).await;
    assert_eq!(response.status(), 201);
    let location = response.headers()["location"].to_str().expect("a path").to_owned();
    let view = citizen.connection_test_result(&service, &location).await;
    assert_eq!(view.level, Some(TestLevel::Insufficient));
    assert_eq!(view.reasons, ["no_media"]);
    assert_eq!(citizen.state().await.test_pass, None);
}

#[tokio::test]
async fn a_deleted_test_is_gone() {
    let service = Service::start().await;
    let citizen = Citizen::arrive(&service).await;
    let camera = Camera::open().await;
    let location = citizen.offer_connection_test(&service, &camera).await;
    let url = service.url(&location);
    let delete =
        citizen.http.delete(&url).header("cookie", &citizen.cookie).send().await.expect("a response");
    assert!(delete.status().is_success(), "{}", delete.status());
    let get = citizen.http.get(&url).header("cookie", &citizen.cookie).send().await.expect("a response");
    assert_eq!(get.status(), 404);
}
