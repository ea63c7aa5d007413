//! Sobol's first and total indices.

use serde::Serialize;

use super::bootstrap::{percentile_interval, resample};
use super::noise::{Rows, noise};
use super::{Estimate, Noise, Replications, SaltelliDesign, SensitivityError};
use crate::experiment::statistics::Moments;

/// Fewest complete blocks that give indices. With so few the intervals are wide, not absent.
pub const BLOCKS_LEAST: usize = 8;

/// Indices of one factor: shares of the variance, near 0..=1 (estimates can lie a little outside).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FactorIndices {
    /// Share that the factor causes alone.
    pub first: Estimate,
    /// Share that it causes alone and in interactions: what would be left if all others were fixed.
    pub total: Estimate,
    /// Both without the chance that is left in means of independent replications; None where that cannot be told.
    pub corrected: Option<Corrected>,
}

/// Indices of the expected output, estimated from noisy means.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Corrected {
    /// First-order index.
    pub first: Estimate,
    /// Total index.
    pub total: Estimate,
}

/// Indices of all factors.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SobolIndices {
    /// Mean of the outputs over the rows A and B.
    pub mean: f64,
    /// Their variance, divisor n: the whole of which indices are shares.
    pub variance: f64,
    /// Blocks used.
    pub blocks: usize,
    /// Blocks left out, as an output was missing.
    pub incomplete_blocks: usize,
    /// Indices, in the order of the factors.
    pub factors: Vec<FactorIndices>,
    /// Chance between replications; None with one replication a row.
    pub noise: Option<Noise>,
}

/// First and total indices of the mean over replications, with bootstrap intervals of this confidence. Outputs have the
/// shape rows of the design × replications (1 or more). The seed is that of the bootstrap.
///
/// Formula, with outputs centred by the mean of all, V the variance (divisor n) of those of A and B, and sums over
/// blocks: first S_i = mean(f(B) (f(A_B^i) - f(A))) / V, total T_i = mean((f(A) - f(A_B^i))²) / 2 V. Source: A.
/// Saltelli and others, Computer Physics Communications 181 (2010), table 2 (b) and (f); (f) is M. J. W. Jansen,
/// *Analysis of Variance Designs for Model Output*, Computer Physics Communications 117 (1999). Intervals: percentiles
/// over 1,000 resamples of blocks, which for points of Sobol's sequence err on the wide side.
///
/// Corrected for independent replications, with e = s²/r of a row: V less the mean of e over A and B, and the numerator
/// of T_i less mean(e(A) + e(A_B^i)) / 2; that of S_i needs none, as the chance in its factors is independent. Shared
/// replications have no correction: their chance cancels in part, by an unknown amount.
///
/// # Errors
/// When fewer than [`BLOCKS_LEAST`] blocks are complete, or all outputs are equal.
///
/// # Panics
/// When the outputs do not have one entry a row, one is not finite, or the confidence lies outside (0, 1).
pub fn sobol_indices(
    design: &SaltelliDesign,
    outputs: &[Vec<Option<f64>>],
    replications: Replications,
    confidence: f64,
    seed: u64,
) -> Result<SobolIndices, SensitivityError> {
    assert_eq!(outputs.len(), design.rows.len(), "outputs: one entry for each row of the design");
    assert!(0.0 < confidence && confidence < 1.0, "confidence: found {confidence}, expected between 0 and 1");
    let rows = Rows::of(outputs);
    let blocks = Blocks::complete(design, &rows)?;
    let all: Vec<usize> = (0..blocks.count()).collect();
    let found = blocks.sums(&all);
    if found.variance == 0.0 {
        return Err(SensitivityError::Constant);
    }
    let noise = noise(outputs, &rows, &blocks.sample_rows(), replications);
    let corrects = replications == Replications::Independent && blocks.have_errors;
    let mut plain = Resampled::new(design.factors);
    let mut corrected = Resampled::new(design.factors);
    resample(blocks.count(), seed, |chosen| {
        let sums = blocks.sums(chosen);
        plain.push(sums.indices());
        corrected.push(sums.corrected().filter(|_| corrects));
    });
    let plain = plain.estimates(found.indices(), confidence).ok_or(SensitivityError::Constant)?;
    let corrected = corrected.estimates(found.corrected().filter(|_| corrects), confidence);
    let factors = (0..design.factors).map(|factor| {
        let corrected = corrected.as_ref().map(|all| Corrected { first: all[factor].0, total: all[factor].1 });
        FactorIndices { first: plain[factor].0, total: plain[factor].1, corrected }
    });
    Ok(SobolIndices {
        mean: found.mean + blocks.centre,
        variance: found.variance,
        blocks: blocks.count(),
        incomplete_blocks: design.points - blocks.count(),
        factors: factors.collect(),
        noise,
    })
}

/// The complete blocks of a design.
struct Blocks {
    factors: usize,
    /// Numbers of the blocks in the design.
    numbers: Vec<usize>,
    /// Outputs less the centre, block by block, in the order of the rows of a block.
    outputs: Vec<f64>,
    /// Variances of those outputs from chance, in the same shape; 0 where they are not known.
    errors: Vec<f64>,
    /// Whether every one of those is known.
    have_errors: bool,
    /// Mean of all outputs.
    centre: f64,
}

