//! Whether a fitted power law could have given a sample.

use super::hurwitz::scaled_zeta;
use super::{Support, Tail, tail};
use crate::engine::Stream;

/// The share of samples drawn from a fitted law whose distance to their own fit is at least that of the sample: a p value
/// that is small when the sample follows no power law. `streams` gives the draws of each of `resamples` samples; values
/// below the tail are drawn from those of the sample. None when the sample is empty or there are no resamples.
///
/// Source: A. Clauset, C. R. Shalizi and M. E. J. Newman, *Power-Law Distributions in Empirical Data*, SIAM Review 51
/// (2009), 4.1; whole numbers by inverting their distribution function, appendix D.
///
/// # Panics
/// As [`tail`].
#[must_use]
pub fn tail_p(values: &[f64], fit: &Tail, resamples: usize, streams: impl Fn(usize) -> Stream) -> Option<f64> {
    if values.is_empty() || resamples == 0 {
        return None;
    }
    let body: Vec<f64> = values.iter().copied().filter(|&value| value < fit.minimum).collect();
    let share_in_tail = 1.0 - body.len() as f64 / values.len() as f64;
    let mut farther = 0_usize;
    for number in 0..resamples {
        let mut stream = streams(number);
        let drawn: Vec<f64> = (0..values.len())
            .map(|_| {
                if body.is_empty() || stream.bernoulli(share_in_tail) {
                    draw(stream.unit(), fit)
                } else {
                    body[stream.index(body.len())]
                }
            })
            .collect();
        farther += usize::from(tail(&drawn, fit.support).is_some_and(|other| other.distance >= fit.distance));
    }
    Some(farther as f64 / resamples as f64)
}

/// The value that a share `u` of the tail exceeds or equals.
fn draw(u: f64, fit: &Tail) -> f64 {
    let continuous = fit.minimum * libm::pow(u, -1.0 / fit.complementary_exponent);
    if fit.support == Support::Continuous {
        return continuous;
    }
    let whole = scaled_zeta(fit.exponent, fit.minimum).value;
    let from =
        |value: f64| libm::pow(value / fit.minimum, -fit.exponent) * scaled_zeta(fit.exponent, value).value / whole;
    // The largest value that at least a share u reaches lies in [low, high).
    let (mut low, mut high) = (fit.minimum, 2.0 * fit.minimum);
    while from(high) >= u && high < 1e15 {
        (low, high) = (high, 2.0 * high);
    }
    while high - low > 1.0 {
        let middle = ((low + high) / 2.0).floor();
        if from(middle) >= u { low = middle } else { high = middle }
    }
    low
}
