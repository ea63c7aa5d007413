//! Causes: the nearest logged ancestor, through silent events.

use truceline::engine::{NO_CAUSE, Time};

use super::{Toy, hours, nothing, run};

/// Events by name.
const SILENT_ROOT: u32 = 0;
const LOGGED: u32 = 1;
const SILENT: u32 = 2;
const LOGGED_AGAIN: u32 = 3;
const OF_THE_HAZARD: u32 = 4;
const LEAF: u32 = 5;

#[test]
fn a_cause_is_the_nearest_logged_ancestor() {
    let mut simulation = Toy::simulation(|engine, event| {
        let next = engine.now() + hours(1);
        match event {
            SILENT_ROOT => {
                engine.schedule(next, 0, LOGGED);
            }
            LOGGED => {
                // Scheduled before the log: not yet its child.
                engine.schedule(next, 0, LEAF);
                assert_eq!((engine.log(), engine.cause()), (0, 0));
                engine.schedule(next, 1, SILENT);
            }
            SILENT => {
                engine.schedule(next, 0, LOGGED_AGAIN);
            }
            LOGGED_AGAIN => {
                assert_eq!((engine.log(), engine.log()), (1, 2));
                engine.schedule(next, 0, LEAF);
                engine.set_cause(0);
                engine.schedule(next, 1, OF_THE_HAZARD);
                engine.set_cause(NO_CAUSE);
                engine.schedule(next, 2, LEAF);
            }
            _ => {}
        }
    });
    simulation.engine.schedule(Time::ZERO, 0, SILENT_ROOT);
    run(&mut simulation, hours(99));
    let causes: Vec<(u32, u32)> = simulation.model.trace.iter().map(|entry| (entry.1, entry.2)).collect();
    assert_eq!(
        causes,
        [
            (SILENT_ROOT, NO_CAUSE),
            (LOGGED, NO_CAUSE),
            (LEAF, NO_CAUSE),
            (SILENT, 0),
            (LOGGED_AGAIN, 0),
            (LEAF, 2),
            (OF_THE_HAZARD, 0),
            (LEAF, NO_CAUSE),
        ]
    );
    assert_eq!(simulation.engine.logged(), 3);
}

#[test]
fn a_moved_event_keeps_its_cause() {
    let mut simulation = Toy::simulation(nothing);
    simulation.engine.set_cause(41);
    let handle = simulation.engine.schedule(hours(1), 0, LEAF);
    simulation.engine.set_cause(42);
    simulation.engine.reschedule(handle, hours(2), 0);
    run(&mut simulation, hours(3));
    assert_eq!(simulation.model.trace, [(hours(2), LEAF, 41)]);
}

#[test]
fn nothing_is_the_cause_between_events() {
    let mut simulation = Toy::simulation(|engine, _| {
        engine.log();
    });
    simulation.engine.schedule(hours(1), 0, LOGGED);
    run(&mut simulation, hours(2));
    assert_eq!(simulation.engine.cause(), NO_CAUSE);
    // Whoever intervenes here is not caused by the last event, nor by an earlier intervention.
    simulation.engine.schedule(hours(3), 0, LEAF);
    simulation.engine.log();
    run(&mut simulation, hours(3));
    assert_eq!(simulation.engine.cause(), NO_CAUSE);
    run(&mut simulation, hours(4));
    assert_eq!(simulation.model.trace[1], (hours(3), LEAF, NO_CAUSE));
}
