//! Submodel 4, retaliation: how one act brings forth others.

use serde::{Deserialize, Serialize};

use super::event::events;
use super::ids::{ActId, OffspringId};
use super::record::Watch;
use super::step::Step;

/// An offspring act that waits.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Offspring {
    /// Its parent.
    pub parent: ActId,
}

events! {
    /// Events of retaliation.
    RetaliationEvent {
        /// An offspring act is due.
        Due { offspring: OffspringId } = 300,
    }
}

impl<O: Watch> Step<'_, O> {
    pub(super) fn retaliation_event(&mut self, _event: RetaliationEvent) {}
}
