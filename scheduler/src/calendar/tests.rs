use chrono::Weekday;

use super::*;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn calendar(id: &str) -> Calendar {
    Calendar::new([id.parse().unwrap()])
}

/// Compared with another implementation, Sundays apart (nobody's working day; it leaves most of them out).
#[test]
fn agrees_with_the_oracle() {
    let lines = include_str!("oracle.txt").lines().filter(|line| !line.starts_with('#'));
    let mut compared = 0;
    for line in lines {
        let mut words = line.split(' ');
        let (id, year) = (words.next().unwrap(), words.next().unwrap());
        let working = |day: &NaiveDate| day.weekday() != Weekday::Sun;
        let expected: Vec<_> = words.map(|day| date(&format!("{year}-{day}"))).filter(working).collect();
        let holidays = calendar(id).holidays(year.parse().unwrap());
        let found: Vec<_> = holidays.into_iter().filter(working).collect();
        assert_eq!(found, expected, "{id} {year}");
        compared += 1;
    }
    assert_eq!(compared, 9 + 17 * 6);
}

#[test]
fn madrid_adds_to_its_community_which_adds_to_the_nation() {
    let on = |id: &str, day: &str| calendar(id).is_holiday(date(day));
    for (day, es, md, city) in [
        ("2027-01-06", true, true, true),
        ("2027-03-26", true, true, true),
        ("2027-03-25", false, true, true),
        ("2028-05-02", false, true, true),
        ("2027-05-03", false, true, true),
        ("2026-05-15", false, false, true),
        ("2026-11-09", false, false, true),
        ("2026-11-10", false, false, false),
    ] {
        assert_eq!((on("es", day), on("es-md", day), on("es-md-madrid", day)), (es, md, city), "{day}");
    }
}

#[test]
fn several_regions_are_observed_together() {
    let both = Calendar::new(["es-md".parse().unwrap(), "es-ct".parse().unwrap()]);
    assert!(both.is_holiday(date("2028-05-02")) && both.is_holiday(date("2028-09-11")));
    assert!(!Calendar::new([]).is_holiday(date("2026-12-25")));
}

#[test]
fn is_holiday_agrees_with_holidays() {
    for region in Region::all() {
        let calendar = Calendar::new([region]);
        for year in 2025..=2029 {
            let listed = calendar.holidays(year);
            let days = date(&format!("{year}-01-01")).iter_days().take_while(|day| day.year() == year);
            let found: BTreeSet<_> = days.filter(|day| calendar.is_holiday(*day)).collect();
            assert_eq!(found, listed, "{region} {year}");
        }
    }
}

#[test]
fn every_entered_day_exists_and_falls_into_an_entered_year() {
    for data in REGIONS {
        for (year, month, day) in data.chosen {
            assert!(
                NaiveDate::from_ymd_opt(*year, *month, *day).is_some(),
                "{} {year}-{month}-{day}",
                data.id
            );
            assert!(data.years.contains(year), "{} {year}", data.id);
        }
    }
}

#[test]
fn years_without_data_are_known_as_such() {
    assert!(calendar("es-md").covers(2027) && !calendar("es-md").covers(2031));
    assert!(calendar("es").covers(2031), "the nation's holidays need no yearly data");
}

#[test]
fn what_is_not_published_yet_is_told_from_what_is() {
    let madrid = calendar("es-md-madrid");
    let basis = [2025, 2026, 2027, 2030, 2031].map(|year| madrid.basis(year));
    let (published, expected, rules) = (Basis::Published, Basis::Expected, Basis::RulesOnly);
    assert_eq!(basis, [published, published, expected, expected, rules]);
    assert_eq!(calendar("es").basis(2031), Basis::Published);
    let both = Calendar::new(["es".parse().unwrap(), "es-ct".parse().unwrap()]);
    assert_eq!(both.basis(2027), Basis::Expected, "the least certain counts");
}

/// The two days of the city, moved to Monday from a Sunday; nothing else.
#[test]
fn the_city_of_madrid_adds_two_days() {
    for year in 2025..=2030 {
        let city = calendar("es-md-madrid").holidays(year);
        let community = calendar("es-md").holidays(year);
        let added = city.difference(&community).filter(|day| day.weekday() != Weekday::Sun).count();
        assert_eq!(added, 2, "{year}");
    }
    assert!(calendar("es-md-madrid").is_holiday(date("2025-11-10")), "9 November 2025 was a Sunday");
}

#[test]
fn regions_are_written_by_their_id() {
    for region in Region::all() {
        assert_eq!(region.id().parse(), Ok(region));
    }
    let error = "es-xx".parse::<Region>().unwrap_err();
    assert_eq!(error.code(), "unknown_calendar_region");
    assert!(error.to_string().contains("es-md-madrid"));
    let json = serde_json::to_string(&calendar("es-md")).unwrap();
    assert_eq!(json, r#"["es-md"]"#);
    assert_eq!(serde_json::from_str::<Calendar>(&json).unwrap(), calendar("es-md"));
}
