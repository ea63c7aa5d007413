//! Runs in the memory of earlier ones.
//!
//! What these tests are meant to catch: anything of one run that another finds in its memory: events still pending,
//! routes of another map, groups in a list that should be empty; also after a run that a limit ended half-way, and from
//! one scenario to the next.

use std::sync::Arc;

use truceline::engine::{Limits, Time};
use truceline::experiment::{replicate, replicate_in};
use truceline::model::{Memory, Setup};
use truceline::scenario::{self, Files};

fn shipped(name: &str) -> Arc<Setup> {
    let path = format!("{}/scenarios/{name}.ron", env!("CARGO_MANIFEST_DIR"));
    scenario::load(&Files, &path, &[]).expect("shipped scenarios are valid").setup
}

#[test]
fn a_run_is_the_same_in_any_memory() {
    let setups =
        ["failed-truces", "batken-2021-fire", "one-bridge", "three-sides", "enclave", "slow-orders"].map(shipped);
    let mut memory = Memory::default();
    let (mut events, mut cut_short) = (0, 0);
    for replication in 0..4 {
        for setup in &setups {
            let limits = Limits::until(setup.horizon);
            // Ended by a limit, so that much is still pending, on the road and in talks.
            let half = Limits { events: 2_000, ..limits };
            let run = replicate_in(&mut memory, setup, 7, replication, &half, &mut ());
            cut_short += u32::from(!run.outcome.is_complete());
            memory.world = Some(run.world);

            let again = replicate_in(&mut memory, setup, 3, replication, &limits, &mut ());
            let fresh = replicate(setup, 3, replication, &limits, &mut ());
            assert_eq!(again.digest_text(), fresh.digest_text(), "{} {replication}", setup.id);
            assert_eq!((again.events, &again.measures), (fresh.events, &fresh.measures));
            events += again.events;
            memory.world = Some(again.world);
        }
    }
    assert!(events > 100_000 && cut_short > 10, "{events} events, {cut_short} runs cut short");
}

#[test]
fn a_run_that_never_began_leaves_no_trace() {
    let setup = shipped("failed-truces");
    let mut memory = Memory::default();
    let nothing = Limits::until(Time::ZERO);
    let run = replicate_in(&mut memory, &setup, 1, 0, &nothing, &mut ());
    assert_eq!(run.events, 0);
    memory.world = Some(run.world);
    let limits = Limits::until(setup.horizon);
    let again = replicate_in(&mut memory, &setup, 1, 0, &limits, &mut ());
    assert_eq!(again.digest, replicate(&setup, 1, 0, &limits, &mut ()).digest);
}
