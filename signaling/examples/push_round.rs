//! What one push to everybody who waits costs: `cargo run --release -p signaling --example push_round -- [CITIZENS]`.
//!
//! A service of its own in a temporary folder, citizens with sessions, places and connections of the hub (no sockets of
//! the system), one push round after another in which everybody's position changes. Beside it the same states read one by
//! one, as it was done before; one person's own state, as after each of their messages; and a pass over the deadlines, as
//! twice a second.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use scheduler::{Language, Procedure, SessionId, Ticket, TicketId};
use signaling::actions;
use signaling::app::App;
use signaling::clock::{Clock, monotonic};
use signaling::hub::{Registration, Topic, Who, push};
use signaling::service::{Parts, Service, open_store};
use signaling::settings::Settings;
use signaling::views::{self, QueueView};
use store::{Change, ChangeSet, SessionRecord, TokenHash};

/// Rounds measured.
const ROUNDS: usize = 5;

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

#[tokio::main]
async fn main() -> Outcome<()> {
    let citizens = std::env::args().nth(1).map_or(Ok(2_000), |text| text.parse::<u32>())?;
    let folder = tempfile::tempdir()?;
    let mut settings = Settings { data: folder.path().to_owned(), ..Settings::default() };
    settings.listen.set_port(0);
    let opening = settings.hours.at(Clock::real().now()).next_opening.ok_or("it never opens")?;
    let clock = Clock::starting_at(opening + TimeDelta::hours(1));
    let store = open_store(&settings).await?;
    let service = Service::start(Parts { settings, clock, store }).await?;
    let app = service.app();
    let tickets = join(app, citizens).await?;
    let (mut together, mut one_by_one) = (Vec::new(), Vec::new());
    let (mut own, mut deadlines) = (Vec::new(), Vec::new());
    let mut connected: Vec<Registration> = tickets.iter().map(|ticket| connect(app, ticket)).collect();
    for leaver in tickets.iter().take(ROUNDS) {
        leave(app, leaver).await?;
        let before = monotonic();
        push::round(app, &[Topic::Queue]).await.map_err(|refusal| refusal.code)?;
        together.push(monotonic().duration_since(before));
        let received = connected.iter_mut().filter_map(|person| person.outbox.try_recv().ok()).count();
        println!("told: {received} of {citizens}");
        one_by_one.push(read_one_by_one(app, &tickets).await?);
        let last = tickets.last().ok_or("nobody waits")?;
        let before = monotonic();
        let topics = [Topic::Of(Who::Citizen(last.session))];
        push::round(app, &topics).await.map_err(|refusal| refusal.code)?;
        own.push(monotonic().duration_since(before));
        let before = monotonic();
        actions::sweep(app).await.map_err(|refusal| refusal.code)?;
        deadlines.push(monotonic().duration_since(before));
    }
    println!("everybody in one round, median: {:.0?}", median(together));
    println!("states read one by one, median: {:.0?}", median(one_by_one));
    println!("one person's own state, median: {:.1?}", median(own));
    println!("a pass over the deadlines, median: {:.1?}", median(deadlines));
    service.stop().await;
    Ok(())
}

async fn join(app: &App, citizens: u32) -> Outcome<Vec<Ticket>> {
    let mut rng = StdRng::seed_from_u64(1);
    let now = app.clock.now();
    let mut tickets = Vec::new();
    let mut changes = ChangeSet::new();
    for number in 0..citizens {
        let (session, ticket) = (SessionId::random(&mut rng), TicketId::random(&mut rng));
        let at = now - TimeDelta::milliseconds(i64::from(citizens - number));
        changes.push(Change::InsertSession(SessionRecord {
            id: session,
            token_hash: TokenHash::of(&session.to_bytes()),
            created_at: at,
            last_seen: at,
            language: Language::Es,
            test: None,
            identified: None,
        }));
        let ticket = Ticket::join(ticket, session, Procedure::Registration, Language::Es, at);
        changes.push(Change::InsertTicket(ticket.clone()));
        tickets.push(ticket);
    }
    app.commit(changes).await?;
    Ok(tickets)
}

fn connect(app: &App, ticket: &Ticket) -> Registration {
    app.hub.register(Who::Citizen(ticket.session), 64)
}

async fn leave(app: &App, ticket: &Ticket) -> Outcome<()> {
    let row = app.store.ticket(ticket.id).await?.ok_or("no such ticket")?;
    let ticket = row.value.leave(app.clock.now())?;
    Ok(app.commit(Change::UpdateTicket { ticket, expected: row.version }.into()).await?)
}

async fn read_one_by_one(app: &App, tickets: &[Ticket]) -> Outcome<Duration> {
    let before: Instant = monotonic();
    let queue = QueueView::load(app).await.map_err(|refusal| refusal.code)?;
    for ticket in tickets {
        let state = views::citizen(app, ticket.session, &queue).await.map_err(|refusal| refusal.code)?;
        std::hint::black_box(serde_json::to_string(&state)?);
    }
    Ok(monotonic().duration_since(before))
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
