//! Households: who leaves, when, and with what.

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::{VillageEvent, VillageId, order};
use crate::engine::{Lineage, samplers};
use crate::model::decision::{Decision, Draw, Topic};
use crate::model::evacuation::{Activity, Means, Vehicle};
use crate::model::event::Event;
use crate::model::ids::VehicleId;
use crate::model::people::Whereabouts;
use crate::model::purpose::Purpose;
use crate::model::record::Watch;
use crate::model::step::Step;

/// Households whose draws are made together.
const TOGETHER: usize = 4;

/// A household. All its numbers are drawn once for the whole run, from its own stream.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Household {
    /// Leaves at the first decision whose probability is above this.
    pub(crate) number: f64,
    /// Its house is among the ruined when the ruined share of the village is above this.
    pub(crate) house_rank: f64,
    /// Position in the village: its draws are those of the village's child of this index.
    pub(crate) index: u32,
    /// Whether an order reaches it.
    pub(crate) hears: bool,
    /// Whether it has a car.
    pub(crate) car: bool,
    /// Whether it would go to a public shelter.
    pub(crate) public: bool,
    /// Whether it has left or prepares to.
    pub(crate) away: bool,
}

impl Household {
    /// Place in the list of a village: those who hear orders first, then by their number, then by their position. The
    /// number is positive, so that its bits are ordered as it is.
    pub(super) fn order(&self) -> u128 {
        u128::from(!self.hears) << 127 | u128::from(self.number.to_bits()) << 32 | u128::from(self.index)
    }
}

