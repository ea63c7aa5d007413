//! PHOLD: N agents, each always with one event pending; the event of an agent schedules the next, for itself or for
//! any. The same in five simulators.
//!
//! All times are whole milliseconds in every engine, and events carry nothing but the agent they come to. So the order
//! among events at one time changes nothing: two that come to different agents touch different generators, two that
//! come to the same agent are the same event. Hence every engine must have executed the same events at every horizon.

pub mod ixa;
pub mod measure;
pub mod nexosim;
pub mod reference;
pub mod simpy;
pub mod simrs;
pub mod truceline;

use std::hint::select_unpredictable;

use crate::random::{Logarithm, STEP, below, exponential, scramble, unit};

/// Milliseconds from an event to the next it schedules, on average.
pub const MEAN_INCREMENT: f64 = 3_600_000.0;
/// The part of it that is certain.
const LOOKAHEAD: f64 = 0.1;

/// A simulator with PHOLD in it, filled and at time 0.
pub trait Engine {
    /// Executes all events before this moment in milliseconds, and returns the seconds of processor time it took.
    fn advance(&mut self, until: u64) -> f64;

    /// [`checksum`] of the agents as they are now.
    fn checksum(&mut self) -> u64;

    /// Seconds of processor time that the draws of so many events take alone; only where that is a matter of the
    /// language more than of the simulator.
    fn draws(&mut self, _events: u64) -> Option<f64> {
        None
    }
}

/// What is common to all events.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Number of agents.
    pub agents: u32,
    /// Probability that an event is scheduled for any agent instead of the same.
    pub remote: f64,
    /// What increments are drawn with.
    pub logarithm: Logarithm,
}

impl Rule {
    /// One event of an agent: milliseconds to the next, and who gets it. Takes two draws, and a third for somebody else.
    #[inline]
    pub fn next(&self, agent: u32, state: &mut u64) -> (u64, u32) {
        let hours = LOOKAHEAD + exponential(state, 1.0 - LOOKAHEAD, self.logarithm);
        let remote = unit(state) < self.remote;
        let mut after = *state;
        let any = below(&mut after, self.agents);
        // A branch that no processor can foresee would cost more than the draw, in every engine alike.
        *state = select_unpredictable(remote, after, *state);
        ((hours * MEAN_INCREMENT + 0.5) as u64, select_unpredictable(remote, any, agent))
    }

    /// The generators of all agents before their first draw.
    pub fn first_states(&self) -> Vec<u64> {
        (0..u64::from(self.agents)).map(|agent| scramble(agent.wrapping_add(STEP))).collect()
    }

    /// The events that are pending at the start, in milliseconds: one for each agent, after an increment of its own.
    pub fn first_events(&self, states: &mut [u64]) -> Vec<u64> {
        (0..).zip(states).map(|(agent, state)| self.next(agent, state).0).collect()
    }
}

/// Proves that engines did the same: the sum of a hash of (agent, state of its generator) over all agents. A state
/// tells how many events the agent has had; how many depends on every draw and on every time before.
pub fn checksum(states: impl IntoIterator<Item = u64>) -> u64 {
    (0..).zip(states).fold(0, |sum: u64, (agent, state)| sum.wrapping_add(fingerprint(agent, state)))
}

/// The part of [`checksum`] that one agent has.
pub fn fingerprint(agent: u32, state: u64) -> u64 {
    scramble(state ^ scramble(u64::from(agent).wrapping_add(STEP)))
}
