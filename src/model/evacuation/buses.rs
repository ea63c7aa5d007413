//! Buses: organised transport of a district, in waves.

use super::{Activity, EvacuationEvent, Means, Vehicle};
use crate::engine::Handle;
use crate::model::event::Event;
use crate::model::ids::{DistrictId, TownId, VehicleId, VillageId};
use crate::model::kind::Kind;
use crate::model::people::Whereabouts;
use crate::model::record::{LogRow, Watch};
use crate::model::step::Step;

impl<O: Watch> Step<'_, O> {
    /// A household that has packed queues for a bus. A free bus comes at once when it can be filled, else with the next
    /// wave of the district.
    pub(in crate::model) fn wait_for_bus(&mut self, vehicle: VehicleId) {
        let &Vehicle { village, people, .. } = &self.world.vehicles[vehicle.index()];
        let district = self.setup.village(village).district;
        let state = &mut self.world.villages[village.index()];
        let last = state.bus_queue.map(|(_, last)| last);
        state.bus_queue = Some((state.bus_queue.map_or(vehicle, |(first, _)| first), vehicle));
        state.bus_queue_people += people;
        let filled = f64::from(state.bus_queue_people) >= self.setup.parameters.evacuation.bus_people;
        self.world.districts[district.index()].waiting += people;
        let record = self.vehicle(vehicle);
        (record.activity, record.next) = (Activity::WaitsForBus, None);
        if let Some(last) = last {
            self.vehicle(last).next = Some(vehicle);
        }
        if filled && self.bus_can_serve(village) {
            self.send_bus(village);
        }
        self.schedule_wave(district);
    }

    fn bus_can_serve(&mut self, village: VillageId) -> bool {
        let setup = self.setup.village(village);
        self.world.districts[setup.district.index()].buses_free > 0
            && self.world.villages[village.index()].bus_queue_people > 0
            && self.has_open_road(setup.side, setup.place)
    }

    fn schedule_wave(&mut self, district: DistrictId) {
        let state = &mut self.world.districts[district.index()];
        if state.waiting > 0 && !std::mem::replace(&mut state.wave_scheduled, true) {
            let hours = self.setup.parameters.evacuation.bus_turnaround_hours.max(SHORTEST_WAVE_HOURS);
            self.after_hours(hours, Event::Evacuation(EvacuationEvent::BusWaveDue { district }));
        }
    }

    /// Every `bus_turnaround_hours` while people wait, each free bus goes to the village with most people waiting.
    pub(super) fn bus_wave(&mut self, district: DistrictId) {
        self.world.districts[district.index()].wave_scheduled = false;
        self.send_buses(district);
        self.schedule_wave(district);
    }

    pub(in crate::model) fn send_buses(&mut self, district: DistrictId) {
        let (map, cause) = (self.setup.map(), self.engine.cause());
        loop {
            let mut best: Option<(u32, VillageId)> = None;
            for &village in &map.district_villages[district.index()] {
                let waiting = self.world.villages[village.index()].bus_queue_people;
                if waiting > best.map_or(0, |(most, _)| most) && self.bus_can_serve(village) {
                    best = Some((waiting, village));
                }
            }
            let Some((_, village)) = best else { break };
            self.send_bus(village);
            self.engine.set_cause(cause);
        }
    }

    /// A bus takes households in the order in which they came, as many as fit whole, at least one, and drives.
    fn send_bus(&mut self, village: VillageId) {
        let setup = self.setup.village(village);
        let bus = self.add_vehicle(Vehicle {
            means: Means::Bus,
            activity: Activity::Chooses,
            ..Vehicle::group(village, 0, self.village_lineage(village))
        });
        let mut last: Option<VehicleId> = None;
        while let Some((first, _)) = self.world.villages[village.index()].bus_queue {
            let people = self.vehicle(first).people;
            let full = f64::from(self.vehicle(bus).people + people) > self.setup.parameters.evacuation.bus_people;
            if full && last.is_some() {
                break;
            }
            self.leave_bus_queue(village);
            if people == 0 {
                self.release(first);
                continue;
            }
            let record = self.vehicle(first);
            (record.activity, record.bus) = (Activity::Aboard, Some(bus));
            match last {
                Some(last) => self.vehicle(last).next = Some(first),
                None => self.vehicle(bus).passengers = Some(first),
            }
            last = Some(first);
            self.vehicle(bus).people += people;
            self.shift_people(village, Whereabouts::Preparing, Whereabouts::Road, people);
        }
        let people = self.vehicle(bus).people;
        if people == 0 {
            self.free_record(bus);
            return;
        }
        self.world.districts[setup.district.index()].buses_free -= 1;
        self.first_departures(village, people);
        let row = LogRow::new(Kind::BusWave).at(setup.place).by(setup.side).count(people);
        self.log(row.sector(self.setup.place(setup.place).sector));
        self.watch_for_calm(village);
        self.choose_way(bus);
    }

    /// Takes the first out of a village's queue for buses.
    fn leave_bus_queue(&mut self, village: VillageId) {
        let Some((first, last)) = self.world.villages[village.index()].bus_queue else { return };
        let people = self.vehicle(first).people;
        let next = self.vehicle(first).next.take();
        let state = &mut self.world.villages[village.index()];
        state.bus_queue = next.map(|next| (next, last));
        state.bus_queue_people -= people;
        self.world.districts[self.setup.village(village).district.index()].waiting -= people;
    }

    /// Ends the queue for buses; those in it wait for a lift until somebody decides otherwise.
    pub(in crate::model) fn clear_bus_queue(&mut self, village: VillageId) {
        while let Some((first, _)) = self.world.villages[village.index()].bus_queue {
            self.leave_bus_queue(village);
            self.vehicle(first).activity = Activity::WaitsForLift;
        }
    }

    /// A bus sets its households down; those for whom there is no room ride on to the next town.
    pub(super) fn bus_arrives(&mut self, bus: VehicleId, town: TownId) {
        let place = self.vehicle(bus).place;
        let mut rest: Option<VehicleId> = None;
        let mut passenger = self.vehicle(bus).passengers.take();
        while let Some(group) = passenger {
            passenger = self.set_down(bus, group, place);
            if self.vehicle(group).people == 0 {
                self.release(group);
            } else if !self.settle(group, town) {
                let people = self.vehicle(group).people;
                let record = self.vehicle(group);
                (record.activity, record.bus, record.next) = (Activity::Aboard, Some(bus), rest);
                rest = Some(group);
                self.vehicle(bus).people += people;
            }
        }
        self.vehicle(bus).passengers = rest;
        if rest.is_some() {
            self.choose_way(bus);
        } else {
            self.bus_goes_back(bus);
        }
    }

    /// Takes a household out of a bus; returns the next aboard.
    fn set_down(&mut self, bus: VehicleId, group: VehicleId, place: crate::model::ids::PlaceId) -> Option<VehicleId> {
        let trip_hours = self.vehicle(bus).trip_hours;
        let record = self.vehicle(group);
        (record.activity, record.bus, record.place) = (Activity::Chooses, None, place);
        record.trip_hours = trip_hours;
        let (people, next) = (record.people, record.next.take());
        self.vehicle(bus).people -= people;
        next
    }

    /// A bus without a way on sets everybody down, stranded; later they go on by whatever car there is.
    pub(super) fn set_down_stranded(&mut self, bus: VehicleId) {
        let place = self.vehicle(bus).place;
        let mut passenger = self.vehicle(bus).passengers.take();
        while let Some(group) = passenger {
            passenger = self.set_down(bus, group, place);
            // With a car there may be a way across country, which a bus does not have.
            self.vehicle(group).means = Means::Car;
            self.world.roads.routes.someone_must_look();
            if self.vehicle(group).people == 0 {
                self.release(group);
            } else {
                self.strand(group);
            }
        }
        self.bus_goes_back(bus);
    }

    /// An empty bus unloads (`bus_turnaround_hours`) and is back after the time of its way without queues.
    pub(super) fn bus_goes_back(&mut self, bus: VehicleId) {
        let &Vehicle { village, trip_hours, .. } = &self.world.vehicles[bus.index()];
        let district = self.setup.village(village).district;
        let hours = self.setup.parameters.evacuation.bus_turnaround_hours + trip_hours;
        self.after_hours(hours, Event::Evacuation(EvacuationEvent::BusBack { district }));
        self.free_record(bus);
    }

    /// A bus is back in its district and serves the next.
    pub(super) fn bus_back(&mut self, district: DistrictId) {
        let state = &mut self.world.districts[district.index()];
        if state.buses_withdrawn > 0 {
            state.buses_withdrawn -= 1;
            return;
        }
        state.buses_free += 1;
        self.send_buses(district);
    }

    /// A district has more buses at hand from now on, or fewer: those under way are taken away when they are back.
    pub(in crate::model) fn change_buses(&mut self, district: DistrictId, old: u32, new: u32) {
        let state = &mut self.world.districts[district.index()];
        let more = new.saturating_sub(old);
        let kept = more.min(state.buses_withdrawn);
        state.buses_withdrawn -= kept;
        state.buses_free += more - kept;
        let fewer = old.saturating_sub(new);
        let taken = fewer.min(state.buses_free);
        state.buses_free -= taken;
        state.buses_withdrawn += fewer - taken;
    }

    /// Takes a household out of a bus under way, wherever it sits.
    pub(super) fn leave_bus(&mut self, group: VehicleId) {
        let Some(bus) = self.vehicle(group).bus else { return };
        let next = self.vehicle(group).next.take();
        let mut before = None;
        let mut seat = self.vehicle(bus).passengers;
        while let Some(other) = seat {
            if other == group {
                break;
            }
            before = seat;
            seat = self.vehicle(other).next;
        }
        match before {
            Some(before) => self.vehicle(before).next = next,
            None => self.vehicle(bus).passengers = next,
        }
        let people = self.vehicle(group).people;
        self.vehicle(group).bus = None;
        self.bus_loses(bus, people);
    }

    /// Fewer people are in a bus, and on its link.
    pub(super) fn bus_loses(&mut self, bus: VehicleId, people: u32) {
        self.vehicle(bus).people -= people;
        self.link_loses(bus, people);
    }

    /// Nobody is left in a bus, or of a group, on the road.
    pub(super) fn dissolve(&mut self, vehicle: VehicleId) {
        if self.vehicle(vehicle).means == Means::Bus {
            let mut passenger = self.vehicle(vehicle).passengers.take();
            while let Some(group) = passenger {
                passenger = self.vehicle(group).next.take();
                self.release(group);
            }
            self.vehicle(vehicle).handle = Handle::NONE;
            self.bus_goes_back(vehicle);
        } else {
            self.release(vehicle);
        }
    }
}

/// Shortest time between two waves when turnaround takes no time, in hours: a minute, so that waves do not pile up at
/// one instant.
const SHORTEST_WAVE_HOURS: f64 = 1.0 / 60.0;
