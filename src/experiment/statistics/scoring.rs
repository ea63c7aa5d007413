//! Scores of predictions that come as samples.

use super::sorted;

/// Continuous ranked probability score of samples against what was observed, in their unit; 0 is perfect, and for a
/// single sample it is the absolute error.
///
/// Formula: mean |x - y| - mean |x - x'| / 2 over samples x, x' and observation y. Source: T. Gneiting and A. E. Raftery,
/// *Strictly Proper Scoring Rules, Prediction, and Estimation*, Journal of the American Statistical Association 102
/// (2007).
///
/// # Panics
/// When there is no sample, or one is not finite.
#[must_use]
pub fn continuous_ranked_probability(samples: &[f64], observed: f64) -> f64 {
    assert!(!samples.is_empty(), "a score needs samples");
    let ordered = sorted(samples);
    let count = ordered.len() as f64;
    let error: f64 = ordered.iter().map(|sample| (sample - observed).abs()).sum::<f64>() / count;
    // The sum of all |x - x'| by ranks.
    let rank = |(index, sample): (usize, &f64)| (2.0 * index as f64 + 1.0 - count) * sample;
    let spread: f64 = ordered.iter().enumerate().map(rank).sum::<f64>() / (count * count);
    error - spread
}

#[cfg(test)]
mod tests {
    use super::continuous_ranked_probability;

    #[test]
    fn a_sample_scores_its_error_and_a_spread_is_no_free_lunch() {
        assert_eq!(continuous_ranked_probability(&[3.0], 5.0), 2.0);
        // By hand: mean error 1, mean difference of pairs 1.
        assert!((continuous_ranked_probability(&[0.0, 2.0], 1.0) - 0.5).abs() < 1e-12);
        // The standard normal at its mean: (sqrt 2 - 1) / sqrt pi.
        let normal: Vec<f64> =
            (0..10_001).map(|index| crate::engine::samplers::normal((f64::from(index) + 0.5) / 10_001.0)).collect();
        let expected = (std::f64::consts::SQRT_2 - 1.0) / std::f64::consts::PI.sqrt();
        assert!((continuous_ranked_probability(&normal, 0.0) - expected).abs() < 1e-3);
    }
}
