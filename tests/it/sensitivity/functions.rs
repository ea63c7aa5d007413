//! Test functions on the unit cube, with their indices.

use std::f64::consts::PI;

/// Ishigami's function with a = 7, b = 0.1, of three factors spread over -π..π. Source: T. Ishigami and T. Homma, *An
/// Importance Quantification Technique in Uncertainty Analysis for Computer Models* (1990).
pub fn ishigami(row: &[f64]) -> f64 {
    let [x, y, z] = [row[0], row[1], row[2]].map(|unit| PI * (2.0 * unit - 1.0));
    let sine = libm::sin(y);
    libm::sin(x) + 7.0 * sine * sine + 0.1 * z * z * z * z * libm::sin(x)
}

/// Its first and total indices.
pub const ISHIGAMI: ([f64; 3], [f64; 3]) = ([0.3139, 0.4424, 0.0], [0.5576, 0.4424, 0.2437]);

/// Its variance: a²/8 + b π⁴/5 + b² π⁸/18 + 1/2.
pub const ISHIGAMI_VARIANCE: f64 = 13.844_588;

/// Coefficients of the g-function: two factors matter, two a little, four not.
pub const COEFFICIENTS: [f64; 8] = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];

/// Sobol's g-function. Source: A. Saltelli and I. M. Sobol, *About the Use of Rank Transformation in Sensitivity
/// Analysis of Model Output*, Reliability Engineering & System Safety 50 (1995).
pub fn g_function(row: &[f64]) -> f64 {
    row.iter().zip(COEFFICIENTS).map(|(unit, a)| ((4.0 * unit - 2.0).abs() + a) / (1.0 + a)).product()
}

/// Its first and total indices, in closed form.
pub fn g_indices() -> (Vec<f64>, Vec<f64>) {
    let variances = COEFFICIENTS.map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
    let product: f64 = variances.iter().map(|variance| 1.0 + variance).product();
    let whole = product - 1.0;
    let first = variances.iter().map(|variance| variance / whole);
    let total = variances.iter().map(|variance| variance * product / (1.0 + variance) / whole);
    (first.collect(), total.collect())
}
