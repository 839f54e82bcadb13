//! Every column says whether it is personal, and a personal one can only hold what the vault writes.

const MIGRATIONS: &[(&str, &str)] = &[
    ("0001_first", include_str!("../../migrations/sqlite/0001_first.sql")),
    ("0002_office", include_str!("../../migrations/sqlite/0002_office.sql")),
    ("0003_sms", include_str!("../../migrations/sqlite/0003_sms.sql")),
    ("0004_recordings", include_str!("../../migrations/sqlite/0004_recordings.sql")),
    ("0005_still_quality", include_str!("../../migrations/sqlite/0005_still_quality.sql")),
    ("0006_lines_and_promises", include_str!("../../migrations/sqlite/0006_lines_and_promises.sql")),
    ("0007_third_parties", include_str!("../../migrations/sqlite/0007_third_parties.sql")),
];

/// `(table, column, type, comment)` of every column line.
fn columns() -> Vec<(String, String, String, String)> {
    let mut found = Vec::new();
    for (_, sql) in MIGRATIONS {
        let mut table = None;
        for line in sql.lines() {
            if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
                table = rest.split_whitespace().next().map(str::to_owned);
            } else if line.starts_with(") STRICT;") {
                table = None;
            } else if let Some((owner, column)) =
                line.strip_prefix("ALTER TABLE ").and_then(|rest| rest.split_once(" ADD COLUMN "))
            {
                found.push(column_of(owner, column));
            } else if line.trim_start().starts_with("PRIMARY KEY (") {
                // A key of several columns, each of which has a line of its own.
            } else if let Some(table) = &table {
                found.push(column_of(table, line));
            }
        }
    }
    found
}

fn column_of(table: &str, line: &str) -> (String, String, String, String) {
    let (definition, comment) = line.split_once("--").unwrap_or((line, ""));
    let mut words = definition.split_whitespace();
    let (name, kind) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let kind = kind.trim_end_matches([',', ';']);
    (table.to_owned(), name.to_owned(), kind.to_owned(), comment.trim().to_owned())
}

#[test]
fn every_column_is_marked_and_every_personal_one_is_sealed_or_an_index() {
    let columns = columns();
    assert!(columns.len() > 70, "the parser sees the columns: {}", columns.len());
    for (table, column, kind, comment) in columns {
        let place = format!("{table}.{column}");
        assert!(["TEXT", "INTEGER", "BLOB"].contains(&kind.as_str()), "{place}: {kind}");
        if let Some(how) = comment.strip_prefix("personal: ") {
            assert!(how.starts_with("sealed") || how.starts_with("blind index"), "{place}: {how}");
            assert_eq!(kind, "BLOB", "{place} is personal and must hold nothing but what the vault writes");
            assert_eq!(how.starts_with("blind index"), column.ends_with("_index"), "{place}");
        } else {
            assert!(comment.starts_with("not personal"), "{place} does not say whether it is personal");
        }
    }
}

#[test]
fn every_table_is_strict() {
    for (name, sql) in MIGRATIONS {
        assert_eq!(sql.matches("CREATE TABLE").count(), sql.matches(") STRICT;").count(), "{name}");
    }
}

#[test]
fn every_migration_is_looked_at() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/sqlite");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    files.sort();
    assert_eq!(files, MIGRATIONS.iter().map(|(name, _)| *name).collect::<Vec<_>>());
}
