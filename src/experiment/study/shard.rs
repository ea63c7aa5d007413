//! A shard: some runs of a study, as a pure function of the study and the number of the shard.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::engine::Outcome;
use crate::experiment::replication::{Replication, replicate_in};
use crate::model::{Memory, Recorder, Setup};
use crate::scenario::ScenarioError;
use crate::scenario::study::CurvesKept;

use super::histogram::{self, Histogram};
use super::{RunOf, RunRow, Study, redo_command};

/// Most setups that a worker keeps; a study with more points builds them anew in every shard.
const SETUPS_MOST: usize = 64;

/// What a worker keeps from run to run: the setups of design points, and the memory of the last small run.
#[derive(Default)]
pub struct Setups {
    kept: BTreeMap<usize, Arc<Setup>>,
    memory: Memory,
}

impl Setups {
    /// The setup of a design point.
    ///
    /// # Errors
    /// When the scenario does not take the overrides of the point.
    pub fn of(&mut self, study: &Study, point: usize) -> Result<Arc<Setup>, ScenarioError> {
        if let Some(setup) = self.kept.get(&point) {
            return Ok(Arc::clone(setup));
        }
        let setup = study.setup(&study.points[point])?;
        if self.kept.len() >= SETUPS_MOST {
            self.kept.clear();
        }
        self.kept.insert(point, Arc::clone(&setup));
        Ok(setup)
    }
}

/// What a shard holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Shard {
    /// One row a run, in order.
    pub rows: Vec<RunRow>,
    /// Curves, as the study keeps them.
    pub curves: ShardCurves,
}

/// The curves of a shard.
#[derive(Clone, Debug, PartialEq)]
pub enum ShardCurves {
    /// None are kept.
    None,
    /// For each design point of the shard in order, for each series: histograms at the grid times, packed.
    Quantiles(Vec<(usize, Vec<Vec<u8>>)>),
    /// For each run in order, for each series: the values at the grid times that the run reached; None when its scenario
    /// has no such side. Runs that went wrong have none.
    All(Vec<(u64, Vec<Option<Vec<u32>>>)>),
}

type RunCurves = Vec<Option<Vec<u32>>>;

/// Runs a shard. `told` hears of every finished run; when it says false the shard is given up and None comes back.
pub fn run_shard(
    study: &Study,
    setups: &mut Setups,
    shard: u64,
    told: &mut dyn FnMut(&RunRow) -> bool,
) -> Option<Shard> {
    let range = study.shard(shard);
    let first = range.start;
    let mut order: Vec<RunOf> = range.map(|run| study.run(run)).collect();
    // A point after the other, so that setups are built once a shard.
    order.sort_by_key(|run| (run.point, run.run));
    let mut rows: Vec<Option<RunRow>> = vec![None; order.len()];
    let mut quantiles = Vec::new();
    let mut all: Vec<(u64, RunCurves)> = Vec::new();
    for group in order.chunk_by(|a, b| a.point == b.point) {
        let mut cells = Cells::new(study);
        for run in group {
            let (row, curves) = run_one(study, setups, run);
            if !told(&row) {
                return None;
            }
            match (study.text.curves, curves) {
                (CurvesKept::Quantiles, Some(curves)) => cells.add(&curves),
                (CurvesKept::All, Some(curves)) => all.push((run.run, curves)),
                _ => {}
            }
            rows[(run.run - first) as usize] = Some(row);
        }
        if study.text.curves == CurvesKept::Quantiles {
            quantiles.push((group[0].point, cells.pack()));
        }
    }
    // Not needed while the shard is written.
    setups.memory = Memory::default();
    all.sort_by_key(|(run, _)| *run);
    let curves = match study.text.curves {
        CurvesKept::None => ShardCurves::None,
        CurvesKept::Quantiles => ShardCurves::Quantiles(quantiles),
        CurvesKept::All => ShardCurves::All(all),
    };
    Some(Shard { rows: rows.into_iter().flatten().collect(), curves })
}

/// Buckets of all runs of a point, by series and grid time.
struct Cells {
    buckets: Vec<Vec<Vec<u32>>>,
}

impl Cells {
    fn new(study: &Study) -> Cells {
        Cells { buckets: vec![vec![Vec::new(); study.curve_times]; study.series.len()] }
    }

