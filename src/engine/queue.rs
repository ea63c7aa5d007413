//! The keys of the pending events: a heap alone while they are few, a wheel before it when they are many.
//!
//! The least key is always taken from a sorted run. With the wheel, that run is the current window, and what is
//! scheduled into that window joins it where that is cheap. Where it is not, it goes to the heap; then, as without a
//! wheel, the keys that come next are put into the run one by one.
//!
//! Which state it is and how wide windows are depends on the operations alone, never on a clock or on addresses, and
//! changes the order of nothing: keys are unique.

use super::heap::{ABSENT, Heap};
use super::run::Run;
use super::wheel::{Accepted, Wheel, time, width_from_rate, windows_for};

/// Keys from which the wheel is worth its overhead.
pub(super) const WHEEL_FROM: usize = 64;
/// The wheel ends when there are fewer keys than the size from which it turns, divided by this.
const LEAVE_BELOW: usize = 4;
/// Fewest keys fired between two reviews of state and width.
const REVIEW_AFTER: u64 = 1024;
/// Keys for which a run has room with the wheel: windows of many keys are rare, and none of them should allocate.
const RUN_AT_LEAST: usize = 512;
/// Windows get wider when less than one key in so many that fired was scheduled into the window at hand, and as they were when
/// it is more than one in so many. Twice the width brings about twice as many, so that one does not lead to the other.
const WIDE_BELOW_ONE_IN: u64 = 256;
const NARROW_ABOVE_ONE_IN: u64 = 64;
/// Keys looked through beyond the ring that count as one key fired, so that much looking brings a review.
const LOOKS_FOR_ONE: u64 = 4;

/// The keys.
#[derive(Clone, Debug)]
pub(super) struct Queue {
    /// The keys that come next: none elsewhere is less.
    run: Run,
    heap: Heap,
    /// The rest of the current window, while the heap may hold keys that come before.
    rest: Run,
    wheel: Wheel,
    /// Size from which the wheel turns.
    wheel_from: usize,
    /// Work done since the last review, in keys fired, and how much is allowed.
    fired: u64,
    review_at: u64,
    /// Time of the last review.
    reviewed: u64,
    /// Keys since then that were due in the window at hand.
    near: u64,
    /// Whether windows are wide because such keys are few.
    is_wide: bool,
}

impl Queue {
    /// Empty; the wheel turns from so many keys on.
    pub(super) fn new(wheel_from: usize) -> Queue {
        Queue {
            run: Run::default(),
            heap: Heap::default(),
            rest: Run::default(),
            wheel: Wheel::idle(),
            wheel_from,
            fired: 0,
            review_at: REVIEW_AFTER,
            reviewed: 0,
            near: 0,
            is_wide: false,
        }
    }

