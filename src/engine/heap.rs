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
const ABSENT: u128 = u128::MAX;

/// The heap. Keys are unique (they end in a sequence number), so that their order is total.
#[derive(Clone, Debug)]
pub(super) struct Heap {
    /// Node `i` stands at lane `(i + 3) % 4` of line `(i + 3) / 4`; its children fill line `i + 1`.
    lines: Vec<Line>,
    length: usize,
    hole_at_root: bool,
}

impl Default for Heap {
    fn default() -> Heap {
        Heap { lines: vec![Line([ABSENT; 4])], length: 0, hole_at_root: false }
    }
}

impl Heap {
    /// Number of keys, stale ones included.
    pub(super) fn len(&self) -> usize {
        self.length - usize::from(self.hole_at_root)
    }

    #[inline]
    fn key(&self, node: usize) -> u128 {
        self.lines[(node + 3) / 4].0[(node + 3) % 4]
    }

    #[inline]
    fn set(&mut self, node: usize, key: u128) {
        self.lines[(node + 3) / 4].0[(node + 3) % 4] = key;
    }

    /// Adds a key.
    #[inline]
    pub(super) fn push(&mut self, key: u128) {
        if self.hole_at_root {
            self.hole_at_root = false;
            self.sift_down(key);
            return;
        }
        let mut node = self.length;
        if (node + 3) / 4 >= self.lines.len() {
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

    /// The least key.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u128> {
        self.close_hole();
        (self.length > 0).then(|| self.key(0))
    }

    /// Removes the least key, which [`Heap::peek`] has just shown.
    #[inline]
    pub(super) fn remove_least(&mut self) {
        debug_assert!(self.length > 0 && !self.hole_at_root);
        self.hole_at_root = true;
    }

    #[inline]
    fn close_hole(&mut self) {
        if !self.hole_at_root {
            return;
        }
        self.hole_at_root = false;
        self.length -= 1;
        let last = self.key(self.length);
        self.set(self.length, ABSENT);
        if self.length > 0 {
            self.sift_down(last);
        }
    }

    /// Puts `key` at the root and lets it sink.
    #[inline]
    fn sift_down(&mut self, key: u128) {
        let mut node = 0;
        while let Some(Line(children)) = self.lines.get(node + 1) {
            let left = usize::from(children[1] < children[0]);
            let right = 2 + usize::from(children[3] < children[2]);
            let least = if children[right] < children[left] { right } else { left };
            if children[least] >= key {
                break;
            }
            let child = children[least];
            self.set(node, child);
            node = 4 * node + 1 + least;
        }
        self.set(node, key);
    }

    /// Keeps only the keys that `keep` accepts.
    pub(super) fn retain(&mut self, keep: impl Fn(u128) -> bool) {
        self.close_hole();
        let kept: Vec<u128> = (0..self.length).map(|node| self.key(node)).filter(|&key| keep(key)).collect();
        *self = Heap::default();
        kept.into_iter().for_each(|key| self.push(key));
    }

    /// All keys, in no order.
    pub(super) fn keys(&self) -> impl Iterator<Item = u128> + '_ {
        (usize::from(self.hole_at_root)..self.length).map(|node| self.key(node))
    }
}
