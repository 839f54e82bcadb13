//! This service's media room: an offer in an HTTP request, the answer in the response.

use super::{Calls, Place, Server, quiet};
use crate::Trouble;
use crate::fleet::Fleet;
use crate::http;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::Stdio;

/// Starts it with settings of the example (`name=value`) on ports that are free; also where it answers requests.
pub fn start(place: &Place, settings: &[&str]) -> Result<(Server, SocketAddr), Trouble> {
    let any_port = SocketAddr::new(place.ip, 0).to_string();
    let mut command = place.command(&place.ventanilla);
    quiet(command.args([&any_port, &any_port]).args(settings)).env("RUST_LOG", "warn");
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| {
        format!("{}: {error} (cargo build --package media --example echo)", place.ventanilla.display())
    })?;
    let mut output = BufReader::new(child.stdout.take().ok_or("no output")?);
    let mut first = String::new();
    output.read_line(&mut first)?;
    // What else it says is for people; but it must not wait for a reader.
    std::thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
    let address = first.trim().strip_prefix("http://").ok_or("the server did not start")?.parse()?;
    Ok((Server { child, calls: Box::new(Ventanilla { address }), _folder: None }, address))
}

struct Ventanilla {
    address: SocketAddr,
}

impl Calls for Ventanilla {
    fn set_up(&mut self, fleet: &mut Fleet, call: usize, clients: [usize; 2]) -> Result<(), Trouble> {
        for (side, client) in ["citizen", "assistant"].into_iter().zip(clients) {
            let offer = fleet.offer(client)?;
            let answer = http::post(self.address, &format!("/room/{}/{side}", call + 1), &offer)?;
            fleet.accept(client, answer)?;
        }
        Ok(())
    }
}
