//! Progress of a long run, on standard error when that is a terminal.

use std::time::{Duration, Instant};

use crate::engine::{Simulation, Time};
use crate::model::Border;
use crate::report::words;

use super::output;

/// A run that is over sooner says nothing.
const PATIENCE: Duration = Duration::from_millis(700);
const BETWEEN: Duration = Duration::from_millis(150);

/// What has been told, and when.
pub struct Progress {
    horizon: Time,
    started: Instant,
    told: Option<Instant>,
    wanted: bool,
}

impl Progress {
    /// Progress towards a horizon.
    pub fn new(horizon: Time) -> Progress {
        Progress { horizon, started: Instant::now(), told: None, wanted: output::can_overwrite() }
    }

    /// Parts into which a run is cut so that it can be told.
    pub fn slices(&self) -> u64 {
        if self.wanted { 1_000 } else { 1 }
    }

    /// Tells how far the run has come, unless that was told just now.
    pub fn tell(&mut self, simulation: &Simulation<Border>) {
        let due = self.told.map_or(self.started + PATIENCE, |told| told + BETWEEN);
        if !self.wanted || Instant::now() < due {
            return;
        }
        self.told = Some(Instant::now());
        let events = words::count(simulation.engine.executed() as f64);
        output::status(&format!("{} of {} · {events} events", simulation.engine.now(), self.horizon));
    }

    /// Clears the line and returns how long the run took.
    pub fn finish(&self) -> Duration {
        if self.told.is_some() {
            output::status("");
        }
        self.started.elapsed()
    }
}
