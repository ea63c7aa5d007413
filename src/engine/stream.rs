//! One open stream of draws, and the variates taken from it.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::engine::chacha::first_block;
use crate::engine::samplers;

/// 32-bit words in a block.
const BLOCK_WORDS: u128 = 16;

/// The draws of one decision, in order; opened by [`Draws::open`](crate::engine::Draws::open).
///
/// Every method takes exactly one 64-bit draw, whatever its arguments, so that a changed parameter never shifts the draws
/// after it, and is monotone in that draw, so that two runs with common draws stay as
/// alike as their parameters. Arguments, formulas, sources and panics are those of the function of the same name in
/// [`samplers`].
#[derive(Clone, Debug)]
pub struct Stream {
    first: [u64; 8],
    taken: usize,
    key: [u8; 32],
    number: u64,
    /// What comes after the first block; few decisions need it.
    rest: Option<ChaCha8Rng>,
}

impl Stream {
    /// The ChaCha8 stream of this number under `key`.
    #[inline]
    pub(crate) fn new(key: &[u8; 32], number: u64) -> Stream {
        Stream { first: first_block(key, number), taken: 0, key: *key, number, rest: None }
    }

    /// The next 64 bits, each value equally likely.
    #[inline]
    pub fn raw(&mut self) -> u64 {
        match self.first.get(self.taken) {
            Some(&draw) => {
                self.taken += 1;
                draw
            }
            None => self.raw_of_rest(),
        }
    }

    #[cold]
    fn raw_of_rest(&mut self) -> u64 {
        let rest = self.rest.get_or_insert_with(|| {
            let mut generator = ChaCha8Rng::from_seed(self.key);
            generator.set_stream(self.number);
            generator.set_word_pos(BLOCK_WORDS);
            generator
        });
        rest.next_u64()
    }

    /// A number in the open interval (0, 1); see [`samplers::unit`].
    #[inline]
    pub fn unit(&mut self) -> f64 {
        samplers::unit(self.raw())
    }

    /// Whether an event of this probability happens; see [`samplers::bernoulli`].
    #[inline]
    pub fn bernoulli(&mut self, probability: f64) -> bool {
        samplers::bernoulli(self.unit(), probability)
    }

    /// A number between `low` and `high`, in their unit; see [`samplers::uniform`].
    #[inline]
    pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
        samplers::uniform(self.unit(), low, high)
    }

    /// A number between `low` and `high`, in their unit, with uniform logarithm; see [`samplers::log_uniform`].
    #[inline]
    pub fn log_uniform(&mut self, low: f64, high: f64) -> f64 {
        samplers::log_uniform(self.unit(), low, high)
    }

    /// A standard normal number; see [`samplers::normal`].
    #[inline]
    pub fn normal(&mut self) -> f64 {
        samplers::normal(self.unit())
    }

    /// An exponential number, in the unit of `mean`; see [`samplers::exponential`].
    #[inline]
    pub fn exponential(&mut self, mean: f64) -> f64 {
        samplers::exponential(self.unit(), mean)
    }

    /// A Weibull number, in the unit of `scale`; see [`samplers::weibull`].
    #[inline]
    pub fn weibull(&mut self, shape: f64, scale: f64) -> f64 {
        samplers::weibull(self.unit(), shape, scale)
    }

    /// A lognormal number, in the unit of `median`; see [`samplers::lognormal`].
    #[inline]
    pub fn lognormal(&mut self, median: f64, sigma: f64) -> f64 {
        samplers::lognormal(self.unit(), median, sigma)
    }

    /// A Rayleigh number, in the unit of `scale`; see [`samplers::rayleigh`].
    #[inline]
    pub fn rayleigh(&mut self, scale: f64) -> f64 {
        samplers::rayleigh(self.unit(), scale)
    }

    /// A Pareto number, in the unit of `minimum`; see [`samplers::pareto`].
    #[inline]
    pub fn pareto(&mut self, minimum: f64, exponent: f64) -> f64 {
        samplers::pareto(self.unit(), minimum, exponent)
    }

    /// A gamma number, in the unit of `mean`; see [`samplers::gamma`].
    #[inline]
    pub fn gamma(&mut self, shape: f64, mean: f64) -> f64 {
        samplers::gamma(self.unit(), shape, mean)
    }

    /// A Poisson count; see [`samplers::poisson`].
    #[inline]
    pub fn poisson(&mut self, mean: f64) -> u64 {
        samplers::poisson(self.unit(), mean)
    }

    /// A binomial count, 0..=`trials`; see [`samplers::binomial`].
    #[inline]
    pub fn binomial(&mut self, trials: u64, probability: f64) -> u64 {
        samplers::binomial(self.unit(), trials, probability)
    }

    /// A negative binomial count; see [`samplers::negative_binomial`].
    #[inline]
    pub fn negative_binomial(&mut self, mean: f64, dispersion: f64) -> u64 {
        samplers::negative_binomial(self.unit(), mean, dispersion)
    }

    /// A position in 0..`count`, each equally likely; see [`samplers::index`].
    #[inline]
    pub fn index(&mut self, count: usize) -> usize {
        samplers::index(self.unit(), count)
    }

    /// A position with probability in proportion to its weight, or `None` when no weight is positive; see
    /// [`samplers::weighted`].
    #[inline]
    pub fn weighted(&mut self, weights: &[f64]) -> Option<usize> {
        samplers::weighted(self.unit(), weights)
    }
}
