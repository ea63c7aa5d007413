//! Screening by Morris's elementary effects.

use serde::Serialize;

use super::bootstrap::{percentile_interval, resample};
use super::noise::{Rows, noise};
use super::{Estimate, Noise, Replications, SensitivityError};
use crate::engine::Lineage;
use crate::experiment::design::{below, draws, shuffle};
use crate::experiment::statistics::Moments;

/// Fewest complete trajectories that give effects: a standard deviation needs two.
pub const TRAJECTORIES_LEAST: usize = 2;

/// Order of the factors, then for each its direction and base level.
const PURPOSE: u32 = 0;

/// Trajectories through a grid in the unit cube.
#[derive(Clone, Debug, PartialEq)]
pub struct MorrisDesign {
    /// How many factors, k.
    pub factors: usize,
    /// How many trajectories, r.
    pub trajectories: usize,
    /// How many levels each factor has, p.
    pub levels: usize,
    /// Rows, shape r (k + 1) × k; within a trajectory, each differs from the one before in one factor, by ±
    /// [`MorrisDesign::step`].
    pub rows: Vec<Vec<f64>>,
}

impl MorrisDesign {
    /// How far a factor moves: p / (2 (p - 1)), a share of its range.
    #[must_use]
    pub fn step(&self) -> f64 {
        self.levels as f64 / (2 * (self.levels - 1)) as f64
    }
}

/// Draws so many trajectories for so many factors on a grid of so many levels (even; 4 is usual). With half the levels
/// as step, every level is as likely as any other.
///
/// Source: M. D. Morris, *Factorial Sampling Plans for Preliminary Computational Experiments*, Technometrics 33 (1991).
///
/// # Panics
/// When there are no factors, or the levels are not even or none.
#[must_use]
pub fn trajectories(factors: usize, trajectories: usize, levels: usize, seed: u64) -> MorrisDesign {
    assert!(factors > 0, "factors: found 0, expected 1 or more");
    assert!(levels > 0 && levels.is_multiple_of(2), "levels: found {levels}, expected an even number, 2 or more");
    let draws = draws(seed);
    let lineage = Lineage::of_text("design.morris");
    let mut rows = Vec::with_capacity(trajectories * (factors + 1));
    let half = levels / 2;
    let place = |level: usize| level as f64 / (levels - 1) as f64;
    for number in 0..trajectories {
        let mut stream = draws.open(lineage.child(number as u64), PURPOSE);
        let mut order: Vec<usize> = (0..factors).collect();
        shuffle(&mut stream, &mut order);
        let moves: Vec<(usize, usize)> = (0..factors)
            .map(|_| {
                let upwards = below(&mut stream, 2) == 0;
                let lower = below(&mut stream, half as u64) as usize;
                if upwards { (lower, lower + half) } else { (lower + half, lower) }
            })
            .collect();
        let mut row: Vec<f64> = moves.iter().map(|&(from, _)| place(from)).collect();
        rows.push(row.clone());
        for factor in order {
            row[factor] = place(moves[factor].1);
            rows.push(row.clone());
        }
    }
    MorrisDesign { factors, trajectories, levels, rows }
}

/// Elementary effects of one factor, in the unit of the measure a full range of the factor.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MorrisEffect {
    /// Mean effect: effects of opposite signs cancel.
    pub mu: f64,
    /// Mean absolute effect, by which factors are ranked.
    pub mu_star: Estimate,
    /// Standard deviation of the effects, divisor r - 1: 0 when the factor acts linearly and alone.
    pub sigma: f64,
}

/// Elementary effects of all factors.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Morris {
    /// Trajectories used.
    pub trajectories: usize,
    /// Trajectories left out, as an output was missing.
    pub incomplete_trajectories: usize,
    /// Effects, in the order of the factors.
    pub factors: Vec<MorrisEffect>,
    /// Chance between replications, over the rows of complete trajectories; None with one replication a row.
    pub noise: Option<Noise>,
    /// The mean absolute effect that a factor without any influence would show by chance: compare `mu_star` with it. An
    /// upper bound for shared replications. None with one replication a row.
    pub noise_effect: Option<f64>,
}

