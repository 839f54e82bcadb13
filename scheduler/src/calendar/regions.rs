//! Holidays by region, as data.
//!
//! Rules hold every year; `chosen` are days of one year only: Sundays moved to Monday, the days with which a community
//! replaces a national holiday that falls on a Sunday, and days it takes in some years. The lists of [`PUBLISHED`] years
//! are in the BOE; those of [`EXPECTED`] years say what follows if each community goes on as it did, and are replaced when
//! the BOE publishes them each October. `scripts/check-holidays` compares both with the Python package `holidays`.
//! Ceuta and Melilla are missing on purpose: their Islamic holidays follow the moon and are fixed a year ahead; such
//! offices state them as closures.

use super::Rule::{self, Easter, Fixed};

/// The holidays of one region, on top of those of the region it lies in.
#[derive(Debug)]
pub struct RegionData {
    /// The region's id.
    pub id: &'static str,
    /// The region it lies in.
    pub parent: Option<&'static Self>,
    /// Holidays of every year.
    pub rules: &'static [Rule],
    /// Holidays of one year only: year, month, day.
    pub chosen: &'static [(i32, u32, u32)],
    /// Years for which `chosen` is complete.
    pub years: &'static [i32],
}

/// Years whose official lists have been entered: the resolutions BOE-A-2024-21316 (2025) and BOE-A-2025-21667 (2026) of the
/// Dirección General de Trabajo.
pub const PUBLISHED: &[i32] = &[2025, 2026];

/// Years whose official lists have not been entered (not published yet, or not compared by an independent source): a
/// forecast, not law.
pub const EXPECTED: &[i32] = &[2027, 2028, 2029, 2030];

/// Published and expected years.
const ENTERED: &[i32] = &[2025, 2026, 2027, 2028, 2029, 2030];

/// The national holidays that no community has replaced since the present list came into force. Of the
/// national list, 6 January and Good Friday may be replaced by a community, which none does.
pub const SPAIN: RegionData = RegionData {
    id: "es",
    parent: None,
    rules: &[
        Fixed(1, 1),
        Fixed(1, 6),
        Easter(-2),
        Fixed(5, 1),
        Fixed(8, 15),
        Fixed(10, 12),
        Fixed(11, 1),
        Fixed(12, 6),
        Fixed(12, 8),
        Fixed(12, 25),
    ],
    chosen: &[],
    years: &[],
};

const fn community(
    id: &'static str,
    rules: &'static [Rule],
    chosen: &'static [(i32, u32, u32)],
) -> RegionData {
    RegionData { id, parent: Some(&SPAIN), rules, chosen, years: ENTERED }
}

/// The Community of Madrid: Maundy Thursday, 2 May.
const MADRID: RegionData = community(
    "es-md",
    &[Easter(-3), Fixed(5, 2)],
    &[(2025, 7, 25), (2026, 11, 2), (2026, 12, 7), (2027, 3, 19), (2027, 5, 3), (2030, 1, 7)],
);

/// The city of Madrid: San Isidro and Our Lady of Almudena. The towns' two days are published by each community; `holidays`
/// has none for Madrid, so the check compares with the two days themselves, moved to Monday from a Sunday.
const MADRID_CITY: RegionData = RegionData {
    id: "es-md-madrid",
    parent: Some(&MADRID),
    rules: &[Fixed(5, 15), Fixed(11, 9)],
    chosen: &[(2025, 11, 10)],
    years: ENTERED,
};

