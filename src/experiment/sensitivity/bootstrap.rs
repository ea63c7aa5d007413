//! Bootstrap over blocks.

use crate::engine::Lineage;
use crate::experiment::design::{below, draws};
use crate::experiment::statistics::{Interval, quantile, sorted};

/// Resamples of a bootstrap.
pub(super) const RESAMPLES: usize = 1000;

const PURPOSE: u32 = 0;

/// Calls `resampled` with each of [`RESAMPLES`] lists of block numbers, drawn with replacement: as many as there are
/// blocks. Resample k of a seed is the same for every measure and analysis.
pub(super) fn resample(blocks: usize, seed: u64, mut resampled: impl FnMut(&[usize])) {
    let draws = draws(seed);
    let lineage = Lineage::of_text("sensitivity.bootstrap");
    let mut chosen = vec![0; blocks];
    for number in 0..RESAMPLES {
        let mut stream = draws.open(lineage.child(number as u64), PURPOSE);
        chosen.iter_mut().for_each(|block| *block = below(&mut stream, blocks as u64) as usize);
        resampled(&chosen);
    }
}

/// The percentile interval of this confidence from resampled values, of which there is at least one.
///
/// Source: B. Efron and R. J. Tibshirani, *An Introduction to the Bootstrap* (1993), 13.3.
pub(in crate::experiment) fn percentile_interval(values: &[f64], confidence: f64) -> Interval {
    let values = sorted(values);
    let outside = (1.0 - confidence) / 2.0;
    let at = |probability| quantile(&values, probability).expect("at least one resample");
    Interval { low: at(outside), high: at(1.0 - outside) }
}
