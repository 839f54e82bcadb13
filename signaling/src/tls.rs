//! Certificates: none, self-signed for a local network, or the operator's own.

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum_server::tls_rustls::RustlsConfig;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::settings::{Settings, Tls};

/// Why there is no TLS.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file.
    #[error("{path}: {cause}")]
    File {
        /// Which.
        path: PathBuf,
        /// What the system or the reader said.
        cause: String,
    },
    /// A self-signed certificate could not be made.
    #[error("cannot make a certificate: {0}")]
    Make(String),
    /// Certificate and key do not fit.
    #[error("certificate and key do not fit: {0}")]
    Unusable(String),
}

/// The server's TLS as the settings say; `None` for plain HTTP.
pub fn config(settings: &Settings) -> Result<Option<RustlsConfig>, TlsError> {
    let (certificate, key) = match &settings.tls {
        Tls::Off | Tls::Proxy => return Ok(None),
        Tls::Files { certificate, key } => (certificate.clone(), key.clone()),
        Tls::SelfSigned => self_signed(&settings.data)?,
    };
    let chain = CertificateDer::pem_file_iter(&certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|cause| TlsError::File { path: certificate, cause: cause.to_string() })?;
    let key = PrivateKeyDer::from_pem_file(&key)
        .map_err(|cause| TlsError::File { path: key.clone(), cause: cause.to_string() })?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| TlsError::Unusable(error.to_string()))?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|error| TlsError::Unusable(error.to_string()))?;
    // WebSockets need HTTP/1.1; HTTP/2 would only be negotiated to be refused.
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Some(RustlsConfig::from_config(Arc::new(config))))
}

/// Kept in the data folder, so that a browser that was told to trust it need not be told again.
fn self_signed(data: &Path) -> Result<(PathBuf, PathBuf), TlsError> {
    let (certificate, key) = (data.join("self-signed.crt"), data.join("self-signed.key"));
    if certificate.exists() && key.exists() {
        return Ok((certificate, key));
    }
    let mut names = vec!["localhost".to_owned(), "127.0.0.1".to_owned(), "::1".to_owned()];
    names.extend(local_addresses().iter().map(ToString::to_string));
    let made =
        rcgen::generate_simple_self_signed(names).map_err(|error| TlsError::Make(error.to_string()))?;
    write(&certificate, &made.cert.pem())?;
    write(&key, &made.signing_key.serialize_pem())?;
    Ok((certificate, key))
}

fn write(path: &Path, pem: &str) -> Result<(), TlsError> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path);
    file.and_then(|mut file| file.write_all(pem.as_bytes()))
        .map_err(|cause| TlsError::File { path: path.to_owned(), cause: cause.to_string() })
}

/// Addresses by which other machines may reach this one, for certificates and for what the demo prints.
pub fn local_addresses() -> Vec<IpAddr> {
    let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
    interfaces
        .into_iter()
        .filter(|interface| !interface.is_loopback())
        .map(|interface| interface.ip())
        .collect()
}
