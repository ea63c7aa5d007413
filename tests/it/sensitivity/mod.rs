//! Sensitivity of functions whose indices are known.

mod functions;
mod missing;
mod noise;
mod screening;
mod shares;

/// Outputs of a design, one replication a row.
fn outputs(rows: &[Vec<f64>], function: impl Fn(&[f64]) -> f64) -> Vec<Vec<Option<f64>>> {
    rows.iter().map(|row| vec![Some(function(row))]).collect()
}
