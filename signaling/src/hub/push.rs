//! Turns touched topics into whole states for those who look at them.

use std::collections::HashSet;
use std::sync::Arc;

use protocol::ServerMessage;
use scheduler::{SessionId, StaffId};
use store::Role;

use super::{Topic, Who};
use crate::app::App;
use crate::refusal::Refusal;
use crate::views::{self, QueueView};

/// Runs until dropped. A failed push costs nothing but time: the topic's next touch pushes the whole state again.
pub async fn run(app: Arc<App>) {
    loop {
        let topics = app.hub.touched().await;
        if let Err(refusal) = push_all(&app, &topics).await {
            refusal.log();
        }
    }
}

async fn push_all(app: &App, topics: &HashSet<Topic>) -> Result<(), Refusal> {
    let queue = QueueView::load(app).await?;
    if topics.contains(&Topic::Office) {
        let status = ServerMessage::Office { status: views::office(app, &queue) };
        for who in app.hub.connected() {
            app.hub.push(who, "office", &status);
        }
    }
    for who in addressees(app, topics, &queue) {
        let pushed = match who {
            Who::Citizen(session) => push_citizen(app, session, &queue).await,
            Who::Staff(staff) => push_staff(app, staff, &queue).await,
        };
        // Trouble with one state keeps no other from being pushed.
        if let Err(refusal) = pushed {
            refusal.log();
        }
    }
    push_supervisors(app, topics, &queue).await
}

/// Those named, and with the queue everybody who waits in it.
fn addressees(app: &App, topics: &HashSet<Topic>, queue: &QueueView) -> HashSet<Who> {
    let named = topics.iter().filter_map(|topic| if let Topic::Of(who) = topic { Some(*who) } else { None });
    let mut all: HashSet<Who> = named.collect();
    if topics.contains(&Topic::Queue) {
        let waiting = queue.tickets.iter().filter(|ticket| queue.positions.contains_key(&ticket.id));
        all.extend(waiting.map(|ticket| Who::Citizen(ticket.session)));
    }
    all.retain(|who| app.hub.is_connected(*who));
    all
}

async fn push_citizen(app: &App, session: SessionId, queue: &QueueView) -> Result<(), Refusal> {
    if let Some(state) = views::citizen(app, session, queue).await? {
        app.hub.push(Who::Citizen(session), "citizen", &ServerMessage::Citizen { state });
    }
    Ok(())
}

async fn push_staff(app: &App, staff: StaffId, queue: &QueueView) -> Result<(), Refusal> {
    if let Some(state) = views::staff(app, staff, queue).await? {
        app.hub.push(Who::Staff(staff), "staff", &ServerMessage::Staff { state });
    }
    Ok(())
}

async fn supervisors(app: &App) -> Result<Vec<Who>, Refusal> {
    let mut supervisors = Vec::new();
    for who in app.hub.connected() {
        let Who::Staff(id) = who else { continue };
        let record = app.store.staff(id).await?;
        if record.is_some_and(|row| row.value.roles.contains(&Role::Supervisor)) {
            supervisors.push(who);
        }
    }
    Ok(supervisors)
}

/// What supervisors see is made once for all of them, and not at all when none looks.
async fn push_supervisors(app: &App, topics: &HashSet<Topic>, queue: &QueueView) -> Result<(), Refusal> {
    let board = topics.contains(&Topic::Board) || topics.contains(&Topic::Office);
    let messages = topics.contains(&Topic::Messages);
    if !board && !messages {
        return Ok(());
    }
    let supervisors = supervisors(app).await?;
    if supervisors.is_empty() {
        return Ok(());
    }
    let mut told = Vec::new();
    if board {
        told.push(("board", ServerMessage::Board { board: views::board(app, queue).await? }));
        told.push((
            "supervision",
            ServerMessage::Supervision { state: views::supervision(app, queue).await? },
        ));
    }
    if messages {
        told.push(("messages", ServerMessage::Messages { messages: views::messages(app).await? }));
    }
    for (kind, message) in &told {
        for who in &supervisors {
            app.hub.push(*who, kind, message);
        }
    }
    Ok(())
}
