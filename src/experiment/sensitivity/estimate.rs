//! A number with its bootstrap interval.

use serde::Serialize;

use crate::experiment::statistics::Interval;

/// An estimate with its bootstrap interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// From all complete blocks.
    pub value: f64,
    /// Percentile interval over resampled blocks.
    pub interval: Interval,
}
