//! Travel: departure, the end of each link, walks across country, and being stranded.

use super::routes::Way;
use super::{Activity, EvacuationEvent, Means, Vehicle};
use crate::engine::Handle;
use crate::model::event::Event;
use crate::model::ids::{TownId, VehicleId, VillageId};
use crate::model::kind::Kind;
use crate::model::people::Whereabouts;
use crate::model::record::{LogRow, Watch};
use crate::model::step::Step;

impl<O: Watch> Step<'_, O> {
    /// A group that has packed leaves its village.
    pub(in crate::model) fn depart(&mut self, vehicle: VehicleId) {
        let &Vehicle { village, people, .. } = &self.world.vehicles[vehicle.index()];
        self.first_departures(village, people);
        self.shift_people(village, Whereabouts::Preparing, Whereabouts::Road, people);
        self.vehicle(vehicle).activity = Activity::Chooses;
        self.watch_for_calm(village);
        self.choose_way(vehicle);
    }

    /// Logs the first departures of an episode.
    pub(super) fn first_departures(&mut self, village: VillageId, people: u32) {
        let state = &mut self.world.villages[village.index()];
        if !std::mem::replace(&mut state.departed, true) {
            let setup = self.setup.village(village);
            let row = LogRow::new(Kind::FirstDepartures).at(setup.place).by(setup.side).count(people);
            self.log(row.sector(self.setup.place(setup.place).sector));
        }
    }

    /// A group comes to the end of its link.
    pub(super) fn end_of_link(&mut self, vehicle: VehicleId) {
        let &Vehicle { link, direction, .. } = &self.world.vehicles[vehicle.index()];
        let link = self.setup.link(link.expect("a group at the end of a link is on one"));
        self.leave_link(vehicle);
        let record = self.vehicle(vehicle);
        record.place = if direction == 0 { link.to } else { link.from };
        (record.activity, record.handle) = (Activity::Chooses, Handle::NONE);
        self.choose_way(vehicle);
    }

    /// A group leaves any car behind and walks in a straight line to a town, for want of a road.
    pub(super) fn walk_to(&mut self, vehicle: VehicleId, town: TownId) {
        let place = self.setup.towns[town.index()].place;
        let from = self.setup.place(self.vehicle(vehicle).place).position;
        let distance_km = self.setup.place(place).position.distance_km(from);
        let hours = distance_km / self.setup.parameters.post.foot_speed_km_h;
        let handle = self.after_hours(hours, Event::Evacuation(EvacuationEvent::WalkEnds { vehicle }));
        let record = self.vehicle(vehicle);
        (record.activity, record.means) = (Activity::AcrossCountry, Means::Foot);
        (record.handle, record.town) = (handle, Some(town));
        record.trip_hours += hours;
    }

    /// A group that walked across country comes to its town.
    pub(super) fn walk_ends(&mut self, vehicle: VehicleId) {
        let town = self.vehicle(vehicle).town.take().expect("who walks across country walks to a town");
        let place = self.setup.towns[town.index()].place;
        let record = self.vehicle(vehicle);
        (record.place, record.activity, record.handle) = (place, Activity::Chooses, Handle::NONE);
        self.choose_way(vehicle);
    }

    /// No way leads on: the group stays where it is, counted as stranded, and looks again every `stranded_retry_hours`
    /// and whenever a road opens. A bus sets its people down and goes back empty.
    /// Logged for the first group at a place only.
    pub(super) fn strand(&mut self, vehicle: VehicleId) {
        if self.vehicle(vehicle).means == Means::Bus {
            self.set_down_stranded(vehicle);
            return;
        }
        let &Vehicle { village, people, place, .. } = &self.world.vehicles[vehicle.index()];
        self.shift_people(village, Whereabouts::Road, Whereabouts::Stranded, people);
        let roads = &mut self.world.roads;
        roads.stranded.push(vehicle);
        let position = roads.stranded.len() as u32 - 1;
        let first = roads.stranded_at[place.index()] == 0;
        roads.stranded_at[place.index()] += people;
        let retry = roads.retry;
        let record = self.vehicle(vehicle);
        (record.activity, record.list_position) = (Activity::Stranded, position);
        self.set_return_budget(vehicle, 0.0);
        if first {
            let cause = self.engine.cause();
            let row = LogRow::new(Kind::Stranded).at(place).sector(self.setup.place(place).sector).count(people);
            self.log(row.by(self.setup.village(village).side));
            self.engine.set_cause(cause);
        }
        if !self.engine.is_pending(retry) {
            let hours = self.setup.parameters.evacuation.stranded_retry_hours;
            self.world.roads.retry = self.after_hours(hours, Event::Evacuation(EvacuationEvent::StrandedRetry {}));
        }
        self.watch_for_calm(village);
    }

    /// Takes a group off the list of the stranded; the ledger is the caller's.
    pub(super) fn leave_stranded(&mut self, vehicle: VehicleId) {
        let &Vehicle { people, place, list_position, .. } = &self.world.vehicles[vehicle.index()];
        self.set_return_budget(vehicle, f64::INFINITY);
        let roads = &mut self.world.roads;
        roads.stranded_at[place.index()] -= people;
        roads.stranded.swap_remove(list_position as usize);
        if let Some(&moved) = roads.stranded.get(list_position as usize) {
            self.vehicle(moved).list_position = list_position;
        }
    }

    /// Stranded groups that have a way now take it.
    pub(super) fn stranded_look_for_a_way(&mut self) {
        let mut groups = self.world.spare.vehicles.take();
        if self.world.roads.routes.worth_a_look() {
            groups.extend_from_slice(&self.world.roads.stranded);
        }
        for &vehicle in &groups {
            if self.way_of(vehicle) == Way::None {
                continue;
            }
            self.leave_stranded(vehicle);
            let record = self.vehicle(vehicle);
            record.activity = Activity::Chooses;
            let (village, people) = (record.village, record.people);
            self.shift_people(village, Whereabouts::Stranded, Whereabouts::Road, people);
            self.choose_way(vehicle);
        }
        self.world.spare.vehicles.give(groups);
        if !self.world.roads.stranded.is_empty() && !self.engine.is_pending(self.world.roads.retry) {
            let hours = self.setup.parameters.evacuation.stranded_retry_hours;
            self.world.roads.retry = self.after_hours(hours, Event::Evacuation(EvacuationEvent::StrandedRetry {}));
        }
    }

    /// A road has opened: the stranded look for a way at once.
    pub(super) fn way_may_have_opened(&mut self) {
        if !self.world.roads.stranded.is_empty() {
            let retry = self.world.roads.retry;
            self.world.roads.retry =
                self.move_to(retry, Some(0.0), Event::Evacuation(EvacuationEvent::StrandedRetry {}));
        }
    }
}
