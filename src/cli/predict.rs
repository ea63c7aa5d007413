//! `truceline predict`: intervals of a prediction file, written down as a document.

use crate::engine::{Digest, Limits};
use crate::experiment::calibration::Posterior;
use crate::experiment::predictive::{Curves, Ensemble, Member, Ran};
use crate::experiment::study::shell_word;
use crate::model::Setup;
use crate::report::prediction::{Prediction, prediction_markdown};
use crate::scenario::Files;
use crate::scenario::prediction::{PredictionText, load_prediction};
use crate::store::{Native, write_replacing};

use super::arguments::PredictArguments;
use super::calibrate::diagnosed;
use super::error::CliError;
use super::study::place::jobs;
use super::{output, workers};

/// Predicts.
pub fn predict(arguments: &PredictArguments) -> Result<(), CliError> {
    let name = |path: &std::path::Path| {
        path.to_str()
            .map(str::to_owned)
            .ok_or_else(|| CliError::Invalid(format!("{}: not a UTF-8 path", path.display())))
    };
    let path = name(&arguments.prediction)?;
    let text = load_prediction(&Files, &path).map_err(diagnosed)?;
    let shown = arguments.posterior.display();
    let table = std::fs::read_to_string(&arguments.posterior)
        .map_err(|error| CliError::Invalid(format!("{shown}: cannot be read: {error}")))?;
    let posterior = Posterior::from_csv(&table).map_err(|error| CliError::Invalid(format!("{shown}: {error}")))?;
    // Before the runs, so that nobody waits for a refusal.
    if let Some(folder) = arguments.out.as_deref().and_then(std::path::Path::parent)
        && !folder.as_os_str().is_empty()
        && !folder.is_dir()
    {
        return Err(CliError::Written(format!("{}: no such directory", folder.display())));
    }
    let base = text.scenario.varied(&[]).map_err(diagnosed)?;
    let limits = |setup: &Setup| {
        let usual = Limits::until(setup.horizon);
        Limits { events: text.events_most.unwrap_or(usual.events), ..usual }
    };
    let ensemble = Ensemble {
        base: &base,
        posterior: Some(&posterior),
        given: Some(&text.given),
        seeds_most: text.seeds_most,
        seed: text.seed,
        limits: &limits,
    };
    let members = members(&text, &ensemble, jobs(arguments.jobs))?;
    let mut digest = Digest::default();
    for ran in members.iter().flat_map(|member| [&member.first, &member.met]).flatten() {
        let Ran { digest: one, .. } = ran;
        digest.fold(*one as u64);
        digest.fold((*one >> 64) as u64);
    }
    let markdown = prediction_markdown(&Prediction {
        text: &text,
        posterior_blake3: blake3::hash(table.as_bytes()).to_hex().to_string(),
        command: format!(
            "truceline predict {} --posterior {}",
            shell_word(&path),
            shell_word(&name(&arguments.posterior)?)
        ),
        digest: digest.value(),
        members: &members,
    });
    match &arguments.out {
        Some(out) => {
            write_replacing(&Native, out, markdown.as_bytes())?;
            output::next(&format!("read {}", out.display()));
        }
        None => output::data(&markdown)?,
    }
    Ok(())
}

fn members(text: &PredictionText, ensemble: &Ensemble<'_>, jobs: usize) -> Result<Vec<Member>, CliError> {
    let wanted = output::can_overwrite();
    let members = workers::in_order(
        text.members as usize,
        jobs,
        |number| ensemble.member(number as u64, Curves::All),
        |done| {
            if wanted && done % 8 == 0 {
                output::status(&format!("{done} of {} members", text.members));
            }
        },
    );
    if wanted {
        output::status("");
    }
    members.into_iter().collect::<Result<Vec<Member>, String>>().map_err(CliError::Invalid)
}
