//! What operators type.

use std::{path::Path, process::Output, process::Stdio};

use reqwest::Client;
use serde_json::json;
use tests::{DEADLINE, Service, Staff, binary};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    process::Command,
    time::timeout,
};

/// Runs a command with the given standard input to its end.
async fn run(arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(binary());
    command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    let mut child = command.spawn().expect("the command starts");
    let mut stdin = child.stdin.take().expect("standard input");
    // A command that needs no input may have ended before.
    let _ = stdin.write_all(input.as_bytes()).await;
    drop(stdin);
    timeout(DEADLINE, child.wait_with_output()).await.expect("it ends in time").expect("its output")
}

/// A configuration on a free port with its data beside it.
fn configuration(folder: &Path) -> String {
    let path = folder.join("ventanilla.toml");
    let text = format!("listen = \"127.0.0.1:0\"\ndata = \"{}\"\n", folder.join("data").display());
    std::fs::write(&path, text).expect("a configuration file");
    path.to_str().expect("a path in UTF-8").to_owned()
}

#[tokio::test]
async fn doctor_finds_a_healthy_machine() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = run(&["doctor", "--config", &configuration(folder.path())], "").await;
    let words = String::from_utf8_lossy(&output.stdout);
    for check in
        ["tcp port", "udp port", "clock", "opening hours", "data folder and database", "webrtc to itself"]
    {
        let line =
            words.lines().find(|line| line.contains(check)).unwrap_or_else(|| panic!("{check}: {words}"));
        assert!(line.starts_with("ok"), "{line}");
    }
}

#[tokio::test]
async fn doctor_takes_the_connection_test_of_a_running_service() {
    let service = Service::start().await;
    let output = run(&["doctor", "--probe", &service.url("")], "").await;
    let words = String::from_utf8_lossy(&output.stdout);
    let result: serde_json::Value = serde_json::from_str(&words).unwrap_or_else(|_| panic!("{output:?}"));
    assert!(output.status.success(), "{result:#}");
    assert_eq!(result["ok"], true, "{result:#}");
    assert_eq!((&result["state"], &result["transport"]), (&json!("finished"), &json!("udp")), "{result:#}");
    assert!(["good", "usable"].iter().any(|level| result["level"] == *level), "{result:#}");
    for figure in ["rtt_ms", "signaling_rtt_ms", "connect_ms", "received_packets"] {
        assert!(result[figure].as_f64().is_some_and(|figure| figure > 0.0), "{figure}: {result:#}");
    }
    for direction in ["up", "down"] {
        assert!(result[direction]["loss_pct"].as_f64().is_some(), "{result:#}");
        assert!(result[direction]["bitrate_kbps"].as_f64().is_some_and(|rate| rate > 100.0), "{result:#}");
    }
}

#[tokio::test]
async fn doctor_says_by_a_code_why_there_was_no_test() {
    let free =
        std::net::TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("its address");
    for (url, code) in [(format!("http://{free}"), "unreachable"), ("citas.example.es".to_owned(), "bad_url")]
    {
        let output = run(&["doctor", "--probe", &url], "").await;
        assert!(!output.status.success(), "{url}");
        let result: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!((&result["ok"], &result["error"]["code"]), (&json!(false), &json!(code)), "{result:#}");
    }
}

#[tokio::test]
async fn a_misspelt_setting_is_refused_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = configuration(folder.path());
    std::fs::write(&config, "lisen = \"127.0.0.1:0\"\n").expect("a configuration file");
    let output = run(&["serve", "--config", &config], "").await;
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("lisen"), "{output:?}");
}

#[tokio::test]
async fn added_staff_can_sign_in_to_a_served_office() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = configuration(folder.path());
    let add = ["staff", "add", "--config", &config, "--user", "ana", "--name", "Ana", "--role", "assistant"];
    let short = run(&add, "corta\n").await;
    assert!(!short.status.success(), "a short password is refused");
    let password = "una frase bastante larga";
    let added = run(&add, &format!("{password}\n")).await;
    assert!(added.status.success(), "{added:?}");

    let silent = run(&["serve", "--config", &config], "").await;
    assert!(!silent.status.success(), "an office that can send no SMS does not open");
    assert!(
        String::from_utf8_lossy(&silent.stderr).contains("sms_gateways"),
        "and says which setting it misses"
    );
    let settings = std::fs::read_to_string(&config).expect("the configuration");
    std::fs::write(&config, settings + "sms_gateways = [{ kind = \"demo-inbox\" }]\n")
        .expect("the configuration");

    let mut command = Command::new(binary());
    command.args(["serve", "--config", &config]).stderr(Stdio::piped()).kill_on_drop(true);
    let mut child = command.spawn().expect("the service starts");
    let mut lines = BufReader::new(child.stderr.take().expect("standard error")).lines();
    let ready = async {
        let mut log = String::new();
        while let Some(line) = lines.next_line().await.expect("its log") {
            // One JSON object a line, for log collectors.
            let event: serde_json::Value =
                serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
            if let Some(address) = event["fields"]["address"].as_str() {
                return address.to_owned();
            }
            log.push_str(&line);
        }
        panic!("the service ended before it was ready: {log}");
    };
    let address = timeout(DEADLINE, ready).await.expect("ready in time");
    let base = format!("http://{address}");
    let http = Client::new();
    for (typed, status) in [("otra frase igual de larga", 401), (password, 200)] {
        assert_eq!(Staff::try_sign_in_at(&base, &http, "ana", typed).await.status(), status);
    }
    let cookie = staff_cookie(&base, &http, password).await;
    let who_am_i = || async {
        let get = http.get(format!("{base}/api/v1/staff/session")).header("cookie", &cookie);
        get.send().await.expect("a response").status()
    };
    assert_eq!(who_am_i().await, 200);
    assert!(run(&add, "una frase nueva y larga\n").await.status.success());
    assert_eq!(who_am_i().await, 401, "a changed password ends sign-ins");
}

async fn staff_cookie(base: &str, http: &Client, password: &str) -> String {
    let response = Staff::try_sign_in_at(base, http, "ana", password).await;
    let cookie = response.headers().get("set-cookie").expect("a cookie").to_str().expect("text");
    cookie.split(';').next().expect("a value").to_owned()
}

#[tokio::test]
async fn a_test_message_says_what_became_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = configuration(folder.path());
    let settings = std::fs::read_to_string(&config).expect("the configuration");
    std::fs::write(&config, settings + "[[sms_gateways]]\nkind = \"demo-inbox\"\n")
        .expect("the configuration");
    let send = async |number| run(&["sms", "send", "--config", &config, "--test", number], "").await;

    let output = send("+34612345678").await;
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && told.contains("accepted by `demo-inbox`"), "{output:?}");
    assert_eq!(told.lines().last(), Some("delivered"));
    assert!(!send("612345678").await.status.success(), "a number without its country is refused");
}

#[tokio::test]
async fn the_api_is_described() {
    let service = Service::start().await;
    let response = reqwest::get(service.url("/api/openapi.json")).await.expect("a response");
    let api: serde_json::Value = serde_json::from_str(&response.text().await.expect("a body")).expect("JSON");
    for path in ["/api/v1/status", "/api/v1/session", "/api/v1/connection-tests", "/api/v1/staff/session"] {
        assert!(api["paths"].get(path).is_some(), "{path} is described");
    }
}
