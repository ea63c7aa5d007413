//! `truceline study run`.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use crate::cli::error::CliError;
use crate::cli::interrupt;
use crate::cli::output;
use crate::engine::{Draws, Lineage};
use crate::experiment::study::Study;
use crate::report::words;
use crate::store::study::{Ended, Options, StudyDirectory, run as run_shards};
use crate::store::{Gate, Native, RangeLock};

use super::arguments::RunArguments;
use super::merge;
use super::pilot::pilot;
use super::place::{self, Place};
use super::progress::{Progress, duration};

/// Runs a study, or what is left of it, and tells what came of it.
pub fn run(arguments: &RunArguments) -> Result<(), CliError> {
    let Place { study, directory: path } = place::read(&arguments.study, arguments.out.as_deref())?;
    let study = make(arguments, study, &path)?;
    if arguments.shard.is_some() {
        part_done(&path);
        return Ok(());
    }
    merge::write(&study, &StudyDirectory::new(&Native, &path), !arguments.no_plots)
}

/// Says what to do after a part of a study.
pub fn part_done(path: &Path) {
    output::next(&format!("when all parts are done: truceline study merge {}", path.display()));
}

/// Makes the shards that are not there yet; the study comes back as its directory has it.
pub fn make(arguments: &RunArguments, study: Study, path: &Path) -> Result<Study, CliError> {
    if let Some(until) = &arguments.until_ci {
        place::known_measure(&study, &until.measure)?;
    }
    let directory = StudyDirectory::new(&Native, path);
    let study = begin(study, &directory)?;
    let (first, end) = part(study.shards(), arguments.shard);
    if first == end {
        output::talk(&format!("no shard falls to this part: the study has {}", study.shards()));
        return Ok(study);
    }
    let _lock = RangeLock::acquire(&path.join("log"), first, end, "truceline study run")?;
    directory.clean(&(first..end))?;
    let options = Options {
        jobs: place::jobs(arguments.jobs),
        shards: order(first, end, arguments.shuffle),
        until: arguments.until_ci.clone(),
        failures_most: arguments.max_failures,
    };
    let runs = (first..end).map(|shard| study.shard(shard)).map(|range| range.end - range.start).sum();
    announce(&study, &options, runs, arguments);
    let stop = Arc::new(AtomicBool::new(false));
    interrupt::listen(&stop)?;
    let progress = Progress::new(arguments.progress, runs);
    let ended = run_shards(&study, &directory, &options, &stop, &|told| progress.tell(told));
    let (counts, took, failures) = progress.finish();
    let ended = ended?;
    output::talk(&format!(
        "{} made in {}, {} kept from before, {} failed",
        words::number_of(counts.made as usize, "run", "runs"),
        duration(took.as_secs_f64()),
        words::count(counts.kept as f64),
        words::count(counts.failed as f64),
    ));
    finish(&study, &directory, &ended, arguments, &failures)?;
    Ok(study)
}

/// Begins the directory, or takes the study as the directory has it: paths in it are those of its beginning, so that it
/// comes out the same wherever it is gone on from.
pub fn begin(study: Study, directory: &StudyDirectory<'_, Native>) -> Result<Study, CliError> {
    if directory.check(&study)? {
        return Ok(place::read(directory.path(), None)?.study);
    }
    let _gate = Gate::pass(&directory.path().join("log"), "begin")?;
    directory.begin(&study)?;
    directory.clean_files("")?;
    Ok(study)
}

/// Shards of a part.
fn part(shards: u64, part: Option<(u64, u64)>) -> (u64, u64) {
    let at = |part: u64, of: u64| (u128::from(shards) * u128::from(part) / u128::from(of)) as u64;
    part.map_or((0, shards), |(part, of)| (at(part, of), at(part + 1, of)))
}

/// The shards in ascending order, or in one drawn from a seed.
fn order(first: u64, end: u64, shuffle: Option<u64>) -> Vec<u64> {
    let mut shards: Vec<u64> = (first..end).collect();
    if let Some(seed) = shuffle {
        let draws = Draws::new(0, seed, 0);
        shards.sort_by_key(|&shard| draws.open(Lineage::of_text("shard").child(shard), 0).unit().to_bits());
    }
    shards
}

/// Says what is coming, from a few runs.
fn announce(study: &Study, options: &Options, runs: u64, arguments: &RunArguments) {
    let sizes = format!(
        "{}: {} x {} replications = {} runs in {}",
        words::one_line(&study.text.title, 80),
        words::number_of(study.points.len(), "design point", "design points"),
        words::count(study.text.replications as f64),
        words::count(study.runs() as f64),
        words::number_of(study.shards() as usize, "shard", "shards"),
    );
    output::talk(&sizes);
    if arguments.progress == super::arguments::ProgressKind::None {
        return;
    }
    let pilot = pilot(study, 8, Duration::from_secs(2));
    let seconds = pilot.seconds_a_run * runs as f64 / options.jobs as f64;
    output::talk(&format!(
        "pilot: {:.1} ms a run; about {} on {} and at most about {} of disk; `truceline study plan` tells more",
        pilot.seconds_a_run * 1e3,
        duration(seconds),
        words::number_of(options.jobs, "worker", "workers"),
        super::plan::bytes(pilot.bytes_a_run * runs as f64),
    ));
}

fn finish(
    study: &Study,
    directory: &StudyDirectory<'_, Native>,
    ended: &Ended,
    arguments: &RunArguments,
    failures: &[(String, String)],
) -> Result<(), CliError> {
    match ended {
        Ended::Interrupted => Err(CliError::Interrupted(format!(
            "what is written stays; the same command goes on from there ({})",
            directory.path().display()
        ))),
        Ended::Failures => {
            let most = words::number_of(arguments.max_failures as usize, "run", "runs");
            let mut text = format!("more than {most} went wrong (--max-failures); the study is stopped");
            for (reason, command) in failures {
                text.push_str(&format!("\n  {reason}\n    again: {command}"));
            }
            Err(CliError::Run(text))
        }
        Ended::Precise { shards, half_width } => {
            output::talk(&format!(
                "the precision is reached after {shards} of {} shards: half-width {:.2} % of the mean at the widest point",
                study.shards(),
                half_width * 100.0
            ));
            merge::stopped(study, directory, *shards, *half_width, arguments)
        }
        Ended::Imprecise { half_width } => {
            let found = half_width.map_or("unknown".to_owned(), |width| format!("{:.2} % of the mean", width * 100.0));
            output::talk(&format!("all runs are made and the precision is not reached: half-width {found}"));
            merge::not_stopped(directory)
        }
        // A rule that ended an earlier call no longer holds when all shards stand.
        Ended::Complete if arguments.shard.is_none() => merge::not_stopped(directory),
        Ended::Complete => Ok(()),
    }
}
