//! A queue with one server (M/M/1), whose means are known in closed form: speed is worth nothing where they are missed.

use crate::engine::samplers::{exponential, unit};
use crate::engine::{Digest, Draws, Engine, Limits, Lineage, Model, Outcome, Rules, Simulation, Time};
use crate::experiment::statistics::mean;

use super::workload::{Check, Done, Group, Ready, Timed, Workload};

/// Independent replications: their spread gives the standard error.
const REPLICATIONS: u64 = 32;

/// Customers come at random, wait in line, and are served one at a time, each for an exponential time.
///
/// A replication begins in the steady state, with the geometric number of customers that belongs to the rates, so that
/// no warm-up is cut off. Every arrival and every service has a keyed stream of its own.
#[derive(Clone, Copy, Debug)]
pub struct Queue {
    /// Arrivals an hour.
    pub arrivals_per_hour: f64,
    /// Services an hour while anybody is there; more than arrivals.
    pub services_per_hour: f64,
    /// Length of each replication in hours.
    pub hours: u32,
}

/// Means over time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QueueLengths {
    /// Customers waiting or being served.
    pub in_system: f64,
    /// Customers waiting.
    pub waiting: f64,
}

impl Queue {
    /// The means in the steady state.
    ///
    /// Formula: with r = arrivals / services, r / (1 - r) in the system and r^2 / (1 - r) waiting. Source: L. Kleinrock,
    /// *Queueing Systems*, volume 1 (1975), 3.2.
    pub fn closed_form(&self) -> QueueLengths {
        let load = self.arrivals_per_hour / self.services_per_hour;
        QueueLengths { in_system: load / (1.0 - load), waiting: load * load / (1.0 - load) }
    }

    /// As a workload that is checked against its closed form.
    pub fn workload(self, name: String) -> Workload {
        let load = self.arrivals_per_hour / self.services_per_hour;
        let meaning = format!("M/M/1 queue, load {load}: {REPLICATIONS} replications of {} h", self.hours);
        Workload::new(Group::Queue, name, meaning, move || Ok(self.ready(self.closed_form())))
    }

    /// Replications that are checked against these means.
    pub fn ready(self, expected: QueueLengths) -> Ready {
        Box::new(move || {
            let mut simulations: Vec<_> = (0..REPLICATIONS).map(|replication| self.start(replication)).collect();
            let timed: Timed = Box::new(move || {
                let limits = Limits::until(Time::from_hours(f64::from(self.hours)));
                let mut digest = Digest::new();
                for simulation in &mut simulations {
                    let outcome = simulation.run(&limits, &mut ());
                    if outcome != Outcome::Horizon {
                        return Err(format!("the queue goes on for ever, and ended: {}", outcome.name()));
                    }
                    simulation.model.count_until(limits.horizon);
                    let found = simulation.engine.digest().value();
                    digest.fold(found as u64);
                    digest.fold((found >> 64) as u64);
                }
                let events = simulations.iter().map(|simulation| simulation.engine.executed()).sum();
                let checks = self.checks(expected, &simulations);
                Ok(Done { events, digest: digest.value(), checks, remains: Box::new(simulations) })
            });
            timed
        })
    }

    /// In the steady state: a geometric number of customers. Services have no memory, so one may just have begun.
    fn start(self, replication: u64) -> Simulation<Line> {
        let mut engine = Engine::new(Draws::new(1, 42, replication));
        let u = unit(engine.draws().open(Lineage::of_text("at the start"), 0).raw());
        let present = libm::floor(libm::log(u) / libm::log(self.arrivals_per_hour / self.services_per_hour)) as u64;
        let mut line =
            Line { queue: self, present, arrivals: 0, services: 0, since: Time::ZERO, in_system: 0.0, waiting: 0.0 };
        line.schedule_arrival(&mut engine);
        if line.present > 0 {
            line.schedule_service(&mut engine);
        }
        Simulation { model: line, engine }
    }

    fn checks(self, expected: QueueLengths, simulations: &[Simulation<Line>]) -> Vec<Check> {
        let hours = f64::from(self.hours);
        let check = |name, expected, total: fn(&Line) -> f64| {
            let found: Vec<f64> = simulations.iter().map(|simulation| total(&simulation.model) / hours).collect();
            let mean = mean(&found, 0.95).expect("there are replications");
            let error = mean.standard_deviation.expect("there are many replications") / (REPLICATIONS as f64).sqrt();
            Check::new(name, expected, mean.mean, error)
        };
        vec![
            check("mean in the system", expected.in_system, |line| line.in_system),
            check("mean waiting", expected.waiting, |line| line.waiting),
        ]
    }
}

/// State of a queue.
struct Line {
    queue: Queue,
    /// Customers in the system.
    present: u64,
    arrivals: u64,
    services: u64,
    /// Up to when the sums below are counted.
    since: Time,
    /// Customers in the system times hours.
    in_system: f64,
    /// Customers waiting times hours.
    waiting: f64,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Arrival,
    Departure,
}

impl Model for Line {
    type Event = Step;

    fn fold(event: &Step, digest: &mut Digest) {
        digest.fold(*event as u64);
    }
}

impl<O> Rules<O> for Line {
    fn handle(&mut self, engine: &mut Engine<Step>, event: Step, _: &mut O) {
        self.count_until(engine.now());
        match event {
            Step::Arrival => {
                self.present += 1;
                self.schedule_arrival(engine);
                if self.present == 1 {
                    self.schedule_service(engine);
                }
            }
            Step::Departure => {
                self.present -= 1;
                if self.present > 0 {
                    self.schedule_service(engine);
                }
            }
        }
    }
}

impl Line {
    fn count_until(&mut self, now: Time) {
        let hours = now.hours_since(self.since);
        self.in_system += hours * self.present as f64;
        self.waiting += hours * self.present.saturating_sub(1) as f64;
        self.since = now;
    }

    fn schedule_arrival(&mut self, engine: &mut Engine<Step>) {
        let mean_hours = 1.0 / self.queue.arrivals_per_hour;
        schedule(engine, Step::Arrival, &mut self.arrivals, mean_hours);
    }

    fn schedule_service(&mut self, engine: &mut Engine<Step>) {
        let mean_hours = 1.0 / self.queue.services_per_hour;
        schedule(engine, Step::Departure, &mut self.services, mean_hours);
    }
}

/// Schedules the next of a sort after an exponential delay, drawn from the stream of its ordinal.
fn schedule(engine: &mut Engine<Step>, step: Step, ordinal: &mut u64, mean_hours: f64) {
    let draw = engine.draws().open(Lineage(*ordinal), step as u32).raw();
    *ordinal += 1;
    engine.schedule(engine.now().plus_hours(exponential(unit(draw), mean_hours)), 0, step);
}
