//! The same seed gives the same run, watched or not, cloned or not; another seed or replication gives another. With
//! claims' feedback 0 the truth does not depend on who publishes.

use std::collections::BTreeSet;
use std::sync::Arc;

use truceline::engine::{Limits, Time};
use truceline::experiment::replicate;
use truceline::model::{LogRow, Recorder, Setup, begin};

use super::in_parallel;
use super::random::setup;

const WORLDS: usize = 150;

/// Random worlds are ended early: their beginnings are the busiest.
pub const LIMITS: Limits = Limits { events: 4_000, ..Limits::until(Time::from_days(40)) };

#[test]
fn the_same_seed_is_the_same_run_and_another_is_not() {
    let digests = in_parallel(WORLDS, |number| {
        let number = number as u64;
        let setup = setup(number, true);
        let one = replicate(&setup, number, 0, &LIMITS, &mut ());
        let mut recorder = Recorder::new(&setup, LIMITS.horizon);
        let watched = replicate(&setup, number, 0, &LIMITS, &mut recorder);
        assert_eq!(one.digest, watched.digest, "world {number}: watched");
        assert_eq!(one.measures, watched.measures, "world {number}: watched");
        assert!(!recorder.rows.is_empty(), "world {number}");
        // Built anew from its text, so that nothing in the setup depends on where it lies in memory.
        let again = replicate(&self::setup(number, true), number, 0, &LIMITS, &mut ());
        assert_eq!(one.digest, again.digest, "world {number}: again");
        let other_seed = replicate(&setup, number + 1, 0, &LIMITS, &mut ());
        let other_replication = replicate(&setup, number, 1, &LIMITS, &mut ());
        [one.digest, other_seed.digest, other_replication.digest]
    });
    let distinct: BTreeSet<u128> = digests.iter().flatten().copied().collect();
    assert_eq!(distinct.len(), 3 * WORLDS, "every seed, replication and world has its own digest");
}

#[test]
fn a_clone_made_half_way_goes_on_identically() {
    in_parallel(WORLDS, |number| {
        let number = number as u64;
        let mut simulation = begin(&setup(number, true), number, 0, &mut ());
        simulation.run(&Limits { events: 500 + 10 * number, ..LIMITS }, &mut ());
        let mut twin = simulation.clone();
        let outcome = simulation.run(&LIMITS, &mut ());
        let digest = simulation.engine.digest().value();
        assert_eq!(outcome, twin.run(&LIMITS, &mut ()), "world {number}");
        assert_eq!(digest, twin.engine.digest().value(), "world {number}");
        assert_eq!(format!("{:?}", simulation.model.world), format!("{:?}", twin.model.world), "world {number}");
    });
}

/// The truth log of a world whose sides all have an office, or none has.
fn truth(setup: &Arc<Setup>, number: u64, office: bool, feedback: f64) -> (Vec<LogRow>, usize) {
    let mut changed = Setup::clone(setup);
    changed.parameters.claims.feedback = feedback;
    changed.sides.iter_mut().for_each(|side| side.has_office = office);
    let limits = Limits::until(Time::from_days(6));
    let mut recorder = Recorder::new(&changed, limits.horizon);
    replicate(&Arc::new(changed), number, 0, &limits, &mut recorder);
    (recorder.rows, recorder.claims.len())
}

#[test]
fn without_feedback_the_truth_does_not_depend_on_the_offices() {
    let claims = in_parallel(WORLDS, |number| {
        let number = number as u64;
        let setup = setup(number, true);
        let (with, claims) = truth(&setup, number, true, 0.0);
        let (without, silence) = truth(&setup, number, false, 0.0);
        assert_eq!(silence, 0, "world {number}: without offices nothing is published");
        assert_eq!(with, without, "world {number}");
        // With feedback offices do matter: the comparison above would see it.
        let (fed, _) = truth(&setup, number, true, 1.0);
        (claims, usize::from(fed != with))
    });
    let published: usize = claims.iter().map(|(claims, _)| claims).sum();
    let moved: usize = claims.iter().map(|(_, moved)| moved).sum();
    println!("{WORLDS} worlds with {published} claims: truth alike without feedback, moved by it in {moved}");
    assert!(published > 10 * WORLDS && moved > WORLDS / 5, "{published} claims, {moved} worlds");
}
