//! The one 64-bit mixing function behind lineages, stream numbers and digests.

/// Scrambles a word so that every bit of the input reaches every bit of the result; a bijection that maps 0 to 0.
///
/// Source: the finaliser of SplitMix64, "variant 13" of D. Stafford, *Better Bit Mixing* (2011).
#[inline]
pub(crate) const fn scramble(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}
