//! `differences.csv` and `pairs.csv`.

use super::Comparison;
use crate::experiment::comparison::{MeasureDifference, Pair};
use crate::report::tables::Table;

const DIFFERENCES: [&str; 18] = [
    "measure",
    "unit",
    "mean_a",
    "mean_b",
    "difference",
    "low",
    "high",
    "deviation_a",
    "deviation_b",
    "deviation_difference",
    "median_difference",
    "lower",
    "higher",
    "correlation",
    "variance_reduction",
    "pairs",
    "values_a",
    "values_b",
];
const PAIRS: [&str; 9] = [
    "replication",
    "seed",
    "outcome_a",
    "outcome_b",
    "digest_a",
    "digest_b",
    "parted_event",
    "parted_hours",
    "parted_kind",
];

/// One row a measure; numbers are left empty where fewer than two pairs give a value.
pub fn differences_csv(comparison: &Comparison) -> Vec<u8> {
    let mut table = Table::new(&DIFFERENCES);
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
    let mut head: Vec<String> = PAIRS.iter().map(ToString::to_string).collect();
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
