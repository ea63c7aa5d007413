//! Groups: people of one village who move together, from packing until they are home again. Buses are groups whose
//! people are those aboard.

use serde::{Deserialize, Serialize};

use super::ListedGroup;
use crate::engine::{Handle, Lineage};
use crate::model::ids::{LinkId, PlaceId, TownId, VehicleId, VillageId};
use crate::model::people::Whereabouts;
use crate::model::record::Watch;
use crate::model::step::Step;

/// How a group moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Means {
    /// By car, their own or another's.
    Car,
    /// On foot.
    Foot,
    /// A bus.
    Bus,
}

/// What a group does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Activity {
    /// Nothing: the record is free.
    Free,
    /// Packs.
    Packs,
    /// Has packed, has no car, and no bus will come yet.
    WaitsForLift,
    /// Has packed and waits for a bus.
    WaitsForBus,
    /// Sits in a bus.
    Aboard,
    /// Stands at a place and is about to choose its way.
    Chooses,
    /// Queues to enter a link.
    Queues,
    /// Is on a link.
    OnLink,
    /// Walks across country.
    AcrossCountry,
    /// Stranded at a place.
    Stranded,
    /// With private hosts in a town.
    Hosted,
    /// In a public shelter of a town.
    Sheltered,
    /// On the way home.
    GoesHome,
}

impl Activity {
    /// Whether the group has not departed yet.
    pub(in crate::model) fn is_in_village(self) -> bool {
        matches!(self, Activity::Packs | Activity::WaitsForLift | Activity::WaitsForBus)
    }

    /// The state of the ledger in which its people are counted.
    pub(in crate::model) fn whereabouts(self) -> Whereabouts {
        match self {
            Activity::Packs | Activity::WaitsForLift | Activity::WaitsForBus => Whereabouts::Preparing,
            Activity::Stranded => Whereabouts::Stranded,
            Activity::Hosted => Whereabouts::Hosted,
            Activity::Sheltered => Whereabouts::Shelter,
            _ => Whereabouts::Road,
        }
    }
}

/// People on the move together: a household with its cars or on foot, or a bus.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Vehicle {
    /// Where they come from.
    pub village: VillageId,
    /// How many.
    pub people: u32,
    /// How they move.
    pub means: Means,
    /// What they do.
    pub activity: Activity,
    /// Where they are, or the last place they passed.
    pub place: PlaceId,
    /// The link they are on or queue for.
    pub link: Option<LinkId>,
    /// The town they are in.
    pub town: Option<TownId>,
    /// Root of their draws.
    pub(in crate::model) lineage: Lineage,
    /// The household, by its position in the village's list; none for a bus and for latecomers.
    pub(in crate::model) household: Option<u32>,
    /// Whether they would go to a public shelter.
    pub(in crate::model) public: bool,
    /// Their next event.
    pub(in crate::model) handle: Handle,
    /// End of the link at which they entered: 0 `from`, 1 `to`.
    pub(in crate::model) direction: u8,
    /// The bus they sit in.
    pub(in crate::model) bus: Option<VehicleId>,
    /// First of those aboard.
    pub(in crate::model) passengers: Option<VehicleId>,
    /// The next in the queue or bus that they are in.
    pub(in crate::model) next: Option<VehicleId>,
    /// Position in the list of their link, or of the stranded.
    pub(in crate::model) list_position: u32,
    /// Position in the list of their village.
    pub(in crate::model) group_position: u32,
    /// Time without queues for the way behind them, in hours.
    pub(in crate::model) trip_hours: f64,
}

impl Vehicle {
    /// Time without queues for the way behind them, and so for the way home, in hours.
    pub fn way_home_hours(&self) -> f64 {
        self.trip_hours
    }

    /// The end of its link at which it entered or queues: false the link's `from`, true its `to`.
    pub fn entered_at_far_end(&self) -> bool {
        self.direction != 0
    }

    /// A group that packs in its village.
    pub(in crate::model) fn group(village: VillageId, people: u32, lineage: Lineage) -> Vehicle {
        Vehicle {
            village,
            people,
            means: Means::Foot,
            activity: Activity::Packs,
            place: PlaceId(0),
            link: None,
            town: None,
            lineage,
            household: None,
            public: false,
            handle: Handle::NONE,
            direction: 0,
            bus: None,
            passengers: None,
            next: None,
            list_position: 0,
            group_position: 0,
            trip_hours: 0.0,
        }
    }
}

impl<O: Watch> Step<'_, O> {
    #[inline]
    pub(super) fn vehicle(&mut self, vehicle: VehicleId) -> &mut Vehicle {
        &mut self.world.vehicles[vehicle.index()]
    }

    /// Gives a group or bus a record.
    pub(super) fn add_vehicle(&mut self, mut vehicle: Vehicle) -> VehicleId {
        vehicle.place = self.setup.village(vehicle.village).place;
        match self.world.roads.free_vehicles.pop() {
            Some(id) => {
                self.world.vehicles[id.index()] = vehicle;
                id
            }
            None => {
                self.world.vehicles.push(vehicle);
                VehicleId::at(self.world.vehicles.len() - 1)
            }
        }
    }

    /// Gives a group of a village a record.
    pub(in crate::model) fn add_group(&mut self, group: Vehicle) -> VehicleId {
        let (village, household) = (group.village, group.household);
        let vehicle = self.add_vehicle(group);
        let state = &mut self.world.villages[village.index()];
        let position = state.groups.vehicles().len() as u32;
        let house_rank = household.map_or(f64::INFINITY, |household| state.households[household as usize].house_rank);
        state.groups.push(ListedGroup { vehicle, house_rank, return_budget: f64::INFINITY });
        self.vehicle(vehicle).group_position = position;
        vehicle
    }

    /// Sets what calm a group still has to spend before it returns.
    pub(super) fn set_return_budget(&mut self, vehicle: VehicleId, budget: f64) {
        let &Vehicle { village, group_position, .. } = &self.world.vehicles[vehicle.index()];
        self.world.villages[village.index()].groups.set_return_budget(group_position as usize, budget);
    }

    /// A group is no more: its people are home, held or dead, and it is in no queue or list but its village's.
    pub(in crate::model) fn release(&mut self, vehicle: VehicleId) {
        let &Vehicle { village, group_position, handle, .. } = &self.world.vehicles[vehicle.index()];
        self.engine.cancel(handle);
        let groups = &mut self.world.villages[village.index()].groups;
        if let Some(moved) = groups.remove(group_position as usize) {
            self.vehicle(moved).group_position = group_position;
        }
        self.free_record(vehicle);
    }

    /// The groups of a village as they are now; give the list back to the pool.
    pub(in crate::model) fn groups_of(&mut self, village: VillageId) -> Vec<VehicleId> {
        let mut list = self.world.spare.vehicles.take();
        list.extend_from_slice(self.world.villages[village.index()].groups.vehicles());
        list
    }

    pub(super) fn free_record(&mut self, vehicle: VehicleId) {
        let record = self.vehicle(vehicle);
        (record.activity, record.people, record.handle) = (Activity::Free, 0, Handle::NONE);
        self.world.roads.free_vehicles.push(vehicle);
    }
}
