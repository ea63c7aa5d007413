//! Survival of lives of which some are seen only in part.

use serde::Serialize;

use super::Interval;
use super::interval::assert_confidence;
use super::mean::normal_quantile;

/// One life.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Life {
    /// How long it was seen, in hours, 0 or more.
    pub hours: f64,
    /// Whether it ended then; otherwise it was only seen so far.
    pub ended: bool,
    /// What may change its hazard; as many for every life of a sample.
    pub covariates: Vec<f64>,
}

/// The share of lives that last longer than some time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Survival {
    /// The share, 0..=1.
    pub share: f64,
    /// Its interval, within 0..=1.
    pub interval: Interval,
    /// Lives that were seen up to that time or beyond.
    pub at_risk: usize,
}

/// Kaplan's and Meier's share of lives that last longer than `hours`, with Greenwood's band; None without lives.
///
/// Formula: S = Π (1 - d / n) over the times of ends up to `hours`, n seen until then and d ended; variance
/// S² Σ d / (n (n - d)). Source: E. L. Kaplan and P. Meier, *Nonparametric Estimation from Incomplete Observations*, JASA
/// 53 (1958); M. Greenwood, *The Natural Duration of Cancer* (1926).
///
/// # Panics
/// When a time is not finite, or the confidence outside (0, 1).
#[must_use]
pub fn kaplan_meier(lives: &[Life], hours: f64, confidence: f64) -> Option<Survival> {
    assert_confidence(confidence);
    assert!(lives.iter().all(|life| life.hours.is_finite()), "lives: found a time that is not finite");
    if lives.is_empty() {
        return None;
    }
    let mut ordered: Vec<(f64, bool)> = lives.iter().map(|life| (life.hours, life.ended)).collect();
    ordered.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (mut share, mut sum, mut first) = (1.0, 0.0, 0);
    while first < ordered.len() && ordered[first].0 <= hours {
        let time = ordered[first].0;
        let ties = ordered[first..].iter().take_while(|life| life.0 == time);
        let (number, ended) = ties.fold((0, 0), |(number, ended), life| (number + 1, ended + usize::from(life.1)));
        let (seen, ended) = ((ordered.len() - first) as f64, ended as f64);
        share *= 1.0 - ended / seen;
        if ended < seen {
            sum += ended / (seen * (seen - ended));
        }
        first += number;
    }
    let half = normal_quantile((1.0 + confidence) / 2.0) * share * sum.sqrt();
    let interval = Interval { low: (share - half).max(0.0), high: (share + half).min(1.0) };
    Some(Survival { share, interval, at_risk: ordered.len() - first })
}
