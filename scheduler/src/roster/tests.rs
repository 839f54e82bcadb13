use chrono::TimeDelta;
use chrono_tz::Europe::Madrid;
use proptest::prelude::*;

use super::*;
use crate::testing::{at, seconds, staff_id};

/// Staff of the tests.
pub(super) fn who(name: &str) -> Option<StaffId> {
    match name {
        "maria" => Some(staff_id(1)),
        "jose" | "jose@example.org" => Some(staff_id(2)),
        _ => None,
    }
}

fn shift(assistant: u8, on: i64, off: i64, breaks: &[(i64, i64)]) -> Shift {
    let breaks = breaks.iter().map(|(from, to)| Pause { from: seconds(*from), to: seconds(*to) }).collect();
    Shift::new(staff_id(assistant), seconds(on), seconds(off), breaks).unwrap()
}

fn planned(assistant: u8, on: i64, off: i64) -> Planned {
    Planned { assistant: staff_id(assistant), on: seconds(on), off: seconds(off) }
}

#[test]
fn planned_work_is_the_shifts_without_their_breaks() {
    let roster = Roster::new([
        shift(2, 0, 100, &[]),
        shift(1, 0, 100, &[(40, 50), (0, 10)]),
        shift(1, 200, 300, &[(290, 300)]),
    ])
    .unwrap();
    let all: Vec<_> = roster.planned(seconds(0), seconds(1000)).collect();
    let expected = [planned(1, 10, 40), planned(1, 50, 100), planned(1, 200, 290), planned(2, 0, 100)];
    assert_eq!(all, expected);
    let part: Vec<_> = roster.planned(seconds(30), seconds(60)).collect();
    assert_eq!(part, [planned(1, 30, 40), planned(1, 50, 60), planned(2, 30, 60)]);
    assert_eq!([0, 10, 39, 40, 99, 100, 290].map(|s| roster.staff_at(seconds(s))), [1, 2, 2, 1, 2, 0, 0]);
    assert_eq!(roster.staff_seconds(seconds(0), seconds(1000)), 30 + 50 + 90 + 100);
    assert_eq!(roster.next_change(seconds(10)), Some(seconds(40)));
    assert_eq!(roster.next_change(seconds(290)), None);
}

#[test]
fn nobody_works_two_shifts_at_a_time() {
    let mut roster = Roster::new([shift(1, 0, 100, &[]), shift(1, 200, 300, &[])]).unwrap();
    let before = roster.clone();
    for (on, off) in [(50, 60), (-10, 1), (99, 201), (0, 100), (-10, 400)] {
        let error = roster.add(shift(1, on, off, &[])).unwrap_err();
        assert_eq!(error.code(), "overlapping_shifts");
        assert_eq!(roster, before);
        assert!(Roster::new(before.shifts().iter().cloned().chain([shift(1, on, off, &[])])).is_err());
    }
    roster.add(shift(1, 100, 200, &[])).unwrap();
    roster.add(shift(2, 0, 300, &[])).unwrap();
    assert_eq!(roster.remove(staff_id(1), seconds(100)), Some(shift(1, 100, 200, &[])));
    assert_eq!(roster.remove(staff_id(1), seconds(100)), None);
    assert_eq!(roster.shifts().len(), 3);
}

#[test]
fn a_day_is_replaced_as_a_whole_and_twice_is_as_good_as_once() {
    let roster = Roster::new([shift(1, 0, 100, &[]), shift(1, 1000, 1100, &[])]).unwrap();
    let import = [shift(1, 10, 90, &[]), shift(2, 0, 50, &[])];
    let once = roster.replaced(seconds(0), seconds(500), import.clone()).unwrap();
    assert_eq!(once.shifts(), [shift(1, 10, 90, &[]), shift(1, 1000, 1100, &[]), shift(2, 0, 50, &[])]);
    assert_eq!(once.replaced(seconds(0), seconds(500), import).unwrap(), once);
    assert_eq!(once.since(seconds(100)).shifts(), [shift(1, 1000, 1100, &[])]);
}

#[test]
fn what_is_exported_is_what_is_imported() {
    let name = |id: StaffId| [(1, "maria"), (2, "jose")].into_iter().find(|(n, _)| staff_id(*n) == id);
    let name = |id| name(id).map(|(_, name)| name.to_owned());
    let roster = Roster::new([
        shift(1, 0, 18_000, &[(3600, 4800), (7200, 7205)]),
        shift(2, 3600, 9000, &[]),
        shift(3, 0, 600, &[]),
    ])
    .unwrap();
    let table = csv::write(roster.shifts(), Madrid, &name);
    let head = "\u{feff}asistente;fecha;desde;hasta;descansos\nmaria;2026-11-23;10:00;15:00;11:00-11:20 12:00-12:00:05\n";
    assert!(table.starts_with(head), "{table}");
    let read = csv::read(table.as_bytes(), Madrid, &who).unwrap();
    assert_eq!(read, roster.shifts()[..2], "who has no name is left out");
}

