//! `truceline replay`: one replication of a study again, with everything a run leaves.

use std::path::PathBuf;
use std::sync::Arc;

use crate::cli::error::CliError;
use crate::cli::output;
use crate::cli::run::{Request, perform};
use crate::experiment::study::{RunOf, Study, redo_command};
use crate::report::Identity;
use crate::scenario::json_twin;
use crate::store::Native;
use crate::store::study::{RunData, ShardState, StudyDirectory};

use super::arguments::ReplayArguments;
use super::place::{self, Place};

/// Runs one replication of a study again.
pub fn replay(arguments: &ReplayArguments) -> Result<(), CliError> {
    let Place { study, directory } = place::read(&arguments.directory, None)?;
    let run = which(&study, arguments)?;
    let point = &study.points[run.point];
    let (setup, document) = study.document(point).map_err(|error| CliError::Invalid(error.to_string()))?;
    let hash = |text: &str| blake3::hash(text.as_bytes()).to_hex().to_string();
    let texts = study.text.prepared[point.scenario].texts();
    let identity = Identity {
        seed: run.seed,
        replication: run.replication,
        overrides: study.settings(point).iter().map(|(path, value)| format!("{path}={value}")).collect(),
        texts: texts.iter().map(|(path, text)| (path.clone(), hash(text))).collect(),
        twin: json_twin(&document),
        branches: Vec::new(),
        limits: study.limits(&setup),
        command: redo_command(&study, &run),
    };
    let usual = || PathBuf::from("output").join(format!("{}-point{}-r{}", study.text.id, run.point, run.replication));
    let request = Request {
        setup: Arc::clone(&setup),
        identity,
        target: arguments.out.clone().unwrap_or_else(usual),
        force: arguments.force,
        plots: !arguments.no_plots,
        json: arguments.json,
        save: None,
    };
    let replication = perform(&request, None);
    let known = known_digest(&study, &StudyDirectory::new(&Native, &directory), &run)?;
    if let (Ok(replication), Some(known)) = (&replication, &known) {
        if replication.digest_text() != *known {
            let text = format!("the digest of run {} in the study is {known}: another version wrote it", run.run);
            return Err(CliError::Run(text));
        }
        output::talk(&format!("run {} of the study: same digest", run.run));
    }
    request.end(&replication?)
}

fn which(study: &Study, arguments: &ReplayArguments) -> Result<RunOf, CliError> {
    let points = study.points.len() as u64;
    if arguments.point >= points {
        return Err(CliError::Invalid(format!("--point: found {}, expected 0..={}", arguments.point, points - 1)));
    }
    let replication = arguments.replication.unwrap_or(0);
    if replication >= study.text.replications {
        let most = study.text.replications - 1;
        return Err(CliError::Invalid(format!("--replication: found {replication}, expected 0..={most}")));
    }
    let run = arguments.run.unwrap_or(replication * points + arguments.point);
    if run >= study.runs() {
        return Err(CliError::Invalid(format!("--run: found {run}, expected 0..={}", study.runs() - 1)));
    }
    Ok(study.run(run))
}

/// The digest that the study has for a run, when its shard stands.
fn known_digest(
    study: &Study,
    directory: &StudyDirectory<'_, Native>,
    run: &RunOf,
) -> Result<Option<String>, CliError> {
    let shard = run.run / study.shard_runs;
    if directory.shard_state(study, shard)? != ShardState::Whole {
        return Ok(None);
    }
    Ok(RunData::new(study, directory, vec![shard]).digest(run.run)?)
}
