//! The pending events against a sorted list, with many ties; handles; storage.
//!
//! What these tests are meant to catch: an order that ties, moves or sweeps upset, a cancelled event that fires, a stale
//! handle that reaches a later event, stale keys that pile up, and stored bytes that crash the reader.

use truceline::engine::{Draws, Due, Handle, Lineage, Pending, Stream, Time};

/// How the times of a sequence of operations are spread.
#[derive(Clone, Copy, Debug)]
enum Times {
    /// Quarters of a unit after now, zero included: nearly everything ties.
    Lattice,
    /// Always the same delay: in order of scheduling.
    Constant,
    /// Now, always.
    Zero,
    /// Spread wide, up to the last moment there is.
    Wide,
    /// Mostly near, now and then far away.
    Heavy,
}

const ALL_TIMES: [Times; 5] = [Times::Lattice, Times::Constant, Times::Zero, Times::Wide, Times::Heavy];

impl Times {
    fn draw(self, now: Time, stream: &mut Stream) -> Time {
        let delay = match self {
            Times::Lattice => 250 * stream.index(5) as u64,
            Times::Constant => 1000,
            Times::Zero => 0,
            Times::Wide => stream.raw() >> (24 + stream.index(40)),
            Times::Heavy => stream.pareto(1.0, 0.7).min(1e12) as u64,
        };
        Time::from_milliseconds((now.milliseconds() + delay).min(Time::MAX.milliseconds()))
    }
}

/// The plainest set of pending events: a list, sorted anew for each pop by (time, phase, order of scheduling).
#[derive(Clone, Default)]
struct Reference {
    events: Vec<(Time, u8, u64, u32, u32)>,
    scheduled: u64,
}

impl Reference {
    fn push(&mut self, time: Time, phase: u8, cause: u32, event: u32) {
        let place = self.events.partition_point(|other| (other.0, other.1) <= (time, phase));
        self.events.insert(place, (time, phase, self.scheduled, cause, event));
        self.scheduled += 1;
    }

    fn take(&mut self, event: u32) -> Option<u32> {
        let place = self.events.iter().position(|entry| entry.4 == event)?;
        Some(self.events.remove(place).3)
    }

    fn pop(&mut self) -> Option<Due<u32>> {
        if self.events.is_empty() {
            return None;
        }
        assert!(self.events.is_sorted());
        let (time, phase, _, cause, event) = self.events.remove(0);
        Some(Due { time, phase, cause, event })
    }
}

/// Both sets, the clock, and every handle ever given out (those of moved events replaced).
struct Pair {
    pending: Pending<u32>,
    reference: Reference,
    now: Time,
    handles: Vec<Handle>,
    most: usize,
}

impl Pair {
    fn new() -> Pair {
        Pair {
            pending: Pending::default(),
            reference: Reference::default(),
            now: Time::ZERO,
            handles: Vec::new(),
            most: 0,
        }
    }

    fn push(&mut self, times: Times, stream: &mut Stream) {
        let (time, phase, cause) = (times.draw(self.now, stream), stream.index(3) as u8 * 7, stream.index(1000) as u32);
        let event = self.handles.len() as u32;
        self.reference.push(time, phase, cause, event);
        self.handles.push(self.pending.push(time, phase, cause, event));
    }

    fn cancel(&mut self, event: usize) {
        let expected = self.reference.take(event as u32).is_some();
        assert_eq!(self.pending.contains(self.handles[event]), expected);
        assert_eq!(self.pending.cancel(self.handles[event]), expected);
        assert!(!self.pending.cancel(self.handles[event]), "cancelled twice");
    }

    fn reschedule(&mut self, event: usize, times: Times, stream: &mut Stream) {
        let (time, phase) = (times.draw(self.now, stream), stream.index(16) as u8);
        let old = self.handles[event];
        let moved = self.pending.reschedule(old, time, phase);
        let cause = self.reference.take(event as u32);
        assert_eq!(moved.is_some(), cause.is_some());
        if let (Some(new), Some(cause)) = (moved, cause) {
            self.reference.push(time, phase, cause, event as u32);
            assert!(!self.pending.contains(old), "the old handle goes stale");
            assert!(self.pending.contains(new));
            self.handles[event] = new;
        }
    }

    fn pop(&mut self) {
        let expected = self.reference.pop();
        assert_eq!(self.pending.next_time(), expected.map(|due| due.time));
        assert_eq!(self.pending.pop(), expected);
        self.now = expected.map_or(self.now, |due| due.time);
    }

    /// One random operation out of sixteen, of which `pushes` push; handles are chosen among the latest hundred (of
    /// which most are live) or among all (of which most are stale).
    fn operate(&mut self, times: Times, pushes: usize, stream: &mut Stream) {
        let choice = stream.index(16);
        let span = if stream.bernoulli(0.7) { 100.min(self.handles.len()) } else { self.handles.len() };
        let chosen = (span > 0).then(|| self.handles.len() - 1 - stream.index(span));
        match (choice, chosen) {
            (0..2, Some(event)) => self.cancel(event),
            (2..4, Some(event)) => self.reschedule(event, times, stream),
            _ if choice < 4 + pushes => self.push(times, stream),
            _ => self.pop(),
        }
        self.most = self.most.max(self.pending.len());
        assert_eq!(self.pending.len(), self.reference.events.len());
        assert_eq!(self.pending.is_empty(), self.reference.events.is_empty());
        assert!(self.pending.keys_held() <= 2 * self.most + 65, "stale keys pile up");
    }

