//! The benches of the media server's defence, short, in every run of the tests: the real process, the same program.

use std::path::PathBuf;
use std::process::Command;

/// Runs a bench against the media room as the workspace's tests have built it. It fails by itself when a call did not come
/// about or something was left; no time it took is judged here.
fn bench(arguments: &[&str]) {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_bench-media"));
    let server = program.with_file_name("examples").join("echo");
    assert!(server.exists(), "cargo build --package media --example echo makes {}", server.display());
    let output = Command::new(program).args(arguments).arg("--ventanilla").arg(server).output();
    let output = output.unwrap_or_else(|error| panic!("{error}"));
    let (said, complained) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    println!("{said}{complained}");
    assert!(output.status.success(), "{said}{complained}");
}

#[test]
fn calls_connect_and_stand_under_forged_hellos_from_sixteen_addresses() {
    bench(&["hellos", "--calls", "40", "--rate", "2000", "--standing", "10"]);
}

#[test]
fn calls_that_come_and_go_in_every_way_leave_nothing() {
    // 200 legs that leak are more than 100 MB; what allocators keep for later depends on the machine's load.
    let memory = ["--tolerance-kb", "16384"];
    let calls = ["--calls", "112", "--warm-up", "42", "--at-once", "14", "--looks", "1"];
    bench(&[&["churn"][..], &calls, &memory].concat());
}
