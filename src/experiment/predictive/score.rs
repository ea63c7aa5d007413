//! How well predictive samples fit a documented value.

use crate::experiment::statistics::{PROBABILITIES, continuous_ranked_probability, weighted_quantile};

/// Predictive samples of one quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Predictive {
    /// Samples; infinite where a run has no value and the quantity no place for that.
    pub samples: Vec<f64>,
    /// Quantiles 5, 25, 50, 75 and 95 %.
    pub quantiles: [f64; 5],
}

impl Predictive {
    /// From samples, at least one.
    pub fn of(samples: Vec<f64>) -> Predictive {
        let weights = vec![1.0; samples.len()];
        let quantiles = PROBABILITIES.map(|share| weighted_quantile(&samples, &weights, share));
        Predictive { samples, quantiles }
    }
}

/// A documented value beside its prediction.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// The prediction.
    pub predictive: Predictive,
    /// Whether the best value lies within 25 % to 75 %.
    pub inside_half: bool,
    /// Whether it lies within 5 % to 95 %.
    pub inside_nine_in_ten: bool,
    /// Whether some value between the lowest and the highest documented one lies within 25 % to 75 %.
    pub range_inside_half: bool,
    /// Continuous ranked probability score of ln(value + offset), 0 is perfect.
    pub score: f64,
    /// Share of samples below the best value, ties half.
    pub share_below: f64,
}

/// Scores a prediction against a documented value (lowest, best, highest). Infinite samples stand at `farthest` in the
/// score.
pub fn score(
    predictive: Predictive,
    [lowest, best, highest]: [f64; 3],
    logarithm: impl Fn(f64) -> f64,
    farthest: f64,
) -> Scored {
    let [low, half_low, _, half_high, high] = predictive.quantiles;
    let logarithms: Vec<f64> = predictive
        .samples
        .iter()
        .map(|&sample| logarithm(if sample.is_finite() { sample } else { farthest }))
        .collect();
    let below = |sample: &f64| if *sample < best { 1.0 } else { f64::from(u8::from(*sample == best)) / 2.0 };
    let share_below = predictive.samples.iter().map(below).sum::<f64>() / predictive.samples.len() as f64;
    Scored {
        inside_half: half_low <= best && best <= half_high,
        inside_nine_in_ten: low <= best && best <= high,
        range_inside_half: half_low <= highest && lowest <= half_high,
        score: continuous_ranked_probability(&logarithms, logarithm(best)),
        share_below,
        predictive,
    }
}
