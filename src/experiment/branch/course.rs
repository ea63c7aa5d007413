//! A run with changes on the way, from its start to its end.

use std::sync::Arc;

use crate::engine::{Limits, Simulation};
use crate::experiment::{Replication, conclude, run_on};
use crate::model::{Border, Listener, Setup, Watch, begin};
use crate::scenario::{Prepared, ScenarioError, Standing};

use super::{Branch, BranchStep};

/// Setups by time: the one at the start, and each change in order of its moment.
#[derive(Clone, Debug)]
pub struct Course {
    /// The scenario at the start.
    pub start: Standing,
    /// The changes.
    pub branches: Vec<Branch>,
    /// The scenario after the last of them.
    pub end: Standing,
}

impl Course {
    /// The course of a scenario with overrides from its start and changes on the way.
    ///
    /// # Errors
    /// What is wrong with the overrides, or with the first change that does not fit.
    pub fn new(prepared: &Prepared, set: &[(String, String)], steps: &[BranchStep]) -> Result<Course, ScenarioError> {
        let start = prepared.standing(set)?;
        let (mut end, mut branches) = (start.clone(), Vec::with_capacity(steps.len()));
        for step in steps {
            let (branch, branched) = step.of(prepared, &end)?;
            branches.push(branch);
            end = branched.standing;
        }
        Ok(Course { start, branches, end })
    }

    /// The setup that holds at the end.
    pub fn setup(&self) -> &Arc<Setup> {
        &self.end.setup
    }

    /// One replication: a pure function of (course, seed, replication, limits).
    ///
    /// # Panics
    /// When the seed is above [`SEED_MAX`](crate::experiment::SEED_MAX).
    pub fn replicate(&self, seed: u64, replication: u64, limits: &Limits, watch: &mut dyn Watch) -> Replication {
        self.replicate_watched(seed, replication, limits, watch, 1, &mut |_| {})
    }

    /// Like [`Course::replicate`], and tells `progress` after each of `slices` parts of each stretch.
    ///
    /// # Panics
    /// When the seed is above [`SEED_MAX`](crate::experiment::SEED_MAX) or `slices` is 0.
    pub fn replicate_watched(
        &self,
        seed: u64,
        replication: u64,
        limits: &Limits,
        watch: &mut dyn Watch,
        slices: u64,
        progress: &mut dyn FnMut(&Simulation<Border>),
    ) -> Replication {
        assert!(seed <= crate::experiment::SEED_MAX, "seed: found {seed}");
        let mut simulation = begin(&self.start.setup, seed, replication, &mut Listener(watch));
        for branch in self.branches.iter().filter(|branch| branch.at < limits.horizon) {
            let outcome = run_on(&mut simulation, &Limits { horizon: branch.at, ..*limits }, watch, slices, progress);
            if !outcome.is_complete() {
                return conclude(simulation, outcome, limits);
            }
            branch.take(&mut simulation, watch);
        }
        let outcome = run_on(&mut simulation, limits, watch, slices, progress);
        conclude(simulation, outcome, limits)
    }
}
