//! What the lines of a call were like is kept with the call.

use protocol::{ClientMessage, RecordedCall};
use serde_json::Value;
use tests::{Person, Service, Staff};

use crate::support::Call;

/// Lines are written every second here.
const OFTEN: &str = "[lines]\nsave_seconds = 1\n";

/// What the operator's command prints.
async fn lines(service: &Service) -> Vec<Value> {
    let output = service.operator(&["lines"]).await;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("text");
    text.lines().map(|line| serde_json::from_str(line).expect("a JSON object a line")).collect()
}

/// Waits until `enough` holds of what the operator's command prints.
async fn until_kept(service: &Service, enough: impl Fn(&[Value]) -> bool) -> Vec<Value> {
    let poll = async {
        let mut tick = tokio::time::interval(std::time::Duration::from_millis(200));
        loop {
            tick.tick().await;
            let kept = lines(service).await;
            if enough(&kept) {
                return kept;
            }
        }
    };
    tokio::time::timeout(tests::DEADLINE, poll).await.expect("the lines are kept in time")
}

fn seconds(line: &Value) -> u64 {
    line["line"]["seconds"]["all"].as_u64().expect("a count")
}

#[tokio::test]
async fn a_power_cut_costs_the_last_seconds_of_a_line_and_a_further_connection_is_a_further_line() {
    let mut service = Service::start_with(tests::OPEN, OFTEN).await;
    let mut call = Call::begin(&service, &Person::nth(1)).await;
    until_kept(&service, |kept| kept.len() == 2 && kept.iter().all(|line| seconds(line) >= 2)).await;
    service.kill().await;
    let before = lines(&service).await;
    assert_eq!(before.len(), 2, "one a side: {before:?}");
    assert!(before.iter().all(|line| line["call"] == call.id.as_str()), "{before:?}");
    for line in &before {
        let line = &line["line"];
        assert_eq!(line["seconds"]["udp"], line["seconds"]["all"], "{line:#}");
        assert!(line["connected_ms"].as_u64() <= line["first_frame_ms"].as_u64(), "{line:#}");
        assert_eq!(line["spells"][0]["from_second"], 0, "{line:#}");
    }

    let service = service.restart().await;
    call.citizen.reconnect(&service).await;
    call.citizen_camera = Staff::connect_media(&call.citizen.socket, &call.id).await;
    let after = until_kept(&service, |kept| kept.len() == 3).await;
    assert!(before.iter().all(|line| after.contains(line)), "what was kept is not touched: {after:?}");
}

#[tokio::test]
async fn supervisors_see_the_lines_of_a_finished_call_without_recordings() {
    let only_at_the_end = "[lines]\nsave_seconds = 3600\n[recording]\nenabled = false\n";
    let service = Service::start_with(tests::OPEN, only_at_the_end).await;
    let call = Call::begin(&service, &Person::nth(1)).await;
    // More than a second of speech: 50 packets each.
    call.citizen_camera.until_received(100).await;
    call.citizen.socket.request(ClientMessage::LeaveCall {}).await.expect("the end");
    until_kept(&service, |kept| kept.len() == 2).await;
    let supervisor = Staff::arrive(&service, service.account("supervisor")).await;
    let calls = supervisor.get(&service, "/api/v1/recordings").await;
    let calls: Vec<RecordedCall> = serde_json::from_slice(&calls).expect("calls");
    let [kept] = calls.as_slice() else { panic!("one call: {calls:?}") };
    assert_eq!((kept.call_id.as_str(), kept.parts.len()), (call.id.as_str(), 0));
    let mut sides: Vec<_> = kept.lines.iter().map(|line| line.side.as_str()).collect();
    sides.sort_unstable();
    assert_eq!(sides, ["assistant", "citizen"]);
    for line in &kept.lines {
        let seconds = line.seconds;
        assert!(seconds.all >= 1 && seconds.good + seconds.fair + seconds.poor == seconds.all, "{line:?}");
        assert!(line.began_at >= kept.started_at, "{line:?}");
    }
}
