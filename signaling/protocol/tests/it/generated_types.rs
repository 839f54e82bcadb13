//! The committed TypeScript types are the Rust types. Refresh with `make types`.

use std::{collections::BTreeMap, fs, path::Path};

use protocol::{
    ClientFrame, ClientReport, ConnectionTestView, FreeInterpreter, IceServersView, RecordedCall,
    RosterImport, RosterWeek, ServerMessage, ShiftEdit, WhatIfView,
};
use ts_rs::{Config, TS};

const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../client/src/generated");

fn export(dir: &Path) {
    let config = Config::new().with_out_dir(dir);
    ClientFrame::export_all(&config).expect("export client messages");
    ServerMessage::export_all(&config).expect("export server messages");
    ConnectionTestView::export_all(&config).expect("export test result");
    RosterWeek::export_all(&config).expect("export the roster");
    RosterImport::export_all(&config).expect("export an import");
    ShiftEdit::export_all(&config).expect("export a shift to be written");
    ClientReport::export_all(&config).expect("export test report");
    RecordedCall::export_all(&config).expect("export recorded calls");
    IceServersView::export_all(&config).expect("export TURN servers");
    FreeInterpreter::export_all(&config).expect("export interpreters");
    WhatIfView::export_all(&config).expect("export the forecast under another staff");
}

fn files(dir: &Path) -> BTreeMap<String, String> {
    let Ok(entries) = fs::read_dir(dir) else { return BTreeMap::new() };
    entries
        .map(|entry| entry.expect("entry").path())
        .filter(|path| path.extension().is_some_and(|end| end == "ts"))
        .map(|path| {
            let name = path.file_name().expect("name").to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).expect("read"))
        })
        .collect()
}

#[test]
fn committed_typescript_is_current() {
    let fresh = tempfile::tempdir().expect("temporary folder");
    export(fresh.path());
    let fresh = files(fresh.path());
    assert!(fresh.contains_key("ServerMessage.ts"), "nothing was exported: {:?}", fresh.keys());
    if std::env::var_os("UPDATE_TYPES").is_some() {
        let _ = fs::remove_dir_all(COMMITTED);
        fs::create_dir_all(COMMITTED).expect("create");
        for (name, text) in &fresh {
            fs::write(Path::new(COMMITTED).join(name), text).expect("write");
        }
    }
    assert_eq!(files(Path::new(COMMITTED)), fresh, "stale: run `make types` and commit");
}
