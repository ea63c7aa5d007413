//! Submodel 6, escalation: reviews, authorised rungs, orders, alerts and operations.

use serde::{Deserialize, Serialize};

use crate::engine::Draws;

use super::event::events;
use super::ids::FrontId;
use super::record::Watch;
use super::setup::{RUNG_STANDING, Setup};
use super::step::Step;
use super::world::Decaying;

/// State of a front.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Front {
    /// Perceived threat P.
    pub threat: Decaying,
    /// Authorised rung.
    pub rung: u8,
}

/// Alert of a side against an adversary.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Alert {
    /// Whether it is on.
    pub on: bool,
}

/// A planned operation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Operation {
    /// Whether it was called off.
    pub called_off: bool,
}

impl Front {
    pub(super) fn start(_setup: &Setup, _draws: &Draws, _front: FrontId) -> Front {
        Front { threat: Decaying::default(), rung: RUNG_STANDING }
    }
}

impl Alert {
    pub(super) fn start(_setup: &Setup, _draws: &Draws, _index: usize) -> Alert {
        Alert::default()
    }
}

events! {
    /// Events of commands.
    EscalationEvent {
        /// A review ends.
        ReviewEnds { front: FrontId } = 500,
    }
}

impl<O: Watch> Step<'_, O> {
    pub(super) fn escalation_event(&mut self, _event: EscalationEvent) {}
}
