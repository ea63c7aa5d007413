//! The pending events as bytes.

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::super::queue::{Queue, WHEEL_FROM};
use super::{
    Handle, NEXT_MARK, NO_SLOT, Pending, SEQUENCE_BITS, Slot, Time, VACANT, mark, mark_and_slot, sequence_of, unpack,
};

impl<E: Copy> Pending<E> {
    /// All events that will still fire, in the order in which they will: when, handle and event. Looks through the whole
    /// set, so it is nothing for the middle of a run.
    pub fn in_order(&self) -> Vec<(Time, Handle, E)> {
        let entry = |key| {
            let (time, _, sequence, slot) = unpack(key);
            (time, Handle { sequence, slot }, self.slots[slot as usize].event)
        };
        self.sorted_keys().into_iter().map(entry).collect()
    }

    /// The empty slots, the one to be used next last.
    fn free_slots(&self) -> Vec<u32> {
        let mut free: Vec<u32> = std::iter::successors(Some(self.free), |&slot| Some(self.slots[slot as usize].cause))
            .take(self.slots.len() - self.len())
            .collect();
        free.reverse();
        free
    }

    fn next_sequence(&self) -> u64 {
        sequence_of(self.next_mark) + self.next_mark % NEXT_MARK
    }

    fn sorted_keys(&self) -> Vec<u128> {
        let mut keys: Vec<u128> = self
            .queue
            .keys()
            .filter(|&key| {
                let (mark, slot) = mark_and_slot(key);
                self.slots[slot as usize].mark == mark
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
        let free = if entries.is_empty() { Vec::new() } else { self.free_slots() };
        Listed { next_sequence: self.next_sequence(), entries, free }.serialize(serializer)
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
        // The sequence after the last is as good as the last one, of which it has the mark, but for one bit: neither
        // can be followed.
        let is_after_last = next_sequence >> SEQUENCE_BITS;
        let next_mark = mark(next_sequence - is_after_last) + is_after_last;
        if !entries.is_sorted_by(|before, after| before.0 < after.0) {
            return Err("the list is out of order");
        }
        let Some(&(_, _, filler)) = entries.first() else {
            return if free.is_empty() {
                Ok(Pending { next_mark, gone: next_mark, ..Pending::default() })
            } else {
                Err("free slots without events")
            };
        };
        let mut slots = vec![Slot { mark: VACANT, cause: 0, event: filler }; entries.len() + free.len()];
        let mut queue = Queue::new(WHEEL_FROM);
        for &(key, cause, event) in &entries {
            let (_, _, sequence, slot) = unpack(key);
            let place = slots.get_mut(slot as usize).ok_or("a slot is out of range")?;
            if place.mark != VACANT {
                return Err("two events share a slot");
            }
            if sequence >= next_sequence {
                return Err("a sequence is in the future");
            }
            *place = Slot { mark: mark(sequence), cause, event };
            queue.push(key);
        }
        let mut named = vec![false; slots.len()];
        let mut next_free = NO_SLOT;
        for &slot in &free {
            let place = slots.get_mut(slot as usize).ok_or("a free slot is out of range")?;
            if place.mark != VACANT || std::mem::replace(&mut named[slot as usize], true) {
                return Err("a free slot is in use or named twice");
            }
            place.cause = std::mem::replace(&mut next_free, slot);
        }
        if next_sequence < entries.len() as u64 {
            return Err("more events than sequences");
        }
        let gone = next_mark - mark(entries.len() as u64);
        Ok(Pending { queue, slots, free: next_free, next_mark, gone, stale: 0 })
    }
}
