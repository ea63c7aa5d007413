//! Submodel 5, perception: reports, and the threat that a command perceives.

use super::event::events;
use super::ids::{ActId, SideId};
use super::record::Watch;
use super::step::Step;

events! {
    /// Events of perception.
    PerceptionEvent {
        /// A report of an act reaches a side's command.
        Report { act: ActId, side: SideId } = 400,
    }
}

impl<O: Watch> Step<'_, O> {
    pub(super) fn perception_event(&mut self, _event: PerceptionEvent) {}

    /// The own office's toll goes beyond what reports had brought: P of a side against an adversary rises.
    pub(super) fn raise_threat(&mut self, _side: SideId, _adversary: SideId, _amount: f64) {}
}
