//! Octets that nobody should send: refused, never a panic. The provider's and the centre's side are both outside.

use std::sync::LazyLock;

use axum::http::{HeaderMap, HeaderValue};
use bytes::{BufMut, BytesMut};
use proptest::prelude::*;
use rusmpp::decode::DecodeWithLength;
use serde::Deserialize;
use sms::{GatewaySettings, HttpGateway, ReceiptRequest};

use crate::start;

#[derive(Deserialize)]
struct File {
    sms_gateways: Vec<GatewaySettings>,
}

/// Made once: reading the system's certificates takes longer than everything else here.
static LABSMOBILE: LazyLock<HttpGateway> = LazyLock::new(|| {
    let example = include_str!("../../../docs/sms-gateways/labsmobile-like.toml");
    let file: File = toml::from_str(example).unwrap();
    let Some(GatewaySettings::Http(http)) = file.sms_gateways.into_iter().next() else { panic!() };
    HttpGateway::new(&http, Some("https://x.example")).unwrap()
});

/// Ids of the PDUs that a centre sends us, and others.
fn command_id() -> impl Strategy<Value = u32> {
    prop_oneof![Just(5), Just(0x8000_0004), Just(0x8000_0009), Just(0x103), Just(0x8000_0000), 0_u32..0x20]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// The library reads whatever comes: a panic would end the connection's task for good.
    #[test]
    fn a_pdu_of_noise_is_an_error(id in command_id(), body in prop::collection::vec(any::<u8>(), 0..120)) {
        let mut frame = BytesMut::new();
        frame.put_u32(id);
        frame.put_u64(7);
        frame.put_slice(&body);
        let length = frame.len();
        if let Ok((command, size)) = rusmpp::Command::decode(&mut frame, length) {
            prop_assert!(size <= length);
            prop_assert_eq!(u32::from(command.id()), id);
        }
    }

    /// A receipt whose optional parameters lie about their length.
    #[test]
    fn a_receipt_with_broken_parameters_reaches_no_further_than_its_frame(
        tag in prop_oneof![Just(0x1e_u16), Just(0x427), Just(0x424), Just(0x423), any::<u16>()],
        length in 0_u16..40,
        value in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let mut frame = BytesMut::new();
        frame.put_u32(5);
        frame.put_u64(7);
        frame.put_slice(b"\0\x01\x011\0\x01\x012\0\x04\0\0\0\0\0\0\0\0\x03abc");
        frame.put_u16(tag);
        frame.put_u16(length);
        frame.put_slice(&value);
        let whole = frame.len();
        if let Ok((_, size)) = rusmpp::Command::decode(&mut frame, whole) {
            prop_assert!(size <= whole);
        }
    }

    /// Whatever a stranger posts to the callback's address is no receipt.
    #[test]
    fn a_callback_without_the_secret_is_refused(
        query in ".{0,200}",
        body in prop::collection::vec(any::<u8>(), 0..200),
        kind in prop_oneof![Just("application/json"), Just("application/x-www-form-urlencoded"), Just("x")],
    ) {
        let mut headers = HeaderMap::new();
        headers.insert("content-type", HeaderValue::from_static(kind));
        let request = ReceiptRequest { query: &query, headers: &headers, body: &body };
        prop_assert!(LABSMOBILE.receipt(&request, start()).is_err());
    }
}
