//! `truceline lab`: one HTML file that runs the engine in a browser, with scenarios.

use std::io::{ErrorKind, Read};
use std::path::Path;

use super::arguments::LabArguments;
use super::error::CliError;
use super::load::{diagnosed, prepare};
use super::output;
use crate::report::{LabScenario, NOTE, is_lab_page, lab_page, words};
use crate::scenario::{self, ScenarioDocument};
use crate::store::{Native, write_replacing};

/// Writes the page with the scenarios asked for, or with all that are shipped.
pub fn lab(arguments: &LabArguments) -> Result<(), CliError> {
    let mut scenarios = Vec::new();
    for path in &arguments.scenarios {
        let (_, document) = prepare(path)?.with(&[]).map_err(diagnosed)?;
        scenarios.push(embedded(path.display().to_string(), &document)?);
    }
    if arguments.scenarios.is_empty() {
        for id in scenario::shipped_ids() {
            let loaded = scenario::load(&scenario::shipped_texts(), &format!("{id}.ron"), &[]).map_err(diagnosed)?;
            scenarios.push(embedded(format!("scenarios/{id}.ron"), &loaded.document)?);
        }
    }
    let page = lab_page(&scenarios).map_err(|message| CliError::Invalid(format!("lab: {message}")))?;
    let out = &arguments.out;
    if !arguments.force && !may_replace(out) {
        let why = "holds something else than a page of the lab; choose another name, or --force to replace it";
        return Err(CliError::Invalid(format!("{}: {why}", out.display())));
    }
    write_replacing(&Native, out, page.as_bytes())?;
    let count = words::number_of(scenarios.len(), "scenario", "scenarios");
    output::data(&format!("{}: {} bytes · {count}\n", out.display(), words::count(page.len() as f64)))?;
    output::talk(NOTE);
    output::next(&format!("open {} in a browser; it needs no network and no installation", out.display()));
    Ok(())
}

fn embedded(origin: String, document: &ScenarioDocument) -> Result<LabScenario, CliError> {
    let document = serde_json::to_string(document)
        .map_err(|error| CliError::Invalid(format!("{origin}: cannot be written as JSON: {error}")))?;
    Ok(LabScenario { origin, document })
}

/// Whether there is nothing at a path, or an earlier page of the lab.
fn may_replace(path: &Path) -> bool {
    // The mark stands at the beginning.
    let mut beginning = Vec::new();
    match std::fs::File::open(path).and_then(|file| file.take(1 << 16).read_to_end(&mut beginning)) {
        Ok(_) => is_lab_page(&String::from_utf8_lossy(&beginning)),
        Err(error) => error.kind() == ErrorKind::NotFound,
    }
}
