//! Sorts the keys of one window of time.
//!
//! Keys are spread over buckets by their leading bits, twice as many buckets as keys or nearly so, and an insertion
//! pass puts right what shares a bucket: few steps, and none that a processor guesses wrong often. Spreading keeps
//! the order of what shares a bucket, so that ties, which come in order, cost nothing. Where the leading bits separate
//! badly the insertion pass stops after a fixed amount of work and leaves the rest to a common sort.

use super::blocks::{Blocks, Chain};
use super::run::Run;

/// Most buckets.
const BUCKETS: usize = 8192;
/// Moves in the insertion pass, for each key, after which it gives up.
const MOVES_FOR_EACH: usize = 4;

/// Space for the counts of buckets, kept between windows.
#[derive(Clone, Debug, Default)]
pub(super) struct Spread {
    /// As many as were ever used together.
    ends: Vec<u32>,
}

impl Spread {
    /// Replaces `run` by the keys of a list, sorted. They agree in all but the lowest `low_bits` bits of their upper
    /// half.
    pub(super) fn sort(&mut self, blocks: &Blocks, chain: Chain, low_bits: u32, run: &mut Run) {
        let count = blocks.count(chain);
        let run = run.fill(count);
        let bucket_bits = (count.max(1).ilog2() + 1).min(BUCKETS.ilog2()).min(low_bits);
        let shift = (low_bits - bucket_bits) & 63;
        let mask = (1 << bucket_bits) - 1;
        let bucket = |key: u128| ((key >> 64) as u64 >> shift) as usize & mask;
        if self.ends.len() <= mask {
            self.ends.resize(mask + 1, 0);
        }
        let ends = &mut self.ends[..=mask];
        ends.fill(0);
        blocks.each(chain, |key| ends[bucket(key)] += 1);
        let mut end = 0;
        for place in ends.iter_mut() {
            end += std::mem::replace(place, end);
        }
        blocks.each(chain, |key| {
            let place = &mut ends[bucket(key)];
            run[*place as usize] = key;
            *place += 1;
        });
        finish(run);
    }
}

/// Sorts what is nearly sorted.
fn finish(run: &mut [u128]) {
    let mut moves_left = MOVES_FOR_EACH * run.len();
    for sorted in 1..run.len() {
        if run[sorted - 1] <= run[sorted] {
            continue;
        }
        let key = run[sorted];
        let mut place = sorted;
        while place > 0 && run[place - 1] > key {
            run[place] = run[place - 1];
            place -= 1;
        }
        run[place] = key;
        moves_left = moves_left.saturating_sub(sorted - place);
        if moves_left == 0 {
            run.sort_unstable();
            return;
        }
    }
}
