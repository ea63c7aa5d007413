//! The pending events in both their states, heap and wheel, against a sorted map.
//!
//! What these tests are meant to catch: a key lost or out of order between ring, run, heap and what is beyond; a switch
//! of state or of width that drops one; ties that upset the run; stale keys in any of the places; a policy that lets
//! results depend on the state.

use std::collections::BTreeMap;

use truceline::engine::{Draws, Due, Handle, Lineage, Pending, Stream, Time};

/// How far ahead events are scheduled.
#[derive(Clone, Copy, Debug)]
enum Delays {
    Exponential,
    Uniform,
    Bimodal,
    Pareto,
    Lognormal,
    Constant,
    /// Quarters of a unit, zero included: nearly everything ties.
    Lattice,
    /// None at all.
    Zero,
    /// Of every order of magnitude, up to the last moment there is.
    EveryScale,
    /// Many at exactly the same few moments, whenever they are scheduled.
    Appointments,
}

const ALL_DELAYS: [Delays; 10] = [
    Delays::Exponential,
    Delays::Uniform,
    Delays::Bimodal,
    Delays::Pareto,
    Delays::Lognormal,
    Delays::Constant,
    Delays::Lattice,
    Delays::Zero,
    Delays::EveryScale,
    Delays::Appointments,
];

impl Delays {
    fn draw(self, now: Time, stream: &mut Stream) -> Time {
        let delay = match self {
            Delays::Exponential => stream.exponential(3.6e6) as u64,
            Delays::Uniform => stream.uniform(0.0, 7.2e6) as u64,
            Delays::Bimodal if stream.bernoulli(0.9) => stream.uniform(0.0, 3.6e5) as u64,
            Delays::Bimodal => stream.uniform(3e7, 4e7) as u64,
            Delays::Pareto => stream.pareto(1e5, 1.1).min(1e13) as u64,
            Delays::Lognormal => stream.lognormal(1e6, 2.0) as u64,
            Delays::Constant => 3_600_000,
            Delays::Lattice => 900_000 * stream.index(5) as u64,
            Delays::Zero => 0,
            Delays::EveryScale => stream.raw() >> (16 + stream.index(48)),
            Delays::Appointments => {
                let period = [60_000, 3_600_000, 86_400_000][stream.index(3)];
                period - now.milliseconds() % period
            }
        };
        Time::from_milliseconds((now.milliseconds() + delay).min(Time::MAX.milliseconds()))
    }
}

type Key = (Time, u8, u64);

/// The set under test beside a sorted map, the clock, and every handle ever given out.
#[derive(Clone)]
struct Pair {
    pending: Pending<u32>,
    sorted: BTreeMap<Key, (u32, u32)>,
    places: Vec<Option<Key>>,
    handles: Vec<Handle>,
    scheduled: u64,
    now: Time,
}

impl Pair {
    fn new(pending: Pending<u32>) -> Pair {
        Pair {
            pending,
            sorted: BTreeMap::new(),
            places: Vec::new(),
            handles: Vec::new(),
            scheduled: 0,
            now: Time::ZERO,
        }
    }

    fn next_key(&mut self, time: Time, phase: u8) -> Key {
        self.scheduled += 1;
        (time, phase, self.scheduled)
    }

    fn push(&mut self, time: Time, stream: &mut Stream) {
        let (phase, cause) = (stream.index(3) as u8 * 7, stream.index(1000) as u32);
        let event = self.handles.len() as u32;
        let key = self.next_key(time, phase);
        self.sorted.insert(key, (cause, event));
        self.places.push(Some(key));
        self.handles.push(self.pending.push(time, phase, cause, event));
    }

    fn cancel(&mut self, event: usize) {
        let place = self.places[event].take();
        assert_eq!(self.pending.contains(self.handles[event]), place.is_some());
        assert_eq!(self.pending.cancel(self.handles[event]), place.is_some());
        place.map(|key| self.sorted.remove(&key));
    }

