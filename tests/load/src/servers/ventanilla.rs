//! This service's media room: an offer in an HTTP request, the answer in the response.

use super::{Calls, Place, Server, quiet, wait_until_listening};
use crate::Trouble;
use crate::fleet::Fleet;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

const PORT: u16 = 8780;

pub fn start(place: &Place) -> Result<Server, Trouble> {
    let address = SocketAddr::new(place.ip, PORT);
    let mut command = place.command(&place.ventanilla);
    command.arg(address.to_string()).arg(SocketAddr::new(place.ip, 0).to_string());
    let mut child = quiet(&mut command).env("RUST_LOG", "warn").spawn()?;
    wait_until_listening(&mut child, address)?;
    Ok(Server { child, calls: Box::new(Ventanilla { address }), _folder: None })
}

struct Ventanilla {
    address: SocketAddr,
}

impl Calls for Ventanilla {
    fn set_up(&mut self, fleet: &mut Fleet, call: usize, clients: [usize; 2]) -> Result<(), Trouble> {
        for (side, client) in ["citizen", "assistant"].into_iter().zip(clients) {
            let offer = fleet.offer(client)?;
            let answer = post(self.address, &format!("/room/{}/{side}", call + 1), &offer)?;
            fleet.accept(client, answer)?;
        }
        Ok(())
    }
}

/// One HTTP/1.1 request on a connection of its own; the body of a good response.
fn post(address: SocketAddr, path: &str, body: &str) -> Result<String, Trouble> {
    let mut stream = TcpStream::connect(address)?;
    let length = body.len();
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
    )?;
    let mut response = String::new();
    stream.read_to_string(&mut response)?;
    let (head, body) = response.split_once("\r\n\r\n").ok_or("a response without a body")?;
    if !head.starts_with("HTTP/1.1 201") {
        return Err(format!("{path}: {}: {body}", head.lines().next().unwrap_or_default()).into());
    }
    Ok(body.to_owned())
}