/// Every region with a calendar.
pub const REGIONS: &[&RegionData] = &[
    &SPAIN,
    // Andalusia.
    &community(
        "es-an",
        &[Fixed(2, 28), Easter(-3)],
        &[
            (2025, 10, 13),
            (2026, 11, 2),
            (2026, 12, 7),
            (2027, 3, 1),
            (2027, 8, 16),
            (2030, 1, 7),
            (2030, 12, 9),
        ],
    ),
    // Aragon.
    &community(
        "es-ar",
        &[Easter(-3), Fixed(4, 23)],
        &[
            (2025, 10, 13),
            (2026, 11, 2),
            (2026, 12, 7),
            (2027, 8, 16),
            (2028, 4, 24),
            (2030, 1, 7),
            (2030, 12, 9),
        ],
    ),
    // Asturias.
    &community(
        "es-as",
        &[Easter(-3), Fixed(9, 8)],
        &[
            (2025, 10, 13),
            (2026, 11, 2),
            (2026, 12, 7),
            (2027, 8, 16),
            (2030, 1, 7),
            (2030, 9, 9),
            (2030, 12, 9),
        ],
    ),
    // Cantabria.
    &community(
        "es-cb",
        &[Easter(-3), Fixed(7, 28), Fixed(9, 15)],
        &[(2026, 12, 7), (2030, 4, 22), (2030, 7, 25)],
    ),
    // Castile and León.
    &community(
        "es-cl",
        &[Easter(-3), Fixed(4, 23)],
        &[
            (2025, 10, 13),
            (2026, 11, 2),
            (2026, 12, 7),
            (2027, 8, 16),
            (2028, 4, 24),
            (2030, 1, 7),
            (2030, 12, 9),
        ],
    ),
    // Castilla-La Mancha.
    &community("es-cm", &[Easter(-3), Easter(60), Fixed(5, 31)], &[(2026, 4, 6), (2026, 11, 2)]),
    // Canary Islands (without the day of each island).
    &community(
        "es-cn",
        &[Easter(-3), Fixed(5, 30)],
        &[(2026, 11, 2), (2027, 5, 31), (2027, 8, 16), (2030, 1, 7)],
    ),
    // Catalonia.
    &community("es-ct", &[Easter(1), Fixed(6, 24), Fixed(9, 11), Fixed(12, 26)], &[]),
    // Extremadura.
    &community(
        "es-ex",
        &[Easter(-3), Fixed(9, 8)],
        &[(2025, 10, 13), (2026, 11, 2), (2026, 12, 7), (2030, 1, 7), (2030, 9, 9), (2030, 12, 9)],
    ),
    // Galicia: the day of its letters, Saint James.
    &community("es-ga", &[Easter(-3), Fixed(5, 17), Fixed(7, 25)], &[(2026, 3, 19), (2026, 6, 24)]),
    // Balearic Islands: Easter Monday or Saint Stephen, in 2026 both.
    &community(
        "es-ib",
        &[Fixed(3, 1), Easter(-3)],
        &[
            (2025, 12, 26),
            (2026, 3, 2),
            (2026, 4, 6),
            (2026, 12, 26),
            (2027, 3, 29),
            (2028, 4, 17),
            (2029, 4, 2),
            (2030, 4, 22),
        ],
    ),
    // Region of Murcia.
    &community(
        "es-mc",
        &[Fixed(3, 19), Easter(-3), Fixed(6, 9)],
        &[(2026, 12, 7), (2030, 1, 7), (2030, 6, 10), (2030, 12, 9)],
    ),
    &MADRID,
    &MADRID_CITY,
    // Navarre.
    &community(
        "es-nc",
        &[Easter(-3), Easter(1), Fixed(12, 3)],
        &[(2025, 7, 25), (2026, 3, 19), (2026, 11, 2), (2028, 12, 4), (2030, 1, 7)],
    ),
    // Basque Country: Saint Joseph when a national holiday falls on a Sunday.
    &community(
        "es-pv",
        &[Easter(-3), Easter(1), Fixed(7, 25)],
        &[(2026, 3, 19), (2027, 3, 19), (2030, 3, 19)],
    ),
    // La Rioja.
    &community("es-ri", &[Easter(-3), Easter(1), Fixed(6, 9)], &[(2026, 12, 7), (2030, 6, 10)]),
    // Valencian Community.
    &community("es-vc", &[Fixed(3, 19), Easter(1), Fixed(6, 24), Fixed(10, 9)], &[]),
];
