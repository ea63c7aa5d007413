//! Whether two samples come from one distribution, by the distance of their distribution functions.

use serde::Serialize;

use super::interval::assert_confidence;
use super::sorted;

/// Two samples compared.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct TwoSamples {
    /// Largest distance of the two distribution functions, 0..=1.
    pub distance: f64,
    /// The distance that samples of one continuous distribution exceed with probability 1 - confidence; with ties they
    /// do so more rarely.
    pub critical: f64,
    /// Probability of such a distance or a larger one when the distributions are the same, in large samples.
    pub p: f64,
}

/// Kolmogorov's and Smirnov's test of two samples at this confidence; None when one is empty.
///
/// Formula: with n m / (n + m) = e and a = 1 - confidence, critical √(-log(a / 2) / (2 e)), the first term of
/// p = 2 Σ (-1)^(k-1) exp(-2 k² l²), l = (√e + 0.12 + 0.11 / √e) distance. Source: N. Smirnov, *Table for Estimating the
/// Goodness of Fit*, Annals of Mathematical Statistics 19 (1948); M. A. Stephens, JRSS B 32 (1970).
///
/// # Panics
/// When a value is not finite, or the confidence outside (0, 1).
#[must_use]
pub fn two_samples(one: &[f64], other: &[f64], confidence: f64) -> Option<TwoSamples> {
    assert_confidence(confidence);
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let (one, other) = (sorted(one), sorted(other));
    let (first, second) = (one.len() as f64, other.len() as f64);
    let (mut i, mut j, mut distance) = (0, 0, 0.0_f64);
    while i < one.len() && j < other.len() {
        let value = one[i].min(other[j]);
        i += one[i..].iter().take_while(|&&here| here <= value).count();
        j += other[j..].iter().take_while(|&&here| here <= value).count();
        distance = distance.max((i as f64 / first - j as f64 / second).abs());
    }
    let root = (first * second / (first + second)).sqrt();
    let critical = (-libm::log((1.0 - confidence) / 2.0) / 2.0).sqrt() / root;
    Some(TwoSamples { distance, critical, p: probability((root + 0.12 + 0.11 / root) * distance) })
}

/// Kolmogorov's limiting probability to exceed `scaled`.
fn probability(scaled: f64) -> f64 {
    // The alternating series converges too slowly there, where the value is 1 to seven digits.
    if scaled < 0.25 {
        return 1.0;
    }
    let term = |k: i32| {
        let sign = if k % 2 == 1 { 2.0 } else { -2.0 };
        sign * libm::exp(-2.0 * f64::from(k * k) * scaled * scaled)
    };
    (1..=100).map(term).sum::<f64>().clamp(0.0, 1.0)
}
