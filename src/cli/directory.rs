//! The directory of a run, read back: the scenario that it holds is run again, with the same digest, so that whoever asks
//! about the run is told everything that it could tell, not only what stands in its tables.

use std::path::Path;
use std::sync::Arc;

use crate::experiment::Replication;
use crate::experiment::branch::Course;
use crate::model::{RESULT_VERSION, Recorder, Setup};
use crate::report::{self, Identity, Run, RunManifest};
use crate::scenario::{Prepared, Texts};

use super::error::CliError;
use super::load::diagnosed;

/// Names of the files that a run can be done again from.
const MANIFEST: &str = "manifest.json";
const SCENARIO: &str = "scenario.json";

/// A run that was done again.
pub struct ReadRun {
    setup: Arc<Setup>,
    recorder: Recorder,
    replication: Replication,
    identity: Identity,
}

impl ReadRun {
    /// What a report is made from.
    pub fn run(&self) -> Run<'_> {
        Run { setup: &self.setup, recorder: &self.recorder, replication: &self.replication, identity: &self.identity }
    }
}

/// Reads the directory of a run.
///
/// # Errors
/// When it is none, was written by a version with other results, or gives another digest than it states.
pub fn read(path: &Path) -> Result<ReadRun, CliError> {
    let shown = path.display();
    if !path.is_dir() {
        let found = if path.exists() { "a file" } else { "nothing" };
        return Err(CliError::Invalid(format!("{shown}: found {found}, expected the directory of a run")));
    }
    let manifest = file(path, MANIFEST)?;
    let manifest = RunManifest::read(&manifest).ok_or_else(|| {
        let runs = report::runs_of_branch(&manifest);
        let hint = runs.map_or_else(String::new, |runs| {
            format!(
                "\n  it is of a branch: its runs are {}",
                runs.map(|run| path.join(run).display().to_string()).join(" and ")
            )
        });
        let expected = "expected the directory of a run";
        CliError::Invalid(format!("{shown}: found a {MANIFEST} that is not of a run, {expected}{hint}"))
    })?;
    if manifest.result_version != RESULT_VERSION {
        let found = manifest.result_version;
        return Err(CliError::Invalid(format!(
            "{shown}: result version: found {found}, expected {RESULT_VERSION}\n  do the run again: {}",
            manifest.command
        )));
    }
    let twin = String::from_utf8(file(path, SCENARIO)?)
        .map_err(|_| CliError::Invalid(format!("{}: found bytes that are not UTF-8", path.join(SCENARIO).display())))?;
    let again = again(&manifest, twin)?;
    if again.replication.digest_text() != manifest.digest {
        return Err(CliError::Invalid(format!(
            "{shown}: digest: found {}, expected {} as its {MANIFEST} states; that file or {SCENARIO} was changed",
            again.replication.digest_text(),
            manifest.digest
        )));
    }
    Ok(again)
}

fn file(path: &Path, name: &str) -> Result<Vec<u8>, CliError> {
    std::fs::read(path.join(name)).map_err(|_| {
        let shown = path.display();
        CliError::Invalid(format!("{shown}: found a directory without {name}, expected the directory of a run"))
    })
}

fn again(manifest: &RunManifest, twin: String) -> Result<ReadRun, CliError> {
    let prepared = Prepared::read(&Texts::one(SCENARIO, &twin), SCENARIO).map_err(diagnosed)?;
    let course = Course::new(&prepared, &[], &manifest.branches).map_err(diagnosed)?;
    let limits = manifest.limits();
    let mut recorder = Recorder::new(course.setup(), limits.horizon);
    let replication = course.replicate(manifest.seed, manifest.replication, &limits, &mut recorder);
    let identity = Identity {
        seed: manifest.seed,
        replication: manifest.replication,
        overrides: manifest.overrides.clone(),
        texts: manifest.texts(),
        twin,
        branches: manifest.branches.clone(),
        limits,
        command: manifest.command.clone(),
    };
    Ok(ReadRun { setup: Arc::clone(course.setup()), recorder, replication, identity })
}
