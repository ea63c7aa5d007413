//! The pending events, in the total order (time, phase, sequence).

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::heap::Heap;
use super::time::Time;

/// Names a pending event, so that it can be cancelled or moved. A handle of an event that has fired or was cancelled is
/// stale and harmless.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handle {
    sequence: u64,
    slot: u32,
}

impl Handle {
    /// A handle that never names an event.
    pub const NONE: Handle = Handle { sequence: VACANT, slot: u32::MAX };
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
    sequence: u64,
    cause: u32,
    event: E,
}

/// Sequence of an empty slot.
const VACANT: u64 = u64::MAX;
/// Stale keys that are never worth a sweep.
const STALE_ALLOWED: usize = 64;
const TIME_BITS: u32 = 48;
const PHASE_BITS: u32 = 4;
const SEQUENCE_BITS: u32 = 44;
const SLOT_BITS: u32 = 32;
const _: () = assert!(TIME_BITS + PHASE_BITS + SEQUENCE_BITS + SLOT_BITS == 128);
const _: () = assert!(Time::MAX.milliseconds() >> TIME_BITS == 0);
const PHASE_SHIFT: u32 = SEQUENCE_BITS + SLOT_BITS;
const TIME_SHIFT: u32 = PHASE_BITS + PHASE_SHIFT;
const LAST_PHASE: u8 = (1 << PHASE_BITS) - 1;

#[inline]
fn pack(time: Time, phase: u8, sequence: u64, slot: u32) -> u128 {
    (u128::from(time.milliseconds()) << TIME_SHIFT)
        | (u128::from(phase) << PHASE_SHIFT)
        | (u128::from(sequence) << SLOT_BITS)
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
#[derive(Clone, Debug)]
pub struct Pending<E> {
    heap: Heap,
    slots: Vec<Slot<E>>,
    free: Vec<u32>,
    next_sequence: u64,
    live: usize,
}

impl<E> Default for Pending<E> {
    fn default() -> Self {
        Pending { heap: Heap::default(), slots: Vec::new(), free: Vec::new(), next_sequence: 0, live: 0 }
    }
}

impl<E: Copy> Pending<E> {
    /// Number of events that will still fire.
    pub fn len(&self) -> usize {
        self.live
    }

    /// Whether nothing is pending.
    pub fn is_empty(&self) -> bool {
        self.live == 0
    }

    /// Adds an event.
    ///
    /// # Panics
    /// When `phase` is above 15, or after 2^44 events.
    #[inline]
    pub fn push(&mut self, time: Time, phase: u8, cause: u32, event: E) -> Handle {
        assert!(phase <= LAST_PHASE, "phase above 15");
        let sequence = self.take_sequence();
        let content = Slot { sequence, cause, event };
        let slot = match self.free.pop() {
            Some(slot) => {
                self.slots[slot as usize] = content;
                slot
            }
            None => {
                let slot = u32::try_from(self.slots.len()).expect("fewer than 2^32 pending events");
                self.slots.push(content);
                slot
            }
        };
        self.heap.push(pack(time, phase, sequence, slot));
        self.live += 1;
        Handle { sequence, slot }
    }

    #[inline]
    fn take_sequence(&mut self) -> u64 {
        let sequence = self.next_sequence;
        assert!(sequence >> SEQUENCE_BITS == 0, "more than 2^44 events");
        self.next_sequence += 1;
        sequence
    }

    /// Whether the event of this handle is still to come.
    #[inline]
    pub fn contains(&self, handle: Handle) -> bool {
        self.slots
            .get(handle.slot as usize)
            .is_some_and(|slot| slot.sequence == handle.sequence && slot.sequence != VACANT)
    }

    /// Takes an event out before it fires; false when it is already gone.
    #[inline]
    pub fn cancel(&mut self, handle: Handle) -> bool {
        if !self.contains(handle) {
            return false;
        }
        self.release(handle.slot);
        self.sweep_when_mostly_stale();
        true
    }

    /// Moves an event, as if it were cancelled and scheduled anew: it queues behind others of its new time and phase.
    /// None when it is already gone. The old handle goes stale.
    ///
    /// # Panics
    /// When `phase` is above 15, or after 2^44 events.
    #[inline]
    pub fn reschedule(&mut self, handle: Handle, time: Time, phase: u8) -> Option<Handle> {
        if !self.contains(handle) {
            return None;
        }
        assert!(phase <= LAST_PHASE, "phase above 15");
        let sequence = self.take_sequence();
        self.slots[handle.slot as usize].sequence = sequence;
        self.heap.push(pack(time, phase, sequence, handle.slot));
        self.sweep_when_mostly_stale();
        Some(Handle { sequence, slot: handle.slot })
    }

    #[inline]
    fn release(&mut self, slot: u32) {
        self.slots[slot as usize].sequence = VACANT;
        self.free.push(slot);
        self.live -= 1;
    }

    /// Keys in the heap, stale ones included: at most twice the most events pending together, plus [`STALE_ALLOWED`].
    pub fn keys_held(&self) -> usize {
        self.heap.len()
    }

    fn sweep_when_mostly_stale(&mut self) {
        if self.heap.len() > 2 * self.live + STALE_ALLOWED {
            let slots = &self.slots;
            self.heap.retain(|key| {
                let (_, _, sequence, slot) = unpack(key);
                slots[slot as usize].sequence == sequence
            });
        }
    }

    /// Time of the next event.
    #[inline]
    pub fn next_time(&mut self) -> Option<Time> {
        while let Some(key) = self.heap.peek() {
            let (time, _, sequence, slot) = unpack(key);
            if self.slots[slot as usize].sequence == sequence {
                return Some(time);
            }
            self.heap.remove_least();
        }
        None
    }

    /// Removes and returns the next event.
    #[inline]
    pub fn pop(&mut self) -> Option<Due<E>> {
        while let Some(key) = self.heap.peek() {
            self.heap.remove_least();
            let (time, phase, sequence, slot) = unpack(key);
            let content = self.slots[slot as usize];
            if content.sequence == sequence {
                self.release(slot);
                return Some(Due { time, phase, cause: content.cause, event: content.event });
            }
        }
        None
    }

    fn sorted_keys(&self) -> Vec<u128> {
        let mut keys: Vec<u128> = self
            .heap
            .keys()
            .filter(|&key| {
                let (_, _, sequence, slot) = unpack(key);
                self.slots[slot as usize].sequence == sequence
            })
            .collect();
        keys.sort_unstable();
        keys
    }
}

/// The pending set as bytes: its sorted list, so that the inner structure may change without a new format, and the
/// free slots in the order in which they will be used again, so that handles stay valid and the set runs on exactly as
/// it would have. An empty set keeps no slots: every handle is stale then.
#[derive(Serialize, Deserialize)]
struct Listed<E> {
    next_sequence: u64,
    entries: Vec<(u128, u32, E)>,
    free: Vec<u32>,
}

impl<E: Copy + Serialize> Serialize for Pending<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entry = |key: u128| {
            let slot = &self.slots[unpack(key).3 as usize];
            (key, slot.cause, slot.event)
        };
        let entries: Vec<_> = self.sorted_keys().into_iter().map(entry).collect();
        let free = if entries.is_empty() { Vec::new() } else { self.free.clone() };
        Listed { next_sequence: self.next_sequence, entries, free }.serialize(serializer)
    }
}

