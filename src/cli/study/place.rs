//! From what was typed to a study.

use std::path::Path;

use crate::cli::error::CliError;
use crate::experiment::study::Study;
use crate::store::study::open;

pub use crate::store::study::Place;

/// Reads the study file, or what a study directory holds.
pub fn read(path: &Path, out: Option<&Path>) -> Result<Place, CliError> {
    Ok(open(path, out)?)
}

/// Workers: as many as asked for, else one for each core.
pub fn jobs(asked: Option<u64>) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    asked.map_or_else(cores, |jobs| jobs as usize)
}

/// Complains when a study does not keep a measure.
pub fn known_measure(study: &Study, name: &str) -> Result<(), CliError> {
    study.measure(name).map(|_| ()).map_err(|error| CliError::Invalid(error.to_string()))
}
