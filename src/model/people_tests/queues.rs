//! Point queues: clearance time, fire, and where people end up.

use super::world::{Trial, empty, everyone_departs};
use crate::engine::Time;
use crate::model::Kind;
use crate::model::ids::SideId;
use crate::model::setup::Control;

const NORTH: Control = Control::Side(SideId(0));

#[test]
fn a_queue_clears_like_a_server_with_constant_times() {
    let mut setup = empty();
    setup.parameters.evacuation.public_share = 0.0;
    let district = setup.district(0, 0);
    let village = setup.village_of("v", district, (0.0, 0.0), 400, 100, 1.0);
    let town = setup.town_of("t", 0, (7.0, 0.0), 0, 1000);
    let link = setup.road(setup.home(village), setup.town_place(town), 7.0, NORTH);
    let mut trial = Trial::start(setup, 1);
    trial.act(|step| everyone_departs(step, village));
    let state = &trial.simulation.model.world.links[link.index()];
    assert_eq!((state.queue, state.people[0]), (99, 400), "one entered at once, the rest queue");
    while trial.people(village).road > 0 {
        assert!(trial.step());
    }
    // n vehicles take (n - 1) headways of 1/400 h and one way of 7 km at 35 km/h.
    assert_eq!(trial.now(), Time::from_hours(99.0 / 400.0 + 7.0 / 35.0));
    assert_eq!(trial.simulation.model.world.roads.queue_peak, 99);
    assert_eq!(trial.people(village).hosted, 400);
}

#[test]
fn a_big_household_takes_the_place_of_its_cars() {
    let mut setup = empty();
    let district = setup.district(0, 0);
    let village = setup.village_of("v", district, (0.0, 0.0), 60, 10, 1.0);
    let town = setup.town_of("t", 0, (7.0, 0.0), 1000, 1000);
    setup.road(setup.home(village), setup.town_place(town), 7.0, NORTH);
    let mut trial = Trial::start(setup, 1);
    trial.act(|step| everyone_departs(step, village));
    while trial.people(village).road > 0 {
        assert!(trial.step());
    }
    assert_eq!(trial.now(), Time::from_hours(9.0 * 1.5 / 400.0 + 0.2), "households of six in cars of four");
}

#[test]
fn fire_slows_entrants_once_they_know() {
    let mut setup = empty();
    let district = setup.district(0, 0);
    let village = setup.village_of("v", district, (0.0, 0.0), 800, 200, 1.0);
    let town = setup.town_of("t", 0, (7.0, 0.0), 1000, 1000);
    let link = setup.road(setup.home(village), setup.town_place(town), 7.0, NORTH);
    let position = setup.link_middle(link);
    let mut trial = Trial::start(setup, 1);
    trial.act(|step| step.fire_on_roads(position, 2));
    trial.act(|step| step.fire_on_roads(position, 2));
    assert_eq!(trial.log.count(Kind::LinkUnderFire), 1, "only the onset is logged");
    trial.act(|step| everyone_departs(step, village));
    trial.run_until(0.25 - 1e-4);
    let queue = |trial: &Trial| trial.simulation.model.world.links[link.index()].queue;
    assert_eq!(queue(&trial), 100, "for a quarter of an hour nobody knows");
    trial.run_until(0.75 - 1e-4);
    assert!((39..=41).contains(&queue(&trial)), "then 30 % of 400 an hour: {}", queue(&trial));
}

#[test]
fn people_overflow_to_the_next_town() {
    let mut setup = empty();
    setup.parameters.evacuation.public_share = 0.5;
    let district = setup.district(0, 0);
    let village = setup.village_of("v", district, (0.0, 0.0), 400, 100, 1.0);
    let near = setup.town_of("near", 0, (5.0, 0.0), 40, 60);
    let far = setup.town_of("far", 0, (15.0, 0.0), 60, 80);
    setup.road(setup.home(village), setup.town_place(near), 5.0, NORTH);
    setup.road(setup.town_place(near), setup.town_place(far), 10.0, NORTH);
    let mut trial = Trial::start(setup, 1);
    trial.act(|step| everyone_departs(step, village));
    trial.run_until(3.0);
    let towns = &trial.simulation.model.world.towns;
    assert_eq!((towns[near.index()].public, towns[near.index()].hosted), (40, 60));
    assert_eq!((towns[far.index()].public, towns[far.index()].hosted), (60, 80));
    assert_eq!(trial.people(village).stranded, 160, "for them there is no room anywhere");
    assert_eq!(trial.log.count(Kind::ShelterFull), 2);
}

#[test]
fn without_a_road_people_walk_to_the_nearest_town() {
    let mut setup = empty();
    let district = setup.district(0, 0);
    let village = setup.village_of("v", district, (0.0, 0.0), 8, 2, 1.0);
    setup.town_of("t", 0, (6.0, 0.0), 100, 100);
    let mut trial = Trial::start(setup, 1);
    trial.act(|step| everyone_departs(step, village));
    trial.run_until(2.0 - 1e-3);
    assert_eq!(trial.people(village).road, 8);
    trial.run_until(2.1);
    assert_eq!(trial.people(village).displaced(), 8);
    assert_eq!(trial.people(village).road, 0, "6 km at 3 km/h");
}

#[test]
fn buses_take_those_without_cars_in_waves() {
    let mut setup = empty();
    let district = setup.district(0, 2);
    let village = setup.village_of("v", district, (0.0, 0.0), 400, 80, 0.0);
    let town = setup.town_of("t", 0, (17.5, 0.0), 1000, 1000);
    setup.road(setup.home(village), setup.town_place(town), 17.5, NORTH);
    setup.parameters.village.leave_constant = 100.0;
    let mut trial = Trial::start(setup, 1);
    trial.act(|step| step.evacuate_district(district));
    assert_eq!(trial.log.count(Kind::EvacuationOrdered), 1);
    trial.run_until(23.0);
    let people = trial.people(village);
    assert_eq!(people.hosted + people.shelter, 400);
    let waves = trial.log.count(Kind::BusWave);
    assert!((10..40).contains(&waves), "buses of 40, some not full: {waves}");
    assert_eq!(trial.log.count(Kind::FirstDepartures), 1);
    assert_eq!(trial.simulation.model.world.districts[district.index()].buses_free, 2);
}
