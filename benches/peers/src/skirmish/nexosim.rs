//! The skirmish in NeXosim: border, two posts and a mediator are models that send each other messages; keyed events are
//! cancelled. On one thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use ::nexosim::model::{Context, Model, schedulable};
use ::nexosim::ports::Output;
use ::nexosim::simulation::{EventKey, Mailbox, SimInit};
use ::nexosim::time::MonotonicTime;
use serde::{Deserialize, Serialize};

use super::{Draws, SHOTS_TO_TRUCE, TRUCE_MILLISECONDS, Tally};
use crate::clock;

/// The tally, open to all models.
#[derive(Default)]
struct Counts {
    events: AtomicU64,
    shots: AtomicU64,
    killed: AtomicU64,
    truces: AtomicU64,
}

fn increment(count: &AtomicU64) {
    count.fetch_add(1, Ordering::Relaxed);
}

/// Where sparks come from.
#[derive(Serialize, Deserialize)]
struct Border {
    /// Tells a post of a spark -- output ports.
    spark: [Output<()>; 2],
    draws: Draws,
    #[serde(skip)]
    counts: Arc<Counts>,
}

#[Model]
impl Border {
    #[nexosim(init)]
    async fn init(&mut self, context: &Context<Self>, _: &mut ()) {
        self.schedule_spark(context);
    }

    #[nexosim(schedulable)]
    async fn happen(&mut self, _: (), context: &Context<Self>) {
        increment(&self.counts.events);
        let post = self.draws.post();
        self.schedule_spark(context);
        self.spark[post].send(()).await;
    }

    fn schedule_spark(&mut self, context: &Context<Self>) {
        let after = Duration::from_millis(self.draws.until_spark());
        context.schedule_event(after, schedulable!(Self::happen), ()).expect("later than now");
    }
}

/// One side.
#[derive(Serialize, Deserialize)]
struct Post {
    /// Fires at the other post -- output port.
    shot: Output<()>,
    draws: Draws,
    answer: Option<EventKey>,
    truce: bool,
    #[serde(skip)]
    counts: Arc<Counts>,
}

#[Model]
impl Post {
    /// A spark -- input port.
    async fn spark(&mut self) {
        if !self.truce {
            self.fire().await;
        }
    }

    /// The other post has fired -- input port.
    async fn suffer_fire(&mut self, _: (), context: &Context<Self>) {
        if let Some(after) = self.draws.answer()
            && self.answer.is_none()
            && !self.truce
        {
            let after = Duration::from_millis(after);
            let key = context.schedule_keyed_event(after, schedulable!(Self::fire_back), ()).expect("later than now");
            self.answer = Some(key);
        }
    }

    /// A truce begins or ends -- input port.
    async fn truce(&mut self, begins: bool) {
        self.truce = begins;
        if begins && let Some(answer) = self.answer.take() {
            answer.cancel();
        }
    }

    #[nexosim(schedulable)]
    async fn fire_back(&mut self) {
        increment(&self.counts.events);
        self.answer = None;
        self.fire().await;
    }

    async fn fire(&mut self) {
        if self.draws.kills() {
            increment(&self.counts.killed);
        }
        self.shot.send(()).await;
    }
}

/// Counts shots and brings truces about.
#[derive(Serialize, Deserialize)]
struct Mediator {
    /// Tells that a truce begins or ends -- output port.
    truce: Output<bool>,
    shots: u64,
    #[serde(skip)]
    counts: Arc<Counts>,
}

#[Model]
impl Mediator {
    /// Somebody has fired -- input port.
    async fn hear_shot(&mut self, _: (), context: &Context<Self>) {
        increment(&self.counts.shots);
        self.shots += 1;
        if self.shots.is_multiple_of(SHOTS_TO_TRUCE) {
            increment(&self.counts.truces);
            let after = Duration::from_millis(TRUCE_MILLISECONDS);
            context.schedule_event(after, schedulable!(Self::end_truce), ()).expect("later than now");
            self.truce.send(true).await;
        }
    }

    #[nexosim(schedulable)]
    async fn end_truce(&mut self) {
        increment(&self.counts.events);
        self.truce.send(false).await;
    }
}

/// The skirmish in NeXosim.
pub struct Nexosim;

impl super::Engine for Nexosim {
    fn run(&mut self, replication: u64, until: u64) -> (Tally, f64) {
        let counts = Arc::new(Counts::default());
        let mut border =
            Border { spark: Default::default(), draws: Draws::of_sparks(replication), counts: counts.clone() };
        let mut mediator = Mediator { truce: Output::default(), shots: 0, counts: counts.clone() };
        let mut posts = [0, 1].map(|post| {
            let draws = Draws::of_post(replication, post);
            Post { shot: Output::default(), draws, answer: None, truce: false, counts: counts.clone() }
        });
        let (at_border, at_mediator, at_posts) = (Mailbox::new(), Mailbox::new(), [Mailbox::new(), Mailbox::new()]);
        for post in [0, 1] {
            border.spark[post].connect(Post::spark, &at_posts[post]);
            posts[post].shot.connect(Post::suffer_fire, &at_posts[1 - post]);
            posts[post].shot.connect(Mediator::hear_shot, &at_mediator);
            mediator.truce.connect(Post::truce, &at_posts[post]);
        }
        let mut bench = SimInit::with_num_threads(1).add_model(border, at_border, "border").add_model(
            mediator,
            at_mediator,
            "mediator",
        );
        for ((post, mailbox), name) in posts.into_iter().zip(at_posts).zip(["post 0", "post 1"]) {
            bench = bench.add_model(post, mailbox, name);
        }
        let mut simulation = bench.init(MonotonicTime::EPOCH).expect("a valid bench");
        // Events at the end would still be executed.
        let last = MonotonicTime::EPOCH + Duration::from_millis(until) - Duration::from_nanos(1);
        let seconds = clock::time(|| simulation.step_until(last).expect("no model fails"));
        let count = |count: &AtomicU64| count.load(Ordering::Relaxed);
        let tally = Tally {
            events: count(&counts.events),
            shots: count(&counts.shots),
            killed: count(&counts.killed),
            truces: count(&counts.truces),
        };
        (tally, seconds)
    }
}
