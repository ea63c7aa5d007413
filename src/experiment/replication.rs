//! One replication: a pure function of (setup, seed, replication, limits).

use std::sync::Arc;

use crate::engine::{Limits, Outcome, Simulation, Time};
use crate::model::{Border, Listener, Measure, Memory, Setup, Watch, World, begin_in, measures};

/// Largest seed: every integer up to it is exact as a JSON number.
pub const SEED_MAX: u64 = (1 << 53) - 1;

/// Most events of a run whose memory the next one uses.
const EVENTS_OF_SMALL_RUN: u64 = 1_000;

/// What a run came to.
#[derive(Clone, Debug)]
pub struct Replication {
    /// Why it ended.
    pub outcome: Outcome,
    /// Fingerprint of every event, of its harm and of the measures.
    pub digest: u128,
    /// Events executed.
    pub events: u64,
    /// End in hours since the start: the horizon, or the last event of a run that a limit ended.
    pub end_hours: f64,
    /// Measures in the order of [`crate::model::MEASURES`].
    pub measures: Vec<Measure>,
    /// State at the end.
    pub world: World,
}

impl Replication {
    /// The digest as 32 hexadecimal digits.
    pub fn digest_text(&self) -> String {
        format!("{:032x}", self.digest)
    }

    /// Gives the memory of a small run to the next. What a large one took is a small part of its time, and would stand
    /// empty in most runs after it.
    pub fn lend_memory(self, memory: &mut Memory) {
        if self.events > EVENTS_OF_SMALL_RUN {
            *memory = Memory::default();
        } else {
            memory.world = Some(self.world);
        }
    }

    /// A measure by name; None when there is none of that name or it has no value.
    pub fn measure(&self, name: &str) -> Option<f64> {
        self.measures.iter().find(|(known, _)| known == name).and_then(|(_, value)| *value)
    }
}

/// Runs one replication. The observer changes nothing: any two give the same digest.
///
/// # Panics
/// When the seed is above [`SEED_MAX`].
pub fn replicate<O: Watch>(
    setup: &Arc<Setup>,
    seed: u64,
    replication: u64,
    limits: &Limits,
    observer: &mut O,
) -> Replication {
    replicate_watched(setup, seed, replication, limits, observer, 1, &mut |_| {})
}

/// Like [`replicate`], in the memory of an earlier run. Give the world of the result back to `memory` once it is read.
///
/// # Panics
/// When the seed is above [`SEED_MAX`].
pub fn replicate_in<O: Watch>(
    memory: &mut Memory,
    setup: &Arc<Setup>,
    seed: u64,
    replication: u64,
    limits: &Limits,
    observer: &mut O,
) -> Replication {
    let run = Run { setup, seed, replication, limits, slices: 1 };
    run.watched_by(memory, observer, &mut |_| {})
}

/// Like [`replicate`], and tells `progress` after each of `slices` equal parts of the simulated time.
///
/// # Panics
/// When the seed is above [`SEED_MAX`] or `slices` is 0.
pub fn replicate_watched<O: Watch>(
    setup: &Arc<Setup>,
    seed: u64,
    replication: u64,
    limits: &Limits,
    observer: &mut O,
    slices: u64,
    progress: &mut dyn FnMut(&Simulation<Border>),
) -> Replication {
    let run = Run { setup, seed, replication, limits, slices };
    run.watched_by(&mut Memory::default(), observer, progress)
}

/// What is run, and in how many parts.
struct Run<'a> {
    setup: &'a Arc<Setup>,
    seed: u64,
    replication: u64,
    limits: &'a Limits,
    slices: u64,
}

type Progress<'a> = &'a mut dyn FnMut(&Simulation<Border>);

