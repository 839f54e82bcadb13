//! Identification: each wrong input has its own code, and nothing is kept of it.

use protocol::{ClientMessage, DocumentProof, Identify};
use tests::{Citizen, Person, Service};

use crate::support::code;

fn with_proof(proof: DocumentProof) -> Identify {
    Identify { proof, ..Citizen::identification(&Person::nth(1)) }
}

fn date(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a date")
}

#[tokio::test]
async fn every_wrong_input_has_its_own_code() {
    let service = Service::start().await;
    let citizen = Citizen::arrive(&service).await;
    let right = Citizen::identification(&Person::nth(1));
    let document = |text: &str| Identify { document: text.to_owned(), ..right.clone() };
    let cases = [
        (document(""), "document_empty"),
        (document("1234"), "invalid_document_format"),
        (document("12345678A"), "invalid_document_letter"),
        (document("X1234567A"), "invalid_document_letter"),
        (with_proof(DocumentProof::ValidityDate { date: date("2026-11-22") }), "document_expired"),
        (with_proof(DocumentProof::ValidityDate { date: date("2199-01-01") }), "validity_date_too_far"),
        (
            with_proof(DocumentProof::ValidityDate { date: date("9999-01-01") }),
            "permanent_document_needs_issue_date",
        ),
        (
            with_proof(DocumentProof::SupportNumber { value: "E00000001".into() }),
            "proof_does_not_fit_document",
        ),
        (
            Identify {
                document: "X1234567L".into(),
                ..with_proof(DocumentProof::SupportNumber { value: "Z1".into() })
            },
            "invalid_support_number",
        ),
        (Identify { consent_recording: false, ..right.clone() }, "consent_required"),
        (Identify { own_behalf_and_adult: false, ..right.clone() }, "own_behalf_required"),
    ];
    for (input, expected) in cases {
        let refusal = code(citizen.socket.request(ClientMessage::Identify(input)).await);
        assert_eq!(refusal, expected);
    }
    assert_eq!(citizen.state().await.identification, None, "nothing was kept");
    citizen.socket.request(ClientMessage::Identify(right)).await.expect("the right input is taken");
    let kept = citizen
        .socket
        .until("the identification", |seen| seen.citizen.as_ref()?.identification.clone())
        .await;
    assert!(!kept.document_masked.contains(&Person::nth(1).document[..8]), "shown masked only");
}

#[tokio::test]
async fn a_document_valid_until_today_is_valid_today() {
    let service = Service::start().await;
    let citizen = Citizen::arrive(&service).await;
    let today = with_proof(DocumentProof::ValidityDate { date: date("2026-11-23") });
    citizen.socket.request(ClientMessage::Identify(today)).await.expect("valid to the end of its last day");
}

#[tokio::test]
async fn input_that_is_absurdly_long_is_refused() {
    let service = Service::start().await;
    let citizen = Citizen::arrive(&service).await;
    let long = Identify { document: "1".repeat(10_000), ..Citizen::identification(&Person::nth(1)) };
    assert_eq!(code(citizen.socket.request(ClientMessage::Identify(long)).await), "invalid_document_format");
}
