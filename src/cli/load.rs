//! From the path of a scenario and overrides to a setup: the seam to the scenario layer.

use std::path::Path;

use crate::model::Setup;

use super::demonstration;
use super::error::CliError;

/// A scenario, ready to run.
pub struct Loaded {
    /// What it fixes.
    pub setup: Setup,
    /// Path and blake3 of every text it is made from.
    pub texts: Vec<(String, String)>,
}

/// Loads a scenario.
pub fn load(path: &Path, overrides: &[String]) -> Result<Loaded, CliError> {
    let text = std::fs::read(path).map_err(|error| CliError::Invalid(format!("{}: {error}", path.display())))?;
    let mut setup = demonstration::setup();
    for text in overrides {
        let wrong = || CliError::Invalid(format!("--set {text}: expected parameters.<name>=<number>"));
        let (name, value) = text.split_once('=').ok_or_else(wrong)?;
        let value: f64 = value.trim().parse().map_err(|_| wrong())?;
        if !setup.parameters.set(name.trim().trim_start_matches("parameters."), value) {
            return Err(wrong());
        }
    }
    Ok(Loaded { setup, texts: vec![(path.display().to_string(), blake3::hash(&text).to_hex().to_string())] })
}
