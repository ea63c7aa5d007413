//! Spreads of increments. Ties are the normal case in simulations, so that constant and lattice increments are there.

use truceline::engine::{Draws, Lineage, Stream};

use super::INCREMENTS;

/// A spread of increments.
pub struct Distribution {
    /// What tables call it.
    pub name: &'static str,
    /// One increment in milliseconds; all have a mean of about an hour.
    draw: fn(&mut Stream) -> f64,
}

/// All of them; the first is the one that gates judge.
pub const DISTRIBUTIONS: [Distribution; 7] = [
    Distribution { name: "exponential", draw: |stream| stream.exponential(3.6e6) },
    Distribution { name: "uniform", draw: |stream| stream.uniform(0.0, 7.2e6) },
    Distribution {
        name: "bimodal",
        draw: |stream| if stream.bernoulli(0.9) { stream.uniform(0.0, 3.6e5) } else { stream.uniform(3e7, 4e7) },
    },
    Distribution { name: "pareto", draw: |stream| stream.pareto(1e6, 1.5) },
    Distribution { name: "lognormal", draw: |stream| stream.lognormal(1e6, 1.5) },
    Distribution { name: "constant", draw: |_| 3.6e6 },
    // Quarters of an hour, none included.
    Distribution { name: "lattice", draw: |stream| 9e5 * stream.index(9) as f64 },
];

impl Distribution {
    /// As many increments as a loop uses before it begins anew, in milliseconds.
    pub fn increments(&self) -> Vec<u64> {
        let mut stream = Draws::new(1, 42, 0).open(Lineage::of_text(self.name), 0);
        (0..INCREMENTS).map(|_| (self.draw)(&mut stream) as u64).collect()
    }
}