    fn reschedule(&mut self, event: usize, time: Time, stream: &mut Stream) {
        let phase = stream.index(16) as u8;
        let moved = self.pending.reschedule(self.handles[event], time, phase);
        assert_eq!(moved.is_some(), self.places[event].is_some());
        let (Some(handle), Some(old)) = (moved, self.places[event]) else { return };
        let content = self.sorted.remove(&old).expect("is in the map");
        let key = self.next_key(time, phase);
        self.sorted.insert(key, content);
        self.places[event] = Some(key);
        self.handles[event] = handle;
    }

    fn pop(&mut self) {
        let expected = self.sorted.pop_first();
        let expected = expected.map(|((time, phase, _), (cause, event))| Due { time, phase, cause, event });
        assert_eq!(self.pending.next_time(), expected.map(|due| due.time));
        assert_eq!(self.pending.pop(), expected);
        if let Some(due) = expected {
            self.places[due.event as usize] = None;
            self.now = due.time;
        }
    }

    /// One random operation out of sixteen: `others` cancel, as many move, `pushes` push, the rest take the next.
    fn operate(&mut self, delays: Delays, others: usize, pushes: usize, stream: &mut Stream) {
        let (choice, time) = (stream.index(16), delays.draw(self.now, stream));
        let chosen = (!self.handles.is_empty()).then(|| {
            let back = stream.index(self.handles.len().min(4 * self.sorted.len() + 10));
            self.handles.len() - 1 - back
        });
        match chosen {
            Some(event) if choice < others => self.cancel(event),
            Some(event) if choice < 2 * others => self.reschedule(event, time, stream),
            _ if choice < 2 * others + pushes => self.push(time, stream),
            _ => self.pop(),
        }
        assert_eq!(self.pending.len(), self.sorted.len());
    }

    fn drain(&mut self) {
        while !self.sorted.is_empty() {
            self.pop();
        }
        assert_eq!(self.pending.pop(), None);
        assert_eq!(self.pending.next_time(), None);
    }
}

fn stream(name: &str, delays: Delays) -> Stream {
    Draws::new(1, 42, 0).open(Lineage::of_text(name), delays as u32)
}

/// Growing to thousands and shrinking to nothing, so that the state changes in both directions, again and again; with
/// a wheel from few keys on, even in the middle of everything.
#[test]
fn equal_to_a_sorted_map_across_both_states() {
    for delays in ALL_DELAYS {
        for wheel_from in [1, 40, 512] {
            let mut stream = stream("both states", delays);
            let mut pair = Pair::new(Pending::with_wheel_from(wheel_from));
            let (mut switches, mut wheel) = (0, false);
            for turn in 0..150_000 {
                let (others, pushes) = [(0, 10), (2, 8), (2, 6), (1, 4), (3, 3)][turn / 6_000 % 5];
                pair.operate(delays, others, pushes, &mut stream);
                switches += usize::from(pair.pending.has_wheel() != wheel);
                wheel = pair.pending.has_wheel();
            }
            assert!(switches >= 4, "{delays:?}, wheel from {wheel_from}: {switches} switches");
            pair.drain();
        }
    }
}

/// A steady number of events, for long, so that the width of windows is reviewed often; then other delays.
#[test]
fn equal_to_a_sorted_map_when_the_delays_change() {
    let mut draws = stream("changing delays", Delays::Zero);
    let mut pair = Pair::new(Pending::default());
    for turn in 0..400_000 {
        let delays = ALL_DELAYS[turn / 8_000 * 7 % ALL_DELAYS.len()];
        if pair.sorted.len() < 3000 {
            let time = delays.draw(pair.now, &mut draws);
            pair.push(time, &mut draws);
        } else {
            pair.pop();
        }
        if pair.now > Time::from_days(1_000_000) {
            pair.drain();
            pair.now = Time::ZERO;
        }
    }
    pair.drain();
}

