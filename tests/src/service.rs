//! The service under test: the real binary on free ports with its own data folder.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    sync::{Arc, Mutex},
};

use serde::Deserialize;
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, BufReader},
    process::{Child, Command},
    sync::mpsc,
    time::timeout,
};

use crate::{DEADLINE, Person};

/// A Monday in office hours.
pub const OPEN: &str = "2026-11-23T09:30:00+01:00";

/// Settings of [`Service::start_with`], in the data folder.
const SETTINGS_FILE: &str = "settings.toml";

/// A seeded member of staff.
#[derive(Debug, Clone, Deserialize)]
pub struct Account {
    /// Sign-in name.
    pub user_name: String,
    /// Password.
    pub password: String,
    /// `assistant`, `supervisor`.
    pub roles: Vec<String>,
}

/// The line that `ventanilla demo --json-ready` prints once it serves.
#[derive(Debug, Clone, Deserialize)]
pub struct Ready {
    /// Address of the citizen's pages.
    pub citizen: String,
    /// Address of the console.
    pub console: String,
    /// Address of the demo phone's messages.
    pub inbox: String,
    /// Address of the media socket.
    pub media: String,
    /// Seeded staff.
    pub staff: Vec<Account>,
}

/// A running service. Dropping it kills it.
pub struct Service {
    /// What it printed when it was ready.
    pub ready: Ready,
    child: Child,
    data: Arc<TempDir>,
    log: Arc<Mutex<String>>,
}

impl Service {
    /// Starts it in office hours.
    pub async fn start() -> Self {
        Self::start_at(OPEN).await
    }

    /// Starts it with its clock at the given RFC 3339 time.
    pub async fn start_at(clock: &str) -> Self {
        let data = Arc::new(tempfile::tempdir().expect("a temporary folder"));
        Self::spawn(data, Arc::default(), &["--listen", "127.0.0.1:0", "--clock", clock]).await
    }

    /// Starts it in office hours with the roster that a new user finds.
    pub async fn start_planned() -> Self {
        let data = Arc::new(tempfile::tempdir().expect("a temporary folder"));
        Self::spawn_with(data, Arc::default(), &["--listen", "127.0.0.1:0", "--clock", OPEN]).await
    }

    /// Starts it without a clock of its own, as `make run` does.
    pub async fn start_now() -> Self {
        let data = Arc::new(tempfile::tempdir().expect("a temporary folder"));
        Self::spawn(data, Arc::default(), &["--listen", "127.0.0.1:0"]).await
    }

    /// Starts it with its clock at the given time and these settings (TOML), which a restart keeps.
    pub async fn start_with(clock: &str, settings: &str) -> Self {
        let data = Arc::new(tempfile::tempdir().expect("a temporary folder"));
        std::fs::write(data.path().join(SETTINGS_FILE), settings).expect("the settings are written");
        Self::spawn(data, Arc::default(), &["--listen", "127.0.0.1:0", "--clock", clock]).await
    }

    /// Starts it again at the same address with the same data, after [`Service::kill`] or [`Service::terminate`].
    pub async fn restart(self) -> Self {
        let listen = self.host();
        let (data, log) = (Arc::clone(&self.data), Arc::clone(&self.log));
        Self::spawn(data, log, &["--listen", &listen]).await
    }

    /// Nobody is planned: most tests bring the staff they need.
    async fn spawn(data: Arc<TempDir>, log: Arc<Mutex<String>>, arguments: &[&str]) -> Self {
        Self::spawn_with(data, log, &[arguments, &["--no-roster"]].concat()).await
    }

    async fn spawn_with(data: Arc<TempDir>, log: Arc<Mutex<String>>, arguments: &[&str]) -> Self {
        let settings = data.path().join(SETTINGS_FILE);
        let config = settings.is_file().then(|| [std::ffi::OsString::from("--config"), settings.into()]);
        let mut child = Command::new(binary())
            .arg("demo")
            .args(arguments)
            .args(config.into_iter().flatten())
            .arg("--json-ready")
            .arg("--data")
            .arg(data.path())
            .env("RUST_LOG", "debug")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the service starts");
        let (lines, mut printed) = mpsc::unbounded_channel();
        collect(child.stdout.take().expect("standard output"), Arc::clone(&log), Some(lines));
        collect(child.stderr.take().expect("standard error"), Arc::clone(&log), None);
        let ready = async {
            while let Some(line) = printed.recv().await {
                if line.starts_with('{')
                    && let Ok(ready) = serde_json::from_str::<Ready>(&line)
                {
                    return Some(ready);
                }
            }
            None
        };
        let ready = timeout(DEADLINE, ready).await.expect("the service is ready in time");
        let Some(ready) = ready else {
            panic!("the service ended before it was ready:\n{}", log.lock().expect("log"));
        };
        Self { ready, child, data, log }
    }

