//! Queues: each end of a link is a point queue, first come, first served.

use serde::{Deserialize, Serialize};

use super::routes::{Way, travel_hours};
use super::{Activity, EvacuationEvent, Means, Vehicle};
use crate::engine::{Handle, Time};
use crate::model::event::Event;
use crate::model::ids::{LinkId, VehicleId};
use crate::model::record::Watch;
use crate::model::setup::RoadClass;
use crate::model::step::Step;

/// One entrance of a link.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Lane {
    /// First and last in the queue.
    pub(super) queue: Option<(VehicleId, VehicleId)>,
    /// When the next may enter.
    pub(super) free_from: Time,
    /// The event at which the first in the queue enters.
    pub(super) handle: Handle,
}

impl Default for Lane {
    fn default() -> Lane {
        Lane { queue: None, free_from: Time::ZERO, handle: Handle::NONE }
    }
}

impl<O: Watch> Step<'_, O> {
    /// A group comes to a link: walkers go on at once; the others enter at max(now, next free moment), after all who came
    /// before.
    pub(super) fn approach(&mut self, vehicle: VehicleId, link: LinkId) {
        let now = self.now();
        let direction = u8::from(self.setup.link(link).from != self.world.vehicles[vehicle.index()].place);
        let record = self.vehicle(vehicle);
        (record.link, record.direction) = (Some(link), direction);
        let on_foot = record.means == Means::Foot;
        self.join_link(vehicle, link);
        let lane = self.world.links[link.index()].lanes[usize::from(direction)];
        if on_foot {
            self.enter(vehicle, link);
        } else if lane.queue.is_none() && lane.free_from <= now {
            self.enter_in_line(vehicle, link);
        } else {
            self.join_queue(vehicle, link);
        }
    }

    fn join_queue(&mut self, vehicle: VehicleId, link: LinkId) {
        let record = self.vehicle(vehicle);
        (record.activity, record.next) = (Activity::Queues, None);
        let &Vehicle { people, direction, village, .. } = &*record;
        let side = self.setup.village(village).side;
        let state = &mut self.world.links[link.index()];
        let lane = &mut state.lanes[usize::from(direction)];
        let (free_from, handle, last) = (lane.free_from, lane.handle, lane.queue.map(|(_, last)| last));
        lane.queue = Some((lane.queue.map_or(vehicle, |(first, _)| first), vehicle));
        state.queue += 1;
        state.queued[side.index()] += people;
        self.world.tally.queue_changes(1, self.engine.now());
        if let Some(last) = last {
            self.vehicle(last).next = Some(vehicle);
        } else if !self.engine.is_pending(handle) {
            self.schedule_next(link, direction, free_from);
        }
    }

    fn schedule_next(&mut self, link: LinkId, direction: u8, at: Time) {
        let at = at.max(self.now());
        let handle = self.at(at, Event::Evacuation(EvacuationEvent::LinkTakesNext { link, direction }));
        self.world.links[link.index()].lanes[usize::from(direction)].handle = handle;
    }

    /// The first in the queue enters; those of whom nobody is left alive leave it without taking a place.
    pub(super) fn link_takes_next(&mut self, link: LinkId, direction: u8) {
        while let Some(vehicle) = self.leave_queue(link, direction) {
            if self.vehicle(vehicle).people == 0 {
                self.leave_link(vehicle);
                self.dissolve(vehicle);
                continue;
            }
            self.enter_in_line(vehicle, link);
            break;
        }
        let lane = self.world.links[link.index()].lanes[usize::from(direction)];
        if lane.queue.is_some() {
            self.schedule_next(link, direction, lane.free_from);
        }
    }

    /// Takes the first out of a queue; it stays on the link's list.
    fn leave_queue(&mut self, link: LinkId, direction: u8) -> Option<VehicleId> {
        let (vehicle, last) = self.world.links[link.index()].lanes[usize::from(direction)].queue?;
        let &Vehicle { people, village, next, .. } = &self.world.vehicles[vehicle.index()];
        let side = self.setup.village(village).side;
        let state = &mut self.world.links[link.index()];
        state.lanes[usize::from(direction)].queue = next.map(|next| (next, last));
        state.queue -= 1;
        state.queued[side.index()] -= people;
        self.world.tally.queue_changes(-1, self.engine.now());
        let record = self.vehicle(vehicle);
        (record.next, record.activity) = (None, Activity::Chooses);
        Some(vehicle)
    }

    /// Enters, and keeps the entrance busy for one headway per vehicle.
    fn enter_in_line(&mut self, vehicle: VehicleId, link: LinkId) {
        let headway = self.headway_hours(vehicle, link);
        let free_from = self.now().plus_hours(headway);
        let direction = self.vehicle(vehicle).direction;
        self.world.links[link.index()].lanes[usize::from(direction)].free_from = free_from;
        self.enter(vehicle, link);
    }

    fn enter(&mut self, vehicle: VehicleId, link: LinkId) {
        let hours = travel_hours(self.setup, link, self.vehicle(vehicle).means);
        let handle = self.after_hours(hours, Event::Evacuation(EvacuationEvent::EndOfLink { vehicle }));
        let record = self.vehicle(vehicle);
        record.activity = Activity::OnLink;
        record.handle = handle;
        record.trip_hours += hours;
    }

    /// Time for which a group keeps the entrance busy, in hours: vehicles / capacity. A household of n takes
    /// max(1, n / vehicle_people) vehicles, on average over households right without rounding each; a bus is one.
    /// Under fire, once drivers know, capacity is multiplied by `under_fire_share`, but never past the end of the fire.
    fn headway_hours(&mut self, vehicle: VehicleId, link: LinkId) -> f64 {
        let parameters = &self.setup.parameters.evacuation;
        let road = self.setup.link(link);
        let capacity_per_hour = road.capacity_per_hour.unwrap_or(match road.class {
            RoadClass::Highway => parameters.highway_per_hour,
            RoadClass::Local => parameters.local_per_hour,
            RoadClass::Track => parameters.track_per_hour,
        });
        let &Vehicle { means, people, .. } = &self.world.vehicles[vehicle.index()];
        let vehicles = if means == Means::Bus { 1.0 } else { (f64::from(people) / parameters.vehicle_people).max(1.0) };
        let headway = vehicles / capacity_per_hour;
        let (now, state) = (self.now(), &self.world.links[link.index()]);
        let known_from = state.fire_since.plus_hours(parameters.fire_known_minutes / 60.0);
        if state.under_fire(now) && now >= known_from {
            let rest = state.fire_until.hours_since(now);
            (headway / parameters.under_fire_share).min(headway + rest)
        } else {
            headway
        }
    }

    /// Puts a group on a link's list and counts its people there.
    fn join_link(&mut self, vehicle: VehicleId, link: LinkId) {
        let &Vehicle { people, village, .. } = &self.world.vehicles[vehicle.index()];
        let side = self.setup.village(village).side;
        let state = &mut self.world.links[link.index()];
        state.people[side.index()] += people;
        state.vehicles.push(vehicle);
        let position = state.vehicles.len() as u32 - 1;
        self.vehicle(vehicle).list_position = position;
    }

    /// Takes a group off its link's list.
    pub(super) fn leave_link(&mut self, vehicle: VehicleId) {
        let &Vehicle { people, village, list_position, link, .. } = &self.world.vehicles[vehicle.index()];
        let side = self.setup.village(village).side;
        let link = link.expect("a group leaves a link that it is on");
        let state = &mut self.world.links[link.index()];
        state.people[side.index()] -= people;
        state.vehicles.swap_remove(list_position as usize);
        if let Some(&moved) = state.vehicles.get(list_position as usize) {
            self.vehicle(moved).list_position = list_position;
        }
        self.vehicle(vehicle).link = None;
    }

    /// Turns the queues of a link away, in their order; each group chooses anew.
    pub(super) fn turn_queues_away(&mut self, link: LinkId) {
        for direction in 0..2_u8 {
            let handle = self.world.links[link.index()].lanes[usize::from(direction)].handle;
            self.engine.cancel(handle);
            let mut turned = self.world.spare.vehicles.take();
            while let Some(vehicle) = self.leave_queue(link, direction) {
                self.leave_link(vehicle);
                turned.push(vehicle);
            }
            for &vehicle in &turned {
                self.choose_way(vehicle);
            }
            self.world.spare.vehicles.give(turned);
        }
    }

    /// A group at a place goes on, arrives, or is stranded.
    pub(super) fn choose_way(&mut self, vehicle: VehicleId) {
        if self.vehicle(vehicle).people == 0 {
            self.dissolve(vehicle);
            return;
        }
        match self.way_of(vehicle) {
            Way::Here(town) => self.arrive(vehicle, town),
            Way::By(link) => self.approach(vehicle, link),
            Way::AcrossCountry(town) => self.walk_to(vehicle, town),
            Way::None => self.strand(vehicle),
        }
    }
}
