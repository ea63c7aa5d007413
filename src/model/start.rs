//! The beginning of a run: state from setup, first events.

use std::sync::Arc;

use crate::engine::{Draws, Engine, Simulation};

use super::border::{Border, RESULT_VERSION};
use super::record::Watch;
use super::setup::Setup;
use super::step::Step;
use super::tally::Tally;
use super::world::World;

/// A simulation at time zero: a pure function of (setup, seed, replication).
pub fn begin<O: Watch>(setup: &Arc<Setup>, seed: u64, replication: u64, observer: &mut O) -> Simulation<Border> {
    let mut engine = Engine::new(Draws::new(RESULT_VERSION, seed, replication));
    let mut world = initial_world(setup);
    let mut step = Step { setup, world: &mut world, engine: &mut engine, observer };
    step.start_calendar();
    step.start_third_parties();
    step.start_offices();
    Simulation { model: Border { setup: Arc::clone(setup), world }, engine }
}

fn initial_world(setup: &Setup) -> World {
    let (sides, sectors) = (setup.sides.len(), setup.sectors.len());
    let _ = (sides, sectors, Tally::new(sides));
    todo!()
}
