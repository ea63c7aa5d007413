//! Sorts the keys of one window of time.
//!
//! Keys are spread over buckets by their leading bits, twice as many buckets as keys or nearly so, and an insertion
//! pass puts right what shares a bucket: few steps, and none that a processor guesses wrong often. Spreading keeps
//! the order of what shares a bucket, so that ties, which come in order, cost nothing. Where the leading bits separate
//! badly the insertion pass stops after a fixed amount of work and leaves the rest to a common sort.

use super::blocks::{Blocks, Chain};
use super::run::Run;
use super::wheel::{TIME_BITS, upper_half};

/// Most buckets.
const BUCKETS: usize = 4096;
/// Fewest buckets; their counts are added up so many at a time.
const BUCKETS_AT_A_TIME: usize = 8;
/// Most keys that are spread; more are left to a common sort.
const KEYS: usize = u16::MAX as usize;
const _: () = assert!(BUCKETS.ilog2() <= 64 - TIME_BITS, "there are as many bits to choose a bucket by");
/// Moves in the insertion pass, for each key, after which it gives up.
const MOVES_FOR_EACH: usize = 4;

/// Space for the counts of buckets, kept between windows.
#[derive(Clone, Debug, Default)]
pub(super) struct Spread {
    /// Absent until first used.
    ends: Option<Box<[u16; BUCKETS]>>,
}

impl Spread {
    /// Replaces `run` by the keys of a list, sorted. They agree in all but the lowest `low_bits` bits of their upper
    /// half, which are at least those that are not time.
    pub(super) fn sort(&mut self, blocks: &Blocks, chain: Chain, low_bits: u32, run: &mut Run) {
        let count = blocks.count(chain);
        let run = run.fill(count);
        if count > KEYS {
            let mut places = run.iter_mut();
            blocks.each(chain, |key| places.next().into_iter().for_each(|place| *place = key));
            run.sort_unstable();
            return;
        }
        let bucket_bits = (count.max(1).ilog2() + 1).clamp(BUCKETS_AT_A_TIME.ilog2(), BUCKETS.ilog2());
        let shift = (low_bits - bucket_bits) & 63;
        let mask = ((1 << bucket_bits) - 1) & (BUCKETS - 1);
        let bucket = |key: u128| (upper_half(key) >> shift) as usize & mask;
        let ends = &mut **self.ends.get_or_insert_with(|| Box::new([0; BUCKETS]));
        ends[..=mask].fill(0);
        blocks.each(chain, |key| ends[bucket(key)] += 1);
        let mut end = 0;
        for places in ends[..=mask].chunks_exact_mut(BUCKETS_AT_A_TIME) {
            places.iter_mut().for_each(|place| end += std::mem::replace(place, end));
        }
        blocks.each(chain, |key| {
            let place = &mut ends[bucket(key)];
            run[usize::from(*place)] = key;
            *place += 1;
        });
        finish(run);
    }
}

/// Sorts what is nearly sorted.
fn finish(run: &mut [u128]) {
    let mut moves_left = MOVES_FOR_EACH * run.len();
    // Of the greatest key so far, its upper half, which decides nearly always.
    let mut greatest = 0;
    for sorted in 0..run.len() {
        let upper = upper_half(run[sorted]);
        if upper > greatest {
            greatest = upper;
            continue;
        }
        let moves = sink(run, sorted);
        greatest = upper_half(run[sorted]);
        if moves > moves_left {
            run.sort_unstable();
            return;
        }
        moves_left -= moves;
    }
}

/// Moves the key after the sorted ones to its place among them, and says by how many places.
#[inline]
fn sink(run: &mut [u128], sorted: usize) -> usize {
    let key = run[sorted];
    let mut place = sorted;
    while place > 0 && run[place - 1] > key {
        run[place] = run[place - 1];
        place -= 1;
    }
    run[place] = key;
    sorted - place
}

#[cfg(test)]
mod tests {
    //! What these tests are meant to catch: a bucket chosen by bits that do not order, a full last block, the ways out
    //! when keys are too many or too close together.

    use super::super::heap::ABSENT;
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
            assert_eq!(run.head(), key);
            run.remove_head();
        });
        assert_eq!(run.head(), ABSENT);
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
