//! The requests of a connection test (docs/PROTOCOL.md).

use std::time::Duration;

use axum::body::Bytes;
use axum::http::{HeaderMap, Method, Request, StatusCode, Uri, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use protocol::{ClientReport, ConnectionTestView};
use tokio::time::timeout;

use super::Failure;

/// A request that takes longer is taken for lost.
const REQUEST_PATIENCE: Duration = Duration::from_secs(10);
/// Far above any answer of the service; a bound on what some other server may send.
const MAX_BODY: usize = 256 * 1024;

/// One service.
pub struct Api {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    base: String,
    authority: String,
}

impl Api {
    /// `url`: `http://host:port` or `https://host`. Certificates are checked against the system's; `SSL_CERT_FILE` names
    /// others.
    pub fn new(url: &str) -> Result<Self, Failure> {
        let bad = |problem: &str| Failure::BadUrl(format!("{url}: {problem}"));
        let uri: Uri = url.parse().map_err(|_| bad("not a URL"))?;
        let scheme = uri.scheme_str().filter(|scheme| matches!(*scheme, "http" | "https"));
        let scheme = scheme.ok_or_else(|| bad("write http:// or https:// before the name"))?;
        let host = uri.host().ok_or_else(|| bad("no host"))?;
        let port = uri.port_u16().unwrap_or(if scheme == "https" { 443 } else { 80 });
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_native_roots(rustls::crypto::ring::default_provider())
            .map_err(Failure::local)?
            .https_or_http()
            .enable_http1()
            .build();
        Ok(Self {
            client: Client::builder(TokioExecutor::new()).build(connector),
            base: format!("{scheme}://{host}:{port}"),
            authority: format!("{host}:{port}"),
        })
    }

    /// `host:port`.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// The office's state: the smallest request there is.
    pub async fn status(&self) -> Result<(), Failure> {
        self.request(Method::GET, "/api/v1/status", "", String::new()).await.map(drop)
    }

    /// Offers a test: its path, and the answer.
    pub async fn start_test(&self, offer: String) -> Result<(String, String), Failure> {
        let path = "/api/v1/connection-tests";
        let (headers, answer) = self.request(Method::POST, path, "application/sdp", offer).await?;
        let location = headers.get(header::LOCATION).and_then(|location| location.to_str().ok());
        let location = location.filter(|location| location.starts_with(path));
        let location = location.ok_or_else(|| Failure::Unexpected("no Location".to_owned()))?;
        Ok((location.to_owned(), answer))
    }

    /// Where a test stands.
    pub async fn test(&self, location: &str) -> Result<ConnectionTestView, Failure> {
        let (_, body) = self.request(Method::GET, location, "", String::new()).await?;
        serde_json::from_str(&body).map_err(|error| Failure::Unexpected(error.to_string()))
    }

    /// Tells what only this side knows.
    pub async fn report(&self, location: &str, report: &ClientReport) -> Result<(), Failure> {
        let body = serde_json::to_string(report).map_err(Failure::local)?;
        let path = format!("{location}/report");
        self.request(Method::PUT, &path, "application/json", body).await.map(drop)
    }

    /// Ends a test.
    pub async fn end_test(&self, location: &str) -> Result<(), Failure> {
        self.request(Method::DELETE, location, "", String::new()).await.map(drop)
    }

    async fn request(
        &self,
        method: Method,
        path: &str,
        kind: &str,
        body: String,
    ) -> Result<(HeaderMap, String), Failure> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.base));
        if !kind.is_empty() {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let request = request.body(Full::from(body)).map_err(Failure::local)?;
        let unreachable = |error: &dyn std::fmt::Display| Failure::Unreachable(error.to_string());
        let exchange = async {
            let response = self.client.request(request).await.map_err(|error| unreachable(&whole(&error)))?;
            let (head, body) = response.into_parts();
            let body = Limited::new(body, MAX_BODY).collect().await.map_err(|error| unreachable(&error))?;
            let text = String::from_utf8(body.to_bytes().to_vec())
                .map_err(|_| Failure::Unexpected("not text".to_owned()))?;
            if head.status.is_success() { Ok((head.headers, text)) } else { Err(refusal(head.status, &text)) }
        };
        timeout(REQUEST_PATIENCE, exchange).await.map_err(|_| unreachable(&"no answer"))?
    }
}

/// An error with its causes: the client's own says only that it could not connect.
fn whole(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        words = format!("{words}: {error}");
        cause = error.source();
    }
    words
}

/// The service's own code from its problem document (RFC 9457).
fn refusal(status: StatusCode, body: &str) -> Failure {
    let problem: Option<serde_json::Value> = serde_json::from_str(body).ok();
    let code = problem.as_ref().and_then(|problem| problem.get("code")?.as_str());
    match code {
        Some(code) => Failure::Refused { status: status.as_u16(), code: code.to_owned() },
        None => Failure::Unexpected(format!("status {status}")),
    }
}