impl Blocks {
    fn complete(design: &SaltelliDesign, rows: &Rows) -> Result<Blocks, SensitivityError> {
        let size = design.block_rows();
        let range = |block: usize| block * size..(block + 1) * size;
        let numbers: Vec<usize> =
            (0..design.points).filter(|&block| rows.means[range(block)].iter().all(Option::is_some)).collect();
        if numbers.len() < BLOCKS_LEAST {
            let (found, least, designed) = (numbers.len(), BLOCKS_LEAST, design.points);
            return Err(SensitivityError::TooFewBlocks { what: "blocks", found, least, designed });
        }
        let kept = || numbers.iter().flat_map(|&block| range(block));
        let mut outputs: Vec<f64> = kept().filter_map(|row| rows.means[row]).collect();
        let centre = outputs.iter().sum::<f64>() / outputs.len() as f64;
        outputs.iter_mut().for_each(|output| *output -= centre);
        let have_errors = kept().all(|row| rows.errors[row].is_some());
        let errors = kept().map(|row| rows.errors[row].unwrap_or(0.0)).collect();
        Ok(Blocks { factors: design.factors, numbers, outputs, errors, have_errors, centre })
    }

    fn count(&self) -> usize {
        self.numbers.len()
    }

    /// Rows of the design that are a fair sample of the cube: A and B.
    fn sample_rows(&self) -> Vec<usize> {
        let size = self.factors + 2;
        self.numbers.iter().flat_map(|block| [block * size, block * size + size - 1]).collect()
    }

    /// The means behind the indices, over the chosen blocks.
    fn sums(&self, chosen: &[usize]) -> Sums {
        let (size, last) = (self.factors + 2, self.factors + 1);
        let mut sums = Sums::new(self.factors);
        let mut moments = Moments::default();
        for &block in chosen {
            let outputs = &self.outputs[block * size..(block + 1) * size];
            let errors = &self.errors[block * size..(block + 1) * size];
            moments.push(outputs[0]);
            moments.push(outputs[last]);
            sums.error += (errors[0] + errors[last]) / 2.0;
            for factor in 0..self.factors {
                let change = outputs[factor + 1] - outputs[0];
                sums.first[factor] += outputs[last] * change;
                sums.total[factor] += change * change / 2.0;
                sums.total_error[factor] += (errors[factor + 1] + errors[0]) / 2.0;
            }
        }
        let count = chosen.len() as f64;
        sums.mean = moments.mean().unwrap_or_default();
        sums.variance = moments.variance().unwrap_or_default() * (1.0 - 0.5 / count);
        sums.divide(count);
        sums
    }
}

/// Means over blocks.
struct Sums {
    /// Of the outputs of A and B, less the centre.
    mean: f64,
    /// Of the same, with divisor n.
    variance: f64,
    /// What chance adds to that variance.
    error: f64,
    /// Numerators of the first indices.
    first: Vec<f64>,
    /// Numerators of the total indices.
    total: Vec<f64>,
    /// What chance adds to those.
    total_error: Vec<f64>,
}

impl Sums {
    fn new(factors: usize) -> Sums {
        let zeros = || vec![0.0; factors];
        Sums { mean: 0.0, variance: 0.0, error: 0.0, first: zeros(), total: zeros(), total_error: zeros() }
    }

    /// Turns sums over blocks into means; mean and variance of the outputs are not sums.
    fn divide(&mut self, count: f64) {
        self.error /= count;
        for sums in [&mut self.first, &mut self.total, &mut self.total_error] {
            sums.iter_mut().for_each(|sum| *sum /= count);
        }
    }

    /// First and total index of each factor; None without variance.
    fn indices(&self) -> Option<Vec<(f64, f64)>> {
        let share = |factor: usize| (self.first[factor] / self.variance, self.total[factor] / self.variance);
        (self.variance > 0.0).then(|| (0..self.first.len()).map(share).collect())
    }

    /// The same without chance; None when chance may be all there is.
    fn corrected(&self) -> Option<Vec<(f64, f64)>> {
        let variance = self.variance - self.error;
        let share =
            |factor: usize| (self.first[factor] / variance, (self.total[factor] - self.total_error[factor]) / variance);
        (variance > 0.0).then(|| (0..self.first.len()).map(share).collect())
    }
}

/// Resampled indices: of each factor the first ones and the total ones.
struct Resampled {
    values: Vec<(Vec<f64>, Vec<f64>)>,
}

impl Resampled {
    fn new(factors: usize) -> Resampled {
        Resampled { values: vec![(Vec::new(), Vec::new()); factors] }
    }

    fn push(&mut self, indices: Option<Vec<(f64, f64)>>) {
        for (values, (first, total)) in self.values.iter_mut().zip(indices.into_iter().flatten()) {
            values.0.push(first);
            values.1.push(total);
        }
    }

    /// Estimates with intervals; None without indices, or when no resample gave any.
    fn estimates(&self, found: Option<Vec<(f64, f64)>>, confidence: f64) -> Option<Vec<(Estimate, Estimate)>> {
        let estimate = |value, resampled: &[f64]| {
            (!resampled.is_empty()).then(|| Estimate { value, interval: percentile_interval(resampled, confidence) })
        };
        found?
            .into_iter()
            .zip(&self.values)
            .map(|((first, total), values)| Some((estimate(first, &values.0)?, estimate(total, &values.1)?)))
            .collect()
    }
}
