//! A few runs of a study beforehand: how long one takes, how much disk it needs, how much it varies.

use std::time::{Duration, Instant};

use crate::experiment::study::{RunOf, RunRow, Setups, Shard, ShardCurves, Study, run_one};
use crate::scenario::study::CurvesKept;
use crate::store::table;

use super::tables::{curves_table, runs_table};

/// What a pilot found.
pub struct Pilot {
    /// The runs.
    pub rows: Vec<RunRow>,
    /// Time of one run of one worker, in seconds.
    pub seconds_a_run: f64,
    /// Bytes of one run on disk, as far as a few runs tell.
    pub bytes_a_run: f64,
}

/// Runs the first replications of design points spread over the design, `wanted` in all unless time runs out; at least
/// one.
pub fn pilot(study: &Study, wanted: u64, patience: Duration) -> Pilot {
    let points = study.points.len() as u64;
    let wanted = wanted.min(study.runs());
    let (of_points, of_replications) = (wanted.min(points), wanted.div_ceil(points).max(1));
    let mut setups = Setups::default();
    let (mut rows, mut curves) = (Vec::new(), Vec::new());
    let started = Instant::now();
    'all: for replication in 0..of_replications {
        for number in 0..of_points {
            if !rows.is_empty() && started.elapsed() > patience {
                break 'all;
            }
            let point = number * points / of_points;
            let of: RunOf = study.run(replication * points + point);
            let (row, curve) = run_one(study, &mut setups, &of);
            rows.push(row);
            curves.extend(curve.map(|curve| (of.run, curve)));
        }
    }
    let seconds_a_run = started.elapsed().as_secs_f64() / rows.len() as f64;
    let runs = rows.len() as f64;
    let bytes = bytes(study, &rows, curves);
    Pilot { rows, seconds_a_run, bytes_a_run: bytes / runs }
}

/// Bytes of the tables of some runs. Curves as quantiles take fewer bytes a run the more runs a shard has, so this is
/// more than will be needed.
fn bytes(study: &Study, rows: &[RunRow], curves: Vec<(u64, Vec<Option<Vec<u32>>>)>) -> f64 {
    let curves = match study.text.curves {
        CurvesKept::None => ShardCurves::None,
        CurvesKept::Quantiles | CurvesKept::All => ShardCurves::All(curves),
    };
    let shard = Shard { rows: rows.to_vec(), curves };
    let runs = table::encode(&runs_table(study, 0, &shard)).len();
    let curves = curves_table(study, 0, &shard).map_or(0, |table| table::encode(&table).len());
    (runs + curves) as f64
}
