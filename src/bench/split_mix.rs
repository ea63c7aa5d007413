//! The generator of the agents: 8 bytes of state, as the peers of a comparison use too.

use crate::engine::samplers;

/// SplitMix64: eight bytes of state, every value once in its period of 2^64.
///
/// Source: G. L. Steele, D. Lea and C. H. Flood, *Fast Splittable Pseudorandom Number Generators* (2014). Good enough for
/// a benchmark; results of the model come from [`engine::Draws`](crate::engine::Draws).
#[derive(Clone, Copy, Debug)]
pub struct SplitMix64(pub u64);

impl SplitMix64 {
    /// The next 64 bits.
    #[inline]
    pub fn next_word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let word = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    /// A number in the open interval (0, 1); see [`samplers::unit`].
    #[inline]
    pub fn unit(&mut self) -> f64 {
        samplers::unit(self.next_word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_reference() {
        let mut generator = SplitMix64(1_234_567);
        let words: Vec<u64> = (0..3).map(|_| generator.next_word()).collect();
        assert_eq!(words, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }
}
