//! `truceline branch`: a run up to a moment, and from there twice with the same draws, as it was and with a change.

mod pairs;
mod terminal;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use crate::engine::{Limits, Outcome};
use crate::experiment::Replication;
use crate::experiment::branch::{Arms, Branch, BranchStep};
use crate::experiment::study::shell_word;
use crate::model::Setup;
use crate::report::{self, ARMS, BranchReport, Identity, Run};
use crate::scenario::{Branched, json_twin};
use crate::store::{Native, OutputDirectory, Replaced};

use super::arguments::BranchArguments;
use super::error::CliError;
use super::load::{diagnosed, hashes, prepare, settings};
use super::output;
use super::run::{command as whole_run, moment_word, safe};

/// A branch that is asked for, read and checked.
struct Asked<'a> {
    arguments: &'a BranchArguments,
    step: BranchStep,
    branch: Branch,
    branched: Branched,
    texts: Vec<(String, String)>,
    twin: String,
    seed: u64,
    limits: Limits,
    target: PathBuf,
}

/// Runs a branch.
pub fn branch(arguments: &BranchArguments) -> Result<(), CliError> {
    let asked = Asked::read(arguments)?;
    if arguments.replications > 1 { pairs::run(&asked) } else { one(&asked) }
}

impl Asked<'_> {
    fn read(arguments: &BranchArguments) -> Result<Asked<'_>, CliError> {
        let prepared = prepare(&arguments.scenario)?;
        let standing = prepared.standing(&[]).map_err(diagnosed)?;
        let limits = Limits::until(arguments.until.unwrap_or(standing.setup.horizon));
        if arguments.at >= limits.horizon {
            let (found, end) = (arguments.at.hours(), limits.horizon.hours());
            let expected = format!("expected a moment before the end of the run at {end:.2} h");
            return Err(CliError::Invalid(format!("--at: found {found:.2} h, {expected}")));
        }
        settings(&arguments.set)?;
        let (set, injects) = (arguments.set.clone(), arguments.injects.clone());
        let step = BranchStep { at_milliseconds: arguments.at, set, injects };
        let (branch, branched) = step.of(&prepared, &standing).map_err(diagnosed)?;
        let seed = arguments.seed.unwrap_or(standing.setup.default_seed);
        let target = arguments.out.clone().unwrap_or_else(|| default_directory(&standing.setup.id, seed, arguments));
        let (texts, twin) = (hashes(&prepared.texts()), json_twin(&standing.document));
        Ok(Asked { arguments, step, branch, branched, texts, twin, seed, limits, target })
    }

    /// The command that does it again.
    fn command(&self) -> String {
        let arguments = self.arguments;
        let mut words = vec!["truceline branch".to_string(), shell_word(&arguments.scenario.display().to_string())];
        words.push(format!("--at {}", moment_word(arguments.at)));
        words.extend(arguments.set.iter().map(|text| format!("--set {}", shell_word(text))));
        words.extend(arguments.injects.iter().map(|text| format!("--inject {}", shell_word(text))));
        if arguments.replications > 1 {
            words.push(format!("-n {}", arguments.replications));
        }
        words.push(format!("--seed {}", self.seed));
        if arguments.replication != 0 {
            words.push(format!("--replication {}", arguments.replication));
        }
        words.extend(arguments.until.map(|until| format!("--until {}s", until.milliseconds() / 1_000)));
        words.join(" ")
    }

    fn identity(&self, branches: Vec<BranchStep>, command: String) -> Identity {
        Identity {
            seed: self.seed,
            replication: self.arguments.replication,
            overrides: Vec::new(),
            texts: self.texts.clone(),
            twin: self.twin.clone(),
            branches,
            limits: self.limits,
            command,
        }
    }
}

fn one(asked: &Asked) -> Result<(), CliError> {
    let Asked { arguments, step, branch, branched, limits, target, .. } = asked;
    let id = &branch.before.id;
    let earlier = |manifest: &[u8]| report::files_of_earlier_run(manifest, id);
    let directory = OutputDirectory::new(&Native, target, arguments.force, &earlier)?;
    // Before the runs, so that nobody waits for a refusal.
    directory.check()?;
    let started = Instant::now();
    let arms = branch.arms(asked.seed, arguments.replication, limits).map_err(|ended| {
        let (outcome, simulation) = *ended;
        let hours = simulation.engine.now().hours();
        CliError::Run(format!("the run ended before the moment, after {hours:.2} h: {}", why(&outcome)))
    })?;
    let took = started.elapsed();
    let until = arguments.until;
    let whole = whole_run(&arguments.scenario, asked.seed, arguments.replication, &[], until, None);
    let identities = [asked.identity(Vec::new(), whole), asked.identity(vec![step.clone()], asked.command())];
    let report = BranchReport {
        unchanged: run(&branch.before, &arms, &identities, 0),
        changed: run(&branch.after, &arms, &identities, 1),
        step,
        values: &branched.values,
        fork: arms.fork.as_ref(),
    };
    if let Replaced::KeptAt(path) = directory.write(&report::branch_files(&report, !arguments.no_plots))? {
        output::talk(&format!("what stood there is now {}", path.display()));
    }
    if arguments.json {
        output::data(&report::branch_json(&report))?;
    } else {
        output::data(&terminal::summary(&report, took, target, output::can_emphasise()))?;
    }
    ended_early(&report)?;
    output::next(&format!("truceline plot {}", target.join(ARMS[1]).display()));
    Ok(())
}

fn run<'a>(setup: &'a Arc<Setup>, arms: &'a Arms, identities: &'a [Identity; 2], arm: usize) -> Run<'a> {
    let continuation = if arm == 0 { &arms.unchanged } else { &arms.changed };
    let (recorder, replication) = (&continuation.recorder, &continuation.replication);
    Run { setup, recorder, replication, identity: &identities[arm] }
}

fn ended_early(report: &BranchReport) -> Result<(), CliError> {
    for (name, run) in ARMS.iter().zip([&report.unchanged, &report.changed]) {
        let Replication { outcome, end_hours, .. } = run.replication;
        if !outcome.is_complete() {
            let (why, again) = (why(outcome), &run.identity.command);
            let text = format!("the {name} run ended early, after {end_hours:.2} h: {why}\n  again: {again}");
            return Err(CliError::Run(text));
        }
    }
    Ok(())
}

fn why(outcome: &Outcome) -> String {
    match outcome {
        Outcome::InvariantBroken(what) => format!("an invariant broke: {what}"),
        outcome => format!("a limit was reached: {}", outcome.name()),
    }
}

/// `output/<scenario>-seed<N>-branch-<MOMENT>`, with eight hexadecimal digits of the change.
fn default_directory(scenario: &str, seed: u64, arguments: &BranchArguments) -> PathBuf {
    let mut name = format!("{}-seed{seed}", safe(scenario));
    if arguments.replication != 0 {
        name.push_str(&format!("-r{}", arguments.replication));
    }
    let change = [arguments.set.join("\n"), arguments.injects.join("\n")].join("\n\n");
    let digits = &blake3::hash(change.as_bytes()).to_hex()[..8];
    name.push_str(&format!("-branch-{}-{digits}", moment_word(arguments.at)));
    if arguments.replications > 1 {
        name.push_str("-pairs");
    }
    Path::new("output").join(name)
}
