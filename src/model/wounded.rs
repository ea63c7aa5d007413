//! Submodel 13, wounded: a share of the wounded dies within three days.

use super::event::events;
use super::ids::{SideId, VillageId};
use super::record::Watch;
use super::step::Step;
use crate::engine::Lineage;

events! {
    /// Events of the wounded.
    WoundedEvent {
        /// A wounded villager dies.
        VillagerDies { village: VillageId } = 1200,
        /// A wounded soldier dies.
        SoldierDies { side: SideId } = 1201,
    }
}

impl<O: Watch> Step<'_, O> {
    pub(super) fn wounded_event(&mut self, _event: WoundedEvent) {}

    /// Villagers were wounded by an event of this lineage; some will die.
    pub(super) fn villagers_wounded(&mut self, _village: VillageId, _wounded: u32, _lineage: Lineage) {}

    /// Soldiers were wounded by an event of this lineage; some will die.
    pub(super) fn soldiers_wounded(&mut self, _side: SideId, _wounded: u32, _lineage: Lineage) {}
}
