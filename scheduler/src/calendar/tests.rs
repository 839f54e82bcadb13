use chrono::Weekday;

use super::*;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn calendar(id: &str) -> Calendar {
    Calendar::new([id.parse().unwrap()])
}

/// Compared with another implementation, which leaves out Sundays (nobody's working day).
#[test]
fn agrees_with_the_oracle() {
    let lines = include_str!("oracle.txt").lines().filter(|line| !line.starts_with('#'));
    let mut compared = 0;
    for line in lines {
        let mut words = line.split(' ');
        let (id, year) = (words.next().unwrap(), words.next().unwrap());
        let expected: Vec<NaiveDate> = words.map(|day| date(&format!("{year}-{day}"))).collect();
        let holidays = calendar(id).holidays(year.parse().unwrap());
        let found: Vec<_> = holidays.into_iter().filter(|day| day.weekday() != Weekday::Sun).collect();
        assert_eq!(found, expected, "{id} {year}");
        compared += 1;
    }
    assert_eq!(compared, 9 + 17 * 2);
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
