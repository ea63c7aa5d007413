//! `tables/exceedance.csv`: how often a measure reaches a threshold.

use crate::experiment::statistics::{CONFIDENCE, share};
use crate::store::study::RunData;
use crate::store::{FileSystem, StoreError};

use super::{Csv, point_cells, point_header};

const HIGHEST_RUNG: u32 = 6;

/// The table: one row a counted measure, design point and threshold. Thresholds are the rungs, and for other whole
/// numbers 1, 10, 100 … up to the largest value of any design point. Runs without a value are left out.
///
/// # Errors
/// When a shard cannot be read.
pub fn exceedance_csv<F: FileSystem>(data: &RunData<'_, F>) -> Result<Vec<u8>, StoreError> {
    let study = data.study;
    let columns = ["measure", "unit", "at_least", "runs", "runs_reaching", "share", "share_low", "share_high"];
    let mut csv = Csv::new(point_header(study).into_iter().chain(columns));
    for measure in &study.measures {
        let points = data.measure(&measure.name)?;
        for threshold in thresholds(measure.unit, &points) {
            for (point, values) in study.points.iter().zip(&points) {
                let present: Vec<f64> = values.iter().flatten().copied().collect();
                let reaching = present.iter().filter(|&&value| value >= threshold).count();
                let Some(share) = share(reaching as u64, present.len() as u64, CONFIDENCE) else { continue };
                let cells = [
                    measure.name.clone(),
                    measure.unit.to_owned(),
                    format!("{threshold}"),
                    share.trials.to_string(),
                    share.successes.to_string(),
                    format!("{}", share.share),
                    format!("{}", share.interval.low),
                    format!("{}", share.interval.high),
                ];
                csv.row(point_cells(study, point).into_iter().chain(cells));
            }
        }
    }
    Ok(csv.bytes())
}

fn thresholds(unit: &str, points: &[Vec<Option<f64>>]) -> Vec<f64> {
    let values = || points.iter().flatten().flatten().copied();
    if unit == "rung" {
        return (1..=HIGHEST_RUNG).map(f64::from).collect();
    }
    if values().any(|value| value.fract() != 0.0) {
        return Vec::new();
    }
    let most = values().fold(0.0, f64::max);
    std::iter::successors(Some(1.0), |threshold| Some(threshold * 10.0))
        .take_while(|&threshold| threshold <= most)
        .collect()
}
