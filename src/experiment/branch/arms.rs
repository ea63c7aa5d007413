//! Both continuations of one replication, with everything that they tell.

use crate::engine::{Limits, Outcome, Simulation};
use crate::experiment::comparison::{Fork, fork};
use crate::experiment::{Replication, conclude, run_on};
use crate::model::{Border, Recorder};

use super::Branch;

/// One continuation.
#[derive(Clone, Debug)]
pub struct Continuation {
    /// What the run told, from its start on.
    pub recorder: Recorder,
    /// What it came to.
    pub replication: Replication,
}

/// Both continuations of one replication.
#[derive(Clone, Debug)]
pub struct Arms {
    /// As it was.
    pub unchanged: Continuation,
    /// With the change.
    pub changed: Continuation,
    /// Where the truth logs part; None when they are the same to the end.
    pub fork: Option<Fork>,
}

impl Branch {
    /// Runs both continuations of one replication from the start.
    ///
    /// # Errors
    /// The outcome and the simulation of a run that ended before the moment.
    ///
    /// # Panics
    /// When the seed is above [`SEED_MAX`](crate::experiment::SEED_MAX).
    pub fn arms(
        &self,
        seed: u64,
        replication: u64,
        limits: &Limits,
    ) -> Result<Arms, Box<(Outcome, Simulation<Border>)>> {
        let mut recorder = Recorder::new(&self.before, limits.horizon);
        let simulation = self.stem(seed, replication, limits, &mut recorder)?;
        Ok(self.continued(simulation, recorder, limits))
    }

    /// Runs both continuations of a simulation that stands at the moment, and whose recorder heard it so far.
    pub fn continued(&self, simulation: Simulation<Border>, recorder: Recorder, limits: &Limits) -> Arms {
        let mut changed_recorder = recorder.clone();
        let [unchanged, changed] = self.both(simulation, &mut changed_recorder);
        let unchanged = run(unchanged, recorder, limits);
        let changed = run(changed, changed_recorder, limits);
        let fork = fork((&self.before, &unchanged.recorder.rows), (&self.after, &changed.recorder.rows));
        Arms { unchanged, changed, fork }
    }
}

fn run(mut simulation: Simulation<Border>, mut recorder: Recorder, limits: &Limits) -> Continuation {
    let outcome = run_on(&mut simulation, limits, &mut recorder, 1, &mut |_| {});
    Continuation { recorder, replication: conclude(simulation, outcome, limits) }
}
