//! Casualties on the road, and what a death changes wherever a group is.

use super::{Activity, Means, Vehicle};
use crate::engine::Lineage;
use crate::model::ids::{LinkId, SideId, VehicleId};
use crate::model::people::Whereabouts;
use crate::model::purpose::Purpose;
use crate::model::record::Watch;
use crate::model::step::Step;

/// Length of road that a hit covers: a kilometre either way of its point.
const HIT_KM: f64 = 2.0;

impl<O: Watch> Step<'_, O> {
    /// People of a side on a link within a kilometre either way of a point of it: people × min(1, 2 km / length), with
    /// `queue_exposed_share` of those who queue.
    pub fn people_near_on_link(&self, link: LinkId, side: SideId) -> f64 {
        let (state, setup) = (&self.world.links[link.index()], self.setup.link(link));
        if state.people[side.index()] == 0 {
            return 0.0;
        }
        let queued = f64::from(state.queued[side.index()]);
        let hidden = queued * (1.0 - self.setup.parameters.evacuation.queue_exposed_share);
        let people = f64::from(state.people[side.index()]) - hidden;
        people * if setup.length_km > HIT_KM { HIT_KM / setup.length_km } else { 1.0 }
    }

    /// Takes people of a side from vehicles on a link or queueing for it; returns how many (killed, wounded). Each person
    /// is equally likely: one draw a victim, killed first. The wounded enter submodel 13 here, because only here is it
    /// known whose villagers they are.
    pub(in crate::model) fn harm_on_link(
        &mut self,
        link: LinkId,
        side: SideId,
        killed: u32,
        wounded: u32,
        lineage: Lineage,
    ) -> (u32, u32) {
        let mut stream = self.draw(lineage, Purpose::Victims);
        let mut done = (0, 0);
        for victim in 0..killed.saturating_add(wounded) {
            let people = self.world.links[link.index()].people[side.index()];
            if people == 0 {
                break;
            }
            let person = stream.index(people as usize) as u32;
            let vehicle = self.person_on_link(link, side, person);
            let village = self.vehicle(vehicle).village;
            if victim < killed {
                self.lose_person(vehicle);
                done.0 += 1;
            } else if self.wound(village, 1, 1) == 1 {
                self.villagers_wounded(village, 1, lineage.child(1 << 34 | u64::from(victim)));
                done.1 += 1;
            }
        }
        done
    }

    /// The group in which the `person`-th of a side on a link is; in a bus, the household.
    fn person_on_link(&mut self, link: LinkId, side: SideId, mut person: u32) -> VehicleId {
        for index in 0..self.world.links[link.index()].vehicles.len() {
            let vehicle = self.world.links[link.index()].vehicles[index];
            let &Vehicle { people, village, means, passengers, .. } = &self.world.vehicles[vehicle.index()];
            if self.setup.village(village).side != side {
                continue;
            }
            if person >= people {
                person -= people;
                continue;
            }
            if means != Means::Bus {
                return vehicle;
            }
            let mut seat = passengers;
            while let Some(group) = seat {
                let people = self.vehicle(group).people;
                if person < people {
                    return group;
                }
                person -= people;
                seat = self.vehicle(group).next;
            }
        }
        unreachable!("the people counted on a link are in groups on it");
    }

    /// One person of a group dies: ledger, road, bus, queue, town and list of the stranded follow. A group without people
    /// goes at once where it stands, and at its next step where it moves.
    pub(in crate::model) fn lose_person(&mut self, vehicle: VehicleId) {
        let &Vehicle { village, activity, bus, place, .. } = &self.world.vehicles[vehicle.index()];
        self.shift_people(village, activity.whereabouts(), Whereabouts::Dead, 1);
        match activity {
            Activity::WaitsForBus => {
                self.world.villages[village.index()].bus_queue_people -= 1;
                self.world.districts[self.setup.village(village).district.index()].waiting -= 1;
            }
            Activity::Aboard => self.bus_loses(bus.expect("who is aboard sits in a bus"), 1),
            Activity::Queues | Activity::OnLink => self.link_loses(vehicle, 1),
            Activity::Hosted | Activity::Sheltered => self.make_room(vehicle, 1),
            Activity::Stranded => self.world.roads.stranded_at[place.index()] -= 1,
            _ => {}
        }
        let record = self.vehicle(vehicle);
        record.people -= 1;
        if record.people > 0 {
            return;
        }
        match activity {
            Activity::Stranded => {
                self.leave_stranded(vehicle);
                self.release(vehicle);
            }
            Activity::WaitsForBus | Activity::Aboard | Activity::Queues | Activity::OnLink => {}
            _ => self.release(vehicle),
        }
    }

    /// Fewer people of a group or bus are on its link or in the queue for it.
    pub(super) fn link_loses(&mut self, vehicle: VehicleId, people: u32) {
        let &Vehicle { village, activity, link, .. } = &self.world.vehicles[vehicle.index()];
        let Some(link) = link else { return };
        let side = self.setup.village(village).side;
        let state = &mut self.world.links[link.index()];
        state.people[side.index()] -= people;
        if activity == Activity::Queues {
            state.queued[side.index()] -= people;
        }
    }
}
