//! `truceline calibrate`: from a calibration file to a posterior.

mod terminal;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use crate::cli::arguments::CalibrateArguments;
use crate::cli::error::CliError;
use crate::cli::interrupt;
use crate::cli::output;
use crate::cli::study::place::jobs;
use crate::experiment::calibration::{Calibration, Posterior, State};
use crate::experiment::study::shell_word;
use crate::report::calibration as tables;
use crate::report::words;
use crate::scenario::calibration::{CalibrationText, load_calibration};
use crate::scenario::{self, Files, ScenarioError};
use crate::store::calibration::{CalibrationDirectory, Ended, Told, run};
use crate::store::{Native, RangeLock};

use terminal::Progress;

/// Calibrates, or goes on with a calibration that was stopped.
pub fn calibrate(arguments: &CalibrateArguments) -> Result<(), CliError> {
    let text = read(&arguments.calibration)?;
    let calibration = structure(&text, arguments.structure.as_deref())?;
    let usual = || PathBuf::from("output").join(format!("calibration-{}-{}", text.id, calibration.structure));
    let path = arguments.out.clone().unwrap_or_else(usual);
    let directory = CalibrationDirectory::new(&Native, &path);
    directory.begin(&calibration)?;
    let _lock = RangeLock::acquire(&path.join("log"), 0, 1, "truceline calibrate")?;
    directory.clean_files()?;
    let stop = Arc::new(AtomicBool::new(false));
    interrupt::listen(&stop)?;
    announce(&calibration);
    let progress = Progress::new();
    let started = Instant::now();
    let jobs = jobs(arguments.jobs);
    let ended = run(&calibration, &directory, jobs, &stop, &|told: Told<'_>| progress.tell(told))?;
    progress.finish();
    match ended {
        Ended::Interrupted => Err(CliError::Interrupted(format!(
            "what is written stays; the same command goes on from there ({})",
            path.display()
        ))),
        Ended::Hopeless => Err(CliError::Run(
            "not one particle of the first generation met the conditions of all experiments".to_owned(),
        )),
        Ended::Done(state, over) => {
            let posterior = Posterior::of(&text, &state);
            write(&directory, &state, &posterior)?;
            output::data(&tables::text(&calibration, &state, &posterior, over))?;
            output::talk(&format!("this call took {}", terminal::duration(started.elapsed().as_secs_f64())));
            output::talk(&format!("output {}", path.display()));
            let posterior = path.join("posterior.csv");
            let word = |path: &Path| shell_word(&path.display().to_string());
            let structure = arguments.structure.as_ref().map(|name| format!(" --structure {name}")).unwrap_or_default();
            let (file, posterior) = (word(&arguments.calibration), word(&posterior));
            output::next(&format!("truceline score {file}{structure} --posterior {posterior}"));
            Ok(())
        }
    }
}

/// Reads a calibration file.
pub fn read(path: &Path) -> Result<CalibrationText, CliError> {
    let name = path.to_str().ok_or_else(|| CliError::Invalid(format!("{}: not a UTF-8 path", path.display())))?;
    load_calibration(&Files, name).map_err(diagnosed)
}

/// The calibration of a structure.
pub fn structure<'c>(text: &'c CalibrationText, name: Option<&str>) -> Result<Calibration<'c>, CliError> {
    let found = Calibration::new(text, name).map_err(diagnosed)?;
    found.ok_or_else(|| {
        let names: Vec<&str> = text.structures.iter().map(|structure| structure.name.as_str()).collect();
        let name = name.unwrap_or_default();
        CliError::Invalid(format!("no structure is named `{name}`: there are {}", names.join(", ")))
    })
}

/// A problem of a file, shown where it stands.
pub fn diagnosed(error: ScenarioError) -> CliError {
    CliError::Diagnosed(scenario::graphical(&error, output::talk_can_emphasise()))
}

/// The budget, before anything is run.
fn announce(calibration: &Calibration<'_>) {
    let text = calibration.text();
    let plan = &text.plan;
    output::talk(&format!("{} · structure {}", words::one_line(&text.title, 100), calibration.structure));
    output::talk(&format!(
        "{} free, {} fitted, {} kept back; generations of {} newcomers after a first of {}",
        words::number_of(text.free.len(), "quantity", "quantities"),
        words::number_of(text.targets.iter().filter(|target| !target.kept_back).count(), "target", "targets"),
        text.targets.iter().filter(|target| target.kept_back).count(),
        plan.particles - calibration.keep(),
        plan.particles,
    ));
    output::talk(&format!(
        "budget: no new generation after {} runs that met their condition, after {} generations, or once at most {} % of newcomers are kept",
        words::count(plan.runs_most as f64),
        plan.generations_most,
        plan.acceptance_least * 100.0,
    ));
}

fn write(directory: &CalibrationDirectory<'_, Native>, state: &State, posterior: &Posterior) -> Result<(), CliError> {
    directory.write("posterior.csv", posterior.to_csv().as_bytes())?;
    directory.write("generations.csv", tables::generations_csv(state).as_bytes())?;
    Ok(())
}
