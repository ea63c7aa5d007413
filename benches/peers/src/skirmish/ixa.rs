//! The skirmish in ixa: a data plugin, an extension trait of the context, plans that are cancelled by their ids.

use ixa::prelude::*;
use ixa::{ContextBase, PlanId};

use super::{Draws, SHOTS_TO_TRUCE, TRUCE_MILLISECONDS, Tally};
use crate::clock;

struct Post {
    draws: Draws,
    answer: Option<PlanId>,
}

impl Post {
    fn new(replication: u64, post: usize) -> Post {
        Post { draws: Draws::of_post(replication, post), answer: None }
    }
}

struct SkirmishData {
    sparks: Draws,
    posts: [Post; 2],
    truce: bool,
    tally: Tally,
}

impl SkirmishData {
    fn new(replication: u64) -> SkirmishData {
        let posts = [0, 1].map(|post| Post::new(replication, post));
        SkirmishData { sparks: Draws::of_sparks(replication), posts, truce: false, tally: Tally::default() }
    }
}

define_data_plugin!(Skirmish, SkirmishData, SkirmishData::new(0));

trait SkirmishExtension: ContextBase {
    fn schedule_spark(&mut self) {
        let after = self.get_data_mut(Skirmish).sparks.until_spark();
        self.add_plan(self.get_current_time() + after as f64, Context::spark);
    }

    fn spark(&mut self) {
        let skirmish = self.get_data_mut(Skirmish);
        skirmish.tally.events += 1;
        let post = skirmish.sparks.post();
        let truce = skirmish.truce;
        self.schedule_spark();
        if !truce {
            self.fire(post);
        }
    }

    fn answer(&mut self, post: usize) {
        let skirmish = self.get_data_mut(Skirmish);
        skirmish.tally.events += 1;
        skirmish.posts[post].answer = None;
        self.fire(post);
    }

    fn fire(&mut self, post: usize) {
        let skirmish = self.get_data_mut(Skirmish);
        skirmish.tally.shots += 1;
        skirmish.tally.killed += u64::from(skirmish.posts[post].draws.kills());
        let truce_due = skirmish.tally.shots.is_multiple_of(SHOTS_TO_TRUCE);
        self.suffer_fire(1 - post);
        if truce_due {
            self.begin_truce();
        }
    }

    fn suffer_fire(&mut self, post: usize) {
        let Post { draws, answer } = &mut self.get_data_mut(Skirmish).posts[post];
        if let Some(after) = draws.answer()
            && answer.is_none()
        {
            let at = self.get_current_time() + after as f64;
            let plan = self.add_plan(at, move |context| context.answer(post));
            self.get_data_mut(Skirmish).posts[post].answer = Some(plan);
        }
    }

    fn begin_truce(&mut self) {
        let skirmish = self.get_data_mut(Skirmish);
        skirmish.tally.truces += 1;
        skirmish.truce = true;
        let answers = [0, 1].map(|post: usize| skirmish.posts[post].answer.take());
        for plan in answers.into_iter().flatten() {
            self.cancel_plan(&plan);
        }
        self.add_plan(self.get_current_time() + TRUCE_MILLISECONDS as f64, Context::end_truce);
    }

    fn end_truce(&mut self) {
        let skirmish = self.get_data_mut(Skirmish);
        skirmish.tally.events += 1;
        skirmish.truce = false;
    }
}

impl SkirmishExtension for Context {}

/// The skirmish in ixa.
pub struct Ixa;

impl super::Engine for Ixa {
    fn run(&mut self, replication: u64, until: u64) -> (Tally, f64) {
        let mut context = Context::new();
        *context.get_data_mut(Skirmish) = SkirmishData::new(replication);
        context.schedule_spark();
        // Events at the moment of the shutdown would still be executed.
        context.schedule_shutdown(until as f64 - 0.5);
        let seconds = clock::time(|| context.execute());
        (context.get_data(Skirmish).tally, seconds)
    }
}
