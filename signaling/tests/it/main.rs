//! What the documents promise about the service.
#![cfg(test)]

mod documents;
mod sample_settings;
mod sms_faults;
mod sources;
