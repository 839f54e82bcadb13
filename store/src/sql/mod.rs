//! What every SQL engine shares: the statements a [`ChangeSet`](crate::ChangeSet) becomes, the queries, the rows.
//!
//! The SQL keeps to what SQLite and PostgreSQL both understand (`$1` parameters, 64-bit integers, text, bytes), so an
//! engine is: a pool, a way to run a [`Statement`], and its own migrations.

pub(crate) mod office;
pub(crate) mod queries;
pub(crate) mod reads;
pub(crate) mod rows;
pub(crate) mod seal;
mod statements;

use chrono::{DateTime, Utc};

pub(crate) use statements::prepare;

/// A parameter. Each is typed even when null, because PostgreSQL wants to know.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Arg {
    /// Whole number, truth value or instant.
    Int(Option<i64>),
    /// Text.
    Text(Option<String>),
    /// Sealed value, index or hash.
    Bytes(Option<Vec<u8>>),
}

/// One prepared write.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Statement {
    pub(crate) sql: &'static str,
    pub(crate) args: Vec<Arg>,
    /// The statement names the version it was read with: no row touched means a conflict.
    pub(crate) versioned: bool,
}

impl From<i64> for Arg {
    fn from(value: i64) -> Self {
        Self::Int(Some(value))
    }
}

impl From<u32> for Arg {
    fn from(value: u32) -> Self {
        Self::Int(Some(i64::from(value)))
    }
}

impl From<bool> for Arg {
    fn from(value: bool) -> Self {
        Self::Int(Some(i64::from(value)))
    }
}

impl From<DateTime<Utc>> for Arg {
    fn from(value: DateTime<Utc>) -> Self {
        Self::Int(Some(value.timestamp_micros()))
    }
}

impl From<Option<DateTime<Utc>>> for Arg {
    fn from(value: Option<DateTime<Utc>>) -> Self {
        Self::Int(value.map(|at| at.timestamp_micros()))
    }
}

impl From<&str> for Arg {
    fn from(value: &str) -> Self {
        Self::Text(Some(value.to_owned()))
    }
}

impl From<String> for Arg {
    fn from(value: String) -> Self {
        Self::Text(Some(value))
    }
}

impl From<Option<String>> for Arg {
    fn from(value: Option<String>) -> Self {
        Self::Text(value)
    }
}

impl From<Vec<u8>> for Arg {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(Some(value))
    }
}

impl From<Option<Vec<u8>>> for Arg {
    fn from(value: Option<Vec<u8>>) -> Self {
        Self::Bytes(value)
    }
}