#[test]
fn work_over_midnight_is_exported_as_two_days() {
    let [on, off] = ["2026-11-23T21:00:00Z", "2026-11-24T01:00:00Z"].map(at);
    let pause = |from: &str, to: &str| Pause { from: at(from), to: at(to) };
    let breaks = vec![
        pause("2026-11-23T22:50:00Z", "2026-11-23T23:10:00Z"),
        pause("2026-11-24T00:00:00Z", "2026-11-24T00:05:00Z"),
    ];
    let night = Shift::new(staff_id(1), on, off, breaks).unwrap();
    let table = csv::write([&night], Madrid, &|_| Some("maria".to_owned()));
    let rows: Vec<_> = table.lines().skip(1).collect();
    let expected =
        ["maria;2026-11-23;22:00;24:00;23:50-24:00", "maria;2026-11-24;00:00;02:00;00:00-00:10 01:00-01:05"];
    assert_eq!(rows, expected);
    let work = |shifts: Vec<Shift>| Roster::new(shifts).unwrap().staff_seconds(on, off);
    let read = csv::read(table.as_bytes(), Madrid, &who).unwrap();
    assert_eq!(work(read), work(vec![night]), "the same work");
}

#[test]
fn shifts_without_sense_are_refused_also_when_stored() {
    let new = |off: i64, breaks: &[(i64, i64)]| {
        let breaks =
            breaks.iter().map(|(from, to)| Pause { from: seconds(*from), to: seconds(*to) }).collect();
        Shift::new(staff_id(1), seconds(0), seconds(off), breaks).map_err(InvalidShift::code)
    };
    assert_eq!(new(0, &[]), Err("empty_shift"));
    assert_eq!(new(16 * 3600 + 1, &[]), Err("shift_too_long"));
    assert_eq!(new(100, &[(90, 101)]), Err("break_outside_shift"));
    assert_eq!(new(100, &[(50, 50)]), Err("break_outside_shift"));
    assert_eq!(new(100, &[(10, 30), (20, 40)]), Err("overlapping_breaks"));
    assert_eq!(new(1000, &(0..13).map(|n| (n * 10, n * 10 + 5)).collect::<Vec<_>>()), Err("too_many_breaks"));
    let stored = serde_json::to_string(&Roster::new([shift(1, 0, 100, &[(10, 20)])]).unwrap()).unwrap();
    assert_eq!(serde_json::from_str::<Roster>(&stored).unwrap().shifts(), [shift(1, 0, 100, &[(10, 20)])]);
    assert!(serde_json::from_str::<Roster>(&stored.replace("09:01:40", "08:59:00")).is_err());
}

fn read(text: &str) -> Result<Vec<Shift>, Vec<(u64, &'static str)>> {
    csv::read(text.as_bytes(), Madrid, &who)
        .map_err(|errors| errors.iter().map(|error| (error.line, error.problem.code())).collect())
}

#[test]
fn spreadsheets_are_read_as_people_write_them() {
    let maria = Shift::new(
        staff_id(1),
        at("2026-11-23T08:00:00Z"),
        at("2026-11-23T13:00:00Z"),
        vec![Pause { from: at("2026-11-23T10:00:00Z"), to: at("2026-11-23T10:20:00Z") }],
    )
    .unwrap();
    let jose =
        Shift::new(staff_id(2), at("2027-06-01T20:00:00Z"), at("2027-06-01T22:00:00Z"), Vec::new()).unwrap();
    let english = "assistant,date,from,to,breaks\nmaria,2026-11-23,09:00,14:00,11:00-11:20\njose,2027-06-01,22:00,24:00,\n";
    assert_eq!(read(english), Ok(vec![maria.clone(), jose.clone()]));
    let spanish = "\u{feff}Fecha;Asistente;Desde;Hasta;Descansos\r\n23/11/2026;maria;09:00;14:00;\"11:00-11:20\"\r\n\r\n01/06/2027; jose ;22:00;24:00;\r\n";
    assert_eq!(read(spanish), Ok(vec![maria, jose.clone()]));
    assert_eq!(read("to,from,date,assistant\n24:00,22:00,2027-06-01,jose@example.org"), Ok(vec![jose]));
    assert_eq!(read("assistant,date,from,to\n"), Ok(Vec::new()));
}

