//! PHOLD in Truceline: the event is the number of the agent, the state a dense vector.

use truceline::engine::{Digest, Draws, Limits, Lineage, Model, Outcome, Rules, Simulation, Time, fetch};

use super::{Engine, Rule, checksum};
use crate::clock;

struct Phold {
    rule: Rule,
    states: Vec<u64>,
}

impl Model for Phold {
    type Event = u32;

    fn fold(agent: &u32, digest: &mut Digest) {
        digest.fold(u64::from(*agent));
    }

    fn fetch(&self, agent: &u32) {
        fetch(&self.states[*agent as usize]);
    }
}

impl<O> Rules<O> for Phold {
    fn handle(&mut self, engine: &mut truceline::engine::Engine<u32>, agent: u32, _: &mut O) {
        let (increment, next) = self.rule.next(agent, &mut self.states[agent as usize]);
        engine.schedule(engine.now() + Time::from_milliseconds(increment), 0, next);
    }
}

/// PHOLD in Truceline.
pub struct Truceline(Simulation<Phold>);

impl Truceline {
    /// Filled, at time 0.
    pub fn new(rule: Rule) -> Truceline {
        let mut states = rule.first_states();
        let engine = filled(&rule.first_events(&mut states));
        Truceline(Simulation { model: Phold { rule, states }, engine })
    }

    /// Events executed so far.
    pub fn executed(&self) -> u64 {
        self.0.engine.executed()
    }
}

fn filled(first: &[u64]) -> truceline::engine::Engine<u32> {
    let mut engine = truceline::engine::Engine::new(Draws::new(1, 42, 0));
    for (&time, agent) in first.iter().zip(0..) {
        engine.schedule(Time::from_milliseconds(time), 0, agent);
    }
    engine
}

fn run<M: Rules<()>>(simulation: &mut Simulation<M>, until: u64) -> f64 {
    let limits = Limits::until(Time::from_milliseconds(until));
    clock::time(|| assert_eq!(simulation.run(&limits, &mut ()), Outcome::Horizon))
}

impl Engine for Truceline {
    fn advance(&mut self, until: u64) -> f64 {
        run(&mut self.0, until)
    }

    fn checksum(&mut self) -> u64 {
        checksum(self.0.model.states.iter().copied())
    }
}

/// PHOLD as a model in Truceline would have it: each event opens a keyed ChaCha8 stream of its own.
struct Keyed {
    rule: Rule,
    events: Vec<u64>,
}

impl Model for Keyed {
    type Event = u32;

    fn fold(agent: &u32, digest: &mut Digest) {
        digest.fold(u64::from(*agent));
    }

    fn fetch(&self, agent: &u32) {
        fetch(&self.events[*agent as usize]);
    }
}

impl<O> Rules<O> for Keyed {
    fn handle(&mut self, engine: &mut truceline::engine::Engine<u32>, agent: u32, _: &mut O) {
        let ordinal = &mut self.events[agent as usize];
        let lineage = Lineage(u64::from(agent)).child(*ordinal);
        *ordinal += 1;
        let mut stream = engine.draws().open(lineage, 0);
        let at = engine.now().plus_hours(0.1 + stream.exponential(0.9));
        let remote = stream.bernoulli(self.rule.remote);
        let next = if remote { stream.index(self.events.len()) as u32 } else { agent };
        engine.schedule(at, 0, next);
    }
}

/// PHOLD in Truceline with keyed streams; other draws, so other events than everywhere else.
pub struct KeyedTruceline(Simulation<Keyed>);

impl KeyedTruceline {
    /// Filled, at time 0.
    pub fn new(rule: Rule) -> KeyedTruceline {
        let engine = filled(&rule.first_events(&mut rule.first_states()));
        KeyedTruceline(Simulation { model: Keyed { rule, events: vec![0; rule.agents as usize] }, engine })
    }

    /// Events executed so far.
    pub fn executed(&self) -> u64 {
        self.0.engine.executed()
    }

    /// Executes all events before this moment in milliseconds, and returns the seconds of processor time it took.
    pub fn advance(&mut self, until: u64) -> f64 {
        run(&mut self.0, until)
    }
}
