//! As much HTTP/1.1 as the server under test needs: one request on a connection of its own.

use crate::Trouble;
use serde_json::Value;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// A local server that has not answered by then hangs.
const PATIENCE: Duration = Duration::from_secs(30);

/// Posts a body; the body of a good answer.
pub fn post(address: SocketAddr, path: &str, body: &str) -> Result<String, Trouble> {
    request("POST", address, path, body)
}

/// Deletes something.
pub fn delete(address: SocketAddr, path: &str) -> Result<(), Trouble> {
    request("DELETE", address, path, "").map(drop)
}

/// Gets a JSON document.
pub fn get_json(address: SocketAddr, path: &str) -> Result<Value, Trouble> {
    Ok(serde_json::from_str(&request("GET", address, path, "")?)?)
}

fn request(method: &str, address: SocketAddr, path: &str, body: &str) -> Result<String, Trouble> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
    )?;
    let mut response = String::new();
    stream.read_to_string(&mut response)?;
    let (head, body) = response.split_once("\r\n\r\n").ok_or("a response without a body")?;
    if !head.starts_with("HTTP/1.1 2") {
        return Err(format!("{path}: {}: {body}", head.lines().next().unwrap_or_default()).into());
    }
    Ok(body.to_owned())
}
