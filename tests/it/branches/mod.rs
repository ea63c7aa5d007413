//! Branches and snapshots: a run that is stopped and goes on, as it was or with a change.
//!
//! What these tests have in mind: a change that shifts what it does not reach, or reaches nothing; a hazard that is spent
//! twice or not at all; a snapshot that forgets what was told; damage that becomes a panic.

mod bytes;
mod changes;
mod command;
mod injects;
mod nothing;
mod refused;
mod snapshot_files;

use std::sync::Arc;

use truceline::engine::{Limits, Time};
use truceline::experiment::branch::{Branch, BranchStep};
use truceline::experiment::{Replication, replicate};
use truceline::model::{Recorder, Setup};
use truceline::report::{Identity, Run, files};
use truceline::scenario::{Files, Prepared, ScenarioError, Standing};
use truceline::store::File;

/// A shipped scenario.
pub fn prepared(name: &str) -> Prepared {
    let path = format!("{}/scenarios/{name}.ron", env!("CARGO_MANIFEST_DIR"));
    Prepared::read(&Files, &path).unwrap_or_else(|error| panic!("{error}"))
}

/// As it stands at the start.
pub fn standing(prepared: &Prepared) -> Standing {
    prepared.standing(&[]).unwrap()
}

/// A change at a moment.
pub fn step(at: Time, set: &[&str], injects: &[&str]) -> BranchStep {
    let texts = |list: &[&str]| list.iter().map(ToString::to_string).collect();
    BranchStep { at_milliseconds: at, set: texts(set), injects: texts(injects) }
}

/// The branch of a shipped scenario.
pub fn branch(name: &str, step: &BranchStep) -> Result<Branch, ScenarioError> {
    let prepared = prepared(name);
    let standing = standing(&prepared);
    step.of(&prepared, &standing).map(|(branch, _)| branch)
}

/// The tables and the summary of a run.
pub fn tables(setup: &Setup, limits: Limits, seed: u64, recorder: &Recorder, replication: &Replication) -> Vec<File> {
    let identity = Identity {
        seed,
        replication: 0,
        overrides: Vec::new(),
        texts: Vec::new(),
        twin: String::new(),
        branches: Vec::new(),
        limits,
        command: String::new(),
    };
    files(&Run { setup, recorder, replication, identity: &identity }, false)
}

/// The same of a run that was never stopped.
pub fn unbroken(setup: &Arc<Setup>, limits: Limits, seed: u64) -> (Replication, Vec<File>) {
    let mut recorder = Recorder::new(setup, limits.horizon);
    let replication = replicate(setup, seed, 0, &limits, &mut recorder);
    let files = tables(setup, limits, seed, &recorder, &replication);
    (replication, files)
}

/// Fails at the first file that differs.
pub fn assert_same_files(found: &[File], expected: &[File], what: &str) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!(found.name, expected.name);
        assert!(found.bytes == expected.bytes, "{what}: {} differs", found.name);
    }
}
