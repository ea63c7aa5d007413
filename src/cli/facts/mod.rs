//! `truceline facts`: the stylized facts, measured on the scenarios of a study.

mod terminal;

use std::path::Path;
use std::time::{Duration, Instant};

use crate::experiment::facts::{Arm, Fact, Gathered, Gathering, RunSample, Verdict, assess, first_arms, second_arms};
use crate::experiment::study::{Study, shell_word};
use crate::report::facts::{FactRuns, facts_csv, facts_json};
use crate::report::words;
use crate::scenario::{self, ScenarioError};
use crate::store::{Native, write_replacing};

use super::arguments::FactsArguments;
use super::error::CliError;
use super::study::place;
use super::{output, workers};

/// Time between two lines of progress.
const BETWEEN: Duration = Duration::from_millis(200);

/// Measures the facts and prints their table.
pub fn facts(arguments: &FactsArguments) -> Result<(), CliError> {
    let started = Instant::now();
    let study = place::read(&arguments.study, None)?.study;
    if let Some(path) = &arguments.out {
        check_writable(path)?;
    }
    let jobs = place::jobs(arguments.jobs);
    let gathered =
        |arms: Vec<Arm>| arms.into_iter().map(|arm| gather(&study, arm, jobs)).collect::<Result<Vec<_>, _>>();
    let first = gathered(first_arms(&study).map_err(diagnosed)?)?;
    let second = gathered(second_arms(&study, &first).map_err(diagnosed)?)?;
    let facts = assess(&study, &first, &second);
    let runs: Vec<FactRuns> = first.iter().chain(&second).map(FactRuns::of).collect();
    if let Some(path) = &arguments.out {
        write_replacing(&Native, path, &facts_csv(&study.text.id, &facts))?;
    }
    if arguments.json {
        output::data(&facts_json(&study.text.id, study.text.seed, &facts, &runs))?;
    } else {
        output::data(&terminal::table(&study.text.title, &facts, &runs))?;
    }
    output::talk(&format!("{:.0} s", started.elapsed().as_secs_f64()));
    judge(&facts, arguments)
}

fn diagnosed(error: ScenarioError) -> CliError {
    CliError::Diagnosed(scenario::graphical(&error, output::talk_can_emphasise()))
}

/// Before the runs, so that nobody waits for a refusal.
fn check_writable(path: &Path) -> Result<(), CliError> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if path.is_dir() || !parent.is_dir() {
        return Err(CliError::Written(format!("cannot write {}: expected a file in a directory", path.display())));
    }
    Ok(())
}

/// Runs an arm on threads until it has seen enough.
fn gather(study: &Study, arm: Arm, jobs: usize) -> Result<Gathered, CliError> {
    let mut gathering = Gathering::new(&arm);
    let (mut told, wanted) = (Instant::now(), output::can_overwrite());
    loop {
        let batch = gathering.batch();
        if batch.is_empty() {
            break;
        }
        let runs = workers::in_order(batch.len(), jobs, |number| arm.run(batch[number]), |_| ());
        if let Some(failed) = runs.iter().find(|run| run.failure.is_some()) {
            return Err(failure(study, &arm, failed));
        }
        gathering.take(runs);
        if wanted && told.elapsed() > BETWEEN {
            told = Instant::now();
            output::status(&format!("{}: {} runs", arm.words(), words::count(gathering.runs() as f64)));
        }
    }
    if wanted {
        output::status("");
    }
    let samples = gathering.finish();
    Ok((arm, samples))
}

fn failure(study: &Study, arm: &Arm, run: &RunSample) -> CliError {
    let why = run.failure.as_deref().unwrap_or("unknown");
    CliError::Run(format!(
        "{}, seed {}, replication {}: {why}",
        arm.words(),
        study.text.seed,
        words::count(run.replication as f64)
    ))
}

fn judge(facts: &[Fact], arguments: &FactsArguments) -> Result<(), CliError> {
    let of = |verdict: Verdict| facts.iter().filter(|fact| fact.verdict == verdict).count();
    let (fail, few) = (of(Verdict::Fails), of(Verdict::NotEnough));
    if fail + few == 0 {
        let study = shell_word(&arguments.study.display().to_string());
        output::next(&format!("truceline facts {study} --out facts.csv"));
        return Ok(());
    }
    let mut text = format!("{} of {} rows fail", fail, facts.len());
    if few > 0 {
        text.push_str(&format!(", and for {few} too little was seen"));
    }
    Err(CliError::Run(text))
}
