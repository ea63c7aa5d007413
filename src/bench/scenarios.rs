//! The shipped scenarios as workloads, from the texts in the program: a benchmark must run wherever the program lies.

use std::sync::Arc;

use crate::engine::{Limits, Time};
use crate::experiment::replicate;
use crate::model::Setup;
use crate::scenario;

use super::workload::{Done, Group, Ready, Timed, Workload};

/// A shipped scenario by the name of its file.
///
/// # Errors
/// When it is invalid, in plain lines.
pub fn shipped(file: &str) -> Result<Arc<Setup>, String> {
    scenario::load(&scenario::shipped_texts(), file, &[]).map(|loaded| loaded.setup).map_err(|error| error.to_string())
}

/// One replication of a shipped scenario, by its id, with its default seed, from its making to its measures; reading the
/// file comes before.
pub(super) fn workload(id: &'static str) -> Workload {
    let file = format!("{id}.ron");
    let meaning = format!("one replication of {file} with its default seed");
    Workload::new(Group::Scenarios, id.to_owned(), meaning, move || {
        let setup = shipped(&file)?;
        let (seed, horizon) = (setup.default_seed, setup.horizon);
        Ok(one_replication(setup, seed, horizon))
    })
}

/// Replication 0 of a seed, up to a horizon.
pub(super) fn one_replication(setup: Arc<Setup>, seed: u64, horizon: Time) -> Ready {
    Box::new(move || {
        let setup = Arc::clone(&setup);
        let timed: Timed = Box::new(move || {
            let run = replicate(&setup, seed, 0, &Limits::until(horizon), &mut ());
            if !run.outcome.is_complete() {
                return Err(format!("the run ended early: {}", run.outcome.name()));
            }
            Ok(Done { events: run.events, digest: run.digest, checks: Vec::new(), remains: Box::new((setup, run)) })
        });
        timed
    })
}
