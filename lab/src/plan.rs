//! What determines runs: a sound scenario with overrides, and what is done on the way.

use std::sync::Arc;

use serde::Deserialize;
use truceline::engine::Time;
use truceline::experiment::SEED_MAX;
use truceline::experiment::branch::Branch;
use truceline::model::Setup;
use truceline::scenario::{Prepared, Texts, Varied};

use crate::error::LabError;

/// A scenario as the page gives it.
#[derive(Deserialize)]
pub struct FilesArgument {
    path: String,
    texts: Vec<TextArgument>,
}

#[derive(Deserialize)]
struct TextArgument {
    path: String,
    text: String,
}

/// A change before a run, or on the way.
#[derive(Clone, Debug, Deserialize)]
pub struct OverrideArgument {
    path: String,
    value: String,
}

/// What somebody does at a moment.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InterventionArgument {
    at_milliseconds: u64,
    overrides: Vec<OverrideArgument>,
    actions: Vec<String>,
}

/// What determines runs but for their number.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanArgument {
    overrides: Vec<OverrideArgument>,
    #[serde(default)]
    interventions: Vec<InterventionArgument>,
    seed: u64,
    #[serde(default)]
    until_milliseconds: Option<u64>,
}

/// A scenario that was read and checked.
pub struct Sound {
    prepared: Prepared,
    base: Varied,
}

/// Everything that determines a run but the replication.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The scenario up to the first intervention.
    pub setup: Arc<Setup>,
    /// Interventions in order of their moments.
    pub branches: Vec<Branch>,
    /// Seed.
    pub seed: u64,
    /// End of the runs.
    pub end: Time,
}

impl Plan {
    /// The setups in force, one after the other.
    pub fn last_setup(&self) -> &Arc<Setup> {
        self.branches.last().map_or(&self.setup, |branch| &branch.after)
    }
}

fn pairs(overrides: &[OverrideArgument]) -> Vec<(String, String)> {
    overrides.iter().map(|change| (change.path.clone(), change.value.clone())).collect()
}

impl Sound {
    /// Reads and checks a scenario.
    pub fn read(files: &FilesArgument) -> Result<Sound, LabError> {
        let source = Texts(files.texts.iter().map(|file| (file.path.clone(), file.text.clone())).collect());
        let prepared = Prepared::read(&source, &files.path)?;
        let base = prepared.varied(&[])?;
        Ok(Sound { prepared, base })
    }

    /// The setup with overrides.
    pub fn setup(&self, overrides: &[OverrideArgument]) -> Result<Arc<Setup>, LabError> {
        if !overrides.is_empty()
            && let Some(values) = parameters(overrides)
            && let Ok(setup) = self.base.with_parameters(&values)
        {
            return Ok(setup);
        }
        Ok(self.prepared.with(&pairs(overrides))?.0)
    }

    /// The plan of runs.
    pub fn plan(&self, argument: &PlanArgument) -> Result<Plan, LabError> {
        let seed = argument.seed;
        if seed > SEED_MAX {
            return Err(LabError::request(format!("seed: found {seed}, expected 0..={SEED_MAX}")));
        }
        let setup = self.setup(&argument.overrides)?;
        let end = argument.until_milliseconds.map_or(Ok(setup.horizon), moment)?;
        let branches = if argument.interventions.is_empty() { Vec::new() } else { self.branches(argument, end)? };
        let setup = branches.first().map_or(setup, |branch: &Branch| Arc::clone(&branch.before));
        Ok(Plan { setup, branches, seed, end })
    }

    fn branches(&self, argument: &PlanArgument, end: Time) -> Result<Vec<Branch>, LabError> {
        let mut standing = self.prepared.standing(&pairs(&argument.overrides))?;
        let mut branches: Vec<Branch> = Vec::with_capacity(argument.interventions.len());
        for intervention in &argument.interventions {
            let at = moment(intervention.at_milliseconds)?;
            let earliest = branches.last().map_or(Time::from_milliseconds(1), |before| before.at);
            if at < earliest || at >= end {
                let (found, from, to) = (at.milliseconds(), earliest.milliseconds(), end.milliseconds());
                return Err(LabError::request(format!(
                    "moment of the intervention: found {found}, expected {from}..{to}"
                )));
            }
            let set = pairs(&intervention.overrides);
            let branched = self.prepared.branch(&standing, at, &set, &intervention.actions)?;
            branches.push(Branch { before: standing.setup, after: Arc::clone(&branched.standing.setup), at });
            standing = branched.standing;
        }
        Ok(branches)
    }
}

/// A moment that the engine can hold.
pub fn moment(milliseconds: u64) -> Result<Time, LabError> {
    let last = Time::MAX.milliseconds();
    if milliseconds > last {
        return Err(LabError::request(format!("moment: found {milliseconds}, expected 0..={last}")));
    }
    Ok(Time::from_milliseconds(milliseconds))
}

/// Names and values of overrides that are plain numbers of parameters: they need no detour by way of text.
fn parameters(overrides: &[OverrideArgument]) -> Option<Vec<(String, f64)>> {
    let one = |change: &OverrideArgument| {
        let name = change.path.strip_prefix("parameters.")?;
        let value = change.value.trim().parse::<f64>().ok().filter(|value| value.is_finite())?;
        Some((name.to_owned(), value))
    };
    overrides.iter().map(one).collect()
}
