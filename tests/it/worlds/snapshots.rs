//! Snapshots of random worlds at random moments run on as if nothing had been; damaged ones are refused.

use truceline::engine::Limits;
use truceline::experiment::snapshot::{self, Origin, SnapshotError};
use truceline::model::begin;

use super::determinism::LIMITS;
use super::random::setup;
use super::{Dice, in_parallel};

const WORLDS: usize = 300;
const SCENARIO: [u8; 32] = [7; 32];

fn origin(number: u64) -> Origin {
    Origin { seed: number, replication: 0, overrides: Vec::new(), branches: Vec::new(), limits: LIMITS }
}

#[test]
fn a_snapshot_runs_on_as_if_it_had_never_stopped() {
    let bytes = in_parallel(WORLDS, |number| {
        let number = number as u64;
        let setup = setup(number, true);
        let mut simulation = begin(&setup, number, 0, &mut ());
        let stop = Dice::new("snapshot", number).whole(0, 4_000) as u64;
        simulation.run(&Limits { events: stop, ..LIMITS }, &mut ());
        let bytes = snapshot::save(&simulation, None, &origin(number), &SCENARIO);
        let stored = snapshot::load(&bytes, &SCENARIO).unwrap_or_else(|error| panic!("{number}: {error}"));
        assert_eq!((stored.moment(), &stored.origin), (simulation.engine.now(), &origin(number)));
        let (mut loaded, recorder) = stored.resume(&setup).unwrap_or_else(|error| panic!("{number}: {error}"));
        assert!(recorder.is_none());
        assert_eq!(snapshot::save(&loaded, None, &origin(number), &SCENARIO), bytes, "world {number}: saved again");
        let outcome = simulation.run(&LIMITS, &mut ());
        assert_eq!(loaded.run(&LIMITS, &mut ()), outcome, "world {number}");
        assert_eq!(loaded.engine.digest().value(), simulation.engine.digest().value(), "world {number}, after {stop}");
        assert_eq!(loaded.engine.executed(), simulation.engine.executed(), "world {number}");
        bytes.len()
    });
    println!("{WORLDS} snapshots of {} bytes on average run on alike", bytes.iter().sum::<usize>() / WORLDS);
}

#[test]
fn flipped_bits_and_missing_ends_are_refused() {
    let setup = setup(3, true);
    let mut simulation = begin(&setup, 3, 0, &mut ());
    simulation.run(&Limits { events: 1_500, ..LIMITS }, &mut ());
    let bytes = snapshot::save(&simulation, None, &origin(3), &SCENARIO);
    let dice = &mut Dice::new("damage", 0);
    for number in 0..1_000 {
        let mut damaged = bytes.clone();
        // Every bit of the head is tried, then any bit.
        let bit = if number < 700 { number } else { dice.whole(0, 8 * bytes.len() - 1) };
        damaged[bit / 8] ^= 1 << (bit % 8);
        assert!(snapshot::load(&damaged, &SCENARIO).is_err(), "bit {bit}");
    }
    for number in 0..400 {
        let length = if number < 100 { number } else { dice.whole(0, bytes.len() - 1) };
        let cut = snapshot::load(&bytes[..length], &SCENARIO);
        assert!(matches!(cut, Err(SnapshotError::Damaged(_))), "the first {length} bytes");
    }
    let longer = [&bytes[..], &[0]].concat();
    assert!(snapshot::load(&longer, &SCENARIO).is_err(), "a byte more");
    assert_eq!(snapshot::load(&bytes, &[8; 32]).err(), Some(SnapshotError::OtherScenario));
    assert!(snapshot::load(&bytes, &SCENARIO).is_ok());
}
