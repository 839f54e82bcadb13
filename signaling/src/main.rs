//! The binary `ventanilla`.

use std::process::ExitCode;

/// A packet of video is just beyond what the system's allocator keeps at hand, and it gives memory back and asks for it again.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    signaling::cli::run().await
}
