//! The binary `ventanilla`.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    signaling::cli::run().await
}
