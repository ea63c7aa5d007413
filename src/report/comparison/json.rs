//! A comparison as JSON, for programs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Comparison;
use crate::experiment::comparison::Paired;
use crate::report::NOTE;
use crate::report::manifest::json;

#[derive(Serialize)]
struct Out<'a> {
    comparison: &'a str,
    a: &'a str,
    b: &'a str,
    seed: u64,
    pairs: usize,
    incomplete: usize,
    never_part: usize,
    same_digest: usize,
    parting_hours_median: Option<f64>,
    parting_kinds: BTreeMap<&'a str, usize>,
    note: &'a str,
    differences: BTreeMap<&'a str, Option<Difference>>,
}

#[derive(Serialize)]
struct Difference {
    mean_a: f64,
    mean_b: f64,
    difference: f64,
    low: f64,
    high: f64,
    median_difference: f64,
    lower: usize,
    higher: usize,
    correlation: Option<f64>,
    variance_reduction: Option<f64>,
    pairs: usize,
}

impl Difference {
    fn new(paired: &Paired) -> Difference {
        Difference {
            mean_a: paired.mean_a,
            mean_b: paired.mean_b,
            difference: paired.difference,
            low: paired.low,
            high: paired.high,
            median_difference: paired.median,
            lower: paired.lower,
            higher: paired.higher,
            correlation: paired.correlation,
            variance_reduction: paired.variance_reduction,
            pairs: paired.pairs,
        }
    }
}

/// The text: what the pairs come to, and the difference of every measure (null where fewer than two pairs give a value).
pub fn comparison_json(comparison: &Comparison) -> String {
    let (summary, identity) = (comparison.summary, comparison.identity);
    let differences =
        summary.differences.iter().map(|row| (row.name.as_str(), row.paired.as_ref().map(Difference::new))).collect();
    json(&Out {
        comparison: &identity.name,
        a: &identity.label_a,
        b: &identity.label_b,
        seed: comparison.variants.seed,
        pairs: summary.complete,
        incomplete: summary.incomplete,
        never_part: summary.never_part,
        same_digest: summary.same_digest,
        parting_hours_median: summary.parting_hours_median,
        parting_kinds: summary.parting_kinds.iter().map(|(kind, count)| (kind.name(), *count)).collect(),
        note: NOTE,
        differences,
    })
}
