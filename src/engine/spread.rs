//! Sorts the keys of one window of time.
//!
//! Keys are spread over buckets by their leading bits, two to four times as many buckets as keys unless there are very
//! many, and an insertion pass puts right what shares a bucket: few steps, each of which a processor is likely to guess
//! wrong, so that more buckets than these would cost more than they save, and fewer as well. Spreading keeps
//! the order of what shares a bucket, so that ties, which come in order, cost nothing. Where the leading bits separate
//! badly the insertion pass stops after a fixed amount of work and leaves the rest to a common sort.

use std::cell::Cell;
use std::ops::AddAssign;

use super::blocks::{Blocks, Chain};
use super::run::{Run, sink};
use super::wheel::{TIME_BITS, upper_half};

/// Most buckets for few keys, whose counts are bytes, and for more.
const FEW_BUCKETS: usize = 1024;
const BUCKETS: usize = 4096;
/// Fewest buckets; their counts are added up so many at a time.
const BUCKETS_AT_A_TIME: usize = 8;
/// Few keys, and most keys that are spread; more are left to a common sort.
const FEW_KEYS: usize = u8::MAX as usize;
const KEYS: usize = u16::MAX as usize;
const _: () = assert!(BUCKETS.ilog2() <= 64 - TIME_BITS, "there are as many bits to choose a bucket by");
/// Moves in the insertion pass, for each key, after which it gives up.
const MOVES_FOR_EACH: usize = 4;

/// Space for the counts of buckets, kept between windows.
#[derive(Clone, Debug)]
pub(super) struct Spread {
    few: [u8; FEW_BUCKETS],
    /// Absent until first used.
    many: Option<Box<[u16; BUCKETS]>>,
}

impl Default for Spread {
    fn default() -> Spread {
        Spread { few: [0; FEW_BUCKETS], many: None }
    }
}

impl Spread {
    /// Replaces `run` by the keys of a list, sorted. They agree in all but the lowest `low_bits` bits of their upper
    /// half, which are at least those that are not time.
    pub(super) fn sort(&mut self, blocks: &Blocks, chain: Chain, low_bits: u32, run: &mut Run) {
        let count = blocks.count_and_fetch(chain);
        let run = run.fill(count);
        // Also when they are few: the first window of many should not allocate.
        let many = self.many.get_or_insert_with(|| Box::new([0; BUCKETS]));
        if count <= FEW_KEYS {
            spread(&mut self.few, blocks, chain, low_bits, run, begins_of_few);
        } else if count <= KEYS {
            spread(many, blocks, chain, low_bits, run, begins_of_many);
        } else {
            let mut places = run.iter_mut();
            blocks.each(chain, |key| places.next().into_iter().for_each(|place| *place = key));
            run.sort_unstable();
            return;
        }
        finish(run);
    }
}

/// Puts the keys of a list into `run` by buckets, which are counted in `ends`.
#[inline(always)]
fn spread<const BUCKETS: usize, C: Copy + From<bool> + Into<usize> + AddAssign>(
    ends: &mut [C; BUCKETS],
    blocks: &Blocks,
    chain: Chain,
    low_bits: u32,
    run: &mut [u128],
    begins: impl FnOnce(&mut [C]),
) {
    let bucket_bits = (run.len().max(1).ilog2() + 2).clamp(BUCKETS_AT_A_TIME.ilog2(), BUCKETS.ilog2());
    let shift = (low_bits - bucket_bits) & 63;
    let mask = ((1 << bucket_bits) - 1) & (BUCKETS - 1);
    let bucket = |key: u128| (upper_half(key) >> shift) as usize & mask;
    ends[..=mask].fill(C::from(false));
    blocks.each(chain, |key| ends[bucket(key)] += C::from(true));
    begins(&mut ends[..=mask]);
    blocks.each(chain, |key| {
        let place = &mut ends[bucket(key)];
        run[(*place).into()] = key;
        *place += C::from(true);
    });
}

/// Turns counts of buckets into where each bucket begins. They are at most 255 together: a product adds up eight.
#[inline(always)]
fn begins_of_few(counts: &mut [u8]) {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let mut before = 0;
    for counts in counts.as_chunks_mut::<BUCKETS_AT_A_TIME>().0 {
        let up_to = u64::from_le_bytes(*counts).wrapping_mul(EACH).wrapping_add(before);
        *counts = (up_to << 8 | before & 0xff).to_le_bytes();
        before = (up_to >> 56) * EACH;
    }
}

