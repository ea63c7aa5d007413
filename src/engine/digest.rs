//! A running 128-bit fingerprint of what a run did, in the order in which it did it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::engine::mix::scramble;

/// Folds 64-bit words, in order, into 128 bits that are the same on every platform.
///
/// Two lanes of 64 bits step independently; one word changes both by bijections (so a single changed word always changes
/// the state). With wrapping arithmetic and `<<<` for rotation:
///
/// ```text
/// first  ← ((first xor word) · 9e3779b97f4a7c15) <<< 29  + 2545f4914f6cdd1d
/// second ← ((second + word) · d6e8feb86659fd93) <<< 37   xor d1b54a32d192ed03
/// words  ← words + 1
/// ```
///
/// The value is high = first xor S(second + words), low = S(second xor S(high)) beside S(high), with S the scrambling
/// round of SplitMix64. It guards against accident, not against an adversary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    first: u64,
    second: u64,
    words: u64,
}

impl Digest {
    /// The digest of nothing.
    #[must_use]
    pub const fn new() -> Digest {
        Digest { first: 0x243f_6a88_85a3_08d3, second: 0x1319_8a2e_0370_7344, words: 0 }
    }

    /// Folds one word. Fold little-endian encodings of narrower or wider numbers as words of 64 bits, low word first.
    #[inline]
    pub fn fold(&mut self, word: u64) {
        self.first =
            (self.first ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29).wrapping_add(0x2545_f491_4f6c_dd1d);
        self.second =
            self.second.wrapping_add(word).wrapping_mul(0xd6e8_feb8_6659_fd93).rotate_left(37) ^ 0xd1b5_4a32_d192_ed03;
        self.words = self.words.wrapping_add(1);
    }

    /// Folds the bits of a number, so that 0 and -0 differ.
    ///
    /// # Panics
    ///
    /// When the number is NaN, whose bits differ between platforms.
    #[inline]
    pub fn fold_f64(&mut self, number: f64) {
        assert!(!number.is_nan(), "digest: found NaN, expected a number");
        self.fold(number.to_bits());
    }

    /// The fingerprint of the words so far; folding may go on afterwards.
    #[must_use]
    pub fn value(&self) -> u128 {
        let high = self.first ^ scramble(self.second.wrapping_add(self.words));
        let high_scrambled = scramble(high);
        let low = scramble(self.second ^ high_scrambled);
        (u128::from(high_scrambled) << 64) | u128::from(low)
    }
}

impl Default for Digest {
    fn default() -> Digest {
        Digest::new()
    }
}

/// The value as 32 hexadecimal digits.
impl fmt::Display for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:032x}", self.value())
    }
}
