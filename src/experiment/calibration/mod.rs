//! Calibration: particles of parameters, each judged by runs, closing in on what is documented. A generation is cut into
//! shards that are pure functions of the calibration and of the generations before.

mod distance;
mod population;
mod posterior;
mod simulate;

use crate::experiment::conditional::Tries;
use crate::scenario::ScenarioError;
use crate::scenario::calibration::CalibrationText;

pub use distance::{Yardstick, value};
pub use population::{CALIBRATION_VERSION, Particle, Population, lineage, propose_first, sample};
pub use posterior::{Draw, Posterior, PosteriorError};
pub use simulate::{Simulated, Simulator, limits, parameters, values};

/// Particles a shard: what is lost when a process is killed.
pub const SHARD_PARTICLES: u64 = 10;

/// Name of the structure when a calibration names none.
pub const USUAL: &str = "usual";

/// A calibration of one structure.
pub struct Calibration<'c> {
    /// Name of the structure.
    pub structure: String,
    set: &'c [(String, String)],
    simulator: Simulator<'c>,
}

/// A particle with what its runs gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// Number in its generation.
    pub number: u64,
    /// Coordinates.
    pub place: Vec<f64>,
    /// What its runs gave.
    pub simulated: Simulated,
}

/// What is known after some generations.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Generations done.
    pub generations: u64,
    /// Spreads under the prior.
    pub yardstick: Yardstick,
    /// The particles that are kept.
    pub population: Population,
    /// Runs in all.
    pub runs: u64,
    /// Runs that met their condition.
    pub runs_met: u64,
    /// Events in all.
    pub events: u64,
    /// By generation: what came of it.
    pub history: Vec<Generation>,
}

/// What came of a generation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Generation {
    /// Newcomers.
    pub newcomers: u64,
    /// Newcomers that every experiment was run for.
    pub complete: u64,
    /// Largest distance kept.
    pub tolerance: f64,
    /// Share of newcomers that were kept.
    pub acceptance: f64,
    /// Effective number of the particles kept.
    pub effective_size: f64,
    /// Runs of it.
    pub runs: u64,
    /// Runs of it that met their condition.
    pub runs_met: u64,
}

impl<'c> Calibration<'c> {
    /// Of the structure with a name, or of the first.
    ///
    /// # Errors
    /// None when there is no structure of that name; the error when a scenario does not take its overrides.
    pub fn new(text: &'c CalibrationText, structure: Option<&str>) -> Result<Option<Calibration<'c>>, ScenarioError> {
        let found = match structure {
            None => text.structures.first(),
            Some(name) => text.structures.iter().find(|structure| structure.name == name),
        };
        let (name, set): (String, &[(String, String)]) = match (found, structure) {
            (Some(found), _) => (found.name.clone(), &found.set),
            (None, None) => (USUAL.to_owned(), &[]),
            (None, Some(_)) => return Ok(None),
        };
        Ok(Some(Calibration { structure: name, set, simulator: Simulator::new(text, set)? }))
    }

    /// Overrides of the structure.
    pub fn set(&self) -> &'c [(String, String)] {
        self.set
    }

