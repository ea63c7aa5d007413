//! An aligned 4-ary minimum heap of packed keys.
//!
//! The four children of a node share one 64-byte cache line, absent children hold the largest key, so that choosing
//! the least child needs no bounds. Removing the least key leaves a hole at the root, which the next push fills with
//! one sift (a fused replace-top): in a simulation nearly every pop is followed by a push.

/// Four keys on one cache line.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Line([u128; 4]);

/// Stands where there is no key; greater than every real key.
pub(super) const ABSENT: u128 = u128::MAX;

/// Lines that are kept when the heap is cleared, for few keys come back.
const LINES_KEPT: usize = 256;

/// The heap. Keys are unique (they end in a sequence number), so that their order is total.
#[derive(Clone, Debug)]
pub(super) struct Heap {
    /// Node 0.
    root: u128,
    /// The children of node `i` fill line `i`: nodes 4 i + 1 to 4 i + 4.
    lines: Vec<Line>,
    length: usize,
    hole_at_root: bool,
}

impl Default for Heap {
    fn default() -> Heap {
        Heap { root: ABSENT, lines: Vec::new(), length: 0, hole_at_root: false }
    }
}

impl Heap {
    /// Number of keys, stale ones included.
    pub(super) fn len(&self) -> usize {
        self.length - usize::from(self.hole_at_root)
    }

    /// Whether there is no key.
    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[inline]
    fn key(&self, node: usize) -> u128 {
        if node == 0 { self.root } else { self.lines[(node - 1) / 4].0[(node - 1) % 4] }
    }

    #[inline]
    fn set(&mut self, node: usize, key: u128) {
        if node == 0 {
            self.root = key;
        } else {
            self.lines[(node - 1) / 4].0[(node - 1) % 4] = key;
        }
    }

    /// Adds a key.
    #[inline]
    pub(super) fn push(&mut self, key: u128) {
        if self.hole_at_root {
            self.hole_at_root = false;
            self.sift_down(0, key);
            return;
        }
        let mut node = self.length;
        if node == 4 * self.lines.len() + 1 {
            self.lines.push(Line([ABSENT; 4]));
        }
        self.length += 1;
        while node > 0 {
            let parent = (node - 1) / 4;
            let above = self.key(parent);
            if above < key {
                break;
            }
            self.set(node, above);
            node = parent;
        }
        self.set(node, key);
    }

    /// The least key, or [`ABSENT`].
    #[inline]
    pub(super) fn root(&mut self) -> u128 {
        if self.hole_at_root {
            self.fill_hole_from_end();
        }
        self.root
    }

    /// Removes the least key, which [`Heap::root`] has just shown: the old key stays at the root until a push or
    /// [`Heap::root`] takes its place, and every other method looks past it.
    #[inline]
    pub(super) fn remove_least(&mut self) {
        debug_assert!(self.length > 0 && !self.hole_at_root);
        self.hole_at_root = true;
    }

    fn fill_hole_from_end(&mut self) {
        self.hole_at_root = false;
        self.length -= 1;
        let last = self.key(self.length);
        self.set(self.length, ABSENT);
        if self.length > 0 {
            self.sift_down(0, last);
        }
    }

    /// Puts `key` at a node and lets it sink to its place among the nodes below.
    #[inline]
    fn sift_down(&mut self, node: usize, key: u128) {
        let Some(place) = node.checked_sub(1) else {
            return self.sift_down_from_root(key);
        };
        self.sift_down_from((place / 4, place % 4), node, key);
    }

    #[inline]
    fn sift_down_from_root(&mut self, key: u128) {
        if let Some(Line(children)) = self.lines.first() {
            let least = least_of(children);
            if children[least] < key {
                self.root = children[least];
                return self.sift_down_from((0, least), least + 1, key);
            }
        }
        self.root = key;
    }

    /// As [`Heap::sift_down`], from a node that stands in a line and whose children, if any, fill the line `below`.
    #[inline]
    fn sift_down_from(&mut self, from: (usize, usize), mut below: usize, key: u128) {
        let (mut line, mut lane) = from;
        while let Some(Line(children)) = self.lines.get(below) {
            let least = least_of(children);
            let child = children[least];
            if child >= key {
                break;
            }
            self.lines[line].0[lane] = child;
            (line, lane) = (below, least);
            below = 4 * below + 1 + least;
        }
        self.lines[line].0[lane] = key;
    }

    /// Removes all keys, and gives back memory unless it is little.
    pub(super) fn clear(&mut self) {
        self.lines.clear();
        self.lines.shrink_to(LINES_KEPT);
        self.root = ABSENT;
        self.length = 0;
        self.hole_at_root = false;
    }

    /// Keeps only the keys that `keep` accepts. Takes time in proportion to the length and no memory.
    pub(super) fn retain(&mut self, keep: impl Fn(u128) -> bool) {
        self.root();
        let mut kept = 0;
        for node in 0..self.length {
            let key = self.key(node);
            if keep(key) {
                self.set(kept, key);
                kept += 1;
            }
        }
        (kept..self.length).for_each(|node| self.set(node, ABSENT));
        self.length = kept;
        // Floyd's construction: from the last node with children up to the root.
        for node in (0..kept.saturating_sub(1).div_ceil(4)).rev() {
            self.sift_down(node, self.key(node));
        }
    }

