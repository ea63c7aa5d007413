//! What Truceline must reach.

use serde::Serialize;

use crate::hold::measure::{JUDGED, QUICKHEAP};
use crate::pairs::Comparison;
use crate::phold::measure::{IXA, NEXOSIM, SIMPY_NET, SIMRS};
use crate::resident::Resident;

/// Ratios to be reached at one number of agents.
struct Wanted {
    agents: u32,
    best_peer: f64,
    nexosim: f64,
    simpy: f64,
    /// Nanoseconds an event of a bare experimental loop, measured on one machine: told, not judged.
    reachable_nanoseconds: f64,
}

const PHOLD: [Wanted; 4] = [
    Wanted { agents: 100, best_peer: 1.8, nexosim: 10.0, simpy: 25.0, reachable_nanoseconds: 42.0 },
    Wanted { agents: 1_000, best_peer: 2.6, nexosim: 16.0, simpy: 34.0, reachable_nanoseconds: 40.0 },
    Wanted { agents: 100_000, best_peer: 6.0, nexosim: 70.0, simpy: 55.0, reachable_nanoseconds: 50.0 },
    Wanted { agents: 1_000_000, best_peer: 10.0, nexosim: 90.0, simpy: 70.0, reachable_nanoseconds: 70.0 },
];

/// Bytes for each pending event, agents' own state left out.
const RESIDENT_BYTES: f64 = 64.0;

/// One demand and how it was met.
#[derive(Debug, Serialize)]
pub struct Gate {
    /// What is judged.
    pub name: String,
    /// The measured number.
    pub found: f64,
    /// Its bound.
    pub wanted: f64,
    /// Quartiles of the pairs, where it is a ratio of pairs.
    pub quartiles: Option<[f64; 2]>,
    /// Whether it was met.
    pub passed: bool,
}

impl Gate {
    fn at_least(name: String, comparison: &Comparison, wanted: f64) -> Gate {
        let found = comparison.ratio;
        Gate { name, found, wanted, quartiles: Some(comparison.quartiles), passed: found >= wanted }
    }
}

/// What a bare experimental loop reached on one machine, in nanoseconds.
pub fn reachable_nanoseconds(agents: u32) -> Option<f64> {
    PHOLD.iter().find(|wanted| wanted.agents == agents).map(|wanted| wanted.reachable_nanoseconds)
}

/// PHOLD at 50 % remote, against the nearest peer, NeXosim and SimPy; of SimPy without what Python takes for draws.
pub fn phold(comparisons: &[Comparison]) -> Vec<Gate> {
    let mut gates = Vec::new();
    for wanted in &PHOLD {
        let find = |peer| find(comparisons, wanted.agents, peer);
        let best = find(IXA).into_iter().chain(find(SIMRS)).min_by(|one, other| one.ratio.total_cmp(&other.ratio));
        let bounds = [(best, wanted.best_peer), (find(NEXOSIM), wanted.nexosim), (find(SIMPY_NET), wanted.simpy)];
        for (comparison, bound) in bounds {
            gates.extend(comparison.map(|found| {
                Gate::at_least(format!("PHOLD, {} agents, × {}", wanted.agents, found.peer), found, bound)
            }));
        }
    }
    gates
}

fn find<'a>(comparisons: &'a [Comparison], agents: u32, peer: &str) -> Option<&'a Comparison> {
    comparisons.iter().find(|found| found.work == "phold" && found.size == agents && found.peer == peer)
}

/// The hold model against quickheap.
pub fn hold(comparisons: &[Comparison]) -> Vec<Gate> {
    let judged = comparisons.iter().filter(|found| found.work == JUDGED && found.peer == QUICKHEAP);
    let judge = |found: &Comparison| {
        let bound = if found.size < 1000 { 1.0 } else { 1.5 };
        Gate::at_least(format!("{JUDGED}, {} events, × {QUICKHEAP}", found.size), found, bound)
    };
    judged.map(judge).collect()
}

/// Truceline's memory.
pub fn resident(resident: &[Resident]) -> Vec<Gate> {
    let ours = resident.iter().filter(|found| found.engine == "Truceline");
    let judge = |ours: &Resident| {
        let found = ours.bytes_per_event();
        let name = format!("resident bytes per pending event, {} agents", ours.agents);
        Gate { name, found, wanted: RESIDENT_BYTES, quartiles: None, passed: found <= RESIDENT_BYTES }
    };
    ours.map(judge).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pairs::Side;

    fn comparison(work: &str, size: u32, peer: &'static str, ratio: f64) -> Comparison {
        let side = |seconds| Side { seconds, events: 1 };
        Comparison::new(work, size, peer, &[[side(1.0), side(ratio)]])
    }

    #[test]
    fn the_better_of_the_near_peers_is_judged() {
        let gates = phold(&[comparison("phold", 100, IXA, 3.0), comparison("phold", 100, SIMRS, 1.7)]);
        assert_eq!(gates.len(), 1);
        assert!(!gates[0].passed && gates[0].name.ends_with(SIMRS));
        let gates = phold(&[comparison("phold", 100, IXA, 1.8), comparison("phold", 100, SIMRS, 2.0)]);
        assert!(gates[0].passed && gates[0].name.ends_with(IXA));
    }

    #[test]
    fn small_holds_must_not_be_slower_and_large_ones_faster() {
        let found = |size, ratio| hold(&[comparison(JUDGED, size, QUICKHEAP, ratio)])[0].passed;
        assert!(found(100, 1.0) && !found(100, 0.99));
        assert!(found(1000, 1.5) && !found(1000, 1.49));
        assert!(hold(&[comparison("hold lattice", 100, QUICKHEAP, 0.5)]).is_empty());
    }

    #[test]
    fn memory_is_judged_without_the_state_of_agents() {
        let found = |bytes| resident(&[Resident { engine: "Truceline", agents: 10, bytes }])[0].passed;
        assert!(found(720) && !found(730));
    }
}
