//! Running counts of a run, from which its measures are made.

use serde::{Deserialize, Serialize};

use super::record::{ClaimRow, Harm, LogRow};
use super::setup::Setup;

/// Counts so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// Harm by side.
    pub harm: Vec<Harm>,
}

impl Tally {
    /// Nothing counted yet.
    pub fn new(setup: &Setup) -> Tally {
        Tally { harm: vec![Harm::default(); setup.sides.len()] }
    }

    /// Counts a row of the truth log.
    pub(super) fn count(&mut self, _setup: &Setup, row: &LogRow) {
        if let Some(side) = row.target_side {
            let harm = &mut self.harm[side.index()];
            harm.killed_military += row.harm.killed_military;
            harm.killed_civilian += row.harm.killed_civilian;
            harm.wounded_military += row.harm.wounded_military;
            harm.wounded_civilian += row.harm.wounded_civilian;
        }
    }

    /// Counts a statement.
    pub(super) fn count_claim(&mut self, _row: &ClaimRow) {}
}
