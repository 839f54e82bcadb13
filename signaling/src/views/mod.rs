//! From what is stored to what people see: whole states in wire types. Views read; they decide nothing and write nothing.

mod board;
mod call_file;
mod citizen;
mod connection_test;
mod demo;
mod line;
mod office;
mod queue;
mod staff;
mod wait;
pub mod words;

pub use board::board;
pub use citizen::citizen;
pub use connection_test::{TestOutcome, connection_test};
pub use demo::{DemoMessage, demo_messages};
pub use line::line;
pub use office::office;
pub use queue::QueueView;
pub use staff::{staff, staff_user};
