//! Distributions of counts, inverted by summing masses.
//!
//! The sum starts at floor(mean - 9 standard deviations - 10), or 0, below which less than 1e-17 of the probability lies,
//! and climbs; far in the upper tail it starts at a limit above which as little lies, and descends, since there a sum
//! near 1 has lost the digits that matter. The first mass comes from its logarithm, each next one from the ratio of
//! neighbours. Time grows with the standard deviation (negative binomial: with the count).

use super::mass::{binomial_log_mass, negative_binomial_log_mass, poisson_log_mass};
use super::{assert_not_negative, assert_positive, assert_probability, assert_unit};

/// The largest mean, number of trials, or ratio of mean to dispersion.
pub const COUNT_LIMIT: u64 = 1_000_000_000;

/// Masses below this logarithm are negligible, and near the end of double precision: sums start nearer to the mean.
const LOG_MASS_FLOOR: f64 = -600.0;

/// Above this `u` sums descend: 1 - 1e-9.
const UPPER_TAIL: f64 = 0.999_999_999;

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
    let log_mass = |count| poisson_log_mass(count, mean);
    Masses { mean, start, last, log_mass, ratio: |count| mean / (count + 1.0) }.invert(u)
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
    let log_mass = |count| binomial_log_mass(count, number, probability, failure);
    Masses { mean, start, last, log_mass, ratio: |count| (number - count) * odds / (count + 1.0) }.invert(u)
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
    let start = (mean - 9.0 * deviation - 10.0).floor().max(0.0);
    // The upper tail falls at least as fast as normal with this deviation, then exponential with rate 1 / (1 + ratio).
    let last = (mean + 9.0 * deviation + 40.0 * (1.0 + ratio)).floor();
    let success = mean / (dispersion + mean);
    let log_mass = |count| negative_binomial_log_mass(count, mean, dispersion);
    Masses { mean, start, last, log_mass, ratio: |count| success * (count + dispersion) / (count + 1.0) }.invert(u)
}

/// The masses of a distribution of counts with one mode.
struct Masses<LogMass, Ratio> {
    mean: f64,
    /// Below it lies less than 1e-17 of the probability.
    start: f64,
    /// Above it lies less than 1e-17 of the probability.
    last: f64,
    /// The logarithm of the mass of a count.
    log_mass: LogMass,
    /// The mass of the next count divided by the mass of this one.
    ratio: Ratio,
}

impl<LogMass: Fn(f64) -> f64, Ratio: Fn(f64) -> f64> Masses<LogMass, Ratio> {
    /// The smallest count whose cumulative probability is at least `u`.
    #[inline]
    fn invert(&self, u: f64) -> u64 {
        if u <= UPPER_TAIL {
            return self.climb(u) as u64;
        }
        // The larger of the two, so that rounding cannot make a step down where descending begins.
        self.descend(1.0 - u).max(self.climb(UPPER_TAIL)) as u64
    }

    /// The smallest count at which the sum of masses from `start` on reaches `target`.
    #[inline]
    fn climb(&self, target: f64) -> f64 {
        let mut count = self.start;
        let mut log_mass = (self.log_mass)(count);
        // Masses this small are far below the mode, and one step is enough to leave them.
        if log_mass < LOG_MASS_FLOOR {
            count = (count + (self.mean - count) / 16.0).floor();
            log_mass = (self.log_mass)(count);
        }
        let mut mass = libm::exp(log_mass);
        let mut sum = mass;
        while sum < target && count < self.last {
            mass *= (self.ratio)(count);
            count += 1.0;
            sum += mass;
        }
        count
    }

    /// The smallest count above which at most `tail` of the probability lies.
    fn descend(&self, tail: f64) -> f64 {
        let mut count = self.last;
        let mut log_mass = (self.log_mass)(count);
        // Halving the distance to the mean about halves the logarithm.
        while log_mass < LOG_MASS_FLOOR && count > self.mean {
            count = (self.mean + (count - self.mean) / 2.0).floor();
            log_mass = (self.log_mass)(count);
        }
        let mut mass = libm::exp(log_mass);
        let mut sum = mass;
        while sum <= tail && count > self.start {
            count -= 1.0;
            mass /= (self.ratio)(count);
            sum += mass;
        }
        count
    }
}
