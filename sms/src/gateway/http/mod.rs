//! A gateway that takes a message by one HTTP request, described in the settings instead of programmed.

mod answer;
mod connect;
mod receipt;
mod settings;
mod template;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::header::{AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderName, HeaderValue, Method, Request, Uri};
use http_body_util::{BodyExt, Full, Limited};
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use self::answer::{Answer, Rules};
use self::connect::Connector;
use self::receipt::Receipts;
use self::template::Values;
use super::router::GatewayConfigError;
use super::secret::Secret;
use super::{DeliveryReport, SmsGateway, SubmitOutcome};
use crate::delivery::FailureReason;
use crate::message::Sms;
use crate::segments::{Encoding, segments};

pub use receipt::{ReceiptError, ReceiptRequest};
pub use settings::{
    Accepted, BasicAuth, Body, Coding, Covers, ErrorRule, Hash, HashEncoding, HttpLimits, HttpSettings,
    IdSource, JsonIs, ReceiptMeaning, ReceiptTemplate, RequestTemplate, Verdict, Verify, When,
};

/// Path of a gateway's callbacks under the service's public address.
pub const RECEIPTS_PATH: &str = "/api/v1/sms/receipts/";

type HttpClient = Client<Connector, Full<Bytes>>;

/// The gateway.
#[derive(Debug)]
pub struct HttpGateway {
    settings: HttpSettings,
    secrets: BTreeMap<String, Secret>,
    callback: String,
    rules: Rules,
    receipts: Option<Receipts>,
    client: HttpClient,
    turns: Semaphore,
    closing: AtomicBool,
}

impl HttpGateway {
    /// Checks the description. `public_url` is where the provider reaches this service.
    pub fn new(settings: &HttpSettings, public_url: Option<&str>) -> Result<Self, GatewayConfigError> {
        let wrong = |problem: String| GatewayConfigError::Value { gateway: settings.name.clone(), problem };
        let mut secrets = settings.secrets.clone();
        for (name, path) in &settings.secret_files {
            secrets.insert(name.clone(), Secret::read(path)?);
        }
        check(settings, &secrets, public_url).map_err(wrong)?;
        let base = public_url.unwrap_or_default().trim_end_matches('/');
        let callback = format!("{base}{RECEIPTS_PATH}{}", settings.name);
        let receipts = settings.receipt.clone().map(|template| Receipts {
            gateway: settings.name.clone(),
            template,
            callback: callback.clone(),
        });
        Ok(Self {
            rules: Rules::compile(settings).map_err(wrong)?,
            client: client(settings).map_err(|error| wrong(error.to_string()))?,
            turns: Semaphore::new(settings.limits.concurrent.max(1)),
            closing: AtomicBool::new(false),
            settings: settings.clone(),
            secrets,
            callback,
            receipts,
        })
    }

    /// Reads a callback of the provider. `None`: genuine, but not the end of the message.
    pub fn receipt(
        &self,
        request: &ReceiptRequest<'_>,
        now: DateTime<Utc>,
    ) -> Result<Option<DeliveryReport>, ReceiptError> {
        let receipts = self.receipts.as_ref().ok_or(ReceiptError::NoSuchGateway)?;
        receipts.read(request, &self.secrets, now)
    }

    fn request(&self, sms: &Sms) -> Result<Request<Full<Bytes>>, http::Error> {
        let template = &self.settings.request;
        let coding = match segments(&sms.text).encoding {
            Encoding::Gsm7 => &template.coding.gsm7,
            Encoding::Ucs2 => &template.coding.ucs2,
        };
        let from = &self.settings.from;
        let values = Values { sms, from, coding, callback: &self.callback, secrets: &self.secrets };
        let mut url = values.escaped(&template.url);
        let query = pairs(&values, &template.query);
        if !query.is_empty() {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(&query);
        }
        let mut request = Request::builder()
            .method(Method::from_bytes(template.method.as_bytes())?)
            .uri(Uri::try_from(url)?)
            .header(USER_AGENT, "ventanilla");
        for (name, value) in &template.headers {
            request = request.header(HeaderName::try_from(name)?, sensitive(&values.plain(value))?);
        }
        if let Some(basic) = &template.basic_auth {
            let credentials = format!("{}:{}", values.plain(&basic.user), values.plain(&basic.password));
            request =
                request.header(AUTHORIZATION, sensitive(&format!("Basic {}", STANDARD.encode(credentials)))?);
        }
        let (kind, body) = match &template.body {
            Body::Empty => (None, Bytes::new()),
            Body::Form(fields) => (Some("application/x-www-form-urlencoded"), pairs(&values, fields).into()),
            Body::Json(json) => (Some("application/json"), values.json(json).to_string().into()),
            Body::Text { content_type, text } => (Some(content_type.as_str()), values.plain(text).into()),
        };
        if let Some(kind) = kind {
            request = request.header(CONTENT_TYPE, kind);
        }
        request.body(Full::new(body))
    }

    async fn exchange(&self, sms: &Sms) -> SubmitOutcome {
        let Ok(request) = self.request(sms) else {
            return SubmitOutcome::Rejected { reason: FailureReason::Refused };
        };
        let limits = &self.settings.limits;
        let patience = seconds(limits.connect) + seconds(limits.answer);
        match timeout(patience, self.answer(request)).await {
            Ok(Ok(answer)) => self.rules.read(&answer, sms, &self.settings.name),
            Ok(Err(failure)) => failure,
            Err(_) => SubmitOutcome::Ambiguous,
        }
    }

