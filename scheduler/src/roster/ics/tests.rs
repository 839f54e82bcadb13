use chrono_tz::Europe::Madrid;
use proptest::prelude::*;

use super::*;
use crate::roster::tests::who;
use crate::testing::{at, staff_id};

/// A calendar with these events in it; the first event begins on line 3.
fn calendar(events: &[&str]) -> String {
    let events: Vec<_> = events
        .iter()
        .map(|event| {
            format!(
                "BEGIN:VEVENT
{event}
END:VEVENT
"
            )
        })
        .collect();
    let events = events.concat();
    format!("BEGIN:VCALENDAR\nVERSION:2.0\n{events}END:VCALENDAR\n").replace('\n', "\r\n")
}

fn read_text(text: &str) -> Result<Vec<Shift>, Vec<(u64, &'static str)>> {
    let window = at("2026-11-22T23:00:00Z")..at("2026-12-06T23:00:00Z");
    read(text.as_bytes(), window, Madrid, &who)
        .map_err(|errors| errors.iter().map(|error| (error.line, error.problem.code())).collect())
}

/// Assistant, beginning, end, breaks; UTC without the date's year.
fn told(shifts: &[Shift]) -> Vec<String> {
    let time = |at: DateTime<Utc>| at.format("%m-%dT%H:%M").to_string();
    let tell = |shift: &Shift| {
        let tell = |b: &crate::roster::Pause| format!(" {}-{}", b.from.format("%H:%M"), b.to.format("%H:%M"));
        let breaks = shift.breaks().iter().map(tell).collect::<Vec<_>>().concat();
        let who = if shift.assistant() == staff_id(1) { "maria" } else { "jose" };
        format!("{who} {} {}{breaks}", time(shift.on()), shift.off().format("%H:%M"))
    };
    shifts.iter().map(tell).collect()
}

#[test]
fn a_week_of_shifts_with_breaks_and_exceptions() {
    let text = calendar(&[
        "UID:1\nSUMMARY:Turno\nATTENDEE;CN=\"Garcia; Maria: M\":mailto:maria@example.org\nDTSTART;TZID=Europe/Madrid:20261116T090000\nDTEND;TZID=Europe/Madrid:20261116T140000\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20261202\nEXDATE;TZID=Europe/Madrid:20261127T090000\nBEGIN:VALARM\nTRIGGER:-PT10M\nDTSTART:nonsense\nEND:VALARM",
        "UID:1\nRECURRENCE-ID;TZID=Europe/Madrid:20261130T090000\nATTENDEE:MAILTO:maria@example.org\nDTSTART;TZID=Europe/Madrid:20261130T100000\nDURATION:PT4H",
        "UID:2\nSUMMARY:maria\nCATEGORIES:Work,Descanso\nDTSTART;TZID=Europe/Madrid:20261116T110000\nDURATION:PT20M\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=5",
        "UID:3\nATTENDEE:mailto:jose@exa\n mple.org\nDTSTART:20261124T080000Z\nDTEND:20261124T130000Z",
        "UID:4\nSTATUS:CANCELLED\nSUMMARY:jose\nDTSTART:20261124T080000Z\nDTEND:20261124T130000Z",
        "UID:5\nSUMMARY:jose\nDTSTART:20250101T080000Z\nDTEND:20250101T130000Z",
    ]);
    let shifts = read_text(&text).unwrap();
    assert_eq!(
        told(&shifts),
        [
            "maria 11-23T08:00 13:00 10:00-10:20",
            "maria 11-25T08:00 13:00 10:00-10:20",
            "maria 11-30T09:00 13:00 10:00-10:20",
            "maria 12-02T08:00 13:00",
            "jose 11-24T08:00 13:00",
        ]
    );
}

#[test]
fn repetitions_keep_the_wall_clock_over_the_change_of_the_clock() {
    let text = calendar(&[
        "SUMMARY:maria\nDTSTART;TZID=Romance Standard Time:20270326T090000\nDTEND;TZID=/mozilla.org/20050126_1/Europe/Madrid:20270326T140000\nRRULE:FREQ=DAILY;COUNT=4",
    ]);
    let window = at("2027-03-25T23:00:00Z")..at("2027-04-30T00:00:00Z");
    let shifts = read(text.as_bytes(), window, Madrid, &who).unwrap();
    let begins: Vec<_> = shifts.iter().map(|s| s.on().format("%d %H").to_string()).collect();
    assert_eq!(begins, ["26 08", "27 08", "28 07", "29 07"]);
}

