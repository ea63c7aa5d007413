//! What each level of a factor does, all else equal: `tables/effects.csv`.

use crate::experiment::statistics::{CONFIDENCE, Mean, Paired, mean, paired};
use crate::experiment::study::{KeptMeasure, Study};
use crate::scenario::study::Design;
use crate::store::study::{PointValues, RunData};
use crate::store::{ColumnRow, FileSystem, StoreError, column_names};

use super::{Csv, cell};

/// A level of a factor against the first level of the same.
#[derive(Clone, Debug)]
pub struct Effect {
    /// Position of the factor; None for the scenario.
    pub factor: Option<usize>,
    /// Name of the factor, or `scenario`.
    pub name: String,
    /// The level.
    pub level: String,
    /// Mean of the measure over replications, each the average over the design points that have the level and a partner
    /// in every other level.
    pub mean: Option<Mean>,
    /// Difference from the first level, paired by replication; None for the first level itself.
    pub difference: Option<Paired>,
}

/// The effects of all factors on a measure: for designs in which levels come back (a grid, a list). Design points count
/// that differ from others in one factor only and are complete over its levels.
///
/// # Errors
/// When a shard cannot be read.
pub fn effects<F: FileSystem>(data: &RunData<'_, F>, measure: &str) -> Result<Vec<Effect>, StoreError> {
    Ok(if has_levels(data.study) { of_values(data.study, &data.measure(measure)?) } else { Vec::new() })
}

/// Whether levels come back in the design.
fn has_levels(study: &Study) -> bool {
    matches!(study.text.design, Design::Grid | Design::List(_))
}

fn of_values(study: &Study, values: &PointValues) -> Vec<Effect> {
    let factors = (0..study.text.factors.len()).map(Some);
    let scenario = (study.text.scenarios.len() > 1).then_some(None);
    scenario.into_iter().chain(factors).flat_map(|factor| of_factor(study, values, factor)).collect()
}

/// The value of a factor, or of the scenario, at a design point.
fn level(study: &Study, point: usize, factor: Option<usize>) -> String {
    let point = &study.points[point];
    factor.map_or_else(|| study.scenario_name(point), |factor| point.values[factor].trim_matches('"').to_owned())
}

fn of_factor(study: &Study, values: &[Vec<Option<f64>>], factor: Option<usize>) -> Vec<Effect> {
    let mut levels: Vec<String> = Vec::new();
    for point in 0..study.points.len() {
        let level = level(study, point, factor);
        if !levels.contains(&level) {
            levels.push(level);
        }
    }
    if levels.len() < 2 {
        return Vec::new();
    }
    let groups = groups(study, factor, &levels);
    let samples: Vec<Vec<Option<f64>>> = (0..levels.len()).map(|level| averages(values, &groups, level)).collect();
    let name = factor.map_or("scenario".to_owned(), |factor| study.text.factors[factor].name.clone());
    let effect = |(index, level): (usize, &String)| {
        let present: Vec<f64> = samples[index].iter().flatten().copied().collect();
        let both = samples[index].iter().zip(&samples[0]).filter_map(|(own, first)| Some(((*own)?, (*first)?)));
        let (own, first): (Vec<f64>, Vec<f64>) = both.unzip();
        Effect {
            factor,
            name: name.clone(),
            level: level.clone(),
            mean: mean(&present, CONFIDENCE),
            difference: if index == 0 { None } else { paired(&first, &own, CONFIDENCE) },
        }
    };
    levels.iter().enumerate().map(effect).collect()
}

/// Design points that differ in the factor only: one list a combination of the others, one point a level.
fn groups(study: &Study, factor: Option<usize>, levels: &[String]) -> Vec<Vec<usize>> {
    let others = |point: usize| {
        let own = &study.points[point];
        let mut rest: Vec<&str> = own.values.iter().map(String::as_str).collect();
        if let Some(factor) = factor {
            rest[factor] = "";
        }
        (factor.map(|_| own.scenario), rest)
    };
    let mut groups: std::collections::BTreeMap<_, Vec<Option<usize>>> = std::collections::BTreeMap::new();
    for point in 0..study.points.len() {
        let own = level(study, point, factor);
        let position = levels.iter().position(|level| *level == own).unwrap_or(0);
        groups.entry(others(point)).or_insert_with(|| vec![None; levels.len()])[position] = Some(point);
    }
    groups.into_values().filter_map(|group| group.into_iter().collect()).collect()
}

/// For each replication the average over the groups; None when a value is missing in one of them.
fn averages(values: &[Vec<Option<f64>>], groups: &[Vec<usize>], level: usize) -> Vec<Option<f64>> {
    let replications = groups.iter().map(|group| values[group[level]].len()).min().unwrap_or(0);
    let average = |replication: usize| {
        let sum: Option<f64> = groups.iter().map(|group| values[group[level]][replication]).sum();
        sum.map(|sum| sum / groups.len() as f64)
    };
    (0..replications).map(average).collect()
}

/// Columns of `tables/effects.csv`.
pub const EFFECTS: [ColumnRow; 13] = [
    ColumnRow::new("measure", "", "measure"),
    ColumnRow::new("unit", "", "its unit"),
    ColumnRow::new("factor", "", "factor of the design"),
    ColumnRow::new("level", "", "level of the factor"),
    ColumnRow::new("replications", "", "replications in the mean"),
    ColumnRow::new("mean", "unit of the measure", "mean at this level, over the other factors"),
    ColumnRow::new("mean_low", "unit of the measure", "lower end of its 95 % interval"),
    ColumnRow::new("mean_high", "unit of the measure", "upper end of its 95 % interval"),
    ColumnRow::new(
        "difference_from_first",
        "unit of the measure",
        "mean less that at the first level, paired by replication",
    ),
    ColumnRow::new("difference_low", "unit of the measure", "lower end of its 95 % interval"),
    ColumnRow::new("difference_high", "unit of the measure", "upper end of its 95 % interval"),
    ColumnRow::new("correlation", "1", "correlation with the first level over replications"),
    ColumnRow::new("variance_reduction", "1", "independent replications that one paired one is worth"),
];

/// The table without rows.
pub fn begin() -> Csv {
    Csv::new(column_names(&EFFECTS))
}

/// Adds a measure: one row a factor and level.
pub fn add(csv: &mut Csv, study: &Study, measure: &KeptMeasure, values: &PointValues) {
    if !has_levels(study) {
        return;
    }
    for effect in of_values(study, values) {
        let mean = effect.mean.as_ref();
        let interval = mean.and_then(|mean| mean.interval);
        let difference = effect.difference.as_ref();
        let between = difference.and_then(|difference| difference.difference.interval);
        csv.row([
            measure.name.clone(),
            measure.unit.to_owned(),
            effect.name,
            effect.level,
            mean.map(|mean| mean.count.to_string()).unwrap_or_default(),
            cell(mean.map(|mean| mean.mean)),
            cell(interval.map(|interval| interval.low)),
            cell(interval.map(|interval| interval.high)),
            cell(difference.map(|difference| difference.difference.mean)),
            cell(between.map(|interval| interval.low)),
            cell(between.map(|interval| interval.high)),
            cell(difference.and_then(|difference| difference.correlation)),
            cell(difference.and_then(|difference| difference.variance_reduction)),
        ]);
    }
}
