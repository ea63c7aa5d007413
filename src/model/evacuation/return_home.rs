//! Return: after calm, households come home one by one.

use super::listed::{NOT_DRAWN, Spent};
use super::{Activity, EvacuationEvent, ListedGroup, Means, Vehicle};
use crate::model::event::Event;
use crate::model::ids::{LinkId, VehicleId, VillageId};
use crate::model::kind::Kind;
use crate::model::people::Whereabouts;
use crate::model::purpose::Purpose;
use crate::model::record::{LogRow, Watch};
use crate::model::step::Step;

use crate::engine::{Time, samplers};

impl<O: Watch> Step<'_, O> {
    /// Makes sure that a village with people who left or prepare looks for calm.
    pub(in crate::model) fn watch_for_calm(&mut self, village: VillageId) {
        if std::mem::replace(&mut self.world.villages[village.index()].return_scheduled, true) {
            return;
        }
        let at = self.calm_from(village).max(self.now());
        self.at(at, Event::Evacuation(EvacuationEvent::ReturnStep { village }));
    }

    /// When a village counts as calm: `return_calm_hours` after the last act at rung 2 or more in its sector or noticed
    /// in the village, and after its last alarm, order, entry or end of one; without any, after now.
    pub(in crate::model) fn calm_from(&self, village: VillageId) -> Time {
        let sector = self.setup.place(self.setup.village(village).place).sector;
        let here = self.world.villages[village.index()].last_noticed;
        let last = here.max(self.world.roads.last_fire[sector.index()]).unwrap_or(self.now());
        last.plus_hours(self.setup.parameters.evacuation.return_calm_hours)
    }

    /// One look at the return. When calm begins, those who have not departed unpack, and alarm and order lapse. From
    /// then on every `return_step_hours` each housed household comes home with probability 1 - exp(-rate × step): a
    /// binomial share of the groups, drawn household by household. A household draws its unit exponential once and
    /// spends rate × time on it, so that one household more or less shifts no other. Rate: `return_per_day`, or
    /// 1 / `ruined_wait_days` when its home is ruined. The stranded, who have no roof, go home at the first step.
    pub(super) fn return_step(&mut self, village: VillageId) {
        let (now, calm_from) = (self.now(), self.calm_from(village));
        let state = &mut self.world.villages[village.index()];
        let step_hours = self.setup.parameters.evacuation.return_step_hours;
        if now < calm_from || state.occupied {
            state.returning = false;
            let at = if now < calm_from { calm_from } else { now.plus_hours(step_hours) };
            self.at(at, Event::Evacuation(EvacuationEvent::ReturnStep { village }));
            return;
        }
        if std::mem::replace(&mut state.returning, true) {
            self.spend_calm(village, step_hours / 24.0);
        } else {
            self.calm_begins(village);
        }
        let state = &mut self.world.villages[village.index()];
        if state.groups.is_empty() {
            (state.returning, state.return_scheduled) = (false, false);
        } else {
            self.after_hours(step_hours, Event::Evacuation(EvacuationEvent::ReturnStep { village }));
        }
    }

    fn calm_begins(&mut self, village: VillageId) {
        self.clear_bus_queue(village);
        let groups = self.groups_of(village);
        for &vehicle in &groups {
            if self.world.vehicles[vehicle.index()].activity.is_in_village() {
                self.unpack(vehicle);
            }
        }
        self.world.spare.vehicles.give(groups);
        self.episode_over(village);
        let away = self.world.villages[village.index()].people.displaced();
        if away > 0 {
            let setup = self.setup.village(village);
            let row = LogRow::new(Kind::ReturnBegins).at(setup.place).by(setup.side).count(away);
            self.log(row.sector(self.setup.place(setup.place).sector));
        }
    }

    fn spend_calm(&mut self, village: VillageId, days: f64) {
        let parameters = &self.setup.parameters.evacuation;
        let state = &mut self.world.villages[village.index()];
        let spent = Spent {
            standing: parameters.return_per_day * days,
            ruined: 1.0 / parameters.ruined_wait_days * days,
            ruined_share: state.ruined_share(),
        };
        state.groups.spend(spent);
        let mut from = 0;
        // Whoever sets out changes nobody else's budget.
        while let Some(position) = self.world.villages[village.index()].groups.next_spent(from) {
            let ListedGroup { vehicle, return_budget, .. } = self.world.villages[village.index()].groups.at(position);
            if return_budget == NOT_DRAWN {
                self.draw_return_budgets(village, position, spent);
                from = position;
            } else {
                self.set_out_for_home(vehicle);
                from = position + 1;
            }
        }
    }

    /// Draws the budgets of the group at a position and of the three after it, where they have none, and spends from them.
    fn draw_return_budgets(&mut self, village: VillageId, position: usize, spent: Spent) {
        let state = &self.world.villages[village.index()];
        let last = state.groups.vehicles().len() - 1;
        let vehicle = |next: usize| state.groups.vehicles()[last.min(position + next)];
        let lineage = |next: usize| self.world.vehicles[vehicle(next).index()].lineage;
        let lineages = [lineage(0), lineage(1), lineage(2), lineage(3)];
        let [units] = self.draw_four(lineages, Purpose::ReturnStep);
        let groups = &mut self.world.villages[village.index()].groups;
        for (position, unit) in (position..=last).zip(units) {
            let ListedGroup { house_rank, return_budget, .. } = groups.at(position);
            if return_budget == NOT_DRAWN {
                let budget = samplers::exponential(unit, 1.0) - spent.of(house_rank);
                groups.set_return_budget(position, budget.max(f64::MIN));
            }
        }
    }

    /// Whether the home of a group is ruined: its rank among the houses of its village is below the ruined share.
    pub(in crate::model) fn home_ruined(&self, vehicle: VehicleId) -> bool {
        let &Vehicle { village, household, .. } = &self.world.vehicles[vehicle.index()];
        let state = &self.world.villages[village.index()];
        household.is_some_and(|position| state.households[position as usize].house_rank < state.ruined_share())
    }

    /// A group sets out for home; the way back takes as long as the way out without queues.
    fn set_out_for_home(&mut self, vehicle: VehicleId) {
        let &Vehicle { village, people, activity, trip_hours, .. } = &self.world.vehicles[vehicle.index()];
        self.shift_people(village, activity.whereabouts(), Whereabouts::Road, people);
        if activity == Activity::Stranded {
            self.leave_stranded(vehicle);
        } else {
            self.make_room(vehicle, people);
            self.set_return_budget(vehicle, f64::INFINITY);
            self.register_return(self.setup.village(village).side, people);
        }
        let handle = self.after_hours(trip_hours, Event::Evacuation(EvacuationEvent::BackHome { vehicle }));
        let record = self.vehicle(vehicle);
        (record.activity, record.town, record.handle) = (Activity::GoesHome, None, handle);
    }

    /// A group is home, unless soldiers hold the village: then it waits before it and tries again.
    pub(super) fn back_home(&mut self, vehicle: VehicleId) {
        let &Vehicle { village, people, household, .. } = &self.world.vehicles[vehicle.index()];
        if self.world.villages[village.index()].occupied {
            let hours = self.setup.parameters.evacuation.return_step_hours;
            let handle = self.after_hours(hours, Event::Evacuation(EvacuationEvent::BackHome { vehicle }));
            self.vehicle(vehicle).handle = handle;
            return;
        }
        self.shift_people(village, Whereabouts::Road, Whereabouts::Home, people);
        self.household_home(village, household);
        self.release(vehicle);
    }

    /// Brings a group home from wherever it is, at once (after days without an act).
    pub(in crate::model) fn bring_home(&mut self, vehicle: VehicleId) {
        let &Vehicle { village, people, activity, household, .. } = &self.world.vehicles[vehicle.index()];
        match activity {
            Activity::Aboard => self.leave_bus(vehicle),
            Activity::Queues => self.leave_middle_of_queue(vehicle),
            Activity::OnLink => self.leave_link(vehicle),
            Activity::Stranded => self.leave_stranded(vehicle),
            Activity::Hosted | Activity::Sheltered => {
                self.make_room(vehicle, people);
                self.register_return(self.setup.village(village).side, people);
            }
            _ => {}
        }
        let home =
            if self.world.villages[village.index()].occupied { Whereabouts::Stranded } else { Whereabouts::Home };
        self.shift_people(village, activity.whereabouts(), home, people);
        if home == Whereabouts::Stranded {
            self.world.villages[village.index()].trapped += people;
        }
        self.household_home(village, household);
        self.release(vehicle);
    }

    /// Takes a group out of a queue, wherever it stands.
    fn leave_middle_of_queue(&mut self, vehicle: VehicleId) {
        let &Vehicle { link, direction, .. } = &self.world.vehicles[vehicle.index()];
        let link = link.expect("who queues is at a link");
        self.drop_from_queue(link, direction, vehicle);
        self.leave_link(vehicle);
    }

    fn drop_from_queue(&mut self, link: LinkId, direction: u8, vehicle: VehicleId) {
        let &Vehicle { people, village, next, .. } = &self.world.vehicles[vehicle.index()];
        let side = self.setup.village(village).side;
        let lane = usize::from(direction);
        let (first, last) = self.world.links[link.index()].lanes[lane].queue.expect("the queue has someone");
        let mut before = None;
        let mut at = first;
        while at != vehicle {
            before = Some(at);
            at = self.vehicle(at).next.expect("who queues is in the queue");
        }
        if let Some(before) = before {
            self.vehicle(before).next = next;
        }
        let state = &mut self.world.links[link.index()];
        state.lanes[lane].queue = match (before, next) {
            (None, None) => None,
            (None, Some(next)) => Some((next, last)),
            (Some(before), None) => Some((first, before)),
            (Some(_), Some(_)) => Some((first, last)),
        };
        state.queue -= 1;
        state.queued[side.index()] -= people;
        self.world.tally.queue_changes(-1, self.engine.now());
        self.vehicle(vehicle).next = None;
    }

    /// Buses under way that nobody is left in go back.
    pub(in crate::model) fn free_all_buses(&mut self) {
        for vehicle in VehicleId::all(self.world.vehicles.len()) {
            let &Vehicle { means, activity, handle, .. } = &self.world.vehicles[vehicle.index()];
            if means != Means::Bus || activity == Activity::Free {
                continue;
            }
            self.engine.cancel(handle);
            match activity {
                Activity::Queues => self.leave_middle_of_queue(vehicle),
                Activity::OnLink => self.leave_link(vehicle),
                _ => {}
            }
            self.bus_goes_back(vehicle);
        }
    }
}
