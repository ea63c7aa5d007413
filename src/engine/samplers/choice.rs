//! Choices: whether something happens, and which of several.

use super::{assert_probability, assert_unit};

/// Whether an event of this probability (0..=1, no unit) happens: never for 0, always for 1.
///
/// Formula: `u` < `probability`. Source: definition. With the same `u`, a larger probability never turns true to false.
///
/// # Panics
///
/// When `probability` is NaN or outside 0..=1.
#[inline]
#[must_use]
pub fn bernoulli(u: f64, probability: f64) -> bool {
    assert_unit(u);
    assert_probability(probability);
    u < probability
}

/// A position in 0..`count`, each equally likely (to within 2^-52, the grid of `u`).
///
/// Formula: floor(`u` `count`). Source: definition.
///
/// # Panics
///
/// When `count` is 0 or above 2^32.
#[inline]
#[must_use]
pub fn index(u: f64, count: usize) -> usize {
    assert_unit(u);
    assert!(1 <= count && count as u64 <= 1 << 32, "index: found {count} choices, expected 1..=4294967296");
    // Not below 0, so that a signed number will do, which processors have instructions for.
    ((u * count as f64) as i64 as usize).min(count - 1)
}

/// A position with probability in proportion to its weight; never one of weight 0. `None` when no weight is positive,
/// also when there are none. Weights share any unit.
///
/// Formula: the first position at which the running sum of weights exceeds `u` times their total. Source: definition.
///
/// # Panics
///
/// When a weight is NaN, negative or infinite, or the total is infinite.
#[must_use]
pub fn weighted(u: f64, weights: &[f64]) -> Option<usize> {
    assert_unit(u);
    let mut total = 0.0;
    for &weight in weights {
        assert!(weight >= 0.0, "weight: found {weight}, expected a finite number, 0 or more");
        total += weight;
    }
    assert!(total <= f64::MAX, "total weight: found {total}, expected a finite number");
    let target = u * total;
    let mut sum = 0.0;
    let mut last = None;
    for (position, &weight) in weights.iter().enumerate() {
        if weight > 0.0 {
            sum += weight;
            last = Some(position);
            if target < sum {
                break;
            }
        }
    }
    last
}
