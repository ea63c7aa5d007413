//! Spreads of delays: what decides how a queue of pending events is filled.

use crate::engine::samplers::{bernoulli, exponential, lognormal, pareto, uniform};

use super::split_mix::SplitMix64;

const HOUR: f64 = 3_600_000.0;

/// A distribution of delays.
#[derive(Clone, Copy, Debug)]
pub struct Spread {
    /// Stable name.
    pub name: &'static str,
    /// What it is, in words.
    pub meaning: &'static str,
    draw: fn(&mut SplitMix64) -> f64,
}

impl Spread {
    /// A delay in milliseconds.
    pub fn draw_milliseconds(&self, generator: &mut SplitMix64) -> u64 {
        (self.draw)(generator) as u64
    }
}

/// Those of the hold model. The last two are full of ties, which are normal in simulations and a trap for queues.
pub const SPREADS: [Spread; 7] = [
    Spread { name: "exponential", meaning: "exponential, mean 1 h", draw: |draws| exponential(draws.unit(), HOUR) },
    Spread { name: "uniform", meaning: "uniform, 0 to 2 h", draw: |draws| uniform(draws.unit(), 0.0, 2.0 * HOUR) },
    Spread {
        name: "bimodal",
        meaning: "0 to 6 min, or with one in ten 8 to 11 h",
        draw: |draws| {
            let (near, place) = (bernoulli(draws.unit(), 0.9), draws.unit());
            if near { uniform(place, 0.0, 0.1 * HOUR) } else { uniform(place, 8.0 * HOUR, 11.0 * HOUR) }
        },
    },
    Spread {
        name: "pareto",
        meaning: "Pareto, least 20 min, exponent 1.5",
        draw: |draws| pareto(draws.unit(), HOUR / 3.0, 1.5),
    },
    Spread {
        name: "lognormal",
        meaning: "log-normal, median 20 min, sigma 1.5",
        draw: |draws| lognormal(draws.unit(), HOUR / 3.0, 1.5),
    },
    Spread {
        name: "lattice",
        meaning: "0, 15, 30, 45 or 60 min: ties and zero delays",
        draw: |draws| 0.25 * HOUR * (draws.unit() * 5.0).floor(),
    },
    Spread { name: "constant", meaning: "always 1 h: nothing but ties", draw: |_| HOUR },
];