    async fn answer(&self, request: Request<Full<Bytes>>) -> Result<Answer, SubmitOutcome> {
        let response = self.client.request(request).await.map_err(|error| {
            // Names are resolved and connections made before anything of the message leaves.
            if error.is_connect() { SubmitOutcome::Retry { after: None } } else { SubmitOutcome::Ambiguous }
        })?;
        let (parts, body) = response.into_parts();
        let limited = Limited::new(body, self.settings.limits.answer_bytes);
        let body = match limited.collect().await {
            Ok(body) => String::from_utf8_lossy(&body.to_bytes()).into_owned(),
            // The status alone may say that it was refused; that it was accepted needs the whole answer.
            Err(_) if parts.status.is_success() => return Err(SubmitOutcome::Ambiguous),
            Err(_) => String::new(),
        };
        Ok(Answer { status: parts.status, headers: parts.headers, body })
    }
}

#[async_trait]
impl SmsGateway for HttpGateway {
    fn name(&self) -> &str {
        &self.settings.name
    }

    fn is_idempotent(&self) -> bool {
        self.settings.idempotent
    }

    async fn submit(&self, sms: &Sms, _now: DateTime<Utc>) -> SubmitOutcome {
        let turn = timeout(seconds(self.settings.limits.turn), self.turns.acquire()).await;
        let Ok(Ok(_turn)) = turn else { return SubmitOutcome::Retry { after: None } };
        if self.closing.load(Ordering::Relaxed) {
            return SubmitOutcome::Retry { after: None };
        }
        self.exchange(sms).await
    }

    /// Nothing: its reports come through [`receipt`](Self::receipt).
    async fn take_reports(&self, _now: DateTime<Utc>) -> Vec<DeliveryReport> {
        Vec::new()
    }

    async fn shutdown(&self) {
        self.closing.store(true, Ordering::Relaxed);
        let all = u32::try_from(self.settings.limits.concurrent.max(1)).unwrap_or(u32::MAX);
        // Each exchange has its own end.
        let _ = self.turns.acquire_many(all).await;
    }
}

fn client(settings: &HttpSettings) -> std::io::Result<HttpClient> {
    let limits = &settings.limits;
    Ok(Client::builder(TokioExecutor::new())
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(seconds(limits.keep_alive))
        .pool_max_idle_per_host(limits.concurrent)
        .build(Connector::new(seconds(limits.connect))?))
}

fn check(
    settings: &HttpSettings,
    secrets: &BTreeMap<String, Secret>,
    public_url: Option<&str>,
) -> Result<(), String> {
    let request = &settings.request;
    let mut templates: Vec<&str> = vec![&request.url];
    templates.extend(request.query.values().chain(request.headers.values()).map(String::as_str));
    templates.extend(request.basic_auth.iter().flat_map(|basic| [basic.user.as_str(), &basic.password]));
    match &request.body {
        Body::Empty => {}
        Body::Form(fields) => templates.extend(fields.values().map(String::as_str)),
        Body::Json(json) => strings(json, &mut templates),
        Body::Text { text, .. } => templates.push(text),
    }
    if let Some(unknown) = templates.iter().find_map(|text| template::unknown(text, secrets)) {
        return Err(format!("`{{{unknown}}}` stands for nothing"));
    }
    let uses = |name: &str| templates.iter().any(|text| text.contains(name));
    if uses("{callback}") && public_url.is_none() {
        return Err("`{callback}` needs the setting `public_url`".to_owned());
    }
    if !uses("{text}") || !(uses("{to}") || uses("{to_digits}")) {
        return Err("the request carries no `{text}` or no `{to}`".to_owned());
    }
    if request.url.starts_with("https://") || request.url.starts_with("http://") {
        check_receipt(settings, secrets)
    } else {
        Err("`url` must begin with https:// (or http:// within one's own network)".to_owned())
    }
}

fn check_receipt(settings: &HttpSettings, secrets: &BTreeMap<String, Secret>) -> Result<(), String> {
    let Some(receipt) = &settings.receipt else { return Ok(()) };
    if receipt.id.is_none() && receipt.own_id.is_none() {
        return Err("a receipt needs `id` or `own_id`".to_owned());
    }
    let (Verify::Secret { secret, .. } | Verify::Header { secret, .. } | Verify::Hmac { secret, .. }) =
        &receipt.verify;
    match secrets.get(secret) {
        Some(found) if !found.expose().is_empty() => Ok(()),
        _ => Err(format!("the receipts' secret `{secret}` is missing or empty")),
    }
}

fn strings<'a>(json: &'a serde_json::Value, into: &mut Vec<&'a str>) {
    match json {
        serde_json::Value::String(text) => into.push(text),
        serde_json::Value::Array(items) => items.iter().for_each(|item| strings(item, into)),
        serde_json::Value::Object(fields) => fields.values().for_each(|value| strings(value, into)),
        _ => {}
    }
}

fn pairs(values: &Values<'_>, fields: &BTreeMap<String, String>) -> String {
    let filled = fields.iter().map(|(name, value)| (name, values.plain(value)));
    form_urlencoded::Serializer::new(String::new()).extend_pairs(filled).finish()
}

fn sensitive(value: &str) -> Result<HeaderValue, http::Error> {
    let mut value = HeaderValue::try_from(value)?;
    value.set_sensitive(true);
    Ok(value)
}

fn seconds(count: u32) -> Duration {
    Duration::from_secs(count.into())
}
