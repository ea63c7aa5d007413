//! Submodel 9, evacuation: vehicles and buses on the road graph, shelters and hosts, return.

mod buses;
mod casualties;
mod closures;
mod groups;
mod listed;
mod queues;
mod return_home;
mod routes;
mod shelter;
mod travel;

pub use groups::{Activity, Means, Vehicle};
pub(in crate::model) use listed::{Groups, ListedGroup};
pub use queues::Lane;
pub use routes::travel_hours;

use serde::{Deserialize, Serialize};

use crate::engine::{Handle, Time};

use super::event::events;
use super::ids::{DistrictId, LinkId, VehicleId, VillageId};
use super::people::SidePeople;
use super::pool::{PerSide, reuse};
use super::record::Watch;
use super::setup::Setup;
use super::step::Step;
use super::village::{Orders, VillageState};

use routes::Routes;

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
    /// It crosses the other side's territory at a high rung: shut to all civilians but those of the side that controls
    /// it.
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
    pub people: PerSide<u32>,
    /// Groups queueing to enter it: households in their cars, and buses.
    pub queue: u32,
    /// Of its people those who queue, by side.
    pub(super) queued: PerSide<u32>,
    /// Groups on it or queueing to enter it.
    pub(super) vehicles: Vec<VehicleId>,
    /// Entrance at its `from` end, and at its `to` end.
    pub(super) lanes: [Lane; 2],
    /// When it last came under fire.
    pub(super) fire_since: Time,
    /// Until when it is under fire.
    pub(super) fire_until: Time,
}

impl LinkState {
    /// Groups on it or queueing to enter it.
    pub fn groups(&self) -> &[VehicleId] {
        &self.vehicles
    }

    pub(super) fn start(setup: &Setup) -> LinkState {
        let nobody = PerSide::from_elem(0, setup.sides.len());
        LinkState { people: nobody.clone(), queued: nobody, ..LinkState::default() }
    }

    /// Whether it was hit within the last `under_fire_hours`.
    pub fn under_fire(&self, now: Time) -> bool {
        now < self.fire_until
    }
}

/// State of a town.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TownState {
    /// People in public shelters.
    pub public: u32,
    /// People with hosts.
    pub hosted: u32,
    /// Whether somebody was turned away since people last left it.
    pub(super) full: bool,
    /// Whether that was logged.
    pub(super) full_logged: bool,
}

impl TownState {
    /// There is more room; whether somebody had been turned away since people last left.
    pub(super) fn gets_room(&mut self) -> bool {
        std::mem::take(&mut self.full)
    }
}

/// Routes to shelter and other road-wide state.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Roads {
    /// People of each side by state.
    pub people: Vec<SidePeople>,
    /// Last act at rung 2 or more in each sector.
    pub(super) last_fire: Vec<Option<Time>>,
    /// Evacuation orders, at side × sectors + sector.
    pub(super) orders: Vec<Orders>,
    /// Villages with soldiers in them.
    pub(super) entered: Vec<VillageId>,
    /// Whether crossings of each sector are shut to civilians.
    pub(super) crossings_shut: Vec<bool>,
    /// Stranded groups.
    pub(super) stranded: Vec<VehicleId>,
    /// Stranded people at each place.
    pub(super) stranded_at: Vec<u32>,
    /// The next look of the stranded for a way.
    pub(super) retry: Handle,
    /// Records of groups that can be used again.
    pub(super) free_vehicles: Vec<VehicleId>,
    #[serde(skip)]
    routes: Routes,
}

impl Roads {
    /// At the start of a run: the memory of one that is over.
    pub(super) fn reuse_memory(&mut self, old: &mut Roads) {
        reuse(&mut self.entered, &mut old.entered);
        reuse(&mut self.stranded, &mut old.stranded);
        reuse(&mut self.free_vehicles, &mut old.free_vehicles);
        self.routes.reuse_memory(&mut old.routes);
    }

    pub(super) fn start(setup: &Setup) -> Roads {
        let mut people = vec![SidePeople::default(); setup.sides.len()];
        for (index, village) in setup.villages.iter().enumerate() {
            let ledger = VillageState::start(setup, VillageId::at(index)).people;
            people[village.side.index()].now.add(&ledger);
        }
        Roads {
            people,
            entered: Vec::new(),
            stranded: Vec::new(),
            free_vehicles: Vec::new(),
            routes: Routes::default(),
            last_fire: vec![None; setup.sectors.len()],
            orders: vec![Orders::default(); setup.sides.len() * setup.sectors.len()],
            crossings_shut: vec![false; setup.sectors.len()],
            stranded_at: vec![0; setup.places.len()],
            retry: Handle::NONE,
        }
    }
}

events! {
    /// Events of the roads.
    EvacuationEvent {
        /// A link takes the next of its queue.
        LinkTakesNext { link: LinkId, direction: u8 } = 800,
        /// A group comes to the end of its link.
        EndOfLink { vehicle: VehicleId } = 801,
        /// A group that walked across country comes to a town.
        WalkEnds { vehicle: VehicleId } = 802,
        /// The stranded look for a way.
        StrandedRetry {} = 803,
        /// The buses of a district come for those who wait.
        BusWaveDue { district: DistrictId } = 804,
        /// A bus is back in its district.
        BusBack { district: DistrictId } = 805,
        /// A village looks at whether people can return.
        ReturnStep { village: VillageId } = 806,
        /// A group is home.
        BackHome { vehicle: VehicleId } = 807,
    }
}

impl<O: Watch> Step<'_, O> {
    pub(super) fn evacuation_event(&mut self, event: EvacuationEvent) {
        match event {
            EvacuationEvent::LinkTakesNext { link, direction } => self.link_takes_next(link, direction),
            EvacuationEvent::EndOfLink { vehicle } => self.end_of_link(vehicle),
            EvacuationEvent::WalkEnds { vehicle } => self.walk_ends(vehicle),
            EvacuationEvent::StrandedRetry {} => self.stranded_look_for_a_way(),
            EvacuationEvent::BusWaveDue { district } => self.bus_wave(district),
            EvacuationEvent::BusBack { district } => self.bus_back(district),
            EvacuationEvent::ReturnStep { village } => self.return_step(village),
            EvacuationEvent::BackHome { vehicle } => self.back_home(vehicle),
        }
    }
}
