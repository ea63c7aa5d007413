//! One measure over many runs.

use serde::Serialize;

use super::{HeavyTail, Mean, Quantile, Tail, heavy_tail, mean, quantile_estimate, sorted, support_of, tail};

/// The probabilities of the quantiles in a [`Summary`], ascending.
pub const PROBABILITIES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// What a sample comes to, in the unit of the measure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// Runs with a value.
    pub count: u64,
    /// Runs without one: everything else leaves them out.
    pub missing: u64,
    /// Mean with its t interval; None without values.
    pub mean: Option<Mean>,
    /// Quantiles for [`PROBABILITIES`], with order-statistic intervals; empty without values.
    pub quantiles: Vec<Quantile>,
    /// Least value; None without values.
    pub minimum: Option<f64>,
    /// Largest value; None without values.
    pub maximum: Option<f64>,
    /// Power law of the upper tail; None when too few values can be in it.
    pub tail: Option<Tail>,
    /// What the tail means for the mean.
    pub heavy_tail: HeavyTail,
}

impl Summary {
    /// The median with its interval; None without values.
    #[must_use]
    pub fn median(&self) -> Option<&Quantile> {
        self.quantiles.iter().find(|quantile| quantile.probability == 0.5)
    }
}

/// Summarises a sample with intervals of this confidence. Values are taken as whole numbers in the tail when all are.
///
/// # Panics
/// When a value is not finite, or the confidence outside (0, 1).
#[must_use]
pub fn summarize(values: &[Option<f64>], confidence: f64) -> Summary {
    let present: Vec<f64> = values.iter().flatten().copied().collect();
    let ascending = sorted(&present);
    let tail = tail(&ascending, support_of(&ascending));
    Summary {
        count: present.len() as u64,
        missing: (values.len() - present.len()) as u64,
        mean: mean(&present, confidence),
        quantiles: PROBABILITIES
            .iter()
            .filter_map(|&probability| quantile_estimate(&ascending, probability, confidence))
            .collect(),
        minimum: ascending.first().copied(),
        maximum: ascending.last().copied(),
        tail,
        heavy_tail: heavy_tail(tail.as_ref()),
    }
}
