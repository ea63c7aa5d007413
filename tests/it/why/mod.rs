//! What a run tells of causes: sentences, reasons, decisions, and the command `why`.

mod command;
mod decisions;
mod odd_names;
mod stories;

use std::sync::Arc;

use truceline::engine::Limits;
use truceline::experiment::{Replication, replicate};
use truceline::model::{Recorder, Setup};
use truceline::scenario::{self, Files};

/// Runs in which nearly every kind of event happens.
const RUNS: [(&str, u64); 12] = [
    ("batken-2021-fire", 1),
    ("batken-2021-fire", 3),
    ("batken-2021", 1011),
    ("batken-2022", 2),
    ("failed-truces", 1),
    ("failed-truces", 2),
    ("three-sides", 1),
    ("enclave", 2),
    ("one-bridge", 1),
    ("slow-orders", 1),
    ("water-intake", 4),
    ("quiet-season", 2),
];

/// A run with what it told.
struct Told {
    name: String,
    setup: Arc<Setup>,
    recorder: Recorder,
    replication: Replication,
}

fn run(name: &str, seed: u64, overrides: &[(&str, &str)]) -> Told {
    let path = format!("{}/scenarios/{name}.ron", env!("CARGO_MANIFEST_DIR"));
    let overrides: Vec<(String, String)> =
        overrides.iter().map(|(path, value)| ((*path).to_string(), (*value).to_string())).collect();
    let setup = scenario::load(&Files, &path, &overrides).unwrap_or_else(|error| panic!("{error}")).setup;
    let limits = Limits::until(setup.horizon);
    let mut recorder = Recorder::new(&setup, limits.horizon);
    let replication = replicate(&setup, seed, 0, &limits, &mut recorder);
    Told { name: format!("{name} {seed}"), setup, recorder, replication }
}

/// All runs, one after the other, so that one is in memory at a time.
fn for_each_run(mut read: impl FnMut(&Told)) {
    for (name, seed) in RUNS {
        read(&run(name, seed, &[]));
    }
}
