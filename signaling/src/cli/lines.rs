//! `ventanilla lines`: what the lines of calls were like, for those who may read the data folder.

use std::path::PathBuf;
use std::process::ExitCode;

use super::Outcome;
use crate::service::open_store;
use crate::settings::Settings;

/// One JSON object a line, the newest first; nothing personal.
pub async fn list(data: PathBuf) -> Outcome {
    let settings = Settings { data, ..Settings::default() };
    let store = open_store(&settings).await?;
    for record in store.recent_lines(u32::MAX).await? {
        let line = serde_json::json!({
            "call": record.call,
            "side": record.side,
            "began_at": record.began_at,
            "line": record.summary,
        });
        println!("{line}");
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}
