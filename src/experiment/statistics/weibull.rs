//! Weibull lives with hazard ratios.

use serde::Serialize;

use super::interval::assert_confidence;
use super::mean::normal_quantile;
use super::{Interval, Life};

/// Fewest ends that a shape is fitted to.
const ENDS_LEAST: usize = 10;
/// Shortest life, in hours: one of none has no logarithm.
const HOURS_LEAST: f64 = 1e-3;
/// Most steps of Newton's method.
const STEPS: usize = 100;

/// A fitted value with its interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The value.
    pub value: f64,
    /// Its interval.
    pub interval: Interval,
}

/// S(t) = exp(-Π ratio^covariate (t / scale)^shape).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeibullFit {
    /// The shape: below 1 the hazard falls with age.
    pub shape: Estimate,
    /// The scale in hours, of a life whose covariates are 0.
    pub scale_hours: f64,
    /// The hazard ratio of each covariate, for a step of 1.
    pub ratios: Vec<Estimate>,
    /// Lives that ended.
    pub ended: usize,
}

/// Fits Weibull lives of proportional hazards by greatest likelihood; None when fewer than ten end, or when the
/// likelihood has no single greatest point (a covariate that never changes).
///
/// Formula: log likelihood Σ ended (η + log k + (k - 1) log t) - exp(η) t^k, η = b + Σ covariate × log ratio; Newton's
/// method in (log k, b, log ratios), halving steps that do not climb; intervals from the inverse of the second
/// derivatives, in logarithms. Source: J. D. Kalbfleisch and R. L. Prentice, *The Statistical Analysis of Failure Time
/// Data* (second edition, 2002), 3.
///
/// # Panics
/// When lives have covariates of different number, a time is not finite, or the confidence lies outside (0, 1).
#[must_use]
pub fn weibull_fit(lives: &[Life], confidence: f64) -> Option<WeibullFit> {
    assert_confidence(confidence);
    assert!(lives.iter().all(|life| life.hours.is_finite()), "lives: found a time that is not finite");
    let ended = lives.iter().filter(|life| life.ended).count();
    if ended < ENDS_LEAST {
        return None;
    }
    let covariates = lives[0].covariates.len();
    assert!(lives.iter().all(|life| life.covariates.len() == covariates), "lives: expected {covariates} covariates");
    let exposure: f64 = lives.iter().map(|life| life.hours.max(HOURS_LEAST)).sum();
    let mut at = vec![0.0; covariates + 2];
    at[1] = libm::log(ended as f64 / exposure);
    let mut here = slopes(lives, &at);
    for _ in 0..STEPS {
        let step = solve(&here.curvature, &here.gradient)?;
        let mut share = 1.0;
        let next = loop {
            let tried: Vec<f64> = at.iter().zip(&step).map(|(at, step)| at + share * step).collect();
            let there = slopes(lives, &tried);
            if there.value >= here.value - 1e-12 * here.value.abs() {
                break (tried, there);
            }
            share /= 2.0;
            if share < 1e-10 {
                return None;
            }
        };
        (at, here) = next;
        if step.iter().all(|step| (share * step).abs() < 1e-9) {
            break;
        }
    }
    let z = normal_quantile((1.0 + confidence) / 2.0);
    let estimate = |index: usize| {
        let unit: Vec<f64> = (0..at.len()).map(|other| f64::from(u8::from(other == index))).collect();
        let half = z * solve(&here.curvature, &unit)?[index].max(0.0).sqrt();
        let of = |log: f64| libm::exp(log);
        Some(Estimate {
            value: of(at[index]),
            interval: Interval { low: of(at[index] - half), high: of(at[index] + half) },
        })
    };
    let shape = estimate(0)?;
    let ratios = (2..at.len()).map(estimate).collect::<Option<Vec<Estimate>>>()?;
    Some(WeibullFit { shape, scale_hours: libm::exp(-at[1] / shape.value), ratios, ended })
}

/// The log likelihood with its derivatives; the curvature is that of its negative.
struct Slopes {
    value: f64,
    gradient: Vec<f64>,
    curvature: Vec<Vec<f64>>,
}

fn slopes(lives: &[Life], at: &[f64]) -> Slopes {
    let shape = libm::exp(at[0]);
    let size = at.len();
    let mut all = Slopes { value: 0.0, gradient: vec![0.0; size], curvature: vec![vec![0.0; size]; size] };
    let mut row = vec![1.0; size];
    for life in lives {
        let log_time = libm::log(life.hours.max(HOURS_LEAST));
        row[2..].copy_from_slice(&life.covariates);
        let predictor: f64 = row[1..].iter().zip(&at[1..]).map(|(one, other)| one * other).sum();
        // In the direction of log shape the integrated hazard changes by this.
        row[0] = shape * log_time;
        let hazard = libm::exp((predictor + row[0]).min(700.0));
        let ended = f64::from(u8::from(life.ended));
        all.value += ended * (predictor + at[0] + (shape - 1.0) * log_time) - hazard;
        for (index, &one) in row.iter().enumerate() {
            all.gradient[index] += ended * one - hazard * one;
            for (other, &two) in row.iter().enumerate() {
                all.curvature[index][other] += hazard * one * two;
            }
        }
        all.gradient[0] += ended;
        all.curvature[0][0] += (hazard - ended) * row[0];
    }
    all
}

/// The solution of a small symmetric system by elimination with pivots; None when it has none.
fn solve(matrix: &[Vec<f64>], right: &[f64]) -> Option<Vec<f64>> {
    let size = right.len();
    let mut rows: Vec<Vec<f64>> =
        matrix.iter().zip(right).map(|(row, right)| row.iter().copied().chain([*right]).collect()).collect();
    for column in 0..size {
        let pivot = (column..size).max_by(|&a, &b| rows[a][column].abs().total_cmp(&rows[b][column].abs()))?;
        rows.swap(column, pivot);
        let scale = matrix[column][column].abs().max(1e-300);
        if rows[column][column].abs() <= 1e-12 * scale {
            return None;
        }
        let above = rows[column].clone();
        for (_, row) in rows.iter_mut().enumerate().filter(|(row, _)| *row != column) {
            let factor = row[column] / above[column];
            row.iter_mut().zip(&above).skip(column).for_each(|(entry, above)| *entry -= factor * above);
        }
    }
    Some((0..size).map(|index| rows[index][size] / rows[index][index]).collect())
}