/// Turns counts of buckets into where each bucket begins.
#[inline(always)]
fn begins_of_many(counts: &mut [u16]) {
    let mut begin = 0;
    for [a, b, c, d, e, f, g, h] in counts.as_chunks_mut::<BUCKETS_AT_A_TIME>().0 {
        for count in [a, b, c, d, e, f, g, h] {
            begin += std::mem::replace(count, begin);
        }
    }
}

/// Sorts what is nearly sorted.
fn finish(run: &mut [u128]) {
    let mut moves_left = MOVES_FOR_EACH * run.len();
    let mut sorted = 0;
    while let Some(place) = first_less(run, sorted) {
        let moves = match &mut run[..=place] {
            // Mostly two keys changed places.
            [.., other, before, key] if *other < *key => {
                std::mem::swap(before, key);
                1
            }
            keys => sink_into_place(keys),
        };
        if moves > moves_left {
            run.sort_unstable();
            return;
        }
        moves_left -= moves;
        sorted = place + 1;
    }
}

/// The first place from `begin` on whose key is less than the one before.
#[inline]
fn first_less(run: &[u128], begin: usize) -> Option<usize> {
    let mut place = begin.max(1);
    let mut rest = run.get(place - 1..)?;
    // Four pairs at a time: half of the steps would be counting.
    while let [a, b, c, d, e, ..] = rest {
        if b < a {
            return Some(place);
        }
        if c < b {
            return Some(place + 1);
        }
        if d < c {
            return Some(place + 2);
        }
        if e < d {
            return Some(place + 3);
        }
        (place, rest) = (place + 4, &rest[4..]);
    }
    rest.windows(2).position(|pair| pair[1] < pair[0]).map(|pairs| place + pairs)
}

/// Puts the last key to its place among the others, which are sorted. Returns how many it passes.
#[inline(never)]
fn sink_into_place(keys: &mut [u128]) -> usize {
    let Some(&mut key) = keys.last_mut() else { return 0 };
    sink(Cell::from_mut(keys).as_slice_of_cells().iter().rev(), |other| other > key, key)
}

#[cfg(test)]
mod tests {
    //! What these tests are meant to catch: a bucket chosen by bits that do not order, a full last block, the ways out
    //! when keys are too many or too close together.

    use super::*;
    use crate::engine::mix::scramble;

    /// Sorts keys of one window twice, the second time in blocks and a run that were used before.
    fn assert_sorts(keys: &[u128], low_bits: u32) {
        let (mut blocks, mut spread, mut run) = (Blocks::default(), Spread::default(), Run::default());
        let mut expected = keys.to_vec();
        expected.sort_unstable();
        for _ in 0..2 {
            let mut chain = Chain::EMPTY;
            keys.iter().for_each(|&key| blocks.add(&mut chain, key));
            spread.sort(&blocks, chain, low_bits, &mut run);
            blocks.release(chain);
            assert_eq!(run.keys().collect::<Vec<_>>(), expected);
        }
        expected.iter().for_each(|&key| {
            assert_eq!(run.head(), Some(key));
            run.remove_head();
        });
        assert_eq!(run.head(), None);
    }

    /// Distinct keys in the window 5, whose upper halves differ in `spread_bits` out of `low_bits` bits.
    fn keys(count: u64, low_bits: u32, spread_bits: u32) -> Vec<u128> {
        let upper = |number: u64| 5 << low_bits | scramble(number + 1) & ((1 << spread_bits) - 1);
        (0..count).map(|number| u128::from(upper(number)) << 64 | u128::from(scramble(number))).collect()
    }

    #[test]
    fn every_small_number_of_keys() {
        for count in 0..200 {
            for low_bits in [16, 17, 40, 58] {
                assert_sorts(&keys(count, low_bits, low_bits), low_bits);
            }
        }
    }

    #[test]
    fn keys_that_share_buckets() {
        for spread_bits in [0, 1, 5, 20, 30] {
            assert_sorts(&keys(5000, 40, spread_bits), 40);
        }
    }

    #[test]
    fn more_keys_than_are_spread() {
        assert_sorts(&keys(KEYS as u64, 30, 30), 30);
        assert_sorts(&keys(KEYS as u64 + 1, 30, 30), 30);
    }

    #[test]
    fn sorted_keys_and_reversed_ones() {
        let mut keys = keys(3000, 20, 20);
        keys.sort_unstable();
        assert_sorts(&keys, 20);
        keys.reverse();
        assert_sorts(&keys, 20);
    }
}
