//! `differences.csv` and `pairs.csv`.

use super::Comparison;
use crate::experiment::comparison::{MeasureDifference, Pair};
use crate::report::tables::Table;
use crate::store::{ColumnRow, column_names};

/// Columns of `differences.csv`.
pub const DIFFERENCES: [ColumnRow; 18] = [
    ColumnRow::new("measure", "", "measure that both variants have"),
    ColumnRow::new("unit", "", "its unit"),
    ColumnRow::new("mean_a", "unit of the measure", "mean of the first variant"),
    ColumnRow::new("mean_b", "unit of the measure", "mean of the second variant"),
    ColumnRow::new("difference", "unit of the measure", "mean of the differences, second minus first"),
    ColumnRow::new("low", "unit of the measure", "lower end of its 95 % interval"),
    ColumnRow::new("high", "unit of the measure", "upper end of its 95 % interval"),
    ColumnRow::new("deviation_a", "unit of the measure", "standard deviation over runs of the first variant"),
    ColumnRow::new("deviation_b", "unit of the measure", "standard deviation over runs of the second variant"),
    ColumnRow::new("deviation_difference", "unit of the measure", "standard deviation of the differences"),
    ColumnRow::new("median_difference", "unit of the measure", "median of the differences"),
    ColumnRow::new("lower", "pairs", "pairs in which the second run is lower"),
    ColumnRow::new("higher", "pairs", "pairs in which the second run is higher"),
    ColumnRow::new("correlation", "1", "correlation of the two over pairs; empty when one does not vary"),
    ColumnRow::new("variance_reduction", "1", "independent runs of each variant that one pair is worth"),
    ColumnRow::new("pairs", "pairs", "pairs in which both runs give a value"),
    ColumnRow::new("values_a", "runs", "runs of the first variant that give a value"),
    ColumnRow::new("values_b", "runs", "runs of the second variant that give a value"),
];
/// Columns of `pairs.csv` before those of the measures.
pub const PAIRS: [ColumnRow; 9] = [
    ColumnRow::new("replication", "", "replication of both runs"),
    ColumnRow::new("seed", "", "seed of both runs"),
    ColumnRow::new("outcome_a", "", "why the first run ended; horizon and exhausted are natural ends"),
    ColumnRow::new("outcome_b", "", "why the second run ended"),
    ColumnRow::new("digest_a", "", "fingerprint of the first run, hexadecimal"),
    ColumnRow::new("digest_b", "", "fingerprint of the second run"),
    ColumnRow::new("parted_event", "", "number of the first logged event that differs; empty when none does"),
    ColumnRow::new("parted_hours", "h", "its time since the start"),
    ColumnRow::new("parted_kind", "", "its kind"),
];

/// One row a measure; numbers are left empty where fewer than two pairs give a value.
pub fn differences_csv(comparison: &Comparison) -> Vec<u8> {
    let mut table = Table::new(&column_names(&DIFFERENCES));
    for row in &comparison.summary.differences {
        table.row(&difference(row));
    }
    table.finish()
}

fn difference(row: &MeasureDifference) -> [String; 18] {
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let paired = row.paired.as_ref();
    let of = |read: fn(&crate::experiment::comparison::Paired) -> f64| number(paired.map(read));
    let count = |read: fn(&crate::experiment::comparison::Paired) -> usize| {
        paired.map(|paired| read(paired).to_string()).unwrap_or_default()
    };
    [
        row.name.clone(),
        row.unit.to_string(),
        of(|paired| paired.mean_a),
        of(|paired| paired.mean_b),
        of(|paired| paired.difference),
        of(|paired| paired.low),
        of(|paired| paired.high),
        of(|paired| paired.deviation_a),
        of(|paired| paired.deviation_b),
        of(|paired| paired.deviation),
        of(|paired| paired.median),
        count(|paired| paired.lower),
        count(|paired| paired.higher),
        number(paired.and_then(|paired| paired.correlation)),
        number(paired.and_then(|paired| paired.variance_reduction)),
        count(|paired| paired.pairs),
        row.values_a.to_string(),
        row.values_b.to_string(),
    ]
}

/// One row a pair, with every common measure of both runs: `a.killed.total`, `b.killed.total`.
pub fn pairs_csv(comparison: &Comparison) -> Vec<u8> {
    let mut head: Vec<String> = PAIRS.iter().map(|column| column.name.to_owned()).collect();
    for measure in &comparison.variants.measures {
        head.extend([format!("a.{}", measure.name), format!("b.{}", measure.name)]);
    }
    let mut table = Table::new(&head);
    for pair in comparison.pairs {
        table.row(&row(comparison, pair));
    }
    table.finish()
}

fn row(comparison: &Comparison, pair: &Pair) -> Vec<String> {
    let parting = pair.parting;
    let mut row = vec![
        pair.replication.to_string(),
        comparison.variants.seed.to_string(),
        pair.a.outcome.name().to_string(),
        pair.b.outcome.name().to_string(),
        format!("{:032x}", pair.a.digest),
        format!("{:032x}", pair.b.digest),
        parting.map(|parting| parting.event.to_string()).unwrap_or_default(),
        parting.map(|parting| format!("{:.4}", parting.time.hours())).unwrap_or_default(),
        parting.map(|parting| parting.kind.name().to_string()).unwrap_or_default(),
    ];
    for values in pair.a.measures.iter().zip(&pair.b.measures) {
        row.extend([values.0, values.1].map(|value| value.map(|value| value.to_string()).unwrap_or_default()));
    }
    row
}
