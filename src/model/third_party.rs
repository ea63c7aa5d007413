//! Submodel 11, third party: calls, summits, mediators and monitors, which may have no effect; spoilers.

use serde::{Deserialize, Serialize};

use super::event::events;
use super::ids::ThirdPartyId;
use super::record::Watch;
use super::step::Step;

/// State of a third party.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct ThirdPartyState {
    /// Whether it is present.
    pub present: bool,
}

events! {
    /// Events of third parties and spoilers.
    ThirdPartyEvent {
        /// A third party begins its presence.
        Begins { third_party: ThirdPartyId } = 1000,
        /// A third party ends its presence.
        Ends { third_party: ThirdPartyId } = 1001,
        /// A spoiler may fire.
        SpoilerDue { spoiler: u32 } = 1002,
    }
}

impl<O: Watch> Step<'_, O> {
    pub(super) fn third_party_event(&mut self, _event: ThirdPartyEvent) {}

    /// Schedules presences and spoilers at the start.
    pub(super) fn start_third_parties(&mut self) {}

    /// Fire has reached a rung for the first time: third parties that wait for it prepare to act.
    pub(super) fn third_parties_see_rung(&mut self, _rung: u8) {}

    /// A third party begins now (an inject).
    pub(super) fn third_party_begins(&mut self, _third_party: ThirdPartyId) {}
}
