//! Random stress: whatever happens in whatever order, nobody is lost and every count agrees, after every event.

use super::world::{Trial, empty};
use crate::engine::{Draws, Lineage, Stream, Time};
use crate::model::Kind;
use crate::model::evacuation::Closure;
use crate::model::geometry::Position;
use crate::model::ids::{DistrictId, LinkId, SectorId, SideId, SiteId, VillageId};
use crate::model::setup::{Control, Setup};

/// Three villages a side, two towns a side with little room, a site, roads with a loop and a crossing.
fn country() -> Setup {
    let mut setup = empty();
    setup.parameters.village.leave_constant = -1.0;
    let mut villages = Vec::new();
    let mut mixed = Vec::new();
    for side in 0..2_u8 {
        let south = if side == 0 { 1.0 } else { -1.0 };
        let control = Control::Side(SideId(side));
        let district = setup.district(side, 2);
        let names = [["na", "nb", "nc"], ["sa", "sb", "sc"]][usize::from(side)];
        let own: Vec<VillageId> = (0..3)
            .map(|index| {
                let at = (4.0 * f64::from(index), south);
                setup.village_of(names[index as usize], district, at, 150 + 7 * index as u32, 30, 0.5)
            })
            .collect();
        let near = setup.town_of(["nt", "st"][usize::from(side)], side, (4.0, 8.0 * south), 60, 120);
        let far = setup.town_of(["nu", "su"][usize::from(side)], side, (30.0, 8.0 * south), 60, 200);
        let hub = setup.waypoint(["nh", "sh"][usize::from(side)], (4.0, 4.0 * south));
        for &village in &own {
            let link = setup.road(setup.home(village), hub, 5.0, control);
            setup.links[link.index()].capacity_per_hour = Some(20.0);
        }
        setup.road(hub, setup.town_place(near), 4.0, control);
        setup.road(setup.home(own[2]), setup.town_place(far), 25.0, Control::Mixed);
        setup.road(setup.town_place(near), setup.town_place(far), 28.0, control);
        mixed.push(hub);
        villages.extend(own);
    }
    setup.road(mixed[0], mixed[1], 8.0, Control::Mixed);
    setup.site_at("site", (4.0, 0.0), &villages);
    setup
}

const EXPECTED: [Kind; 11] = [
    Kind::Alarm,
    Kind::EvacuationOrdered,
    Kind::FirstDepartures,
    Kind::BusWave,
    Kind::FleeOnFoot,
    Kind::Stranded,
    Kind::ShelterFull,
    Kind::ReturnBegins,
    Kind::LinkUnderFire,
    Kind::LinkClosed,
    Kind::LinkOpened,
];

fn disturb(trial: &mut Trial, stream: &mut Stream, round: u64) {
    let (villages, links) = (6, 13);
    let village = VillageId::at(stream.index(villages));
    let link = LinkId::at(stream.index(links));
    let (choice, size) = (stream.index(17), stream.index(30) as u32);
    let reason = [Closure::Bridge, Closure::Crowd, Closure::Order][stream.index(3)];
    let place = Position { east_km: stream.uniform(-2.0, 12.0), north_km: stream.uniform(-3.0, 3.0) };
    let rung = 1 + stream.index(6) as u8;
    trial.act(|step| match choice {
        0..=3 => {
            step.threaten_villages(place, rung);
            step.fire_on_roads(place, rung);
        }
        4 => step.close_link(link, reason),
        5 | 6 => step.open_link(link, reason),
        7 => step.people_flee_entry(village),
        8 => step.entry_ended(village),
        9 => {
            let side = SideId(u8::from(village.index() >= 3));
            let lineage = Lineage::of_text("stress").child(round);
            let before = step.world.roads.people[side.index()].now.dead;
            let (killed, _) = step.harm_on_link(link, side, size, 3, lineage);
            assert_eq!(step.world.roads.people[side.index()].now.dead - before, killed);
        }
        10 => {
            let (killed, wounded) = step.harm_village(village, size / 4, size / 2);
            assert!(killed <= size / 4 && wounded <= size / 2);
        }
        11 | 12 => {
            step.villager_dies_of_wounds(village);
        }
        13 => {
            let came = step.gather(village, size);
            let state = &mut step.world.sites[0];
            state.people[village.index()] += came;
            state.crowd[usize::from(village.index() >= 3)] += came;
        }
        14 => {
            let state = &mut step.world.sites[SiteId(0).index()];
            let home = size.min(state.people[village.index()]);
            state.people[village.index()] -= home;
            state.crowd[usize::from(village.index() >= 3)] -= home;
            let (killed, _) = step.harm_at_site(village, 0, 1);
            assert_eq!(killed, 0);
            step.go_home(village, home);
        }
        15 => {
            step.evacuate_district(DistrictId(u32::from(village.index() >= 3)));
            step.order_evacuations(SideId(0), SectorId(0));
        }
        _ => {
            let front = step.world.front_id(SideId(0), SideId(1), SectorId(0));
            step.world.fronts[front.index()].rung = rung;
            step.crossings_follow_rungs();
            if size == 0 {
                step.reset_people();
            }
        }
    });
}

fn stress(seed: u64, rounds: u64, hours_between: f64) -> Trial {
    let mut trial = Trial::start(country(), seed);
    let mut stream = Draws::new(1, seed, 99).open(Lineage::of_text("stress"), 1);
    let mut hours = 0.0;
    for round in 0..rounds {
        hours += stream.exponential(hours_between);
        trial.run_until(hours);
        disturb(&mut trial, &mut stream, round);
    }
    trial
}

#[test]
fn nobody_is_lost_whatever_happens() {
    let mut seen = [0; Kind::ALL.len()];
    for seed in 0..12 {
        for hours_between in [0.02, 0.3, 6.0] {
            for row in stress(seed, 300, hours_between).log.0 {
                seen[row.kind as usize] += 1;
            }
        }
    }
    for kind in EXPECTED {
        assert!(seen[kind as usize] > 10, "the stress hardly touches {}: {}", kind.name(), seen[kind as usize]);
    }
}

#[test]
fn after_long_calm_everyone_alive_is_home() {
    for seed in 0..6 {
        let mut trial = stress(seed, 150, 0.2);
        trial.act(|step| {
            for village in VillageId::all(6) {
                step.entry_ended(village);
            }
            step.world.villages.iter_mut().for_each(|village| {
                village.houses += village.ruined;
                village.ruined = 0;
            });
        });
        let hours = trial.now().hours() + 24.0 * 200.0;
        trial.run_until(hours);
        for village in VillageId::all(6) {
            let people = trial.people(village);
            assert_eq!(people.displaced() + people.preparing, 0, "seed {seed}: {people:?}");
        }
    }
}

#[test]
fn a_snapshot_goes_on_as_if_nothing_had_happened() {
    let mut trial = stress(3, 120, 0.1);
    let bytes = postcard::to_stdvec(&trial.simulation.model.world).expect("a world can be written");
    let engine = trial.simulation.engine.clone();
    let hours = trial.now().hours() + 50.0;
    trial.run_until(hours);
    let digest = trial.simulation.engine.digest().clone();
    trial.simulation.model.world = postcard::from_bytes(&bytes).expect("a world can be read");
    trial.simulation.engine = engine;
    assert!(trial.now() < Time::from_hours(hours));
    trial.run_until(hours);
    assert_eq!(*trial.simulation.engine.digest(), digest);
}
