//! Which factors move a measure: `tables/sensitivity.csv`, from a Morris or Saltelli design.

use crate::experiment::sensitivity::{
    Estimate, FactorIndices, MorrisEffect, Replications, SensitivityError, morris, sobol_indices,
};
use crate::experiment::statistics::{CONFIDENCE, Interval};
use crate::experiment::study::{Study, morris_design, saltelli_design};
use crate::report::picture::Picture;
use crate::report::{Effect, EffectLevel, EffectPanel, EffectsFigure, effects};
use crate::scenario::study::{Design, Pairing};
use crate::store::study::RunData;
use crate::store::{ColumnRow, FileSystem, StoreError, column_names};

use super::figures::heading;
use super::{Csv, cell};

/// Measures beside each other in the picture.
const PANELS_MOST: usize = 3;

/// A number with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounded {
    /// The number.
    pub value: f64,
    /// Its 95 % interval, where there is one.
    pub interval: Option<Interval>,
}

/// What a factor does to a measure.
#[derive(Clone, Debug, PartialEq)]
pub struct FactorSensitivity {
    /// Name of the factor.
    pub factor: String,
    /// Names and values: `mu`, `mu_star`, `sigma`, or `first`, `total`, and with a correction for chance
    /// `first_corrected`, `total_corrected`.
    pub values: Vec<(&'static str, Bounded)>,
}

/// What all factors do to a measure in a scenario.
#[derive(Clone, Debug)]
pub struct Sensitivity {
    /// Name of the scenario.
    pub scenario: String,
    /// Measure.
    pub measure: String,
    /// Unit of the measure.
    pub unit: &'static str,
    /// The factors; or why there is no answer.
    pub factors: Result<Vec<FactorSensitivity>, SensitivityError>,
    /// Share of the variance of single runs that is chance between replications; None with one replication.
    pub noise_share: Option<f64>,
    /// Mean absolute effect that a factor without influence would show by chance; only of a Morris design.
    pub noise_effect: Option<f64>,
}

/// The sensitivity of a measure in every scenario; nothing when the design is not made for it.
///
/// # Errors
/// When a shard cannot be read.
pub fn sensitivity<F: FileSystem>(data: &RunData<'_, F>, measure: &str) -> Result<Vec<Sensitivity>, StoreError> {
    let study = data.study;
    if !study.text.design.tells_sensitivity() {
        return Ok(Vec::new());
    }
    let unit = study.measures.iter().find(|known| known.name == measure).map_or("", |known| known.unit);
    let values = data.measure(measure)?;
    let rows = study.points.len() / study.text.scenarios.len();
    let of_scenario = |(number, outputs): (usize, &[Vec<Option<f64>>])| {
        let analysis = analyse(study, outputs);
        let (noise_share, noise_effect) = analysis.as_ref().map_or((None, None), |found| found.1);
        Sensitivity {
            scenario: study.scenario_name(&study.points[number * rows]),
            measure: measure.to_owned(),
            unit,
            factors: analysis.map(|found| found.0),
            noise_share,
            noise_effect,
        }
    };
    Ok(values.chunks(rows).enumerate().map(of_scenario).collect())
}

/// What the factors do, and beside it the share of chance and the effect that chance would show.
type Analysis = (Vec<FactorSensitivity>, (Option<f64>, Option<f64>));

fn analyse(study: &Study, outputs: &[Vec<Option<f64>>]) -> Result<Analysis, SensitivityError> {
    let (text, seed) = (&study.text, study.text.seed);
    let replications = match text.pairing {
        Pairing::Common => Replications::Shared,
        Pairing::Independent => Replications::Independent,
    };
    let named = |values: Vec<Vec<(&'static str, Bounded)>>| -> Vec<FactorSensitivity> {
        let names = text.factors.iter().map(|factor| factor.name.clone());
        names.zip(values).map(|(factor, values)| FactorSensitivity { factor, values }).collect()
    };
    if let Some(design) = morris_design(text) {
        let found = morris(&design, outputs, replications, CONFIDENCE, seed)?;
        let noise = (found.noise.map(|noise| noise.share), found.noise_effect);
        return Ok((named(found.factors.iter().map(of_effect).collect()), noise));
    }
    let design = saltelli_design(text).expect("a design that tells sensitivity is Morris's or Saltelli's");
    let found = sobol_indices(&design, outputs, replications, CONFIDENCE, seed)?;
    Ok((named(found.factors.iter().map(of_indices).collect()), (found.noise.map(|noise| noise.share), None)))
}

fn of_effect(effect: &MorrisEffect) -> Vec<(&'static str, Bounded)> {
    let alone = |value| Bounded { value, interval: None };
    vec![("mu_star", effect.mu_star.into()), ("mu", alone(effect.mu)), ("sigma", alone(effect.sigma))]
}

fn of_indices(indices: &FactorIndices) -> Vec<(&'static str, Bounded)> {
    let mut values = vec![("first", indices.first.into()), ("total", indices.total.into())];
    if let Some(corrected) = indices.corrected {
        values.extend([("first_corrected", corrected.first.into()), ("total_corrected", corrected.total.into())]);
    }
    values
}

impl From<Estimate> for Bounded {
    fn from(estimate: Estimate) -> Bounded {
        Bounded { value: estimate.value, interval: Some(estimate.interval) }
    }
}

/// Columns of `tables/sensitivity.csv`.
pub const SENSITIVITY: [ColumnRow; 11] = [
    ColumnRow::new("measure", "", "measure"),
    ColumnRow::new("unit", "", "its unit"),
    ColumnRow::new("scenario", "", "scenario"),
    ColumnRow::new("factor", "", "factor of the design"),
    ColumnRow::new("quantity", "", "quantity of the method: effects of Morris, or first and total indices of Sobol"),
    ColumnRow::new("value", "", "value of that quantity"),
    ColumnRow::new("low", "", "lower end of its 95 % interval"),
    ColumnRow::new("high", "", "upper end of its 95 % interval"),
    ColumnRow::new("noise_share", "fraction", "share of chance between replications in the variance of the mean"),
    ColumnRow::new("noise_effect", "unit of the measure", "size of effects that chance alone would give"),
    ColumnRow::new("note", "", "why there is no value"),
];

/// The table: one row a measure, scenario, factor and quantity. Empty but for its header when the design is not made for
/// it.
///
/// # Errors
/// When a shard cannot be read.
pub fn sensitivity_csv<F: FileSystem>(data: &RunData<'_, F>) -> Result<Vec<u8>, StoreError> {
    let mut csv = Csv::new(column_names(&SENSITIVITY));
    for measure in &data.study.measures {
        for one in sensitivity(data, &measure.name)? {
            let head = |factor: &str, quantity: &str| {
                [&one.measure, one.unit, &one.scenario, factor, quantity].map(str::to_owned)
            };
            match &one.factors {
                Err(error) => {
                    let rest = ["", "", "", "", ""].map(str::to_owned);
                    csv.row(head("", "").into_iter().chain(rest).chain([error.to_string()]));
                }
                Ok(factors) => {
                    for (factor, (quantity, bounded)) in
                        factors.iter().flat_map(|factor| factor.values.iter().map(move |value| (factor, value)))
                    {
                        let cells = [
                            cell(Some(bounded.value)),
                            cell(bounded.interval.map(|interval| interval.low)),
                            cell(bounded.interval.map(|interval| interval.high)),
                            cell(one.noise_share),
                            cell(one.noise_effect),
                            String::new(),
                        ];
                        csv.row(head(&factor.factor, quantity).into_iter().chain(cells));
                    }
                }
            }
        }
    }
    Ok(csv.bytes())
}

/// The picture: for the first measures the quantities of every factor with their intervals.
pub fn sensitivity_figure(study: &Study, all: &[Sensitivity]) -> Option<Picture> {
    let mut panels = Vec::new();
    let morris = matches!(study.text.design, Design::Morris { .. });
    for one in all.iter().take(PANELS_MOST) {
        let Ok(factors) = &one.factors else { continue };
        let quantities: &[&str] = if morris { &["mu_star", "sigma"] } else { &["first", "total"] };
        let effect = |quantity: &&str| Effect {
            factor: words_of(quantity).to_owned(),
            levels: factors.iter().filter_map(|factor| level(factor, quantity)).collect(),
        };
        let unit = if morris { one.unit } else { "share of variance" };
        let scenario = if study.text.scenarios.len() > 1 { format!(" ({})", one.scenario) } else { String::new() };
        panels.push(EffectPanel {
            value_title: format!("{}{scenario} [{unit}]", one.measure),
            effects: quantities.iter().map(effect).collect(),
        });
    }
    let subtitle = if morris {
        "Elementary effects over the whole range of a factor, with 95 % bootstrap intervals of their mean size"
    } else {
        "First-order and total indices with 95 % bootstrap intervals"
    };
    let heading = heading(study, "Sensitivity", subtitle, study.text.replications);
    (!panels.is_empty()).then(|| effects(&EffectsFigure { heading, panels }))
}

fn words_of(quantity: &str) -> &'static str {
    match quantity {
        "mu_star" => "mean size of effects",
        "sigma" => "spread of effects",
        "first" => "alone",
        _ => "with interactions",
    }
}

fn level(factor: &FactorSensitivity, quantity: &str) -> Option<EffectLevel> {
    let (_, bounded) = factor.values.iter().find(|(name, _)| *name == quantity)?;
    let (low, high) = bounded.interval.map_or((bounded.value, bounded.value), |interval| (interval.low, interval.high));
    Some(EffectLevel { label: factor.factor.clone(), mean: bounded.value, low, high })
}
