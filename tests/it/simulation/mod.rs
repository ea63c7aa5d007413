//! The run loop, on two toy models: one whose rule is a function of the test, and one that stirs everything.
//!
//! What these tests are meant to catch: an order that depends on anything but (time, phase, sequence), causes that are
//! lost or leak into the next event, a stop that moves a result, a limit that does not stop a runaway, and an observer
//! that is told twice, too late or not at all.

mod causes;
mod continuation;
mod limits;
mod observer;
mod order;
mod town;

use truceline::engine::{Digest, Draws, Engine, Limits, Model, Outcome, Rules, Simulation, Time};

/// What the model of a test does when an event happens.
type Rule = fn(&mut Engine<u32>, u32);

/// Notes what happens, then follows the rule.
#[derive(Clone)]
struct Toy {
    rule: Rule,
    /// Time, event and cause of everything executed.
    trace: Vec<(Time, u32, u32)>,
    /// The first event whose execution breaks the invariant.
    breaks_at: u32,
}

impl Model for Toy {
    type Event = u32;

    fn fold(event: &u32, digest: &mut Digest) {
        digest.fold(u64::from(*event));
    }

    fn check(&self) -> Result<(), String> {
        match self.trace.last() {
            Some((_, event, _)) if *event >= self.breaks_at => Err(format!("event {event} happened")),
            _ => Ok(()),
        }
    }
}

impl<O> Rules<O> for Toy {
    fn handle(&mut self, engine: &mut Engine<u32>, event: u32, _: &mut O) {
        self.trace.push((engine.now(), event, engine.cause()));
        (self.rule)(engine, event);
    }
}

impl Toy {
    fn simulation(rule: Rule) -> Simulation<Toy> {
        let model = Toy { rule, trace: Vec::new(), breaks_at: u32::MAX };
        Simulation { model, engine: Engine::new(Draws::new(1, 42, 0)) }
    }

    fn events(&self) -> Vec<u32> {
        self.trace.iter().map(|entry| entry.1).collect()
    }
}

fn hours(hours: u32) -> Time {
    Time::from_hours(f64::from(hours))
}

fn run(simulation: &mut Simulation<Toy>, until: Time) -> Outcome {
    simulation.run(&Limits::until(until), &mut ())
}

fn nothing(_: &mut Engine<u32>, _: u32) {}