    fn add(&mut self, curves: &RunCurves) {
        for (cells, values) in self.buckets.iter_mut().zip(curves) {
            for (cell, value) in cells.iter_mut().zip(values.iter().flatten()) {
                cell.push(histogram::bucket(*value));
            }
        }
    }

    fn pack(mut self) -> Vec<Vec<u8>> {
        let packed = |cells: &mut Vec<Vec<u32>>| {
            let histograms: Vec<Histogram> = cells.iter_mut().map(|cell| Histogram::of_buckets(cell)).collect();
            histogram::pack(&histograms)
        };
        self.buckets.iter_mut().map(packed).collect()
    }
}

/// One run of a study, with its curves when the study keeps some and the run came to its natural end.
pub fn run_one(study: &Study, setups: &mut Setups, run: &RunOf) -> (RunRow, Option<RunCurves>) {
    let setup = match setups.of(study, run.point) {
        Ok(setup) => setup,
        Err(error) => return (failed(study, run, "invalid_scenario", error.to_string()), None),
    };
    // A defect of ours in one run must not take a night's work with it.
    let memory = &mut setups.memory;
    let result = catch_unwind(AssertUnwindSafe(|| replicate_one(study, &setup, run, memory)));
    match result {
        Ok((replication, recorder)) => {
            let row = row(study, run, &replication);
            replication.lend_memory(&mut setups.memory);
            let curves = recorder.filter(|_| row.is_complete());
            let curves = curves.map(|recorder| study.series.iter().map(|one| one.read(&setup, &recorder)).collect());
            (row, curves)
        }
        Err(payload) => {
            let words = payload.downcast_ref::<&str>().map(ToString::to_string);
            let words = words.or_else(|| payload.downcast_ref::<String>().cloned());
            (failed(study, run, "panic", words.unwrap_or_else(|| "unknown".to_owned())), None)
        }
    }
}

fn replicate_one(
    study: &Study,
    setup: &Arc<Setup>,
    run: &RunOf,
    memory: &mut Memory,
) -> (Replication, Option<Recorder>) {
    let limits = study.limits(setup);
    if study.series.is_empty() {
        return (replicate_in(memory, setup, run.seed, run.replication, &limits, &mut ()), None);
    }
    let mut recorder = Recorder::of_curves(setup, study.curve_step);
    let replication = replicate_in(memory, setup, run.seed, run.replication, &limits, &mut recorder);
    (replication, Some(recorder))
}

fn row(study: &Study, run: &RunOf, replication: &Replication) -> RunRow {
    let reason = match &replication.outcome {
        outcome if outcome.is_complete() => None,
        Outcome::InvariantBroken(what) => Some(format!("an invariant broke: {what}")),
        outcome => Some(format!("a limit was reached after {} events: {}", replication.events, outcome.name())),
    };
    let mut row = failed(study, run, replication.outcome.name(), String::new());
    row.command = row.command.filter(|_| reason.is_some());
    row.digest = Some(replication.digest_text());
    (row.events, row.end_hours) = (replication.events, replication.end_hours);
    if reason.is_none() {
        row.measures = study.read_measures(replication);
    }
    row.reason = reason;
    row
}

fn failed(study: &Study, run: &RunOf, outcome: &str, reason: String) -> RunRow {
    RunRow {
        run: run.run,
        point: run.point,
        seed: run.seed,
        replication: run.replication,
        outcome: outcome.to_owned(),
        reason: Some(reason),
        command: Some(redo_command(study, run)),
        digest: None,
        events: 0,
        end_hours: 0.0,
        measures: vec![None; study.measures.len()],
    }
}

impl Study {
    /// The kept measures of a run, by name: scenarios may differ in their sides.
    fn read_measures(&self, replication: &Replication) -> Vec<Option<f64>> {
        // Names come in the same order in every run of a scenario, so the search goes on where it last found one.
        let all = &replication.measures;
        let mut position = 0;
        let mut value = |name: &str| {
            let steps = (0..all.len()).map(|step| (position + step) % all.len());
            let found = steps.into_iter().find(|&index| all[index].0 == name)?;
            position = found + 1;
            all[found].1
        };
        self.measures.iter().map(|measure| value(&measure.name)).collect()
    }
}
