//! PHOLD in SimPy, in a Python process that measures its own time: see `python/phold.py`.

use super::{Engine, Rule};
use crate::python::Python;

/// PHOLD in SimPy.
pub struct Simpy(Python);

impl Simpy {
    /// Filled, at time 0.
    pub fn new(rule: Rule) -> Simpy {
        Simpy(Python::start("phold.py", &[rule.agents.to_string(), rule.remote.to_string()]))
    }

    /// Resident bytes of the Python process.
    pub fn resident_bytes(&mut self) -> u64 {
        self.0.ask("resident").parse().expect("bytes")
    }
}

impl Engine for Simpy {
    fn advance(&mut self, until: u64) -> f64 {
        self.0.number(&format!("advance {until}"))
    }

    fn checksum(&mut self) -> u64 {
        self.0.ask("checksum").parse().expect("a checksum")
    }

    fn draws(&mut self, events: u64) -> Option<f64> {
        Some(self.0.number(&format!("draws {events}")))
    }
}
