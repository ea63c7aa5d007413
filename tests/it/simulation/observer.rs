//! The observer is told of each move of the clock exactly once, and moves nothing.

use truceline::engine::{Limits, Observer, Outcome, Time};

use super::town::{Town, begin};
use super::{Toy, hours, nothing};

/// Notes each move: where to, and how many events had been executed.
#[derive(Default)]
struct Moves(Vec<(Time, usize)>);

impl Observer<Toy> for Moves {
    fn clock_passes(&mut self, model: &Toy, until: Time) {
        self.0.push((until, model.trace.len()));
    }
}

#[test]
fn told_once_for_each_move_of_the_clock() {
    let mut simulation = Toy::simulation(nothing);
    for (event, time) in [0, 0, 2, 2, 2, 5, 8].into_iter().enumerate() {
        simulation.engine.schedule(hours(time), 0, event as u32);
    }
    let mut moves = Moves::default();
    for (until, outcome) in [
        (2, Outcome::Horizon),
        (2, Outcome::Horizon),
        (1, Outcome::Horizon),
        (6, Outcome::Horizon),
        (8, Outcome::Horizon),
        (10, Outcome::Exhausted),
        (10, Outcome::Exhausted),
        (11, Outcome::Exhausted),
    ] {
        assert_eq!(simulation.run(&Limits::until(hours(until)), &mut moves), outcome);
    }
    // At zero the clock stands already; at two and eight it had been brought by the horizon.
    let expected = [(2, 2), (5, 5), (6, 6), (8, 6), (10, 7), (11, 7)];
    assert_eq!(moves.0, expected.map(|(time, executed)| (hours(time), executed)));
}

#[test]
fn not_told_when_a_limit_keeps_the_clock_where_it_is() {
    let mut simulation = Toy::simulation(nothing);
    for event in 0..4 {
        simulation.engine.schedule(hours(event), 0, event);
    }
    let mut moves = Moves::default();
    let limits = Limits { events: 2, ..Limits::until(hours(9)) };
    assert_eq!(simulation.run(&limits, &mut moves), Outcome::EventLimit);
    assert_eq!(simulation.run(&limits, &mut moves), Outcome::EventLimit);
    assert_eq!(moves.0, [(hours(1), 1)]);
    assert_eq!(simulation.engine.now(), hours(1));
}

/// Counts and checks that the clock only ever moves on.
#[derive(Default)]
struct Clock {
    last: Time,
    moves: u64,
}

impl Observer<Town> for Clock {
    fn clock_passes(&mut self, _: &Town, until: Time) {
        assert!(until > self.last);
        self.last = until;
        self.moves += 1;
    }
}

#[test]
fn watching_moves_no_digest() {
    let (mut watched, mut alone) = (begin(9), begin(9));
    let limits = Limits::until(hours(300));
    let mut clock = Clock::default();
    assert_eq!(watched.run(&limits, &mut clock), alone.run(&limits, &mut ()));
    assert_eq!(watched.engine.digest(), alone.engine.digest());
    assert_eq!(watched.engine.executed(), alone.engine.executed());
    assert!(clock.moves > 1000, "{} moves", clock.moves);
    assert_eq!(clock.last, hours(300));
}
