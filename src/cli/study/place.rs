//! From what was typed to a study: a study file, or the directory of one, which holds all texts it was made from.

use std::path::{Path, PathBuf};

use crate::cli::error::CliError;
use crate::cli::output;
use crate::experiment::study::Study;
use crate::scenario::study::load_study;
use crate::scenario::{self, Files, ScenarioError, Source};
use crate::store::study::read_inputs;

/// A study and its directory.
pub struct Place {
    /// The study.
    pub study: Study,
    /// Its directory, which need not exist.
    pub directory: PathBuf,
}

/// Reads the study file, or what a study directory holds.
pub fn read(path: &Path, out: Option<&Path>) -> Result<Place, CliError> {
    if path.is_dir() {
        let inputs = path.join("inputs.json");
        let bytes = std::fs::read(&inputs).map_err(|_| {
            CliError::Invalid(format!("{}: found a directory without inputs.json, expected a study", path.display()))
        })?;
        let (name, texts) = read_inputs(&bytes)
            .ok_or_else(|| CliError::Invalid(format!("{}: found no texts of a study", inputs.display())))?;
        let study = of_text(&texts, &name)?;
        return Ok(Place { study, directory: out.unwrap_or(path).to_path_buf() });
    }
    let name = path.to_str().ok_or_else(|| CliError::Invalid(format!("{}: not a UTF-8 path", path.display())))?;
    let study = of_text(&Files, name)?;
    let usual = || PathBuf::from("output").join(format!("study-{}", study.text.id));
    let directory = out.map_or_else(usual, Path::to_path_buf);
    Ok(Place { study, directory })
}

fn of_text(source: &dyn Source, path: &str) -> Result<Study, CliError> {
    let diagnosed =
        |error: ScenarioError| CliError::Diagnosed(scenario::graphical(&error, output::talk_can_emphasise()));
    load_study(source, path).and_then(Study::new).map_err(diagnosed)
}

/// Workers: as many as asked for, else one for each core.
pub fn jobs(asked: Option<u64>) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    asked.map_or_else(cores, |jobs| jobs as usize)
}

/// Complains when a study does not keep a measure.
pub fn known_measure(study: &Study, name: &str) -> Result<(), CliError> {
    if study.measures.iter().any(|measure| measure.name == name) {
        return Ok(());
    }
    let nearest = study
        .measures
        .iter()
        .map(|measure| (strsim::jaro_winkler(name, &measure.name), &measure.name))
        .filter(|(score, _)| *score > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let hint = nearest.map(|(_, name)| format!(" (did you mean `{name}`?)")).unwrap_or_default();
    Err(CliError::Invalid(format!("the study keeps no measure named `{name}`{hint}")))
}
