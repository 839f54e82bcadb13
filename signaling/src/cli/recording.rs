//! `ventanilla recording`: what was recorded, for those who may read the data folder and its keys.

use std::fs::OpenOptions;
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use chrono::Utc;
use clap::{Args, Subcommand};
use media::recording::{MergePart, merge};
use scheduler::CallId;
use store::{AuditEntry, Change, ChangeSet, RecordedSide, RecordingRecord, Store};

use super::Outcome;
use crate::clock::Clock;
use crate::recording::{Playback, media_side, path_in};
use crate::service::open_store;
use crate::settings::Settings;
use crate::views;

/// Where the service keeps its data.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct Whereabouts {
    /// Data folder of the service.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Configuration file (TOML) of the service.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum RecordingCommand {
    /// List recordings, newest first, one JSON object a line.
    List {
        #[command(flatten)]
        whereabouts: Whereabouts,
    },
    /// Write a call's recording as WebM, in the clear: both sides in one file, the citizen first.
    Export {
        /// The call.
        call: String,
        /// File to write; it must not exist.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Only what this side sent.
        #[arg(long, value_enum)]
        side: Option<SideArgument>,
        #[command(flatten)]
        whereabouts: Whereabouts,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum SideArgument {
    /// Who is registered.
    Citizen,
    /// Who verifies.
    Assistant,
}

/// Runs the command.
pub async fn run(command: RecordingCommand) -> Outcome {
    match command {
        RecordingCommand::List { whereabouts } => list(&settings(whereabouts)?).await,
        RecordingCommand::Export { call, out, side, whereabouts } => {
            let wanted = side.map(|side| match side {
                SideArgument::Citizen => RecordedSide::Citizen,
                SideArgument::Assistant => RecordedSide::Assistant,
            });
            export(&settings(whereabouts)?, &call, &out, wanted).await
        }
    }
}

fn settings(whereabouts: Whereabouts) -> Result<Settings, Box<dyn std::error::Error + Send + Sync>> {
    Ok(match (whereabouts.config, whereabouts.data) {
        (Some(config), _) => Settings::read(&config)?,
        (None, Some(data)) => Settings { data, ..Settings::default() },
        (None, None) => Settings::default(),
    })
}

async fn list(settings: &Settings) -> Outcome {
    let store = open_store(settings).await?;
    for row in store.recent_recordings(u32::MAX).await? {
        let mut line = serde_json::to_value(views::recorded_part(&row.value))?;
        line["call"] = row.value.call.to_string().into();
        println!("{line}");
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn export(settings: &Settings, call: &str, out: &PathBuf, side: Option<RecordedSide>) -> Outcome {
    let call: CallId = call.parse().map_err(|_| "a call's id has 32 hexadecimal characters")?;
    let store = open_store(settings).await?;
    let rows = store.recordings_of(call).await?;
    let records: Vec<RecordingRecord> = rows.into_iter().map(|row| row.value).collect();
    let Some(begin) = records.first().map(|record| record.started_at) else {
        return Err("this call was not recorded".into());
    };
    let folder = settings.recordings_folder();
    let mut parts = Vec::new();
    for record in records.iter().filter(|record| side.is_none_or(|side| record.side == side)) {
        let path = path_in(&folder, record.id);
        if !path.exists() {
            eprintln!("ventanilla: the {:?} part of {} has no file", record.side, record.started_at);
            continue;
        }
        let file = Playback::open(&path, record)?;
        if !file.is_whole() {
            eprintln!(
                "ventanilla: the {:?} part of {} has no end: it was interrupted or cut short",
                record.side, record.started_at
            );
        }
        let offset = u64::try_from((record.started_at - begin).num_milliseconds()).unwrap_or(0);
        parts.push(MergePart { side: media_side(record.side), offset, file: file.into_read() });
    }
    note_access(&store, call).await?;
    store.close().await;
    // Readable for the owner only, like what it was made from.
    let mut file = BufWriter::new(OpenOptions::new().write(true).create_new(true).mode(0o600).open(out)?);
    merge(parts, &mut file)?;
    file.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// An export is an access like any other.
async fn note_access(store: &Arc<dyn Store>, call: CallId) -> Result<(), store::CommitError> {
    let entry = AuditEntry {
        at: Clock::real().now().with_timezone(&Utc),
        actor: "operator".to_owned(),
        action: "recording_exported".to_owned(),
        subject: format!("call:{call}"),
        detail: serde_json::Value::Null,
    };
    store.commit(ChangeSet::from(Change::AppendAudit(entry))).await
}
