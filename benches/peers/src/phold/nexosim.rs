//! PHOLD in NeXosim, in two ways, both on one thread.
//!
//! [`Models`]: each agent is a model with a mailbox, as the simulator means it. Ports lead to fixed models, so an event
//! for any other agent is scheduled through the scheduler that all share; a port to a router would only add a message.
//!
//! [`OneModel`]: all agents in one model that schedules its own events, which is cheaper and less like NeXosim.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use ::nexosim::model::{BuildContext, Context, Model, ProtoModel, schedulable};
use ::nexosim::ports::EventSource;
use ::nexosim::simulation::{EventId, Mailbox, Scheduler, SimInit, Simulation};
use ::nexosim::time::MonotonicTime;
use serde::{Deserialize, Serialize};

use super::{Engine, Rule, checksum, fingerprint};
use crate::clock;

/// What agents share.
struct Surroundings {
    rule: Rule,
    scheduler: OnceLock<Scheduler>,
    events: OnceLock<Vec<EventId<()>>>,
    checksum: AtomicU64,
}

#[derive(Serialize, Deserialize)]
struct Agent {
    number: u32,
    state: u64,
}

#[Model(type Env=Arc<Surroundings>)]
impl Agent {
    #[nexosim(schedulable)]
    async fn event(&mut self, _: (), context: &Context<Self>, surroundings: &mut Arc<Surroundings>) {
        let (increment, next) = surroundings.rule.next(self.number, &mut self.state);
        let after = Duration::from_millis(increment);
        if next == self.number {
            context.schedule_event(after, schedulable!(Self::event), ()).expect("later than now");
        } else {
            let event = &surroundings.events.get().expect("set at the start")[next as usize];
            let scheduler = surroundings.scheduler.get().expect("set at the start");
            scheduler.schedule_event(after, event, ()).expect("later than now");
        }
    }

    async fn report(&mut self, _: (), _: &Context<Self>, surroundings: &mut Arc<Surroundings>) {
        surroundings.checksum.fetch_add(fingerprint(self.number, self.state), Ordering::Relaxed);
    }
}

/// An agent before it is part of a simulation.
struct AgentProto {
    agent: Agent,
    surroundings: Arc<Surroundings>,
}

impl ProtoModel for AgentProto {
    type Model = Agent;

    fn build(self, _: &mut BuildContext<Self>) -> (Agent, Arc<Surroundings>) {
        (self.agent, self.surroundings)
    }
}

/// PHOLD in NeXosim, each agent a model.
pub struct Models {
    simulation: Simulation,
    report: EventId<()>,
    surroundings: Arc<Surroundings>,
}

impl Models {
    /// Filled, at time 0.
    pub fn new(rule: Rule) -> Models {
        let mut states = rule.first_states();
        let first = rule.first_events(&mut states);
        let surroundings = Arc::new(Surroundings {
            rule,
            scheduler: OnceLock::new(),
            events: OnceLock::new(),
            checksum: AtomicU64::new(0),
        });
        let mut bench = SimInit::with_num_threads(1);
        let mut events = Vec::with_capacity(states.len());
        let mut report = EventSource::new();
        for (state, number) in states.into_iter().zip(0..) {
            let mailbox = Mailbox::new();
            events.push(EventSource::new().connect(Agent::event, &mailbox).register(&mut bench));
            report = report.connect(Agent::report, &mailbox);
            let agent = Agent { number, state };
            bench = bench.add_model(AgentProto { agent, surroundings: surroundings.clone() }, mailbox, "");
        }
        let report = report.register(&mut bench);
        let simulation = bench.init(MonotonicTime::EPOCH).expect("a valid bench");
        let scheduler = simulation.scheduler();
        for (time, event) in first.into_iter().zip(&events) {
            scheduler.schedule_event(Duration::from_millis(time), event, ()).expect("later than now");
        }
        assert!(surroundings.scheduler.set(scheduler).is_ok() && surroundings.events.set(events).is_ok());
        Models { simulation, report, surroundings }
    }
}

impl Engine for Models {
    fn advance(&mut self, until: u64) -> f64 {
        advance(&mut self.simulation, until)
    }

    fn checksum(&mut self) -> u64 {
        self.surroundings.checksum.store(0, Ordering::Relaxed);
        self.simulation.process_event(&self.report, ()).expect("all models answer");
        self.surroundings.checksum.load(Ordering::Relaxed)
    }
}

fn advance(simulation: &mut Simulation, until: u64) -> f64 {
    // Events at the end would still be executed.
    let last = MonotonicTime::EPOCH + Duration::from_millis(until) - Duration::from_nanos(1);
    clock::time(|| simulation.step_until(last).expect("no model fails"))
}

#[derive(Serialize, Deserialize)]
struct Agents {
    states: Vec<u64>,
    first: Vec<u64>,
}

#[Model(type Env=Together)]
impl Agents {
    #[nexosim(init)]
    async fn init(&mut self, context: &Context<Self>, _: &mut Together) {
        for (time, agent) in std::mem::take(&mut self.first).into_iter().zip(0..) {
            context
                .schedule_event(Duration::from_millis(time), schedulable!(Self::event), agent)
                .expect("later than now");
        }
    }

    #[nexosim(schedulable)]
    async fn event(&mut self, agent: u32, context: &Context<Self>, together: &mut Together) {
        let (increment, next) = together.rule.next(agent, &mut self.states[agent as usize]);
        context
            .schedule_event(Duration::from_millis(increment), schedulable!(Self::event), next)
            .expect("later than now");
    }

    async fn report(&mut self, _: (), _: &Context<Self>, together: &mut Together) {
        together.checksum.store(checksum(self.states.iter().copied()), Ordering::Relaxed);
    }
}

/// What the one model has beside its state.
struct Together {
    rule: Rule,
    checksum: Arc<AtomicU64>,
}

/// The one model before it is part of a simulation.
struct AgentsProto {
    agents: Agents,
    together: Together,
}

impl ProtoModel for AgentsProto {
    type Model = Agents;

    fn build(self, _: &mut BuildContext<Self>) -> (Agents, Together) {
        (self.agents, self.together)
    }
}

/// PHOLD in NeXosim, all agents in one model.
pub struct OneModel {
    simulation: Simulation,
    report: EventId<()>,
    checksum: Arc<AtomicU64>,
}

impl OneModel {
    /// Filled, at time 0.
    pub fn new(rule: Rule) -> OneModel {
        let mut states = rule.first_states();
        let first = rule.first_events(&mut states);
        let checksum = Arc::new(AtomicU64::new(0));
        let mut bench = SimInit::with_num_threads(1);
        let mailbox = Mailbox::new();
        let report = EventSource::new().connect(Agents::report, &mailbox).register(&mut bench);
        let together = Together { rule, checksum: checksum.clone() };
        let proto = AgentsProto { agents: Agents { states, first }, together };
        let simulation = bench.add_model(proto, mailbox, "agents").init(MonotonicTime::EPOCH).expect("a valid bench");
        OneModel { simulation, report, checksum }
    }
}

impl Engine for OneModel {
    fn advance(&mut self, until: u64) -> f64 {
        advance(&mut self.simulation, until)
    }

    fn checksum(&mut self) -> u64 {
        self.simulation.process_event(&self.report, ()).expect("the model answers");
        self.checksum.load(Ordering::Relaxed)
    }
}
