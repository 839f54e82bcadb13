//! Calls are recorded: what is exported is looked at with ffmpeg, which did not make it.

use std::path::{Path, PathBuf};

use protocol::{ClientMessage, RecordedCall, RecordingState, TicketState};
use serde_json::Value;
use tests::{Person, Service, Staff};
use tokio::process::Command;

use crate::support::Call;

/// Both sides are told; then some of the call is written.
async fn record_some(call: &Call) {
    call.assistant
        .until_call("the recording", |file| (file.recording == RecordingState::Recording).then_some(()))
        .await;
    call.citizen
        .until_ticket("the notice", |state| {
            matches!(state, TicketState::InCall { recording: RecordingState::Recording, .. }).then_some(())
        })
        .await;
    // Two seconds of sound: more than the first clusters.
    call.citizen_camera.until_received(100).await;
    call.assistant_camera.until_received(100).await;
}

/// Exports a call, and lets ffmpeg decode every frame of it; what ffprobe says of it.
async fn export(service: &Service, call: &str, side: Option<&str>) -> Value {
    let out = service.data().join(format!("{}.webm", side.unwrap_or("both")));
    let mut arguments = vec!["recording", "export", call, "--out", text(&out)];
    arguments.extend(side.map(|side| ["--side", side]).into_iter().flatten());
    let exported = service.operator(&arguments).await;
    assert!(exported.status.success(), "{}", String::from_utf8_lossy(&exported.stderr));
    let mut decode = Command::new("ffmpeg");
    // Every picture is decoded; those of one moment are shown as one, as any player does.
    decode.args([
        "-v",
        "error",
        "-xerror",
        "-i",
        text(&out),
        "-map",
        "0",
        "-fps_mode",
        "vfr",
        "-f",
        "null",
        "-",
    ]);
    let decoded = decode.output().await.expect("ffmpeg (scripts/install-deps test)");
    let complaints = String::from_utf8_lossy(&decoded.stderr).into_owned();
    assert!(decoded.status.success() && complaints.is_empty(), "ffmpeg: {complaints}");
    let mut probe = Command::new("ffprobe");
    probe.args(["-v", "error", "-of", "json", "-count_packets", "-show_streams", text(&out)]);
    let probed = probe.output().await.expect("ffprobe (scripts/install-deps test)");
    serde_json::from_slice(&probed.stdout).expect("JSON")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

/// `(codec, width, packets)` of each track.
fn tracks(probe: &Value) -> Vec<(String, u64, u64)> {
    let streams = probe["streams"].as_array().expect("streams");
    let track = |stream: &Value| {
        let packets = stream["nb_read_packets"].as_str().expect("a count").parse().expect("a number");
        (
            stream["codec_name"].as_str().expect("a codec").to_owned(),
            stream["width"].as_u64().unwrap_or(0),
            packets,
        )
    };
    streams.iter().map(track).collect()
}

fn assert_both_sides_are_there(probe: &Value) {
    let tracks = tracks(probe);
    let kinds: Vec<_> = tracks.iter().map(|(codec, width, _)| (codec.as_str(), *width)).collect();
    assert_eq!(kinds, [("vp8", 1280), ("opus", 0), ("vp8", 1280), ("opus", 0)]);
    for (codec, _, packets) in tracks {
        assert!(packets > 10, "{packets} packets of {codec}");
    }
}

fn sealed_files(service: &Service) -> Vec<PathBuf> {
    let folder = std::fs::read_dir(service.data().join("recordings")).expect("the folder of recordings");
    folder.map(|entry| entry.expect("an entry").path()).collect()
}

#[tokio::test]
async fn after_a_power_cut_in_mid_call_everything_up_to_it_plays_and_the_call_goes_on_in_further_files() {
    let mut service = Service::start().await;
    let mut call = Call::begin(&service, &Person::nth(1)).await;
    record_some(&call).await;
    service.kill().await;
    let rows = service.recordings().await;
    assert_eq!(rows.len(), 2, "one file a side");
    assert!(
        rows.iter().all(|row| row["status"] == "recording" && row["call"] == call.id.as_str()),
        "{rows:?}"
    );
    assert_both_sides_are_there(&export(&service, &call.id, None).await);
    for path in sealed_files(&service) {
        let bytes = std::fs::read(&path).expect("a sealed file");
        // A VP8 key frame's start code, the container's, and the name of its codec.
        for trace in [&b"\x9d\x01\x2a\x00\x05"[..], b"\x1a\x45\xdf\xa3", b"V_VP8", b"OpusHead"] {
            assert!(!bytes.windows(trace.len()).any(|window| window == trace), "in the clear: {trace:?}");
        }
    }

    let service = service.restart().await;
    call.citizen.reconnect(&service).await;
    let request = tests::Socket::handshake(&service, "/api/v1/staff/ws", &call.assistant.cookie);
    call.assistant.socket = tests::Socket::connect(request).await.expect("the assistant is still signed in");
    call.citizen_camera = Staff::connect_media(&call.citizen.socket, &call.id).await;
    call.assistant_camera = Staff::connect_media(&call.assistant.socket, &call.id).await;
    record_some(&call).await;
    call.citizen.socket.request(ClientMessage::LeaveCall {}).await.expect("the end");
    call.assistant
        .until_call("the end of the recording", |file| {
            (file.recording == RecordingState::Finished).then_some(())
        })
        .await;
    let mut statuses: Vec<String> = settled(&service, 4)
        .await
        .iter()
        .map(|row| row["status"].as_str().expect("a status").to_owned())
        .collect();
    statuses.sort();
    assert_eq!(statuses, ["finished", "finished", "interrupted", "interrupted"]);
    std::fs::remove_file(service.data().join("both.webm")).expect("the first export");
    assert_both_sides_are_there(&export(&service, &call.id, None).await);
}

/// Waits until no recording runs any more.
async fn settled(service: &Service, count: usize) -> Vec<Value> {
    let poll = async {
        let mut tick = tokio::time::interval(std::time::Duration::from_millis(200));
        loop {
            tick.tick().await;
            let rows = service.recordings().await;
            let running = rows
                .iter()
                .any(|row| ["starting", "recording"].contains(&row["status"].as_str().unwrap_or("")));
            if rows.len() == count && !running {
                return rows;
            }
        }
    };
    tokio::time::timeout(tests::DEADLINE, poll).await.expect("the recordings end in time")
}

#[tokio::test]
async fn a_recording_is_for_supervisors_in_whole_and_in_parts_and_who_looks_is_written_down() {
    let service = Service::start().await;
    let call = Call::begin_with(&service, &Person::nth(1), only_assistant(&service)).await;
    record_some(&call).await;
    call.citizen.socket.request(ClientMessage::LeaveCall {}).await.expect("the end");
    settled(&service, 2).await;

    let supervisor = Staff::arrive(&service, service.account("supervisor")).await;
    let calls = supervisor.get(&service, "/api/v1/recordings").await;
    let calls: Vec<RecordedCall> = serde_json::from_slice(&calls).expect("recorded calls");
    assert_eq!((calls.len(), calls[0].call_id.as_str(), calls[0].parts.len()), (1, call.id.as_str(), 2));
    let part = &calls[0].parts[0];
    assert!(part.duration_ms > 1_000 && part.status == "finished", "{part:?}");
    let whole = supervisor.get(&service, &part.url).await;
    assert_eq!((&whole[..4], whole.len() as u64), (&b"\x1a\x45\xdf\xa3"[..], part.bytes));
    let url = service.url(&part.url);
    let get = |cookie: &str, range: &'static str| {
        supervisor.http.get(&url).header("cookie", cookie.to_owned()).header("range", range).send()
    };
    for (range, from, to) in [
        ("bytes=0-", 0, whole.len()),
        ("bytes=1000-60000", 1000, 60_001),
        ("bytes=-9", whole.len() - 9, whole.len()),
    ] {
        let response = get(&supervisor.cookie, range).await.expect("a response");
        assert_eq!(response.status(), 206, "{range}");
        let expected = format!("bytes {from}-{}/{}", to - 1, whole.len());
        assert_eq!(response.headers()["content-range"], expected.as_str());
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert!(response.bytes().await.expect("a body")[..] == whole[from..to], "{range}");
    }
    assert_eq!(get(&supervisor.cookie, "bytes=999999999-").await.expect("a response").status(), 416);
    assert_eq!(
        get(&call.assistant.cookie, "bytes=0-").await.expect("a response").status(),
        403,
        "not even the assistant"
    );
    assert_eq!(get(&call.citizen.cookie, "bytes=0-").await.expect("a response").status(), 401);

    // A changed byte is noticed and nothing of its piece is shown.
    let file =
        &sealed_files(&service).into_iter().find(|path| text(path).contains(&part.id)).expect("its file");
    let mut bytes = std::fs::read(file).expect("the file");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(file, bytes).expect("a changed file");
    let exported = service
        .operator(&["recording", "export", &call.id, "--out", text(&service.data().join("x.webm"))])
        .await;
    assert!(!exported.status.success(), "a changed file is not exported");
}

/// Somebody who is no supervisor as well.
fn only_assistant(service: &Service) -> &tests::Account {
    let found =
        service.accounts("assistant").find(|account| !account.roles.contains(&"supervisor".to_owned()));
    found.expect("an assistant")
}
