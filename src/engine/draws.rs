//! Keyed draws: every random decision has its own stream, which is a pure function of (key, lineage, purpose).
//!
//! Nothing is stored between decisions, so adding, removing or reordering one decision moves no other. Open the stream
//! of a decision, take its draws in a documented order, drop it.

use serde::{Deserialize, Serialize};

use crate::engine::Stream;
use crate::engine::chacha::first_blocks;
use crate::engine::mix::scramble;
use crate::engine::samplers;

/// Separates children of a lineage from its stream numbers. The fractional part of the golden ratio, times 2^64.
const CHILD: u64 = 0x9e37_79b9_7f4a_7c15;

/// Separates stream numbers of a lineage from its children. The fractional part of the square root of 2, times 2^64.
const PURPOSE: u64 = 0x6a09_e667_f3bc_c908;

/// The last twelve bytes of every key.
const KEY_TAG: [u8; 12] = *b"trucelinekey";

/// Who a draw belongs to: a 64-bit number that depends only on the text of an ancestor's id and the order of births
/// below it, never on the position in a list or on the time of creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Lineage(pub u64);

impl Lineage {
    /// The lineage of an entity that a scenario names: a hash of the UTF-8 bytes of its id.
    ///
    /// Formula: 64-bit FNV-1a (offset basis `cbf29ce484222325`, prime `100000001b3`), then one scrambling round of
    /// SplitMix64. Stable for ever. Source: Fowler, Noll and Vo, *The FNV Non-Cryptographic Hash Algorithm*
    /// (RFC 9923).
    #[must_use]
    pub const fn of_text(text: &str) -> Lineage {
        let bytes = text.as_bytes();
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        let mut position = 0;
        while position < bytes.len() {
            hash = (hash ^ bytes[position] as u64).wrapping_mul(0x0000_0100_0000_01b3);
            position += 1;
        }
        Lineage(scramble(hash))
    }

    /// The lineage of the `index`-th child born of this one. Any index is allowed; different indices of one parent
    /// give different children.
    ///
    /// Formula, with S the scrambling round and wrapping sums: S(parent + S(index + `9e3779b97f4a7c15`)). Stable for
    /// ever.
    #[inline]
    #[must_use]
    pub const fn child(self, index: u64) -> Lineage {
        Lineage(scramble(self.0.wrapping_add(scramble(index.wrapping_add(CHILD)))))
    }

    /// The number of the ChaCha stream of a decision. Different purposes of one lineage give different streams.
    ///
    /// Formula: S(lineage xor S(purpose + `6a09e667f3bcc908`)). Stable for ever.
    #[inline]
    #[must_use]
    pub const fn stream_number(self, purpose: u32) -> u64 {
        scramble(self.0 ^ scramble((purpose as u64).wrapping_add(PURPOSE)))
    }
}

/// The source of all randomness of one replication: a 32-byte ChaCha8 key.
///
/// Layout of the key, all numbers little-endian:
///
/// | bytes | content |
/// |---|---|
/// | 0..8 | seed |
/// | 8..16 | replication |
/// | 16..20 | result version |
/// | 20..32 | ASCII `trucelinekey` |
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draws {
    key: [u8; 32],
}

impl Draws {
    /// The draws of one replication. All values are allowed; any difference in any of the three gives unrelated
    /// streams.
    #[must_use]
    pub fn new(result_version: u32, seed: u64, replication: u64) -> Draws {
        let mut key = [0; 32];
        key[0..8].copy_from_slice(&seed.to_le_bytes());
        key[8..16].copy_from_slice(&replication.to_le_bytes());
        key[16..20].copy_from_slice(&result_version.to_le_bytes());
        key[20..32].copy_from_slice(&KEY_TAG);
        Draws { key }
    }

    /// Opens the stream of one decision: `lineage` says whose it is, `purpose` which of its decisions. Opened twice,
    /// it gives the same draws twice.
    #[inline]
    #[must_use]
    pub fn open(&self, lineage: Lineage, purpose: u32) -> Stream {
        Stream::new(&self.key, lineage.stream_number(purpose))
    }

    /// The first `DRAWS` (at most 8) numbers in (0, 1) of the streams of four decisions with one purpose, in their order:
    /// draw d of lineage l at `[d][l]`. The same numbers as those of [`Draws::open`] for each, in less time together.
    #[inline]
    #[must_use]
    pub fn four<const DRAWS: usize>(&self, lineages: [Lineage; 4], purpose: u32) -> [[f64; 4]; DRAWS] {
        let mut numbers = [0; 4];
        for (number, lineage) in numbers.iter_mut().zip(lineages) {
            *number = lineage.stream_number(purpose);
        }
        let mut units = [[0.0; 4]; DRAWS];
        for (units, words) in units.iter_mut().zip(first_blocks::<DRAWS>(&self.key, numbers)) {
            for (unit, word) in units.iter_mut().zip(words) {
                *unit = samplers::unit(word);
            }
        }
        units
    }
}
