//! Statistics over runs: closed forms and published values, coverage of intervals, exponents of tails.

mod closed_forms;
mod coverage;
mod pairs;
mod tails;

/// Whether two numbers agree to this relative precision.
fn near(found: f64, expected: f64, precision: f64) -> bool {
    (found - expected).abs() <= precision * expected.abs().max(1e-300)
}
