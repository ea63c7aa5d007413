//! Regression adjustment: what a population would be if every particle had met the documented values.
//!
//! A particle is kept when its runs come near; what remains of the difference is explained, as far as a plane can, by its
//! place, and taken off it. Places are adjusted as logits, so that they stay within the prior. Source: M. A. Beaumont,
//! W. Zhang and D. J. Balding, *Approximate Bayesian computation in population genetics*, Genetics 162 (2002), with weights
//! by the Epanechnikov kernel; the ridge keeps targets that tell the same apart.

use crate::scenario::calibration::Target;

use super::distance::Yardstick;
use super::population::{Particle, Population};

/// Ridge, as a share of the mean diagonal of the normal equations.
const RIDGE: f64 = 1e-2;
/// Logits beyond this are cut: a share of 1 in 20,000.
const LOGIT_MOST: f64 = 10.0;

/// The population with adjusted places and weights; the one it came from when there are not three particles for every
/// fitted target. The farthest particle has no weight left and is gone.
pub fn adjusted(population: &Population, targets: &[Target], yardstick: &Yardstick) -> Vec<Particle> {
    let fitted: Vec<usize> = (0..targets.len()).filter(|&index| !targets[index].kept_back).collect();
    let reach = population.tolerance;
    let near = |particle: &&Particle| reach > 0.0 && particle.distance < reach;
    let kept: Vec<&Particle> = population.particles.iter().filter(near).collect();
    if kept.len() < 3 * (fitted.len() + 1) {
        return population.particles.clone();
    }
    let off = |particle: &Particle| -> Vec<f64> {
        fitted.iter().map(|&index| yardstick.off(index, &targets[index], particle.values[index])).collect()
    };
    let rows: Vec<Vec<f64>> = kept.iter().map(|particle| off(particle)).collect();
    let weight = |particle: &&Particle| {
        let share = particle.distance / reach;
        particle.weight * (1.0 - share * share)
    };
    let weights: Vec<f64> = kept.iter().map(weight).collect();
    let dimensions = kept[0].place.len();
    let slopes: Vec<Vec<f64>> = (0..dimensions)
        .map(|dimension| {
            let places: Vec<f64> = kept.iter().map(|particle| logit(particle.place[dimension])).collect();
            slopes(&rows, &weights, &places)
        })
        .collect();
    let adjust = |((particle, row), &weight): ((&&Particle, &Vec<f64>), &f64)| {
        let moved = |(place, slopes): (&f64, &Vec<f64>)| {
            let explained: f64 = row.iter().zip(slopes).map(|(off, slope)| off * slope).sum();
            share(logit(*place) - explained)
        };
        let place = particle.place.iter().zip(&slopes).map(moved).collect();
        Particle { place, weight, ..(*particle).clone() }
    };
    kept.iter().zip(&rows).zip(&weights).map(adjust).collect()
}

fn logit(share: f64) -> f64 {
    libm::log(share / (1.0 - share)).clamp(-LOGIT_MOST, LOGIT_MOST)
}

fn share(logit: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-logit.clamp(-LOGIT_MOST, LOGIT_MOST)))
}

/// Weighted least squares of `values` on the columns of `rows` and a constant: the slopes, without the constant.
fn slopes(rows: &[Vec<f64>], weights: &[f64], values: &[f64]) -> Vec<f64> {
    let count = rows[0].len();
    let total: f64 = weights.iter().sum();
    let mean = |of: &dyn Fn(usize) -> f64| (0..rows.len()).map(|row| weights[row] * of(row)).sum::<f64>() / total;
    let means: Vec<f64> = (0..count).map(|column| mean(&|row| rows[row][column])).collect();
    let value_mean = mean(&|row| values[row]);
    let product =
        |one: usize, other: usize| mean(&|row| (rows[row][one] - means[one]) * (rows[row][other] - means[other]));
    let mut equations: Vec<Vec<f64>> =
        (0..count).map(|one| (0..count).map(|other| product(one, other)).collect()).collect();
    let ridge = RIDGE * (0..count).map(|column| equations[column][column]).sum::<f64>() / count as f64;
    for (column, equation) in equations.iter_mut().enumerate() {
        equation[column] += ridge.max(f64::MIN_POSITIVE);
        equation.push(mean(&|row| (rows[row][column] - means[column]) * (values[row] - value_mean)));
    }
    solve(equations)
}

/// Solves positive definite equations, the right side in the last column, by elimination with pivots.
fn solve(mut equations: Vec<Vec<f64>>) -> Vec<f64> {
    let count = equations.len();
    for column in 0..count {
        let pivot = (column..count)
            .max_by(|&one, &other| equations[one][column].abs().total_cmp(&equations[other][column].abs()))
            .expect("there is a row left");
        equations.swap(column, pivot);
        let head = equations[column].clone();
        for equation in &mut equations[column + 1..] {
            let factor = equation[column] / head[column];
            for (cell, above) in equation.iter_mut().zip(&head).skip(column) {
                *cell -= factor * above;
            }
        }
    }
    let mut solution = vec![0.0; count];
    for row in (0..count).rev() {
        let known: f64 = (row + 1..count).map(|column| equations[row][column] * solution[column]).sum();
        solution[row] = (equations[row][count] - known) / equations[row][row];
    }
    solution
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plane_is_found_and_weights_count() {
        let rows: Vec<Vec<f64>> =
            (0..60).map(|row| vec![f64::from(row % 7) - 3.0, f64::from(row % 11) - 5.0]).collect();
        let values: Vec<f64> = rows.iter().map(|row| 4.0 + 2.0 * row[0] - 0.5 * row[1]).collect();
        let found = slopes(&rows, &vec![1.0; 60], &values);
        assert!((found[0] - 2.0).abs() < 0.05 && (found[1] + 0.5).abs() < 0.02, "{found:?}");
        // Rows without weight may say anything.
        let (mut rows, mut values, mut weights) = (rows, values, vec![1.0; 60]);
        rows.push(vec![100.0, 100.0]);
        values.push(-1e6);
        weights.push(0.0);
        let same = slopes(&rows, &weights, &values);
        assert!(same.iter().zip(&found).all(|(one, other)| (one - other).abs() < 1e-9), "{same:?}");
    }

    #[test]
    fn equations_are_solved() {
        let solution = solve(vec![vec![0.0, 2.0, 1.0, 7.0], vec![1.0, 1.0, 1.0, 6.0], vec![2.0, 0.0, 3.0, 11.0]]);
        for (found, expected) in solution.iter().zip([1.0, 2.0, 3.0]) {
            assert!((found - expected).abs() < 1e-12, "{solution:?}");
        }
    }
}
