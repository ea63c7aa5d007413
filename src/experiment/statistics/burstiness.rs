//! How bursty a stream of events is.

use super::Moments;

/// Burstiness of the gaps between events, from -1 (all alike) over 0 (as a Poisson process) to 1 (all time in one gap),
/// corrected for their number; None below two gaps, or when they sum to 0.
///
/// Formula: with n gaps of mean m and standard deviation s (divisor n), r = s / m:
/// (√(n + 1) r - √(n - 1)) / ((√(n + 1) - 2) r + √(n - 1)). Source: E.-K. Kim and H.-H. Jo, *Measuring burstiness for
/// finite event sequences*, Physical Review E 94, 032311 (2016), equation 22.
///
/// # Panics
/// When a gap is negative or not finite.
#[must_use]
pub fn burstiness(gaps: &[f64]) -> Option<f64> {
    assert!(gaps.iter().all(|&gap| gap >= 0.0), "gaps: found a negative number");
    let moments = Moments::of(gaps);
    let (mean, variance) = (moments.mean()?, moments.variance()?);
    let number = gaps.len() as f64;
    let ratio = (variance * (number - 1.0) / number).sqrt() / mean;
    let (above, below) = ((number + 1.0).sqrt(), (number - 1.0).sqrt());
    (mean > 0.0).then(|| (above * ratio - below) / ((above - 2.0) * ratio + below))
}