    /// All keys, in no order.
    pub(super) fn keys(&self) -> impl Iterator<Item = u128> + Clone + '_ {
        (usize::from(self.hole_at_root)..self.length).map(|node| self.key(node))
    }
}

/// Which of four keys is the least, without a branch: each comparison is a coin toss that no processor guesses.
#[inline]
fn least_of(keys: &[u128; 4]) -> usize {
    let left = usize::from(keys[1] < keys[0]);
    let right = 2 + usize::from(keys[3] < keys[2]);
    std::hint::select_unpredictable(keys[right] < keys[left], right, left)
}

#[cfg(test)]
mod tests {
    //! What these tests are meant to catch: a hole at the root that a method forgets, a sentinel left behind or lost at
    //! the border between two lines, and a sweep that breaks the order.

    use std::collections::BTreeSet;

    use super::*;
    use crate::engine::mix::scramble;

    /// Checks the whole structure: the keys, the length, the order of parent and child, the sentinels.
    fn assert_sound(heap: &Heap, expected: &BTreeSet<u128>) {
        assert_eq!(heap.len(), expected.len());
        assert_eq!(&heap.keys().collect::<BTreeSet<_>>(), expected);
        assert_eq!(heap.keys().count(), expected.len());
        let root = usize::from(heap.hole_at_root);
        for node in 1..heap.length {
            let parent = (node - 1) / 4;
            assert!(parent < root || heap.key(parent) < heap.key(node), "node {node}");
        }
        for node in heap.length..4 * heap.lines.len() + 1 {
            assert_eq!(heap.key(node), ABSENT, "node {node}");
        }
    }

    /// Every order of five keys, with every pattern of removals between them, followed by every length of sweep.
    #[test]
    fn all_orders_with_a_hole_at_the_root() {
        for order in 0..120_usize {
            let mut left: Vec<u128> = vec![10, 20, 30, 40, 50];
            let mut rest = order;
            let keys: Vec<u128> = (1..=5)
                .rev()
                .map(|choices| {
                    let key = left.remove(rest % choices);
                    rest /= choices;
                    key
                })
                .collect();
            for removals in 0..64_u32 {
                let mut heap = Heap::default();
                let mut expected: BTreeSet<u128> = BTreeSet::new();
                for (position, &key) in keys.iter().enumerate() {
                    heap.push(key);
                    expected.insert(key);
                    if removals >> position & 1 == 1 {
                        assert_eq!(Some(heap.root()), expected.pop_first());
                        heap.remove_least();
                    }
                    assert_sound(&heap, &expected);
                }
                let mut swept = heap.clone();
                swept.retain(|key| key % 20 == 0);
                assert_sound(&swept, &expected.iter().copied().filter(|key| key % 20 == 0).collect());
                while let Some(least) = expected.pop_first() {
                    assert_eq!(heap.root(), least);
                    heap.remove_least();
                    assert_sound(&heap, &expected);
                }
                assert_eq!(heap.root(), ABSENT);
            }
        }
    }

    #[test]
    fn random_pushes_removals_and_sweeps() {
        let mut heap = Heap::default();
        let mut expected: BTreeSet<u128> = BTreeSet::new();
        for turn in 0..20_000_u64 {
            let word = scramble(turn);
            // Phases that grow and phases that shrink, so that the heap empties and fills lines again and again.
            let pushes_in_eight = if turn / 500 % 2 == 0 { 6 } else { 2 };
            match word % 1000 {
                0 => {
                    let divisor = 1 + u128::from(word >> 60);
                    heap.retain(|key| !key.is_multiple_of(divisor));
                    expected.retain(|key| !key.is_multiple_of(divisor));
                }
                _ if word >> 40 & 7 < pushes_in_eight => {
                    let key = u128::from(word >> 44 << 20 | turn);
                    heap.push(key);
                    expected.insert(key);
                }
                _ => {
                    let least = heap.root();
                    assert_eq!(least, expected.pop_first().unwrap_or(ABSENT));
                    if least != ABSENT {
                        heap.remove_least();
                    }
                }
            }
            if turn % 64 == 0 {
                assert_sound(&heap, &expected);
            }
        }
    }

    #[test]
    fn a_sweep_of_every_size_keeps_the_order() {
        for size in 0..100_u64 {
            let mut heap = Heap::default();
            let keys: BTreeSet<u128> = (0..size).map(|number| u128::from(scramble(number + 1))).collect();
            keys.iter().rev().for_each(|&key| heap.push(key));
            for kept in [0, 1, 2, 3, 7] {
                let mut swept = heap.clone();
                let keep = |key: u128| key % 7 < kept;
                swept.retain(keep);
                assert_sound(&swept, &keys.iter().copied().filter(|&key| keep(key)).collect());
            }
        }
    }
}
