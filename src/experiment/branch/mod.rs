//! Branches: a run up to a moment, and from there two continuations on the same random streams, as it was and changed.
//!
//! Draws are keyed by causal lineage and hazards draw their unit exponentials once, so that both continuations are the
//! same run until the change reaches something; what parts them is the change alone. See [`crate::model::change_rules`]
//! for what other rules do to a run that is under way.

mod arms;
mod course;
mod step;

pub use arms::{Arms, Continuation};
pub use course::Course;
pub use step::BranchStep;

use std::sync::Arc;

use crate::engine::{Limits, Outcome, Simulation, Time};
use crate::model::{Border, Listener, Setup, Watch, begin, change_rules, inject_now};

use super::{SEED_MAX, run_on};

/// A change at a moment of a run.
#[derive(Clone, Debug)]
pub struct Branch {
    /// What the scenario fixes up to the moment.
    pub before: Arc<Setup>,
    /// What it fixes from then on: of the same shape, its injects those of `before` and then those that happen at the
    /// moment.
    pub after: Arc<Setup>,
    /// The moment, after the start.
    pub at: Time,
}

impl Branch {
    /// A replication of the unchanged run up to the moment. It pauses there: what is due at the moment is still to come.
    ///
    /// # Errors
    /// The outcome and the simulation of a run that a limit or a broken invariant ended before.
    ///
    /// # Panics
    /// When the seed is above [`SEED_MAX`].
    pub fn stem(
        &self,
        seed: u64,
        replication: u64,
        limits: &Limits,
        watch: &mut dyn Watch,
    ) -> Result<Simulation<Border>, Box<(Outcome, Simulation<Border>)>> {
        assert!(seed <= SEED_MAX, "seed: found {seed}, expected 0..={SEED_MAX}");
        let mut simulation = begin(&self.before, seed, replication, &mut Listener(watch));
        let outcome = run_on(&mut simulation, &Limits { horizon: self.at, ..*limits }, watch, 1, &mut |_| {});
        if outcome.is_complete() { Ok(simulation) } else { Err(Box::new((outcome, simulation))) }
    }

    /// Changes a simulation that stands at the moment under the setup before.
    ///
    /// # Panics
    /// When it stands at another moment, or the setups do not fit each other.
    pub fn take(&self, simulation: &mut Simulation<Border>, watch: &mut dyn Watch) {
        assert!(simulation.engine.now() == self.at, "a branch leaves the run at its moment");
        change_rules(simulation, &self.after, &mut Listener(watch));
        inject_now(simulation, self.before.injects.len());
    }

    /// Both continuations of a simulation that stands at the moment, to go on from: unchanged and changed. `watch` is told
    /// what happens at the moment by the change of rules alone.
    pub fn both(&self, simulation: Simulation<Border>, watch: &mut dyn Watch) -> [Simulation<Border>; 2] {
        let mut changed = simulation.clone();
        self.take(&mut changed, watch);
        [simulation, changed]
    }
}
