//! `tables/measures.csv`: every measure at every design point, with intervals.

use crate::experiment::statistics::{CONFIDENCE, Summary, summarize};
use crate::experiment::study::{KeptMeasure, Study};
use crate::store::study::PointValues;

use super::{Csv, cell, point_cells, point_header};

const COLUMNS: [&str; 22] = [
    "measure",
    "unit",
    "runs",
    "without_value",
    "mean",
    "mean_low",
    "mean_high",
    "standard_deviation",
    "q05",
    "q25",
    "median",
    "median_low",
    "median_high",
    "q75",
    "q95",
    "minimum",
    "maximum",
    "tail_exponent",
    "tail_exponent_standard_error",
    "tail_from",
    "tail_runs",
    "mean_note",
];

/// The table without rows.
pub fn begin(study: &Study) -> Csv {
    Csv::new(point_header(study).into_iter().chain(COLUMNS))
}

/// Adds a measure: one row a design point.
pub fn add(csv: &mut Csv, study: &Study, measure: &KeptMeasure, values: &PointValues) {
    for (point, values) in study.points.iter().zip(values) {
        let summary = summarize(values, CONFIDENCE);
        let named = [measure.name.clone(), measure.unit.to_owned()];
        csv.row(point_cells(study, point).into_iter().chain(named).chain(cells(&summary)));
    }
}

fn cells(summary: &Summary) -> Vec<String> {
    let mean = summary.mean.as_ref();
    let interval = mean.and_then(|mean| mean.interval);
    let quantile = |index: usize| summary.quantiles.get(index);
    let value = |index: usize| cell(quantile(index).map(|quantile| quantile.value));
    let tail = summary.tail.as_ref();
    vec![
        summary.count.to_string(),
        summary.missing.to_string(),
        cell(mean.map(|mean| mean.mean)),
        cell(interval.map(|interval| interval.low)),
        cell(interval.map(|interval| interval.high)),
        cell(mean.and_then(|mean| mean.standard_deviation)),
        value(0),
        value(1),
        value(2),
        cell(quantile(2).and_then(|median| median.low)),
        cell(quantile(2).and_then(|median| median.high)),
        value(3),
        value(4),
        cell(summary.minimum),
        cell(summary.maximum),
        cell(tail.map(|tail| tail.complementary_exponent)),
        cell(tail.map(|tail| tail.standard_error)),
        cell(tail.map(|tail| tail.minimum)),
        tail.map(|tail| tail.count.to_string()).unwrap_or_default(),
        summary.heavy_tail.words().to_owned(),
    ]
}
