//! The pending events, in the total order (time, phase, sequence).

mod stored;

use serde::{Deserialize, Serialize};

use super::fetch::fetch;
use super::queue::{Queue, WHEEL_FROM};
use super::time::Time;
use super::wheel::TIME_BITS;

/// Names a pending event, so that it can be cancelled or moved. A handle of an event that has fired or was cancelled is
/// stale and harmless.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handle {
    sequence: u64,
    slot: u32,
}

impl Handle {
    /// A handle that never names an event.
    pub const NONE: Handle = Handle { sequence: u64::MAX, slot: u32::MAX };
}

/// An event whose time has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due<E> {
    /// When it happens.
    pub time: Time,
    /// Its class among events at the same time.
    pub phase: u8,
    /// The nearest logged ancestor.
    pub cause: u32,
    /// What happens.
    pub event: E,
}

#[derive(Clone, Copy, Debug)]
struct Slot<E> {
    /// Of the event, as [`mark`] has it; [`VACANT`] of an empty slot.
    mark: u64,
    /// Of the event; of an empty slot, the slot to be used after it.
    cause: u32,
    event: E,
}

/// Mark of an empty slot, which is that of no sequence.
const VACANT: u64 = u64::MAX;
/// Follows the last empty slot; out of range in any table, since slots are fewer.
const NO_SLOT: u32 = u32::MAX;
/// Stale keys that are never worth a sweep.
const STALE_ALLOWED: usize = 64;
/// Bytes of slots that do not stay in the nearest caches.
const FETCHED_FROM: usize = 1 << 18;
/// The slot of the event so many events ahead is asked for with each event, and what the event so many ahead will need,
/// whose slot is there by then. One with each event: what is asked for in bursts waits in line before the processor. Only the
/// first events of a window are asked for all at once.
const SLOTS_AHEAD: usize = 16;
const EVENTS_AHEAD: usize = 8;
const PHASE_BITS: u32 = 4;
const SEQUENCE_BITS: u32 = 44;
const SLOT_BITS: u32 = 32;
const _: () = assert!(TIME_BITS + PHASE_BITS + SEQUENCE_BITS + SLOT_BITS == 128);
const _: () = assert!(Time::MAX.milliseconds() >> TIME_BITS == 0);
/// What lies between the marks of two sequences; see [`mark`].
const NEXT_MARK: u64 = 1 << (u64::BITS - SEQUENCE_BITS);
const PHASE_SHIFT: u32 = SEQUENCE_BITS + SLOT_BITS;
const TIME_SHIFT: u32 = PHASE_BITS + PHASE_SHIFT;
const LAST_PHASE: u8 = (1 << PHASE_BITS) - 1;

/// A sequence in the leading bits of a word, so that no other bits of a key need be cut off.
#[inline]
fn mark(sequence: u64) -> u64 {
    sequence * NEXT_MARK
}

/// Back from [`mark`].
#[inline]
fn sequence_of(mark: u64) -> u64 {
    mark / NEXT_MARK
}

/// The next mark, and moves on.
#[inline]
fn take_mark(next: &mut u64) -> u64 {
    let mark = *next;
    *next = mark.checked_add(NEXT_MARK).expect("fewer than 2^44 events");
    mark
}

/// The mark of the event of a key, and its slot.
#[inline]
fn mark_and_slot(key: u128) -> (u64, u32) {
    (((key >> SLOT_BITS) as u64) << (u64::BITS - SEQUENCE_BITS), key as u32)
}

#[inline]
fn pack(time: Time, phase: u8, mark: u64, slot: u32) -> u128 {
    (u128::from(time.milliseconds() << PHASE_BITS | u64::from(phase)) << PHASE_SHIFT)
        | (u128::from(mark) << SLOT_BITS >> (u64::BITS - SEQUENCE_BITS))
        | u128::from(slot)
}

#[inline]
fn unpack(key: u128) -> (Time, u8, u64, u32) {
    let sequence = (key >> SLOT_BITS) as u64 & ((1 << SEQUENCE_BITS) - 1);
    let phase = (key >> PHASE_SHIFT) as u8 & LAST_PHASE;
    (Time::from_milliseconds((key >> TIME_SHIFT) as u64), phase, sequence, key as u32)
}

/// The set of pending events of type `E`.
///
/// Events at the same time come by phase (0..=15), then in the order in which they were scheduled. Cancelling leaves a
/// stale key behind, which is skipped when it surfaces; when stale keys outnumber live ones they are swept out. So
/// memory is in proportion to the most events that were ever pending together, and neither cancelling nor moving
/// allocates once that many have been.
///
/// Scheduling and taking an event takes time that hardly grows with the number pending, whatever the spread of times
/// and however many tie: few keys are a heap, many a wheel. Which of both it is changes nothing that can be seen here.
#[derive(Clone, Debug)]
pub struct Pending<E> {
    queue: Queue,
    slots: Vec<Slot<E>>,
    /// The empty slot to be used next, or [`NO_SLOT`].
    free: u32,
    /// Mark of the next sequence.
    next_mark: u64,
    /// How many sequences have no event any more, or one with a later sequence; in marks.
    gone: u64,
    /// Keys in the queue whose event was cancelled or moved.
    stale: usize,
}

