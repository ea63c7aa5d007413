//! A branch that changes nothing is the unbranched run, byte for byte.

use truceline::engine::{Limits, Time};

use super::super::worlds::{Dice, in_parallel};
use super::{assert_same_files, branch, step, tables, unbroken};

/// Scenarios, moments each, and how far they are run.
const SCENARIOS: [(&str, usize, u64); 5] = [
    ("one-bridge", 30, 96),
    ("three-sides", 25, 96),
    ("batken-2021", 20, 96),
    ("failed-truces", 15, 120),
    ("water-intake", 10, 96),
];

#[test]
fn a_branch_without_change_is_the_unbranched_run() {
    let parted: Vec<usize> = in_parallel(SCENARIOS.len(), |number| {
        let (name, moments, hours) = SCENARIOS[number];
        let limits = Limits::until(Time::from_hours(hours as f64));
        let dice = &mut Dice::new("moments", number as u64);
        let mut whole = None;
        for moment in 0..moments {
            // A few seeds, and many moments of each: on the grid of the curves, at events and between.
            let seed = moment as u64 / 10;
            let at = match moment % 3 {
                0 => Time::from_milliseconds(900_000 * dice.whole(1, 4 * hours as usize - 1) as u64),
                _ => Time::from_milliseconds(dice.whole(1, hours as usize * 3_600_000 - 1) as u64),
            };
            let branch = branch(name, &step(at, &[], &[])).unwrap();
            if moment % 10 == 0 {
                whole = Some(unbroken(&branch.before, limits, seed));
            }
            let (replication, files) = whole.as_ref().unwrap();
            let arms = branch.arms(seed, 0, &limits).unwrap_or_else(|ended| panic!("{name}: {:?}", ended.0));
            assert_eq!(arms.fork, None, "{name} at {at}");
            for (arm, which) in [(&arms.unchanged, "unchanged"), (&arms.changed, "changed")] {
                let what = format!("{name} at {at}, {which}");
                assert_eq!(arm.replication.digest, replication.digest, "{what}");
                assert_eq!(arm.replication.events, replication.events, "{what}");
                let found = tables(&branch.after, limits, seed, &arm.recorder, &arm.replication);
                assert_same_files(&found, files, &what);
            }
        }
        moments
    });
    assert_eq!(parted.iter().sum::<usize>(), 100);
}