    /// Forgets all keys, and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.run.clear();
        self.heap.clear();
        self.rest.clear();
        if self.wheel.is_turning() {
            self.wheel.retain(|_| false);
            self.wheel.stop();
        }
        (self.fired, self.review_at, self.reviewed) = (0, REVIEW_AFTER, 0);
        (self.near, self.is_wide) = (0, false);
    }

    /// Whether the wheel is in use.
    pub(super) fn has_wheel(&self) -> bool {
        self.wheel.is_turning()
    }

    /// Adds a key, and returns it: what the caller computes from the result needs no saving across the calls here.
    #[inline(always)]
    pub(super) fn push(&mut self, key: u128) -> u128 {
        match self.wheel.accept(key) {
            Accepted::Yes => key,
            Accepted::InNewBlock(list) => self.wheel.add_block(list, key),
            Accepted::No => self.push_near(key),
        }
    }

    /// Adds a key that is due in the current window, or without a wheel.
    #[inline(never)]
    fn push_near(&mut self, key: u128) -> u128 {
        self.near += 1;
        let run_is_all = self.heap.is_empty() && self.rest.is_empty();
        if self.run.is_empty() || !run_is_all && self.run.last().is_some_and(|last| key > last) {
            if self.rest.is_empty() || !self.rest.insert(key) {
                self.heap.push(key);
            }
        } else if !self.run.insert(key) {
            if run_is_all {
                self.fired += self.run.count_taken() as u64;
                std::mem::swap(&mut self.run, &mut self.rest);
            } else {
                self.run.keys().for_each(|key| self.heap.push(key));
            }
            self.run.clear();
            self.heap.push(key);
        }
        key
    }

    /// The least key of those at hand; without any, [`Queue::bring`] may bring more.
    #[inline]
    pub(super) fn head(&self) -> Option<u128> {
        self.run.head()
    }

    /// Removes the least key, which [`Queue::head`] has just shown.
    #[inline]
    pub(super) fn remove_head(&mut self) {
        self.run.remove_head();
    }

    /// The key that comes after so many others, if it is at hand.
    #[inline]
    pub(super) fn after(&self, keys: usize) -> Option<u128> {
        self.run.after(keys)
    }

    /// The keys at hand, sorted.
    pub(super) fn at_hand(&self) -> &[u128] {
        self.run.as_slice()
    }

    /// Brings the keys that come next when none is at hand; there are `count` keys. False when there are no keys at all.
    #[inline(never)]
    pub(super) fn bring(&mut self, count: usize) -> bool {
        self.fired += self.run.count_taken() as u64;
        if self.fired >= self.review_at {
            self.review(count);
        }
        match (self.heap.root(), self.rest.head()) {
            (ABSENT, None) => return self.advance(),
            (ABSENT, Some(_)) => {
                std::mem::swap(&mut self.run, &mut self.rest);
                self.rest.clear();
                // They were counted in the other run.
                self.run.count_taken();
            }
            (in_heap, Some(in_rest)) if in_rest < in_heap => {
                self.run.clear();
                self.run.take_before(in_heap, &mut self.rest);
            }
            (in_heap, _) => {
                self.heap.remove_least();
                self.run.set(in_heap);
            }
        }
        true
    }

    /// Goes on to the next window, if there is one.
    fn advance(&mut self) -> bool {
        if !self.wheel.is_turning() {
            return false;
        }
        if self.rest.places() > self.run.places() {
            // Both are empty: the one that held a window has the places for the next one.
            std::mem::swap(&mut self.run, &mut self.rest);
        }
        loop {
            if let Some(looked_through) = self.wheel.advance(&mut self.run) {
                self.review_at = self.review_at.saturating_sub(looked_through as u64 / LOOKS_FOR_ONE);
                // The two change places now and then: what one needs, the other will.
                self.rest.reserve(self.run.capacity());
                return true;
            }
            if !self.wheel.jump() {
                self.wheel.stop();
                return false;
            }
        }
    }

    /// Chooses the state and the width of windows by what happened since the last review. The run is empty.
    #[cold]
    fn review(&mut self, keys: usize) {
        // Without the last key there is no telling how much time went by: the next review will.
        let Some(now) = self.run.last().map(time) else { return };
        let elapsed = now.saturating_sub(self.reviewed);
        if !self.wheel.is_turning() {
            if keys >= self.wheel_from {
                self.start_wheel();
            }
        } else if keys < self.wheel_from / LEAVE_BELOW {
            self.stop_wheel();
        } else if elapsed > 0 {
            self.adapt_width(elapsed, keys);
        }
        (self.fired, self.near) = (0, 0);
        self.reviewed = now;
        // Whatever was done here took time in proportion to the number of keys.
        self.review_at = REVIEW_AFTER.max(keys as u64 / 2);
    }

    /// Changes the width of windows when another suits clearly better.
    fn adapt_width(&mut self, elapsed: u64, keys: usize) {
        let was_wide = self.is_wide;
        self.is_wide = self.near * if was_wide { NARROW_ABOVE_ONE_IN } else { WIDE_BELOW_ONE_IN } < self.fired;
        let windows = windows_for(keys, self.wheel.windows());
        let shift = width_from_rate(elapsed, self.fired, keys, windows, self.is_wide);
        let least_change = if self.is_wide == was_wide { 2 } else { 1 };
        if shift.abs_diff(self.wheel.shift()) >= least_change || windows != self.wheel.windows() {
            self.rebuild(shift, windows);
        }
    }

    fn start_wheel(&mut self) {
        self.is_wide = false;
        let count = self.heap.len() + self.rest.len();
        self.wheel.start(self.heap.keys().chain(self.rest.keys()), count);
        self.heap.clear();
        self.rest.clear();
        self.run.reserve(RUN_AT_LEAST);
    }

    fn stop_wheel(&mut self) {
        self.rest.keys().for_each(|key| self.heap.push(key));
        self.wheel.take_all(|key| self.heap.push(key));
        self.wheel.stop();
        self.rest.clear();
    }

    fn rebuild(&mut self, shift: u32, windows: usize) {
        self.wheel.rebuild(shift, windows, self.heap.keys().chain(self.rest.keys()));
        self.heap.clear();
        self.rest.clear();
    }

    /// Keeps only the keys that `keep` accepts. Takes time in proportion to the length and no memory.
    pub(super) fn retain(&mut self, keep: impl Fn(u128) -> bool) {
        self.run.retain(&keep);
        self.heap.retain(&keep);
        self.rest.retain(&keep);
        self.wheel.retain(&keep);
    }

    /// All keys, in no order.
    pub(super) fn keys(&self) -> impl Iterator<Item = u128> + '_ {
        self.run.keys().chain(self.heap.keys()).chain(self.rest.keys()).chain(self.wheel.keys())
    }
}

