//! The browser apps are embedded from their `dist` folders: a change there must rebuild this crate.

fn main() {
    println!("cargo::rerun-if-changed=../citizen/dist");
    println!("cargo::rerun-if-changed=../agent-console/dist");
}