#[test]
fn every_error_names_its_line() {
    let text = "assistant,date,from,to,breaks\n\
        maria,2026-11-23,09:00,14:00,\n\
        nadie,2026-11-23,09:00,14:00,\n\
        maria,2026-02-30,09:00,14:00,\n\
        maria,2026-11-24,09:00,08:00,\n\
        maria,2026-11-24,9,14,\n\
        maria,2027-03-28,02:00,03:00,\n\
        maria,2026-11-25,09:00,14:00,14:00-14:10\n\
        maria,2026-11-23,13:00,15:00,\n\
        maria,2026-11-26,09:00\n\
        maria,2026-11-26,00:00,24:00,\n";
    let expected = [
        (3, "roster_unknown_assistant"),
        (4, "roster_date_format"),
        (5, "empty_time_range"),
        (6, "invalid_time_range_format"),
        (7, "roster_time_skipped"),
        (8, "break_outside_shift"),
        (9, "overlapping_shifts"),
        (10, "roster_row_fields"),
        (11, "shift_too_long"),
    ];
    assert_eq!(read(text), Err(expected.to_vec()));
}

#[test]
fn what_is_no_roster_is_said_so() {
    assert_eq!(read(""), Err(vec![(1, "roster_header_missing")]));
    assert_eq!(read("maria,2026-11-23,09:00,14:00\n"), Err(vec![(1, "roster_header_missing")]));
    let large = "x".repeat(MAX_IMPORT_BYTES + 1);
    assert_eq!(read(&large), Err(vec![(1, "roster_file_too_large")]));
    let latin =
        csv::read(b"assistant,date,from,to\njos\xe9,2026-11-23,09:00,14:00\n", Madrid, &who).unwrap_err();
    assert_eq!((latin[0].line, latin[0].problem.code()), (2, "roster_file_not_text"));
    let many = format!("assistant,date,from,to\n{}", "x,y,z,w\n".repeat(1000));
    assert_eq!(read(&many).unwrap_err().len(), 50);
    let said = ImportProblem::UnknownAssistant.at(3).to_string();
    assert_eq!(said, "line 3: no assistant has this name", "no contents of the file");
}

/// Rosters whose edges lie on a coarse grid, so that they touch and coincide.
fn rosters() -> impl Strategy<Value = Roster> {
    let one = (0_u8..4, 0_i64..40, 1_i64..12, prop::collection::vec((0_i64..12, 1_i64..4), 0..3));
    prop::collection::vec(one, 0..12).prop_map(|all| {
        let mut roster = Roster::default();
        for (assistant, on, length, breaks) in all {
            let pause = |(from, length): (i64, i64)| Pause {
                from: seconds((on + from) * 900),
                to: seconds((on + from + length) * 900),
            };
            let breaks = breaks.into_iter().map(pause).collect();
            let shift =
                Shift::new(staff_id(assistant), seconds(on * 900), seconds((on + length) * 900), breaks);
            // Shifts that do not fit are left out: the roster is what could be planned.
            let _ = shift.map(|shift| roster.add(shift));
        }
        roster
    })
}

proptest! {
    #[test]
    fn instants_and_intervals_tell_the_same_story(roster in rosters(), from in 0_i64..50, length in 1_i64..50) {
        let (from, to) = (seconds(from * 900), seconds((from + length) * 900));
        let planned: Vec<_> = roster.planned(from, to).collect();
        for at in (0..length).map(|step| from + TimeDelta::seconds(step * 900)) {
            let covering = planned.iter().filter(|work| work.on <= at && at < work.off).count();
            prop_assert_eq!(covering, roster.staff_at(at), "nobody counts twice");
        }
        let steps = (0..length).map(|step| roster.staff_at(from + TimeDelta::seconds(step * 900)));
        prop_assert_eq!(roster.staff_seconds(from, to), 900 * i64::try_from(steps.sum::<usize>()).unwrap());
        for work in &planned {
            prop_assert!(from <= work.on && work.on < work.off && work.off <= to);
        }
        let stored = serde_json::to_string(&roster).unwrap();
        prop_assert_eq!(serde_json::from_str::<Roster>(&stored).unwrap(), roster);
    }

    #[test]
    fn nothing_that_is_read_panics(bytes in prop::collection::vec(any::<u8>(), 0..300), text in "[a-z0-9:;,/\"\n -]{0,200}") {
        let window = seconds(0)..seconds(86_400 * 30);
        let _ = csv::read(&bytes, Madrid, &who);
        let _ = csv::read(format!("assistant,date,from,to,breaks\n{text}").as_bytes(), Madrid, &who);
        let _ = ics::read(&bytes, window, Madrid, &who);
    }
}
