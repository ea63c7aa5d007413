//! State of a pair of sides.

use serde::{Deserialize, Serialize};

use crate::engine::{Draws, Lineage};

use crate::model::ids::{AttemptId, PairId};
use crate::model::purpose::Purpose;
use crate::model::setup::Setup;
use crate::model::world::Hazard;

/// State of a pair of sides.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PairState {
    /// Trust, 0..=1, 1 at the start.
    pub trust: f64,
    /// Truces that have failed.
    pub failed: u32,
    /// Onset of talks.
    pub onset: Hazard,
    /// Attempt in talks.
    pub in_talks: Option<AttemptId>,
    /// Agreements whose life runs, oldest first.
    pub live: Vec<AttemptId>,
    /// Root of the pair's draws.
    pub lineage: Lineage,
    /// Budgets of onset spent so far.
    pub onsets: u32,
    /// Attempts so far.
    pub attempts: u32,
}

impl PairState {
    pub(in crate::model) fn start(setup: &Setup, draws: &Draws, pair: PairId) -> PairState {
        let sides = setup.sides.len();
        let one = setup.sides[pair.index() / sides].lineage;
        let other = setup.sides[pair.index() % sides].lineage;
        // The same whatever the order in which the scenario lists the sides.
        let lineage = one.min(other).child(one.max(other).0);
        PairState {
            trust: 1.0,
            failed: 0,
            onset: Hazard::new(onset_budget(draws, lineage, 0)),
            in_talks: None,
            live: Vec::new(),
            lineage,
            onsets: 0,
            attempts: 0,
        }
    }

    /// Begins the next budget of onset, drawn by ordinal, with the hazard at rest.
    pub(super) fn next_onset(&mut self, draws: &Draws) {
        self.onsets += 1;
        self.onset = Hazard::new(onset_budget(draws, self.lineage, self.onsets));
    }
}

/// Unit exponential of the `ordinal`-th onset of a pair: stream (pair's lineage child `ordinal`, onset), first draw.
fn onset_budget(draws: &Draws, lineage: Lineage, ordinal: u32) -> f64 {
    draws.open(lineage.child(u64::from(ordinal)), Purpose::Onset as u32).exponential(1.0)
}
