//! What the page gives with its questions.

use serde::Deserialize;

use crate::ensemble::EnsembleArgument;
use crate::plan::{OverrideArgument, PlanArgument};

/// A scenario with overrides.
#[derive(Deserialize)]
pub struct OfScenario {
    pub scenario: usize,
    pub overrides: Vec<OverrideArgument>,
}

/// A run of a scenario.
#[derive(Deserialize)]
pub struct Begin {
    pub scenario: usize,
    pub replication: u64,
    pub plan: PlanArgument,
}

/// Many runs of a scenario.
#[derive(Deserialize)]
pub struct EnsembleBegin {
    pub scenario: usize,
    pub plan: PlanArgument,
    pub ensemble: EnsembleArgument,
}

/// Something that is kept, by its number.
#[derive(Deserialize)]
pub struct Named {
    pub number: usize,
}

/// A run at a moment.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AtMoment {
    pub number: usize,
    pub at_milliseconds: u64,
    #[serde(default)]
    pub side: usize,
    #[serde(default)]
    pub events: Option<u64>,
}

/// A run over a span of time, both ends included.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Span {
    pub number: usize,
    pub from_milliseconds: u64,
    pub until_milliseconds: u64,
}

/// An event of a run.
#[derive(Deserialize)]
pub struct OfEvent {
    pub number: usize,
    pub event: u32,
    #[serde(default)]
    pub limit: Option<usize>,
}

/// Two runs.
#[derive(Deserialize)]
pub struct Two {
    pub number: usize,
    pub other: usize,
}

/// Some replications of an ensemble.
#[derive(Deserialize)]
pub struct Share {
    pub number: usize,
    pub first: u64,
    pub count: usize,
}

/// Values of one measure in paired runs; none where a run gives no value.
#[derive(Deserialize)]
pub struct Pairs {
    pub unchanged: Vec<Option<f64>>,
    pub changed: Vec<Option<f64>>,
}
