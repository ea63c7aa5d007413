//! What a comparison tells of a measure, from the statistics over runs.

use crate::experiment::statistics::{self, CONFIDENCE, quantile, sorted};

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
    let found = statistics::paired(a, b, CONFIDENCE)?;
    let interval = found.difference.interval?;
    let differences: Vec<f64> = a.iter().zip(b).map(|(a, b)| b - a).collect();
    Some(Paired {
        pairs: a.len(),
        mean_a: found.mean_first,
        mean_b: found.mean_second,
        deviation_a: found.variance_first?.sqrt(),
        deviation_b: found.variance_second?.sqrt(),
        difference: found.difference.mean,
        low: interval.low,
        high: interval.high,
        deviation: found.difference.standard_deviation?,
        median: quantile(&sorted(&differences), 0.5)?,
        lower: differences.iter().filter(|&&difference| difference < 0.0).count(),
        higher: differences.iter().filter(|&&difference| difference > 0.0).count(),
        correlation: found.correlation,
        variance_reduction: found.variance_reduction,
    })
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
