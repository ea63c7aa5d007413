//! `truceline run`: one replication with everything it leaves behind.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::engine::{Limits, Outcome};
use crate::experiment::study::shell_word;
use crate::experiment::{Replication, replicate_watched};
use crate::model::{Recorder, Setup};
use crate::report::{self, Identity, Run};
use crate::store::{Native, OutputDirectory, Replaced};

use super::arguments::RunArguments;
use super::error::CliError;
use super::load::{Loaded, load};
use super::output;
use super::progress::Progress;
use super::score::read_posterior;
use super::terminal;

/// Runs a scenario once.
pub fn run(arguments: &RunArguments) -> Result<(), CliError> {
    let overrides = overrides(arguments)?;
    let Loaded { setup, texts, twin, .. } = load(&arguments.scenario, &overrides)?;
    let limits = Limits::until(arguments.until.unwrap_or(setup.horizon));
    let command = command(arguments, &overrides, &setup);
    let identity = Identity {
        seed: arguments.seed.unwrap_or(setup.default_seed),
        replication: arguments.replication,
        overrides,
        texts,
        twin,
        limits: Limits { events: arguments.events_most.unwrap_or(limits.events), ..limits },
        command,
    };
    let target = arguments.out.clone().unwrap_or_else(|| default_directory(&setup.id, &identity));
    let (plots, json) = (!arguments.no_plots, arguments.json);
    let request = Request { setup, identity, target, force: arguments.force, plots, json };
    let replication = perform(&request)?;
    request.end(&replication)
}

/// The overrides asked for, after the parameters of a draw from the posterior: so the manifest says all, and the run can be
/// done again without the posterior.
fn overrides(arguments: &RunArguments) -> Result<Vec<String>, CliError> {
    let Some(path) = &arguments.posterior else { return Ok(arguments.overrides.clone()) };
    let posterior = read_posterior(path)?;
    let seed = match arguments.seed {
        Some(seed) => seed,
        None => load(&arguments.scenario, &arguments.overrides)?.setup.default_seed,
    };
    let draw = &posterior.draws[posterior.position(seed, arguments.replication)];
    let drawn = posterior.settings(draw).into_iter().map(|(name, value)| format!("parameters.{name}={value:?}"));
    Ok(drawn.chain(arguments.overrides.iter().cloned()).collect())
}

/// A run that is asked for.
pub struct Request {
    /// What the scenario fixes.
    pub setup: Arc<Setup>,
    /// How it is asked for.
    pub identity: Identity,
    /// Output directory.
    pub target: PathBuf,
    /// Whether to take a directory that holds something else.
    pub force: bool,
    /// Whether to write pictures.
    pub plots: bool,
    /// Whether to print the summary as JSON.
    pub json: bool,
}

/// Runs it, writes its files and prints its summary.
pub fn perform(request: &Request) -> Result<Replication, CliError> {
    let Request { setup, identity, target, .. } = request;
    let earlier = |manifest: &[u8]| report::files_of_earlier_run(manifest, &setup.id);
    let directory = OutputDirectory::new(&Native, target, request.force, &earlier)?;
    // Before the run, so that nobody waits for a refusal.
    directory.check()?;
    let (recorder, replication, took) = replicate(setup, identity);
    let run = Run { setup, recorder: &recorder, replication: &replication, identity };
    let replaced = directory.write(&report::files(&run, request.plots))?;
    if let Replaced::KeptAt(path) = replaced {
        output::talk(&format!("what stood there is now {}", path.display()));
    }
    if request.json {
        output::data(&report::summary(&run))?;
    } else {
        output::data(&terminal::summary(&run, took, target, output::can_emphasise()))?;
    }
    Ok(replication)
}

fn replicate(setup: &Arc<Setup>, identity: &Identity) -> (Recorder, Replication, Duration) {
    let mut recorder = Recorder::new(setup, identity.limits.horizon);
    let mut progress = Progress::new(identity.limits.horizon);
    let slices = progress.slices();
    let replication = replicate_watched(
        setup,
        identity.seed,
        identity.replication,
        &identity.limits,
        &mut recorder,
        slices,
        &mut |simulation| progress.tell(simulation),
    );
    (recorder, replication, progress.finish())
}

impl Request {
    /// Says how it ended and what to do next.
    pub fn end(&self, replication: &Replication) -> Result<(), CliError> {
        if !replication.outcome.is_complete() {
            let why = match &replication.outcome {
                Outcome::InvariantBroken(what) => format!("an invariant broke: {what}"),
                outcome => format!("a limit was reached: {}", outcome.name()),
            };
            let hours = replication.end_hours;
            let again = &self.identity.command;
            return Err(CliError::Run(format!("the run ended early, after {hours:.2} h: {why}\n  again: {again}")));
        }
        if self.plots {
            output::next(&format!("open {}", self.target.join("casualties.png").display()));
        } else {
            output::next("truceline explain measures");
        }
        Ok(())
    }
}

/// `output/<scenario>-seed<N>`, with the replication and eight hexadecimal digits of the overrides when there are any.
fn default_directory(scenario: &str, identity: &Identity) -> PathBuf {
    let mut name = safe(scenario);
    name.push_str(&format!("-seed{}", identity.seed));
    if identity.replication != 0 {
        name.push_str(&format!("-r{}", identity.replication));
    }
    if !identity.overrides.is_empty() {
        let hash = blake3::hash(identity.overrides.join("\n").as_bytes());
        name.push_str(&format!("-{}", &hash.to_hex()[..8]));
    }
    PathBuf::from("output").join(name)
}

/// An id as part of a path. Ids are checked by validation, but a path must hold whatever happens.
pub(super) fn safe(id: &str) -> String {
    id.chars().map(|letter| if letter.is_alphanumeric() || "-_".contains(letter) { letter } else { '_' }).collect()
}

/// The command that does the run again.
fn command(arguments: &RunArguments, overrides: &[String], setup: &Setup) -> String {
    let mut words = vec!["truceline run".to_string(), shell_word(&arguments.scenario.display().to_string())];
    words.push(format!("--seed {}", arguments.seed.unwrap_or(setup.default_seed)));
    if arguments.replication != 0 {
        words.push(format!("--replication {}", arguments.replication));
    }
    for text in overrides {
        words.push(format!("--set {}", shell_word(text)));
    }
    if let Some(until) = arguments.until {
        words.push(format!("--until {}s", until.milliseconds() / 1_000));
    }
    if let Some(most) = arguments.events_most {
        words.push(format!("--events-most {most}"));
    }
    words.join(" ")
}
