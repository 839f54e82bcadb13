//! Pictures taken from the stream.

use crate::client::Client;
use crate::{QUADRANTS, config, start};
use image::{GenericImageView, Rgba};
use media::{LegId, Media, MediaConfig, PictureQuality, RoomId, Side, Still, StillError};
use std::time::Duration;

async fn camera(media: &Media, patience: u32) -> (Client, LegId) {
    let (mut client, leg) = Client::call(media, RoomId::from(1), Side::Citizen).await;
    client.camera(QUADRANTS, patience);
    (client, leg)
}

fn assert_shows_the_quadrants(still: &Still) {
    assert_eq!((still.width, still.height), (640, 360));
    for bytes in [&still.png, &still.webp] {
        let picture = image::load_from_memory(bytes).unwrap();
        assert_eq!(picture.dimensions(), (640, 360));
        for (x, y, expected) in [
            (60, 60, [0xC0, 0x20, 0x20]),
            (580, 60, [0x20, 0xA0, 0x20]),
            (60, 300, [0x20, 0x20, 0xC0]),
            (580, 300, [0xE0, 0xE0, 0xE0]),
        ] {
            let Rgba([red, green, blue, _]) = picture.get_pixel(x, y);
            let close =
                [red, green, blue].iter().zip(expected).all(|(seen, drawn)| seen.abs_diff(drawn) < 12);
            assert!(close, "at {x},{y}: {red} {green} {blue}, drawn {expected:?}");
        }
    }
    assert_eq!(&still.png[1..4], b"PNG");
    assert!(still.webp.windows(QUADRANTS.len()).any(|window| window == QUADRANTS), "the evidence as it came");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_still_shows_what_the_camera_sees() {
    let (media, _events) = start(config()).await;
    let (_client, leg) = camera(&media, 0).await;
    assert_shows_the_quadrants(&media.take_still(leg).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_are_repeated_until_the_browser_heeds_one() {
    let (media, _events) = start(config()).await;
    let (client, leg) = camera(&media, 2).await;
    // The first key frame comes by itself; the second needs three requests.
    media.take_still(leg).await.unwrap();
    let before = *client.key_frame_requests.borrow();
    assert_shows_the_quadrants(&media.take_still(leg).await.unwrap());
    assert!(*client.key_frame_requests.borrow() >= before + 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn stills_asked_for_together_share_a_key_frame() {
    let (media, _events) = start(config()).await;
    let (_client, leg) = camera(&media, 0).await;
    let (one, two) = tokio::join!(media.take_still(leg), media.take_still(leg));
    assert_eq!(one.unwrap().width, two.unwrap().width);
}

#[tokio::test(flavor = "multi_thread")]
async fn failures_have_their_codes() {
    let config = MediaConfig { still_timeout: Duration::from_millis(300), ..config() };
    let (media, _events) = start(config).await;
    let (dark, leg) = Client::call(&media, RoomId::from(1), Side::Citizen).await;
    assert_eq!(media.take_still(leg).await, Err(StillError::Timeout), "no camera");
    let waiting = tokio::spawn({
        let media = media.clone();
        async move { media.take_still(leg).await }
    });
    media.close_leg(leg);
    let result = waiting.await.unwrap();
    assert!(matches!(result, Err(StillError::UnknownLeg)), "{result:?}");
    assert_eq!(media.take_still(leg).await.unwrap_err().code(), "unknown_leg");
    drop(dark);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_beyond_the_limit_is_refused() {
    let (media, _events) = start(MediaConfig { max_picture_pixels: 1000, ..config() }).await;
    let (_client, leg) = camera(&media, 0).await;
    assert_eq!(media.take_still(leg).await, Err(StillError::TooLarge));
}

/// The specimen card, and the same card held out of focus until its print cannot be read: the limit lies far from both.
#[test]
fn a_card_out_of_focus_measures_below_a_sharp_one() {
    let card = specimen_card();
    let sharp = PictureQuality::of(&card).sharpness;
    let soft = PictureQuality::of(&image::imageops::blur(&card, 1.0)).sharpness;
    let unreadable = PictureQuality::of(&image::imageops::blur(&card, 2.0)).sharpness;
    assert!(sharp > 1_000.0 && soft > 80.0 && unreadable < 30.0, "{sharp} {soft} {unreadable}");
}

/// The first picture of the tests' film: an IVF file has 32 bytes of header, 12 before each frame.
fn specimen_card() -> image::GrayImage {
    let film = include_bytes!("../../../tests/fixtures/card.ivf");
    let length = u32::from_le_bytes(film[32..36].try_into().unwrap());
    let frame = &film[44..44 + length as usize];
    let mut webp = b"RIFF".to_vec();
    webp.extend((length + 12 + length % 2).to_le_bytes());
    webp.extend(b"WEBPVP8 ");
    webp.extend(length.to_le_bytes());
    webp.extend(frame);
    webp.resize(webp.len() + frame.len() % 2, 0);
    image::load_from_memory(&webp).unwrap().to_luma8()
}
