//! Quantiles of a sample, with intervals that suppose nothing about its distribution.

use serde::Serialize;
use statrs::distribution::{Binomial, Discrete};

use super::interval::assert_confidence;
use crate::engine::samplers::{COUNT_LIMIT, binomial};

/// A quantile with the order statistics that enclose it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Quantile {
    /// The share of runs below it, between 0 and 1.
    pub probability: f64,
    /// Its estimate, in the unit of the values.
    pub value: f64,
    /// Lower end of its interval, a value of the sample; None when the sample is too small to bound it from below.
    pub low: Option<f64>,
    /// Upper end of its interval, a value of the sample; None when the sample is too small to bound it from above.
    pub high: Option<f64>,
    /// The probability with which such an interval holds the true quantile, at least the confidence asked for. Exact
    /// for continuous values; with ties it is larger. An end that is None counts as unbounded.
    pub coverage: f64,
}

/// The values in ascending order.
///
/// # Panics
/// When a value is not finite.
#[must_use]
pub fn sorted(values: &[f64]) -> Vec<f64> {
    assert!(values.iter().all(|value| value.is_finite()), "sample: found a number that is not finite");
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values
}

/// The quantile of a sorted sample; None when it is empty. Probability 0 gives the least value, 1 the largest.
///
/// Formula: with h = (n - 1) p and its floor k (from 0): x_k + (h - k) (x_(k+1) - x_k). Source: type 7 of R. J. Hyndman
/// and Y. Fan, *Sample Quantiles in Statistical Packages*, The American Statistician 50 (1996); the default of R, NumPy
/// and polars.
///
/// # Panics
/// When the probability lies outside 0..=1.
#[must_use]
pub fn quantile(sorted: &[f64], probability: f64) -> Option<f64> {
    assert!((0.0..=1.0).contains(&probability), "probability: found {probability}, expected 0..=1");
    let last = sorted.len().checked_sub(1)?;
    let position = last as f64 * probability;
    let below = (position.floor() as usize).min(last);
    let above = (below + 1).min(last);
    let (low, high) = (sorted[below], sorted[above]);
    Some((low + (position - below as f64) * (high - low)).clamp(low, high))
}

/// The quantile of a sorted sample with its interval of at least this confidence; None when the sample is empty.
///
/// Formula: the number B of values below the true quantile is binomial (n, p); with a = 1 - confidence and order
/// statistics counted from 1, the lower end is that of the largest rank l with P(B < l) <= a/2, the upper that of the
/// smallest rank u with P(B >= u) <= a/2. An end is missing when l is 0 or u exceeds n. The coverage is P(l <= B < u),
/// whatever the distribution. Source: H. A. David and H. N. Nagaraja, *Order Statistics* (third edition, 2003), 7.1.
///
/// # Panics
/// When the probability or the confidence lies outside (0, 1).
#[must_use]
pub fn quantile_estimate(sorted: &[f64], probability: f64, confidence: f64) -> Option<Quantile> {
    assert_confidence(confidence);
    assert!(0.0 < probability && probability < 1.0, "probability: found {probability}, expected between 0 and 1");
    let value = quantile(sorted, probability)?;
    let count = sorted.len() as u64;
    assert!(count <= COUNT_LIMIT, "sample: found {count} values, expected at most {COUNT_LIMIT}");
    let outside = (1.0 - confidence) / 2.0;
    let lower_rank = binomial(outside, count, probability);
    let upper_rank = binomial(1.0 - outside, count, probability) + 1;
    let at_rank = |rank: u64| rank.checked_sub(1).and_then(|index| sorted.get(index as usize)).copied();
    let coverage = coverage(count, probability, lower_rank, upper_rank);
    Some(Quantile { probability, value, low: at_rank(lower_rank), high: at_rank(upper_rank), coverage })
}

/// The probability that a binomial count is at least `lower` and below `upper`.
fn coverage(count: u64, probability: f64, lower: u64, upper: u64) -> f64 {
    let below = Binomial::new(probability, count).expect("a probability");
    (lower..upper).map(|successes| below.pmf(successes)).sum::<f64>().min(1.0)
}
