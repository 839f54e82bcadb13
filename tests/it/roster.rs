//! The roster as supervisors work with it.

use protocol::{PlannedState, RosterImport, RosterWeek, ShiftEdit, WallTimes};
use reqwest::{Method, Response};
use serde::de::DeserializeOwned;
use tests::{Service, Staff, problem_code};

const ROSTER: &str = "/api/v1/staff/roster";

/// marta and iker are seeded by the demo.
const WEEK: &str = "\
asistente;fecha;desde;hasta;descansos
marta;23/11/2026;09:00;14:00;11:00-11:20
IKER;2026-11-23;09:00;12:00;
marta;2026-11-24;09:00;14:00;11:00-11:20
";

async fn supervisor(service: &Service) -> Staff {
    Staff::arrive(service, service.account("supervisor")).await
}

/// A request of somebody signed in, with a body of a type.
async fn send(
    service: &Service,
    who: &Staff,
    method: Method,
    path: &str,
    kind: &str,
    body: String,
) -> Response {
    let request = who.http.request(method, service.url(path)).header("cookie", &who.cookie);
    request.header("content-type", kind).body(body).send().await.expect("a response")
}

async fn json<T: DeserializeOwned>(response: Response) -> T {
    assert_eq!(response.status(), 200);
    serde_json::from_str(&response.text().await.expect("a body")).expect("JSON of that type")
}

async fn import(service: &Service, who: &Staff, apply_to: Option<u32>, kind: &str, file: &str) -> Response {
    let query = apply_to.map_or_else(String::new, |version| format!("?apply_to={version}"));
    send(service, who, Method::POST, &format!("{ROSTER}/import{query}"), kind, file.to_owned()).await
}

/// Previews a table and applies it.
async fn imported(service: &Service, boss: &Staff, file: &str) -> RosterImport {
    let preview: RosterImport = json(import(service, boss, None, "text/csv", file).await).await;
    assert_eq!((preview.applied, preview.errors.len()), (false, 0), "{preview:?}");
    json(import(service, boss, Some(preview.version), "text/csv", file).await).await
}

async fn week(service: &Service, boss: &Staff) -> RosterWeek {
    serde_json::from_slice(&boss.get(service, ROSTER).await).expect("a week")
}

/// Shifts as `user from-to breaks`, for comparing.
fn shown(week: &RosterWeek) -> Vec<String> {
    let name = |id: &str| {
        week.assistants.iter().find(|one| one.id == id).map(|one| one.user_name.clone()).unwrap_or_default()
    };
    let mut lines: Vec<_> = week
        .shifts
        .iter()
        .map(|shift| {
            let day = shift.date.format("%a");
            format!(
                "{} {day} {}-{} {}",
                name(&shift.assistant_id),
                shift.times.from,
                shift.times.to,
                shift.breaks.len()
            )
        })
        .collect();
    lines.sort();
    lines
}

fn edit(assistant_id: &str, date: &str, from: &str, to: &str, breaks: &[(&str, &str)]) -> String {
    let times = |from: &str, to: &str| WallTimes { from: from.to_owned(), to: to.to_owned() };
    let edit = ShiftEdit {
        assistant_id: assistant_id.to_owned(),
        date: date.parse().expect("a date"),
        times: times(from, to),
        breaks: breaks.iter().map(|(from, to)| times(from, to)).collect(),
    };
    serde_json::to_string(&edit).expect("JSON")
}

