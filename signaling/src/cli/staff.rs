//! `ventanilla staff add`.

use std::io::BufRead;
use std::path::Path;
use std::process::ExitCode;

use scheduler::{Language, Procedure, Skills, StaffId};
use store::{Change, ChangeSet, LoginState, Role, StaffRecord, Store};

use super::{Outcome, StaffRole};
use crate::clock::entropy;
use crate::password;
use crate::refusal::Refusal;
use crate::service::open_store;
use crate::settings::Settings;

/// Shortest password taken, without further rules (NIST SP 800-63B section 3.1.1.2: length, not composition).
const MIN_PASSWORD_CHARS: usize = 12;

impl From<StaffRole> for Role {
    fn from(role: StaffRole) -> Self {
        match role {
            StaffRole::Assistant => Self::Assistant,
            StaffRole::Supervisor => Self::Supervisor,
            StaffRole::Interpreter => Self::Interpreter,
        }
    }
}

/// Adds or changes a member of staff; the password comes from standard input, so that no shell remembers it.
pub async fn add(
    config: &Path,
    user: String,
    name: String,
    roles: &[StaffRole],
    languages: Vec<Language>,
) -> Outcome {
    let settings = Settings::read(config)?;
    eprintln!("Password for {user} (at least {MIN_PASSWORD_CHARS} characters), then Enter:");
    let mut password = String::new();
    std::io::stdin().lock().read_line(&mut password)?;
    let password = password.trim_end_matches(['\r', '\n']);
    if password.chars().count() < MIN_PASSWORD_CHARS || password.len() > password::MAX_PASSWORD_BYTES {
        return Err(format!("a password has {MIN_PASSWORD_CHARS} characters or more").into());
    }
    let store = open_store(&settings).await?;
    let member = Member { user, name, roles: roles.iter().map(|role| (*role).into()).collect(), languages };
    save(store.as_ref(), &member, password).await.map_err(|refusal| refusal.code)?;
    end_sign_ins(store.as_ref(), &member).await.map_err(|refusal| refusal.code)?;
    store.close().await;
    eprintln!("{} can sign in at /console.", member.user);
    Ok(ExitCode::SUCCESS)
}

/// A member of staff to be.
pub struct Member {
    /// Sign-in name.
    pub user: String,
    /// Name to show.
    pub name: String,
    /// What they may do.
    pub roles: Vec<Role>,
    /// What they speak besides Spanish.
    pub languages: Vec<Language>,
}

/// Whoever knew the old password signs in again with the new one.
async fn end_sign_ins(store: &dyn Store, member: &Member) -> Result<(), Refusal> {
    if let Some(row) = store.staff_by_user_name(&member.user).await? {
        store.commit(ChangeSet::from(Change::DeleteStaffSessionsOf(row.value.id))).await?;
    }
    Ok(())
}

/// Writes the record; an existing user name keeps its id.
pub async fn save(store: &dyn Store, member: &Member, password: &str) -> Result<(), Refusal> {
    let known = store.staff_by_user_name(&member.user).await?;
    let record = StaffRecord {
        id: known.map_or_else(|| StaffId::random(&mut entropy()), |row| row.value.id),
        user_name: member.user.clone(),
        display_name: member.name.clone(),
        password_hash: password::hash(password)?,
        roles: member.roles.iter().copied().collect(),
        skills: Skills { procedures: Procedure::ALL.to_vec(), languages: member.languages.clone() },
        login: LoginState::default(),
    };
    store.commit(ChangeSet::from(Change::UpsertStaff(record))).await?;
    Ok(())
}
