//! The hold model: take the least of the pending events and put in a later one, with a constant number pending.
//!
//! Source: D. W. Jones, *An empirical comparison of priority-queue and event-set implementations* (1986).

use crate::engine::{Digest, Pending, Time};

use super::split_mix::SplitMix64;
use super::spread::Spread;
use super::workload::{Done, Group, Ready, Timed, Workload};

/// Delays drawn beforehand and used in turn, so that the time is that of the pending events.
const DELAYS: usize = 1 << 16;

/// So many pending events, so many holds. Each hold takes one step of the digest as well, about a nanosecond or two.
#[derive(Clone, Copy, Debug)]
pub struct Hold {
    /// Delays.
    pub spread: Spread,
    /// Events pending.
    pub size: usize,
    /// Holds within the time; `size`, at least 10,000, come before it.
    pub holds: u64,
}

impl Hold {
    /// As a workload; an event is a hold.
    pub fn workload(self, name: String) -> Workload {
        let meaning = format!("hold model: {} pending, delays {}", self.size, self.spread.meaning);
        Workload::new(Group::Hold, name, meaning, move || Ok(self.ready())).of_size(self.size)
    }

    fn ready(self) -> Ready {
        Box::new(move || {
            let mut state = State::new(&self);
            state.hold(self.size.max(10_000) as u64);
            let timed: Timed = Box::new(move || {
                state.hold(self.holds);
                let digest = state.digest.value();
                Ok(Done { events: self.holds, digest, checks: Vec::new(), remains: Box::new(state) })
            });
            timed
        })
    }
}

struct State {
    pending: Pending<u64>,
    delays: Vec<Time>,
    turn: usize,
    digest: Digest,
}

impl State {
    fn new(hold: &Hold) -> State {
        let mut generator = SplitMix64(42);
        let delay = |_| Time::from_milliseconds(hold.spread.draw_milliseconds(&mut generator));
        let delays: Vec<Time> = (0..DELAYS).map(delay).collect();
        let mut pending = Pending::default();
        for event in 0..hold.size {
            pending.push(delays[event % DELAYS], 0, 0, event as u64);
        }
        State { pending, delays, turn: hold.size % DELAYS, digest: Digest::new() }
    }

    fn hold(&mut self, holds: u64) {
        for _ in 0..holds {
            let due = self.pending.pop().expect("as many are put in as are taken");
            // Time and number of the event in one word: a step of the digest costs as much as it proves.
            self.digest.fold(due.time.milliseconds() ^ due.event.rotate_right(20));
            self.turn = (self.turn + 1) % DELAYS;
            self.pending.push(due.time + self.delays[self.turn], due.phase, due.cause, due.event);
        }
    }
}
