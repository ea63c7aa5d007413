//! Closures: rerouting, stranding, crossings, and the entry of soldiers.

use super::world::{Trial, empty, everyone_departs};
use crate::model::Kind;
use crate::model::evacuation::Closure;
use crate::model::ids::{LinkId, SectorId, SideId, TownId, VillageId};
use crate::model::setup::{Control, Setup};

const NORTH: Control = Control::Side(SideId(0));

/// A village, a bridge to the near town, and a long way round.
fn two_ways() -> (Setup, VillageId, TownId, LinkId, LinkId) {
    let mut setup = empty();
    let district = setup.district(0, 0);
    let village = setup.village_of("v", district, (0.0, 0.0), 40, 10, 1.0);
    let fork = setup.waypoint("fork", (3.5, 0.0));
    let town = setup.town_of("t", 0, (10.5, 0.0), 1000, 1000);
    setup.road(setup.home(village), fork, 3.5, NORTH);
    let bridge = setup.road(fork, setup.town_place(town), 7.0, NORTH);
    let round = setup.road(setup.town_place(town), fork, 70.0, NORTH);
    (setup, village, town, bridge, round)
}

#[test]
fn a_broken_bridge_sends_people_round() {
    let (setup, village, ..) = two_ways();
    let bridge = LinkId(1);
    let mut trial = Trial::start(setup, 1);
    trial.act(|step| everyone_departs(step, village));
    trial.run_until(0.05);
    trial.act(|step| step.close_link(bridge, Closure::Bridge));
    trial.run_until(1.9);
    assert_eq!(trial.people(village).road, 40, "2 h for the way round");
    trial.run_until(2.3);
    assert_eq!(trial.people(village).road, 0);
    assert_eq!((trial.log.count(Kind::LinkClosed), trial.log.count(Kind::Stranded)), (1, 0));
}

#[test]
fn people_are_stranded_until_a_road_opens() {
    let (setup, village, _, bridge, round) = two_ways();
    let mut trial = Trial::start(setup, 1);
    trial.act(|step| {
        step.close_link(bridge, Closure::Order);
        step.close_link(bridge, Closure::Bridge);
        step.close_link(round, Closure::Crowd);
        everyone_departs(step, village);
    });
    trial.run_until(5.0);
    assert_eq!(trial.people(village).stranded, 40);
    trial.act(|step| step.open_link(bridge, Closure::Bridge));
    trial.run_until(7.0);
    assert_eq!(trial.people(village).stranded, 40, "another reason still holds");
    trial.act(|step| step.open_link(bridge, Closure::Order));
    trial.run_until(8.0);
    assert_eq!(trial.people(village).stranded + trial.people(village).road, 0);
    assert_eq!((trial.log.count(Kind::LinkClosed), trial.log.count(Kind::LinkOpened)), (2, 1));
}

#[test]
fn crossings_shut_at_high_rungs_to_the_others_only() {
    let mut setup = empty();
    let districts = [setup.district(0, 0), setup.district(1, 0)];
    let north = setup.village_of("n", districts[0], (0.0, 0.0), 4, 1, 1.0);
    let south = setup.village_of("s", districts[1], (0.0, -1.0), 4, 1, 1.0);
    let towns = [setup.town_of("tn", 0, (7.0, 0.0), 100, 100), setup.town_of("ts", 1, (7.0, -1.0), 100, 100)];
    let fork = setup.waypoint("fork", (3.0, 0.0));
    setup.road(setup.home(north), fork, 3.0, NORTH);
    setup.road(setup.home(south), fork, 3.0, Control::Side(SideId(1)));
    let own = setup.road(fork, setup.town_place(towns[0]), 4.0, NORTH);
    setup.road(fork, setup.town_place(towns[1]), 4.0, NORTH);
    let mut trial = Trial::start(setup, 1);
    trial.act(|step| {
        let front = step.world.front_id(SideId(1), SideId(0), SectorId(0));
        step.world.fronts[front.index()].rung = 3;
        step.crossings_follow_rungs();
        everyone_departs(step, north);
        everyone_departs(step, south);
    });
    assert_ne!(trial.simulation.model.world.links[own.index()].closures, 0);
    trial.run_until(1.0);
    assert_eq!((trial.people(north).stranded, trial.people(south).stranded), (0, 4));
    assert_eq!(trial.log.count(Kind::LinkClosed), 0, "no road is closed altogether");
    trial.act(|step| {
        let front = step.world.front_id(SideId(1), SideId(0), SectorId(0));
        step.world.fronts[front.index()].rung = 2;
        step.crossings_follow_rungs();
    });
    trial.run_until(2.0);
    assert_eq!(trial.people(south).stranded, 0);
}

#[test]
fn soldiers_who_enter_drive_out_most_and_hold_the_rest() {
    let mut setup = empty();
    let district = setup.district(0, 0);
    let village = setup.village_of("v", district, (0.0, 0.0), 1000, 200, 1.0);
    let town = setup.town_of("t", 0, (6.0, 0.0), 1000, 1000);
    let link = setup.road(setup.home(village), setup.town_place(town), 6.0, NORTH);
    let mut trial = Trial::start(setup, 1);
    trial.act(|step| step.people_flee_entry(village));
    let people = trial.people(village);
    assert_eq!((people.present(), people.road + people.stranded), (0, 1000));
    assert!((120..280).contains(&people.stranded), "about a fifth: {}", people.stranded);
    assert_eq!((trial.log.count(Kind::FleeOnFoot), trial.log.count(Kind::Stranded)), (1, 1));
    assert_eq!(trial.simulation.model.world.links[link.index()].closures, Closure::Control as u8);
    trial.run_until(1.9);
    assert_eq!(trial.people(village).road, people.road, "two hours on foot");
    trial.run_until(2.1);
    assert_eq!(trial.people(village).road, 0, "walkers pass the closed road");
    trial.act(|step| step.entry_ended(village));
    assert_eq!((trial.people(village).home, trial.people(village).stranded), (people.stranded, 0));
    assert_eq!(trial.simulation.model.world.links[link.index()].closures, 0);
}
