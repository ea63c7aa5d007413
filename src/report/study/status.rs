//! How far a study is, and what it says so far.

use serde::Serialize;

use crate::experiment::statistics::{CONFIDENCE, Summary, summarize};
use crate::experiment::study::Study;
use crate::store::study::{Failure, RunData};
use crate::store::{FileSystem, StoreError};

/// Measures that are shown of a study that keeps all.
const MAIN_MEASURES: [&str; 4] = ["killed.total", "displaced_peak.total", "truces.failed", "peak_rung"];
/// Measures that are shown of a study that names those it keeps: the first ones.
const SHOWN_MOST: usize = 4;
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

/// The measures of a study that are shown when nobody asks for others: the main ones, or the first that it names.
pub fn shown_measures(study: &Study) -> Vec<String> {
    let names = study.measures.iter().map(|measure| measure.name.clone());
    if study.text.measures.is_empty() {
        names.filter(|name| MAIN_MEASURES.contains(&name.as_str())).collect()
    } else {
        names.take(SHOWN_MOST).collect()
    }
}

/// The status of the shards that stand, for some measures (the main ones when none is named).
///
/// # Errors
/// When a shard cannot be read.
pub fn status<F: FileSystem>(data: &RunData<'_, F>, wanted: &[String]) -> Result<Status, StoreError> {
    let study = data.study;
    let (runs_done, events, failed, failures) = data.outcomes(FAILURES_MOST)?;
    let shown = if wanted.is_empty() { shown_measures(study) } else { wanted.to_vec() };
    let mut measures = Vec::new();
    for measure in study.measures.iter().filter(|measure| shown.contains(&measure.name)) {
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
