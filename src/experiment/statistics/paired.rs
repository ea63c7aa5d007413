//! Two samples whose runs share their random numbers, pair by pair.

use serde::Serialize;

use super::{Mean, Moments};

/// What changing from the first to the second does, judged from pairs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Paired {
    /// Second minus first, over the pairs, with its t interval. All differences 0 give exactly 0 and an interval 0..0.
    pub difference: Mean,
    /// Mean of the first.
    pub mean_first: f64,
    /// Mean of the second.
    pub mean_second: f64,
    /// Variance of the first, divisor n - 1; None below two pairs, as all that follows.
    pub variance_first: Option<f64>,
    /// Variance of the second.
    pub variance_second: Option<f64>,
    /// Variance of the differences.
    pub variance_difference: Option<f64>,
    /// Pearson's correlation, -1..=1; None also when either does not vary.
    pub correlation: Option<f64>,
    /// How much larger the variance of the difference of independent runs is: (variance of the first + variance of the
    /// second) / variance of the difference. Above 1 pairing helps, below it harms. None also when the differences do
    /// not vary: then no number of independent runs would be as sure.
    pub variance_reduction: Option<f64>,
    /// How many independent runs on each side would give an interval as narrow: pairs × variance reduction, rounded.
    pub independent_replications: Option<u64>,
}

/// Compares paired samples at this confidence; None when they are empty.
///
/// Formula: definitions; for independent runs var(Y - X) = var X + var Y, so the ratio of both variances is the ratio
/// of the numbers of runs that give intervals of one width (but for the quantile of t). Source: A. M. Law, *Simulation
/// Modeling and Analysis* (fifth edition, 2015), 11.2, common random numbers.
///
/// # Panics
/// When the samples differ in length, a value is not finite, or the confidence lies outside (0, 1).
#[must_use]
pub fn paired(first: &[f64], second: &[f64], confidence: f64) -> Option<Paired> {
    assert_eq!(first.len(), second.len(), "pairs: both samples have the same length");
    let (moments_first, moments_second) = (Moments::of(first), Moments::of(second));
    let mut moments = Moments::default();
    first.iter().zip(second).for_each(|(one, other)| moments.push(other - one));
    let difference = Mean::of(&moments, confidence)?;
    let variance_reduction = match (moments_first.variance(), moments_second.variance(), moments.variance()) {
        (Some(one), Some(other), Some(between)) if between > 0.0 => Some((one + other) / between),
        _ => None,
    };
    Some(Paired {
        difference,
        mean_first: moments_first.mean()?,
        mean_second: moments_second.mean()?,
        variance_first: moments_first.variance(),
        variance_second: moments_second.variance(),
        variance_difference: moments.variance(),
        correlation: correlation(first, second, moments_first, moments_second),
        variance_reduction,
        independent_replications: variance_reduction.map(|factor| (first.len() as f64 * factor).round() as u64),
    })
}

/// Pearson's correlation from products of deviations: the difference of variances would lose digits near 1.
fn correlation(first: &[f64], second: &[f64], moments_first: Moments, moments_second: Moments) -> Option<f64> {
    let (mean_first, mean_second) = (moments_first.mean()?, moments_second.mean()?);
    let deviations = moments_first.standard_deviation()? * moments_second.standard_deviation()?;
    if deviations == 0.0 {
        return None;
    }
    let products: f64 = first.iter().zip(second).map(|(one, other)| (one - mean_first) * (other - mean_second)).sum();
    Some((products / (first.len() - 1) as f64 / deviations).clamp(-1.0, 1.0))
}

/// The pairs of which both runs have a value, and how many do not.
#[derive(Clone, Debug, PartialEq)]
pub struct CompletePairs {
    /// Values of the first, in order.
    pub first: Vec<f64>,
    /// Values of the second, in order.
    pub second: Vec<f64>,
    /// Pairs of which only the first has a value.
    pub only_first: u64,
    /// Pairs of which only the second has a value.
    pub only_second: u64,
    /// Pairs of which neither has a value.
    pub neither: u64,
}

/// Keeps the pairs that are complete. A difference over them is one among runs in which the measure exists under both;
/// where one of the counts of incomplete pairs is large, that is another question than the one asked.
///
/// # Panics
/// When the samples differ in length.
#[must_use]
pub fn complete_pairs(first: &[Option<f64>], second: &[Option<f64>]) -> CompletePairs {
    assert_eq!(first.len(), second.len(), "pairs: both samples have the same length");
    let mut pairs = CompletePairs { first: Vec::new(), second: Vec::new(), only_first: 0, only_second: 0, neither: 0 };
    for pair in first.iter().zip(second) {
        match pair {
            (Some(one), Some(other)) => {
                pairs.first.push(*one);
                pairs.second.push(*other);
            }
            (Some(_), None) => pairs.only_first += 1,
            (None, Some(_)) => pairs.only_second += 1,
            (None, None) => pairs.neither += 1,
        }
    }
    pairs
}
