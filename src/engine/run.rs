//! Keys that come next: sorted, taken from the front, and open to a few more.

use std::cell::Cell;

/// Keys that a new key may move; beyond, it is refused. Ties would make longer moves quadratic.
const MOVED_AT_MOST: usize = 32;
/// Most keys that go from one run to another at once.
const PASSED_ON_AT_MOST: usize = 32;
/// Keys taken that are never worth moving the rest to their places, and how many more than the rest ever are.
const TAKEN_ALLOWED: usize = 32;
const TAKEN_FOR_EACH: usize = 2;

/// A sorted run of keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    /// The run is what stands from `next` on; what stands before was taken, and means nothing.
    keys: Vec<u128>,
    next: usize,
    /// Together with `next`, wrapping: how many were taken since [`Run::count_taken`].
    taken_beside: usize,
}

impl Run {
    /// Number of keys.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.keys.len() - self.next
    }

    /// Whether there is no key.
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.next == self.keys.len()
    }

    /// The least key.
    #[inline]
    pub(super) fn head(&self) -> Option<u128> {
        self.after(0)
    }

    /// The key that comes after so many others.
    #[inline]
    pub(super) fn after(&self, keys: usize) -> Option<u128> {
        self.keys.get(self.next + keys).copied()
    }

    /// Removes the least key, which there must be.
    #[inline]
    pub(super) fn remove_head(&mut self) {
        debug_assert!(!self.is_empty());
        self.next += 1;
    }

    /// How many keys were taken since the last call, or since all were replaced.
    pub(super) fn count_taken(&mut self) -> usize {
        let taken = self.taken_beside.wrapping_add(self.next);
        self.taken_beside = 0_usize.wrapping_sub(self.next);
        taken
    }

    /// The greatest key, also when it was taken already, until the next change.
    pub(super) fn last(&self) -> Option<u128> {
        self.keys.last().copied()
    }

    /// Drops all keys and makes place for `count` others, which the caller writes, sorted.
    pub(super) fn fill(&mut self, count: usize) -> &mut [u128] {
        (self.next, self.taken_beside) = (0, 0);
        if count > self.keys.len() {
            self.keys.resize(count, 0);
        }
        self.keys.truncate(count);
        &mut self.keys
    }

    /// Replaces all keys by one.
    #[inline]
    pub(super) fn set(&mut self, key: u128) {
        (self.next, self.taken_beside) = (0, 0);
        if let [only] = &mut self.keys[..] {
            *only = key;
        } else {
            self.keys.clear();
            self.keys.push(key);
        }
    }

    /// Takes the next keys of another run that are less than `limit`, if not too many; the own ones were all less.
    pub(super) fn take_before(&mut self, limit: u128, other: &mut Run) {
        let next = other.as_slice();
        let next = &next[..next.len().min(PASSED_ON_AT_MOST)];
        let all_are_less = next.last().is_some_and(|&last| last < limit);
        let next = if all_are_less { next } else { &next[..next.partition_point(|&key| key < limit)] };
        self.keys.extend_from_slice(next);
        other.next += next.len();
    }

    /// Places in use, also by keys that were taken.
    #[inline]
    pub(super) fn places(&self) -> usize {
        self.keys.len()
    }

    /// Keys for which there is room.
    #[inline]
    pub(super) fn capacity(&self) -> usize {
        self.keys.capacity()
    }

    /// Makes room for so many keys, those taken included.
    #[inline]
    pub(super) fn reserve(&mut self, keys: usize) {
        if keys > self.keys.capacity() {
            self.keys.reserve_exact(keys - self.keys.len());
        }
    }

    /// Drops all keys.
    pub(super) fn clear(&mut self) {
        self.fill(0);
    }

    /// Adds a key where that is cheap, near the front or near the end; else refuses it.
    pub(super) fn insert(&mut self, key: u128) -> bool {
        if self.last().is_none_or(|last| last < key) {
            // The common case of ties.
            self.push(key);
            return true;
        }
        let middle = self.next + self.len() / 2;
        let in_front = self.next > 0 && self.keys.get(middle).is_some_and(|&middle| key < middle);
        if in_front { self.insert_in_front(key) } else { self.insert_behind(key) }
    }

    /// Moves lesser keys into the place of the one taken last.
    fn insert_in_front(&mut self, key: u128) -> bool {
        if self.keys.get(self.next + MOVED_AT_MOST).is_some_and(|&far| far < key) {
            return false;
        }
        self.next -= 1;
        self.taken_beside = self.taken_beside.wrapping_add(1);
        sink(Cell::from_mut(&mut self.keys[self.next..]).as_slice_of_cells().iter(), |other| other < key, key);
        true
    }

    /// Moves greater keys towards the end.
    fn insert_behind(&mut self, key: u128) -> bool {
        if self.len() > MOVED_AT_MOST && key < self.keys[self.keys.len() - MOVED_AT_MOST] {
            return false;
        }
        self.push(key);
        sink(Cell::from_mut(&mut self.keys[self.next..]).as_slice_of_cells().iter().rev(), |other| other > key, key);
        true
    }

    /// Adds a key at the end.
    #[inline]
    fn push(&mut self, key: u128) {
        self.reuse_places();
        self.keys.push(key);
    }

    /// Moves all keys to the places of those taken, when these are most. So what is kept is in proportion to the keys
    /// left, however many are put in and taken.
    #[inline]
    fn reuse_places(&mut self) {
        if self.next > TAKEN_ALLOWED.max(TAKEN_FOR_EACH * self.len()) {
            self.keys.copy_within(self.next.., 0);
            self.keys.truncate(self.len());
            self.taken_beside = self.taken_beside.wrapping_add(self.next);
            self.next = 0;
        }
    }

    /// Keeps only the keys that `keep` accepts.
    pub(super) fn retain(&mut self, keep: impl Fn(u128) -> bool) {
        let taken = self.next;
        let mut place = 0;
        self.keys.retain(|&key| {
            place += 1;
            place > taken && keep(key)
        });
        self.taken_beside = self.taken_beside.wrapping_add(taken);
        self.next = 0;
    }

    /// All keys, sorted.
    #[inline]
    pub(super) fn as_slice(&self) -> &[u128] {
        &self.keys[self.next..]
    }

    /// All keys, sorted.
    pub(super) fn keys(&self) -> impl Iterator<Item = u128> + Clone + '_ {
        self.as_slice().iter().copied()
    }
}

/// Puts a key behind all those that `passes` affirms, which move one place towards the first place, whose key is lost.
/// Returns how many they are.
#[inline(always)]
pub(super) fn sink<'a>(
    mut places: impl Iterator<Item = &'a Cell<u128>>,
    passes: impl Fn(u128) -> bool,
    key: u128,
) -> usize {
    let Some(mut free) = places.next() else { return 0 };
    let mut moves = 0;
    for place in places {
        let other = place.get();
        if !passes(other) {
            break;
        }
        free.set(other);
        free = place;
        moves += 1;
    }
    free.set(key);
    moves
}

#[cfg(test)]
mod tests {
    //! What these tests are meant to catch: an insertion at either end that is one place off, room made at the cost of
    //! keys still to come, a wrong count of keys taken, and a run that grows without end.

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
        assert_eq!(run.head(), expected.first().copied());
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
                    let cheap = taken > 0 && nearer < MOVED_AT_MOST;
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
            assert_eq!(run.head(), expected.pop_first());
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
                    assert_eq!(run.head(), expected.pop_first());
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
