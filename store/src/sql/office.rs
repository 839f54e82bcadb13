//! Roster, closures and the announcement: their statements and their rows.

use scheduler::roster::Pause;
use scheduler::{EmergencyClosure, Shift};
use sqlx::FromRow;

use super::rows::{Open, id};
use super::seal::{from_json, instant, to_json};
use super::{Arg, Statement};
use crate::error::{CommitError, ReadError};
use crate::read::Read;
use crate::records::{AnnouncementRecord, ClosureRecord, PublicText, Versioned};
use crate::vault::Vault;

const BUMP_ROSTER: &str = "UPDATE revisions SET version = version + 1 WHERE name = 'roster' AND version = $1";
const DELETE_SHIFT: &str = "DELETE FROM shifts WHERE assistant_id = $1 AND begins_at = $2";
const INSERT_SHIFT: &str =
    "INSERT INTO shifts (assistant_id, begins_at, ends_at, breaks) VALUES ($1, $2, $3, $4)";

/// One version for all, then what goes, then what comes: a shift that is replaced keeps its beginning.
pub(super) fn update_roster(
    removed: &[(scheduler::StaffId, chrono::DateTime<chrono::Utc>)],
    added: &[Shift],
    expected: i64,
) -> Result<Vec<Statement>, CommitError> {
    let mut statements = Vec::with_capacity(1 + removed.len() + added.len());
    statements.push(Statement { sql: BUMP_ROSTER, args: vec![expected.into()], versioned: true });
    statements.extend(removed.iter().map(|(assistant, begins)| Statement {
        sql: DELETE_SHIFT,
        args: vec![assistant.to_string().into(), (*begins).into()],
        // A shift that is not there any more: what was decided on is gone.
        versioned: true,
    }));
    for shift in added {
        let args = vec![
            shift.assistant().to_string().into(),
            shift.on().into(),
            shift.off().into(),
            to_json("shifts.breaks", &shift.breaks())?.into(),
        ];
        statements.push(Statement { sql: INSERT_SHIFT, args, versioned: false });
    }
    Ok(statements)
}

pub(super) const FORGET_SHIFTS: &str = "DELETE FROM shifts WHERE ends_at < $1";

pub(super) const INSERT_CLOSURE: &str = "INSERT INTO closures \
    (id, begins_at, ends_at, tells_queue, reason_es, reason_en, closed_by, closed_at, version) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)";
pub(super) const UPDATE_CLOSURE: &str = "UPDATE closures SET begins_at = $2, ends_at = $3, tells_queue = $4, \
    reason_es = $5, reason_en = $6, closed_by = $7, closed_at = $8, version = version + 1 \
    WHERE id = $1 AND version = $9";
pub(super) const DELETE_CLOSURE: &str = "DELETE FROM closures WHERE id = $1 AND version = $2";

pub(super) fn closure_args(record: &ClosureRecord) -> Vec<Arg> {
    vec![
        record.id.to_string().into(),
        record.closure.from().into(),
        record.closure.until().into(),
        record.closure.tells_queue().into(),
        record.reason.es.as_str().into(),
        record.reason.en.clone().into(),
        record.closed_by.to_string().into(),
        record.closed_at.into(),
    ]
}

pub(super) const UPDATE_ANNOUNCEMENT: &str = "UPDATE announcement SET text_es = $1, text_en = $2, ends_at = $3, \
    put_up_by = $4, put_up_at = $5, version = version + 1 WHERE id = 1 AND version = $6";

pub(super) fn announcement_args(announcement: Option<&AnnouncementRecord>) -> Vec<Arg> {
    vec![
        announcement.map(|record| record.text.es.clone()).into(),
        announcement.and_then(|record| record.text.en.clone()).into(),
        announcement.and_then(|record| record.ends_at).into(),
        announcement.map(|record| record.put_up_by.to_string()).into(),
        announcement.map(|record| record.put_up_at).into(),
    ]
}

#[derive(FromRow)]
pub(crate) struct ShiftRow {
    assistant_id: String,
    begins_at: i64,
    ends_at: i64,
    breaks: String,
}

impl Open for ShiftRow {
    type Record = Shift;

    fn open(self, _vault: &Vault) -> Read<Self::Record> {
        let breaks: Vec<Pause> = from_json("shifts.breaks", &self.breaks)?;
        let (on, off) =
            (instant("shifts.begins_at", self.begins_at)?, instant("shifts.ends_at", self.ends_at)?);
        Shift::new(id("shifts.assistant_id", &self.assistant_id)?, on, off, breaks)
            .map_err(|_| ReadError::Corrupt("shifts"))
    }
}

#[derive(FromRow)]
pub(crate) struct ClosureRow {
    id: String,
    begins_at: i64,
    ends_at: i64,
    tells_queue: i64,
    reason_es: String,
    reason_en: Option<String>,
    closed_by: String,
    closed_at: i64,
    version: i64,
}

impl Open for ClosureRow {
    type Record = Versioned<ClosureRecord>;

    fn open(self, _vault: &Vault) -> Read<Self::Record> {
        let from = instant("closures.begins_at", self.begins_at)?;
        let until = instant("closures.ends_at", self.ends_at)?;
        let closure =
            EmergencyClosure::new(from, until).map_err(|_| ReadError::Corrupt("closures.ends_at"))?;
        let value = ClosureRecord {
            id: id("closures.id", &self.id)?,
            closure: if self.tells_queue == 0 { closure } else { closure.telling_queue() },
            reason: PublicText { es: self.reason_es, en: self.reason_en },
            closed_by: id("closures.closed_by", &self.closed_by)?,
            closed_at: instant("closures.closed_at", self.closed_at)?,
        };
        Ok(Versioned { value, version: self.version })
    }
}

#[derive(FromRow)]
pub(crate) struct AnnouncementRow {
    text_es: Option<String>,
    text_en: Option<String>,
    ends_at: Option<i64>,
    put_up_by: Option<String>,
    put_up_at: Option<i64>,
    version: i64,
}

impl Open for AnnouncementRow {
    type Record = Versioned<Option<AnnouncementRecord>>;

    fn open(self, _vault: &Vault) -> Read<Self::Record> {
        let (Some(es), Some(by), Some(at)) = (self.text_es, self.put_up_by, self.put_up_at) else {
            return Ok(Versioned { value: None, version: self.version });
        };
        let record = AnnouncementRecord {
            text: PublicText { es, en: self.text_en },
            ends_at: self.ends_at.map(|micros| instant("announcement.ends_at", micros)).transpose()?,
            put_up_by: id("announcement.put_up_by", &by)?,
            put_up_at: instant("announcement.put_up_at", at)?,
        };
        Ok(Versioned { value: Some(record), version: self.version })
    }
}
