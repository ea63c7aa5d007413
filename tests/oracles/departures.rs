//! Departures: the preparation time of a household is Rayleigh.

use truceline::engine::{Limits, Time};
use truceline::model::Border;
use truceline::model::ids::DistrictId;
use truceline::model::setup::InjectAction;

use crate::oracle::{Oracle, Sample, WRONG, all_hold};
use crate::setting::{Clock, Runs, border_with, script, set};

const HOUSEHOLDS: u32 = 10_000;
const PEOPLE: u32 = 4 * HOUSEHOLDS;
const RUNS: u64 = 42;

#[test]
fn households_depart_as_rayleigh() {
    let mut setup = border_with(&format!(
        "districts: [(id: \"d\", name: \"District\", side: \"north\", buses: 0)],
    villages: [(id: \"v\", name: \"Village\", sector: \"a\", side: \"north\", district: \"d\", people: {PEOPLE}, households: {HOUSEHOLDS}, east_km: 0, north_km: 50)],
    towns: [(id: \"t\", name: \"Town\", sector: \"a\", side: \"north\", public_capacity: 0, host_capacity: {PEOPLE}, east_km: 0, north_km: 55)],
    roads: [(from: \"v\", to: \"t\", class: local, control: \"north\", capacity_per_hour: 10000)],"
    ));
    set(&mut setup, &[("village.leave_constant", 100.0)]);
    script(&mut setup, 0.0, InjectAction::Evacuate(DistrictId(0)));
    let scale = setup.parameters.village.preparation_hours;
    let mut world = Runs::new(setup);
    let limits = Limits::until(Time::from_hours(12.0 * scale));
    let mut times = Vec::new();
    for replication in 0..RUNS {
        let mut preparing = 0;
        let mut watch = Clock::new(|model: &Border, since: Time, _| {
            let now = model.world.villages[0].people.preparing;
            // Fewer prepare than before: the others have departed at the moment before this move of the clock.
            times.extend((now..preparing).step_by(4).map(|_| since.hours()));
            preparing = now;
        });
        world.run(replication, &limits, &mut watch);
    }
    assert_eq!(times.len() as u64, RUNS * u64::from(HOUSEHOLDS), "every household departs once");
    times.sort_unstable_by(f64::total_cmp);
    let (mut hours, mut squares) = (Sample::near(2.0), Sample::near(8.0));
    for &time in &times {
        hours.add(time);
        squares.add(time * time);
    }
    let distribution = |scale: f64| move |time: f64| -libm::expm1(-time * time / (2.0 * scale * scale));
    let by = |limit: f64| times.partition_point(|&time| time <= limit) as u64;
    let all = hours.count;
    let oracles = [
        Oracle::mean("mean, s sqrt(pi / 2), h", &hours, scale * (std::f64::consts::PI / 2.0).sqrt()),
        Oracle::mean("mean square, 2 s^2, h^2", &squares, 2.0 * scale * scale),
        Oracle::share("departed after s", by(scale), all, distribution(scale)(scale)),
        Oracle::share("departed after 2 s", by(2.0 * scale), all, distribution(scale)(2.0 * scale)),
        Oracle::distance("distance of Kolmogorov", &times, distribution(scale), distribution(WRONG * scale)),
    ];
    all_hold("departures: Rayleigh preparation", &oracles);
}
