//! PHOLD without any simulator: a binary heap and a loop, to check the others by and to count their events.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Rule, checksum};

/// The plain loop.
pub struct Reference {
    rule: Rule,
    states: Vec<u64>,
    pending: BinaryHeap<Reverse<(u64, u32)>>,
    /// Events executed so far.
    pub executed: u64,
}

impl Reference {
    /// At time 0.
    pub fn new(rule: Rule) -> Reference {
        let mut states = rule.first_states();
        let pending = rule.first_events(&mut states).into_iter().zip(0..).map(Reverse).collect();
        Reference { rule, states, pending, executed: 0 }
    }

    /// Executes all events before this moment in milliseconds.
    pub fn advance(&mut self, until: u64) {
        while let Some(mut next) = self.pending.peek_mut()
            && next.0.0 < until
        {
            let Reverse((time, agent)) = *next;
            let (increment, target) = self.rule.next(agent, &mut self.states[agent as usize]);
            *next = Reverse((time + increment, target));
            self.executed += 1;
        }
    }

    /// [`checksum`] of the agents as they are now.
    pub fn checksum(&self) -> u64 {
        checksum(self.states.iter().copied())
    }
}
