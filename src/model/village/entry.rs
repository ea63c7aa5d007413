//! Entry: soldiers of a side come into a village; its people flee on foot or are held there.

use super::VillageId;
use crate::model::evacuation::{Activity, Closure, Means};
use crate::model::kind::Kind;
use crate::model::people::Whereabouts;
use crate::model::record::{LogRow, Watch};
use crate::model::step::Step;

impl<O: Watch> Step<'_, O> {
    /// Soldiers of a side have entered a village: each household still there flees on foot with probability
    /// `entry_flee_share`, the rest are held there, counted as stranded; its roads shut to all but those on them.
    pub(in crate::model) fn people_flee_entry(&mut self, village: VillageId) {
        let state = &mut self.world.villages[village.index()];
        if state.occupied {
            return;
        }
        (state.occupied, state.affected, state.cover_steps) = (true, true, 0);
        state.last_noticed = Some(self.engine.now());
        self.world.roads.entered.push(village);
        let cause = self.engine.cause();
        let fleeing = self.split_at_entry(village);
        let people: u32 = fleeing.iter().map(|vehicle| self.world.vehicles[vehicle.index()].people).sum();
        let setup = self.setup.village(village);
        let sector = self.setup.place(setup.place).sector;
        let row = LogRow::new(Kind::FleeOnFoot).at(setup.place).sector(sector).by(setup.side);
        let trapped = self.world.villages[village.index()].trapped;
        if trapped > 0 {
            self.log(LogRow { kind: Kind::Stranded, ..row }.count(trapped));
            self.engine.set_cause(cause);
        }
        if people > 0 {
            self.log(row.count(people));
            for &vehicle in &fleeing {
                self.depart(vehicle);
            }
            self.engine.set_cause(cause);
        }
        self.world.spare.vehicles.give(fleeing);
        for &link in &self.setup.place_links[setup.place.index()] {
            self.close_link(link, Closure::Control);
        }
        self.engine.set_cause(cause);
    }

    /// Splits everyone in the village into groups that flee, which it returns, and people held there.
    fn split_at_entry(&mut self, village: VillageId) -> Vec<crate::model::ids::VehicleId> {
        self.meet_households(village);
        self.clear_bus_queue(village);
        for position in 0..self.world.villages[village.index()].households.len() as u32 {
            if !self.world.villages[village.index()].households[position as usize].away {
                self.form_group(village, position);
            }
        }
        self.form_latecomers(village);
        let (groups, mut fleeing) = (self.groups_of(village), self.world.spare.vehicles.take());
        for &vehicle in &groups {
            let state = &mut self.world.vehicles[vehicle.index()];
            if !state.activity.is_in_village() {
                continue;
            }
            let (people, household, handle) = (state.people, state.household, state.handle);
            state.activity = Activity::Packs;
            state.means = Means::Foot;
            self.engine.cancel(handle);
            if people > 0 && self.transport_draws(vehicle).0 {
                fleeing.push(vehicle);
            } else {
                self.shift_people(village, Whereabouts::Preparing, Whereabouts::Stranded, people);
                self.world.villages[village.index()].trapped += people;
                self.household_home(village, household);
                self.release(vehicle);
            }
        }
        self.world.spare.vehicles.give(groups);
        fleeing
    }

    /// The soldiers have left: those held are at home again, and the roads open, but for those to villages that are
    /// still held.
    pub(in crate::model) fn entry_ended(&mut self, village: VillageId) {
        let state = &mut self.world.villages[village.index()];
        if !state.occupied {
            return;
        }
        (state.occupied, state.last_noticed) = (false, Some(self.engine.now()));
        let trapped = std::mem::take(&mut state.trapped);
        self.shift_people(village, Whereabouts::Stranded, Whereabouts::Home, trapped);
        self.world.roads.entered.retain(|&entered| entered != village);
        let cause = self.engine.cause();
        let place = self.setup.village(village).place;
        for &link in &self.setup.place_links[place.index()] {
            let ends = [self.setup.link(link).from, self.setup.link(link).to];
            let held = |&other: &VillageId| ends.contains(&self.setup.village(other).place);
            if !self.world.roads.entered.iter().any(held) {
                self.open_link(link, Closure::Control);
                self.engine.set_cause(cause);
            }
        }
    }
}
