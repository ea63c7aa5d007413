//! The keys of the pending events: a heap alone while they are few, a wheel before it when they are many.
//!
//! With the wheel, the keys of the current window are a sorted run; what is scheduled into that window joins the run
//! where that is cheap, and else the heap. The least key is then the lesser of the two heads.
//!
//! Which state it is and how wide windows are depends on the operations alone, never on a clock or on addresses, and
//! changes the order of nothing: keys are unique.

use super::heap::{ABSENT, Heap};
use super::run::Run;
use super::wheel::{Accepted, Wheel, time, width_from_rate};

/// Keys from which the wheel is worth its overhead.
pub(super) const WHEEL_FROM: usize = 64;
/// The wheel ends when there are fewer keys than the size from which it turns, divided by this.
const LEAVE_BELOW: usize = 4;
/// Fewest keys fired between two reviews of state and width.
const REVIEW_AFTER: u64 = 1024;
/// Keys looked through beyond the ring that count as one key fired, so that much looking brings a review.
const LOOKS_FOR_ONE: u64 = 4;

/// The keys.
#[derive(Clone, Debug)]
pub(super) struct Queue {
    heap: Heap,
    /// The keys of the current window, or most of them; empty without a wheel.
    run: Run,
    wheel: Wheel,
    /// Size from which the wheel turns.
    wheel_from: usize,
    /// Work done since the last review, in keys fired, and how much is allowed.
    fired: u64,
    review_at: u64,
    /// Time of the last review.
    reviewed: u64,
}

/// Where the least key is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Least {
    pub(super) key: u128,
    in_run: bool,
}

impl Queue {
    /// Empty; the wheel turns from so many keys on.
    pub(super) fn new(wheel_from: usize) -> Queue {
        Queue {
            heap: Heap::default(),
            run: Run::default(),
            wheel: Wheel::idle(),
            wheel_from,
            fired: 0,
            review_at: REVIEW_AFTER,
            reviewed: 0,
        }
    }

    /// Forgets all keys, and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.heap.clear();
        self.run.clear();
        if self.wheel.is_turning() {
            self.wheel.retain(|_| false);
            self.wheel.stop();
        }
        (self.fired, self.review_at, self.reviewed) = (0, REVIEW_AFTER, 0);
    }

    /// Number of keys, stale ones included. Takes time in proportion to it.
    fn count(&self) -> usize {
        self.heap.len() + self.run.len() + self.wheel.count()
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
            Accepted::InNewBlock(list) => self.push_in_new_block(list, key),
            Accepted::No => self.push_near(key),
        }
    }

    #[inline(never)]
    fn push_in_new_block(&mut self, list: usize, key: u128) -> u128 {
        self.wheel.add_block(list, key);
        key
    }

    /// Adds a key that is due in the current window, or without a wheel.
    #[inline(never)]
    fn push_near(&mut self, key: u128) -> u128 {
        if self.run.is_empty() {
            self.heap.push(key);
        } else {
            self.push_in_window(key);
        }
        key
    }

    #[inline(never)]
    fn push_in_window(&mut self, key: u128) {
        if !self.run.insert(key) {
            self.heap.push(key);
        }
    }

    /// The least key of those at hand; without any, [`Queue::fetch`] may bring more.
    #[inline]
    pub(super) fn least(&mut self) -> Option<Least> {
        let (in_heap, in_run) = (self.heap.root(), self.run.head());
        if in_run < in_heap {
            return Some(Least { key: in_run, in_run: true });
        }
        (in_heap != ABSENT).then_some(Least { key: in_heap, in_run: false })
    }

    /// Removes the least key, which [`Queue::least`] has just shown.
    #[inline]
    pub(super) fn remove(&mut self, least: Least) {
        if least.in_run {
            self.run.remove_head();
        } else {
            self.heap.remove_least();
            self.fired += 1;
            if self.fired >= self.review_at {
                self.review(time(least.key));
            }
        }
    }

    /// Brings more keys near when none is at hand; false when there are none at all.
    #[inline(never)]
    pub(super) fn fetch(&mut self) -> bool {
        if !self.wheel.is_turning() {
            return false;
        }
        self.fired += self.run.filled() as u64;
        let now = self.run.last().map_or(self.reviewed, time);
        self.run.clear();
        if self.wheel.is_empty() {
            self.wheel.stop();
            return false;
        }
        if self.fired >= self.review_at {
            self.review(now);
            return true;
        }
        match self.wheel.advance(&mut self.run) {
            Some(looked_through) => {
                self.review_at = self.review_at.saturating_sub(looked_through as u64 / LOOKS_FOR_ONE);
            }
            None => self.wheel.jump(),
        }
        true
    }

    /// Chooses the state and the width of windows by what happened since the last review.
    #[cold]
    fn review(&mut self, now: u64) {
        let keys = self.count();
        let elapsed = now.saturating_sub(self.reviewed);
        let shift = width_from_rate(elapsed, self.fired, keys);
        if !self.wheel.is_turning() {
            if keys >= self.wheel_from {
                self.start_wheel();
            }
        } else if keys < self.wheel_from / LEAVE_BELOW {
            self.stop_wheel();
        } else if elapsed > 0 && shift.abs_diff(self.wheel.shift()) > 1 {
            self.rebuild(shift);
        }
        self.fired = 0;
        self.reviewed = now;
        // Whatever was done here took time in proportion to the number of keys.
        self.review_at = REVIEW_AFTER.max(keys as u64 / 2);
    }

    fn start_wheel(&mut self) {
        self.wheel.start(self.heap.keys(), self.heap.len());
        self.heap.clear();
    }

    fn stop_wheel(&mut self) {
        self.run.keys().for_each(|key| self.heap.push(key));
        self.wheel.take_all(|key| self.heap.push(key));
        self.wheel.stop();
        self.run.clear();
    }

    fn rebuild(&mut self, shift: u32) {
        self.wheel.rebuild(shift, self.heap.keys().chain(self.run.keys()));
        self.heap.clear();
        self.run.clear();
    }

    /// The keys that were brought near together, and come next unless others join them.
    pub(super) fn fetched(&self) -> impl Iterator<Item = u128> + '_ {
        self.run.keys()
    }

    /// Keeps only the keys that `keep` accepts. Takes time in proportion to the length and no memory.
    pub(super) fn retain(&mut self, keep: impl Fn(u128) -> bool) {
        self.heap.retain(&keep);
        self.run.retain(&keep);
        self.wheel.retain(&keep);
    }

    /// All keys, in no order.
    pub(super) fn keys(&self) -> impl Iterator<Item = u128> + '_ {
        self.heap.keys().chain(self.run.keys()).chain(self.wheel.keys())
    }
}
