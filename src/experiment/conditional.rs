//! Runs given something: the first replication of a seed that meets a condition.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::engine::Limits;
use crate::model::{Memory, Setup};

use super::replication::{Replication, replicate_in};

/// A measure and its least value.
pub type Given = (String, f64);

/// What it took to find a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tries {
    /// Replications tried.
    pub tried: u64,
    /// Whether the last of them met the condition.
    pub met: bool,
    /// Events of all of them.
    pub events: u64,
}

/// Whether a run came to its natural end and meets a condition.
pub fn meets(given: Option<&Given>, run: &Replication) -> bool {
    run.outcome.is_complete()
        && given.is_none_or(|(measure, least)| run.measure(measure).is_some_and(|value| value >= *least))
}

/// The first of replications 0.. of a seed that meets a condition, among so many; `told` hears of every run tried, the one
/// that comes back included.
pub fn first_met(
    (setup, limits): (&Arc<Setup>, &Limits),
    given: Option<&Given>,
    (seed, replications_most): (u64, u64),
    tries: &mut Tries,
    told: &mut dyn FnMut(&Replication),
) -> Option<Replication> {
    let mut memory = Memory::default();
    for replication in 0..replications_most {
        tries.tried += 1;
        let once = || replicate_in(&mut memory, setup, seed, replication, limits, &mut ());
        // A defect of ours in one run must not take a night's work with it.
        let Ok(run) = catch_unwind(AssertUnwindSafe(once)) else { continue };
        tries.events += run.events;
        told(&run);
        if meets(given, &run) {
            tries.met = true;
            return Some(run);
        }
        run.lend_memory(&mut memory);
    }
    None
}