#[cfg(test)]
mod tests {
    //! What these tests are meant to catch: a key that comes before those put into the run beforehand, keys lost on the
    //! way between run, rest and heap, and a count of fired keys that counts some twice.

    use std::collections::BTreeSet;

    use super::*;
    use crate::engine::mix::scramble;

    fn head(queue: &mut Queue) -> Option<u128> {
        while queue.head().is_none() && queue.bring(queue.keys().count()) {}
        queue.head()
    }

    fn assert_same(queue: &Queue, expected: &BTreeSet<u128>) {
        assert_eq!(queue.keys().count(), expected.len());
        assert_eq!(&queue.keys().collect::<BTreeSet<_>>(), expected);
    }

    /// Phases of growth and decline; many keys are due at once, in the window at hand, or before the key just shown.
    #[test]
    fn equal_to_a_sorted_set() {
        for wheel_from in [1, 64, usize::MAX] {
            let (mut queue, mut expected) = (Queue::new(wheel_from), BTreeSet::new());
            let mut rested = 0;
            let mut now = 0;
            for turn in 0..200_000_u64 {
                let word = scramble(turn);
                let growing = turn / 5000 % 3 != 2;
                if word % 16 < if growing { 7 } else { 9 } {
                    assert_eq!(head(&mut queue), expected.pop_first());
                    if let Some(key) = queue.head() {
                        now = time(key);
                        queue.remove_head();
                    }
                } else {
                    // Looking ahead puts a key into the run that a later one comes before.
                    if word.is_multiple_of(5) {
                        assert_eq!(head(&mut queue), expected.first().copied());
                    }
                    let delay = [0, 0, word >> 60, word >> 56, word >> 50, word >> 44][(word >> 8) as usize % 6];
                    let key = u128::from(now + delay) << 80 | u128::from(word >> 30 & 3) << 76 | u128::from(turn);
                    queue.push(key);
                    expected.insert(key);
                }
                rested += usize::from(!queue.rest.is_empty());
                if turn % 1000 == 0 {
                    assert_same(&queue, &expected);
                }
                if turn % 20_000 == 0 {
                    queue.retain(|key| key % 3 != 0);
                    expected.retain(|key| key % 3 != 0);
                }
            }
            assert!(rested > 100, "wheel from {wheel_from}: {rested} times the window had a rest");
            while let Some(key) = expected.pop_first() {
                assert_eq!(head(&mut queue), Some(key));
                queue.remove_head();
            }
            assert_eq!(head(&mut queue), None);
        }
    }

    /// Each key comes before the one shown last, so that the run gets more than it takes.
    #[test]
    fn ever_earlier_keys_after_a_look_ahead() {
        let mut queue = Queue::new(usize::MAX);
        for key in (0..1000).rev() {
            queue.push(key << 80);
            assert_eq!(head(&mut queue), Some(key << 80));
        }
        for key in 0..1000 {
            assert_eq!(head(&mut queue), Some(key << 80));
            queue.remove_head();
        }
        assert_eq!(head(&mut queue), None);
    }

