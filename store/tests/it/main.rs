//! The one test binary of the `store` room.

#![cfg(test)]

mod conformance;
mod kill;
mod schema;
mod secrecy;
mod sqlite;
mod vault;
mod world;