#[tokio::test]
async fn a_table_is_previewed_applied_seen_and_survives_a_crash() {
    let mut service = Service::start().await;
    let boss = supervisor(&service).await;
    let preview: RosterImport = json(import(&service, &boss, None, "text/csv", WEEK).await).await;
    assert_eq!((preview.added.len(), preview.removed.len(), preview.applied), (3, 0, false));
    assert_eq!(week(&service, &boss).await.shifts, [], "a preview changes nothing");
    let done: RosterImport =
        json(import(&service, &boss, Some(preview.version), "text/csv", WEEK).await).await;
    assert!(done.applied);
    let planned = boss.socket.until("who is planned now", |seen| {
        let state = seen.supervision.as_ref().filter(|state| state.roster_version > preview.version)?;
        Some(state.attendance.iter().filter(|one| one.planned == PlannedState::Work).count())
    });
    assert_eq!(planned.await, 2, "pushed: at half past nine marta and iker should be there");

    service.kill().await;
    let service = service.restart().await;
    let seen = week(&service, &boss).await;
    assert_eq!(
        shown(&seen),
        ["iker Mon 09:00-12:00 0", "marta Mon 09:00-14:00 1", "marta Tue 09:00-14:00 1"]
    );
    assert_eq!(seen.days.iter().filter(|day| day.today).count(), 1);
    assert_eq!((seen.days.len(), seen.days[0].hours.len(), seen.days[6].hours.len()), (7, 1, 0));

    // The same again changes nothing; another file replaces its days only.
    let again = imported(&service, &boss, WEEK).await;
    assert_eq!((again.added.len(), again.removed.len(), again.unchanged), (0, 0, 3));
    let monday = imported(&service, &boss, "assistant,date,from,to\nmarta,2026-11-23,10:00,14:00\n").await;
    assert_eq!((monday.added.len(), monday.removed.len(), monday.unchanged), (1, 2, 0));
    assert_eq!(shown(&week(&service, &boss).await), ["marta Mon 10:00-14:00 0", "marta Tue 09:00-14:00 1"]);

    let table = String::from_utf8(boss.get(&service, &format!("{ROSTER}.csv?day=2026-11-25&weeks=2")).await);
    let table = table.expect("text");
    assert!(table.contains("marta;2026-11-24;09:00;14:00;11:00-11:20"), "{table}");
    let same = imported(&service, &boss, &table).await;
    assert_eq!(
        (same.added.len(), same.removed.len(), same.unchanged),
        (0, 0, 2),
        "what is exported is imported"
    );
}

#[tokio::test]
async fn every_error_names_its_line_and_nothing_is_taken() {
    let service = Service::start().await;
    let boss = supervisor(&service).await;
    let file = format!(
        "{WEEK}nadie;2026-11-25;09:00;14:00;\nmarta;mañana;09:00;14:00;\nmarta;2026-11-23;13:00;15:00;\n"
    );
    let reading: RosterImport = json(import(&service, &boss, None, "text/csv", &file).await).await;
    let errors: Vec<_> = reading.errors.iter().map(|error| (error.line, error.code.as_str())).collect();
    assert_eq!(
        errors,
        [(5, "roster_unknown_assistant"), (6, "roster_date_format"), (7, "overlapping_shifts")]
    );
    assert_eq!(reading.added, [], "what would be right is not taken either");
    let applied: RosterImport =
        json(import(&service, &boss, Some(reading.version), "text/csv", &file).await).await;
    assert!(!applied.applied);
    assert_eq!(week(&service, &boss).await.shifts, []);
    let huge = "x".repeat(2 * 1024 * 1024);
    let refused = import(&service, &boss, None, "text/csv", &huge).await;
    assert_eq!(
        (refused.status().as_u16(), problem_code(refused).await.as_str()),
        (413, "roster_file_too_large")
    );
    let refused = import(&service, &boss, None, "application/pdf", WEEK).await;
    assert_eq!(problem_code(refused).await, "unsupported_media_type");
}

#[tokio::test]
async fn a_calendar_is_imported_with_its_repetitions() {
    let service = Service::start().await;
    let boss = supervisor(&service).await;
    let calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:marta\r\n\
        DTSTART;TZID=Europe/Madrid:20261123T090000\r\nDTEND;TZID=Europe/Madrid:20261123T140000\r\n\
        RRULE:FREQ=WEEKLY;BYDAY=MO,WE\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let preview: RosterImport = json(import(&service, &boss, None, "text/calendar", calendar).await).await;
    let days = preview.days.clone().expect("days");
    let length = (days.last - days.first).num_days();
    assert!((80..92).contains(&length), "an endless series is taken for a quarter: {length} days");
    let applied: RosterImport =
        json(import(&service, &boss, Some(preview.version), "text/calendar", calendar).await).await;
    assert!(applied.applied && applied.added.len() == preview.added.len());
    assert_eq!(shown(&week(&service, &boss).await), ["marta Mon 09:00-14:00 0", "marta Wed 09:00-14:00 0"]);
}

