//! `docs/PROTOCOL.md` names every message, state, error code, close code and HTTP path of the source and no others, and
//! every code that a browser can meet has words.

use std::collections::{BTreeMap, BTreeSet};

use axum::response::IntoResponse;
use signaling::http::openapi::ApiDoc;
use signaling::http::problem::Problem;
use signaling::refusal::Refusal;
use utoipa::OpenApi;

use crate::sources::{bodies_of_code_functions, quoted_codes, read, rust_sources, words_behind};

/// Rooms whose errors can reach somebody.
const ROOMS: [&str; 6] = ["scheduler", "registration", "media", "store", "sms", "signaling"];

/// The heading under which each class of codes stands.
const ERRORS: &str = "## 9 Error codes";
const MISSING: &str = "**What an approval still needs**";
const BROWSER: &str = "**Of the browser itself**";
const OPERATOR: &str = "**Of the operator's side**";

fn protocol() -> String {
    read("docs/PROTOCOL.md")
}

/// The rows of the first table behind `heading`: cells without the outer bars.
fn table(heading: &str) -> Vec<Vec<String>> {
    let text = protocol();
    let (_, rest) = text.split_once(heading).unwrap_or_else(|| panic!("no {heading}"));
    let lines =
        rest.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    lines.skip(2).map(cells).collect()
}

/// The codes in the first column of the table behind `heading`, each once.
fn codes_under(heading: &str) -> BTreeSet<String> {
    let rows = table(heading);
    let codes: BTreeSet<String> = rows.iter().map(|row| row[0].trim_matches('`').to_owned()).collect();
    assert_eq!(codes.len(), rows.len(), "a code twice under {heading}");
    codes
}

/// What is scanned, in every room: `Refusal::code("…")`, `Refusal::field("…"`, the same made with `Self::`, `code: "…"`
/// (a refusal built by hand), the literals of every `fn code`, and the words of refused frames (`fn refuse_frame`).
fn codes_in_sources() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for source in ROOMS.iter().flat_map(|room| rust_sources(room)) {
        for before in ["Refusal::code(\"", "Refusal::field(\"", "Self::code(\"", "Self::field(\"", "code: \""]
        {
            codes.extend(words_behind(&source, before));
        }
        for body in bodies_of_code_functions(&source) {
            codes.extend(quoted_codes(body));
        }
        if let Some((_, body)) = source.split_once("async fn refuse_frame") {
            codes.extend(words_behind(body, "=> \""));
        }
    }
    codes
}

fn assert_within(part: &BTreeSet<String>, whole: &BTreeSet<String>, what: &str) {
    let outside: Vec<_> = part.difference(whole).collect();
    assert!(outside.is_empty(), "{what}: {outside:?}");
}

#[test]
fn every_code_of_the_sources_is_explained_and_no_other() {
    let classes = [ERRORS, MISSING, OPERATOR].map(codes_under);
    let explained: BTreeSet<String> = classes.iter().flatten().cloned().collect();
    assert_eq!(explained.len(), classes.iter().map(BTreeSet::len).sum::<usize>(), "a code in two classes");
    let found = codes_in_sources();
    assert!(found.len() > 100, "the sources were read: {}", found.len());
    assert_within(&found, &explained, "in the sources, not in PROTOCOL.md");
    assert_within(&explained, &found, "in PROTOCOL.md, in no source any more");
}

#[test]
fn every_code_that_a_browser_can_meet_has_words_and_no_other() {
    let needed: BTreeSet<String> = codes_under(ERRORS).union(&codes_under(BROWSER)).cloned().collect();
    for language in ["es", "en"] {
        let texts = read(&format!("signaling/client/texts/errors.{language}.ftl"));
        let keys = texts.lines().filter_map(|line| line.split_once(" = ")?.0.strip_prefix("error-"));
        let said: BTreeSet<String> = keys.map(|key| key.replace('-', "_")).collect();
        assert_within(&needed, &said, &format!("without words, {language}"));
        assert_within(&said, &needed, &format!("words of no code, {language}"));
    }
}

#[test]
fn the_http_column_is_what_the_service_answers() {
    for row in table(ERRORS) {
        let code: &'static str = row[0].trim_matches('`').to_owned().leak();
        let status = Problem::from(Refusal::code(code)).into_response().status().as_u16();
        // Codes that only the WebSocket sends have no status of their own.
        let documented = if row[1] == "–" { 422 } else { row[1].parse().expect("a status") };
        assert_eq!(documented, status, "{code}");
    }
}

#[test]
fn every_message_and_state_is_explained() {
    let text = protocol();
    let generated = |name: &str| read(&format!("signaling/client/src/generated/{name}.ts"));
    let tags = [
        ("ClientMessage", "\"type\": \""),
        ("ServerMessage", "\"type\": \""),
        ("TicketState", "\"kind\": \""),
        ("DocumentProof", "\"kind\": \""),
        ("Decision", "\"kind\": \""),
        ("ContactStep", "\"step\": \""),
        ("CodeView", "\"state\": \""),
    ];
    for (name, before) in tags {
        let words = words_behind(&generated(name), before);
        assert!(words.len() > 2, "{name} was read: {words:?}");
        for word in words {
            let named = text.contains(&format!("`{word}`")) || text.contains(&format!("\"{word}\""));
            assert!(named, "{name} {word} is not in PROTOCOL.md");
        }
    }
    for name in [
        "AvailabilityView",
        "RequestedAvailability",
        "ClosingQueue",
        "PlannedState",
        "StillKind",
        "CheckState",
        "Procedure",
        "TestLevel",
    ] {
        for word in quoted_codes(&generated(name)) {
            assert!(text.contains(&format!("`{word}`")), "{name} {word} is not in PROTOCOL.md");
        }
    }
}

#[test]
fn every_close_code_is_explained() {
    let text = protocol();
    let source = read("signaling/protocol/src/lib.rs");
    let codes: BTreeMap<&str, &str> = source
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub const ")?.strip_suffix(';')?.split_once(": u16 = "))
        .collect();
    assert!(codes.len() >= 7, "the close codes were read: {codes:?}");
    for (name, number) in codes {
        assert!(text.contains(&format!("| {number} | `{name}` |")), "{number} {name} is not in PROTOCOL.md");
    }
}

#[test]
fn every_http_path_is_explained() {
    let text = protocol();
    let document = serde_json::to_value(ApiDoc::openapi()).expect("JSON");
    let paths = document["paths"].as_object().expect("paths");
    assert!(paths.len() > 7, "the paths were read");
    for (path, methods) in paths {
        for method in methods.as_object().expect("methods").keys() {
            let row = format!("| `{} {path}` |", method.to_uppercase());
            assert!(text.contains(&row), "{row} is not in PROTOCOL.md");
        }
    }
}
