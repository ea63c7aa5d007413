//! Broken rules are caught by the checks that every random world passes, at the very event at which they go wrong.

use std::sync::Arc;

use truceline::engine::{Limits, Outcome, Simulation, Time};
use truceline::model::{Setup, begin};

use super::faults::{Broken, Fault};
use super::in_parallel;
use super::random::setup;

const WORLDS: usize = 150;
/// A fault that shows in fewer worlds is hardly tried.
const LEAST_WORLDS: usize = 15;

/// A world in which a rule that is seldom called upon is so more often.
fn tuned(fault: Fault, setup: &Arc<Setup>) -> Arc<Setup> {
    let mut tuned = Setup::clone(setup);
    match fault {
        Fault::AssaultVanishes => {
            let post = &mut tuned.parameters.post;
            (post.assault_ratio, post.attacker_loss_share, post.defender_loss_share) = (0.7, 0.05, 0.6);
            (post.counter_seizure_per_hour, tuned.parameters.incident.ground_share) = (0.2, 1.0);
        }
        Fault::StockOverfull => {
            (tuned.parameters.post.heavy_stock, tuned.parameters.post.resupply_hours_median) = (5.0, 1.0);
        }
        _ => return Arc::clone(setup),
    }
    Arc::new(tuned)
}

/// The outcome of one world, with the events executed and those until the fault first showed.
fn run(fault: Fault, number: u64) -> (Outcome, u64, Option<u64>) {
    let setup = tuned(fault, &setup(number, true));
    let Simulation { model, engine } = begin(&setup, number, 0, &mut ());
    let mut simulation = Simulation { model: Broken { inner: model, fault, first: None }, engine };
    let limits = Limits { events: 3_000, check_invariants: true, ..Limits::until(Time::from_days(40)) };
    let outcome = simulation.run(&limits, &mut ());
    (outcome, simulation.engine.executed(), simulation.model.first)
}

/// Runs the worlds with a fault; returns how many show it and one of the messages.
fn caught(fault: Fault, words: &str) {
    let runs = in_parallel(WORLDS, |number| run(fault, number as u64));
    let mut worlds = 0;
    let mut example = String::new();
    for (number, (outcome, events, first)) in runs.into_iter().enumerate() {
        match (outcome, first) {
            (Outcome::InvariantBroken(message), Some(first)) => {
                assert_eq!(events, first, "{fault:?} in world {number} is caught at once: {message}");
                assert!(message.contains(words), "{fault:?} in world {number}: {message}");
                worlds += 1;
                example = message;
            }
            (outcome, first) => {
                assert_eq!(first, None, "{fault:?} in world {number} is not caught: {outcome:?}");
                assert!(!matches!(outcome, Outcome::InvariantBroken(_)), "world {number}: {outcome:?}");
            }
        }
    }
    println!("{fault:?}: shown and caught in {worlds} of {WORLDS} worlds, for instance \"{example}\"");
    assert!(worlds >= LEAST_WORLDS, "{fault:?} shows in {worlds} worlds only");
}

#[test]
fn without_a_fault_nothing_is_found() {
    let runs = in_parallel(WORLDS, |number| run(Fault::Nothing, number as u64));
    for (number, (outcome, _, first)) in runs.into_iter().enumerate() {
        assert!(
            matches!(outcome, Outcome::Horizon | Outcome::Exhausted | Outcome::EventLimit),
            "{number}: {outcome:?}"
        );
        assert_eq!(first, None);
    }
}

#[test]
fn a_death_that_is_not_booked_is_caught() {
    caught(Fault::DeadForgotten, "people of ");
}

#[test]
fn people_who_return_twice_are_caught() {
    caught(Fault::ReturnCountedTwice, "people of ");
}

#[test]
fn a_wounded_soldier_who_stays_in_the_crew_is_caught() {
    caught(Fault::WoundedStaysInCrew, "soldiers of ");
}

#[test]
fn soldiers_who_vanish_with_an_assault_are_caught() {
    caught(Fault::AssaultVanishes, "soldiers of ");
}

#[test]
fn stock_beyond_its_bounds_is_caught() {
    caught(Fault::StockWraps, "heavy stock of ");
    caught(Fault::StockOverfull, "heavy stock of ");
}

#[test]
fn people_left_on_the_counter_of_a_road_are_caught() {
    caught(Fault::RoadCounterKept, "people on link of ");
}

#[test]
#[should_panic(expected = "an event cannot be scheduled in the past")]
fn an_event_in_the_past_panics() {
    run(Fault::EventInThePast, 0);
}
