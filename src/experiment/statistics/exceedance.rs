//! The share of runs in which something happens, with Wilson's interval.

use serde::Serialize;

use super::Interval;
use super::interval::assert_confidence;
use super::mean::normal_quantile;

/// A share of trials.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Share {
    /// Trials in which it happened.
    pub successes: u64,
    /// All trials.
    pub trials: u64,
    /// The first divided by the second, 0..=1.
    pub share: f64,
    /// Interval of the probability behind it, within 0..=1.
    pub interval: Interval,
}

/// The share of trials with its interval of this confidence; None without trials.
///
/// Formula: (p + z²/2n ± z √(p (1 - p) / n + z²/4n²)) / (1 + z²/n), z the normal quantile of (1 + confidence) / 2. The
/// lower end is exactly 0 without successes, and the upper exactly 1 when all succeed; both intervals have a width
/// above 0. Coverage is near the confidence on average over probabilities, not at least it for each. Source: E. B.
/// Wilson, *Probable Inference, the Law of Succession, and Statistical Inference*, JASA 22 (1927).
///
/// # Panics
/// When there are more successes than trials, or the confidence lies outside (0, 1).
#[must_use]
pub fn share(successes: u64, trials: u64, confidence: f64) -> Option<Share> {
    assert_confidence(confidence);
    assert!(successes <= trials, "successes: found {successes} of {trials} trials");
    if trials == 0 {
        return None;
    }
    let number = trials as f64;
    let share = successes as f64 / number;
    let z = normal_quantile((1.0 + confidence) / 2.0);
    let weight = z * z / number;
    let centre = (share + weight / 2.0) / (1.0 + weight);
    let half_width = (share * (1.0 - share) * weight + weight * weight / 4.0).sqrt() / (1.0 + weight);
    let low = if successes == 0 { 0.0 } else { (centre - half_width).max(0.0) };
    let high = if successes == trials { 1.0 } else { (centre + half_width).min(1.0) };
    Some(Share { successes, trials, share, interval: Interval { low, high } })
}

/// The share of values strictly above a threshold in their unit; None when there are no values.
///
/// # Panics
/// When the threshold is NaN, a value not finite, or the confidence outside (0, 1).
#[must_use]
pub fn exceedance(values: &[f64], threshold: f64, confidence: f64) -> Option<Share> {
    assert!(!threshold.is_nan(), "threshold: found NaN, expected a number");
    assert!(values.iter().all(|value| value.is_finite()), "sample: found a number that is not finite");
    let above = values.iter().filter(|&&value| value > threshold).count();
    share(above as u64, values.len() as u64, confidence)
}
