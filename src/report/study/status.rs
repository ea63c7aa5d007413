//! How far a study is, and what it says so far.

use serde::Serialize;

use crate::experiment::statistics::{CONFIDENCE, Summary, summarize};
use crate::store::study::{Failure, RunData};
use crate::store::{FileSystem, StoreError};

/// Measures that are shown when nobody asks for others, as far as a study keeps them.
pub const MAIN_MEASURES: [&str; 5] =
    ["killed.total", "wounded.total", "displaced_peak.total", "truces.failed", "peak_rung"];
/// Runs that went wrong that are named.
const FAILURES_MOST: usize = 5;

/// How far a study is.
#[derive(Clone, Debug, Serialize)]
pub struct Status {
    /// Id of the study.
    pub study: String,
    /// Shards that stand.
    pub shards_done: u64,
    /// Shards in all.
    pub shards: u64,
    /// Runs of those shards.
    pub runs_done: u64,
    /// Runs in all.
    pub runs: u64,
    /// Runs that went wrong.
    pub failed: u64,
    /// Events of all runs so far.
    pub events: u64,
    /// Some of the runs that went wrong.
    pub failures: Vec<FailureOf>,
    /// Measures by design point.
    pub measures: Vec<MeasureStatus>,
}

/// A run that went wrong.
#[derive(Clone, Debug, Serialize)]
pub struct FailureOf {
    /// Number of the run.
    pub run: u64,
    /// What went wrong.
    pub reason: String,
    /// The command that repeats it.
    pub command: String,
}

/// A measure at every design point.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureStatus {
    /// Name.
    pub measure: String,
    /// Unit.
    pub unit: String,
    /// One summary a design point.
    pub points: Vec<PointStatus>,
}

/// A measure at a design point.
#[derive(Clone, Debug, Serialize)]
pub struct PointStatus {
    /// Number of the design point.
    pub point: usize,
    /// The design point in words.
    pub words: String,
    /// What its runs come to.
    pub summary: Summary,
}

/// The status of the shards that stand, for some measures (the main ones when none is named).
///
/// # Errors
/// When a shard cannot be read.
pub fn status<F: FileSystem>(data: &RunData<'_, F>, wanted: &[String]) -> Result<Status, StoreError> {
    let study = data.study;
    let (runs_done, events, failed, failures) = data.outcomes(FAILURES_MOST)?;
    let shown = |name: &str| {
        if wanted.is_empty() { MAIN_MEASURES.contains(&name) } else { wanted.iter().any(|wanted| wanted == name) }
    };
    let mut kept: Vec<_> = study.measures.iter().filter(|measure| shown(&measure.name)).collect();
    if kept.is_empty() {
        kept = study.measures.iter().take(3).collect();
    }
    let mut measures = Vec::new();
    for measure in kept {
        let values = data.measure(&measure.name)?;
        let point = |(point, values): (&crate::experiment::study::Point, &Vec<Option<f64>>)| PointStatus {
            point: point.index,
            words: study.words(point),
            summary: summarize(values, CONFIDENCE),
        };
        let points = study.points.iter().zip(&values).map(point).collect();
        measures.push(MeasureStatus { measure: measure.name.clone(), unit: measure.unit.to_owned(), points });
    }
    let failure = |Failure { run, reason, command }| FailureOf { run, reason, command };
    Ok(Status {
        study: study.text.id.clone(),
        shards_done: data.shards().len() as u64,
        shards: study.shards(),
        runs_done,
        runs: study.runs(),
        failed,
        events,
        failures: failures.into_iter().map(failure).collect(),
        measures,
    })
}
