//! The mean of a sample with Student's t interval.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

use super::interval::assert_confidence;
use super::{Interval, Moments};

/// Above these degrees of freedom the normal quantile stands for that of t: they differ by less than 0.02 %, and the
/// incomplete beta function behind the latter is inexact there.
const DEGREES_LIMIT: u64 = 10_000;

/// The mean of a sample, in the unit of its values.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Mean {
    /// How many values.
    pub count: u64,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation with divisor n - 1; None below two values.
    pub standard_deviation: Option<f64>,
    /// The t interval of the mean; None below two values.
    pub interval: Option<Interval>,
}

impl Mean {
    /// Half the width of the interval, in the unit of the values; None below two values.
    #[must_use]
    pub fn half_width(&self) -> Option<f64> {
        self.interval.map(|interval| interval.half_width())
    }

    /// Half width divided by the absolute mean, a share; None when the mean is 0, and below two values.
    #[must_use]
    pub fn relative_half_width(&self) -> Option<f64> {
        self.half_width().filter(|_| self.mean != 0.0).map(|half_width| half_width / self.mean.abs())
    }
}

/// The mean of a sample with its interval of this confidence; None when the sample is empty.
///
/// Formula: m ± t s / √n, t the quantile of [`t_quantile`] for (1 + confidence) / 2 and n - 1 degrees of freedom. The
/// interval supposes that the mean of n values is about normal: see [`super::heavy_tail()`]. Source: Student, *The
/// Probable Error of a Mean*, Biometrika 6 (1908).
///
/// # Panics
/// When a value is not finite, or the confidence outside (0, 1).
#[must_use]
pub fn mean(values: &[f64], confidence: f64) -> Option<Mean> {
    Mean::of(&Moments::of(values), confidence)
}

impl Mean {
    /// Like [`mean`], from moments that were gathered number by number.
    ///
    /// # Panics
    /// When the confidence lies outside (0, 1).
    #[must_use]
    pub fn of(moments: &Moments, confidence: f64) -> Option<Mean> {
        assert_confidence(confidence);
        let mean = moments.mean()?;
        let count = moments.count();
        let standard_deviation = moments.standard_deviation();
        let interval = standard_deviation.map(|deviation| {
            let half_width = t_quantile((1.0 + confidence) / 2.0, count - 1) * deviation / (count as f64).sqrt();
            Interval { low: mean - half_width, high: mean + half_width }
        });
        Some(Mean { count, mean, standard_deviation, interval })
    }
}

/// The quantile of Student's t distribution for this probability and these degrees of freedom (1 or more); above 10,000
/// degrees the standard normal quantile.
///
/// # Panics
/// When the probability lies outside (0, 1), or there are no degrees of freedom.
#[must_use]
pub fn t_quantile(probability: f64, degrees: u64) -> f64 {
    assert!(0.0 < probability && probability < 1.0, "probability: found {probability}, expected between 0 and 1");
    assert!(degrees > 0, "degrees of freedom: found 0, expected 1 or more");
    if degrees > DEGREES_LIMIT {
        return normal_quantile(probability);
    }
    StudentsT::new(0.0, 1.0, degrees as f64).expect("positive degrees of freedom").inverse_cdf(probability)
}

/// The standard normal quantile.
pub(super) fn normal_quantile(probability: f64) -> f64 {
    Normal::standard().inverse_cdf(probability)
}
