//! No hostility: no acts and no casualties, exactly.

use truceline::engine::{Limits, Time};
use truceline::experiment::replicate;
use truceline::model::ids::SideId;
use truceline::model::{Harm, Kind, Setup, World};
use truceline::scenario::{Files, load};

use super::in_parallel;
use super::random::setup;
use crate::scenario::shipped::{SHIPPED, path, shipped};

const SEEDS: usize = 200;
const WORLDS: usize = 400;

fn nothing_happens(name: &str, setup: &Setup, world: &World) {
    assert!(setup.hostility.iter().all(|&hostility| hostility == 0.0), "{name}");
    assert_eq!(world.acts.len(), 0, "acts in {name}: {:?}", world.acts.first());
    assert_eq!(world.tally.acts, [0; 7], "{name}");
    assert!(world.tally.harm.iter().all(Harm::is_none), "{name}: {:?}", world.tally.harm);
    assert!(world.villages.iter().all(|village| village.people.dead == 0 && village.wounded == 0), "{name}");
    assert!(world.soldiers.iter().all(|side| side.dead + side.wounded + side.captive == 0), "{name}");
    assert!(world.assaults.is_empty() && world.operations.is_empty(), "{name}");
    for kind in [Kind::ArmedSpark, Kind::GuardsDrawnIn, Kind::SpoilerFire, Kind::Breach, Kind::VillageEntered] {
        assert_eq!(world.tally.logged(kind), 0, "{name}: {}", kind.name());
    }
}

#[test]
fn shipped_scenarios_without_hostility_are_without_casualties() {
    for id in SHIPPED {
        let document = shipped(id).document;
        let peace = |row: &truceline::scenario::HostilityDocument| {
            (format!("hostility.{}--{}.value", row.side, row.against), "0".to_owned())
        };
        let set: Vec<_> = document.hostility.iter().map(peace).collect();
        let setup = load(&Files, &path(id), &set).unwrap_or_else(|error| panic!("{error}")).setup;
        in_parallel(SEEDS, |seed| {
            let run = replicate(&setup, seed as u64, 0, &Limits::until(setup.horizon), &mut ());
            assert!(run.outcome.is_complete(), "{id}");
            nothing_happens(&format!("{id}, seed {seed}"), &setup, &run.world);
        });
    }
    println!("{} shipped scenarios without hostility, {SEEDS} seeds each: no act, nobody hurt", SHIPPED.len());
}

#[test]
fn random_worlds_without_hostility_are_without_casualties() {
    let injects: usize = in_parallel(WORLDS, |number| {
        let setup = setup(number as u64, false);
        let run = replicate(&setup, number as u64, 0, &Limits::until(Time::from_days(40)), &mut ());
        assert!(run.outcome.is_complete(), "world {number}");
        nothing_happens(&format!("world {number}"), &setup, &run.world);
        run.world.tally.logged(Kind::Inject) as usize
    })
    .into_iter()
    .sum();
    println!("{WORLDS} random worlds without hostility, {injects} injects: no act, nobody hurt");
}

#[test]
fn a_side_without_hostility_never_acts() {
    let acts: usize = in_parallel(WORLDS, |number| {
        let mut setup = Setup::clone(&setup(number as u64, true));
        let sides = setup.sides.len();
        setup.hostility[..sides].fill(0.0);
        let limits = Limits { events: 20_000, ..Limits::until(Time::from_days(40)) };
        let run = replicate(&std::sync::Arc::new(setup), number as u64, 0, &limits, &mut ());
        // The dead of an assault are told to both commands when it ends, as an entry without weight of its own: the
        // defender's fire killed them, but the assault is the other side's act.
        let by_peaceful = run.world.acts.iter().find(|act| act.side == SideId(0) && act.report_factor > 0.0);
        assert!(by_peaceful.is_none(), "world {number}: {by_peaceful:?}");
        run.world.acts.len()
    })
    .into_iter()
    .sum();
    println!("{WORLDS} random worlds in which one side is hostile to nobody: none of the {acts} acts is by it");
    assert!(acts > 10 * WORLDS);
}
