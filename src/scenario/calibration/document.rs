//! The document of a calibration file, as written: strictly typed, unchecked.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

/// A calibration file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalibrationDocument {
    /// Format version of the file: 1.
    pub format: i64,
    /// Id text.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// What is fitted to what, and why so.
    #[serde(default)]
    pub about: String,
    /// What is free.
    pub parameters: Vec<FreeDocument>,
    /// What is run.
    pub experiments: Vec<ExperimentDocument>,
    /// What the runs are held against.
    pub targets: Vec<TargetDocument>,
    /// Forms of the model that are calibrated alike.
    #[serde(default)]
    pub structures: Vec<StructureDocument>,
    /// Parts of the model that are switched off, one at a time, when the fit is scored.
    #[serde(default)]
    pub ablations: Vec<StructureDocument>,
    /// Particles of a generation.
    pub particles: i64,
    /// Share of them that is kept.
    #[serde(default = "half")]
    pub keep_share: f64,
    /// No new generation once at most this share of newcomers was kept.
    pub acceptance_least: f64,
    /// Most generations.
    pub generations_most: i64,
    /// No new generation once so many runs met their condition.
    pub runs_most: i64,
    /// Seed.
    #[serde(default = "one")]
    pub seed: i64,
}

fn half() -> f64 {
    0.5
}

fn one() -> i64 {
    1
}

/// A free quantity and the parameters that follow from it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FreeDocument {
    /// Name in tables.
    pub name: String,
    /// What it is.
    pub meaning: String,
    /// Prior.
    pub prior: PriorDocument,
    /// Parameters that it sets: plus + times × its value.
    pub sets: Vec<SetDocument>,
}

/// A prior distribution.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PriorDocument {
    /// Uniform between two ends.
    Uniform {
        /// Low end.
        low: f64,
        /// High end.
        high: f64,
    },
    /// The logarithm uniform between those of two ends.
    LogUniform {
        /// Low end.
        low: f64,
        /// High end.
        high: f64,
    },
}

/// A parameter that a free quantity sets.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetDocument {
    /// Name in the table of parameters.
    pub parameter: String,
    /// Factor.
    #[serde(default = "unchanged")]
    pub times: f64,
    /// Added.
    #[serde(default)]
    pub plus: f64,
}

fn unchanged() -> f64 {
    1.0
}

/// A scenario that is run for some targets.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExperimentDocument {
    /// Name, to which targets refer.
    pub name: String,
    /// Scenario file, relative to this one.
    pub scenario: String,
    /// Overrides: path and value.
    #[serde(default)]
    pub set: BTreeMap<String, IgnoredAny>,
    /// Only runs that meet this are looked at.
    #[serde(default)]
    pub given: Option<GivenDocument>,
    /// Seeds tried until enough meet it.
    #[serde(default = "one")]
    pub seeds_most: i64,
    /// Runs that are looked at together.
    #[serde(default = "one")]
    pub runs: i64,
    /// Length of the runs; the scenario's own when absent.
    #[serde(default)]
    pub until_hours: Option<f64>,
    /// A run with more events counts as not meeting the condition.
    #[serde(default)]
    pub events_most: Option<i64>,
}

/// A condition on a run.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenDocument {
    /// Measure.
    pub measure: String,
    /// Least value.
    pub at_least: f64,
}

/// A documented value.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetDocument {
    /// Name in tables.
    pub name: String,
    /// The experiment whose runs give it.
    pub experiment: String,
    /// The measure that is held against it.
    pub measure: String,
    /// Lowest documented value.
    pub low: f64,
    /// Best value.
    pub best: f64,
    /// Highest documented value.
    pub high: f64,
    /// Added before the logarithm is taken.
    #[serde(default)]
    pub offset: f64,
    /// Where a run without a value stands, for instance the length of the run for a moment that never came.
    #[serde(default)]
    pub absent: Option<f64>,
    /// Not fitted: kept for checking.
    #[serde(default)]
    pub kept_back: bool,
    /// Where it comes from.
    pub source: String,
    /// What is to be known about it.
    #[serde(default)]
    pub note: String,
}

/// A form of the model.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StructureDocument {
    /// Name in tables and on the command line.
    pub name: String,
    /// What it is.
    pub meaning: String,
    /// Overrides of every experiment: path and value.
    #[serde(default)]
    pub set: BTreeMap<String, IgnoredAny>,
}
