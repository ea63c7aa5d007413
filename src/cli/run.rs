//! `truceline run`: one replication with everything it leaves behind.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::engine::{Limits, Outcome, Simulation, Time};
use crate::experiment::snapshot::{self, Origin};
use crate::experiment::{Replication, conclude, run_on};
use crate::model::{Border, Listener, Recorder, Setup, begin};
use crate::report::{self, Identity, Run};
use crate::store::{Native, OutputDirectory, Replaced};

use super::arguments::RunArguments;
use super::error::CliError;
use super::load::{Loaded, diagnosed, load, prepare};
use super::output;
use super::progress::Progress;
use super::resume::resume;
use super::score::read_posterior;
use super::snapshot::{SaveAt, save_at, scenario_digest};
use super::terminal;

/// Runs a scenario once, from its start or from a snapshot.
pub fn run(arguments: &RunArguments) -> Result<(), CliError> {
    let (request, under_way) = match &arguments.from {
        Some(path) => resume(arguments, path)?,
        None => (from_start(arguments)?, None),
    };
    let replication = perform(&request, under_way)?;
    request.end(&replication)
}

fn from_start(arguments: &RunArguments) -> Result<Request, CliError> {
    let overrides = overrides(arguments)?;
    let Loaded { setup, texts, twin, .. } = load(&arguments.scenario, &overrides)?;
    let limits = Limits::until(arguments.until.unwrap_or(setup.horizon));
    let limits = Limits { events: arguments.events_most.unwrap_or(limits.events), ..limits };
    let replication = arguments.replication.unwrap_or(0);
    let seed = arguments.seed.unwrap_or(setup.default_seed);
    let command = command(&arguments.scenario, seed, replication, &overrides, arguments.until, arguments.events_most);
    let identity = Identity { seed, replication, overrides, texts, twin, branches: Vec::new(), limits, command };
    let save = match &arguments.save_at {
        None => None,
        Some(words) => {
            let document = prepare(&arguments.scenario)?.standing(&[]).map_err(diagnosed)?.document;
            let (at, path) = save_at(words)?;
            Some(SaveAt { at, path, scenario: scenario_digest(&document), origin: origin(&identity) })
        }
    };
    if let Some(save) = &save {
        save.check(Time::ZERO)?;
    }
    Ok(Request::new(arguments, setup, identity, save))
}

/// How a run is asked for, as a snapshot of it says.
pub fn origin(identity: &Identity) -> Origin {
    Origin {
        seed: identity.seed,
        replication: identity.replication,
        overrides: identity.overrides.clone(),
        branches: identity.branches.clone(),
        limits: identity.limits,
    }
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
    let draw = &posterior.draws[posterior.position(seed, arguments.replication.unwrap_or(0))];
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
    /// A snapshot to be left on the way.
    pub save: Option<SaveAt>,
}

/// A run under way, with what it told so far.
pub type UnderWay = Box<(Simulation<Border>, Recorder)>;

/// Runs it, or runs it on, writes its files and prints its summary.
pub fn perform(request: &Request, under_way: Option<UnderWay>) -> Result<Replication, CliError> {
    let Request { setup, identity, target, .. } = request;
    let earlier = |manifest: &[u8]| report::files_of_earlier_run(manifest, &setup.id);
    let directory = OutputDirectory::new(&Native, target, request.force, &earlier)?;
    // Before the run, so that nobody waits for a refusal.
    directory.check()?;
    let Ran { recorder, replication, took, snapshot } = execute(request, under_way);
    let run = Run { setup, recorder: &recorder, replication: &replication, identity };
    let replaced = directory.write(&report::files(&run, request.plots))?;
    if let Replaced::KeptAt(path) = replaced {
        output::talk(&format!("what stood there is now {}", path.display()));
    }
    match (&request.save, &snapshot) {
        (Some(save), Some(bytes)) => {
            save.write(bytes)?;
            output::talk(&format!("snapshot of {} h: {}", save.at.hours(), save.path.display()));
        }
        (Some(save), None) => output::talk(&format!("no snapshot: the run ended before {} h", save.at.hours())),
        (None, _) => {}
    }
    if request.json {
        output::data(&report::summary(&run))?;
    } else {
        output::data(&terminal::summary(&run, took, target, output::can_emphasise()))?;
    }
    Ok(replication)
}

