//! Quantiles of weighted values.

/// The least value at which the running share of weights reaches `share` (0..=1); NaN when there are no values.
///
/// Formula: inf {x: F(x) >= share}, F the weighted distribution function. Source: definition.
///
/// # Panics
/// When there are not as many weights as values.
#[must_use]
pub fn weighted_quantile(values: &[f64], weights: &[f64], share: f64) -> f64 {
    assert_eq!(values.len(), weights.len(), "a weight for every value");
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&one, &other| values[one].total_cmp(&values[other]));
    let target = share * weights.iter().sum::<f64>();
    let mut sum = 0.0;
    for &index in &order {
        sum += weights[index];
        if sum >= target {
            return values[index];
        }
    }
    order.last().map_or(f64::NAN, |&last| values[last])
}

#[cfg(test)]
mod tests {
    use super::weighted_quantile;

    #[test]
    fn weights_count_as_copies() {
        let (values, weights) = ([3.0, 1.0, 2.0], [1.0, 2.0, 1.0]);
        let read = [0.0, 0.25, 0.5, 0.51, 0.75, 0.76, 1.0].map(|share| weighted_quantile(&values, &weights, share));
        assert_eq!(read, [1.0, 1.0, 1.0, 2.0, 2.0, 3.0, 3.0]);
        assert!(weighted_quantile(&[], &[], 0.5).is_nan());
    }
}
