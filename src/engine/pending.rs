//! The pending events, in the total order (time, phase, sequence).

use serde::de::DeserializeOwned;
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
const TIME_BITS: u32 = 48;
const SEQUENCE_BITS: u32 = 44;
const SLOT_BITS: u32 = 32;
const _: () = assert!(TIME_BITS + 4 + SEQUENCE_BITS + SLOT_BITS == 128);

#[inline]
fn pack(time: Time, phase: u8, sequence: u64, slot: u32) -> u128 {
    (u128::from(time.milliseconds()) << 80)
        | (u128::from(phase) << 76)
        | (u128::from(sequence) << SLOT_BITS)
        | u128::from(slot)
}

#[inline]
fn unpack(key: u128) -> (Time, u8, u64, u32) {
    let sequence = (key >> SLOT_BITS) as u64 & ((1 << SEQUENCE_BITS) - 1);
    (Time::from_milliseconds((key >> 80) as u64), (key >> 76) as u8 & 15, sequence, key as u32)
}

/// The set of pending events of type `E`.
///
/// Events at the same time come by phase (0..=15), then in the order in which they were scheduled. Cancelling leaves a
/// stale key behind, which is skipped when it surfaces; when stale keys outnumber live ones they are swept out.
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
        assert!(phase < 16, "phase above 15");
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
    /// None when it is already gone.
    #[inline]
    pub fn reschedule(&mut self, handle: Handle, time: Time, phase: u8) -> Option<Handle> {
        if !self.contains(handle) {
            return None;
        }
        assert!(phase < 16, "phase above 15");
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

    fn sweep_when_mostly_stale(&mut self) {
        if self.heap.len() > 2 * self.live + 64 {
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

/// The pending set as bytes: its sorted list, so that the inner structure may change without a new format.
#[derive(Serialize, Deserialize)]
struct Listed<E> {
    next_sequence: u64,
    entries: Vec<(u128, u32, E)>,
}

impl<E: Copy + Serialize> Serialize for Pending<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entry = |key: u128| {
            let slot = &self.slots[unpack(key).3 as usize];
            (key, slot.cause, slot.event)
        };
        let entries = self.sorted_keys().into_iter().map(entry).collect();
        Listed { next_sequence: self.next_sequence, entries }.serialize(serializer)
    }
}

impl<'de, E: Copy + DeserializeOwned> Deserialize<'de> for Pending<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let listed = Listed::<E>::deserialize(deserializer)?;
        // A damaged list must not make us allocate: live slots are at most twice as many as were ever in use together.
        let mut pending =
            Pending { next_sequence: listed.next_sequence, live: listed.entries.len(), ..Pending::default() };
        let Some(highest) = listed.entries.iter().map(|entry| unpack(entry.0).3).max() else { return Ok(pending) };
        if highest as usize > (1 << 24) + 64 * listed.entries.len() {
            return Err(D::Error::custom("pending events: slot numbers are out of range"));
        }
        let filler = listed.entries[0].2;
        pending.slots = vec![Slot { sequence: VACANT, cause: 0, event: filler }; highest as usize + 1];
        for (key, cause, event) in listed.entries {
            let (_, _, sequence, slot) = unpack(key);
            if sequence >= listed.next_sequence || pending.slots[slot as usize].sequence != VACANT {
                return Err(D::Error::custom(
                    "pending events: two events share a slot, or a sequence is in the future",
                ));
            }
            pending.slots[slot as usize] = Slot { sequence, cause, event };
            pending.heap.push(key);
        }
        pending.free = (0..=highest).rev().filter(|&slot| pending.slots[slot as usize].sequence == VACANT).collect();
        Ok(pending)
    }
}