/// A finished run, and the snapshot that it passed.
struct Ran {
    recorder: Recorder,
    replication: Replication,
    took: Duration,
    snapshot: Option<Vec<u8>>,
}

fn execute(request: &Request, under_way: Option<UnderWay>) -> Ran {
    let Request { setup, identity, save, .. } = request;
    let limits = &identity.limits;
    let mut progress = Progress::new(limits.horizon);
    let slices = progress.slices();
    let (mut simulation, mut recorder) = under_way.map_or_else(
        || {
            let mut recorder = Recorder::new(setup, limits.horizon);
            let simulation = begin(setup, identity.seed, identity.replication, &mut Listener(&mut recorder));
            (simulation, recorder)
        },
        |under_way| *under_way,
    );
    let mut run_to = |horizon, simulation: &mut Simulation<Border>, recorder: &mut Recorder| {
        run_on(simulation, &Limits { horizon, ..*limits }, recorder, slices, &mut |simulation| {
            progress.tell(simulation)
        })
    };
    let (mut outcome, mut snapshot) = (Outcome::Horizon, None);
    if let Some(save) = save {
        outcome = run_to(save.at, &mut simulation, &mut recorder);
        if outcome.is_complete() {
            snapshot = Some(snapshot::save(&simulation, Some(&recorder), &save.origin, &save.scenario));
        }
    }
    if outcome.is_complete() {
        outcome = run_to(limits.horizon, &mut simulation, &mut recorder);
    }
    let replication = conclude(simulation, outcome, limits);
    Ran { recorder, replication, took: progress.finish(), snapshot }
}

impl Request {
    /// A request of the command `run`.
    pub fn new(arguments: &RunArguments, setup: Arc<Setup>, identity: Identity, save: Option<SaveAt>) -> Request {
        let target = arguments.out.clone().unwrap_or_else(|| default_directory(&setup.id, &identity));
        let (plots, json) = (!arguments.no_plots, arguments.json);
        Request { setup, identity, target, force: arguments.force, plots, json, save }
    }

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

/// `output/<scenario>-seed<N>`, with the replication and eight hexadecimal digits of the overrides when there are any, and
/// as many of changes on the way.
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
    if let Some(last) = identity.branches.last() {
        let text = format!("{:?}", identity.branches);
        let digits = &blake3::hash(text.as_bytes()).to_hex()[..8];
        name.push_str(&format!("-branch-{}-{digits}", moment_word(last.at_milliseconds)));
    }
    PathBuf::from("output").join(name)
}

/// A moment as part of a path and of a command: `31h`, `90m`, `5s`.
pub(super) fn moment_word(at: Time) -> String {
    match at.milliseconds() {
        milliseconds if milliseconds % 3_600_000 == 0 => format!("{}h", milliseconds / 3_600_000),
        milliseconds if milliseconds % 60_000 == 0 => format!("{}m", milliseconds / 60_000),
        milliseconds => format!("{}s", milliseconds / 1_000),
    }
}

/// An id as part of a path. Ids are checked by validation, but a path must hold whatever happens.
pub(super) fn safe(id: &str) -> String {
    id.chars().map(|letter| if letter.is_alphanumeric() || "-_".contains(letter) { letter } else { '_' }).collect()
}

/// The command that does a run from its start again.
pub(super) fn command(
    scenario: &Path,
    seed: u64,
    replication: u64,
    overrides: &[String],
    until: Option<Time>,
    events_most: Option<u64>,
) -> String {
    report::run_command(&scenario.display().to_string(), seed, replication, overrides, until, events_most)
}