impl<E> Default for Pending<E> {
    fn default() -> Self {
        Pending::with_wheel_from(WHEEL_FROM)
    }
}

impl<E> Pending<E> {
    /// With another size from which the wheel is used, for tests and benchmarks: the order of events is the same with
    /// any. `usize::MAX` keeps to the heap.
    #[doc(hidden)]
    pub fn with_wheel_from(keys: usize) -> Self {
        Pending { queue: Queue::new(keys), slots: Vec::new(), free: NO_SLOT, next_mark: 0, gone: 0, stale: 0 }
    }

    /// Whether the wheel is in use, for tests.
    #[doc(hidden)]
    pub fn has_wheel(&self) -> bool {
        self.queue.has_wheel()
    }
}

/// The next event, found but still pending. Good until the set is changed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Next {
    key: u128,
}

impl Next {
    #[inline]
    pub(super) fn time(self) -> Time {
        unpack(self.key).0
    }
}

impl<E: Copy> Pending<E> {
    /// Number of events that will still fire.
    #[inline]
    pub fn len(&self) -> usize {
        sequence_of(self.next_mark - self.gone) as usize
    }

    /// Whether more than so many events may be pending; for certain only when it denies.
    #[inline]
    pub(super) fn may_exceed(&self, events: usize) -> bool {
        self.slots.len() > events
    }

    /// Forgets all events, and keeps the memory: what follows is as with a new set.
    pub fn clear(&mut self) {
        self.slots.clear();
        self.queue.clear();
        (self.free, self.next_mark, self.gone, self.stale) = (NO_SLOT, 0, 0, 0);
    }

    /// Whether nothing is pending.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds an event.
    ///
    /// # Panics
    /// When `phase` is above 15, or after 2^44 - 1 events.
    #[inline]
    pub fn push(&mut self, time: Time, phase: u8, cause: u32, event: E) -> Handle {
        assert!(phase <= LAST_PHASE, "phase above 15");
        let slot = self.free;
        let Some(place) = self.slots.get_mut(slot as usize) else {
            return self.push_in_new_slot(time, phase, cause, event);
        };
        let mark = take_mark(&mut self.next_mark);
        self.free = place.cause;
        *place = Slot { mark, cause, event };
        let (_, _, sequence, slot) = unpack(self.queue.push(pack(time, phase, mark, slot)));
        Handle { sequence, slot }
    }

    #[cold]
    #[inline(never)]
    fn push_in_new_slot(&mut self, time: Time, phase: u8, cause: u32, event: E) -> Handle {
        let slot = self.slots.len();
        assert!(slot < NO_SLOT as usize, "fewer than 2^32 pending events");
        self.slots.push(Slot { mark: VACANT, cause: NO_SLOT, event });
        self.free = slot as u32;
        self.push(time, phase, cause, event)
    }

    /// Whether the event of this handle is still to come.
    #[inline]
    pub fn contains(&self, handle: Handle) -> bool {
        self.slots
            .get(handle.slot as usize)
            .is_some_and(|slot| slot.mark != VACANT && sequence_of(slot.mark) == handle.sequence)
    }

    /// The cause of a pending event; None when it is already gone.
    pub fn cause(&self, handle: Handle) -> Option<u32> {
        self.contains(handle).then(|| self.slots[handle.slot as usize].cause)
    }

    /// Takes an event out before it fires; false when it is already gone.
    #[inline]
    pub fn cancel(&mut self, handle: Handle) -> bool {
        if !self.contains(handle) {
            return false;
        }
        self.release(handle.slot);
        self.stale += 1;
        self.sweep_when_mostly_stale();
        true
    }

    /// Moves an event, as if it were cancelled and scheduled anew: it queues behind others of its new time and phase.
    /// None when it is already gone. The old handle goes stale.
    ///
    /// # Panics
    /// When `phase` is above 15, or after 2^44 - 1 events.
    #[inline]
    pub fn reschedule(&mut self, handle: Handle, time: Time, phase: u8) -> Option<Handle> {
        if !self.contains(handle) {
            return None;
        }
        assert!(phase <= LAST_PHASE, "phase above 15");
        let mark = take_mark(&mut self.next_mark);
        self.gone += NEXT_MARK;
        self.slots[handle.slot as usize].mark = mark;
        self.queue.push(pack(time, phase, mark, handle.slot));
        self.stale += 1;
        self.sweep_when_mostly_stale();
        Some(Handle { sequence: sequence_of(mark), slot: handle.slot })
    }

    #[inline]
    fn release(&mut self, slot: u32) {
        let place = &mut self.slots[slot as usize];
        place.mark = VACANT;
        place.cause = std::mem::replace(&mut self.free, slot);
        self.gone += NEXT_MARK;
    }

    /// Keys held, stale ones included: at most twice the most events pending together, plus [`STALE_ALLOWED`].
    pub fn keys_held(&self) -> usize {
        self.len() + self.stale
    }

    #[inline]
    fn sweep_when_mostly_stale(&mut self) {
        if self.stale > self.len() + STALE_ALLOWED {
            self.sweep();
        }
    }

