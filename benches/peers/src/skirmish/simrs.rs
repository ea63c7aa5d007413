//! The skirmish in simrs: a component each for the border and for the posts, what they share in the state. Events cannot
//! be cancelled, so that an answer that was called off is known by its number when it comes.

use std::time::Duration;

use simrs::{Component, ComponentId, Executor, Key, Scheduler, Simulation, State};

use super::{Draws, SHOTS_TO_TRUCE, TRUCE_MILLISECONDS, Tally};
use crate::clock;

struct Post {
    draws: Draws,
    /// Number of the answer that is pending.
    answer: Option<u64>,
}

struct Shared {
    sparks: Draws,
    posts: [Post; 2],
    answers: u64,
    truce: bool,
    tally: Tally,
}

#[derive(Debug)]
enum BorderEvent {
    Spark,
    TruceEnds,
}

#[derive(Debug)]
struct Answer {
    post: usize,
    number: u64,
}

/// Sparks and truces.
struct Border {
    shared: Key<Shared>,
    posts: ComponentId<Answer>,
    border: Key<Option<ComponentId<BorderEvent>>>,
}

impl Component for Border {
    type Event = BorderEvent;

    fn process_event(
        &self,
        id: ComponentId<BorderEvent>,
        event: &BorderEvent,
        scheduler: &mut Scheduler,
        state: &mut State,
    ) {
        let border = *state.get(self.border).expect("set at the start");
        let shared = state.get_mut(self.shared).expect("set at the start");
        shared.tally.events += 1;
        match event {
            BorderEvent::Spark => {
                let post = shared.sparks.post();
                scheduler.schedule(Duration::from_millis(shared.sparks.until_spark()), id, BorderEvent::Spark);
                if !shared.truce {
                    shared.fire(post, self.posts, border.expect("set at the start"), scheduler);
                }
            }
            BorderEvent::TruceEnds => shared.truce = false,
        }
    }
}

/// Both posts.
struct Posts {
    shared: Key<Shared>,
    border: Key<Option<ComponentId<BorderEvent>>>,
}

impl Component for Posts {
    type Event = Answer;

    fn process_event(&self, id: ComponentId<Answer>, event: &Answer, scheduler: &mut Scheduler, state: &mut State) {
        let border = state.get(self.border).expect("set at the start").expect("set at the start");
        let shared = state.get_mut(self.shared).expect("set at the start");
        if shared.posts[event.post].answer == Some(event.number) {
            shared.tally.events += 1;
            shared.posts[event.post].answer = None;
            shared.fire(event.post, id, border, scheduler);
        }
    }
}

impl Shared {
    fn fire(
        &mut self,
        post: usize,
        posts: ComponentId<Answer>,
        border: ComponentId<BorderEvent>,
        scheduler: &mut Scheduler,
    ) {
        self.tally.shots += 1;
        self.tally.killed += u64::from(self.posts[post].draws.kills());
        self.suffer_fire(1 - post, posts, scheduler);
        if self.tally.shots.is_multiple_of(SHOTS_TO_TRUCE) {
            self.tally.truces += 1;
            self.truce = true;
            self.posts.iter_mut().for_each(|post| post.answer = None);
            scheduler.schedule(Duration::from_millis(TRUCE_MILLISECONDS), border, BorderEvent::TruceEnds);
        }
    }

    fn suffer_fire(&mut self, post: usize, posts: ComponentId<Answer>, scheduler: &mut Scheduler) {
        let Post { draws, answer } = &mut self.posts[post];
        if let Some(after) = draws.answer()
            && answer.is_none()
        {
            self.answers += 1;
            *answer = Some(self.answers);
            scheduler.schedule(Duration::from_millis(after), posts, Answer { post, number: self.answers });
        }
    }
}

/// The skirmish in simrs.
pub struct Simrs;

impl super::Engine for Simrs {
    fn run(&mut self, replication: u64, until: u64) -> (Tally, f64) {
        let posts = [0, 1].map(|post| Post { draws: Draws::of_post(replication, post), answer: None });
        let mut sparks = Draws::of_sparks(replication);
        let first = Duration::from_millis(sparks.until_spark());
        let mut simulation = Simulation::default();
        let shared =
            simulation.state.insert(Shared { sparks, posts, answers: 0, truce: false, tally: Tally::default() });
        let border = simulation.state.insert(None);
        let posts = simulation.add_component(Posts { shared, border });
        let id = simulation.add_component(Border { shared, posts, border });
        *simulation.state.get_mut(border).expect("just put in") = Some(id);
        simulation.schedule(first, id, BorderEvent::Spark);
        // Events at the end would still be executed.
        let last = Duration::from_millis(until) - Duration::from_nanos(1);
        let seconds = clock::time(|| simulation.execute(Executor::timed(last)));
        (simulation.state.get(shared).expect("put in above").tally, seconds)
    }
}
