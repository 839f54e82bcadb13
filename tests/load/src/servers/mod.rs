//! The servers under test: started in the network namespace, asked for calls in their own language.

mod janus;
pub mod ventanilla;

use crate::Trouble;
use crate::clock;
use crate::fleet::Fleet;
use clap::ValueEnum;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::net::{IpAddr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A server takes this long to listen at most.
const START_PATIENCE: Duration = Duration::from_secs(15);

/// Which server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// This service's media room, behind a minimal HTTP (`media/examples/echo.rs`).
    Ventanilla,
    /// Janus with its `videocall` plugin.
    Janus,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Ventanilla => "ventanilla",
            Self::Janus => "janus",
        }
    }
}

/// Where servers run.
#[derive(Debug, Clone)]
pub struct Place {
    /// Network namespace, made by `tests/load/run`; the own one without.
    pub namespace: Option<String>,
    /// The servers' address.
    pub ip: IpAddr,
    /// The relay built from `media/examples/echo.rs`.
    pub ventanilla: PathBuf,
    /// `janus`.
    pub janus: PathBuf,
}

impl Place {
    fn command(&self, program: &Path) -> Command {
        let Some(namespace) = &self.namespace else { return Command::new(program) };
        // `ip netns exec` becomes the program, so the child's process id is the server's.
        let mut command = Command::new("ip");
        command.args(["netns", "exec", namespace]).arg(program);
        command
    }
}

/// A way to set up a call.
pub trait Calls {
    /// Connects two clients of the fleet to each other, up to the answers.
    fn set_up(&mut self, fleet: &mut Fleet, call: usize, clients: [usize; 2]) -> Result<(), Trouble>;
}

/// A running server. Dropping it ends it.
pub struct Server {
    child: Child,
    pub calls: Box<dyn Calls>,
    /// Keeps the configuration until the end.
    _folder: Option<tempfile::TempDir>,
}

impl Server {
    /// Starts a server and waits until it listens.
    pub fn start(kind: Kind, place: &Place) -> Result<Self, Trouble> {
        match kind {
            Kind::Ventanilla => ventanilla::start(place, &[]).map(|(server, _)| server),
            Kind::Janus => janus::start(place),
        }
    }

    /// Its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Ok(id) = i32::try_from(self.child.id()) {
            let _ = kill(Pid::from_raw(id), Signal::SIGTERM);
        }
        let end = clock::now() + Duration::from_secs(3);
        while clock::now() < end && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn quiet(command: &mut Command) -> &mut Command {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null())
}

fn wait_until_listening(child: &mut Child, address: SocketAddr) -> Result<(), Trouble> {
    let end = clock::now() + START_PATIENCE;
    loop {
        if TcpStream::connect_timeout(&address, Duration::from_millis(200)).is_ok() {
            return Ok(());
        }
        if let Some(status) = child.try_wait()? {
            return Err(format!("the server ended at once: {status}").into());
        }
        if clock::now() > end {
            let _ = child.kill();
            return Err(format!("the server does not listen on {address}").into());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}
