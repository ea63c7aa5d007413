//! The few statistics that a comparison needs.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// Confidence of all intervals.
const CONFIDENCE: f64 = 0.95;
/// Up to here the t quantile is exact; beyond it the normal one differs by less than 3 in 100,000.
const DEGREES_MOST: usize = 10_000;
/// The 97.5 % quantile of the normal distribution.
const NORMAL: f64 = 1.959_963_984_540_054;

/// Mean and 95 % t interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Interval {
    pub(super) mean: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

/// A measure in pairs: both means and the paired difference, b minus a.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paired {
    /// Pairs in which both runs give a value; at least 2.
    pub pairs: usize,
    /// Mean of the first variant over these pairs.
    pub mean_a: f64,
    /// Mean of the second.
    pub mean_b: f64,
    /// Standard deviation of the first.
    pub deviation_a: f64,
    /// Of the second.
    pub deviation_b: f64,
    /// Mean of the differences.
    pub difference: f64,
    /// Lower end of its 95 % t interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Standard deviation of the differences.
    pub deviation: f64,
    /// Median of the differences.
    pub median: f64,
    /// Pairs in which the second run is lower than the first.
    pub lower: usize,
    /// Pairs in which it is higher.
    pub higher: usize,
    /// Pearson's correlation of the two; None when one of them does not vary.
    pub correlation: Option<f64>,
    /// How much less the paired difference varies than one of independent runs: (var a + var b) / var (b - a). n pairs
    /// say as much as n times this many independent runs of each. None when the difference does not vary.
    ///
    /// Source: Law, *Simulation Modeling and Analysis*, 5th ed. (2015), section 11.2, common random numbers.
    pub variance_reduction: Option<f64>,
}

/// Compares values in pairs; None with fewer than two pairs.
pub(super) fn paired(a: &[f64], b: &[f64]) -> Option<Paired> {
    assert_eq!(a.len(), b.len(), "values come in pairs");
    if a.len() < 2 {
        return None;
    }
    let differences: Vec<f64> = a.iter().zip(b).map(|(a, b)| b - a).collect();
    let (variance_a, variance_b, variance) = (variance(a), variance(b), variance(&differences));
    let interval = mean_interval(&differences);
    let covariance = covariance(a, b);
    let scale = variance_a.sqrt() * variance_b.sqrt();
    let mut sorted = differences.clone();
    sorted.sort_by(f64::total_cmp);
    Some(Paired {
        pairs: a.len(),
        mean_a: mean(a),
        mean_b: mean(b),
        deviation_a: variance_a.sqrt(),
        deviation_b: variance_b.sqrt(),
        difference: interval.mean,
        low: interval.low,
        high: interval.high,
        deviation: variance.sqrt(),
        median: quantile(&sorted, 0.5),
        lower: differences.iter().filter(|&&difference| difference < 0.0).count(),
        higher: differences.iter().filter(|&&difference| difference > 0.0).count(),
        correlation: (scale > 0.0).then(|| (covariance / scale).clamp(-1.0, 1.0)),
        variance_reduction: (variance > 0.0).then(|| (variance_a + variance_b) / variance),
    })
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn variance(values: &[f64]) -> f64 {
    covariance(values, values)
}

fn covariance(a: &[f64], b: &[f64]) -> f64 {
    let (mean_a, mean_b) = (mean(a), mean(b));
    a.iter().zip(b).map(|(a, b)| (a - mean_a) * (b - mean_b)).sum::<f64>() / (a.len() - 1) as f64
}

/// Mean of at least two values with its 95 % t interval.
pub(super) fn mean_interval(values: &[f64]) -> Interval {
    let mean = mean(values);
    let half = t_quantile(values.len() - 1) * (variance(values) / values.len() as f64).sqrt();
    Interval { mean, low: mean - half, high: mean + half }
}

/// The quantile of Student's t distribution that a two-sided interval needs.
fn t_quantile(degrees: usize) -> f64 {
    if degrees > DEGREES_MOST {
        return NORMAL;
    }
    let distribution = StudentsT::new(0.0, 1.0, degrees as f64).expect("degrees of freedom are at least 1");
    distribution.inverse_cdf(f64::midpoint(1.0, CONFIDENCE))
}

/// A quantile of sorted values, between order statistics linearly (type 7 of Hyndman and Fan, *The American
/// Statistician* 50, 1996).
pub(super) fn quantile(sorted: &[f64], probability: f64) -> f64 {
    let position = probability * (sorted.len() - 1) as f64;
    let below = position.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (sorted[above] - sorted[below]) * (position - below as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_and_factors_are_those_of_the_textbook() {
        // Differences 1, 3, 2, 2: mean 2, variance 2/3, t(3) = 3.182446.
        let paired = paired(&[10.0, 20.0, 30.0, 40.0], &[11.0, 23.0, 32.0, 42.0]).unwrap();
        assert_eq!((paired.difference, paired.median, paired.lower, paired.higher), (2.0, 2.0, 0, 4));
        let half = 3.182_446_3 * (2.0_f64 / 3.0 / 4.0).sqrt();
        assert!((paired.high - 2.0 - half).abs() < 1e-6 && (2.0 - paired.low - half).abs() < 1e-6, "{paired:?}");
        let sum = 500.0 / 3.0 + 174.0;
        assert!((paired.variance_reduction.unwrap() - sum / (2.0 / 3.0)).abs() < 1e-6, "{paired:?}");
        assert!(paired.correlation.unwrap() > 0.99);
    }

    #[test]
    fn the_same_values_differ_by_exactly_nothing() {
        let values = [0.1, 0.7, 123_456.789, 1e-9];
        let paired = paired(&values, &values).unwrap();
        assert_eq!((paired.difference, paired.low, paired.high, paired.deviation), (0.0, 0.0, 0.0, 0.0));
        assert_eq!((paired.mean_a, paired.variance_reduction), (paired.mean_b, None));
    }

    #[test]
    fn independent_values_gain_nothing() {
        let a: Vec<f64> = (0..400).map(|index| f64::from(index % 20)).collect();
        let b: Vec<f64> = (0..400).map(|index| f64::from(index / 20)).collect();
        let factor = paired(&a, &b).unwrap().variance_reduction.unwrap();
        assert!((factor - 1.0).abs() < 1e-9, "{factor}");
    }
}
