//! This service's media room: an offer in an HTTP request, the answer in the response.

use super::{Calls, Place, Server, quiet, wait_until_listening};
use crate::Trouble;
use crate::fleet::Fleet;
use crate::http;
use std::net::SocketAddr;

const PORT: u16 = 8780;

/// Starts it with settings of the example (`name=value`).
pub fn start(place: &Place, settings: &[String]) -> Result<Server, Trouble> {
    let address = address(place);
    let mut command = place.command(&place.ventanilla);
    command.arg(address.to_string()).arg(SocketAddr::new(place.ip, 0).to_string()).args(settings);
    let mut child = quiet(&mut command).env("RUST_LOG", "warn").spawn()?;
    wait_until_listening(&mut child, address)?;
    Ok(Server { child, calls: Box::new(Ventanilla { address }), _folder: None })
}

/// Where it answers requests.
pub fn address(place: &Place) -> SocketAddr {
    SocketAddr::new(place.ip, PORT)
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
