//! The one test binary of the `store` room.

#![cfg(test)]

mod conformance;
mod kill;
mod schema;
mod sealed_file;
mod secrecy;
mod sqlite;
mod vault;
mod world;
