//! Shelter: people who arrive in a town go to public places or hosts, or on to the next town.

use super::listed::NOT_DRAWN;
use super::{Activity, Means, Vehicle};
use crate::model::ids::{TownId, VehicleId};
use crate::model::kind::Kind;
use crate::model::people::Whereabouts;
use crate::model::record::{LogRow, Watch};
use crate::model::step::Step;

impl<O: Watch> Step<'_, O> {
    /// A group or bus is in an own town with room. Who finds no room goes on to the next town.
    pub(super) fn arrive(&mut self, vehicle: VehicleId, town: TownId) {
        if self.vehicle(vehicle).means == Means::Bus {
            self.bus_arrives(vehicle, town);
        } else if !self.settle(vehicle, town) {
            self.choose_way(vehicle);
        }
    }

    /// Finds room for a whole group: in a public shelter with the probability `public_share` (its household's draw),
    /// else with hosts; when there is no room of that kind, of the other. False when there is none at all: the town is
    /// full until somebody leaves it, and nobody else is sent there.
    pub(super) fn settle(&mut self, vehicle: VehicleId, town: TownId) -> bool {
        let &Vehicle { village, people, public, .. } = &self.world.vehicles[vehicle.index()];
        let setup = &self.setup.towns[town.index()];
        let state = &self.world.towns[town.index()];
        let room_public = state.public + people <= setup.public_capacity;
        let room_hosted = state.hosted + people <= setup.host_capacity;
        if !room_public && !room_hosted {
            self.town_full(town);
            return false;
        }
        let public = if public { room_public } else { !room_hosted };
        let state = &mut self.world.towns[town.index()];
        *(if public { &mut state.public } else { &mut state.hosted }) += people;
        let (activity, whereabouts) =
            if public { (Activity::Sheltered, Whereabouts::Shelter) } else { (Activity::Hosted, Whereabouts::Hosted) };
        self.shift_people(village, Whereabouts::Road, whereabouts, people);
        let record = self.vehicle(vehicle);
        (record.activity, record.town) = (activity, Some(town));
        self.set_return_budget(vehicle, NOT_DRAWN);
        self.register_arrival(self.setup.village(village).side, people, public);
        self.watch_for_calm(village);
        true
    }

    fn town_full(&mut self, town: TownId) {
        let setup = &self.setup.towns[town.index()];
        let state = &mut self.world.towns[town.index()];
        let people = state.public + state.hosted;
        state.full = true;
        let first = !std::mem::replace(&mut state.full_logged, true);
        self.world.roads.routes.change();
        if first {
            let cause = self.engine.cause();
            let row = LogRow::new(Kind::ShelterFull).at(setup.place).by(setup.side).count(people);
            self.log(row.sector(self.setup.place(setup.place).sector));
            self.engine.set_cause(cause);
        }
    }

    /// People of a group leave their town, or die there: it has room again, which the stranded
    /// hear of at their next look.
    pub(super) fn make_room(&mut self, vehicle: VehicleId, people: u32) {
        let &Vehicle { town, activity, .. } = &self.world.vehicles[vehicle.index()];
        let town = town.expect("who is housed is in a town");
        let state = &mut self.world.towns[town.index()];
        *(if activity == Activity::Sheltered { &mut state.public } else { &mut state.hosted }) -= people;
        if std::mem::take(&mut state.full) {
            self.world.roads.routes.change();
        }
    }
}
