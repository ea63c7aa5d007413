//! Chance between replications of one design point, as a share of its own.

use serde::{Deserialize, Serialize};

use crate::experiment::statistics::Moments;

/// Whether replication k of every design point takes the same draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Replications {
    /// Yes: chance is common to all points, and largely cancels in differences.
    Shared,
    /// No: chance is independent from point to point.
    Independent,
}

/// Chance within rows, against variation between them. Variances are in the square of the unit of the measure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Noise {
    /// Whether replications share their draws.
    pub replications: Replications,
    /// Mean variance between replications of one row.
    pub within: f64,
    /// Variance that the factors cause: that of the means of rows, less what chance adds to it. Not below 0.
    pub between: f64,
    /// `within` / (`within` + `between`), 0..=1: the share of the variance of single runs that no factor explains.
    pub share: f64,
    /// What chance adds to the variance of the mean of a row (beyond what is common to all rows). Indices of means have
    /// `between` + this as their whole: first-order ones of independent replications are too small by the factor
    /// `between` / (`between` + this), and total ones too large, as chance enters their numerator too.
    pub remaining: f64,
}

/// The means of rows and what chance leaves in each.
pub(super) struct Rows {
    /// Mean over the replications that have a value; None when none has.
    pub(super) means: Vec<Option<f64>>,
    /// Variance of that mean from independent chance; None when fewer than two replications have a value.
    pub(super) errors: Vec<Option<f64>>,
    /// Variance between replications; None when fewer than two have a value.
    within: Vec<Option<f64>>,
}

impl Rows {
    /// # Panics
    /// When an output is not finite.
    pub(super) fn of(outputs: &[Vec<Option<f64>>]) -> Rows {
        let moments: Vec<Moments> =
            outputs.iter().map(|row| Moments::of(&row.iter().flatten().copied().collect::<Vec<f64>>())).collect();
        Rows {
            means: moments.iter().map(Moments::mean).collect(),
            errors: moments.iter().map(|row| row.variance().map(|variance| variance / row.count() as f64)).collect(),
            within: moments.iter().map(Moments::variance).collect(),
        }
    }
}

/// Noise over these rows, which must be a fair sample of the cube; None when fewer than two of them have replications
/// to compare.
///
/// Formula: within W = mean variance of a row; between = variance of the means of rows less the remaining chance. The
/// latter is, for independent replications, the mean of s²/r of the rows; for shared ones, the residual mean square of
/// rows × replications (rows with all replications only) divided by r, since what a replication does to all rows alike
/// moves no difference of rows. Source: H. Scheffé, *The Analysis of Variance* (1959), 7 and 4 (two-way layout).
pub(super) fn noise(
    outputs: &[Vec<Option<f64>>],
    rows: &Rows,
    chosen: &[usize],
    replications: Replications,
) -> Option<Noise> {
    let usable: Vec<usize> = chosen
        .iter()
        .copied()
        .filter(|&row| rows.within[row].is_some())
        .filter(|&row| replications == Replications::Independent || outputs[row].iter().all(Option::is_some))
        .collect();
    let means: Vec<f64> = usable.iter().filter_map(|&row| rows.means[row]).collect();
    let variance_of_means = Moments::of(&means).variance()?;
    let within = average(usable.iter().filter_map(|&row| rows.within[row]))?;
    let remaining = match replications {
        Replications::Independent => average(usable.iter().filter_map(|&row| rows.errors[row]))?,
        Replications::Shared => residual_mean_square(outputs, &usable, &means)? / outputs[usable[0]].len() as f64,
    };
    let between = (variance_of_means - remaining).max(0.0);
    let whole = within + between;
    let share = if whole > 0.0 { within / whole } else { 0.0 };
    Some(Noise { replications, within, between, share, remaining })
}

/// Mean; None of nothing.
fn average(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut moments = Moments::default();
    values.for_each(|value| moments.push(value));
    moments.mean()
}

/// What is left of the outputs after the means of their row and of their replication; None when rows differ in length.
fn residual_mean_square(outputs: &[Vec<Option<f64>>], usable: &[usize], means: &[f64]) -> Option<f64> {
    let replications = outputs[*usable.first()?].len();
    if usable.iter().any(|&row| outputs[row].len() != replications) {
        return None;
    }
    let grand = average(means.iter().copied())?;
    let column = |number: usize| -> Vec<f64> { usable.iter().filter_map(|&row| outputs[row][number]).collect() };
    let mut squares = 0.0;
    for column in (0..replications).map(column) {
        let effect = average(column.iter().copied())? - grand;
        for (output, mean) in column.iter().zip(means) {
            let residual = output - mean - effect;
            squares += residual * residual;
        }
    }
    Some(squares / ((usable.len() - 1) * (replications - 1)) as f64)
}
