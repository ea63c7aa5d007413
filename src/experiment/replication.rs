//! One replication: a pure function of (setup, seed, replication, limits).

use std::sync::Arc;

use crate::engine::{Limits, Outcome, Simulation, Time};
use crate::model::{Border, Listener, Measure, Setup, Watch, World, begin, measures};

/// Largest seed: every integer up to it is exact as a JSON number.
pub const SEED_MAX: u64 = (1 << 53) - 1;

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
    assert!(seed <= SEED_MAX, "seed: found {seed}, expected 0..={SEED_MAX}");
    assert!(slices > 0, "a run has at least one slice");
    match observer.listener() {
        None => unwatched(setup, seed, replication, limits, slices, progress),
        Some(listener) => watched(setup, seed, replication, limits, listener, slices, progress),
    }
}

/// Not generic, so that the rules are compiled here and not again in every crate that runs them.
fn unwatched(
    setup: &Arc<Setup>,
    seed: u64,
    replication: u64,
    limits: &Limits,
    slices: u64,
    progress: &mut dyn FnMut(&Simulation<Border>),
) -> Replication {
    run(setup, seed, replication, limits, &mut (), slices, progress)
}

/// The same for any watcher.
fn watched(
    setup: &Arc<Setup>,
    seed: u64,
    replication: u64,
    limits: &Limits,
    listener: &mut dyn Watch,
    slices: u64,
    progress: &mut dyn FnMut(&Simulation<Border>),
) -> Replication {
    run(setup, seed, replication, limits, &mut Listener(listener), slices, progress)
}

fn run<O: Watch>(
    setup: &Arc<Setup>,
    seed: u64,
    replication: u64,
    limits: &Limits,
    observer: &mut O,
    slices: u64,
    progress: &mut dyn FnMut(&Simulation<Border>),
) -> Replication {
    let mut simulation = begin(setup, seed, replication, observer);
    let mut outcome = Outcome::Horizon;
    for slice in 1..=slices {
        let horizon = part(limits.horizon, slice, slices);
        outcome = simulation.run(&Limits { horizon, ..*limits }, observer);
        progress(&simulation);
        if matches!(outcome, Outcome::Horizon) {
            continue;
        }
        if matches!(outcome, Outcome::Exhausted) {
            // Nothing is pending: the rest of the run is quiet, and observers see it to the end.
            outcome = simulation.run(limits, observer);
        }
        break;
    }
    finish(simulation, outcome, limits)
}

fn part(horizon: Time, slice: u64, slices: u64) -> Time {
    let milliseconds = u128::from(horizon.milliseconds()) * u128::from(slice) / u128::from(slices);
    Time::from_milliseconds(milliseconds as u64)
}

fn finish(mut simulation: Simulation<Border>, outcome: Outcome, limits: &Limits) -> Replication {
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
    Replication {
        outcome,
        digest: simulation.engine.digest().value(),
        events: simulation.engine.executed(),
        end_hours: end.hours(),
        measures,
        world: simulation.model.world,
    }
}
