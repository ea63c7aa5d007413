//! F3: burstiness of acts, and whether gaps between ever heavier acts have one law.

use crate::engine::Time;
use crate::experiment::statistics::{CONFIDENCE, burstiness, two_samples};

use super::GAPS;
use super::ranges::{BURSTINESS, COLLAPSE};
use super::resample::{self, RESAMPLES};
use super::samples::Samples;
use super::table::{Fact, Measured};

/// Rungs from which the acts of a stream are taken.
pub const THRESHOLDS: [u8; 4] = [1, 2, 3, 4];
/// Fewest gaps that are judged.
const LEAST: usize = 500;
/// Quiet that ends an episode, in hours.
const QUIET_HOURS: f64 = 24.0;

/// Burstiness and collapse of the first 2,000 gaps of each stream.
pub fn clustering(scenario: &str, samples: &Samples, seed: u64) -> Vec<Fact> {
    let streams: Vec<Vec<Vec<f64>>> = THRESHOLDS.iter().map(|&rung| blocks(samples, rung, GAPS)).collect();
    let burst = burst(&streams[0], seed).map(|measured| {
        let whole: Vec<f64> = blocks(samples, 1, usize::MAX).concat();
        let number = whole.len();
        let whole = burstiness(&whole).map_or_else(String::new, |value| format!("; {value:.2} over all {number} gaps"));
        let note = format!("{} episodes{whole}", streams[0].len());
        measured.note(note)
    });
    vec![
        Fact::judge(&BURSTINESS, scenario, burst, LEAST, GAPS),
        Fact::judge(&COLLAPSE, scenario, collapse(&streams, seed), LEAST, GAPS),
    ]
}

/// Gaps in hours between acts at a rung or above, the first `most`, in blocks of an episode each: the quiet before it and
/// the gaps within. Gaps do not span runs.
fn blocks(samples: &Samples, rung: u8, most: usize) -> Vec<Vec<f64>> {
    let mut blocks: Vec<Vec<f64>> = Vec::new();
    let mut count = 0;
    for run in &samples.runs {
        let mut last: Option<Time> = None;
        for &(time, _) in run.acts.iter().filter(|(_, own)| *own >= rung) {
            let gap = last.replace(time).map(|last| time.hours_since(last));
            if gap.is_none_or(|gap| gap >= QUIET_HOURS) {
                blocks.push(Vec::new());
            }
            if let (Some(gap), Some(block)) = (gap, blocks.last_mut()) {
                block.push(gap);
                count += 1;
                if count == most {
                    return blocks;
                }
            }
        }
    }
    blocks
}

fn burst(blocks: &[Vec<f64>], seed: u64) -> Option<Measured> {
    let all = blocks.concat();
    let interval = resample::interval(blocks.len(), seed, "F3", RESAMPLES, |chosen| {
        let gaps: Vec<f64> = chosen.iter().flat_map(|&block| &blocks[block]).copied().collect();
        burstiness(&gaps)
    });
    Some(Measured::new(burstiness(&all)?, interval?, all.len()))
}

/// The largest distance between the gaps of two streams, each divided by its mean.
fn collapse(streams: &[Vec<Vec<f64>>], seed: u64) -> Option<Measured> {
    let count = streams.iter().map(|blocks| blocks.iter().map(Vec::len).sum::<usize>()).min()?;
    let all: Vec<Vec<f64>> = streams.iter().map(|blocks| rescaled(blocks.concat())).collect();
    let value = largest(&all)?;
    // Streams are resampled each by its own episodes, with the same draws.
    let most = streams.iter().map(Vec::len).max()?;
    let interval = resample::interval(most, seed, "F3 collapse", RESAMPLES / 4, |chosen| {
        let resampled = |blocks: &Vec<Vec<f64>>| {
            let own = chosen.iter().take(blocks.len()).map(|&item| item * blocks.len() / most);
            rescaled(own.flat_map(|block| &blocks[block]).copied().collect())
        };
        largest(&streams.iter().map(resampled).collect::<Vec<_>>())
    });
    let note = "acts from rungs 1, 2, 3 and 4, gaps over their mean";
    Some(Measured::new(value, interval?, count).note(note))
}

fn rescaled(gaps: Vec<f64>) -> Vec<f64> {
    let mean = gaps.iter().sum::<f64>() / gaps.len() as f64;
    gaps.into_iter().map(|gap| gap / mean).filter(|gap| gap.is_finite()).collect()
}

fn largest(streams: &[Vec<f64>]) -> Option<f64> {
    let mut largest = 0.0_f64;
    for (position, one) in streams.iter().enumerate() {
        for other in &streams[position + 1..] {
            largest = largest.max(two_samples(one, other, CONFIDENCE)?.distance);
        }
    }
    Some(largest)
}
