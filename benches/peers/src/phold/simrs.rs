//! PHOLD in simrs: one component that all events come to, the agents in the state.

use std::time::Duration;

use simrs::{Component, ComponentId, Executor, Key, Scheduler, Simulation, State};

use super::{Engine, Rule, checksum};
use crate::clock;

#[derive(Debug)]
struct Event {
    agent: u32,
}

struct Agents {
    rule: Rule,
    states: Key<Vec<u64>>,
}

impl Component for Agents {
    type Event = Event;

    fn process_event(&self, id: ComponentId<Event>, event: &Event, scheduler: &mut Scheduler, state: &mut State) {
        let states = state.get_mut(self.states).expect("set at the start");
        let (increment, agent) = self.rule.next(event.agent, &mut states[event.agent as usize]);
        scheduler.schedule(Duration::from_millis(increment), id, Event { agent });
    }
}

/// PHOLD in simrs.
pub struct Simrs {
    simulation: Simulation,
    states: Key<Vec<u64>>,
}

impl Simrs {
    /// Filled, at time 0.
    pub fn new(rule: Rule) -> Simrs {
        let mut simulation = Simulation::default();
        let mut states = rule.first_states();
        let first = rule.first_events(&mut states);
        let states = simulation.state.insert(states);
        let agents = simulation.add_component(Agents { rule, states });
        for (time, agent) in first.into_iter().zip(0..) {
            simulation.schedule(Duration::from_millis(time), agents, Event { agent });
        }
        Simrs { simulation, states }
    }
}

impl Engine for Simrs {
    fn advance(&mut self, until: u64) -> f64 {
        // Events at the end would still be executed.
        let last = Duration::from_millis(until) - Duration::from_nanos(1);
        clock::time(|| self.simulation.execute(Executor::timed(last)))
    }

    fn checksum(&mut self) -> u64 {
        checksum(self.simulation.state.get(self.states).expect("set at the start").iter().copied())
    }
}
