//! Queues on roads. A road of the model serves each vehicle for a constant time, so that its closed forms are M/D/1
//! (vehicles that come at random) and D/D/1 (vehicles that come at equal intervals).

use std::sync::Arc;

use truceline::engine::{Draws, Limits, Lineage, Time};
use truceline::model::Border;
use truceline::model::Setup;
use truceline::model::ids::{DistrictId, LinkId};
use truceline::model::setup::InjectAction;

use crate::oracle::{Oracle, Sample, WRONG, all_hold};
use crate::setting::{Clock, Runs, SEED, border_with, script, set};

/// Vehicles an hour that the road takes.
const CAPACITY: f64 = 400.0;

/// Villages of one household each, all as far from a junction, from which one road leads to the town. Each has a district
/// of its own, so that each can be sent off at a moment of its own; nobody packs for longer than milliseconds.
fn junction(villages: usize) -> Setup {
    let list = |line: &dyn Fn(usize) -> String| (0..villages).map(line).collect::<Vec<_>>().join(",\n");
    let districts = list(&|i| format!("(id: \"d{i}\", name: \"D\", side: \"north\", buses: 0)"));
    let homes = list(&|i| {
        format!(
            "(id: \"v{i}\", name: \"V\", sector: \"a\", side: \"north\", district: \"d{i}\", people: 4, households: 1, east_km: {}, north_km: 50)",
            0.0005 * i as f64
        )
    });
    let roads = list(&|i| format!("(from: \"v{i}\", to: \"j\", class: local, control: \"north\", length_km: 3.5)"));
    let people = 4 * villages;
    let mut setup = border_with(&format!(
        "districts: [{districts}], villages: [{homes}],
    waypoints: [(id: \"j\", name: \"Junction\", sector: \"a\", east_km: 0, north_km: 52)],
    towns: [(id: \"t\", name: \"Town\", sector: \"a\", side: \"north\", public_capacity: 0, host_capacity: {people}, east_km: 0, north_km: 58)],
    roads: [(from: \"j\", to: \"t\", class: local, control: \"north\", length_km: 7, capacity_per_hour: {CAPACITY}), {roads}],"
    ));
    set(&mut setup, &[("village.leave_constant", 100.0), ("village.preparation_hours", 1e-6)]);
    setup
}

/// The road from the junction.
const ROAD: LinkId = LinkId(0);

/// What a run tells of the queue on the road: vehicles that wait times hours, and hours in which any waits.
#[derive(Clone, Copy, Default)]
struct Waiting {
    vehicle_hours: f64,
    busy_hours: f64,
}

fn wait(world: &mut Runs, replication: u64, from_hours: f64, until_hours: f64) -> Waiting {
    let mut waiting = Waiting::default();
    let mut watch = Clock::new(|model: &Border, since: Time, until: Time| {
        let hours = until.hours().min(until_hours) - since.hours().max(from_hours);
        let queue = model.world.links[ROAD.index()].queue;
        if hours > 0.0 && queue > 0 {
            waiting.vehicle_hours += hours * f64::from(queue);
            waiting.busy_hours += hours;
        }
    });
    world.run(replication, &Limits::until(Time::from_hours(until_hours)), &mut watch);
    waiting
}

#[test]
fn vehicles_that_come_at_random_wait_as_pollaczek_and_khinchine_say() {
    let (per_hour, villages, runs) = (200.0, 4_000, 700);
    // From half an hour on, two hundred services after the empty start.
    let (from_hours, until_hours) = (0.5, 18.0);
    let load = per_hour / CAPACITY;
    let mut world = Runs::new(junction(villages));
    let (mut lengths, mut busy) = (Sample::near(0.25), Sample::near(0.2));
    for replication in 0..runs {
        let mut stream = Draws::new(1, SEED, replication).open(Lineage::of_text("arrivals"), 0);
        let setup = Arc::get_mut(&mut world.setup).expect("no run holds the setup");
        setup.injects.clear();
        let mut hours = 0.0;
        for village in 0..villages {
            hours += stream.exponential(1.0 / per_hour);
            script(setup, hours, InjectAction::Evacuate(DistrictId::at(village)));
        }
        assert!(hours > until_hours, "vehicles come to the end");
        let waiting = wait(&mut world, replication, from_hours, until_hours);
        lengths.add(waiting.vehicle_hours / (until_hours - from_hours));
        busy.add(waiting.busy_hours / (until_hours - from_hours));
    }
    // Formula: W = r / (2 mu (1 - r)) in M/D/1, and L = lambda W; nobody waits with probability (1 - r) e^r. Source: L.
    // Kleinrock, Queueing Systems, volume 1 (1975), 5.6.
    let expected = per_hour * load / (2.0 * CAPACITY * (1.0 - load));
    let oracles = [
        Oracle::mean("windows: vehicles that wait, lambda r / (2 mu (1 - r))", &lengths, expected),
        Oracle::mean("windows: share of time in which any waits", &busy, 1.0 - (1.0 - load) * libm::exp(load)),
    ];
    all_hold("queues: M/D/1 on a road", &oracles);
}

#[test]
fn a_column_clears_as_d_d_1() {
    let (per_hour, vehicles) = (600.0, 2_000);
    let mut setup = junction(vehicles);
    for vehicle in 0..vehicles {
        script(&mut setup, vehicle as f64 / per_hour, InjectAction::Evacuate(DistrictId::at(vehicle)));
    }
    let mut world = Runs::new(setup);
    let mut arrived = Time::ZERO;
    let mut watch = Clock::new(|model: &Border, since: Time, _| {
        let hosted = model.world.towns[0].hosted as usize;
        if hosted < 4 * vehicles {
            arrived = since;
        }
    });
    world.run(0, &Limits::until(Time::from_hours(10.0)), &mut watch);
    let waiting = wait(&mut world, 0, 0.0, 10.0);
    let peak = f64::from(world.run(0, &Limits::until(Time::from_hours(10.0)), &mut ()).1.tally.queue.peak);
    let count = vehicles as f64;
    // The last but one is the last moment at which not all have come; roads of 3.5 and 7 km at 35 km/h.
    let clearance = 0.1 + (count - 2.0) / CAPACITY + 0.2;
    let total = count * (count - 1.0) / 2.0 * (1.0 / CAPACITY - 1.0 / per_hour);
    let longest = (count - 1.0) * (1.0 - CAPACITY / per_hour);
    let exact = |name: &str, observed: f64, expected: f64, tolerance: f64| {
        Oracle::new(name, vehicles as u64, observed, [expected, WRONG * expected], tolerance)
    };
    // Nobody's packing takes more than a few milliseconds.
    let oracles = [
        exact("last but one arrives, h", arrived.hours(), clearance, 1e-5),
        exact("vehicle-hours of waiting, h", waiting.vehicle_hours, total, count * 1e-5),
        exact("longest queue", peak, longest, 1.0),
    ];
    all_hold("queues: D/D/1 on a road (z in units of the tolerance)", &oracles);
}