impl Run<'_> {
    fn watched_by<O: Watch>(&self, memory: &mut Memory, observer: &mut O, progress: Progress) -> Replication {
        assert!(self.seed <= SEED_MAX, "seed: found {}, expected 0..={SEED_MAX}", self.seed);
        assert!(self.slices > 0, "a run has at least one slice");
        match observer.listener() {
            None => self.unwatched(memory, progress),
            Some(listener) => self.watched(memory, listener, progress),
        }
    }

    /// Not generic, so that the rules are compiled here and not again in every crate that runs them.
    fn unwatched(&self, memory: &mut Memory, progress: Progress) -> Replication {
        self.execute(memory, &mut (), progress)
    }

    /// The same for any watcher.
    fn watched(&self, memory: &mut Memory, listener: &mut dyn Watch, progress: Progress) -> Replication {
        self.execute(memory, &mut Listener(listener), progress)
    }

    fn execute<O: Watch>(&self, memory: &mut Memory, observer: &mut O, progress: Progress) -> Replication {
        let mut simulation = begin_in(memory, self.setup, self.seed, self.replication, observer);
        let outcome = run_out(&mut simulation, self.limits, observer, self.slices, progress);
        finish(simulation, outcome, self.limits, memory)
    }
}

/// Runs to the horizon, in parts of equal length.
fn run_out<O: Watch>(
    simulation: &mut Simulation<Border>,
    limits: &Limits,
    observer: &mut O,
    slices: u64,
    progress: Progress,
) -> Outcome {
    let mut outcome = Outcome::Horizon;
    for slice in 1..=slices {
        let horizon = part(limits.horizon, slice, slices);
        outcome = simulation.run(&Limits { horizon, ..*limits }, observer);
        progress(simulation);
        if matches!(outcome, Outcome::Horizon) {
            continue;
        }
        if matches!(outcome, Outcome::Exhausted) {
            // Nothing is pending: the rest of the run is quiet, and observers see it to the end.
            outcome = simulation.run(limits, observer);
        }
        break;
    }
    outcome
}

/// Runs a simulation that was begun, or has run up to some moment, on to the horizon of the limits, and stops there: the
/// clock then stands at that moment, and what is due at it is still to come. Running on gives the same as one run.
/// `progress` is told after each of `slices` equal parts of the time since the start.
///
/// # Panics
/// When `slices` is 0.
pub fn run_on(
    simulation: &mut Simulation<Border>,
    limits: &Limits,
    watch: &mut dyn Watch,
    slices: u64,
    progress: &mut dyn FnMut(&Simulation<Border>),
) -> Outcome {
    assert!(slices > 0, "a run has at least one slice");
    match watch.listener() {
        None => run_out(simulation, limits, &mut (), slices, progress),
        Some(listener) => run_out(simulation, limits, &mut Listener(listener), slices, progress),
    }
}

/// What a simulation came to that was run to the horizon of these limits, or was ended early.
pub fn conclude(simulation: Simulation<Border>, outcome: Outcome, limits: &Limits) -> Replication {
    finish(simulation, outcome, limits, &mut Memory::default())
}

fn part(horizon: Time, slice: u64, slices: u64) -> Time {
    let milliseconds = u128::from(horizon.milliseconds()) * u128::from(slice) / u128::from(slices);
    Time::from_milliseconds(milliseconds as u64)
}

fn finish(mut simulation: Simulation<Border>, outcome: Outcome, limits: &Limits, memory: &mut Memory) -> Replication {
    let end = if outcome.is_complete() { limits.horizon } else { simulation.engine.now() };
    let measures = measures(&simulation.model.setup, &simulation.model.world, end);
    let digest = simulation.engine.digest_mut();
    for (_, value) in &measures {
        // A marker first, so that no value can be taken for an absent one.
        digest.fold(u64::from(value.is_some()));
        if let Some(value) = value {
            digest.fold_f64(*value);
        }
    }
    let (digest, events) = (simulation.engine.digest().value(), simulation.engine.executed());
    memory.engine = Some(simulation.engine);
    Replication { outcome, digest, events, end_hours: end.hours(), measures, world: simulation.model.world }
}
