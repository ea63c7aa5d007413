//! The hold model: a pending set with a constant number of events; a hold takes the next and puts in another, later.

mod increments;
pub mod measure;
mod sets;

pub use increments::{DISTRIBUTIONS, Distribution};
pub use sets::{Binary, Dary, Ours, Quick, QuickNewer, Set};

use crate::clock;

/// Increments are drawn beforehand and used in turn, so that the sets alone are timed.
pub const INCREMENTS: usize = 1 << 16;
/// Holds for each event pending before anything is timed.
const WARM_UP: u64 = 3;

/// A set in use.
pub struct Hold<'a, S> {
    set: S,
    increments: &'a [u64],
    turn: usize,
    last: u64,
    checksum: u64,
}

/// A hold without its type.
pub trait Holds {
    /// Makes so many holds and returns the seconds of processor time that they took.
    fn hold(&mut self, count: u64) -> f64;

    /// Sets that did the same number of holds have the same.
    fn checksum(&self) -> u64;
}

impl<'a, S: Set> Hold<'a, S> {
    /// So many events pending, after enough holds to forget the beginning.
    pub fn new(size: u32, increments: &'a [u64]) -> Hold<'a, S> {
        let mut set = S::default();
        for (event, &time) in (0..size).zip(increments.iter().cycle()) {
            set.push(time, event);
        }
        let mut hold = Hold { set, increments, turn: 0, last: 0, checksum: 0 };
        hold.hold(WARM_UP * u64::from(size));
        hold
    }
}

impl<S: Set> Holds for Hold<'_, S> {
    fn hold(&mut self, count: u64) -> f64 {
        // Kept out of memory in the loop.
        let Hold { set, increments, turn, last, checksum } = self;
        let (mut next_turn, mut time, mut sum) = (*turn, *last, *checksum);
        let seconds = clock::time(|| {
            for _ in 0..count {
                let event;
                (time, event) = set.pop();
                next_turn = (next_turn + 1) % INCREMENTS;
                set.push(time + increments[next_turn], event);
                sum = sum.rotate_left(1) ^ time;
            }
        });
        (*turn, *last, *checksum) = (next_turn, time, sum);
        assert!(time < sets::LAST_TIME, "time does not fit the keys any more");
        seconds
    }

    fn checksum(&self) -> u64 {
        self.checksum
    }
}

/// Nanoseconds of a hold that are not the set's: the loop and the increments.
pub fn loop_nanoseconds(increments: &[u64]) -> f64 {
    const COUNT: u64 = 20_000_000;
    let (mut turn, mut checksum, mut time) = (0, 0_u64, 0);
    let seconds = clock::time(|| {
        for _ in 0..COUNT {
            time = std::hint::black_box(time);
            turn = (turn + 1) % INCREMENTS;
            checksum = checksum.rotate_left(1) ^ time;
            time += increments[turn];
        }
    });
    std::hint::black_box(checksum);
    seconds * 1e9 / COUNT as f64
}
