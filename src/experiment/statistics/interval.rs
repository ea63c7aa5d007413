//! An interval with two finite ends.

use serde::Serialize;

/// The confidence of intervals where nobody asks for another.
pub const CONFIDENCE: f64 = 0.95;

/// A closed interval, in the unit of what it bounds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end, at least `low`.
    pub high: f64,
}

impl Interval {
    /// Half the distance of the ends.
    #[must_use]
    pub fn half_width(&self) -> f64 {
        (self.high - self.low) / 2.0
    }

    /// Whether a value lies in it; the ends do.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// Panics unless the confidence lies in the open interval (0, 1).
pub(super) fn assert_confidence(confidence: f64) {
    assert!(0.0 < confidence && confidence < 1.0, "confidence: found {confidence}, expected between 0 and 1");
}
