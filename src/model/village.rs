//! Submodel 8, village: threat, alarm, cover, and the decisions to leave.

use serde::{Deserialize, Serialize};

use super::event::events;
use super::geometry::Position;
use super::ids::{DistrictId, SectorId, SideId, VillageId};
use super::people::PeopleLedger;
use super::record::Watch;
use super::setup::Setup;
use super::step::Step;
use super::world::Decaying;

/// State of a village.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct VillageState {
    /// Where its people are.
    pub people: PeopleLedger,
    /// Living wounded, counted within the states of the ledger.
    pub wounded: u32,
    /// Houses that stand.
    pub houses: u32,
    /// Houses ruined by fire or burnt.
    pub ruined: u32,
    /// Threat.
    pub threat: Decaying,
    /// Who has entered it.
    pub entered_by: Option<SideId>,
    /// Entries so far.
    pub entries: u32,
    /// Whether fire or an entry ever touched it.
    pub affected: bool,
}

/// State of a district.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct DistrictState {
    /// Buses not under way.
    pub buses_free: u32,
}

impl VillageState {
    pub(super) fn start(setup: &Setup, village: VillageId) -> VillageState {
        let village = setup.village(village);
        let people = PeopleLedger { home: village.people, ..PeopleLedger::default() };
        VillageState { people, houses: village.households, ..VillageState::default() }
    }
}

impl DistrictState {
    pub(super) fn start(setup: &Setup, district: DistrictId) -> DistrictState {
        DistrictState { buses_free: setup.districts[district.index()].buses }
    }
}

events! {
    /// Events of villages.
    VillageEvent {
        /// People go into cover.
        TakeCover { village: VillageId } = 700,
    }
}

impl<O: Watch> Step<'_, O> {
    pub(super) fn village_event(&mut self, event: VillageEvent) {
        let VillageEvent::TakeCover { .. } = event;
    }

    /// An act at a place makes itself felt in the villages around.
    pub(super) fn threaten_villages(&mut self, _position: Position, _rung: u8) {}

    /// A new front or a violation in a sector: the side's organisers will order villages to leave.
    pub(super) fn order_evacuations(&mut self, _side: SideId, _sector: SectorId) {}

    /// Orders a district to leave now.
    pub(super) fn evacuate_district(&mut self, _district: DistrictId) {}

    /// Soldiers of a side have entered a village: who is still there flees on foot or is stranded; its roads shut.
    pub(super) fn people_flee_entry(&mut self, _village: VillageId) {}

    /// The soldiers have left.
    pub(super) fn entry_ended(&mut self, _village: VillageId) {}

    /// Takes up to `killed` and `wounded` people present in a village; returns how many there were to take.
    pub(super) fn harm_village(&mut self, _village: VillageId, _killed: u32, _wounded: u32) -> (u32, u32) {
        (0, 0)
    }

    /// Takes people from the crowd that a village has at a site (state `at_site`).
    pub(super) fn harm_at_site(&mut self, _village: VillageId, _killed: u32, _wounded: u32) -> (u32, u32) {
        (0, 0)
    }

    /// Up to `people` go from home to a site; returns how many.
    pub(super) fn gather(&mut self, _village: VillageId, _people: u32) -> u32 {
        0
    }

    /// `people` go home from a site.
    pub(super) fn go_home(&mut self, _village: VillageId, _people: u32) {}

    /// After days of calm everyone whose home stands is home again.
    pub(super) fn reset_people(&mut self) {}

    /// One wounded person of a village dies, wherever it is; false when there is none left.
    pub(super) fn villager_dies_of_wounds(&mut self, _village: VillageId) -> bool {
        false
    }

    /// Houses are ruined or burnt; returns how many stood.
    pub(super) fn ruin_houses(&mut self, _village: VillageId, _houses: u32) -> u32 {
        0
    }

    /// Share of the people present who are in cover.
    pub fn cover_share(&self, _village: VillageId) -> f64 {
        self.setup.parameters.village.cover_base
    }
}
