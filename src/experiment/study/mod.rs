//! Studies: many replications of the points of a design, cut into shards that are pure functions of (study, number).

mod command;
mod curves;
pub mod histogram;
mod points;
mod rows;
mod shard;

use std::fmt;
use std::sync::Arc;

use crate::engine::{Limits, Lineage, Time};
use crate::model::measures::MeasureRow;
use crate::model::{Setup, measure_names};
use crate::scenario::study::{CURVE_POINTS_MOST, CurvesKept, Design, Pairing, SHARDS_MOST, Settings, StudyText};
use crate::scenario::{ScenarioDocument, ScenarioError, nearest};

pub use command::{redo_command, shell_word};
pub use curves::{Series, SeriesKind};
pub use points::{Point, morris_design, saltelli_design};
pub use rows::RunRow;
pub use shard::{Setups, Shard, ShardCurves, run_one, run_shard};

use super::replication::SEED_MAX;

/// Runs a shard when the study does not say: about this many shards, so that a job that is killed loses little.
const SHARDS_WANTED: u64 = 64;
/// Most runs a shard when the study does not say: what a worker keeps in memory, which must not grow with the study.
const SHARD_RUNS_MOST: u64 = 256;
/// Most points of curves a shard when the study does not say how many runs it has: 32 MiB.
const SHARD_CURVE_POINTS: u64 = 1 << 23;
/// Design points up to this number are all built before the first run, so that a bad combination is told at once.
const POINTS_CHECKED: usize = 2_000;

/// A study whose design is spread out.
pub struct Study {
    /// What its file says.
    pub text: StudyText,
    /// Design points, in order.
    pub points: Vec<Point>,
    /// Measures kept of every run, in the order of their columns.
    pub measures: Vec<KeptMeasure>,
    /// Curves that are kept, if any are.
    pub series: Vec<Series>,
    /// Time between grid times of curves.
    pub curve_step: Time,
    /// Grid times of curves, from 0 to the longest run.
    pub curve_times: usize,
    /// Runs a shard.
    pub shard_runs: u64,
}

/// A measure that a study keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptMeasure {
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// A study keeps no measure of that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoMeasure {
    /// The name.
    pub name: String,
    /// The nearest that it keeps.
    pub nearest: Option<String>,
}