#[tokio::test]
async fn a_file_is_applied_to_the_roster_that_was_previewed() {
    let service = Service::start().await;
    let boss = supervisor(&service).await;
    let preview: RosterImport = json(import(&service, &boss, None, "text/csv", WEEK).await).await;
    imported(&service, &boss, "assistant,date,from,to\nmarta,2026-11-23,10:00,14:00\n").await;
    let late = import(&service, &boss, Some(preview.version), "text/csv", WEEK).await;
    assert_eq!((late.status().as_u16(), problem_code(late).await.as_str()), (409, "conflict"));
    assert_eq!(shown(&week(&service, &boss).await), ["marta Mon 10:00-14:00 0"]);
}

#[tokio::test]
async fn single_shifts_are_added_changed_and_removed() {
    let service = Service::start().await;
    let boss = supervisor(&service).await;
    let empty = week(&service, &boss).await;
    let marta = &empty.assistants.iter().find(|one| one.user_name == "marta").expect("marta").id;
    let put = |method, path: String, body| send_json(&service, &boss, method, path, body);
    let post = |body| {
        let path = format!("{ROSTER}/shifts");
        send_json(&service, &boss, Method::POST, path, body)
    };
    let first = edit(marta, "2026-11-25", "09:00", "14:00", &[("12:00", "12:10"), ("10:30", "10:45")]);
    assert_eq!(post(first).await.status(), 204);
    for (date, from, to, breaks, expected) in [
        ("2026-11-25", "13:00", "15:00", [].as_slice(), "overlapping_shifts"),
        ("2026-11-26", "14:00", "09:00", &[], "empty_time_range"),
        ("2026-11-26", "9", "14", &[], "invalid_time_range_format"),
        ("2026-11-26", "00:00", "17:00", &[], "shift_too_long"),
        ("2026-11-26", "09:00", "14:00", &[("14:00", "14:30")], "break_outside_shift"),
        ("2026-11-26", "09:00", "14:00", &[("10:00", "11:00"), ("10:30", "11:30")], "overlapping_breaks"),
    ] {
        assert_eq!(problem_code(post(edit(marta, date, from, to, breaks)).await).await, expected);
    }
    let nobody = edit(&"0".repeat(32), "2026-11-26", "09:00", "14:00", &[]);
    assert_eq!(problem_code(post(nobody).await).await, "roster_unknown_assistant");

    let stored = week(&service, &boss).await.shifts[0].clone();
    let key = |begins: &str| format!("{ROSTER}/shifts/{marta}/{begins}");
    let path = key(&stored.begins_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
    let moved = edit(marta, "2026-11-26", "10:00", "14:00", &[]);
    assert_eq!(put(Method::PUT, path.clone(), moved.clone()).await.status(), 204);
    assert_eq!(shown(&week(&service, &boss).await), ["marta Thu 10:00-14:00 0"]);
    let gone = put(Method::PUT, path.clone(), moved).await;
    assert_eq!((gone.status().as_u16(), problem_code(gone).await.as_str()), (404, "shift_not_found"));
    assert_eq!(problem_code(put(Method::DELETE, path, String::new()).await).await, "shift_not_found");
    let path = key("2026-11-26T09:00:00Z");
    assert_eq!(put(Method::DELETE, path, String::new()).await.status(), 204);
    assert_eq!(week(&service, &boss).await.shifts, []);
}

async fn send_json(service: &Service, who: &Staff, method: Method, path: String, body: String) -> Response {
    send(service, who, method, &path, "application/json", body).await
}

#[tokio::test]
async fn the_roster_is_the_supervisors() {
    let service = Service::start().await;
    let assistant = Staff::arrive(&service, service.account("assistant")).await;
    let requests = [
        (Method::GET, ROSTER.to_owned()),
        (Method::GET, format!("{ROSTER}.csv")),
        (Method::POST, format!("{ROSTER}/shifts")),
        (Method::PUT, format!("{ROSTER}/shifts/{}/2026-11-23T08:00:00Z", "0".repeat(32))),
        (Method::DELETE, format!("{ROSTER}/shifts/{}/2026-11-23T08:00:00Z", "0".repeat(32))),
        (Method::POST, format!("{ROSTER}/import")),
    ];
    for (method, path) in requests {
        let refused = send_json(&service, &assistant, method.clone(), path.clone(), String::new()).await;
        assert_eq!(problem_code(refused).await, "forbidden", "{method} {path}");
        let stranger = reqwest::Client::new().request(method.clone(), service.url(&path)).send().await;
        assert_eq!(problem_code(stranger.expect("a response")).await, "not_signed_in", "{method} {path}");
    }
}