/// Refuses every list that [`Pending`] could not have written. Memory is in proportion to the bytes read, because each
/// slot is named in them exactly once.
impl<'de, E: Copy + DeserializeOwned> Deserialize<'de> for Pending<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let listed = Listed::<E>::deserialize(deserializer)?;
        Pending::restore(listed).map_err(|what| D::Error::custom(format_args!("pending events: {what}")))
    }
}

impl<E: Copy> Pending<E> {
    fn restore(listed: Listed<E>) -> Result<Self, &'static str> {
        let Listed { next_sequence, entries, free } = listed;
        if next_sequence > 1 << SEQUENCE_BITS {
            return Err("more than 2^44 events");
        }
        if !entries.is_sorted_by(|before, after| before.0 < after.0) {
            return Err("the list is out of order");
        }
        let Some(&(_, _, filler)) = entries.first() else {
            return if free.is_empty() {
                Ok(Pending { next_sequence, ..Pending::default() })
            } else {
                Err("free slots without events")
            };
        };
        let mut slots = vec![Slot { sequence: VACANT, cause: 0, event: filler }; entries.len() + free.len()];
        let mut heap = Heap::default();
        for &(key, cause, event) in &entries {
            let (_, _, sequence, slot) = unpack(key);
            let place = slots.get_mut(slot as usize).ok_or("a slot is out of range")?;
            if place.sequence != VACANT {
                return Err("two events share a slot");
            }
            if sequence >= next_sequence {
                return Err("a sequence is in the future");
            }
            *place = Slot { sequence, cause, event };
            heap.push(key);
        }
        let mut named = vec![false; slots.len()];
        for &slot in &free {
            let place = slots.get(slot as usize).ok_or("a free slot is out of range")?;
            if place.sequence != VACANT || std::mem::replace(&mut named[slot as usize], true) {
                return Err("a free slot is in use or named twice");
            }
        }
        Ok(Pending { heap, slots, free, next_sequence, live: entries.len() })
    }
}
