//! `tables/measures.csv`: every measure at every design point, with intervals.

use crate::experiment::statistics::{CONFIDENCE, Summary, summarize};
use crate::experiment::study::{KeptMeasure, Study};
use crate::store::study::PointValues;
use crate::store::{ColumnRow, column_names};

use super::{Csv, cell, point_cells, point_header};

/// Columns of `tables/measures.csv` after those of the design point.
pub const MEASURES: [ColumnRow; 22] = [
    ColumnRow::new("measure", "", "measure"),
    ColumnRow::new("unit", "", "its unit"),
    ColumnRow::new("runs", "runs", "runs that give a value"),
    ColumnRow::new("without_value", "runs", "runs that give none"),
    ColumnRow::new("mean", "unit of the measure", "mean over runs"),
    ColumnRow::new("mean_low", "unit of the measure", "lower end of its 95 % interval"),
    ColumnRow::new("mean_high", "unit of the measure", "upper end of its 95 % interval"),
    ColumnRow::new("standard_deviation", "unit of the measure", "standard deviation over runs"),
    ColumnRow::new("q05", "unit of the measure", "5 % quantile"),
    ColumnRow::new("q25", "unit of the measure", "25 % quantile"),
    ColumnRow::new("median", "unit of the measure", "median"),
    ColumnRow::new("median_low", "unit of the measure", "lower end of its 95 % interval"),
    ColumnRow::new("median_high", "unit of the measure", "upper end of its 95 % interval"),
    ColumnRow::new("q75", "unit of the measure", "75 % quantile"),
    ColumnRow::new("q95", "unit of the measure", "95 % quantile"),
    ColumnRow::new("minimum", "unit of the measure", "least value"),
    ColumnRow::new("maximum", "unit of the measure", "largest value"),
    ColumnRow::new("tail_exponent", "1", "exponent of the survival function above tail_from"),
    ColumnRow::new("tail_exponent_standard_error", "1", "its standard error"),
    ColumnRow::new("tail_from", "unit of the measure", "value from which the tail is fitted"),
    ColumnRow::new("tail_runs", "runs", "runs in the tail"),
    ColumnRow::new("mean_note", "", "what speaks against the mean, when its tail is heavy"),
];

/// The table without rows.
pub fn begin(study: &Study) -> Csv {
    Csv::new(point_header(study).into_iter().chain(column_names(&MEASURES)))
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
