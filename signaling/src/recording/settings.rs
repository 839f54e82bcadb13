//! `[recording]` of the configuration file.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Recording of calls.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RecordingSettings {
    /// Whether calls are recorded. On: evidence of a video identification includes the video (Orden ETD/465/2021, art. 12),
    /// and citizens consent to it before they join. Off: nothing is written, and both sides are not told that it is.
    pub enabled: bool,
    /// Folder of the sealed files; by default `recordings` in the data folder. Large: a disk of its own is sensible.
    pub folder: Option<PathBuf>,
    /// Longest recording of a call in seconds. 7,200: a call takes ten minutes; one that was forgotten ends.
    pub max_seconds: u32,
    /// Largest recording of one side in bytes. 3 GiB: two hours at the 2.5 Mbit/s browsers are limited to, and some.
    pub max_bytes: u64,
    /// Bytes that stay free on the disk. 2 GiB: the database lies on it, too, and a decision that cannot be stored is worse
    /// than a call that is not recorded.
    pub free_disk_floor_bytes: u64,
}

impl Default for RecordingSettings {
    fn default() -> Self {
        Self {
            enabled: true,
            folder: None,
            max_seconds: 7_200,
            max_bytes: 3 * 1024 * 1024 * 1024,
            free_disk_floor_bytes: 2 * 1024 * 1024 * 1024,
        }
    }
}
