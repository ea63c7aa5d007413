//! Calibration files: which parameters are free, what is run, and which documented values the runs are held against.
//! Text → checked [`CalibrationText`].

mod document;
mod load;

pub use load::load_calibration;

use super::load::Prepared;
use super::study::Settings;

/// A checked calibration file, its scenarios read.
pub struct CalibrationText {
    /// Id text.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// What is fitted to what, and why so.
    pub about: String,
    /// What is free, at least one.
    pub free: Vec<Free>,
    /// What is run, in the order in which a particle runs it.
    pub experiments: Vec<Experiment>,
    /// What the runs are held against.
    pub targets: Vec<Target>,
    /// Forms of the model; the first is the usual one.
    pub structures: Vec<Structure>,
    /// Parts that are switched off one at a time.
    pub ablations: Vec<Structure>,
    /// How it is done.
    pub plan: Plan,
    /// Paths and texts of all files that went in, the calibration file first.
    pub texts: Vec<(String, String)>,
}

/// How a calibration is done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// Particles of a generation, newcomers and kept ones together.
    pub particles: usize,
    /// Share of them that is kept, above 0 and below 1.
    pub keep_share: f64,
    /// No new generation once at most this share of newcomers was kept.
    pub acceptance_least: f64,
    /// Most generations.
    pub generations_most: u64,
    /// No new generation once so many runs met their condition.
    pub runs_most: u64,
    /// Seed, at most 2^53 - 1.
    pub seed: u64,
}

/// A free quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Free {
    /// Name in tables.
    pub name: String,
    /// What it is.
    pub meaning: String,
    /// Prior.
    pub prior: Prior,
    /// Parameters that it sets.
    pub sets: Vec<SetBy>,
}

/// A prior distribution. The share of a value is the prior probability of smaller ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prior {
    /// Low end.
    pub low: f64,
    /// High end, above it.
    pub high: f64,
    /// Whether the logarithm is uniform and not the value; then the low end is above 0.
    pub logarithmic: bool,
}

impl Prior {
    /// The value at a share 0..=1 of the prior.
    #[must_use]
    pub fn value(&self, share: f64) -> f64 {
        let value = if self.logarithmic {
            libm::exp(libm::log(self.low) + share * (libm::log(self.high) - libm::log(self.low)))
        } else {
            self.low + share * (self.high - self.low)
        };
        value.clamp(self.low, self.high)
    }

    /// The prior probability of values below one between the ends.
    #[must_use]
    pub fn share(&self, value: f64) -> f64 {
        if self.logarithmic {
            (libm::log(value) - libm::log(self.low)) / (libm::log(self.high) - libm::log(self.low))
        } else {
            (value - self.low) / (self.high - self.low)
        }
    }
}

/// A parameter that follows from a free quantity: plus + times × value.
#[derive(Clone, Debug, PartialEq)]
pub struct SetBy {
    /// Name in the table of parameters.
    pub parameter: String,
    /// Factor.
    pub times: f64,
    /// Added.
    pub plus: f64,
}

/// A scenario that is run for some targets.
pub struct Experiment {
    /// Name.
    pub name: String,
    /// Path of the scenario, from where the calibration was read.
    pub path: String,
    /// The scenario.
    pub scenario: Prepared,
    /// Overrides.
    pub set: Settings,
    /// Measure and its least value: only runs that meet it are looked at.
    pub given: Option<(String, f64)>,
    /// Seeds tried until enough meet it.
    pub seeds_most: u64,
    /// Runs that are looked at together, at least 1.
    pub runs: usize,
    /// Length of the runs; the scenario's own when absent.
    pub until_hours: Option<f64>,
    /// A run with more events counts as not meeting the condition.
    pub events_most: Option<u64>,
}

/// Least number whose logarithm is taken.
pub const LEAST: f64 = 1e-9;
/// How far a run without a value is off.
const ABSENT_FACTOR: f64 = 10.0;

/// A documented value.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Name in tables.
    pub name: String,
    /// Number of the experiment whose runs give it.
    pub experiment: usize,
    /// The measure that is held against it.
    pub measure: String,
    /// Lowest, best and highest documented value.
    pub documented: [f64; 3],
    /// Added before the logarithm is taken.
    pub offset: f64,
    /// Where a run without a value stands.
    pub absent: Option<f64>,
    /// Not fitted: kept for checking.
    pub kept_back: bool,
    /// Where it comes from.
    pub source: String,
    /// What is to be known about it.
    pub note: String,
}

impl Target {
    /// A value in the units of the fit: ln(value + offset), and that of a billionth where there is nothing to take it of.
    #[must_use]
    pub fn logarithm(&self, value: f64) -> f64 {
        libm::log((value + self.offset).max(LEAST))
    }

    /// Where a run without a value stands in a score when the target does not say: at ten times the documented value,
    /// offset counted.
    #[must_use]
    pub fn farthest(&self) -> f64 {
        ABSENT_FACTOR * (self.documented[1] + self.offset) - self.offset
    }
}

/// A form of the model.
#[derive(Clone, Debug, PartialEq)]
pub struct Structure {
    /// Name.
    pub name: String,
    /// What it is.
    pub meaning: String,
    /// Overrides of every experiment.
    pub set: Settings,
}
