//! The draws of a test: by name and number, so that a world depends on nothing but its number.

use truceline::engine::{Draws, Lineage, Stream};

/// A stream of draws with the shapes that generators of worlds need.
pub struct Dice(Stream);

impl Dice {
    /// The dice of one world or decision.
    pub fn new(name: &str, number: u64) -> Dice {
        Dice(Draws::new(1, number, 0).open(Lineage::of_text(name), 0))
    }

    /// Whether something of this probability happens.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.0.bernoulli(probability)
    }

    /// A whole number in `low..=high`.
    pub fn whole(&mut self, low: usize, high: usize) -> usize {
        low + self.0.index(high - low + 1)
    }

    /// A number between two others.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        self.0.uniform(low, high)
    }

    /// One of several, each as likely.
    pub fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.0.index(of.len())]
    }
}
