//! Placeholders, filled and escaped for the place where they stand. Pure.

use std::collections::BTreeMap;

use super::super::secret::Secret;
use crate::message::Sms;

/// What the placeholders stand for.
pub(super) struct Values<'a> {
    pub sms: &'a Sms,
    pub from: &'a str,
    pub coding: &'a str,
    pub callback: &'a str,
    pub secrets: &'a BTreeMap<String, Secret>,
}

/// `{url.NAME}` is escaped as part of an address wherever it stands.
const FOR_ADDRESS: &str = "url.";

/// Names of values.
const KNOWN: [&str; 7] = ["to", "to_digits", "text", "from", "id", "coding", "callback"];

impl Values<'_> {
    fn of(&self, name: &str) -> Option<&str> {
        Some(match name {
            "to" => self.sms.to.e164(),
            "to_digits" => self.sms.to.e164().trim_start_matches('+'),
            "text" => &self.sms.text,
            "from" => self.from,
            "id" => &self.sms.id.0,
            "coding" => self.coding,
            "callback" => self.callback,
            secret => self.secrets.get(secret.strip_prefix("secret.")?)?.expose(),
        })
    }

    /// As it is.
    pub(super) fn plain(&self, template: &str) -> String {
        self.fill(template, str::to_owned)
    }

    /// For an address.
    pub(super) fn escaped(&self, template: &str) -> String {
        self.fill(template, for_address)
    }

    /// Every string of a JSON value.
    pub(super) fn json(&self, template: &serde_json::Value) -> serde_json::Value {
        use serde_json::Value;
        match template {
            Value::String(text) => Value::String(self.plain(text)),
            Value::Array(items) => items.iter().map(|item| self.json(item)).collect(),
            Value::Object(fields) => {
                fields.iter().map(|(name, value)| (name.clone(), self.json(value))).collect()
            }
            other => other.clone(),
        }
    }

    fn fill(&self, template: &str, escape: impl Fn(&str) -> String) -> String {
        let pieces = split(template).map(|piece| match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Placeholder(name) => match name.strip_prefix(FOR_ADDRESS) {
                Some(name) => self.of(name).map(for_address),
                None => self.of(name).map(&escape),
            }
            .unwrap_or_else(|| format!("{{{name}}}")),
        });
        pieces.collect()
    }
}

fn for_address(value: &str) -> String {
    form_urlencoded::byte_serialize(value.as_bytes()).collect::<String>().replace('+', "%20")
}

/// Part of a template.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    Placeholder(&'a str),
}

/// Splits at `{name}`; braces around anything else are text (JSON in a string, for instance).
pub(super) fn split(template: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = template;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some((name, after)) = leading_placeholder(rest) {
            rest = after;
            return Some(Piece::Placeholder(name));
        }
        let starts = rest.char_indices().skip(1).map(|(at, _)| at);
        let end =
            starts.into_iter().find(|at| leading_placeholder(&rest[*at..]).is_some()).unwrap_or(rest.len());
        let (text, after) = rest.split_at(end);
        rest = after;
        Some(Piece::Text(text))
    })
}

fn leading_placeholder(text: &str) -> Option<(&str, &str)> {
    let (name, after) = text.strip_prefix('{')?.split_once('}')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_.-/".contains(c));
    is_name.then_some((name, after))
}

/// Names of placeholders that mean nothing.
pub(super) fn unknown<'a>(template: &'a str, secrets: &BTreeMap<String, Secret>) -> Option<&'a str> {
    split(template).find_map(|piece| {
        let Piece::Placeholder(whole) = piece else { return None };
        let name = whole.strip_prefix(FOR_ADDRESS).unwrap_or(whole);
        let secret = name.strip_prefix("secret.").is_some_and(|name| secrets.contains_key(name));
        (!KNOWN.contains(&name) && !secret).then_some(whole)
    })
}