    fn drain(&mut self) {
        while !self.reference.events.is_empty() {
            self.pop();
        }
        assert_eq!(self.pending.pop(), None);
        assert_eq!(self.pending.next_time(), None);
    }
}

/// 100,000 operations for each spread of times.
#[test]
fn equal_to_a_sorted_list() {
    for times in ALL_TIMES {
        let mut stream = Draws::new(1, 42, 0).open(Lineage::of_text("pending"), times as u32);
        let mut pair = Pair::new();
        for turn in 0..100_000 {
            // Alternately growing and shrinking, down to nothing pending.
            let pushes = if turn / 2000 % 2 == 0 { 8 } else { 3 };
            pair.operate(times, pushes, &mut stream);
        }
        assert!(pair.most > 50, "{times:?}: at most {} pending", pair.most);
        pair.drain();
    }
}

#[test]
fn ties_come_by_phase_then_in_order_of_scheduling() {
    let mut pending = Pending::default();
    let noon = Time::from_hours(12.0);
    for event in 0..10_000_u32 {
        pending.push(noon, (event % 16) as u8, 0, event);
    }
    let order: Vec<u32> = std::iter::from_fn(|| pending.pop()).map(|due| due.event).collect();
    let mut expected: Vec<u32> = (0..10_000).collect();
    expected.sort_by_key(|event| event % 16);
    assert_eq!(order, expected);
}

#[test]
fn a_stale_handle_never_reaches_a_later_event() {
    let mut pending = Pending::default();
    let first = pending.push(Time::ZERO, 0, 0, 'a');
    assert!(pending.cancel(first));
    // The same slot is used again.
    let second = pending.push(Time::ZERO, 0, 0, 'b');
    assert!(!pending.cancel(first) && !pending.contains(first));
    assert_eq!(pending.reschedule(first, Time::MAX, 0), None);
    assert!(pending.contains(second));
    assert_eq!(pending.pop().map(|due| due.event), Some('b'));
    assert!(!pending.cancel(second) && !pending.cancel(Handle::NONE) && !pending.contains(Handle::NONE));
    assert_eq!(pending.pop(), None);
}

#[test]
fn a_moved_event_queues_behind_others_of_its_new_time() {
    let mut pending = Pending::default();
    let moved = pending.push(Time::ZERO, 3, 7, 'm');
    pending.push(Time::from_hours(1.0), 3, 8, 'o');
    assert!(pending.reschedule(moved, Time::from_hours(1.0), 3).is_some());
    let due: Vec<(char, u32)> = std::iter::from_fn(|| pending.pop()).map(|due| (due.event, due.cause)).collect();
    assert_eq!(due, [('o', 8), ('m', 7)], "and keeps its cause");
}

#[test]
fn stale_keys_are_swept_out() {
    let mut pending = Pending::default();
    let mut handles: Vec<Handle> = (0..100).map(|event| pending.push(Time::MAX, 0, 0, event)).collect();
    for turn in 0..100_000_u64 {
        let handle = &mut handles[turn as usize % 100];
        *handle = pending.reschedule(*handle, Time::from_milliseconds(turn), 0).expect("is pending");
        assert!(pending.keys_held() <= 2 * 100 + 65);
    }
    for handle in &handles[1..] {
        assert!(pending.cancel(*handle));
    }
    assert!(pending.keys_held() <= 2 + 65);
    assert_eq!(pending.pop().map(|due| due.event), Some(0));
    assert_eq!(pending.pop(), None);
}

#[test]
#[should_panic(expected = "phase above 15")]
fn a_phase_above_fifteen_is_refused() {
    Pending::default().push(Time::ZERO, 16, 0, ());
}

/// A set in the middle of its life: holes among the slots, stale keys, a hole at the root.
fn lived_in(times: Times) -> (Pair, Stream) {
    let mut stream = Draws::new(1, 7, 0).open(Lineage::of_text("lived in"), times as u32);
    let mut pair = Pair::new();
    for turn in 0..2000 {
        pair.operate(times, if turn < 1000 { 9 } else { 5 }, &mut stream);
    }
    while pair.pending.len() < 20 {
        pair.push(times, &mut stream);
    }
    pair.pop();
    (pair, stream)
}

