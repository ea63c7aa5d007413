//! Distributions of counts, inverted by summing masses upwards.
//!
//! The sum starts at floor(mean - 9 standard deviations - 10), or 0, below which less than 1e-17 of the probability lies;
//! the first mass comes from its logarithm, each next one from the ratio of neighbours, and a limit above which less than
//! 1e-16 lies ends it. Time grows with the standard deviation (negative binomial: with the count).

use super::mass::{binomial_log_mass, negative_binomial_log_mass, poisson_log_mass};
use super::{assert_not_negative, assert_positive, assert_probability, assert_unit};

/// The largest mean, number of trials, or ratio of mean to dispersion.
pub const COUNT_LIMIT: u64 = 1_000_000_000;

/// Below this logarithm of a mass the sum starts higher: it is negligible, and its ratio would leave double precision.
const LOG_MASS_FLOOR: f64 = -600.0;

/// A Poisson count with this mean (0..=[`COUNT_LIMIT`]); 0 when the mean is 0.
///
/// Formula: the smallest k with P(X <= k) >= `u`; mass(k + 1) = mass(k) `mean` / (k + 1). Source: Devroye (1986), X.3.
///
/// # Panics
///
/// When `mean` is NaN or outside its range.
#[must_use]
pub fn poisson(u: f64, mean: f64) -> u64 {
    assert_unit(u);
    assert!((0.0..=COUNT_LIMIT as f64).contains(&mean), "Poisson mean: found {mean}, expected 0..={COUNT_LIMIT}");
    if mean == 0.0 {
        return 0;
    }
    let deviation = mean.sqrt();
    let start = (mean - 9.0 * deviation - 10.0).floor().max(0.0);
    let last = (mean + 9.0 * deviation + 40.0).floor();
    climb(u, start, last, libm::exp(poisson_log_mass(start, mean)), |count| mean / (count + 1.0))
}

/// The number of successes in this many independent trials (0..=[`COUNT_LIMIT`]) of this probability (0..=1): 0 when
/// the probability is 0, all when it is 1.
///
/// Formula: the smallest k with P(X <= k) >= `u`; mass(k + 1) = mass(k) (`trials` - k) p / ((k + 1) (1 - p)).
/// Source: Devroye (1986), X.4.
///
/// # Panics
///
/// When `trials` exceeds its range, or `probability` is NaN or outside its range.
#[must_use]
pub fn binomial(u: f64, trials: u64, probability: f64) -> u64 {
    assert_unit(u);
    assert_probability(probability);
    assert!(trials <= COUNT_LIMIT, "binomial trials: found {trials}, expected 0..={COUNT_LIMIT}");
    if trials == 0 || probability == 0.0 {
        return 0;
    }
    if probability == 1.0 {
        return trials;
    }
    let number = trials as f64;
    let failure = 1.0 - probability;
    let mean = number * probability;
    let deviation = (mean * failure).sqrt();
    let start = (mean - 9.0 * deviation - 10.0).floor().max(0.0);
    let last = (mean + 9.0 * deviation + 40.0).floor().min(number);
    let odds = probability / failure;
    let first = libm::exp(binomial_log_mass(start, number, probability, failure));
    climb(u, start, last, first, |count| (number - count) * odds / (count + 1.0))
}

/// A negative binomial count with this mean (0..=1e6), of variance `mean` + `mean`^2 / `dispersion`: a Poisson count
/// whose mean is gamma distributed with shape `dispersion` (no unit; smaller is more clustered). 0 when the mean is 0.
/// The ratio of `mean` to `dispersion` must not exceed 1e6.
///
/// Formula: the smallest k with P(X <= k) >= `u`; mass(k + 1) = mass(k) (k + d) / (k + 1) · m / (d + m), with m the mean
/// and d the dispersion. Source: Devroye (1986), X.4.
///
/// # Panics
///
/// When `mean` is NaN or outside its range, `dispersion` is not positive or not finite, or their ratio exceeds its limit.
#[must_use]
pub fn negative_binomial(u: f64, mean: f64, dispersion: f64) -> u64 {
    assert_unit(u);
    assert_not_negative("negative binomial mean", mean);
    assert_positive("negative binomial dispersion", dispersion);
    let ratio = mean / dispersion;
    assert!(
        mean <= 1e6 && ratio <= 1e6,
        "negative binomial: found mean {mean} and dispersion {dispersion}, expected mean and mean / dispersion in 0..=1e6"
    );
    if mean == 0.0 {
        return 0;
    }
    let deviation = (mean * (1.0 + ratio)).sqrt();
    let mut start = (mean - 9.0 * deviation - 10.0).floor().max(0.0);
    let mut log_mass = negative_binomial_log_mass(start, mean, dispersion);
    // Masses rise up to the mode, which is at least mean - ratio - 1: go up a sixteenth of the way until one is of use.
    let mode = (mean - ratio - 1.0).floor();
    while log_mass < LOG_MASS_FLOOR && start + 1.0 < mode {
        start = (start + (mode - start) * 0.0625).ceil();
        log_mass = negative_binomial_log_mass(start, mean, dispersion);
    }
    // The upper tail falls at least as fast as normal with this deviation, then exponential with rate 1 / (1 + ratio).
    let last = (mean + 9.0 * deviation + 40.0 * (1.0 + ratio)).floor();
    let success = mean / (dispersion + mean);
    climb(u, start, last, libm::exp(log_mass), |count| success * (count + dispersion) / (count + 1.0))
}

/// The smallest count in `start..=last` at which the sum of masses from `start` on reaches `u`, or `last`.
#[inline]
fn climb(u: f64, start: f64, last: f64, first_mass: f64, ratio: impl Fn(f64) -> f64) -> u64 {
    let mut count = start;
    let mut mass = first_mass;
    let mut sum = mass;
    while sum < u && count < last {
        mass *= ratio(count);
        count += 1.0;
        sum += mass;
    }
    count as u64
}
