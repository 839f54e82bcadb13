//! Holidays by region, as data.
//!
//! Rules hold every year; `chosen` are days of one year only: Sundays moved to Monday and the days with which a
//! community replaces a national holiday that falls on a Sunday. The years 2026 and 2027 were checked against the
//! Python package `holidays` 0.109 (development only). Ceuta and Melilla are missing on purpose: their Islamic holidays
//! follow the moon and are fixed a year ahead; such offices state them as closures.

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

/// Years whose official lists have been entered.
const ENTERED: &[i32] = &[2026, 2027];

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
    &[(2026, 11, 2), (2026, 12, 7), (2027, 3, 19), (2027, 5, 3)],
);

/// The city of Madrid: San Isidro and Our Lady of Almudena.
const MADRID_CITY: RegionData = RegionData {
    id: "es-md-madrid",
    parent: Some(&MADRID),
    rules: &[Fixed(5, 15), Fixed(11, 9)],
    chosen: &[],
    years: ENTERED,
};

/// Every region with a calendar.
pub const REGIONS: &[&RegionData] = &[
    &SPAIN,
    // Andalusia.
    &community(
        "es-an",
        &[Fixed(2, 28), Easter(-3)],
        &[(2026, 11, 2), (2026, 12, 7), (2027, 3, 1), (2027, 8, 16)],
    ),
    // Aragon.
    &community("es-ar", &[Easter(-3), Fixed(4, 23)], &[(2026, 11, 2), (2026, 12, 7), (2027, 8, 16)]),
    // Asturias.
    &community("es-as", &[Easter(-3), Fixed(9, 8)], &[(2026, 11, 2), (2026, 12, 7), (2027, 8, 16)]),
    // Cantabria.
    &community("es-cb", &[Easter(-3), Fixed(7, 28), Fixed(9, 15)], &[(2026, 12, 7)]),
    // Castile and León.
    &community("es-cl", &[Easter(-3), Fixed(4, 23)], &[(2026, 11, 2), (2026, 12, 7), (2027, 8, 16)]),
    // Castilla-La Mancha.
    &community("es-cm", &[Easter(-3), Easter(60), Fixed(5, 31)], &[(2026, 4, 6), (2026, 11, 2)]),
    // Canary Islands (without the day of each island).
    &community("es-cn", &[Easter(-3), Fixed(5, 30)], &[(2026, 11, 2), (2027, 5, 31), (2027, 8, 16)]),
    // Catalonia.
    &community("es-ct", &[Easter(1), Fixed(6, 24), Fixed(9, 11), Fixed(12, 26)], &[]),
    // Extremadura.
    &community("es-ex", &[Easter(-3), Fixed(9, 8)], &[(2026, 11, 2), (2026, 12, 7)]),
    // Galicia.
    &community("es-ga", &[Easter(-3), Fixed(7, 25)], &[(2026, 3, 19), (2026, 6, 24), (2027, 5, 17)]),
    // Balearic Islands.
    &community("es-ib", &[Fixed(3, 1), Easter(-3), Easter(1), Fixed(12, 26)], &[(2026, 3, 2)]),
    // Region of Murcia.
    &community("es-mc", &[Fixed(3, 19), Easter(-3), Fixed(6, 9)], &[(2026, 12, 7)]),
    &MADRID,
    &MADRID_CITY,
    // Navarre.
    &community("es-nc", &[Easter(-3), Easter(1), Fixed(12, 3)], &[(2026, 3, 19), (2026, 11, 2)]),
    // Basque Country.
    &community("es-pv", &[Fixed(3, 19), Easter(-3), Easter(1), Fixed(7, 25)], &[]),
    // La Rioja.
    &community("es-ri", &[Easter(-3), Easter(1), Fixed(6, 9)], &[(2026, 12, 7)]),
    // Valencian Community.
    &community("es-vc", &[Fixed(3, 19), Easter(1), Fixed(6, 24), Fixed(10, 9)], &[]),
];
