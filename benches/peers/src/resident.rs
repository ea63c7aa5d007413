//! Resident memory of PHOLD, each engine in a fresh process of its own.

use std::process::Command;

use serde::Serialize;

use crate::phold::{Engine, MEAN_INCREMENT, Rule, ixa, measure, nexosim, simpy, simrs, truceline};
use crate::random::Logarithm;

/// Hours that are simulated before memory is looked at.
const HOURS: u64 = 3;
/// Bytes of an agent's own state in the engines in Rust.
pub const AGENT_BYTES: f64 = 8.0;

/// Memory of one engine.
#[derive(Clone, Debug, Serialize)]
pub struct Resident {
    /// Name of the engine.
    pub engine: &'static str,
    /// Agents, each with one event pending.
    pub agents: u32,
    /// By how much the process grew.
    pub bytes: u64,
}

impl Resident {
    /// Bytes for each pending event, agents' own state left out.
    pub fn bytes_per_event(&self) -> f64 {
        self.bytes as f64 / f64::from(self.agents) - AGENT_BYTES
    }
}

/// Engines by name, Truceline first.
pub const ENGINES: [&str; 6] =
    ["Truceline", measure::IXA, measure::SIMRS, measure::NEXOSIM_ONE, measure::NEXOSIM, measure::SIMPY];

/// Measures one of [`ENGINES`] in a new process of this program.
///
/// # Panics
/// When that process fails.
pub fn measure(engine: &'static str, agents: u32) -> Resident {
    let program = std::env::current_exe().expect("the program is there");
    let output = Command::new(program).args(["resident", engine, &agents.to_string()]).output().expect("starts");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "the process for {engine} failed: {}", String::from_utf8_lossy(&output.stderr));
    Resident { engine, agents, bytes: text.trim().parse().expect("a number of bytes") }
}

/// What the new process does: by how many bytes it grows with PHOLD in this engine after some hours.
///
/// # Panics
/// When the name is none of [`ENGINES`].
pub fn growth(engine: &str, agents: u32) -> u64 {
    let rule = Rule { agents, remote: 0.5, logarithm: Logarithm::System };
    let before = resident_bytes();
    match engine {
        "Truceline" => growth_of(truceline::Truceline::new(rule), before),
        measure::IXA => growth_of(ixa::Ixa::new(rule), before),
        measure::SIMRS => growth_of(simrs::Simrs::new(rule), before),
        measure::NEXOSIM_ONE => growth_of(nexosim::OneModel::new(rule), before),
        measure::NEXOSIM => growth_of(nexosim::Models::new(rule), before),
        measure::SIMPY => {
            let empty = simpy::Simpy::new(Rule { agents: 1, ..rule }).resident_bytes();
            let mut engine = simpy::Simpy::new(rule);
            engine.advance(HOURS * MEAN_INCREMENT as u64);
            engine.resident_bytes().saturating_sub(empty)
        }
        other => panic!("no engine is called {other}"),
    }
}

fn growth_of(mut engine: impl Engine, before: u64) -> u64 {
    engine.advance(HOURS * MEAN_INCREMENT as u64);
    resident_bytes().saturating_sub(before)
}

fn resident_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("has resident memory");
    let kibibytes: u64 = line.trim().trim_end_matches(" kB").parse().expect("a number");
    kibibytes * 1024
}
