//! The shipped scenarios, in the program itself: a benchmark must run wherever the program lies.

use std::sync::Arc;

use crate::engine::{Limits, Time};
use crate::experiment::replicate;
use crate::model::Setup;
use crate::scenario::{self, Loaded, ScenarioDocument, Texts};

use super::workload::{Done, Group, Ready, Timed, Workload};

/// Name of a text and the text, relative to the directory of scenarios.
type Text = (&'static str, &'static str);

macro_rules! texts {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../scenarios/", $name)))),*]
    };
}

/// Every shipped scenario.
pub const SHIPPED: [Text; 11] = texts![
    "batken-2021-fire.ron",
    "batken-2021.ron",
    "batken-2022.ron",
    "border-decades.ron",
    "enclave.ron",
    "failed-truces.ron",
    "one-bridge.ron",
    "quiet-season.ron",
    "slow-orders.ron",
    "three-sides.ron",
    "water-intake.ron",
];

/// What they include.
const INCLUDED: [Text; 2] = texts!["geography/batken.ron", "parameters/batken.ron"];

/// A shipped scenario by the name of its file.
///
/// # Errors
/// When it is invalid, in plain lines.
pub fn shipped(file: &str) -> Result<Arc<Setup>, String> {
    loaded(file).map(|loaded| loaded.setup)
}

/// The whole document of a shipped scenario by the name of its file.
///
/// # Errors
/// As [`shipped`].
pub fn shipped_document(file: &str) -> Result<ScenarioDocument, String> {
    loaded(file).map(|loaded| loaded.document)
}

fn loaded(file: &str) -> Result<Loaded, String> {
    let texts = SHIPPED.iter().chain(&INCLUDED).map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    scenario::load(&Texts(texts), file, &[]).map_err(|error| error.to_string())
}

/// One replication of a shipped scenario with its default seed, from its making to its measures; reading the file comes
/// before.
pub(super) fn workload(file: &'static str) -> Workload {
    let name = file.trim_end_matches(".ron").to_owned();
    let meaning = format!("one replication of {file} with its default seed");
    Workload::new(Group::Scenarios, name, meaning, move || {
        let setup = shipped(file)?;
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
