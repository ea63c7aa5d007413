//! `truceline score`: posterior predictive runs against documented values.

mod ensembles;
mod others;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::arguments::ScoreArguments;
use crate::cli::calibrate::{diagnosed, read};
use crate::cli::error::CliError;
use crate::cli::output;
use crate::cli::study::place::jobs;
use crate::experiment::calibration::Posterior;
use crate::model::Setup;
use crate::report::score::{ScoreReport, points_csv, score_figures, score_json, score_text, targets_csv};
use crate::report::{png, svg};
use crate::scenario::calibration::{CalibrationText, Structure};
use crate::scenario::study::Settings;
use crate::store::{Native, write_replacing};

/// Scores one form of the model, or all ablations beside it.
pub fn score(arguments: &ScoreArguments) -> Result<(), CliError> {
    let text = read(&arguments.calibration)?;
    let posterior = arguments.posterior.as_deref().map(read_posterior).transpose()?;
    let structure = one(&text.structures, arguments.structure.as_deref(), "structure")?.or(text.structures.first());
    let mut set: Settings = structure.map(|structure| structure.set.clone()).unwrap_or_default();
    let mut form = structure.map_or_else(|| "usual".to_owned(), |structure| structure.name.clone());
    if posterior.is_none() {
        form.push_str(" without a posterior");
    }
    let ablation = one(&text.ablations, arguments.without.as_deref(), "ablation")?;
    if let Some(ablation) = ablation {
        set.extend(ablation.set.iter().cloned());
        form.push_str(&format!(" · {}", ablation.name));
    }
    let setups: Vec<Arc<Setup>> = setups(&text, &set)?;
    if let (Some(posterior), Some(path)) = (&posterior, &arguments.posterior)
        && !posterior.free.iter().eq(text.free.iter().map(|free| &free.name))
    {
        let message = format!("{}: found other free quantities than those of {}", path.display(), text.id);
        return Err(CliError::Invalid(message));
    }
    // Drawn parameters win over those of a structure, as in its calibration, and lose to an ablation.
    let posterior = posterior.map(|posterior| posterior.without(ablation.map_or(&[], |ablation| &ablation.set)));
    if let Some(path) = &arguments.out {
        // Before the runs, so that nobody waits for a refusal.
        std::fs::create_dir_all(path)
            .map_err(|error| CliError::Written(format!("{}: cannot be made: {error}", path.display())))?;
    }
    let ask = ensembles::Ask {
        posterior: posterior.as_ref(),
        members: arguments.members,
        seed: arguments.seed,
        jobs: jobs(arguments.jobs),
        curves: arguments.out.is_some(),
    };
    if let Some(path) = &arguments.one_at_a_time {
        let Some(posterior) = &posterior else {
            return Err(CliError::Invalid("--one-at-a-time: expected --posterior beside it".to_owned()));
        };
        let table = others::table(&text, &set, posterior, &ask)?;
        write_replacing(&Native, path, table.as_bytes())?;
        output::next(&format!("read {}", path.display()));
        return Ok(());
    }
    let report = ensembles::report(&text, (form, &set), &setups, &ask)?;
    if let Some(path) = &arguments.out {
        write(path, &report)?;
    }
    if arguments.json {
        output::data(&score_json(&report))?;
    } else {
        output::data(&score_text(&report))?;
    }
    match &arguments.out {
        Some(path) => output::next(&format!("look at the fans in {}", path.display())),
        None => output::next("add --out DIR for tables and fans with the documented points"),
    }
    if report.holds() {
        return Ok(());
    }
    let unseen = report.targets.iter().any(|(_, scored)| scored.is_none());
    let why = if unseen {
        "some documented values have no run to be held against"
    } else {
        "some documented values lie outside 90 %, or fewer than half of the fitted ones inside 50 %"
    };
    Err(CliError::Run(why.to_owned()))
}

fn one<'s>(list: &'s [Structure], name: Option<&str>, what: &str) -> Result<Option<&'s Structure>, CliError> {
    let Some(name) = name else { return Ok(None) };
    let found = list.iter().find(|one| one.name == name);
    let names = || list.iter().map(|one| one.name.as_str()).collect::<Vec<&str>>().join(", ");
    found.map(Some).ok_or_else(|| CliError::Invalid(format!("no {what} is named `{name}`: there are {}", names())))
}

/// Reads a posterior.
pub fn read_posterior(path: &Path) -> Result<Posterior, CliError> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| CliError::Invalid(format!("{}: cannot be read: {error}", path.display())))?;
    Posterior::from_csv(&text).map_err(|error| CliError::Invalid(format!("{}: {error}", path.display())))
}

fn setups(text: &CalibrationText, set: &Settings) -> Result<Vec<Arc<Setup>>, CliError> {
    let setup = |experiment: &crate::scenario::calibration::Experiment| {
        let all: Settings = experiment.set.iter().chain(set).cloned().collect();
        experiment.scenario.with(&all).map(|(setup, _)| setup).map_err(diagnosed)
    };
    text.experiments.iter().map(setup).collect()
}

fn write(path: &Path, report: &ScoreReport<'_>) -> Result<(), CliError> {
    let file = |name: &str, bytes: &[u8]| -> Result<(), CliError> {
        let target: PathBuf = path.join(name);
        write_replacing(&Native, &target, bytes).map_err(CliError::from)
    };
    file("score.json", score_json(report).as_bytes())?;
    file("targets.csv", targets_csv(report).as_bytes())?;
    file("points.csv", points_csv(report).as_bytes())?;
    for (name, picture) in score_figures(report) {
        file(&format!("{name}.svg"), svg(&picture).as_bytes())?;
        let bytes = png(&picture).expect("a picture in memory is encoded without fail");
        file(&format!("{name}.png"), &bytes)?;
    }
    Ok(())
}