/// Elementary effects of the mean over replications, with bootstrap intervals of this confidence. Outputs have the
/// shape rows of the design × replications (1 or more). The seed is that of the bootstrap.
///
/// Formula: effect = (f(after) - f(before)) / (x(after) - x(before)) of each move; over trajectories their mean mu,
/// mean of absolute values mu*, and standard deviation sigma. Intervals: percentiles over 1,000 resamples of
/// trajectories. Effect by chance: √(2/π) √(2 v) / step, the mean absolute value of a normal number, v the chance left
/// in the mean of a row. Source: Morris (1991); F. Campolongo, J. Cariboni and A. Saltelli, *An Effective Screening
/// Design for Sensitivity Analysis of Large Models*, Environmental Modelling & Software 22 (2007) for mu*.
///
/// # Errors
/// When fewer than [`TRAJECTORIES_LEAST`] trajectories are complete.
///
/// # Panics
/// When the outputs do not have one entry a row, one is not finite, or the confidence lies outside (0, 1).
pub fn morris(
    design: &MorrisDesign,
    outputs: &[Vec<Option<f64>>],
    replications: Replications,
    confidence: f64,
    seed: u64,
) -> Result<Morris, SensitivityError> {
    assert_eq!(outputs.len(), design.rows.len(), "outputs: one entry for each row of the design");
    assert!(0.0 < confidence && confidence < 1.0, "confidence: found {confidence}, expected between 0 and 1");
    let rows = Rows::of(outputs);
    let size = design.factors + 1;
    let complete: Vec<usize> = (0..design.trajectories)
        .filter(|number| rows.means[number * size..(number + 1) * size].iter().all(Option::is_some))
        .collect();
    if complete.len() < TRAJECTORIES_LEAST {
        let (found, least, designed) = (complete.len(), TRAJECTORIES_LEAST, design.trajectories);
        return Err(SensitivityError::TooFewBlocks { what: "trajectories", found, least, designed });
    }
    let effects = effects(design, &rows, &complete);
    let intervals = resampled_mu_star(&effects, seed);
    let factors = (0..design.factors).map(|factor| {
        let of_factor: Vec<f64> = effects.iter().map(|row| row[factor]).collect();
        let moments = Moments::of(&of_factor);
        let interval = percentile_interval(&intervals[factor], confidence);
        MorrisEffect {
            mu: moments.mean().expect("at least two trajectories"),
            mu_star: Estimate { value: mean_absolute(of_factor.iter().copied()), interval },
            sigma: moments.standard_deviation().expect("at least two trajectories"),
        }
    });
    let used: Vec<usize> = complete.iter().flat_map(|number| number * size..(number + 1) * size).collect();
    let noise = noise(outputs, &rows, &used, replications);
    Ok(Morris {
        trajectories: complete.len(),
        incomplete_trajectories: design.trajectories - complete.len(),
        factors: factors.collect(),
        noise,
        noise_effect: noise.map(|noise| (4.0 / std::f64::consts::PI * noise.remaining).sqrt() / design.step()),
    })
}

/// Elementary effects, shape complete trajectories × factors.
fn effects(design: &MorrisDesign, rows: &Rows, complete: &[usize]) -> Vec<Vec<f64>> {
    let size = design.factors + 1;
    complete
        .iter()
        .map(|number| {
            let mut effects = vec![0.0; design.factors];
            for row in number * size + 1..(number + 1) * size {
                let (before, after) = (&design.rows[row - 1], &design.rows[row]);
                let factor = (0..design.factors).find(|&factor| before[factor] != after[factor]);
                let factor = factor.expect("neighbours of a trajectory differ in one factor");
                let outputs = (rows.means[row - 1], rows.means[row]);
                let (Some(from), Some(to)) = outputs else { unreachable!("the trajectory is complete") };
                effects[factor] = (to - from) / (after[factor] - before[factor]);
            }
            effects
        })
        .collect()
}

/// The mean absolute effects of each factor over resampled trajectories.
fn resampled_mu_star(effects: &[Vec<f64>], seed: u64) -> Vec<Vec<f64>> {
    let mut resampled = vec![Vec::new(); effects[0].len()];
    resample(effects.len(), seed, |chosen| {
        for (factor, values) in resampled.iter_mut().enumerate() {
            values.push(mean_absolute(chosen.iter().map(|&number| effects[number][factor])));
        }
    });
    resampled
}

fn mean_absolute(effects: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = effects.len() as f64;
    effects.map(f64::abs).sum::<f64>() / count
}
