//! Public holidays: national, of a community, of a town.
//!
//! Sources: Estatuto de los Trabajadores art. 37.2 (14 a year at most, two of them local, Sundays movable to Monday) and
//! Real Decreto 2001/1983 art. 45; the dates each community chooses for a year are published by the Dirección General
//! de Trabajo in the BOE in October of the year before and are kept as data in [`regions`].

mod easter;
pub mod regions;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use regions::{REGIONS, RegionData};

/// How a yearly holiday is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// The same month and day every year.
    Fixed(u32, u32),
    /// Days after (or, negative, before) Easter Sunday.
    Easter(i32),
}

/// A place with its own holidays, named like its ISO 3166-2 code in lower case with a town appended: `es`, `es-md`,
/// `es-md-madrid`.
#[derive(Clone, Copy)]
pub struct Region(&'static RegionData);

/// How certain a region's holidays of a year are, most certain first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Entered from the official list, or given by rules alone (the nation's).
    Published,
    /// What is expected of a list that has not been entered. An operator should compare it with the BOE.
    Expected,
    /// Only the rules that hold every year; days chosen for the year are missing.
    RulesOnly,
}

/// No calendar is known for this region.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown calendar region `{0}`; known: {known}", known = known_regions())]
pub struct UnknownRegion(pub String);

impl UnknownRegion {
    /// Stable code for operators.
    pub const fn code(&self) -> &'static str {
        "unknown_calendar_region"
    }
}

fn known_regions() -> String {
    REGIONS.iter().map(|region| region.id).collect::<Vec<_>>().join(", ")
}

impl Region {
    /// The whole of Spain: the holidays common to all communities.
    pub const SPAIN: Self = Self(&regions::SPAIN);

    /// Every known region.
    pub fn all() -> impl Iterator<Item = Self> {
        REGIONS.iter().map(|data| Self(data))
    }

    /// The region's id.
    pub const fn id(self) -> &'static str {
        self.0.id
    }

    /// The region itself and what it lies in, outermost last.
    fn lineage(self) -> impl Iterator<Item = &'static RegionData> {
        std::iter::successors(Some(self.0), |data| data.parent)
    }

    /// How certain the holidays of `year` are.
    pub fn basis(self, year: i32) -> Basis {
        if !self.covers(year) {
            Basis::RulesOnly
        } else if self.0.parent.is_none() || regions::PUBLISHED.contains(&year) {
            Basis::Published
        } else {
            Basis::Expected
        }
    }

    /// Whether the days chosen for `year` alone (moved Sundays and substitutes) are entered, published or expected. In
    /// other years only the rules
    /// that hold every year apply.
    pub fn covers(self, year: i32) -> bool {
        self.lineage().all(|data| data.parent.is_none() || data.years.contains(&year))
    }

    fn holidays(self, year: i32) -> impl Iterator<Item = NaiveDate> {
        self.lineage().flat_map(move |data| {
            let yearly = data.rules.iter().filter_map(move |rule| rule.date(year));
            let chosen = data.chosen.iter().filter(move |(y, _, _)| *y == year);
            yearly.chain(chosen.filter_map(|&(y, m, d)| NaiveDate::from_ymd_opt(y, m, d)))
        })
    }
}

impl Rule {
    /// The date in `year`; `None` only for years outside the Gregorian calendar.
    pub fn date(self, year: i32) -> Option<NaiveDate> {
        match self {
            Self::Fixed(month, day) => NaiveDate::from_ymd_opt(year, month, day),
            Self::Easter(days) => {
                easter::sunday(year)?.checked_add_signed(chrono::TimeDelta::days(days.into()))
            }
        }
    }
}

/// The holidays an office observes: those of one or more regions together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Calendar {
    regions: Vec<Region>,
}

impl Default for Calendar {
    /// The national holidays: an office that serves the whole country.
    fn default() -> Self {
        Self::new([Region::SPAIN])
    }
}

impl Calendar {
    /// The calendar of one or more regions; without any, there are no holidays.
    pub fn new(regions: impl IntoIterator<Item = Region>) -> Self {
        Self { regions: regions.into_iter().collect() }
    }

    /// The regions.
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// All holidays of `year`. A holiday that falls on a Sunday is listed on that Sunday, and on the Monday too where the
    /// community moved it.
    pub fn holidays(&self, year: i32) -> BTreeSet<NaiveDate> {
        self.regions.iter().flat_map(|region| region.holidays(year)).collect()
    }

    /// Whether `date` is a holiday.
    pub fn is_holiday(&self, date: NaiveDate) -> bool {
        self.regions.iter().any(|region| region.holidays(date.year()).any(|holiday| holiday == date))
    }

    /// How certain the holidays of `year` are: as certain as those of the least certain region.
    pub fn basis(&self, year: i32) -> Basis {
        self.regions.iter().map(|region| region.basis(year)).max().unwrap_or(Basis::Published)
    }

    /// Whether the days chosen for `year` alone are known for every region. An operator should be warned when not.
    pub fn covers(&self, year: i32) -> bool {
        self.regions.iter().all(|region| region.covers(year))
    }
}

impl FromStr for Region {
    type Err = UnknownRegion;

    fn from_str(id: &str) -> Result<Self, UnknownRegion> {
        Self::all().find(|region| region.id() == id).ok_or_else(|| UnknownRegion(id.to_owned()))
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Region({})", self.id())
    }
}

impl PartialEq for Region {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}

impl Eq for Region {}

impl Serialize for Region {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for Region {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        id.parse().map_err(serde::de::Error::custom)
    }
}
