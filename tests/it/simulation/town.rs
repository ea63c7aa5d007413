//! A toy that uses everything at once: keyed draws, ties, phases, zero delays, cancelling and moving, causes, and digest
//! folds by the model. Its state can be stored.

use serde::{Deserialize, Serialize};
use truceline::engine::{Digest, Draws, Engine, Handle, Lineage, Model, NO_CAUSE, Rules, Simulation};

const AGENTS: usize = 40;

/// An agent acts: sets the time of its next act, and meddles with another agent's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Town {
    handles: Vec<Handle>,
    acts: Vec<u64>,
    /// Causes seen, folded by hand.
    pub causes: u64,
}

impl Model for Town {
    type Event = u16;

    fn fold(event: &u16, digest: &mut Digest) {
        digest.fold(u64::from(*event));
    }
}

impl<O> Rules<O> for Town {
    fn handle(&mut self, engine: &mut Engine<u16>, agent: u16, _: &mut O) {
        let (agent, now) = (usize::from(agent), engine.now());
        self.acts[agent] += 1;
        self.causes = self.causes.rotate_left(5) ^ u64::from(engine.cause());
        let mut stream = engine.draws().open(Lineage::of_text("town").child(agent as u64).child(self.acts[agent]), 0);
        if stream.bernoulli(0.2) {
            engine.log();
        } else if stream.bernoulli(0.05) {
            engine.set_cause(NO_CAUSE);
        }
        // Quarters of an hour, so that ties are the rule; at the same instant only in a higher phase, so that it ends.
        let quarters = stream.exponential(3.0) as u32;
        let phase = stream.index(15) as u8;
        let at = now.plus_hours(f64::from(quarters.max(u32::from(self.acts[agent].is_multiple_of(2)))) * 0.25);
        self.handles[agent] = engine.schedule(at, phase, agent as u16);
        let other = stream.index(AGENTS);
        match stream.index(4) {
            0 => {
                if let Some(moved) = engine.reschedule(self.handles[other], now.plus_hours(1.0), phase) {
                    self.handles[other] = moved;
                }
            }
            1 if engine.cancel(self.handles[other]) => {
                self.handles[other] = engine.schedule(now.plus_hours(2.0), 15, other as u16);
            }
            2 => engine.digest_mut().fold_f64(stream.unit()),
            _ => {}
        }
    }
}

pub fn begin(seed: u64) -> Simulation<Town> {
    let mut engine = Engine::new(Draws::new(1, seed, 0));
    let handles = (0..AGENTS).map(|agent| engine.schedule(engine.now(), 0, agent as u16)).collect();
    Simulation { model: Town { handles, acts: vec![0; AGENTS], causes: 0 }, engine }
}
