//! The pending sets, each with times of 44 bits and events of 20.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use dary_heap::QuaternaryHeap;
use truceline::engine::{Pending, Time};

const EVENT_BITS: u32 = 20;
/// Times are below it.
pub const LAST_TIME: u64 = 1 << (64 - EVENT_BITS);

/// A set of pending events that is never empty.
pub trait Set: Default {
    /// Adds an event.
    fn push(&mut self, time: u64, event: u32);

    /// Takes the next event out.
    fn pop(&mut self) -> (u64, u32);
}

/// Truceline: first in, first out among ties; events can be cancelled.
#[derive(Default)]
pub struct Ours(Pending<u32>);

impl Set for Ours {
    #[inline]
    fn push(&mut self, time: u64, event: u32) {
        self.0.push(Time::from_milliseconds(time), 0, 0, event);
    }

    #[inline]
    fn pop(&mut self) -> (u64, u32) {
        let due = self.0.pop().expect("never empty");
        (due.time.milliseconds(), due.event)
    }
}

fn pack(time: u64, event: u32) -> u64 {
    time << EVENT_BITS | u64::from(event)
}

fn unpack(key: u64) -> (u64, u32) {
    (key >> EVENT_BITS, (key & ((1 << EVENT_BITS) - 1)) as u32)
}

/// quickheap: ties by number of the event, nothing can be cancelled.
#[derive(Default)]
pub struct Quick(quickheap::SimdQuickHeap<u64>);

impl Set for Quick {
    #[inline]
    fn push(&mut self, time: u64, event: u32) {
        self.0.push(pack(time, event));
    }

    #[inline]
    fn pop(&mut self) -> (u64, u32) {
        unpack(self.0.pop().expect("never empty"))
    }
}

/// The version of quickheap after that.
#[derive(Default)]
pub struct QuickNewer(quickheap_newer::SimdQuickHeap<u64>);

impl Set for QuickNewer {
    #[inline]
    fn push(&mut self, time: u64, event: u32) {
        self.0.push(pack(time, event));
    }

    #[inline]
    fn pop(&mut self) -> (u64, u32) {
        unpack(self.0.pop().expect("never empty"))
    }
}

/// A sequence number below the time gives first in, first out; the event comes last.
fn pack_in_sequence(time: u64, sequence: u64, event: u32) -> u128 {
    u128::from(time) << 84 | u128::from(sequence) << EVENT_BITS | u128::from(event)
}

fn unpack_in_sequence(key: u128) -> (u64, u32) {
    ((key >> 84) as u64, (key & ((1 << EVENT_BITS) - 1)) as u32)
}

/// `dary_heap` with four children: first in, first out among ties, nothing can be cancelled.
#[derive(Default)]
pub struct Dary {
    heap: QuaternaryHeap<Reverse<u128>>,
    sequence: u64,
}

impl Set for Dary {
    #[inline]
    fn push(&mut self, time: u64, event: u32) {
        self.sequence += 1;
        self.heap.push(Reverse(pack_in_sequence(time, self.sequence, event)));
    }

    #[inline]
    fn pop(&mut self) -> (u64, u32) {
        unpack_in_sequence(self.heap.pop().expect("never empty").0)
    }
}

/// The standard library's heap: first in, first out among ties, nothing can be cancelled.
#[derive(Default)]
pub struct Binary {
    heap: BinaryHeap<Reverse<u128>>,
    sequence: u64,
}

impl Set for Binary {
    #[inline]
    fn push(&mut self, time: u64, event: u32) {
        self.sequence += 1;
        self.heap.push(Reverse(pack_in_sequence(time, self.sequence, event)));
    }

    #[inline]
    fn pop(&mut self) -> (u64, u32) {
        unpack_in_sequence(self.heap.pop().expect("never empty").0)
    }
}