    /// The calibration file.
    pub fn text(&self) -> &'c CalibrationText {
        self.simulator.calibration()
    }

    /// What runs the experiments.
    pub fn simulator(&self) -> &Simulator<'c> {
        &self.simulator
    }

    /// Particles that are kept.
    pub fn keep(&self) -> usize {
        let plan = &self.text().plan;
        ((plan.particles as f64 * plan.keep_share).round() as usize).clamp(1, plan.particles - 1)
    }

    /// Newcomers of the next generation.
    pub fn newcomers(&self, state: Option<&State>) -> u64 {
        let particles = self.text().plan.particles;
        state.map_or(particles, |state| particles - state.population.particles.len()) as u64
    }

    /// Shards of the next generation.
    pub fn shards(&self, state: Option<&State>) -> u64 {
        self.newcomers(state).div_ceil(SHARD_PARTICLES)
    }

    /// Numbers of the particles of a shard of the next generation.
    pub fn shard_numbers(&self, state: Option<&State>, shard: u64) -> std::ops::Range<u64> {
        let newcomers = self.newcomers(state);
        (shard * SHARD_PARTICLES).min(newcomers)..((shard + 1) * SHARD_PARTICLES).min(newcomers)
    }

    /// A particle of the next generation.
    pub fn try_one(&self, state: Option<&State>, number: u64) -> Tried {
        let (text, seed) = (self.text(), self.text().plan.seed);
        let generation = state.map_or(0, |state| state.generations);
        let place = match state {
            None => propose_first(seed, number, text.free.len()),
            Some(state) => state.population.propose(seed, generation, number),
        };
        let settings = parameters(text, &values(text, &place));
        let lineage = lineage(generation, number).child(seed);
        // As long as fewer came through than are kept, every one that does is kept, however far off.
        let full = |state: &&State| state.population.particles.len() >= self.keep();
        let yardstick = state.filter(full).map(|state| (&state.yardstick, state.population.tolerance));
        let simulated = self.simulator.particle(&settings, lineage, yardstick);
        Tried { number, place, simulated }
    }

    /// What is known after the next generation, given all its particles; None when not one particle of the first came
    /// through.
    pub fn next(&self, state: Option<State>, tried: &[Tried]) -> Option<State> {
        let targets = &self.text().targets;
        let complete = || tried.iter().filter(|tried| tried.simulated.complete);
        let yardstick = match &state {
            Some(state) => state.yardstick.clone(),
            None => Yardstick::of(targets, complete().map(|tried| tried.simulated.values.as_slice())),
        };
        let generation = state.as_ref().map_or(0, |state| state.generations);
        let previous = state.as_ref().map(|state| &state.population);
        let particle = |tried: &Tried| Particle {
            generation,
            number: tried.number,
            place: tried.place.clone(),
            distance: if tried.simulated.complete {
                yardstick.distance(targets, &tried.simulated.values, usize::MAX)
            } else {
                f64::INFINITY
            },
            weight: previous.map_or(1.0, |previous| 1.0 / previous.density(&tried.place)),
        };
        let population = Population::of(previous, tried.iter().map(particle).collect(), self.keep())?;
        let sum =
            |read: fn(&Tries) -> u64| tried.iter().flat_map(|tried| &tried.simulated.tries).map(read).sum::<u64>();
        let now = Generation {
            newcomers: tried.len() as u64,
            complete: complete().count() as u64,
            tolerance: population.tolerance,
            acceptance: population.acceptance,
            effective_size: population.effective_size(),
            runs: sum(|tries| tries.tried),
            runs_met: sum(|tries| tries.met),
        };
        let (runs, runs_met, events, mut history) =
            state.map_or((0, 0, 0, Vec::new()), |state| (state.runs, state.runs_met, state.events, state.history));
        history.push(now);
        Some(State {
            generations: generation + 1,
            yardstick,
            population,
            runs: runs + now.runs,
            runs_met: runs_met + now.runs_met,
            events: events + sum(|tries| tries.events),
            history,
        })
    }

    /// Why there is no further generation; None when there is one.
    pub fn is_over(&self, state: &State) -> Option<Over> {
        let plan = &self.text().plan;
        if state.generations >= plan.generations_most {
            Some(Over::Generations)
        } else if state.runs_met >= plan.runs_most {
            Some(Over::Runs)
        } else if state.generations > 1 && state.population.acceptance <= plan.acceptance_least {
            Some(Over::Acceptance)
        } else {
            None
        }
    }
}

/// Why a calibration ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Newcomers hardly come nearer any more.
    Acceptance,
    /// The budget of runs is spent.
    Runs,
    /// The budget of generations is spent.
    Generations,
}
