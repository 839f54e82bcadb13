//! The gamma distribution by the Wilson–Hilferty cube-root normal approximation.
//!
//! E. B. Wilson, M. M. Hilferty, "The Distribution of Chi-Square", PNAS 17 (1931): `(X/(k·θ))^(1/3)` is nearly normal with
//! mean `1 − 1/(9k)` and variance `1/(9k)`. Within 0.01 of probability for shapes `k ≥ 1`, far below what is known about
//! a queue.

/// Quantile of a gamma distribution with `shape` ≥ 1 and `mean`, at the standard normal deviate `z`.
pub(super) fn quantile(shape: f64, mean: f64, z: f64) -> f64 {
    let variance = 1.0 / (9.0 * shape);
    let root = 1.0 - variance + z * variance.sqrt();
    mean * root.max(0.0).powi(3)
}

/// `P(X ≤ x)` of a gamma distribution with `shape` ≥ 1 and `mean` > 0.
#[cfg(test)]
pub(super) fn cdf(shape: f64, mean: f64, x: f64) -> f64 {
    if x <= 0.0 { 0.0 } else { normal_cdf(deviate(shape, mean, x)) }
}

/// The standard normal deviate at which [`quantile`] is `x`.
pub(super) fn deviate(shape: f64, mean: f64, x: f64) -> f64 {
    let variance = 1.0 / (9.0 * shape);
    ((x.max(0.0) / mean).cbrt() - (1.0 - variance)) / variance.sqrt()
}

/// Standard normal distribution function: Abramowitz & Stegun 26.2.17, absolute error below 7.5e-8.
pub(super) fn normal_cdf(z: f64) -> f64 {
    const DENSITY_AT_0: f64 = 0.398_942_280_401_432_7;
    const COEFFICIENTS: [f64; 5] =
        [0.319_381_530, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
    let t = 1.0 / (1.0 + 0.231_641_9 * z.abs());
    let polynomial = COEFFICIENTS.iter().rev().fold(0.0, |sum, c| (sum + c) * t);
    let tail = DENSITY_AT_0 * (-z * z / 2.0).exp() * polynomial;
    if z < 0.0 { tail } else { 1.0 - tail }
}
