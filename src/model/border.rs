//! The model as the engine sees it: setup, state, and the one match from event to submodel.

use std::sync::Arc;

use crate::engine::{Digest, Engine, Model, Rules};

use super::event::Event;
use super::record::Watch;
use super::setup::Setup;
use super::step::Step;
use super::world::World;

/// Version of the results: raised by every change that moves a digest.
pub const RESULT_VERSION: u32 = 1;

/// The conflict model.
#[derive(Clone, Debug)]
pub struct Border {
    /// What the scenario fixes; shared by all replications.
    pub setup: Arc<Setup>,
    /// What changes.
    pub world: World,
}

impl Model for Border {
    type Event = Event;

    #[inline]
    fn fold(event: &Event, digest: &mut Digest) {
        event.fold(digest);
    }

    fn check(&self) -> Result<(), String> {
        self.world.check(&self.setup)
    }
}

impl<O: Watch> Rules<O> for Border {
    fn handle(&mut self, engine: &mut Engine<Event>, event: Event, observer: &mut O) {
        let mut step = Step { setup: &self.setup, world: &mut self.world, engine, observer };
        match event {
            Event::Spark(event) => step.spark_event(event),
            Event::Crowd(event) => step.crowd_event(event),
            Event::Retaliation(event) => step.retaliation_event(event),
            Event::Perception(event) => step.perception_event(event),
            Event::Escalation(event) => step.escalation_event(event),
            Event::Post(event) => step.post_event(event),
            Event::Village(event) => step.village_event(event),
            Event::Evacuation(event) => step.evacuation_event(event),
            Event::Ceasefire(event) => step.ceasefire_event(event),
            Event::ThirdParty(event) => step.third_party_event(event),
            Event::Claims(event) => step.claims_event(event),
            Event::Wounded(event) => step.wounded_event(event),
        }
    }
}
