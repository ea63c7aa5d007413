//! PHOLD, the common benchmark of discrete-event simulators, on the bare engine: no border, no village, no file.
//!
//! Each of N agents always has one event pending. When it comes, an agent (half of the time itself, else any) gets the
//! next, after 0.1 h plus an exponential delay of mean 0.9 h. Each event has its own keyed draws.
//!
//! `cargo run --release --example phold -- [AGENTS] [HOURS]`

use std::time::Instant;

use truceline::engine::{Digest, Draws, Engine, Limits, Lineage, Model, Rules, Simulation, Time, fetch};

/// The state of the model: how many events each agent has had.
struct Phold {
    events: Vec<u64>,
}

impl Model for Phold {
    /// An event is the number of the agent it comes to; any `Copy` type will do, usually an enum.
    type Event = u32;

    fn fold(agent: &u32, digest: &mut Digest) {
        digest.fold(u64::from(*agent));
    }

    /// What its event reads first; with a million agents, this saves the wait for memory.
    fn fetch(&self, agent: &u32) {
        fetch(&self.events[*agent as usize]);
    }
}

/// `O` is whoever watches; this model tells observers nothing beside the clock.
impl<O> Rules<O> for Phold {
    fn handle(&mut self, engine: &mut Engine<u32>, agent: u32, _: &mut O) {
        // A draw belongs to (agent, ordinal of its event): one event more elsewhere would not move it.
        let ordinal = &mut self.events[agent as usize];
        let lineage = Lineage(u64::from(agent)).child(*ordinal);
        *ordinal += 1;
        let mut stream = engine.draws().open(lineage, 0);
        let at = engine.now().plus_hours(0.1 + stream.exponential(0.9));
        let next = if stream.bernoulli(0.5) { stream.index(self.events.len()) as u32 } else { agent };
        engine.schedule(at, 0, next);
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse().expect("a whole number above 0"));
    let (agents, hours) = (arguments.next().unwrap_or(1000_u32), arguments.next().unwrap_or(1000_u32));

    // The key of all draws: result version, seed, replication.
    let mut engine = Engine::new(Draws::new(1, 42, 0));
    for agent in 0..agents {
        engine.schedule(Time::ZERO, 0, agent);
    }
    let mut simulation = Simulation { model: Phold { events: vec![0; agents as usize] }, engine };

    let begin = Instant::now();
    let outcome = simulation.run(&Limits::until(Time::from_hours(f64::from(hours))), &mut ());
    let events = simulation.engine.executed();
    let per_second = events as f64 / begin.elapsed().as_secs_f64();
    println!("outcome {}  events {events}  events per second {per_second:.0}", outcome.name());
    println!("digest  {}", simulation.engine.digest());
}
