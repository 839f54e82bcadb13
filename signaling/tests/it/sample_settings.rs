//! `docs/ventanilla.sample.toml` parses, says the defaults, and leaves no setting out.

use serde_json::Value;
use signaling::settings::Settings;

use crate::sources::read;

fn sample() -> String {
    read("docs/ventanilla.sample.toml")
}

fn as_json(settings: &Settings) -> Value {
    serde_json::to_value(settings).expect("JSON")
}

#[test]
fn it_says_the_defaults() {
    let parsed: Settings = toml::from_str(&sample()).expect("the sample is a configuration file");
    assert_eq!(as_json(&parsed), as_json(&Settings::default()));
}

#[test]
fn it_names_every_setting() {
    let text = sample();
    let named: Value = toml::from_str(&text).expect("TOML");
    let mut forgotten = Vec::new();
    compare(&as_json(&Settings::default()), &named, "", &mut forgotten);
    // What has no default value cannot be set in a sample: it is shown in a comment.
    forgotten.retain(|path| !text.contains(&format!("# {} = ", path.rsplit('.').next().unwrap_or_default())));
    assert_eq!(forgotten, Vec::<String>::new());
}

/// Collects the paths of `wanted` that `found` lacks.
fn compare(wanted: &Value, found: &Value, path: &str, forgotten: &mut Vec<String>) {
    let Value::Object(fields) = wanted else { return };
    for (name, value) in fields {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        match found.get(name) {
            Some(found) => compare(value, found, &path, forgotten),
            None => forgotten.push(path),
        }
    }
}

#[test]
fn a_misspelt_name_is_refused() {
    let misspelt = sample().replacen("frame_bytes", "frame_bites", 1);
    let refusal = toml::from_str::<Settings>(&misspelt).expect_err("an unknown name");
    assert!(refusal.to_string().contains("frame_bites"), "{refusal}");
}
