//! The skirmish in Truceline: events are an enum, answers are called off by their handles.

use truceline::engine::{Digest, Handle, Limits, Model, Outcome, Rules, Simulation, Time};

use super::{Draws, SHOTS_TO_TRUCE, TRUCE_MILLISECONDS, Tally};
use crate::clock;

#[derive(Clone, Copy)]
enum Event {
    Spark,
    Answer { post: usize },
    TruceEnds,
}

struct Post {
    draws: Draws,
    answer: Handle,
}

struct Skirmish {
    sparks: Draws,
    posts: [Post; 2],
    truce: bool,
    tally: Tally,
}

impl Model for Skirmish {
    type Event = Event;

    fn fold(event: &Event, digest: &mut Digest) {
        digest.fold(match event {
            Event::Spark => 0,
            Event::Answer { post } => 1 + *post as u64,
            Event::TruceEnds => 3,
        });
    }
}

type Engine = truceline::engine::Engine<Event>;

impl<O> Rules<O> for Skirmish {
    fn handle(&mut self, engine: &mut Engine, event: Event, _: &mut O) {
        self.tally.events += 1;
        match event {
            Event::Spark => self.spark(engine),
            Event::Answer { post } => self.fire(engine, post),
            Event::TruceEnds => self.truce = false,
        }
    }
}

impl Skirmish {
    fn spark(&mut self, engine: &mut Engine) {
        let post = self.sparks.post();
        self.schedule_spark(engine);
        if !self.truce {
            self.fire(engine, post);
        }
    }

    fn schedule_spark(&mut self, engine: &mut Engine) {
        let after = self.sparks.until_spark();
        engine.schedule(engine.now() + Time::from_milliseconds(after), 0, Event::Spark);
    }

    fn fire(&mut self, engine: &mut Engine, post: usize) {
        self.tally.shots += 1;
        self.tally.killed += u64::from(self.posts[post].draws.kills());
        self.suffer_fire(engine, 1 - post);
        if self.tally.shots.is_multiple_of(SHOTS_TO_TRUCE) {
            self.begin_truce(engine);
        }
    }

    fn suffer_fire(&mut self, engine: &mut Engine, post: usize) {
        let Post { draws, answer } = &mut self.posts[post];
        if let Some(after) = draws.answer()
            && !engine.is_pending(*answer)
        {
            *answer = engine.schedule(engine.now() + Time::from_milliseconds(after), 0, Event::Answer { post });
        }
    }

    fn begin_truce(&mut self, engine: &mut Engine) {
        self.tally.truces += 1;
        self.truce = true;
        for post in &self.posts {
            engine.cancel(post.answer);
        }
        engine.schedule(engine.now() + Time::from_milliseconds(TRUCE_MILLISECONDS), 0, Event::TruceEnds);
    }
}

/// The skirmish in Truceline.
pub struct Truceline;

impl super::Engine for Truceline {
    fn run(&mut self, replication: u64, until: u64) -> (Tally, f64) {
        let posts = [0, 1].map(|post| Post { draws: Draws::of_post(replication, post), answer: Handle::NONE });
        let mut model =
            Skirmish { sparks: Draws::of_sparks(replication), posts, truce: false, tally: Tally::default() };
        let mut engine = Engine::new(truceline::engine::Draws::new(1, 42, replication));
        model.schedule_spark(&mut engine);
        let mut simulation = Simulation { model, engine };
        let limits = Limits::until(Time::from_milliseconds(until));
        let seconds = clock::time(|| assert_eq!(simulation.run(&limits, &mut ()), Outcome::Horizon));
        (simulation.model.tally, seconds)
    }
}
