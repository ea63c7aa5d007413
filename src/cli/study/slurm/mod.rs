//! `truceline study slurm`: a script that runs a study as an array of tasks on a cluster, and merges it.

mod arguments;
mod request;
mod script;

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::cli::error::CliError;
use crate::cli::output;
use crate::report::{NOTE, words};
use crate::store::study::{StudyDirectory, begin, pilot};
use crate::store::{Native, write_replacing};

use super::place::{self, Place};
use super::progress::duration;
pub use arguments::SlurmArguments;
use request::Request;
use script::{Script, Standing};

/// Runs of the pilot, and the time after which it ends.
const PILOT_RUNS: u64 = 32;
const PATIENCE: Duration = Duration::from_secs(10);

/// Begins the study directory and writes the script beside it.
pub fn slurm(arguments: &SlurmArguments) -> Result<(), CliError> {
    let Place { study, directory: path } = place::read(&arguments.study, arguments.out.as_deref())?;
    let shards = study.shards();
    if arguments.tasks > shards {
        return Err(CliError::Invalid(format!(
            "--tasks: found {}, expected at most {shards}, the shards of the study: a task without a shard would do \
             nothing\n  hint: a smaller `shard_runs` in the study file makes more of them",
            arguments.tasks
        )));
    }
    let program = program(arguments.truceline.as_deref())?;
    let for_nodes = script::plain_path(&absolute(&path)?)?;
    let file = script_file(arguments, &path)?;
    if !arguments.force {
        may_replace(&file)?;
    }
    let directory = StudyDirectory::new(&Native, &path);
    let begun = directory.check(&study)?;
    let left = (0..shards).filter(|&shard| !begun || !directory.has_shard(&study, shard)).count() as u64;
    if left == 0 {
        let all = words::number_of(shards as usize, "shard", "shards");
        output::data(&format!("{}: all of {all} stand; there is nothing to submit\n", path.display()))?;
        output::next(&format!("truceline study merge {}", path.display()));
        return Ok(());
    }
    let pilot = pilot(&study, PILOT_RUNS, PATIENCE);
    let request = Request::new(&study, &pilot, arguments);
    let text = Script { arguments, request: &request, directory: &for_nodes, program: &program, left }.text(&study);
    let study = begin(&study, &directory)?.unwrap_or(study);
    write_replacing(&Native, &file, text.as_bytes())?;
    output::data(&format!(
        "{}: {} for {}, {} left to make\n  a task: at most {}, about {} with {}; asks for {} and {} MB\n",
        file.display(),
        words::number_of(arguments.tasks as usize, "task", "tasks"),
        words::number_of(study.shards() as usize, "shard", "shards"),
        words::count(left as f64),
        words::number_of(request.task_shards as usize, "shard", "shards"),
        duration(request.task_seconds),
        words::number_of(arguments.jobs as usize, "worker", "workers"),
        request::clock(request.limit_seconds),
        words::count(request.task_megabytes as f64),
    ))?;
    for warning in request.warnings(arguments) {
        output::talk(&format!("warning: {warning}"));
    }
    output::talk(NOTE);
    output::next(&format!("read the lines #SBATCH of {0}, then: bash {0}", file.display()));
    Ok(())
}

/// A path from the root of the file system, with links as they are: what they point to may be named otherwise elsewhere.
fn absolute(path: &Path) -> Result<PathBuf, CliError> {
    std::path::absolute(path).map_err(|cause| CliError::Invalid(format!("{}: {cause}", path.display())))
}

/// The program as the nodes find it: a name is looked for there, a path must be one here.
fn program(asked: Option<&Path>) -> Result<String, CliError> {
    let path = match asked {
        None => std::env::current_exe()
            .map_err(|cause| CliError::Invalid(format!("where this program is: {cause}; name it with --truceline")))?,
        Some(path) => path.to_path_buf(),
    };
    let text = script::text_of(&path)?;
    if !text.is_empty() && !text.starts_with('-') && path.components().count() == 1 && !text.contains('/') {
        return Ok(text.to_owned());
    }
    if !path.is_file() {
        let found = if path.exists() { "a directory" } else { "nothing" };
        return Err(CliError::Invalid(format!(
            "--truceline {}: found {found}, expected the program, or a name that the nodes look for",
            path.display()
        )));
    }
    Ok(script::text_of(&absolute(&path)?)?.to_owned())
}

/// Where the script goes.
fn script_file(arguments: &SlurmArguments, directory: &Path) -> Result<PathBuf, CliError> {
    if let Some(file) = &arguments.script {
        return Ok(file.clone());
    }
    let name = directory.file_name().ok_or_else(|| {
        CliError::Invalid(format!("{}: found no name to call the script by; give --script FILE", directory.display()))
    })?;
    let mut name = name.to_owned();
    name.push(".slurm.sh");
    Ok(directory.with_file_name(name))
}

/// Complains when a file is not a script of this command, as it was written.
fn may_replace(file: &Path) -> Result<(), CliError> {
    let found = match std::fs::read(file) {
        Ok(bytes) => match Standing::of(&bytes) {
            Standing::AsWritten => return Ok(()),
            Standing::Changed => "found a script with changes made by hand, expected one as it was written",
            Standing::Foreign => "found something else, expected nothing or a script of this command",
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(_) if file.is_dir() => "found a directory, expected nothing or a script of this command",
        Err(_) => "found something that cannot be read, expected nothing or a script of this command",
    };
    Err(CliError::Invalid(format!(
        "{}: {found}\n  hint: --script names another file, --force replaces this one",
        file.display()
    )))
}
