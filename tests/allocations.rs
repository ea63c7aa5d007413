//! Once as many events as ever are pending, scheduling, moving, cancelling and executing them allocates nothing.
//!
//! What these tests are meant to catch: a vector or block that is given back and asked for again with each window, a
//! pool that leaks, a sweep that collects. A binary of its own, because the counting allocator is for the whole of one.

use truceline::engine::{
    Digest, Draws, Engine, Handle, Limits, Lineage, Model, Pending, Rules, Simulation, Stream, Time,
};
use truceline::model::{Memory, begin_in};
use truceline::scenario::{Files, load};

/// PHOLD, half of the events for another agent; each also moves an alarm of its agent, and now and then cancels it.
struct Phold {
    events: Vec<u64>,
    alarms: Vec<Handle>,
}

/// Numbers below the number of agents are calls, those above alarms.
impl Model for Phold {
    type Event = u32;

    fn fold(event: &u32, digest: &mut Digest) {
        digest.fold(u64::from(*event));
    }
}

impl<O> Rules<O> for Phold {
    fn handle(&mut self, engine: &mut Engine<u32>, event: u32, _: &mut O) {
        let count = self.events.len();
        let Some(ordinal) = self.events.get_mut(event as usize) else { return };
        let mut stream = engine.draws().open(Lineage(u64::from(event)).child(*ordinal), 0);
        *ordinal += 1;
        let now = engine.now();
        let at = now.plus_hours(0.1 + stream.exponential(0.9));
        let next = if stream.bernoulli(0.5) { stream.index(count) as u32 } else { event };
        engine.schedule(at, 0, next);
        let alarm = &mut self.alarms[event as usize];
        let later = now.plus_hours(stream.exponential(3.0));
        *alarm = match engine.reschedule(*alarm, later, 1) {
            Some(moved) => moved,
            None => engine.schedule(later, 1, count as u32 + event),
        };
        if stream.bernoulli(0.1) {
            engine.cancel(*alarm);
        }
    }
}

#[test]
fn phold_allocates_nothing_after_warming_up() {
    for agents in [20, 100, 1_000, 20_000_u32] {
        let mut engine = Engine::new(Draws::new(1, 42, 0));
        (0..agents).for_each(|agent| {
            engine.schedule(Time::ZERO, 0, agent);
        });
        let model = Phold { events: vec![0; agents as usize], alarms: vec![Handle::NONE; agents as usize] };
        let mut simulation = Simulation { model, engine };
        let mut run = |events: u64| {
            let limits = Limits { events: simulation.engine.executed() + events, ..Limits::until(Time::MAX) };
            allocation_counter::measure(|| assert_eq!(simulation.run(&limits, &mut ()).name(), "event_limit"))
        };
        assert!(run(50 * u64::from(agents) + 200_000).count_total > 0, "the counter counts");
        assert_eq!(run(300_000).count_total, 0, "{agents} agents");
    }
}

/// The conflict model in the memory of an earlier run: the war of batken-2021 once more, and others after it.
#[test]
fn the_border_allocates_nothing_in_the_memory_of_an_earlier_run() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/batken-2021.ron");
    let setup = load(&Files, path, &[]).expect("a shipped scenario is valid").setup;
    let limits = Limits::until(setup.horizon);
    let mut memory = Memory::default();
    let mut run = |seed: u64| {
        let mut simulation = begin_in(&mut memory, &setup, seed, 0, &mut ());
        let mut events = 0;
        let allocated = allocation_counter::measure(|| {
            assert!(simulation.run(&limits, &mut ()).is_complete());
            events = simulation.engine.executed();
        });
        let Simulation { model, engine } = simulation;
        (memory.world, memory.engine) = (Some(model.world), Some(engine));
        (events, allocated.count_total)
    };
    let (events, first) = run(setup.default_seed);
    assert!(events > 50_000 && first > 100, "a war of {events} events, {first} allocations");
    // Lists of the pool change hands, until each is long enough.
    run(setup.default_seed);
    run(setup.default_seed);
    assert_eq!(run(setup.default_seed), (events, 0));
}

type Spread = (&'static str, fn(&mut Stream) -> f64);

const SPREADS: [Spread; 6] = [
    ("exponential", |stream| stream.exponential(3.6e6)),
    ("uniform", |stream| stream.uniform(0.0, 7.2e6)),
    ("bimodal", |stream| if stream.bernoulli(0.9) { stream.uniform(0.0, 3.6e5) } else { stream.uniform(3e7, 4e7) }),
    ("pareto", |stream| stream.pareto(1e6, 1.5)),
    ("lattice", |stream| 9e5 * stream.index(5) as f64),
    ("constant", |_| 3.6e6),
];

#[test]
fn holding_allocates_nothing_after_warming_up() {
    for (name, delay) in SPREADS {
        for size in [1_000_u32, 20_000] {
            let mut stream = Draws::new(1, 42, 0).open(Lineage::of_text(name), 0);
            let mut later = move |now: Time| now + Time::from_milliseconds(delay(&mut stream) as u64);
            let mut pending = Pending::default();
            (0..size).for_each(|event| {
                pending.push(later(Time::ZERO), 0, 0, event);
            });
            let mut hold = |count: u32| {
                for _ in 0..count {
                    let due = pending.pop().expect("as many as before");
                    pending.push(later(due.time), due.phase, due.cause, due.event);
                }
            };
            hold(100_000 + 20 * size);
            let allocated = allocation_counter::measure(|| hold(300_000)).count_total;
            assert_eq!(allocated, 0, "{name}, {size} pending");
        }
    }
}
