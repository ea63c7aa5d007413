//! Whether events prefer a time of day.

use std::f64::consts::PI;

use serde::Serialize;

/// The first harmonic of hours of the day.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DayCycle {
    /// Hours in the sample.
    pub count: usize,
    /// Length of the mean of unit vectors, 0 (no preference) to 1 (one hour only). A density 1 + a cos has a / 2.
    pub resultant: f64,
    /// Standard error of the length.
    pub standard_error: f64,
    /// Hour that is preferred, 0..24.
    pub hour: f64,
    /// Probability of such a length or a larger one when all hours are alike.
    pub p: f64,
}

/// Rayleigh's test of hours 0..24; None without hours.
///
/// Formula: R = |Σ exp(2 π i h / 24)| / n; p = exp(√(1 + 4 n + 4 (n² - (n R)²)) - 1 - 2 n); the standard error of R is
/// √((1 + ρ₂ cos δ - 2 R²) / (2 n)), ρ₂ and δ the length of the second harmonic and its angle from twice the first.
/// Source: J. H. Zar, *Biostatistical Analysis* (fifth edition, 2010), 27.1; N. I. Fisher, *Statistical Analysis of
/// Circular Data* (1993), 4.4.
///
/// # Panics
/// When an hour is not finite.
#[must_use]
pub fn day_cycle(hours: &[f64]) -> Option<DayCycle> {
    assert!(hours.iter().all(|hour| hour.is_finite()), "hours: found a number that is not finite");
    if hours.is_empty() {
        return None;
    }
    let number = hours.len() as f64;
    let harmonic = |order: f64| {
        let angles = hours.iter().map(|hour| 2.0 * PI * order * hour / 24.0);
        let (east, north) =
            angles.fold((0.0, 0.0), |(east, north), angle| (east + libm::cos(angle), north + libm::sin(angle)));
        (libm::hypot(east, north) / number, libm::atan2(north, east))
    };
    let ((resultant, angle), (second, second_angle)) = (harmonic(1.0), harmonic(2.0));
    let spread = 1.0 + second * libm::cos(second_angle - 2.0 * angle) - 2.0 * resultant * resultant;
    let sum = number * resultant;
    let exponent = (1.0 + 4.0 * number + 4.0 * (number * number - sum * sum)).max(0.0).sqrt() - 1.0 - 2.0 * number;
    let hour = angle * 24.0 / (2.0 * PI);
    Some(DayCycle {
        count: hours.len(),
        resultant,
        standard_error: (spread.max(0.0) / (2.0 * number)).sqrt(),
        hour: if hour < 0.0 { hour + 24.0 } else { hour },
        p: libm::exp(exponent).clamp(0.0, 1.0),
    })
}
