//! A logistic curve through points.

use serde::Serialize;

/// Values tried of each parameter at a stage.
const TRIED: usize = 17;
/// Stages, each with a quarter of the width of the one before.
const STAGES: usize = 10;

/// K / (1 + exp(-a (t - H))) fitted by least squares.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Logistic {
    /// K, in the unit of the values.
    pub ceiling: f64,
    /// a, in 1 over the unit of time, above 0.
    pub slope: f64,
    /// H, in the unit of time.
    pub half_time: f64,
    /// Share of the variance of the values that the curve explains, at most 1.
    pub explained: f64,
}

/// Fits a logistic curve to values at times 0, 1, 2, …; None below four values or when they do not vary. The half-time
/// is sought within the times, the slope between 0.1 and 1,000 over their length.
///
/// Formula: for each half-time and slope the best ceiling is Σ y g / Σ g², g the curve of ceiling 1; both are sought on
/// a grid that narrows around its best point. R² = 1 - Σ (y - f)² / Σ (y - mean)².
///
/// # Panics
/// When a value is not finite.
#[must_use]
pub fn logistic(values: &[f64]) -> Option<Logistic> {
    assert!(values.iter().all(|value| value.is_finite()), "sample: found a number that is not finite");
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let variation: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    if values.len() < 4 || variation <= 0.0 {
        return None;
    }
    let length = (values.len() - 1) as f64;
    // Centres and half-widths of half-time and of the logarithm of the slope.
    let mut centre = (length / 2.0, libm::log(10.0 / length));
    let mut width = (length / 2.0, libm::log(100.0));
    let mut best = (f64::INFINITY, 0.0, 0.0, 0.0);
    for _ in 0..STAGES {
        for step in 0..TRIED * TRIED {
            let share = |number: usize| 2.0 * number as f64 / (TRIED - 1) as f64 - 1.0;
            let half_time = centre.0 + width.0 * share(step / TRIED);
            let slope = libm::exp(centre.1 + width.1 * share(step % TRIED));
            let (left, ceiling) = residual(values, slope, half_time);
            if left < best.0 {
                best = (left, ceiling, slope, half_time);
            }
        }
        centre = (best.3, libm::log(best.2));
        width = (width.0 / 4.0, width.1 / 4.0);
    }
    let (left, ceiling, slope, half_time) = best;
    Some(Logistic { ceiling, slope, half_time, explained: 1.0 - left / variation })
}

/// Sum of squared residuals with the best ceiling, and that ceiling.
fn residual(values: &[f64], slope: f64, half_time: f64) -> (f64, f64) {
    let curve = |time: usize| 1.0 / (1.0 + libm::exp(-slope * (time as f64 - half_time)));
    let (mut cross, mut square, mut own) = (0.0, 0.0, 0.0);
    for (time, value) in values.iter().enumerate() {
        let shape = curve(time);
        cross += value * shape;
        square += shape * shape;
        own += value * value;
    }
    let ceiling = if square > 0.0 { cross / square } else { 0.0 };
    ((own - ceiling * cross).max(0.0), ceiling)
}
