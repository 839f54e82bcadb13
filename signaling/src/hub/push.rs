//! Turns touched topics into whole states for those who look at them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use protocol::ServerMessage;
use scheduler::{SessionId, StaffId, Ticket};
use store::{Role, SessionRecord};
use tokio::time::timeout_at;

use super::pace::Pace;
use super::{Topic, Who};
use crate::app::App;
use crate::clock::monotonic;
use crate::refusal::Refusal;
use crate::views::{self, QueueView};

/// Runs until dropped. A failed push costs nothing but time: the topic's next touch pushes the whole state again.
pub async fn run(app: Arc<App>) {
    let mut pace = Pace::new(&app.settings.push);
    loop {
        let touched = match pace.next_due() {
            None => app.hub.touched().await,
            // When the time is up nothing more has to be touched.
            Some(due) => timeout_at(due.into(), app.hub.touched()).await.unwrap_or_default(),
        };
        let topics: Vec<Topic> = pace.take(touched, monotonic()).into_iter().collect();
        if topics.is_empty() {
            continue;
        }
        if let Err(refusal) = round(&app, &topics).await {
            refusal.log();
        }
    }
}

/// One look at the queue, and everybody's state that follows from it.
pub async fn round(app: &App, topics: &[Topic]) -> Result<(), Refusal> {
    let queue = QueueView::load(app).await?;
    let everybody = if topics.contains(&Topic::Queue) { Some(Line::load(app, &queue).await?) } else { None };
    let named = addressees(app, topics, everybody.as_ref());
    push_office(app, topics, &named, &queue);
    for who in named {
        let pushed = match who {
            Who::Citizen(session) => push_citizen(app, session, &queue, everybody.as_ref()).await,
            Who::Staff(staff) => push_staff(app, staff, &queue).await,
        };
        // Trouble with one state keeps no other from being pushed.
        if let Err(refusal) = pushed {
            refusal.log();
        }
    }
    push_supervisors(app, topics, &queue).await
}

/// The office's status goes to everybody when it changed, else to those who have just arrived: thousands of them would
/// otherwise each cause thousands of pushes.
fn push_office(app: &App, topics: &[Topic], named: &HashSet<Who>, queue: &QueueView) {
    const KIND: &str = "office";
    let mut to = if topics.contains(&Topic::Office) { app.hub.connected() } else { Vec::new() };
    if to.is_empty() {
        to.extend(named.iter().filter(|who| app.hub.lacks(**who, KIND)));
    }
    if to.is_empty() {
        return;
    }
    let status = ServerMessage::Office { status: views::office(app, queue) };
    for who in to {
        app.hub.push(who, KIND, &status);
    }
}

/// Those who wait, with all that their states are made of: read at once, because one by one thousands of them keep the
/// database busy for seconds.
struct Line<'q> {
    places: HashMap<SessionId, (SessionRecord, &'q Ticket)>,
}

impl<'q> Line<'q> {
    async fn load(app: &App, queue: &'q QueueView) -> Result<Self, Refusal> {
        let sessions = app.store.sessions_with_live_ticket().await?;
        let mut sessions: HashMap<SessionId, SessionRecord> =
            sessions.into_iter().map(|row| (row.value.id, row.value)).collect();
        let waiting = queue.tickets.iter().filter(|ticket| queue.positions.contains_key(&ticket.id));
        let place = |ticket: &'q Ticket| Some((ticket.session, (sessions.remove(&ticket.session)?, ticket)));
        Ok(Self { places: waiting.filter_map(place).collect() })
    }
}

/// Those named, and with the queue everybody who waits in it.
fn addressees(app: &App, topics: &[Topic], everybody: Option<&Line<'_>>) -> HashSet<Who> {
    let named = topics.iter().filter_map(|topic| if let Topic::Of(who) = topic { Some(*who) } else { None });
    let mut all: HashSet<Who> = named.collect();
    all.extend(everybody.iter().flat_map(|line| line.places.keys()).map(|session| Who::Citizen(*session)));
    all.retain(|who| app.hub.is_connected(*who));
    all
}

async fn push_citizen(
    app: &App,
    session: SessionId,
    queue: &QueueView,
    everybody: Option<&Line<'_>>,
) -> Result<(), Refusal> {
    let state = match everybody.and_then(|line| line.places.get(&session)) {
        Some((record, ticket)) => Some(views::citizen_with(app, record, Some(ticket), queue).await?),
        None => views::citizen(app, session, queue).await?,
    };
    if let Some(state) = state {
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
async fn push_supervisors(app: &App, topics: &[Topic], queue: &QueueView) -> Result<(), Refusal> {
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
