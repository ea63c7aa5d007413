//! Limits and invariants: each ends the run with its own name, and none harms what could follow.

use truceline::engine::{Limits, Outcome, Simulation, Time};

use super::{Toy, hours, nothing};

fn small(horizon: Time) -> Limits {
    Limits { events: 1000, events_at_one_instant: 100, pending: 500, ..Limits::until(horizon) }
}

fn scheduled_at_zero(rule: super::Rule) -> Simulation<Toy> {
    let mut simulation = Toy::simulation(rule);
    simulation.engine.schedule(Time::ZERO, 0, 0);
    simulation
}

#[test]
fn a_loop_without_delay_ends_at_the_instant_limit() {
    for start in [Time::ZERO, hours(3)] {
        let mut simulation = Toy::simulation(|engine, event| {
            engine.schedule(engine.now(), 0, event);
        });
        simulation.engine.schedule(start, 0, 7);
        let outcome = simulation.run(&small(hours(9)), &mut ());
        assert_eq!((outcome.name(), outcome.is_complete()), ("instant_limit", false));
        assert_eq!((simulation.engine.executed(), simulation.engine.now()), (100, start));
    }
}

#[test]
fn exactly_the_events_allowed_at_one_instant_may_happen() {
    let mut simulation = Toy::simulation(nothing);
    for event in 0..300 {
        simulation.engine.schedule(hours(event / 100), 0, event);
    }
    assert_eq!(simulation.run(&small(hours(9)), &mut ()), Outcome::Exhausted);
    simulation.engine.schedule(hours(9), 0, 0);
    assert_eq!(
        simulation.run(&Limits { events_at_one_instant: 0, ..small(hours(99)) }, &mut ()),
        Outcome::InstantLimit
    );
}

/// The count starts anew at each instant, wherever the run was stopped.
#[test]
fn a_stop_between_instants_does_not_carry_their_count_over() {
    let mut simulation = Toy::simulation(nothing);
    for event in 0..120 {
        simulation.engine.schedule(hours(1 + event / 60), 0, event);
    }
    assert_eq!(simulation.run(&small(hours(2)), &mut ()), Outcome::Horizon);
    assert_eq!(simulation.run(&small(hours(3)), &mut ()), Outcome::Exhausted);
}

#[test]
fn exponential_growth_ends_at_the_pending_limit() {
    let mut simulation = scheduled_at_zero(|engine, event| {
        for _ in 0..2 {
            engine.schedule(engine.now() + hours(1), 0, event);
        }
    });
    let limits = Limits { events_at_one_instant: u64::MAX, ..small(Time::MAX) };
    let outcome = simulation.run(&limits, &mut ());
    assert_eq!((outcome.name(), outcome.is_complete()), ("pending_limit", false));
    assert_eq!(simulation.engine.pending(), 501);
}

#[test]
fn exactly_the_events_allowed_may_be_pending() {
    let mut simulation = Toy::simulation(nothing);
    for event in 0..500 {
        simulation.engine.schedule(hours(event), 0, event);
    }
    assert_eq!(simulation.run(&small(Time::MAX), &mut ()), Outcome::Exhausted);
}

#[test]
fn a_process_without_end_ends_at_the_event_limit_and_can_be_taken_up_again() {
    let rule = |engine: &mut _, event| {
        let engine: &mut truceline::engine::Engine<u32> = engine;
        engine.schedule(engine.now() + hours(1), 0, event + 1);
    };
    let mut simulation = scheduled_at_zero(rule);
    let outcome = simulation.run(&small(Time::MAX), &mut ());
    assert_eq!((outcome.name(), outcome.is_complete()), ("event_limit", false));
    assert_eq!((simulation.engine.executed(), simulation.engine.now()), (1000, hours(999)));
    assert_eq!(simulation.run(&small(Time::MAX), &mut ()), Outcome::EventLimit);
    assert_eq!(simulation.engine.executed(), 1000, "no event beyond the limit");
    assert_eq!(simulation.run(&Limits { events: 2000, ..small(Time::MAX) }, &mut ()), Outcome::EventLimit);

    let mut uninterrupted = scheduled_at_zero(rule);
    uninterrupted.run(&Limits { events: 2000, ..small(Time::MAX) }, &mut ());
    assert_eq!(simulation.engine.digest(), uninterrupted.engine.digest());
    assert_eq!(simulation.model.trace, uninterrupted.model.trace);
}

#[test]
fn a_broken_invariant_ends_the_run_at_its_event() {
    let mut simulation = Toy::simulation(nothing);
    simulation.model.breaks_at = 5;
    for event in 0..10 {
        simulation.engine.schedule(hours(event), 0, event);
    }
    let unwatched = simulation.clone().run(&small(hours(99)), &mut ());
    assert_eq!(unwatched, Outcome::Exhausted, "checked only when asked for");
    let outcome = simulation.run(&Limits { check_invariants: true, ..small(hours(99)) }, &mut ());
    assert_eq!(outcome, Outcome::InvariantBroken("event 5 happened".to_string()));
    assert_eq!((outcome.name(), outcome.is_complete()), ("invariant_broken", false));
    assert_eq!((simulation.engine.executed(), simulation.engine.now()), (6, hours(5)));
}

#[test]
fn the_horizon_comes_before_the_limits() {
    let mut simulation = Toy::simulation(nothing);
    simulation.engine.schedule(hours(5), 0, 0);
    let limits = Limits { events: 0, events_at_one_instant: 0, pending: 0, ..Limits::until(hours(5)) };
    assert_eq!(simulation.run(&limits, &mut ()).name(), "horizon");
    assert_eq!(simulation.run(&Limits { horizon: hours(6), ..limits }, &mut ()).name(), "event_limit");
    assert_eq!(Outcome::Exhausted.name(), "exhausted");
}
