//! Runs given something: the first replications of a seed that meet a condition.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::engine::Limits;
use crate::model::{Memory, Setup};

use super::replication::{Replication, replicate_in};

/// A measure and its least value.
pub type Given = (String, f64);

/// What it took to find runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tries {
    /// Replications tried.
    pub tried: u64,
    /// Those of them that met the condition.
    pub met: u64,
    /// Events of all of them.
    pub events: u64,
}

/// Whether a run came to its natural end and meets a condition.
pub fn meets(given: Option<&Given>, run: &Replication) -> bool {
    run.outcome.is_complete()
        && given.is_none_or(|(measure, least)| run.measure(measure).is_some_and(|value| value >= *least))
}

/// Tries replications 0.. of a seed, at most so many, until `wanted` of them met a condition. `told` hears of every
/// replication that was run, and whether it met the condition.
pub fn until_met(
    (setup, limits): (&Arc<Setup>, &Limits),
    (given, wanted): (Option<&Given>, u64),
    (seed, replications_most): (u64, u64),
    told: &mut dyn FnMut(u64, &Replication, bool),
) -> Tries {
    let mut tries = Tries::default();
    let mut memory = Memory::default();
    for replication in 0..replications_most {
        tries.tried += 1;
        let once = || replicate_in(&mut memory, setup, seed, replication, limits, &mut ());
        // A defect of ours in one run must not take a night's work with it.
        let Ok(run) = catch_unwind(AssertUnwindSafe(once)) else { continue };
        tries.events += run.events;
        let met = meets(given, &run);
        told(replication, &run, met);
        tries.met += u64::from(met);
        if tries.met >= wanted {
            break;
        }
        run.lend_memory(&mut memory);
    }
    tries
}
