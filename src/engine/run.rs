//! The keys of the current window of time: sorted, taken from the front, and open to a few more.

use super::heap::ABSENT;

/// Keys that a new key may move; beyond, it is refused. Ties would make longer moves quadratic.
const MOVED_AT_MOST: usize = 16;

/// A sorted run of keys.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// The run is `keys[next..end]`; [`ABSENT`] stands at `end`, so that the head needs no question whether there is
    /// one. What stands elsewhere means nothing.
    keys: Vec<u128>,
    next: usize,
    end: usize,
}

impl Default for Run {
    fn default() -> Run {
        Run { keys: vec![ABSENT], next: 0, end: 0 }
    }
}

impl Run {
    /// Number of keys.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.end - self.next
    }

    /// Whether there is no key.
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.next == self.end
    }

    /// The least key, or [`ABSENT`].
    #[inline]
    pub(super) fn head(&self) -> u128 {
        self.keys[self.next]
    }

    /// Removes the least key, which there must be.
    #[inline]
    pub(super) fn remove_head(&mut self) {
        debug_assert!(!self.is_empty());
        self.next += 1;
    }

    /// Number of keys put in since the run was filled, those taken since included.
    pub(super) fn filled(&self) -> usize {
        self.end
    }

    /// The greatest key since the run was filled, also when it was taken already.
    pub(super) fn last(&self) -> Option<u128> {
        self.end.checked_sub(1).map(|last| self.keys[last])
    }

    /// Drops all keys and makes place for `count` others, which the caller writes, sorted.
    pub(super) fn fill(&mut self, count: usize) -> &mut [u128] {
        if self.keys.len() <= count {
            self.keys.resize(count + 1, 0);
        }
        self.keys[count] = ABSENT;
        (self.next, self.end) = (0, count);
        &mut self.keys[..count]
    }

    /// Adds a key where that is cheap, near the front or near the end; else, and when the run is empty, refuses it.
    pub(super) fn insert(&mut self, key: u128) -> bool {
        if self.is_empty() {
            return false;
        }
        let middle = self.next + self.len() / 2;
        if self.next > 0 && key < self.keys[middle] { self.insert_in_front(key) } else { self.insert_behind(key) }
    }

    /// Moves lesser keys into the place of the one taken last.
    fn insert_in_front(&mut self, key: u128) -> bool {
        let most = (self.next + MOVED_AT_MOST).min(self.end);
        if most < self.end && self.keys[most] < key {
            return false;
        }
        let mut place = self.next - 1;
        // The one behind the last is a sentinel.
        while self.keys[place + 1] < key {
            self.keys[place] = self.keys[place + 1];
            place += 1;
        }
        self.keys[place] = key;
        self.next -= 1;
        true
    }

    /// Moves greater keys towards the end.
    fn insert_behind(&mut self, key: u128) -> bool {
        let least = self.next.max(self.end.saturating_sub(MOVED_AT_MOST));
        if least > self.next && key < self.keys[least] {
            return false;
        }
        self.make_room();
        let mut place = self.end;
        self.end += 1;
        self.keys[self.end] = ABSENT;
        while place > self.next && key < self.keys[place - 1] {
            self.keys[place] = self.keys[place - 1];
            place -= 1;
        }
        self.keys[place] = key;
        true
    }

    /// Makes room for one key more at the end: at the cost of those taken when they are the most, else by growing.
    fn make_room(&mut self) {
        if self.end + 1 < self.keys.len() {
            return;
        }
        if self.next > self.end / 2 {
            self.keys.copy_within(self.next..=self.end, 0);
            self.end -= self.next;
            self.next = 0;
        } else {
            self.keys.push(ABSENT);
        }
    }

    /// Drops all keys.
    pub(super) fn clear(&mut self) {
        self.fill(0);
    }

    /// Keeps only the keys that `keep` accepts.
    pub(super) fn retain(&mut self, keep: impl Fn(u128) -> bool) {
        let mut kept = 0;
        for place in self.next..self.end {
            if keep(self.keys[place]) {
                self.keys[kept] = self.keys[place];
                kept += 1;
            }
        }
        self.fill(kept);
    }

    /// All keys, sorted.
    pub(super) fn keys(&self) -> impl Iterator<Item = u128> + Clone + '_ {
        self.keys[self.next..self.end].iter().copied()
    }
}

#[cfg(test)]
mod tests {
    //! What these tests are meant to catch: a sentinel lost or taken for a key, an insertion at either end that is one
    //! place off, room made at the cost of keys still to come, and a run that grows without end.

    use std::collections::BTreeSet;

    use super::*;
    use crate::engine::mix::scramble;

    fn filled(keys: &[u128]) -> (Run, BTreeSet<u128>) {
        let mut run = Run::default();
        run.fill(keys.len()).copy_from_slice(keys);
        (run, keys.iter().copied().collect())
    }

    fn assert_same(run: &Run, expected: &BTreeSet<u128>) {
        assert!(run.keys().eq(expected.iter().copied()));
        assert_eq!((run.len(), run.is_empty()), (expected.len(), expected.is_empty()));
        assert_eq!(run.head(), expected.first().copied().unwrap_or(ABSENT));
        assert_eq!(run.keys[run.end], ABSENT);
    }

    #[test]
    fn one_key_into_every_place() {
        for length in 0..40_u128 {
            let keys: Vec<u128> = (0..length).map(|number| 10 * number + 10).collect();
            for taken in 0..=length as usize {
                for key in (5..10 * length + 15).step_by(10) {
                    let (mut run, mut expected) = filled(&keys);
                    (0..taken).for_each(|_| run.remove_head());
                    expected.retain(|&key| key > 10 * taken as u128);
                    let accepted = run.insert(key);
                    let nearer = expected.range(..key).count().min(expected.range(key..).count());
                    assert!(!accepted || !expected.is_empty(), "an empty run refuses");
                    let cheap = taken > 0 && nearer < MOVED_AT_MOST && !expected.is_empty();
                    assert!(accepted || !cheap, "{nearer} moves among {}", expected.len());
                    if accepted {
                        expected.insert(key);
                    }
                    assert_same(&run, &expected);
                }
            }
        }
    }

    /// Ties without end: each key taken is followed by a later one, and the run stays as short as it is.
    #[test]
    fn appending_for_ever_takes_no_memory() {
        let (mut run, mut expected) = filled(&[1, 2, 3]);
        for key in 4..100_000 {
            assert!(run.insert(key));
            expected.insert(key);
            assert_eq!(Some(run.head()), expected.pop_first());
            run.remove_head();
        }
        assert_same(&run, &expected);
        assert!(run.keys.len() < 20, "{} places", run.keys.len());
    }

    #[test]
    fn random_insertions_removals_and_sweeps() {
        let (mut run, mut expected) = filled(&[1 << 40, 1 << 41, 1 << 42]);
        for turn in 0..100_000_u64 {
            let word = scramble(turn);
            match word % 100 {
                0 => {
                    run.retain(|key| key % 7 != 0);
                    expected.retain(|key| key % 7 != 0);
                }
                1..50 if !expected.is_empty() => {
                    assert_eq!(Some(run.head()), expected.pop_first());
                    run.remove_head();
                }
                50.. => {
                    let key = u128::from(word >> 20 << 20 | turn);
                    if run.insert(key) {
                        expected.insert(key);
                    }
                }
                _ => {
                    let keys = [u128::from(turn), u128::from(turn + (1 << 50))];
                    run.fill(2).copy_from_slice(&keys);
                    expected = keys.into();
                }
            }
            assert_same(&run, &expected);
        }
    }
}
