//! `truceline run --from`: a run goes on from a snapshot, as if it had never stopped, or from there on with a change.

use std::path::Path;
use std::sync::Arc;

use crate::engine::{Limits, Time};
use crate::experiment::branch::{BranchStep, Course};
use crate::experiment::snapshot::Origin;
use crate::experiment::study::shell_word;
use crate::model::Recorder;
use crate::report::Identity;
use crate::scenario::json_twin;

use super::arguments::RunArguments;
use super::error::CliError;
use super::load::{diagnosed, hashes, prepare, settings};
use super::output;
use super::run::{Request, UnderWay, command, origin};
use super::snapshot::{SaveAt, read, save_at, scenario_digest};

/// What is asked for beside the snapshot, and the run where the snapshot has it.
pub fn resume(arguments: &RunArguments, from: &Path) -> Result<(Request, Option<UnderWay>), CliError> {
    let prepared = prepare(&arguments.scenario)?;
    let plain = prepared.standing(&[]).map_err(diagnosed)?;
    let scenario = scenario_digest(&plain.document);
    let stored = read(from, &scenario, &plain.setup.id)?;
    let (mut known, moment) = (stored.origin.clone(), stored.moment());
    agree(arguments, &known)?;
    let course = Course::new(&prepared, &settings(&known.overrides)?, &known.branches).map_err(diagnosed)?;
    let refuse = |why: String| CliError::Invalid(format!("{}: {why}", from.display()));
    let (mut simulation, recorder) = stored.resume(course.setup()).map_err(|error| refuse(error.to_string()))?;
    let mut recorder = recorder.ok_or_else(|| refuse("snapshot: without what the run told so far".to_string()))?;
    known.limits = limits(arguments, &known, moment, &recorder)?;
    let mut setup = Arc::clone(course.setup());
    let set: Vec<String> = arguments.overrides.iter().filter(|text| !known.overrides.contains(text)).cloned().collect();
    settings(&set)?;
    if !set.is_empty() || !arguments.injects.is_empty() {
        let step = BranchStep { at_milliseconds: moment, set, injects: arguments.injects.clone() };
        let (branch, branched) = step.of(&prepared, &course.end).map_err(diagnosed)?;
        branch.take(&mut simulation, &mut recorder);
        output::talk(&format!("from {} h on with a change: a branch of the run", moment.hours()));
        known.branches.push(step);
        setup = branched.standing.setup;
    }
    let command = again(arguments, from, &known, plain.setup.horizon);
    let Origin { seed, replication, overrides, branches, limits } = known;
    let (texts, twin) = (hashes(&prepared.texts()), json_twin(&course.start.document));
    let identity = Identity { seed, replication, overrides, texts, twin, branches, limits, command };
    let save = match &arguments.save_at {
        None => None,
        Some(words) => {
            let (at, path) = save_at(words)?;
            let save = SaveAt { at, path, scenario, origin: origin(&identity) };
            save.check(moment)?;
            Some(save)
        }
    };
    let request = Request::new(arguments, setup, identity, save);
    Ok((request, Some(Box::new((simulation, recorder)))))
}

/// Seed and replication are those of the snapshot: given beside it they agree or are refused.
fn agree(arguments: &RunArguments, known: &Origin) -> Result<(), CliError> {
    for (option, given, has) in
        [("--seed", arguments.seed, known.seed), ("--replication", arguments.replication, known.replication)]
    {
        if let Some(given) = given.filter(|given| *given != has) {
            let why = format!("{option}: found {given}, expected {has}, which is that of the snapshot, or nothing");
            return Err(CliError::Invalid(why));
        }
    }
    Ok(())
}

fn limits(arguments: &RunArguments, known: &Origin, moment: Time, recorder: &Recorder) -> Result<Limits, CliError> {
    let horizon = arguments.until.unwrap_or(known.limits.horizon);
    if horizon <= moment {
        let (found, from) = (horizon.hours(), moment.hours());
        return Err(CliError::Invalid(format!(
            "--until: found {found:.2} h, expected more than the {from:.2} h of the snapshot"
        )));
    }
    if !recorder.fits(horizon) {
        let (found, step) = (horizon.hours(), recorder.step().hours());
        let why = format!("the curves of the snapshot are read every {step} h, those of a run of this length are not");
        return Err(CliError::Invalid(format!("--until: found {found:.2} h: {why}; run it from the start instead")));
    }
    let events = arguments.events_most.unwrap_or(known.limits.events);
    Ok(Limits { horizon, events, ..known.limits })
}

/// The command that does it again: without changes on the way that of the whole run.
fn again(arguments: &RunArguments, from: &Path, known: &Origin, usual: Time) -> String {
    let Origin { seed, replication, overrides, branches, limits } = known;
    let until = (limits.horizon != usual).then_some(limits.horizon);
    let events = (limits.events != Limits::until(usual).events).then_some(limits.events);
    let whole = command(&arguments.scenario, *seed, *replication, overrides, until, events);
    let Some(step) = branches.last() else { return whole };
    let mut words = vec!["truceline run".to_string(), shell_word(&arguments.scenario.display().to_string())];
    words.push(format!("--from {}", shell_word(&from.display().to_string())));
    words.extend(step.set.iter().map(|text| format!("--set {}", shell_word(text))));
    words.extend(step.injects.iter().map(|text| format!("--inject {}", shell_word(text))));
    words.extend(arguments.until.map(|until| format!("--until {}s", until.milliseconds() / 1_000)));
    words.join(" ")
}