    fn sweep(&mut self) {
        let slots = &self.slots;
        self.queue.retain(|key| {
            let (mark, slot) = mark_and_slot(key);
            slots[slot as usize].mark == mark
        });
        self.stale = 0;
    }

    /// Finds the next event; drops stale keys that come before it. When very many are pending, `fetch` is told of most of
    /// them some time before they come: it may ask for what they will need, so that it is on its way from memory by then.
    #[inline]
    pub(super) fn find_next(&mut self, fetch: impl Fn(&E) + Copy) -> Option<Next> {
        loop {
            let Some(key) = self.queue.head() else {
                if self.bring(fetch) {
                    continue;
                }
                return None;
            };
            if self.is_far() {
                self.look_ahead(fetch);
            }
            let (mark, slot) = mark_and_slot(key);
            if self.slots[slot as usize].mark == mark {
                return Some(Next { key });
            }
            self.queue.remove_head();
            self.stale -= 1;
        }
    }

    /// Whether slots are so many that they must be asked for.
    #[inline]
    fn is_far(&self) -> bool {
        size_of_val(self.slots.as_slice()) >= FETCHED_FROM
    }

    #[inline(always)]
    fn look_ahead(&self, fetch_for: impl Fn(&E) + Copy) {
        if let Some(key) = self.queue.after(SLOTS_AHEAD) {
            self.fetch_slot(key);
        }
        if let Some(key) = self.queue.after(EVENTS_AHEAD) {
            self.fetch_for_event(key, fetch_for);
        }
    }

    #[inline(always)]
    fn fetch_slot(&self, key: u128) {
        if let Some(place) = self.slots.get(mark_and_slot(key).1 as usize) {
            fetch(place);
        }
    }

    #[inline(always)]
    fn fetch_for_event(&self, key: u128, fetch_for: impl Fn(&E) + Copy) {
        let (mark, slot) = mark_and_slot(key);
        if let Some(place) = self.slots.get(slot as usize)
            && place.mark == mark
        {
            fetch_for(&place.event);
        }
    }

    #[inline(never)]
    fn bring(&mut self, fetch_for: impl Fn(&E) + Copy) -> bool {
        if !self.queue.bring(self.keys_held()) {
            return false;
        }
        if self.is_far() {
            let first = self.queue.at_hand().iter().take(SLOTS_AHEAD);
            first.clone().for_each(|&key| self.fetch_slot(key));
            first.take(EVENTS_AHEAD).for_each(|&key| self.fetch_for_event(key, fetch_for));
        }
        true
    }

    /// Removes the event that [`Pending::find_next`] has just found.
    #[inline]
    pub(super) fn take(&mut self, next: Next) -> Due<E> {
        let (time, phase, _, slot) = unpack(next.key);
        let place = &mut self.slots[slot as usize];
        let Slot { cause, event, .. } = *place;
        place.mark = VACANT;
        place.cause = std::mem::replace(&mut self.free, slot);
        self.gone += NEXT_MARK;
        self.queue.remove_head();
        Due { time, phase, cause, event }
    }

    /// Time of the next event.
    #[inline]
    pub fn next_time(&mut self) -> Option<Time> {
        self.find_next(|_| {}).map(Next::time)
    }

    /// Removes and returns the next event.
    #[inline]
    pub fn pop(&mut self) -> Option<Due<E>> {
        self.find_next(|_| {}).map(|next| self.take(next))
    }
}

#[cfg(test)]
mod tests {
    //! What these tests are meant to catch: a look ahead that misses most events, comes too late, or tells of events that
    //! were cancelled.

    use std::cell::RefCell;

    use super::*;
    use crate::engine::mix::scramble;

    /// With many events pending, nearly all are told of before they come, a few at a time; with few, none.
    #[test]
    fn events_are_told_of_shortly_before_they_come() {
        for (count, least_told) in [(1_000, 0), (50_000, 49_000)] {
            let mut pending = Pending::default();
            let time = |event: u64| Time::from_milliseconds(scramble(event) >> 40);
            let handles: Vec<Handle> = (0..count).map(|event| pending.push(time(event), 0, 0, event)).collect();
            let gone = |event: u64| event.is_multiple_of(7);
            (0..count).filter(|&event| gone(event)).for_each(|event| assert!(pending.cancel(handles[event as usize])));
            let waiting = RefCell::new(Vec::new());
            let (mut told, mut taken) = (0, 0);
            while let Some(next) = pending.find_next(|&event| waiting.borrow_mut().push(event)) {
                let event = pending.take(next).event;
                let mut waiting = waiting.borrow_mut();
                assert!(!waiting.iter().any(|&event| gone(event)));
                assert!(waiting.len() <= EVENTS_AHEAD + 1);
                if let Some(place) = waiting.iter().position(|&other| other == event) {
                    waiting.remove(place);
                    told += 1;
                }
                taken += 1;
            }
            assert_eq!(taken, count - count.div_ceil(7));
            assert!(7 * told >= 6 * least_told && (told == 0) == (least_told == 0), "{told} of {taken} were told of");
        }
    }
}
