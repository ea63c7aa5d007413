//! Order of events, the clock and the horizon.

use truceline::engine::{Limits, Outcome, Time};

use super::{Toy, hours, nothing, run};

#[test]
fn events_come_by_time_then_phase_then_order_of_scheduling() {
    let mut simulation = Toy::simulation(nothing);
    let mut expected = Vec::new();
    for event in 0..1000_u32 {
        let (time, phase) = (hours(event * 7 % 5), (event * 11 % 16) as u8);
        simulation.engine.schedule(time, phase, event);
        expected.push((time, phase, event));
    }
    expected.sort_unstable();
    assert_eq!(run(&mut simulation, Time::MAX), Outcome::Exhausted);
    let expected: Vec<u32> = expected.iter().map(|entry| entry.2).collect();
    assert_eq!(simulation.model.events(), expected);
    assert_eq!(simulation.engine.executed(), 1000);
}

#[test]
fn what_is_scheduled_for_now_joins_the_queue_of_its_phase() {
    let mut simulation = Toy::simulation(|engine, event| {
        if event == 0 {
            engine.schedule(engine.now(), 4, 10);
            engine.schedule(engine.now(), 0, 11);
            engine.schedule(engine.now(), 8, 12);
        }
    });
    for (event, phase) in [(0, 4), (1, 4), (2, 8)] {
        simulation.engine.schedule(hours(1), phase, event);
    }
    run(&mut simulation, hours(2));
    // A lower phase comes next even though phase 4 has begun; within a phase, whoever was there first.
    assert_eq!(simulation.model.events(), [0, 11, 1, 10, 2, 12]);
}

#[test]
fn the_horizon_is_exclusive() {
    let mut simulation = Toy::simulation(nothing);
    let just_before = Time::from_milliseconds(hours(5).milliseconds() - 1);
    for (event, time) in [(0, Time::ZERO), (1, just_before), (2, hours(5)), (3, hours(6))] {
        simulation.engine.schedule(time, 0, event);
    }
    assert_eq!(run(&mut simulation, Time::ZERO), Outcome::Horizon);
    assert!(simulation.model.events().is_empty());
    assert_eq!(run(&mut simulation, hours(5)), Outcome::Horizon);
    assert_eq!(simulation.model.events(), [0, 1]);
    assert_eq!(simulation.engine.now(), hours(5), "the clock stands at the horizon");
    assert_eq!(run(&mut simulation, hours(4)), Outcome::Horizon);
    assert_eq!(simulation.engine.now(), hours(5), "and never goes back");
    assert_eq!(run(&mut simulation, hours(7)), Outcome::Exhausted);
    assert_eq!(simulation.model.events(), [0, 1, 2, 3]);
    assert_eq!(simulation.engine.now(), hours(7));
    assert!(Outcome::Horizon.is_complete() && Outcome::Exhausted.is_complete());
}

#[test]
fn nothing_to_do_is_exhausted_at_once() {
    let mut simulation = Toy::simulation(nothing);
    assert_eq!(run(&mut simulation, hours(3)), Outcome::Exhausted);
    assert_eq!(simulation.engine.now(), hours(3));
    assert!(!simulation.step(&mut ()));
    assert_eq!(simulation.engine.executed(), 0);
}

#[test]
fn one_step_executes_one_event() {
    let mut simulation = Toy::simulation(nothing);
    simulation.engine.schedule(hours(2), 0, 2);
    simulation.engine.schedule(hours(1), 0, 1);
    assert!(simulation.step(&mut ()));
    assert_eq!((simulation.engine.now(), simulation.engine.pending()), (hours(1), 1));
    assert_eq!(simulation.run(&Limits::until(hours(9)), &mut ()), Outcome::Exhausted);
    assert_eq!(simulation.model.events(), [1, 2]);
}

#[test]
fn a_cancelled_event_never_happens_and_its_handle_is_stale() {
    let mut simulation = Toy::simulation(nothing);
    let cancelled = simulation.engine.schedule(hours(1), 0, 1);
    let moved = simulation.engine.schedule(hours(1), 0, 2);
    let fired = simulation.engine.schedule(hours(1), 0, 3);
    assert!(simulation.engine.cancel(cancelled));
    let moved = simulation.engine.reschedule(moved, hours(2), 0).expect("is pending");
    run(&mut simulation, hours(2));
    assert!(simulation.engine.is_pending(moved));
    run(&mut simulation, hours(3));
    assert_eq!(
        simulation.model.trace.iter().map(|entry| (entry.0, entry.1)).collect::<Vec<_>>(),
        [(hours(1), 3), (hours(2), 2)]
    );
    for handle in [cancelled, moved, fired] {
        assert!(!simulation.engine.is_pending(handle) && !simulation.engine.cancel(handle));
        assert_eq!(simulation.engine.reschedule(handle, hours(9), 0), None);
    }
}

#[test]
#[should_panic(expected = "in the past")]
fn the_past_cannot_be_scheduled() {
    let mut simulation = Toy::simulation(nothing);
    run(&mut simulation, hours(2));
    simulation.engine.schedule(hours(1), 0, 0);
}

#[test]
#[should_panic(expected = "in the past")]
fn nothing_moves_into_the_past() {
    let mut simulation = Toy::simulation(nothing);
    let handle = simulation.engine.schedule(hours(3), 0, 0);
    run(&mut simulation, hours(2));
    simulation.engine.reschedule(handle, hours(1), 0);
}