/// Nothing in the set itself forbids an event before the last one taken.
#[test]
fn events_in_the_past_come_first() {
    let mut stream = stream("past", Delays::Zero);
    let mut pair = Pair::new(Pending::default());
    for turn in 0..50_000 {
        let time = Time::from_milliseconds(stream.raw() >> (30 + turn / 5_000));
        if pair.sorted.len() < 2000 || stream.bernoulli(0.5) {
            pair.push(time, &mut stream);
        } else {
            pair.pop();
        }
    }
    assert!(pair.pending.has_wheel());
    pair.drain();
}

/// What is stored does not tell the state, and what is read goes on alike.
#[test]
fn both_states_are_stored_alike() {
    for delays in ALL_DELAYS {
        let mut states = [1, usize::MAX].map(|wheel_from| Pair::new(Pending::with_wheel_from(wheel_from)));
        let mut streams = [(); 2].map(|()| stream("stored", delays));
        for round in 0..12 {
            for (pair, stream) in states.iter_mut().zip(&mut streams) {
                let pushes = if round < 6 { 8 } else { 5 };
                (0..1000).for_each(|_| pair.operate(delays, 2, pushes, stream));
            }
            assert!(!states[1].pending.has_wheel());
            let bytes = postcard::to_stdvec(&states[0].pending).unwrap();
            assert_eq!(bytes, postcard::to_stdvec(&states[1].pending).unwrap(), "{delays:?}, round {round}");
            let mut stored = Pair { pending: postcard::from_bytes(&bytes).unwrap(), ..states[0].clone() };
            stored.drain();
        }
        assert!(states[0].pending.has_wheel(), "{delays:?}");
    }
}

/// A queue that is quadratic in ties would take hours here. Events are numbered in the order of scheduling.
#[test]
fn two_hundred_thousand_events_at_each_of_a_few_moments() {
    let mut pending = Pending::default();
    let hour = Time::from_hours(1.0);
    let count = 200_000_u32;
    for event in 0..count {
        pending.push(hour, (event % 3) as u8, 0, event);
    }
    let mut before = (Time::ZERO, 0, 0);
    for event in count..5 * count {
        let due = pending.pop().expect("as many as before");
        assert!(before < (due.time, due.phase, due.event), "{before:?} then {due:?}");
        before = (due.time, due.phase, due.event);
        // One in three again at once, in a later phase; the others an hour later.
        let again = due.event % 3 == 0 && due.phase < 3;
        let (time, phase) = if again { (due.time, 3) } else { (due.time + hour, 0) };
        pending.push(time, phase, 0, event);
    }
    assert_eq!(pending.len(), count as usize);
    assert!(pending.has_wheel());
}

/// The greatest key there is, before, in and after the wheel.
#[test]
fn the_last_event_of_all_comes_last() {
    let last = (1_u128 << 44) - 1;
    let key = Time::MAX.milliseconds() as u128;
    let entry = (key << 80 | 15 << 76 | last << 32, 7_u32, 9_u32);
    let listed: (u64, Vec<(u128, u32, u32)>, Vec<u32>) = (1 << 44, vec![entry], vec![]);
    let bytes = postcard::to_stdvec(&listed).unwrap();
    let mut pending: Pending<u32> = postcard::from_bytes(&bytes).unwrap();
    assert_eq!(postcard::to_stdvec(&pending).unwrap(), bytes);
    assert_eq!(pending.len(), 1);
    assert_eq!(pending.pop(), Some(Due { time: Time::MAX, phase: 15, cause: 7, event: 9 }));

    assert!(pending.is_empty());

    let mut pending = Pending::with_wheel_from(1);
    pending.push(Time::MAX, 15, 0, u32::MAX);
    for event in 0..10_000 {
        pending.push(Time::from_milliseconds(event.into()), 15, 0, event);
    }
    for event in 0..10_000 {
        assert_eq!(pending.pop().map(|due| due.event), Some(event));
    }
    assert!(pending.has_wheel());
    assert_eq!(pending.pop().map(|due| due.event), Some(u32::MAX));
    assert_eq!(pending.pop(), None);
}
