//! A branch in the words in which it was asked for, so that it can be stored with what came of it, and made again.

use serde::{Deserialize, Serialize};

use crate::engine::Time;
use crate::scenario::{Branched, Prepared, ScenarioError, Standing};

use super::Branch;

/// A change of a run at a moment, as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BranchStep {
    /// When, in milliseconds since the start.
    pub at_milliseconds: Time,
    /// What is set from then on: `PATH=VALUE`.
    pub set: Vec<String>,
    /// What happens then, each an action in RON.
    pub injects: Vec<String>,
}

impl BranchStep {
    /// The branch that these words make of a scenario, with what the scenario is from then on.
    ///
    /// # Errors
    /// As [`Prepared::branch`].
    pub fn of(&self, prepared: &Prepared, standing: &Standing) -> Result<(Branch, Branched), ScenarioError> {
        let split = |text: &String| {
            let (path, value) = text.split_once('=').unwrap_or((text, ""));
            (path.trim().to_owned(), value.trim().to_owned())
        };
        let set: Vec<(String, String)> = self.set.iter().map(split).collect();
        let branched = prepared.branch(standing, self.at_milliseconds, &set, &self.injects)?;
        let (before, after) = (standing.setup.clone(), branched.standing.setup.clone());
        Ok((Branch { before, after, at: self.at_milliseconds }, branched))
    }
}
