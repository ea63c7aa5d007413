//! From the path of a scenario and overrides to a setup.

use std::path::Path;
use std::sync::Arc;

use crate::model::Setup;
use crate::scenario::{self, ScenarioDocument};

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
    let path = path.to_str().ok_or_else(|| CliError::Invalid(format!("{}: not a UTF-8 path", path.display())))?;
    let settings: Vec<(String, String)> = overrides.iter().map(|text| setting(text)).collect::<Result<_, _>>()?;
    let loaded = scenario::load(&scenario::Files, path, &settings)
        .map_err(|error| CliError::Diagnosed(scenario::graphical(&error, output::talk_can_emphasise())))?;
    let hash = |text: &str| blake3::hash(text.as_bytes()).to_hex().to_string();
    let texts = loaded.text_hash_inputs.iter().map(|(path, text)| (path.clone(), hash(text))).collect();
    Ok(Loaded { setup: loaded.setup, texts, twin: scenario::json_twin(&loaded.document), document: loaded.document })
}

fn setting(text: &str) -> Result<(String, String), CliError> {
    let (path, value) = text.split_once('=').ok_or_else(|| {
        CliError::Invalid(format!("--set {text}: expected PATH=VALUE, for instance parameters.retaliation.n_self=0.2"))
    })?;
    Ok((path.trim().to_owned(), value.trim().to_owned()))
}
