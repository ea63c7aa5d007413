//! `tables/exceedance.csv`: how often a measure reaches a threshold.

use crate::experiment::statistics::{CONFIDENCE, share};
use crate::experiment::study::{KeptMeasure, Study};
use crate::store::study::PointValues;
use crate::store::{ColumnRow, column_names};

use super::{Csv, point_cells, point_header};

const HIGHEST_RUNG: u32 = 6;
/// Columns of `tables/exceedance.csv` after those of the design point.
pub const EXCEEDANCE: [ColumnRow; 8] = [
    ColumnRow::new("measure", "", "measure"),
    ColumnRow::new("unit", "", "its unit"),
    ColumnRow::new("at_least", "unit of the measure", "threshold"),
    ColumnRow::new("runs", "runs", "runs that give a value"),
    ColumnRow::new("runs_reaching", "runs", "runs that reach the threshold"),
    ColumnRow::new("share", "fraction", "share of runs that reach it"),
    ColumnRow::new("share_low", "fraction", "lower end of its 95 % interval"),
    ColumnRow::new("share_high", "fraction", "upper end of its 95 % interval"),
];

/// The table without rows.
pub fn begin(study: &Study) -> Csv {
    Csv::new(point_header(study).into_iter().chain(column_names(&EXCEEDANCE)))
}

/// Adds a counted measure: one row a threshold and design point. Thresholds are the rungs, and for other whole numbers 1,
/// 10, 100 … up to the largest value of any design point. Runs without a value are left out.
pub fn add(csv: &mut Csv, study: &Study, measure: &KeptMeasure, values: &PointValues) {
    for threshold in thresholds(measure.unit, values) {
        for (point, values) in study.points.iter().zip(values) {
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
