//! A skirmish: two posts face each other. Sparks, a Poisson process, make one of them fire. Whoever is fired at may fire
//! back after a while, at most one answer at a time. Each shot may kill. After so many shots a truce suppresses sparks
//! for some hours and calls off the answers that are pending.
//!
//! The same in five simulators, each as its own documentation would have it, with the same keyed draws, so that the
//! same happens everywhere; were two events to fall on one millisecond, only the same on average.

pub mod ixa;
pub mod measure;
pub mod nexosim;
pub mod simpy;
pub mod simrs;
pub mod truceline;

use serde::{Deserialize, Serialize};

use crate::random::{Logarithm, STEP, exponential, scramble, unit};

/// Mean time between sparks, in hours.
pub const SPARK_MEAN_HOURS: f64 = 0.5;
/// Probability that a post fires back.
pub const ANSWER_PROBABILITY: f64 = 0.7;
/// Mean time until it does, in hours.
pub const ANSWER_MEAN_HOURS: f64 = 0.25;
/// Probability that a shot kills.
pub const DEATH_PROBABILITY: f64 = 0.1;
/// Shots from one truce to the next.
pub const SHOTS_TO_TRUCE: u64 = 50;
/// How long a truce lasts, in milliseconds.
pub const TRUCE_MILLISECONDS: u64 = 6 * 3_600_000;

/// What a run counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Events executed: sparks, answers, ends of truces.
    pub events: u64,
    /// Shots fired.
    pub shots: u64,
    /// People killed.
    pub killed: u64,
    /// Truces begun.
    pub truces: u64,
}

/// The draws of one decision maker in one replication.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Draws(u64);

impl Draws {
    /// Those of the sparks.
    pub fn of_sparks(replication: u64) -> Draws {
        Draws(scramble(replication.wrapping_mul(3).wrapping_add(STEP)))
    }

    /// Those of a post, 0 or 1.
    pub fn of_post(replication: u64, post: usize) -> Draws {
        Draws(scramble((replication.wrapping_mul(3) + 1 + post as u64).wrapping_add(STEP)))
    }

    /// Milliseconds to the next spark.
    pub fn until_spark(&mut self) -> u64 {
        self.milliseconds(SPARK_MEAN_HOURS)
    }

    /// Which post a spark makes fire.
    pub fn post(&mut self) -> usize {
        usize::from(unit(&mut self.0) < 0.5)
    }

    /// Whether a shot kills.
    pub fn kills(&mut self) -> bool {
        unit(&mut self.0) < DEATH_PROBABILITY
    }

    /// What a post that is fired at would do: milliseconds until it fires back, if it does. Takes two draws in any case.
    pub fn answer(&mut self) -> Option<u64> {
        let answers = unit(&mut self.0) < ANSWER_PROBABILITY;
        let delay = self.milliseconds(ANSWER_MEAN_HOURS);
        answers.then_some(delay)
    }

    /// An exponential delay, at least a millisecond: not every simulator schedules for the present moment.
    fn milliseconds(&mut self, mean_hours: f64) -> u64 {
        1 + (exponential(&mut self.0, mean_hours, Logarithm::System) * 3_600_000.0) as u64
    }
}

/// A simulator with the skirmish in it.
pub trait Engine {
    /// Runs one replication from its beginning to this moment in milliseconds; what it counted, and the seconds of
    /// processor time it took without building it.
    fn run(&mut self, replication: u64, until: u64) -> (Tally, f64);
}
