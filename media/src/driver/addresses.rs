//! Which addresses browsers are told to reach this server at.

use crate::config::MediaConfig;
use crate::error::MediaError;
use std::net::{IpAddr, SocketAddr};

/// The addresses told to browsers for a socket bound at `local`.
pub(super) fn announced(config: &MediaConfig, local: SocketAddr) -> Result<Vec<SocketAddr>, MediaError> {
    let with_port = |address: SocketAddr| {
        SocketAddr::new(address.ip(), if address.port() == 0 { local.port() } else { address.port() })
    };
    if !config.announced.is_empty() {
        return Ok(config.announced.iter().copied().map(with_port).collect());
    }
    if !local.ip().is_unspecified() {
        return Ok(vec![local]);
    }
    let interfaces = if_addrs::get_if_addrs().map_err(MediaError::Interfaces)?;
    let mut addresses: Vec<IpAddr> = interfaces
        .into_iter()
        .map(|interface| interface.ip())
        .filter(|ip| usable(*ip) && (ip.is_ipv4() || local.is_ipv6()))
        .collect();
    addresses.sort_by_key(|ip| (ip.is_loopback(), ip.is_ipv6()));
    addresses.dedup();
    if addresses.is_empty() {
        return Err(MediaError::NoAddress);
    }
    Ok(addresses.into_iter().map(|ip| SocketAddr::new(ip, local.port())).collect())
}

/// Link-local addresses mean nothing without a scope, which a candidate cannot carry.
fn usable(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => !ip.is_link_local(),
        IpAddr::V6(ip) => !ip.is_unicast_link_local(),
    }
}
