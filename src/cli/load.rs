//! From the path of a scenario and overrides to a setup.

use std::path::Path;
use std::sync::Arc;

use crate::model::Setup;
pub use crate::report::text_hashes as hashes;
use crate::scenario::{self, Prepared, ScenarioDocument, ScenarioError};

use super::error::CliError;
use super::output;

/// A scenario, ready to run.
pub struct Loaded {
    /// What it fixes.
    pub setup: Arc<Setup>,
    /// Path and blake3 of every text it is made from.
    pub texts: Vec<(String, String)>,
    /// The whole document: shared files joined in, overrides applied.
    pub document: ScenarioDocument,
    /// Its JSON twin.
    pub twin: String,
}

/// Loads a scenario with overrides `PATH=VALUE`.
pub fn load(path: &Path, overrides: &[String]) -> Result<Loaded, CliError> {
    let settings = settings(overrides)?;
    let loaded = scenario::load(&scenario::Files, utf8(path)?, &settings).map_err(diagnosed)?;
    let texts = hashes(&loaded.text_hash_inputs);
    Ok(Loaded { setup: loaded.setup, texts, twin: scenario::json_twin(&loaded.document), document: loaded.document })
}

/// Reads a scenario from which setups can be made that differ by overrides.
pub fn prepare(path: &Path) -> Result<Prepared, CliError> {
    Prepared::read(&scenario::Files, utf8(path)?).map_err(diagnosed)
}

/// What is wrong with a scenario, shown where it stands.
pub fn diagnosed(error: ScenarioError) -> CliError {
    CliError::Diagnosed(scenario::graphical(&error, output::talk_can_emphasise()))
}

/// Overrides `PATH=VALUE`, taken apart.
pub fn settings(overrides: &[String]) -> Result<Vec<(String, String)>, CliError> {
    overrides.iter().map(|text| setting(text)).collect()
}

fn utf8(path: &Path) -> Result<&str, CliError> {
    path.to_str().ok_or_else(|| CliError::Invalid(format!("{}: not a UTF-8 path", path.display())))
}

fn setting(text: &str) -> Result<(String, String), CliError> {
    let (path, value) = text.split_once('=').ok_or_else(|| {
        CliError::Invalid(format!("--set {text}: expected PATH=VALUE, for instance parameters.retaliation.n_self=0.2"))
    })?;
    Ok((path.trim().to_owned(), value.trim().to_owned()))
}
