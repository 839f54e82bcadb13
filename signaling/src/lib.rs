//! The service: who talks to whom, what is committed, what is told.
//!
//! A message or request arrives ([`ws`], [`http`]: decode, who is it, limits) → one **action** ([`actions`]: read →
//! decide by a pure rule of `scheduler` or `registration` → commit in `store`, outbox included → tell) → the [`hub`]
//! pushes whole states ([`views`]) to those who look. `docs/ARCHITECTURE.md` walks through two features.

pub mod actions;
pub mod app;
pub mod cli;
pub mod clock;
pub mod connection_tests;
pub mod forecast;
pub mod http;
pub mod hub;
pub mod limits;
pub mod lines;
pub mod logging;
pub mod office;
pub mod office_day;
pub mod password;
pub mod prewarm;
pub mod public_text;
pub mod recording;
pub mod refusal;
pub mod roster;
pub mod service;
pub mod settings;
mod shared_port;
pub mod stills;
pub mod tls;
pub mod turn;
pub mod uplink;
pub mod views;
pub mod workers;
pub mod ws;