impl fmt::Display for NoMeasure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the study keeps no measure named `{}`", self.name)?;
        match &self.nearest {
            Some(nearest) => write!(formatter, " (did you mean `{nearest}`?)"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for NoMeasure {}

/// Which run of a study: everything needed to repeat it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunOf {
    /// Number of the run in the study.
    pub run: u64,
    /// Number of the design point.
    pub point: usize,
    /// Seed.
    pub seed: u64,
    /// Replication.
    pub replication: u64,
}

impl Study {
    /// Spreads out the design of a study and checks its points.
    ///
    /// # Errors
    /// Measures that no scenario has, or design points that their scenario does not take.
    pub fn new(text: StudyText) -> Result<Study, ScenarioError> {
        let points = points::spread(&text)?;
        let setups: Vec<Arc<Setup>> = base_setups(&text)?;
        let measures = kept_measures(&text, &setups)?;
        let series = if text.curves == CurvesKept::None { Vec::new() } else { curves::series(&setups) };
        let horizon = setups.iter().map(|setup| horizon_of(&text, setup)).max().unwrap_or(Time::ZERO);
        let curve_step = text.curve_step_hours.map_or_else(|| curves::usual_step(horizon), curves::step_of_hours);
        let curve_times = (horizon.milliseconds() / curve_step.milliseconds()) as usize + 1;
        let runs = text.replications.saturating_mul(points.len() as u64);
        let curve_points = (curve_times as u64).saturating_mul(series.len() as u64);
        let runs_most = (SHARD_CURVE_POINTS / curve_points.max(1)).clamp(1, SHARD_RUNS_MOST);
        let usual = runs.div_ceil(SHARDS_WANTED).clamp(1, runs_most);
        let shard_runs = text.shard_runs.unwrap_or(usual);
        let study = Study { points, measures, series, curve_step, curve_times, shard_runs, text };
        study.check_names()?;
        study.check_sizes(curve_points)?;
        study.check_points()?;
        Ok(study)
    }

    /// Factors and measures are columns of one table.
    fn check_names(&self) -> Result<(), ScenarioError> {
        for (index, factor) in self.text.factors.iter().enumerate() {
            if self.measures.iter().any(|measure| measure.name == factor.name) {
                let message = format!("`{}` is a measure: choose another name", factor.name);
                return Err(self.text.complain(&format!("factors[{index}]"), message, &[]));
            }
        }
        Ok(())
    }

    /// What would fill a disk with files, or memory with curves, is refused before it begins.
    fn check_sizes(&self, curve_points: u64) -> Result<(), ScenarioError> {
        let (runs, shards) = (self.runs(), self.shards());
        if shards > SHARDS_MOST {
            let field = if self.text.shard_runs.is_some() { "shard_runs" } else { "replications" };
            let message = format!("found {runs} runs in {shards} shards, expected at most {SHARDS_MOST} shards");
            return Err(self.text.complain(field, message, &[]));
        }
        let (run_most, shard_most) = CURVE_POINTS_MOST;
        let field = if self.text.curve_step_hours.is_some() { "curve_step_hours" } else { "curves" };
        if curve_points > run_most {
            let message = format!("found {curve_points} points of curves a run, expected at most {run_most}");
            return Err(self.text.complain(field, message, &[]));
        }
        let points = curve_points.saturating_mul(self.shard_runs);
        if points > shard_most {
            let message = format!("found {points} points of curves a shard, expected at most {shard_most}");
            return Err(self.text.complain("shard_runs", message, &[]));
        }
        Ok(())
    }

    fn check_points(&self) -> Result<(), ScenarioError> {
        if self.points.len() > POINTS_CHECKED {
            return Ok(());
        }
        let field = if self.text.design == Design::Grid { "factors" } else { "design" };
        for point in &self.points {
            let Err(error) = self.setup(point) else { continue };
            let problem = error.problems.first().map(|problem| problem.message.clone()).unwrap_or_default();
            let message = format!("design point {} ({}): {problem}", point.index, self.words(point));
            return Err(self.text.complain(field, message, &[]));
        }
        Ok(())
    }

    /// A measure that it keeps, by name.
    ///
    /// # Errors
    /// When it keeps none of that name.
    pub fn measure(&self, name: &str) -> Result<&KeptMeasure, NoMeasure> {
        let names = || self.measures.iter().map(|measure| measure.name.as_str());
        let found = self.measures.iter().find(|measure| measure.name == name);
        found.ok_or_else(|| NoMeasure { name: name.to_owned(), nearest: nearest(name, names()) })
    }

    /// Runs in all.
    pub fn runs(&self) -> u64 {
        self.text.replications.saturating_mul(self.points.len() as u64)
    }

    /// Shards in all.
    pub fn shards(&self) -> u64 {
        self.runs().div_ceil(self.shard_runs)
    }

    /// Numbers of the runs of a shard. Replications run slowest: any first shards hold every design point about equally
    /// often.
    pub fn shard(&self, shard: u64) -> std::ops::Range<u64> {
        let first = shard.saturating_mul(self.shard_runs);
        first.min(self.runs())..first.saturating_add(self.shard_runs).min(self.runs())
    }

    /// The run with a number.
    pub fn run(&self, run: u64) -> RunOf {
        let points = self.points.len() as u64;
        let (replication, point) = (run / points, run % points);
        let seed = match self.text.pairing {
            Pairing::Common => self.text.seed,
            // Above the seeds of people: 53 bits of a mix of both numbers.
            Pairing::Independent => Lineage(self.text.seed).child(point).0 & SEED_MAX,
        };
        RunOf { run, point: point as usize, seed, replication }
    }

    /// Overrides of a design point.
    pub fn settings(&self, point: &Point) -> Settings {
        let own = self.text.factors.iter().zip(&point.values);
        let own = own.flat_map(|(factor, value)| factor.settings(value).unwrap_or_default());
        self.text.set.iter().cloned().chain(own).collect()
    }

    /// The setup of a design point.
    ///
    /// # Errors
    /// When the scenario does not take its overrides.
    pub fn setup(&self, point: &Point) -> Result<Arc<Setup>, ScenarioError> {
        self.document(point).map(|(setup, _)| setup)
    }

    /// The setup of a design point, and the document it is made from.
    ///
    /// # Errors
    /// As [`Study::setup`].
    pub fn document(&self, point: &Point) -> Result<(Arc<Setup>, ScenarioDocument), ScenarioError> {
        self.text.prepared[point.scenario].with(&self.settings(point))
    }

    /// Path of the scenario of a design point.
    pub fn scenario(&self, point: &Point) -> &str {
        &self.text.scenarios[point.scenario]
    }

    /// Whether all values of a factor in the design are numbers.
    pub fn is_numeric(&self, factor: usize) -> bool {
        self.points.iter().all(|point| point.values[factor].parse::<f64>().is_ok_and(f64::is_finite))
    }

    /// Limits of a run.
    pub fn limits(&self, setup: &Setup) -> Limits {
        let limits = Limits::until(horizon_of(&self.text, setup));
        Limits { events: self.text.events_most.unwrap_or(limits.events), ..limits }
    }

    /// A design point in words: its scenario, when there are several, and the values of its factors.
    pub fn words(&self, point: &Point) -> String {
        let mut words = Vec::new();
        if self.text.scenarios.len() > 1 || self.text.factors.is_empty() {
            words.push(self.scenario_name(point));
        }
        let own = self.text.factors.iter().zip(&point.values);
        words.extend(own.map(|(factor, value)| format!("{} = {}", factor.name, short(value))));
        words.join(", ")
    }

    /// Name of the scenario of a design point: that of its file, without the ending.
    pub fn scenario_name(&self, point: &Point) -> String {
        let path = self.scenario(point);
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        name.rsplit_once('.').map_or(name, |(name, _)| name).to_owned()
    }
}

/// A value in few digits: those that a sampled design draws have seventeen.
fn short(value: &str) -> String {
    const LONG: usize = 8;
    match value.parse::<f64>() {
        Ok(number) if value.len() > LONG && number.abs() >= 1e-3 && number.abs() < 1e6 => {
            let digits = (3 - libm::log10(number.abs()).floor() as i32).clamp(0, 6) as usize;
            format!("{number:.digits$}")
        }
        _ => value.trim_matches('"').to_owned(),
    }
}

/// To the second: that is how the command that repeats a run says it.
fn horizon_of(text: &StudyText, setup: &Setup) -> Time {
    let of_hours = |hours: f64| Time::from_milliseconds((hours * 3_600.0).round() as u64 * 1_000);
    text.until_hours.map_or(setup.horizon, of_hours)
}

fn base_setups(text: &StudyText) -> Result<Vec<Arc<Setup>>, ScenarioError> {
    text.prepared.iter().map(|scenario| Ok(scenario.with(&text.set)?.0)).collect()
}

/// The measures that are asked for, or all of every scenario, in the order in which they first come.
fn kept_measures(text: &StudyText, setups: &[Arc<Setup>]) -> Result<Vec<KeptMeasure>, ScenarioError> {
    let mut known: Vec<KeptMeasure> = Vec::new();
    for (row, name) in setups.iter().flat_map(|setup| measure_names(setup)) {
        let MeasureRow { unit, meaning, .. } = *row;
        if !known.iter().any(|measure| measure.name == name) {
            known.push(KeptMeasure { name, unit, meaning });
        }
    }
    if text.measures.is_empty() {
        return Ok(known);
    }
    let mut kept: Vec<KeptMeasure> = Vec::new();
    for (index, name) in text.measures.iter().enumerate() {
        let twice = kept.iter().any(|measure| measure.name == *name);
        match known.iter().find(|measure| measure.name == *name) {
            Some(measure) if !twice => kept.push(measure.clone()),
            Some(_) => return Err(text.complain(&format!("measures[{index}]"), format!("`{name}` stands twice"), &[])),
            None => {
                let names: Vec<&str> = known.iter().map(|measure| measure.name.as_str()).collect();
                let message = format!("no measure is named `{name}`");
                return Err(text.complain(&format!("measures[{index}]"), message, &names));
            }
        }
    }
    Ok(kept)
}