#[test]
fn every_error_names_its_line() {
    let at_line = |event: &str| read_text(&calendar(&[event])).unwrap_err();
    let times = "DTSTART:20261124T080000Z\nDTEND:20261124T130000Z";
    assert_eq!(at_line(&format!("{times}\nSUMMARY:nadie")), [(6, "roster_unknown_assistant")]);
    assert_eq!(at_line(times), [(3, "roster_unknown_assistant")]);
    assert_eq!(at_line("SUMMARY:maria\nDTSTART:2026"), [(5, "roster_event_times")]);
    assert_eq!(at_line("SUMMARY:maria\nDTSTART:20261124T080000Z"), [(3, "roster_event_times")]);
    assert_eq!(at_line("SUMMARY:maria\nDTSTART:20261124T080000Z\nDURATION:PT"), [(3, "empty_shift")]);
    assert_eq!(
        at_line("SUMMARY:maria\nDTSTART:20261124T080000Z\nDURATION:-PT5M"),
        [(6, "roster_event_times")]
    );
    let ages = format!("SUMMARY:maria\nDTSTART:20261124T080000Z\nDURATION:P{}", "999999W".repeat(9000));
    assert_eq!(at_line(&ages), [(6, "roster_event_times")]);
    assert_eq!(at_line("SUMMARY:maria\nDTSTART;VALUE=DATE:20261124"), [(5, "roster_event_whole_day")]);
    assert_eq!(
        at_line("SUMMARY:maria\nDTSTART;TZID=Mars/Olympus:20261124T080000"),
        [(5, "roster_event_time_zone")]
    );
    let with_rule = |rule: &str| at_line(&format!("SUMMARY:maria\n{times}\nRRULE:{rule}"));
    for rule in
        ["FREQ=HOURLY", "FREQ=SOMETIMES", "FREQ=DAILY;UNTIL=x", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", ""]
    {
        assert_eq!(with_rule(rule), [(7, "roster_event_recurrence")], "{rule}");
    }
    assert_eq!(with_rule("FREQ=DAILY;BYHOUR=8,9")[0], (3, "overlapping_shifts"));
    let old = "SUMMARY:maria\nDTSTART:19991124T080000Z\nDTEND:19991124T130000Z\nRRULE:FREQ=DAILY";
    assert_eq!(at_line(old), [(7, "roster_event_recurrence")]);
    let alone = format!("SUMMARY:maria\nCATEGORIES:BREAK\n{times}");
    assert_eq!(at_line(&alone), [(3, "break_outside_shift")]);
    let two = format!("SUMMARY:maria\n{times}");
    assert_eq!(read_text(&calendar(&[&two, &two])).unwrap_err(), [(8, "overlapping_shifts")]);
}

#[test]
fn a_file_holds_so_many_series() {
    let series = "SUMMARY:maria\nDTSTART:20261124T080000Z\nDURATION:PT1M\nRRULE:FREQ=YEARLY";
    let error = read_text(&calendar(&vec![series; MAX_SERIES + 1])).unwrap_err();
    assert_eq!(error, [(3 + 6 * u64::try_from(MAX_SERIES).unwrap(), "roster_file_too_many_shifts")]);
}

#[test]
fn what_is_no_calendar_is_said_so() {
    let cut = calendar(&["SUMMARY:maria"]).replace("END:VCALENDAR\r\n", "");
    for text in ["", "hello", "BEGIN:VCARD\nEND:VCARD", "BEGIN:VCALENDAR\nEND:VEVENT", "X-A:1\n", &cut] {
        assert_eq!(read_text(text).unwrap_err()[0].1, "roster_not_a_calendar", "{text}");
    }
    assert_eq!(read_text(&calendar(&[])), Ok(Vec::new()));
}

proptest! {
    /// Property soup inside proper events: an answer or an error, never a panic, and never more than asked for.
    #[test]
    fn strange_events_are_survived(
        start in "(20261124T080000Z?|2026112|20261124|00010101T000000Z|99991231T235959Z|,)",
        length in "(DTEND:20261124T1[0-9]0000Z|DURATION:P?T?[0-9]{1,8}[HMSDW]|DTEND:)",
        rule in "FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;(COUNT|INTERVAL|BYDAY|BYMONTHDAY|BYSETPOS|WKST|UNTIL|BYHOUR|BYYEARDAY)=-?[0-9A-Z,]{0,10}){0,3}",
        soup in "\\PC{0,40}",
    ) {
        let event = format!("SUMMARY:maria\nDTSTART:{start}\n{length}\nRRULE:{rule}\nX{soup}:1");
        let text = calendar(&[&event]);
        if let Ok(shifts) = read_text(&text) {
            prop_assert!(shifts.iter().all(|s| s.on() >= at("2026-11-22T23:00:00Z") && s.on() < at("2026-12-06T23:00:00Z")));
        }
    }
}
