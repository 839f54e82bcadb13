//! From what is stored to what people see: whole states in wire types. Views read; they decide nothing and write nothing, but
//! that what is said about a wait is remembered, because it binds (`scheduler::told`).

mod board;
mod call_file;
mod citizen;
mod connection_test;
mod demo;
mod kept_line;
mod line;
mod messages;
mod notice;
mod office;
mod queue;
mod recording;
mod recordings;
mod roster;
mod staff;
mod supervision;
mod third_party;
mod wait;
mod what_if;
pub mod words;

pub use board::board;
pub use citizen::{citizen, citizen_with};
pub use connection_test::{TestOutcome, connection_test};
pub use demo::{DemoMessage, demo_messages};
pub use kept_line::kept_line;
pub use line::line;
pub use messages::messages;
pub use office::office;
pub use queue::QueueView;
pub use recordings::{part as recorded_part, recorded_calls};
pub use roster::{roster_import, roster_week};
pub use staff::{staff, staff_user};
pub use supervision::supervision;
pub use third_party::free_interpreters;
pub use what_if::what_if;
