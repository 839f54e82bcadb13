//! Real peers, started by the test and ended with it: an SMS centre (`smsc.mjs`) and Kannel (`kannel.mjs`).

use std::io::{Read, Seek};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

/// Starting Kannel's three programs takes under two seconds; a loaded machine some more.
const START: Duration = Duration::from_secs(40);

/// How long something that must happen may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running peer.
pub struct Peer {
    ports: Value,
    log: std::fs::File,
    // It ends when its standard input closes: with this value, and also when the test is killed. Killing it instead would
    // leave its own children behind.
    _child: Child,
}

impl Drop for Peer {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let mut text = String::new();
            let _ = self.log.rewind();
            let _ = self.log.read_to_string(&mut text);
            eprintln!("--- the peer said ---\n{text}");
        }
    }
}

impl Peer {
    /// `smsc.mjs` or `kannel.mjs` in `tests/peers`.
    pub async fn start(script: &str, arguments: &[&str]) -> Self {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
        let log = tempfile::tempfile().unwrap();
        let mut child = Command::new("node")
            .arg(root.join("tests/peers").join(script))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log.try_clone().unwrap())
            .spawn()
            .expect("node; see `make test`");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = timeout(START, lines.next_line()).await.expect("the peer is ready in time").unwrap();
        let mut peer = Self { ports: Value::Null, log, _child: child };
        let line =
            line.expect("the peer starts; `npm ci` and `scripts/install-deps test` bring what it needs");
        peer.ports = serde_json::from_str(&line).unwrap();
        peer
    }

    /// A port that it named.
    pub fn port(&self, name: &str) -> u16 {
        u16::try_from(self.ports[name].as_u64().expect("a port")).unwrap()
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port("http"))
    }

    pub async fn get(&self, path: &str) -> Value {
        reqwest::get(self.url(path)).await.unwrap().json().await.unwrap()
    }

    pub async fn put(&self, path: &str, body: Value) {
        let answer = reqwest::Client::new().put(self.url(path)).json(&body).send().await.unwrap();
        assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
    }

    /// The messages it received, once there are so many.
    pub async fn messages(&self, count: usize) -> Vec<Value> {
        let found = self.until("/messages", |messages| messages.as_array().unwrap().len() >= count).await;
        let found = found.as_array().unwrap().clone();
        assert_eq!(found.len(), count, "{found:?}");
        found
    }

    /// What it says at `path`, once it is what it must become. The peer has no other way to tell, hence the looking.
    pub async fn until(&self, path: &str, reached: impl Fn(&Value) -> bool) -> Value {
        let mut last = Value::Null;
        let look = async {
            loop {
                last = self.get(path).await;
                if reached(&last) {
                    return;
                }
                sleep(Duration::from_millis(20)).await;
            }
        };
        let in_time = timeout(PATIENCE, look).await.is_ok();
        assert!(in_time, "{path} stays {last}");
        last
    }
}

/// Fails the test when `event` does not happen.
pub async fn soon<T>(event: impl Future<Output = T>) -> T {
    timeout(PATIENCE, event).await.expect("it happens in time")
}
