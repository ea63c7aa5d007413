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
