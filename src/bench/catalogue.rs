//! All workloads, at two scales.

use super::border::SyntheticBorder;
use super::hold::Hold;
use super::phold::{DrawsOf, Phold};
use super::queue::Queue;
use super::scenarios;
use super::spread::SPREADS;
use super::workload::{Group, Workload};
use crate::scenario::shipped_ids;

/// How much work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// What is published.
    Full,
    /// The same workloads with fewer events and a smaller synthetic border; digests differ from those of `Full`.
    Quick,
}

impl Scale {
    fn pick<T>(self, full: T, quick: T) -> T {
        match self {
            Scale::Full => full,
            Scale::Quick => quick,
        }
    }

    /// Repeats when nobody asks for another number.
    pub fn repeats(self) -> usize {
        self.pick(15, 5)
    }
}

/// Agents of PHOLD, with their part of a name.
const AGENTS: [(u32, &str); 4] = [(100, "100"), (1_000, "1k"), (100_000, "100k"), (1_000_000, "1m")];
/// How often a thousand agents are doubled for the curve of costs.
const DOUBLINGS: u32 = 10;
/// Share of remote events, in percent.
const REMOTE: [u64; 3] = [10, 50, 100];
/// Pending events of the hold model.
const SIZES: [(usize, &str); 5] = [(100, "100"), (1_000, "1k"), (10_000, "10k"), (100_000, "100k"), (1_000_000, "1m")];

/// Every workload, in the order in which they are told.
pub fn catalogue(scale: Scale) -> Vec<Workload> {
    let mut all = Vec::new();
    let phold = |agents, remote_percent, draws| {
        // The large ones need more events for every agent to have some.
        let events = if agents < 200_000 { scale.pick(2_000_000, 200_000) } else { scale.pick(4_000_000, 500_000) };
        Phold { agents, remote_percent, draws, events }
    };
    for (agents, name) in AGENTS {
        for remote in REMOTE {
            all.push(phold(agents, remote, DrawsOf::SplitMix).workload(format!("phold-{name}-{remote}")));
        }
        all.push(phold(agents, 50, DrawsOf::Keyed).workload(format!("phold-{name}-50-keyed")));
    }
    for doubling in 0..=DOUBLINGS {
        let thousands = 1_u32 << doubling;
        let curve = phold(1_000 * thousands, 50, DrawsOf::SplitMix).workload(format!("curve-{thousands}k"));
        all.push(curve.in_group(Group::Curve));
    }
    for spread in SPREADS {
        for (size, name) in SIZES {
            let holds = if size < 1_000_000 { scale.pick(2_000_000, 200_000) } else { scale.pick(4_000_000, 500_000) };
            all.push(Hold { spread, size, holds }.workload(format!("hold-{}-{name}", spread.name)));
        }
    }
    let queue = Queue { arrivals_per_hour: 0.8, services_per_hour: 1.0, hours: scale.pick(50_000, 5_000) };
    all.push(queue.workload("mm1".to_owned()));
    all.extend(shipped_ids().map(scenarios::workload));
    let quiet = scale.pick("posts=1000,villages=10000,people=5000000", "posts=100,villages=1000,people=500000");
    let fires = scale
        .pick("posts=1000,villages=10000,people=5000000,fires=50", "posts=100,villages=1000,people=500000,fires=5");
    all.push(SyntheticBorder { sizes: quiet }.workload("synthetic-quiet".to_owned()));
    all.push(SyntheticBorder { sizes: fires }.workload("synthetic-fires".to_owned()));
    all
}