#[test]
fn handles_and_future_survive_storage() {
    for times in ALL_TIMES {
        let (mut pair, mut stream) = lived_in(times);
        let bytes = postcard::to_stdvec(&pair.pending).unwrap();
        let original = std::mem::replace(&mut pair.pending, postcard::from_bytes(&bytes).unwrap());
        assert_eq!(postcard::to_stdvec(&pair.pending).unwrap(), bytes, "stored again, the same bytes");
        let mut twin = Pair {
            pending: original,
            reference: pair.reference.clone(),
            now: pair.now,
            handles: pair.handles.clone(),
            most: pair.most,
        };
        let mut twin_stream = stream.clone();
        for _ in 0..2000 {
            pair.operate(times, 6, &mut stream);
            twin.operate(times, 6, &mut twin_stream);
        }
        assert_eq!(pair.handles, twin.handles, "new handles are the same, too");
        assert_eq!(postcard::to_stdvec(&pair.pending).unwrap(), postcard::to_stdvec(&twin.pending).unwrap());
        pair.drain();
    }
}

#[test]
fn an_empty_set_survives_storage() {
    let mut pending = Pending::default();
    let stale = pending.push(Time::ZERO, 0, 0, 1_u32);
    pending.pop();
    let mut stored: Pending<u32> = postcard::from_bytes(&postcard::to_stdvec(&pending).unwrap()).unwrap();
    let fresh = stored.push(Time::ZERO, 0, 0, 2);
    assert!(!stored.contains(stale) && stored.contains(fresh));
    assert_eq!(stored.pop().map(|due| due.event), Some(2));
}

/// Whatever is read without an error must behave: every event comes out once, in order.
fn exercise(bytes: &[u8]) -> bool {
    let Ok(mut pending) = postcard::from_bytes::<Pending<u32>>(bytes) else { return false };
    let expected = pending.len();
    assert!(expected <= bytes.len() && pending.keys_held() == expected);
    let times: Vec<Time> = std::iter::from_fn(|| pending.pop()).map(|due| due.time).collect();
    assert_eq!(times.len(), expected);
    assert!(times.is_sorted());
    true
}

#[test]
fn damaged_bytes_are_refused_or_harmless() {
    let (pair, mut stream) = lived_in(Times::Lattice);
    let bytes = postcard::to_stdvec(&pair.pending).unwrap();
    assert!(exercise(&bytes));
    for length in 0..bytes.len() {
        assert!(!exercise(&bytes[..length]), "cut to {length} bytes");
    }
    let mut refused = 0;
    for place in 0..bytes.len() {
        for bit in 0..8 {
            let mut damaged = bytes.clone();
            damaged[place] ^= 1 << bit;
            refused += usize::from(!exercise(&damaged));
        }
    }
    assert!(refused > bytes.len(), "{refused} of {} flips refused", 8 * bytes.len());
    for _ in 0..20_000 {
        let length = stream.index(80);
        let noise: Vec<u8> = (0..length).map(|_| stream.raw() as u8).collect();
        exercise(&noise);
    }
}

/// The stored form, written by hand.
type Listed = (u64, Vec<(u128, u32, u32)>, Vec<u32>);

#[test]
fn each_fault_has_its_message() {
    let key = |time: u128, sequence: u128, slot: u128| time << 80 | sequence << 32 | slot;
    let good: Listed = (9, vec![(key(1, 5, 0), 0, 0), (key(2, 3, 2), 0, 0)], vec![1]);
    assert!(exercise(&postcard::to_stdvec(&good).unwrap()));
    let cases: [(&str, Listed); 10] = [
        ("out of order", (9, vec![good.1[1], good.1[0]], vec![1])),
        ("out of order", (9, vec![good.1[0], good.1[0]], vec![])),
        ("a slot is out of range", (9, vec![(key(1, 5, 1 << 31), 0, 0)], vec![])),
        ("share a slot", (9, vec![(key(1, 5, 0), 0, 0), (key(2, 3, 0), 0, 0)], vec![1])),
        ("in the future", (5, good.1.clone(), vec![1])),
        ("in use or named twice", (9, good.1.clone(), vec![0])),
        ("in use or named twice", (9, vec![(key(1, 5, 0), 0, 0)], vec![1, 1])),
        ("a free slot is out of range", (9, vec![(key(1, 5, 0), 0, 0)], vec![u32::MAX])),
        ("free slots without events", (9, vec![], vec![0])),
        ("more events than sequences", (1, vec![(key(1, 0, 0), 0, 0), (key(2, 0, 1), 0, 0)], vec![])),
    ];
    for (message, listed) in cases {
        // JSON tells the message, which postcard drops.
        let entries = serde_json::to_string(&listed.1).unwrap();
        let text = format!(r#"{{"next_sequence":{},"entries":{entries},"free":{:?}}}"#, listed.0, listed.2);
        let error = serde_json::from_str::<Pending<u32>>(&text).unwrap_err().to_string();
        assert!(error.contains("pending events: ") && error.contains(message), "{message}: {error}");
        assert!(!exercise(&postcard::to_stdvec(&listed).unwrap()), "{message}");
    }
    let late: Listed = ((1 << 44) + 1, vec![], vec![]);
    assert!(!exercise(&postcard::to_stdvec(&late).unwrap()), "the next push would have no sequence");
}
