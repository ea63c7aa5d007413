//! People are conserved: ledgers, towns, roads, buses and crowds agree.

use crate::model::evacuation::{Activity, Means, Vehicle};
use crate::model::ids::{LinkId, SideId, SiteId, TownId, VillageId};
use crate::model::people::PeopleLedger;
use crate::model::setup::Setup;
use crate::model::world::World;

impl World {
    /// Every person of every village is in exactly one state, and all counts agree.
    ///
    /// # Errors
    /// A sentence that names the first violation.
    pub(super) fn check_people(&self, setup: &Setup) -> Result<(), String> {
        self.check_villages(setup)?;
        self.check_sides(setup)?;
        self.check_sites(setup)?;
        self.check_towns(setup)?;
        self.check_links(setup)
    }

    /// Every person of every village in exactly one state, and every state made up of the groups in it.
    fn check_villages(&self, setup: &Setup) -> Result<(), String> {
        for (village, state) in VillageId::all(setup.villages.len()).zip(&self.villages) {
            let id = || &setup.place(setup.village(village).place).id;
            same("people", id, state.people.total(), setup.village(village).people)?;
            let mut groups = PeopleLedger { stranded: state.trapped, ..PeopleLedger::default() };
            let mut at_bus_stop = 0;
            for group in state.groups.vehicles().iter().map(|vehicle| &self.vehicles[vehicle.index()]) {
                match group.activity {
                    Activity::Hosted => groups.hosted += group.people,
                    Activity::Sheltered => groups.shelter += group.people,
                    Activity::Stranded => groups.stranded += group.people,
                    activity if activity.is_in_village() => groups.preparing += group.people,
                    _ => groups.road += group.people,
                }
                at_bus_stop += if group.activity == Activity::WaitsForBus { group.people } else { 0 };
            }
            same("people who prepare", id, groups.preparing, state.people.preparing)?;
            same("people on the road", id, groups.road, state.people.road)?;
            same("people with hosts", id, groups.hosted, state.people.hosted)?;
            same("people in public shelters", id, groups.shelter, state.people.shelter)?;
            same("stranded people", id, groups.stranded, state.people.stranded)?;
            same("people who wait for a bus", id, at_bus_stop, state.bus_queue_people)?;
            if state.wounded > state.people.living() {
                return Err(format!("wounded of {}: found {}, more than the living", id(), state.wounded));
            }
            same("houses", id, state.houses + state.ruined, setup.village(village).households)?;
            if !state.households.is_empty() {
                let home = state.households.iter().filter(|household| !household.away).count() as u32;
                same("households at home", id, home, state.households_home)?;
            }
        }
        Ok(())
    }

    /// Running sums of a side equal the sums of its villages.
    fn check_sides(&self, setup: &Setup) -> Result<(), String> {
        for side in SideId::all(setup.sides.len()) {
            let mut sum = PeopleLedger::default();
            for (village, state) in setup.villages.iter().zip(&self.villages) {
                if village.side == side {
                    sum.add(&state.people);
                }
            }
            let now = self.roads.people[side.index()].now;
            if sum != now {
                return Err(format!("people of {}: found {now:?}, expected {sum:?}", setup.sides[side.index()].id));
            }
        }
        Ok(())
    }

    /// People at sites by village equal those whom the villages sent.
    fn check_sites(&self, setup: &Setup) -> Result<(), String> {
        let mut sent = vec![0; setup.villages.len()];
        for site in SiteId::all(setup.sites.len()) {
            for (village, people) in setup.site(site).villages.iter().zip(&self.sites[site.index()].people) {
                sent[village.index()] += people;
            }
        }
        for (village, state) in VillageId::all(setup.villages.len()).zip(&self.villages) {
            let id = || &setup.place(setup.village(village).place).id;
            same("people at sites", id, sent[village.index()], state.people.at_site)?;
        }
        Ok(())
    }

    fn check_towns(&self, setup: &Setup) -> Result<(), String> {
        let mut towns = vec![(0, 0); setup.towns.len()];
        for group in &self.vehicles {
            match (group.activity, group.town) {
                (Activity::Hosted, Some(town)) => towns[town.index()].0 += group.people,
                (Activity::Sheltered, Some(town)) => towns[town.index()].1 += group.people,
                _ => {}
            }
        }
        for town in TownId::all(setup.towns.len()) {
            let (place, state) = (setup.towns[town.index()].place, &self.towns[town.index()]);
            let id = || &setup.place(place).id;
            same("people with hosts in town", id, towns[town.index()].0, state.hosted)?;
            same("people in shelters of town", id, towns[town.index()].1, state.public)?;
            let too_many = state.hosted > setup.towns[town.index()].host_capacity
                || state.public > setup.towns[town.index()].public_capacity;
            if too_many && !self.rules_changed {
                return Err(format!("shelters of {}: found more people than places", id()));
            }
        }
        Ok(())
    }

    /// People and queues counted at a link equal the groups on its list, and buses the households aboard.
    fn check_links(&self, setup: &Setup) -> Result<(), String> {
        for link in LinkId::all(setup.links.len()) {
            let (id, state) = (|| &setup.link(link).id, &self.links[link.index()]);
            let (mut people, mut queued) = (vec![0; setup.sides.len()], vec![0; setup.sides.len()]);
            let mut queue = 0;
            for vehicle in state.vehicles.iter().map(|vehicle| &self.vehicles[vehicle.index()]) {
                let side = setup.village(vehicle.village).side.index();
                people[side] += vehicle.people;
                if vehicle.activity == Activity::Queues {
                    queued[side] += vehicle.people;
                    queue += 1;
                }
            }
            same("groups in queue", id, queue, state.queue)?;
            for side in 0..setup.sides.len() {
                same("people on link", id, people[side], state.people[side])?;
                same("people queueing", id, queued[side], state.queued[side])?;
            }
        }
        let aboard = |group: &&Vehicle| group.activity == Activity::Aboard;
        let in_buses = |group: &&Vehicle| group.means == Means::Bus && group.activity != Activity::Free;
        let households: u32 = self.vehicles.iter().filter(aboard).map(|group| group.people).sum();
        let buses: u32 = self.vehicles.iter().filter(in_buses).map(|bus| bus.people).sum();
        same("people aboard", || &setup.id, households, buses)
    }
}

/// An error that names what differs.
fn same<'a>(what: &str, id: impl Fn() -> &'a String, found: u32, expected: u32) -> Result<(), String> {
    if found == expected { Ok(()) } else { Err(format!("{what} of {}: found {found}, expected {expected}", id())) }
}
