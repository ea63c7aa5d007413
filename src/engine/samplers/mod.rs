//! Samplers by inversion: pure functions from a number `u` in the open interval (0, 1), and parameters, to a variate.
//!
//! Each is the quantile function of its distribution: `u` uniform gives the distribution, and a larger `u` never gives a
//! smaller variate (but for the last bits of a rounded result; [`bernoulli`] falls from true to false). They use
//! arithmetic, square roots and the `libm` crate only, so the same arguments give the same bits on every platform.
//!
//! All panic, also in release builds, when `u` lies outside the open interval (0, 1) or a parameter is NaN or outside its
//! documented range: parameters are validated before a run, so these are errors of the program.

mod choice;
mod continuous;
mod counts;
mod gamma;
mod mass;
mod normal;

pub use choice::{bernoulli, index, weighted};
pub use continuous::{exponential, log_uniform, lognormal, pareto, rayleigh, uniform, weibull};
pub use counts::{COUNT_LIMIT, binomial, negative_binomial, poisson};
pub use gamma::{SHAPE_LEAST, SHAPE_LIMIT, gamma};
pub use normal::normal;

/// Turns 64 random bits into a number in the open interval (0, 1).
///
/// Formula: (floor(word / 2^12) + 1/2) / 2^52, an odd multiple of 2^-53. Every value is exact, `u` and 1 - `u` are
/// equally likely, the mean is exactly 1/2, and neither 0 nor 1 occurs. (With one bit more, the largest would round to 1.)
#[inline]
#[must_use]
pub fn unit(word: u64) -> f64 {
    /// 2^-52.
    const STEP: f64 = f64::EPSILON;
    ((word >> 12) as f64 + 0.5) * STEP
}

/// Panics unless `u` lies in the open interval (0, 1).
#[inline]
fn assert_unit(u: f64) {
    assert!(0.0 < u && u < 1.0, "u: found {u}, expected a number between 0 and 1, both excluded");
}

/// Panics unless the parameter is finite and not negative.
#[inline]
fn assert_not_negative(name: &str, value: f64) {
    assert!((0.0..=f64::MAX).contains(&value), "{name}: found {value}, expected a finite number, 0 or more");
}

/// Panics unless the parameter is finite and positive.
#[inline]
fn assert_positive(name: &str, value: f64) {
    assert!(0.0 < value && value <= f64::MAX, "{name}: found {value}, expected a finite number above 0");
}

/// Panics unless the parameter is a probability.
#[inline]
fn assert_probability(probability: f64) {
    assert!((0.0..=1.0).contains(&probability), "probability: found {probability}, expected 0..=1");
}
