//! The skirmish in SimPy, in a Python process that measures its own time: see `python/skirmish.py`.

use super::Tally;
use crate::python::Python;

/// The skirmish in SimPy.
pub struct Simpy(Python);

impl Simpy {
    /// Starts Python.
    pub fn new() -> Simpy {
        Simpy(Python::start("skirmish.py", &[]))
    }
}

impl Default for Simpy {
    fn default() -> Simpy {
        Simpy::new()
    }
}

impl super::Engine for Simpy {
    fn run(&mut self, replication: u64, until: u64) -> (Tally, f64) {
        let answer = self.0.ask(&format!("{replication} {until}"));
        serde_json::from_str(&answer).expect("a tally and seconds")
    }
}
