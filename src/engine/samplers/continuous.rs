//! Continuous distributions whose quantile function has a closed form.
//!
//! Results that would exceed the largest finite number are that number.

use super::{assert_not_negative, assert_positive, assert_unit, normal};

/// A number evenly spread over `low..=high`, in their unit.
///
/// Formula: `low` + (`high` - `low`) `u`. Source: definition.
///
/// # Panics
///
/// When `low` or `high` is not finite, `low` exceeds `high`, or their distance is not finite.
#[inline]
#[must_use]
pub fn uniform(u: f64, low: f64, high: f64) -> f64 {
    assert_unit(u);
    let width = high - low;
    assert!(
        (0.0..=f64::MAX).contains(&width),
        "uniform: found bounds {low} and {high}, expected finite numbers in ascending order"
    );
    (low + width * u).clamp(low, high)
}

/// A number in `low..=high`, in their unit, whose logarithm is evenly spread.
///
/// Formula: exp(log `low` + (log `high` - log `low`) `u`). Source: definition (the reciprocal distribution).
///
/// # Panics
///
/// When `low` is not positive, `high` is not finite, or `low` exceeds `high`.
#[must_use]
pub fn log_uniform(u: f64, low: f64, high: f64) -> f64 {
    assert_unit(u);
    assert!(
        0.0 < low && low <= high && high <= f64::MAX,
        "log-uniform: found bounds {low} and {high}, expected finite numbers above 0 in ascending order"
    );
    let log_low = libm::log(low);
    libm::exp(log_low + (libm::log(high) - log_low) * u).clamp(low, high)
}

/// An exponential number with this mean, in the unit of `mean`; 0 when the mean is 0.
///
/// Formula: -`mean` log(1 - `u`). Source: Devroye, *Non-Uniform Random Variate Generation* (1986), II.2.
///
/// # Panics
///
/// When `mean` is negative or not finite.
#[inline]
#[must_use]
pub fn exponential(u: f64, mean: f64) -> f64 {
    assert_not_negative("exponential mean", mean);
    (mean * unit_exponential(u)).min(f64::MAX)
}

/// A Weibull number, in the unit of `scale`; 0 when the scale is 0. Shape 1 is the exponential; a smaller shape has a
/// falling hazard and a heavier tail.
///
/// Formula: `scale` (-log(1 - `u`))^(1 / `shape`). Source: Devroye (1986), II.2.
///
/// # Panics
///
/// When `shape` is not positive or not finite, or `scale` is negative or not finite.
#[must_use]
pub fn weibull(u: f64, shape: f64, scale: f64) -> f64 {
    assert_positive("Weibull shape", shape);
    assert_not_negative("Weibull scale", scale);
    if scale == 0.0 {
        assert_unit(u);
        return 0.0;
    }
    (scale * libm::pow(unit_exponential(u), 1.0 / shape)).min(f64::MAX)
}

/// A lognormal number with this median, in its unit, and this standard deviation `sigma` of the natural logarithm (no
/// unit); 0 when the median is 0. Its mean is `median` exp(`sigma`^2 / 2).
///
/// Formula: `median` exp(`sigma` z), z the standard normal quantile of `u`. Source: definition.
///
/// # Panics
///
/// When `median` or `sigma` is negative or not finite.
#[must_use]
pub fn lognormal(u: f64, median: f64, sigma: f64) -> f64 {
    assert_not_negative("lognormal median", median);
    assert_not_negative("lognormal sigma", sigma);
    let z = normal(u);
    if median == 0.0 {
        return 0.0;
    }
    (median * libm::exp(sigma * z)).min(f64::MAX)
}

/// A Rayleigh number, in the unit of `scale`: the distance from the aim of a shot whose errors in two directions are
/// normal with standard deviation `scale`; 0 when the scale is 0. Its mean is `scale` sqrt(π / 2).
///
/// Formula: `scale` sqrt(-2 log(1 - `u`)). Source: Devroye (1986), II.2.
///
/// # Panics
///
/// When `scale` is negative or not finite.
#[inline]
#[must_use]
pub fn rayleigh(u: f64, scale: f64) -> f64 {
    assert_not_negative("Rayleigh scale", scale);
    (scale * (2.0 * unit_exponential(u)).sqrt()).min(f64::MAX)
}

/// A Pareto number, at least `minimum` and in its unit, with P(X > x) = (`minimum` / x)^`exponent`; the density falls
/// with the power `exponent` + 1, and the mean is finite only for exponents above 1.
///
/// Formula: `minimum` exp(-log(1 - `u`) / `exponent`). Source: Devroye (1986), II.2.
///
/// # Panics
///
/// When `minimum` or `exponent` is not positive or not finite.
#[must_use]
pub fn pareto(u: f64, minimum: f64, exponent: f64) -> f64 {
    assert_positive("Pareto minimum", minimum);
    assert_positive("Pareto exponent", exponent);
    (minimum * libm::exp(unit_exponential(u) / exponent)).min(f64::MAX)
}

/// The exponential quantile for mean 1, accurate in both tails.
#[inline]
fn unit_exponential(u: f64) -> f64 {
    assert_unit(u);
    -libm::log1p(-u)
}
