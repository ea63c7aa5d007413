//! What a study takes, from a pilot: time, disk, and the replications that a wanted precision needs.

use serde::Serialize;

use crate::experiment::statistics::{CONFIDENCE, Mean, mean};
use crate::experiment::study::Study;
use crate::store::study::{Pilot, Until};

/// Least values from which a variance is guessed.
const VALUES_LEAST: usize = 4;

/// What a study takes. Names of fields are stable: `study plan --json` prints it.
#[derive(Clone, Debug, Serialize)]
pub struct Plan {
    /// Id of the study.
    pub study: String,
    /// Name of the design.
    pub design: &'static str,
    /// Design points.
    pub points: usize,
    /// Replications of each.
    pub replications: u64,
    /// Runs in all.
    pub runs: u64,
    /// Shards in all.
    pub shards: u64,
    /// Runs a shard.
    pub shard_runs: u64,
    /// Runs at the same time.
    pub jobs: usize,
    /// Runs that the guesses come from.
    pub pilot_runs: usize,
    /// Time of one run of one worker.
    pub milliseconds_a_run: f64,
    /// Time of all.
    pub seconds: f64,
    /// Disk of all, at most about.
    pub bytes: f64,
    /// Replications of every point that the wanted precision takes; None when none is wanted or the pilot is too small to
    /// tell.
    pub replications_wanted: Option<u64>,
}

impl Plan {
    /// The plan for so many runs at the same time and a wanted precision.
    pub fn new(study: &Study, pilot: &Pilot, jobs: usize, until: Option<&Until>) -> Plan {
        let runs = study.runs() as f64;
        Plan {
            study: study.text.id.clone(),
            design: study.text.design.name(),
            points: study.points.len(),
            replications: study.text.replications,
            runs: study.runs(),
            shards: study.shards(),
            shard_runs: study.shard_runs,
            jobs,
            pilot_runs: pilot.rows.len(),
            milliseconds_a_run: pilot.seconds_a_run * 1e3,
            seconds: pilot.seconds_a_run * runs / jobs as f64,
            bytes: pilot.bytes_a_run * runs,
            replications_wanted: until.and_then(|until| replications_for(study, pilot, until)),
        }
    }
}

/// Replications that the wanted precision takes at the design point that varies most, as the pilot has it; None when the
/// pilot is too small to tell.
fn replications_for(study: &Study, pilot: &Pilot, until: &Until) -> Option<u64> {
    let measure = study.measures.iter().position(|measure| measure.name == until.measure)?;
    let mut most = None;
    for point in 0..study.points.len() {
        let rows = pilot.rows.iter().filter(|row| row.point == point);
        let values: Vec<f64> = rows.filter_map(|row| row.measures[measure]).collect();
        if values.len() < VALUES_LEAST {
            continue;
        }
        let Some(Mean { mean, standard_deviation: Some(deviation), .. }) = mean(&values, CONFIDENCE) else { continue };
        if mean == 0.0 {
            continue;
        }
        let ratio = 1.96 * deviation / (until.half_width * mean.abs());
        most = most.max(Some((ratio * ratio).ceil() as u64));
    }
    most
}
