//! Submodel 9, evacuation: vehicles and buses on the road graph, shelters and hosts, return.

use serde::{Deserialize, Serialize};

use super::event::events;
use super::geometry::Position;
use super::ids::{LinkId, SideId, VehicleId, VillageId};
use super::record::Watch;
use super::setup::Setup;
use super::step::Step;

/// Why a link is closed; several reasons may hold at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[repr(u8)]
pub enum Closure {
    /// A bridge on it is broken.
    Bridge = 1,
    /// A crowd blocks it.
    Crowd = 2,
    /// An order or an inject.
    Order = 4,
    /// It crosses the other side's territory at a high rung.
    Crossing = 8,
    /// Soldiers of the other side hold a village or post at it.
    Control = 16,
}

/// State of a road link.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct LinkState {
    /// Reasons for which it is closed, as bits of [`Closure`].
    pub closures: u8,
    /// People on it or queueing to enter it, by side.
    pub people: Vec<u32>,
    /// Vehicles queueing to enter it.
    pub queue: u32,
}

/// State of a town.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TownState {
    /// People in public shelters.
    pub public: u32,
    /// People with hosts.
    pub hosted: u32,
}

/// Routes to shelter and other road-wide state.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Roads {}

impl Roads {
    pub(super) fn start(_setup: &Setup) -> Roads {
        Roads::default()
    }
}

impl LinkState {
    pub(super) fn start(setup: &Setup) -> LinkState {
        LinkState { people: vec![0; setup.sides.len()], ..LinkState::default() }
    }
}

/// People on the move together.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Vehicle {
    /// Where they come from.
    pub village: VillageId,
    /// How many.
    pub people: u32,
}

events! {
    /// Events of the roads.
    EvacuationEvent {
        /// A vehicle leaves the queue and enters its next link.
        EnterLink { vehicle: VehicleId } = 800,
    }
}

impl<O: Watch> Step<'_, O> {
    pub(super) fn evacuation_event(&mut self, event: EvacuationEvent) {
        let EvacuationEvent::EnterLink { .. } = event;
    }

    /// An incident at rung 2 or more puts the links within its weapon range under fire.
    pub(super) fn fire_on_roads(&mut self, _position: Position, _rung: u8) {}

    /// Closes a link for a reason; logs when it was open.
    pub(super) fn close_link(&mut self, _link: LinkId, _reason: Closure) {}

    /// Takes a reason for closure away; logs when it opens.
    pub(super) fn open_link(&mut self, _link: LinkId, _reason: Closure) {}

    /// Shuts or opens the mixed links of a sector after an authorised rung there has changed.
    pub(super) fn crossings_follow_rungs(&mut self, _sector: super::ids::SectorId) {}

    /// Takes people of a side from vehicles on a link; returns how many (killed, wounded).
    pub(super) fn harm_on_link(
        &mut self,
        _link: LinkId,
        _side: SideId,
        _killed: u32,
        _wounded: u32,
        _lineage: crate::engine::Lineage,
    ) -> (u32, u32) {
        (0, 0)
    }

    /// People of a side on a link within a kilometre either way of a point of it, queued ones included.
    pub fn people_near_on_link(&self, _link: LinkId, _side: SideId) -> f64 {
        0.0
    }
}