impl<O: Watch> Step<'_, O> {
    /// Draws the households of a village at its first alarm or order; a village without one costs nothing.
    ///
    /// Draws of a household, in order: number u; whether an order reaches it; own car; public shelter; rank of its house.
    pub(in crate::model) fn meet_households(&mut self, village: VillageId) {
        let setup = self.setup.village(village);
        if !self.world.villages[village.index()].households.is_empty() || setup.households == 0 {
            return;
        }
        let (lineage, reach) = (self.village_lineage(village), self.setup.sides[setup.side.index()].order_reach);
        let public_share = self.setup.parameters.evacuation.public_share;
        let mut drawn = self.world.spare.households.take();
        drawn.reserve(setup.households as usize);
        for first in (0..setup.households).step_by(4) {
            let child = |next: u64| lineage.child(u64::from(first) + next);
            let lineages = [child(0), child(1), child(2), child(3)];
            let [number, hears, car, public, house_rank] = self.draw_four(lineages, Purpose::Household);
            for (of, index) in (first..setup.households.min(first + 4)).enumerate() {
                drawn.push(Household {
                    number: number[of],
                    hears: samplers::bernoulli(hears[of], reach),
                    car: samplers::bernoulli(car[of], setup.own_car_share),
                    public: samplers::bernoulli(public[of], public_share),
                    house_rank: house_rank[of],
                    index,
                    away: false,
                });
            }
        }
        let mut starts = self.world.spare.points.take();
        let state = &mut self.world.villages[village.index()];
        order::sort(&drawn, &mut starts, &mut state.households);
        state.everyone_decides();
        self.world.spare.points.give(starts);
        self.world.spare.households.give(drawn);
    }

    /// The households of a village that were met already draw again under changed rules, each from its own stream. Those
    /// away keep how they travel.
    pub(in crate::model) fn redraw_households(&mut self, village: VillageId) {
        let old = std::mem::take(&mut self.world.villages[village.index()].households);
        if old.is_empty() {
            return;
        }
        let households_home = self.world.villages[village.index()].households_home;
        self.meet_households(village);
        let state = &mut self.world.villages[village.index()];
        state.households_home = households_home;
        // Groups name their household by its position, which may be another one now.
        let mut moved = vec![0_u32; old.len()];
        for (position, household) in state.households.iter().enumerate() {
            moved[household.index as usize] = position as u32;
        }
        for household in &old {
            state.households[moved[household.index as usize] as usize].away = household.away;
        }
        for vehicle in state.groups.vehicles() {
            if let Some(position) = &mut self.world.vehicles[vehicle.index()].household {
                *position = moved[old[*position as usize].index as usize];
            }
        }
        state.everyone_decides();
    }

    /// Every household at home decides, and leaves when its number u is below
    /// p = logistic(constant + threat_effect ln(1 + threat) + order_effect [it heard an order] + neighbours_effect ×
    /// share already left).
    pub(super) fn households_decide(&mut self, village: VillageId) {
        let state = &self.world.villages[village.index()];
        if state.occupied || !(state.alarmed || state.ordered) {
            return;
        }
        self.meet_households(village);
        let threat = self.threat_at(village);
        let parameters = &self.setup.parameters.village;
        let state = &mut self.world.villages[village.index()];
        state.decision_threat = threat.max(parameters.order_threat);
        let households = state.households.len() as f64;
        let left = if households > 0.0 { 1.0 - f64::from(state.households_home) / households } else { 0.0 };
        let logit = parameters.leave_constant
            + parameters.leave_threat * libm::log1p(threat)
            + parameters.leave_neighbours * left;
        let order = if state.ordered { parameters.leave_order } else { 0.0 };
        self.waiting_look_for_a_way(village);
        let before = self.world.villages[village.index()].households_home;
        let probabilities = [logistic(logit), logistic(logit + order)];
        self.leave_below(village, true, probabilities[1]);
        self.leave_below(village, false, probabilities[0]);
        self.tell_leaving(village, before, probabilities);
        self.latecomers_leave(village);
    }

    /// Tells how many of the households at home have decided to leave, beside the probability of those who hear orders; of
    /// all, when no order stands.
    fn tell_leaving(&mut self, village: VillageId, before: u32, [unheard, heard]: [f64; 2]) {
        let state = &self.world.villages[village.index()];
        let (count, ordered) = (before - state.households_home, state.ordered);
        let draw = Draw::Part { of: before, probability: if ordered { heard } else { unheard }, count };
        if count > 0 {
            self.decide(|step| {
                let setup = step.setup.village(village);
                Decision::new(Topic::Leaving, draw).by(setup.side).at(setup.place)
            });
        }
    }

    /// Those who hear orders, or those who do not, leave when their number is below `probability`.
    fn leave_below(&mut self, village: VillageId, hears: bool, probability: f64) {
        let state = &self.world.villages[village.index()];
        let mut position = state.undecided_from[usize::from(hears)];
        let mut leaving = SmallVec::<[_; TOGETHER]>::new();
        while let Some(&household) = self.world.villages[village.index()].households.get(position as usize) {
            if household.hears != hears || household.number >= probability {
                break;
            }
            if !household.away {
                leaving.push((position, household.index));
                if leaving.len() == TOGETHER {
                    self.households_leave(village, &leaving);
                    leaving.clear();
                }
            }
            position += 1;
        }
        self.households_leave(village, &leaving);
        self.world.villages[village.index()].undecided_from[usize::from(hears)] = position;
    }

    /// Up to [`TOGETHER`] households, by their position in the list and in the village, begin to pack.
    fn households_leave(&mut self, village: VillageId, leaving: &[(u32, u32)]) {
        let Some(&(_, last)) = leaving.last() else { return };
        let lineage = self.village_lineage(village);
        let lineage = |of: usize| lineage.child(u64::from(leaving.get(of).map_or(last, |&(_, index)| index)));
        let lineages = [lineage(0), lineage(1), lineage(2), lineage(3)];
        let [preparation] = self.draw_four(lineages, Purpose::Preparation);
        for (&(position, _), unit) in leaving.iter().zip(preparation) {
            if let Some(vehicle) = self.form_group(village, position) {
                self.pack(vehicle, unit);
            }
        }
    }

    /// A group packs; preparation is Rayleigh with scale `preparation_hours`, by the first draw of its own stream.
    fn pack(&mut self, vehicle: VehicleId, unit: f64) {
        let hours = samplers::rayleigh(unit, self.setup.parameters.village.preparation_hours);
        let handle = self.after_hours(hours, Event::Village(VillageEvent::Ready { vehicle }));
        self.world.vehicles[vehicle.index()].handle = handle;
        let village = self.world.vehicles[vehicle.index()].village;
        self.watch_for_calm(village);
    }

    /// Takes a household from home and cover into preparation: its share of the people then there,
    /// ceil((home + cover) / households at home), so that nobody is left over. None when nobody is left to go.
    pub(in crate::model) fn form_group(&mut self, village: VillageId, position: u32) -> Option<VehicleId> {
        let lineage = self.village_lineage(village);
        let state = &mut self.world.villages[village.index()];
        let household = &mut state.households[position as usize];
        assert!(!household.away, "a household leaves once");
        household.away = true;
        let household = *household;
        let people = (state.people.home + state.people.cover).div_ceil(state.households_home);
        state.households_home -= 1;
        if people == 0 {
            return None;
        }
        self.move_into_preparation(village, people);
        let mut group = Vehicle::group(village, people, lineage.child(u64::from(household.index)));
        group.household = Some(position);
        group.means = if household.car { Means::Car } else { Means::Foot };
        group.public = household.public;
        Some(self.add_group(group))
    }

    /// People who came home from a site after the last household had left follow as one group.
    pub(super) fn latecomers_leave(&mut self, village: VillageId) {
        if let Some(vehicle) = self.form_latecomers(village) {
            let lineage = self.world.vehicles[vehicle.index()].lineage;
            let unit = self.draw(lineage, Purpose::Preparation).unit();
            self.pack(vehicle, unit);
        }
    }

    /// The people at home and in cover when no household is left there.
    pub(super) fn form_latecomers(&mut self, village: VillageId) -> Option<VehicleId> {
        let lineage = self.village_lineage(village);
        let state = &self.world.villages[village.index()];
        let people = state.people.home + state.people.cover;
        if people == 0 || state.households_home > 0 {
            return None;
        }
        let lineage = lineage.child(state.households.len() as u64);
        self.move_into_preparation(village, people);
        Some(self.add_group(Vehicle::group(village, people, lineage)))
    }

    /// From home and cover in proportion, rounded.
    fn move_into_preparation(&mut self, village: VillageId, people: u32) {
        let ledger = self.world.villages[village.index()].people;
        let both = u64::from(ledger.home + ledger.cover);
        let share = (2 * u64::from(people) * u64::from(ledger.cover) + both) / (2 * both);
        let from_cover = (share as u32).clamp(people.saturating_sub(ledger.home), people.min(ledger.cover));
        self.shift_people(village, Whereabouts::Cover, Whereabouts::Preparing, from_cover);
        self.shift_people(village, Whereabouts::Home, Whereabouts::Preparing, people - from_cover);
    }

    /// A household has packed: with a car it departs; without one it waits for a bus when there was an order and the
    /// district has buses, else for a lift, at the next decision.
    pub(super) fn household_ready(&mut self, vehicle: VehicleId) {
        let &Vehicle { village, means, people, .. } = &self.world.vehicles[vehicle.index()];
        if people == 0 {
            self.release(vehicle);
        } else if means == Means::Car {
            if self.is_heard() && !self.world.villages[village.index()].departed {
                self.decide_next(|step| step.packing_told(vehicle));
            }
            self.depart(vehicle);
        } else if self.buses_come(village) {
            self.wait_for_bus(vehicle);
        } else {
            self.world.vehicles[vehicle.index()].activity = Activity::WaitsForLift;
        }
    }

    fn buses_come(&self, village: VillageId) -> bool {
        let district = self.setup.village(village).district;
        self.world.villages[village.index()].ordered && self.setup.districts[district.index()].buses > 0
    }

    /// At a decision those who wait for a lift look again: for a bus when one will come; else they find a lift with
    /// the probability that a household of the village has a car, or go on foot.
    fn waiting_look_for_a_way(&mut self, village: VillageId) {
        let groups = self.groups_of(village);
        for &vehicle in &groups {
            if self.world.vehicles[vehicle.index()].activity != Activity::WaitsForLift {
                continue;
            }
            if self.buses_come(village) {
                self.wait_for_bus(vehicle);
            } else {
                let lift = self.transport_draws(vehicle).1;
                self.world.vehicles[vehicle.index()].means = if lift { Means::Car } else { Means::Foot };
                self.depart(vehicle);
            }
        }
        self.world.spare.vehicles.give(groups);
    }

    /// Two draws of a group, in order: whether it flees at an entry, whether it finds a lift.
    pub(super) fn transport_draws(&self, vehicle: VehicleId) -> (bool, bool) {
        let &Vehicle { village, lineage, .. } = &self.world.vehicles[vehicle.index()];
        let mut stream = self.draw(lineage, Purpose::Transport);
        let flees = stream.bernoulli(self.setup.parameters.post.entry_flee_share);
        (flees, stream.bernoulli(self.setup.village(village).own_car_share))
    }

    /// A household is at home again and may leave in a later episode.
    pub(in crate::model) fn household_home(&mut self, village: VillageId, position: Option<u32>) {
        let Some(position) = position else { return };
        let state = &mut self.world.villages[village.index()];
        state.households[position as usize].away = false;
        state.households_home += 1;
        let hears = usize::from(state.households[position as usize].hears);
        state.undecided_from[hears] = state.undecided_from[hears].min(position);
    }

    /// A group that has not departed unpacks.
    pub(in crate::model) fn unpack(&mut self, vehicle: VehicleId) {
        let &Vehicle { village, people, household, .. } = &self.world.vehicles[vehicle.index()];
        self.shift_people(village, Whereabouts::Preparing, Whereabouts::Home, people);
        self.household_home(village, household);
        self.release(vehicle);
    }

    /// Root of the draws of a village.
    #[inline]
    pub(in crate::model) fn village_lineage(&self, village: VillageId) -> Lineage {
        self.setup.place(self.setup.village(village).place).lineage
    }
}

impl super::VillageState {
    /// Every household is looked at again in the next decision.
    pub(in crate::model) fn everyone_decides(&mut self) {
        let hearing = self.households.iter().take_while(|household| household.hears).count();
        self.undecided_from = [hearing as u32, 0];
    }
}

/// 1 / (1 + exp(-x)).
fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}
