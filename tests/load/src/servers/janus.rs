//! Janus' `videocall` plugin over its WebSocket: one connection, session and handle a client, as browsers have it.
//!
//! The caller's offer reaches the other side as an offer of Janus' own, so one client offers and the other answers.

use super::{Calls, Place, Server, quiet, wait_until_listening};
use crate::Trouble;
use crate::fleet::Fleet;
use serde_json::{Value, json};
use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::Duration;
use tungstenite::client::IntoClientRequest;
use tungstenite::http::HeaderValue;
use tungstenite::{Message, WebSocket};

const PORT: u16 = 8188;
/// An answer of Janus takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(10);
/// Where Debian's package puts plugins and transports.
const LIBRARIES: &str = "/usr/lib/x86_64-linux-gnu/janus";

pub fn start(place: &Place) -> Result<Server, Trouble> {
    let folder = tempfile::tempdir()?;
    configure(folder.path(), place)?;
    let address = SocketAddr::new(place.ip, PORT);
    let mut command = place.command(&place.janus);
    command.arg("--configs-folder").arg(folder.path()).args(["--debug-level", "2"]);
    let mut child = quiet(&mut command).spawn()?;
    wait_until_listening(&mut child, address)?;
    Ok(Server { child, calls: Box::new(Janus { address, open: Vec::new() }), _folder: Some(folder) })
}

/// Defaults, except: only the one plugin and transport (no other uses memory), sessions that do not expire while a
/// long run sends nothing over the WebSocket, and a range of ports.
fn configure(folder: &Path, place: &Place) -> Result<(), Trouble> {
    for (kind, library) in [("plugins", "libjanus_videocall.so"), ("transports", "libjanus_websockets.so")] {
        fs::create_dir(folder.join(kind))?;
        symlink(Path::new(LIBRARIES).join(kind).join(library), folder.join(kind).join(library))?;
    }
    let path = folder.display();
    let general = format!(
        "general: {{\n configs_folder = \"{path}\"\n plugins_folder = \"{path}/plugins\"\n \
         transports_folder = \"{path}/transports\"\n session_timeout = 0\n}}\n\
         media: {{\n rtp_port_range = \"20000-40000\"\n}}\n\
         nat: {{\n ice_enforce_list = \"{}\"\n}}\n",
        place.ip
    );
    fs::write(folder.join("janus.jcfg"), general)?;
    let transport = format!("general: {{\n json = \"compact\"\n ws = true\n ws_port = {PORT}\n}}\n");
    fs::write(folder.join("janus.transport.websockets.jcfg"), transport)?;
    fs::write(folder.join("janus.plugin.videocall.jcfg"), "general: {\n}\n")?;
    Ok(())
}

struct Janus {
    address: SocketAddr,
    /// Connections that keep the calls alive.
    open: Vec<Handle>,
}

impl Calls for Janus {
    fn set_up(&mut self, fleet: &mut Fleet, call: usize, clients: [usize; 2]) -> Result<(), Trouble> {
        let assistant_name = format!("assistant{call}");
        let mut citizen = Handle::open(self.address, &format!("citizen{call}"))?;
        let mut assistant = Handle::open(self.address, &assistant_name)?;
        let offer = fleet.offer(clients[0])?;
        citizen.message(
            &json!({ "request": "call", "username": assistant_name }),
            Some(json!({ "type": "offer", "sdp": offer })),
        )?;
        let offer = assistant.description("offer")?;
        let answer = fleet.answer(clients[1], offer)?;
        assistant
            .message(&json!({ "request": "accept" }), Some(json!({ "type": "answer", "sdp": answer })))?;
        fleet.accept(clients[0], citizen.description("answer")?)?;
        self.open.extend([citizen, assistant]);
        Ok(())
    }
}

/// A plugin handle in a session of its own.
struct Handle {
    socket: WebSocket<TcpStream>,
    session: u64,
    plugin: u64,
}

impl Handle {
    /// Connects and registers a name.
    fn open(address: SocketAddr, name: &str) -> Result<Self, Trouble> {
        let stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        let mut request = format!("ws://{address}/").into_client_request()?;
        request.headers_mut().insert("sec-websocket-protocol", HeaderValue::from_static("janus-protocol"));
        let (socket, _) = tungstenite::client(request, stream).map_err(|error| error.to_string())?;
        let mut handle = Self { socket, session: 0, plugin: 0 };
        handle.session = handle.request(json!({ "janus": "create" }))?;
        handle.plugin = handle.request(json!({ "janus": "attach", "plugin": "janus.plugin.videocall" }))?;
        handle.message(&json!({ "request": "register", "username": name }), None)?;
        handle.until(|event| event.pointer("/plugindata/data/result").map(|_| ()))?;
        Ok(handle)
    }

    /// Sends a request that makes something; its id.
    fn request(&mut self, request: Value) -> Result<u64, Trouble> {
        self.send(request)?;
        self.until(|answer| answer.pointer("/data/id")?.as_u64())
    }

    /// Sends a message to the plugin.
    fn message(&mut self, body: &Value, jsep: Option<Value>) -> Result<(), Trouble> {
        let mut message = json!({ "janus": "message", "body": body });
        if let Some(jsep) = jsep {
            message["jsep"] = jsep;
        }
        self.send(message)
    }

    fn send(&mut self, mut message: Value) -> Result<(), Trouble> {
        message["transaction"] = json!("load");
        for (name, id) in [("session_id", self.session), ("handle_id", self.plugin)] {
            if id != 0 {
                message[name] = json!(id);
            }
        }
        Ok(self.socket.send(Message::text(message.to_string()))?)
    }

    /// Waits for a session description.
    fn description(&mut self, kind: &str) -> Result<String, Trouble> {
        let sdp = self.until(|event| {
            let jsep = event.get("jsep")?;
            (jsep.get("type")?.as_str()? == kind).then(|| jsep.get("sdp")?.as_str().map(str::to_owned))?
        })?;
        Ok(one_mid_a_section(&sdp))
    }

    fn until<T>(&mut self, look: impl Fn(&Value) -> Option<T>) -> Result<T, Trouble> {
        loop {
            let message = self.socket.read()?;
            let Message::Text(text) = message else { continue };
            let event: Value = serde_json::from_str(&text)?;
            let refusal = event.get("error").or_else(|| event.pointer("/plugindata/data/error"));
            if let Some(refusal) = refusal {
                return Err(format!("Janus refuses: {refusal}").into());
            }
            if let Some(found) = look(&event) {
                return Ok(found);
            }
        }
    }
}

/// Janus 1.1.2 writes `a=mid` twice into a section of this plugin's answers, which parsers refuse.
fn one_mid_a_section(sdp: &str) -> String {
    let mut seen = false;
    let mut kept = String::with_capacity(sdp.len());
    for line in sdp.lines() {
        if line.starts_with("m=") {
            seen = false;
        }
        if line.starts_with("a=mid:") && std::mem::replace(&mut seen, true) {
            continue;
        }
        kept.push_str(line);
        kept.push_str("\r\n");
    }
    kept
}
