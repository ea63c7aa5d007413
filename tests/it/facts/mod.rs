//! Stylized facts: statistics against data of known answer, rows against made-up runs, and the command.

mod arms;
mod command;
mod rows;
mod statistics;

use truceline::engine::{Draws, Lineage, Stream};

/// Draws of a test.
fn stream(seed: u64) -> Stream {
    Draws::new(1, seed, 0).open(Lineage::of_text("facts"), 0)
}

/// So many numbers.
fn sample(seed: u64, count: usize, mut draw: impl FnMut(&mut Stream) -> f64) -> Vec<f64> {
    let mut stream = stream(seed);
    (0..count).map(|_| draw(&mut stream)).collect()
}