    /// `host:port` of the HTTP listener.
    pub fn host(&self) -> String {
        self.ready.citizen.trim_start_matches("http://").trim_end_matches('/').to_owned()
    }

    /// Full address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.host())
    }

    /// The first seeded account with a role.
    pub fn account(&self, role: &str) -> &Account {
        let found = self.ready.staff.iter().find(|account| account.roles.iter().any(|has| has == role));
        found.expect("a seeded account with that role")
    }

    /// All seeded accounts with a role.
    pub fn accounts<'a>(&'a self, role: &'a str) -> impl Iterator<Item = &'a Account> {
        self.ready.staff.iter().filter(move |account| account.roles.iter().any(|has| has == role))
    }

    /// Everything it printed so far.
    pub fn log(&self) -> String {
        self.log.lock().expect("log").clone()
    }

    /// Waits until it has printed a line with all of these words.
    pub async fn until_logged(&self, words: &[&str]) {
        let poll = async {
            let mut tick = tokio::time::interval(std::time::Duration::from_millis(50));
            while !self.log().lines().any(|line| words.iter().all(|word| line.contains(word))) {
                tick.tick().await;
            }
        };
        timeout(DEADLINE, poll).await.unwrap_or_else(|_| panic!("never logged: {words:?}"));
    }

    /// What is registered, one JSON object each, read from the data folder by the operator's command.
    pub async fn registrations(&self) -> Vec<serde_json::Value> {
        let mut list = Command::new(binary());
        list.arg("registrations").arg("--data").arg(self.data.path());
        let output = list.output().await.expect("the list of registrations");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let lines = String::from_utf8(output.stdout).expect("text");
        lines.lines().map(|line| serde_json::from_str(line).expect("a JSON object a line")).collect()
    }

    /// What is recorded, one JSON object each, by the operator's command.
    pub async fn recordings(&self) -> Vec<serde_json::Value> {
        let output = self.operator(&["recording", "list"]).await;
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let lines = String::from_utf8(output.stdout).expect("text");
        lines.lines().map(|line| serde_json::from_str(line).expect("a JSON object a line")).collect()
    }

    /// Runs a command on the data folder.
    pub async fn operator(&self, arguments: &[&str]) -> std::process::Output {
        let mut command = Command::new(binary());
        command.args(arguments).arg("--data").arg(self.data.path());
        command.output().await.expect("the command runs")
    }

    /// The data folder.
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// Ends it as a power cut would, and waits until it is gone.
    pub async fn kill(&mut self) {
        self.child.kill().await.expect("the service can be killed");
    }

    /// Asks it to stop (SIGTERM).
    pub async fn ask_to_stop(&self) {
        let id = self.child.id().expect("it runs").to_string();
        let status = Command::new("kill").args(["-TERM", &id]).status().await.expect("kill");
        assert!(status.success(), "SIGTERM was sent");
    }

    /// Waits until it ended by itself; true when it reported success.
    pub async fn ended(&mut self) -> bool {
        timeout(DEADLINE, self.child.wait()).await.expect("it ends in time").expect("its status").success()
    }

    /// Whether it still runs.
    pub fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Its resident memory in bytes (`/proc/PID/status`, `VmRSS`).
    pub fn resident_bytes(&self) -> u64 {
        let id = self.child.id().expect("it runs");
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).expect("its status file");
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("a VmRSS line");
        let kilobytes: u64 = line.split_whitespace().nth(1).expect("a number").parse().expect("a number");
        kilobytes * 1024
    }
}

impl Drop for Service {
    /// Every test is a test of the log, too: what the invented people typed must not be in it.
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let log = self.log();
        for person in (0..10).map(Person::nth) {
            for value in [&person.document[..8], &person.phone, &person.email] {
                assert!(!log.contains(value), "personal data in the log");
            }
        }
    }
}

/// Appends every line to the log, and hands it on when somebody listens.
fn collect(
    stream: impl AsyncRead + Unpin + Send + 'static,
    log: Arc<Mutex<String>>,
    listener: Option<mpsc::UnboundedSender<String>>,
) {
    tokio::spawn(async move {
        let mut lines = BufReader::new(stream).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            {
                let mut log = log.lock().expect("log");
                log.push_str(&line);
                log.push('\n');
            }
            if let Some(listener) = &listener {
                // Nobody listens any more once the service is ready.
                let _ = listener.send(line);
            }
        }
    });
}

/// The binary beside the test executable (`target/<profile>/deps/it-…`), or the one named by `VENTANILLA_BIN`.
pub fn binary() -> PathBuf {
    if let Some(path) = std::env::var_os("VENTANILLA_BIN") {
        return path.into();
    }
    let test = std::env::current_exe().expect("the path of this test");
    let profile = test.parent().and_then(Path::parent).expect("the target folder");
    let binary = profile.join("ventanilla");
    assert!(binary.is_file(), "{} is missing: cargo build --package signaling", binary.display());
    binary
}
