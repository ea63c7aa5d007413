//! Intervals by resampling.

use crate::engine::{Lineage, Stream};
use crate::experiment::design::{below, draws};
use crate::experiment::sensitivity::bootstrap::percentile_interval;
use crate::experiment::statistics::{CONFIDENCE, Interval};

/// Resamples of an interval.
pub const RESAMPLES: usize = 400;

const PURPOSE: u32 = 0;

/// The draws of resample `number` of a statistic: the same for the same label and seed, whatever else is asked.
pub fn stream(seed: u64, label: &str, number: usize) -> Stream {
    draws(seed).open(Lineage::of_text("facts").child(Lineage::of_text(label).0).child(number as u64), PURPOSE)
}

/// The 95 % percentile interval of a statistic of `count` items; `statistic` is given the numbers of items drawn with
/// replacement. None when more than a tenth of the resamples give no value.
pub fn interval(
    count: usize,
    seed: u64,
    label: &str,
    resamples: usize,
    mut statistic: impl FnMut(&[usize]) -> Option<f64>,
) -> Option<Interval> {
    let mut chosen = vec![0; count];
    let mut values = Vec::with_capacity(resamples);
    for number in 0..resamples {
        let mut stream = stream(seed, label, number);
        chosen.iter_mut().for_each(|item| *item = below(&mut stream, count as u64) as usize);
        values.extend(statistic(&chosen));
    }
    (count > 0 && values.len() * 10 >= resamples * 9).then(|| percentile_interval(&values, CONFIDENCE))
}