    /// So many keys that the ring gets more windows, then few again, in order all the while.
    #[test]
    fn the_ring_grows_and_shrinks() {
        let mut queue = Queue::new(64);
        let delay = |turn: u64| 1 + (scramble(turn) >> 40);
        let mut pushed = 0;
        let mut push = |queue: &mut Queue, now: u64| {
            queue.push(u128::from(now + delay(pushed)) << 80 | u128::from(pushed));
            pushed += 1;
        };
        (0..200_000).for_each(|_| push(&mut queue, 0));
        let (mut left, mut before, mut taken) = (200_000, 0, 0);
        let mut windows = Vec::new();
        while left > 0 {
            while queue.head().is_none() && queue.bring(left) {}
            let key = queue.head().expect("as many are left as were not taken");
            queue.remove_head();
            assert!(before < key);
            before = key;
            // Two for each one taken, then one, then one for two, then none.
            let followed = [2, 1, taken % 2, 0][(taken / 400_000).min(3)];
            (0..followed).for_each(|_| push(&mut queue, time(key)));
            (left, taken) = (left + followed - 1, taken + 1);
            if windows.last() != Some(&queue.wheel.windows()) {
                windows.push(queue.wheel.windows());
            }
        }
        assert_eq!(windows, [256, 2048, 4096, 2048, 256]);
        assert!(!queue.bring(0));
    }

    /// How wide windows get with 1,000 keys, each of which waits as `delay` says.
    fn settled_width(delay: impl Fn(u64) -> u64) -> u32 {
        let mut queue = Queue::new(64);
        let push = |queue: &mut Queue, now: u64, number: u64| {
            queue.push(u128::from(now + delay(number)) << 80 | u128::from(number));
        };
        (0..1000).for_each(|number| push(&mut queue, 0, number));
        for number in 1000..30_000 {
            while queue.head().is_none() && queue.bring(1000) {}
            let key = queue.head().expect("as many come as are taken");
            queue.remove_head();
            push(&mut queue, time(key), number);
        }
        queue.wheel.shift()
    }

    /// Twice as wide where no key is due soon after it was scheduled, and as they were when that ends.
    #[test]
    fn windows_are_wide_where_nothing_is_scheduled_into_the_one_at_hand() {
        let soon: fn(u64) -> u64 = |number| 1 + scramble(number) % 10_000;
        let later: fn(u64) -> u64 = |number| 1000 + scramble(number) % 9000;
        let changing = |first: fn(u64) -> u64, second: fn(u64) -> u64| {
            settled_width(|number| if number < 15_000 { first(number) } else { second(number) })
        };
        let wide = settled_width(later);
        assert_eq!(changing(later, soon), wide - 1);
        assert_eq!(changing(soon, later), wide);
        assert!(settled_width(soon) <= wide);
    }

    /// Few keys are left beyond the ring, most of them at the end of time.
    #[test]
    fn the_end_of_time_is_reached() {
        let mut queue = Queue::new(1);
        for key in 0..4_000_u128 {
            queue.push(key << 80 | key);
        }
        let ends = [1 << 40, (1 << 48) - 1, (1 << 48) - 1].map(|time: u128| time << 80);
        for (number, end) in (0..).zip(ends) {
            queue.push(end | number);
        }
        let mut taken = Vec::new();
        while let Some(key) = head(&mut queue) {
            queue.remove_head();
            taken.push(key >> 80);
        }
        assert!(taken.is_sorted());
        assert_eq!(taken[4_000..], ends.map(|end| end >> 80));
    }

    #[test]
    fn every_key_is_counted_once() {
        for wheel_from in [1, usize::MAX] {
            let mut queue = Queue::new(wheel_from);
            queue.review_at = u64::MAX;
            for key in 0..100 {
                queue.push(((key % 10) << 80) | key);
            }
            let mut taken = 0;
            while let Some(key) = head(&mut queue) {
                queue.remove_head();
                taken += 1;
                if taken < 1000 {
                    queue.push((((key >> 80) + taken % 3) << 80) | (taken + 1000));
                }
            }
            assert_eq!(u128::from(queue.fired), taken);
        }
    }
}
