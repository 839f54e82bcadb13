//! The project's files, read as text, and the simple scans over them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The project's folder.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// A file of the project.
pub fn read(path: &str) -> String {
    let path = Path::new(ROOT).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every Rust source below a room's `src`, unit tests apart.
pub fn rust_sources(room: &str) -> Vec<String> {
    let mut files = Vec::new();
    collect(&Path::new(ROOT).join(room).join("src"), &mut files);
    assert!(!files.is_empty(), "{room} has sources");
    let source = |path: &PathBuf| without_tests(&fs::read_to_string(path).expect("readable"));
    files.iter().map(source).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|end| end == "rs") && name != "tests" {
            files.push(path);
        }
    }
}

fn without_tests(source: &str) -> String {
    source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned()
}

/// What stands in `text` directly behind each `before`, as far as it is made of letters, digits and `_`.
pub fn words_behind(text: &str, before: &str) -> BTreeSet<String> {
    text.split(before).skip(1).map(leading_word).filter(|word| !word.is_empty()).collect()
}

fn leading_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

/// The code of each string literal in `text` that has the form of one.
pub fn quoted_codes(text: &str) -> BTreeSet<String> {
    let is_code = |text: &&str| {
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    text.split('"').skip(1).step_by(2).filter(is_code).map(str::to_owned).collect()
}

/// The body of every `fn code(self)` or `fn code(&self)`, by counting braces.
pub fn bodies_of_code_functions(source: &str) -> Vec<&str> {
    let starts = ["fn code(self) -> &'static str {", "fn code(&self) -> &'static str {"];
    let bodies = starts.iter().flat_map(|start| source.split(start).skip(1));
    bodies.map(|rest| &rest[..end_of_block(rest)]).collect()
}

fn end_of_block(rest: &str) -> usize {
    let mut depth = 1_usize;
    for (at, c) in rest.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}
