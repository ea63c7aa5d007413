//! The draws of every engine: SplitMix64, 8 bytes of state.
//!
//! Source: Steele, Lea and Flood, *Fast Splittable Pseudorandom Number Generators* (2014). `python/draws.py` says the
//! same in Python.

use serde::Serialize;

/// Added to the state before each draw: the fractional part of the golden ratio, times 2^64.
pub const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// Scrambles a word; a bijection.
#[inline]
pub const fn scramble(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

#[inline]
fn word(state: &mut u64) -> u64 {
    *state = state.wrapping_add(STEP);
    scramble(*state)
}

/// A number in [0, 1), a multiple of 2^-53.
#[inline]
pub fn unit(state: &mut u64) -> f64 {
    (word(state) >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
}

/// A whole number below `count`: the upper half of the product of a 64-bit draw and `count`.
#[inline]
pub fn below(state: &mut u64, count: u32) -> u32 {
    ((u128::from(word(state)) * u128::from(count)) >> 64) as u32
}

/// Whose logarithm draws take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Logarithm {
    /// The system's, as Python has it.
    System,
    /// That of `libm`, as Truceline's own models have it: the same bits on every machine, and slower.
    Libm,
}

/// An exponential number of this mean: -`mean` log(1 - `u`).
#[inline]
#[expect(
    clippy::disallowed_methods,
    reason = "engines are compared on one machine, where the system has one logarithm"
)]
pub fn exponential(state: &mut u64, mean: f64, logarithm: Logarithm) -> f64 {
    let uniform = 1.0 - unit(state);
    let logarithm = match logarithm {
        Logarithm::System => uniform.ln(),
        Logarithm::Libm => libm::log(uniform),
    };
    -mean * logarithm
}
