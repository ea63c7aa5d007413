//! Arms: the scenarios of a study as they are, and each with one change, run until enough was seen.

use std::sync::Arc;

use crate::engine::Limits;
use crate::experiment::study::{Point, Study};
use crate::model::Setup;
use crate::scenario::ScenarioError;

use super::clustering::THRESHOLDS;
use super::reduce::run_sample;
use super::relabel::{Change, changed};
use super::samples::{RunSample, Samples};

/// Replications that are asked for at a time. Results do not depend on it.
const BATCH: u64 = 16;
/// Most events of an arm: a fact that hardly ever happens must not keep a machine busy for days.
pub const EVENTS_MOST: u64 = 300_000_000;
/// The twin with swapped labels has other draws: its replications begin here.
const TWIN_FIRST: u64 = 1 << 40;

/// What an arm must have seen before it is done. All must be reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Goal {
    /// Episodes with somebody killed.
    pub fatal: usize,
    /// Episodes with ten or more killed.
    pub majors: usize,
    /// Gaps between acts from the highest threshold on.
    pub gaps: usize,
    /// Lives of truces in a sector at risk.
    pub lives: usize,
    /// Episodes with departures.
    pub onsets: usize,
    /// Episodes that fire opens.
    pub fires: usize,
    /// Runs.
    pub runs: u64,
    /// Events after which fewer runs suffice; 0 for none.
    pub events: u64,
}

/// One scenario with at most one change.
pub struct Arm {
    /// Position of the scenario in the study.
    pub scenario: usize,
    /// Name of the scenario.
    pub name: String,
    /// What is changed.
    pub change: Change,
    /// The setup.
    pub setup: Arc<Setup>,
    /// What it must see.
    pub goal: Goal,
    limits: Limits,
    seed: u64,
    most: u64,
}

impl Arm {
    /// An arm of the first design point of a scenario.
    ///
    /// # Errors
    /// When the scenario does not take the overrides of the study, or the change.
    pub fn new(study: &Study, point: &Point, change: Change, goal: Goal) -> Result<Arm, ScenarioError> {
        let (mut setup, document) = study.text.prepared[point.scenario].with(&study.settings(point))?;
        if change != Change::None {
            let field = format!("scenarios[{}]", point.scenario);
            setup = changed(&document, change).map_err(|message| study.text.complain(&field, message, &[]))?;
        }
        let (seed, limits) = (study.text.seed, study.limits(&setup));
        let name = study.scenario_name(point);
        Ok(Arm { scenario: point.scenario, name, change, goal, limits, seed, most: study.text.replications, setup })
    }

    /// What it is, in words.
    pub fn words(&self) -> String {
        let change = match self.change {
            Change::None => return self.name.clone(),
            Change::NoDayCycle => "without day cycle",
            Change::Monitors => "with monitors",
            Change::Written => "truces in writing",
            Change::Withdrawal => "truces with withdrawal",
            Change::Labels => "labels swapped",
        };
        format!("{}, {change}", self.name)
    }

    /// Whether facts of the base rate are judged on it: sparks arise by themselves.
    pub fn is_base_rate(&self) -> bool {
        self.setup.background_sparks
    }

    /// Runs one replication.
    pub fn run(&self, replication: u64) -> RunSample {
        run_sample(&self.setup, self.seed, replication, &self.limits, self.goal.gaps > 0)
    }

    fn first(&self) -> u64 {
        if self.change == Change::Labels { TWIN_FIRST } else { 0 }
    }
}

/// The runs of an arm, gathered batch by batch: what comes out depends on the arm alone.
pub struct Gathering<'a> {
    arm: &'a Arm,
    samples: Samples,
    seen: Goal,
    done: bool,
}

impl<'a> Gathering<'a> {
    /// Nothing run yet.
    pub fn new(arm: &'a Arm) -> Gathering<'a> {
        Gathering { arm, samples: Samples::default(), seen: Goal::default(), done: false }
    }

    /// The replications to run next; empty when the arm is done.
    pub fn batch(&self) -> Vec<u64> {
        let from = self.samples.runs.len() as u64;
        let end = if self.done { from } else { (from + BATCH).min(self.arm.most) };
        (from..end).map(|number| self.arm.first() + number).collect()
    }

    /// Takes the runs of the last batch in order. Those after the one with which enough is seen are left out.
    pub fn take(&mut self, runs: Vec<RunSample>) {
        for run in runs {
            if !self.done {
                self.count(&run);
                self.samples.push(run);
                self.done = self.is_enough() || self.samples.events >= EVENTS_MOST;
            }
        }
    }

    /// Runs so far.
    pub fn runs(&self) -> usize {
        self.samples.runs.len()
    }

    /// What was gathered.
    pub fn finish(self) -> Samples {
        self.samples
    }

    fn count(&mut self, run: &RunSample) {
        let seen = &mut self.seen;
        seen.runs += 1;
        seen.gaps += run.acts.iter().filter(|(_, rung)| *rung >= THRESHOLDS[THRESHOLDS.len() - 1]).count().max(1) - 1;
        for episode in &run.episodes {
            seen.fatal += usize::from(episode.harm.killed() > 0);
            seen.majors += usize::from(episode.is_major());
            seen.fires += usize::from(episode.opens_with_fire);
            seen.onsets += usize::from(episode.departure_hour.is_some());
            seen.lives += episode.truces.iter().filter(|truce| truce.sector.is_some()).count();
        }
    }

    fn is_enough(&self) -> bool {
        let (seen, goal) = (&self.seen, &self.arm.goal);
        let runs = seen.runs >= goal.runs || (goal.events > 0 && self.samples.events >= goal.events);
        let episodes = seen.fatal >= goal.fatal && seen.majors >= goal.majors;
        let others = seen.gaps >= goal.gaps && seen.lives >= goal.lives;
        runs && episodes && others && seen.onsets >= goal.onsets && seen.fires >= goal.fires
    }
}
