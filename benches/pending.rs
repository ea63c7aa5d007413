//! The hold model: time of one pop and one push with a constant number of events pending, for several spreads of
//! delays, with the heap alone and as it is (a wheel from some size on). Ties are normal in simulations, so that
//! constant and lattice delays stay in the benchmark.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use truceline::engine::{Draws, Lineage, Pending, Stream, Time};

const SIZES: [usize; 5] = [100, 1_000, 10_000, 100_000, 1_000_000];

/// Name of a state, and an empty set in it.
type State = (&'static str, fn() -> Pending<u64>);

/// Sizes from which the wheel is used: the usual one, and never.
const STATES: [State; 2] = [("two states", Pending::default), ("heap alone", || Pending::with_wheel_from(usize::MAX))];

/// Delays drawn beforehand and used in turn, so that the benchmark times the pending events alone.
const DELAYS: usize = 1 << 16;

/// Name of a spread of delays, and one draw from it in milliseconds.
type Spread = (&'static str, fn(&mut Stream) -> f64);

const SPREADS: [Spread; 7] = [
    ("exponential", |stream| stream.exponential(3.6e6)),
    ("uniform", |stream| stream.uniform(0.0, 7.2e6)),
    ("bimodal", |stream| if stream.bernoulli(0.9) { stream.uniform(0.0, 3.6e5) } else { stream.uniform(3e7, 4e7) }),
    ("pareto", |stream| stream.pareto(1e6, 1.5)),
    ("lognormal", |stream| stream.lognormal(1e6, 1.5)),
    ("lattice", |stream| 9e5 * stream.index(5) as f64),
    ("constant", |_| 3.6e6),
];

fn delays(spread: &Spread) -> Vec<Time> {
    let mut stream = Draws::new(1, 42, 0).open(Lineage::of_text(spread.0), 0);
    (0..DELAYS).map(|_| Time::from_milliseconds((spread.1)(&mut stream) as u64)).collect()
}

/// As many pending events as asked for, after enough holds to forget the beginning.
fn steady(mut pending: Pending<u64>, size: usize, delays: &[Time]) -> (Pending<u64>, usize) {
    let mut turn = 0;
    for event in 0..size {
        pending.push(delays[event % DELAYS], 0, 0, event as u64);
    }
    for _ in 0..3 * size {
        hold(&mut pending, delays, &mut turn);
    }
    (pending, turn)
}

#[inline]
fn hold(pending: &mut Pending<u64>, delays: &[Time], turn: &mut usize) {
    let due = pending.pop().expect("never empty");
    *turn = (*turn + 1) % DELAYS;
    pending.push(due.time + delays[*turn], due.phase, due.cause, due.event);
}

fn holds(criterion: &mut Criterion) {
    for spread in &SPREADS {
        let delays = delays(spread);
        let mut group = criterion.benchmark_group(format!("hold {}", spread.0));
        for size in SIZES {
            for (state, new) in STATES {
                let (mut pending, mut turn) = steady(new(), size, &delays);
                group.bench_function(BenchmarkId::new(state, size), |bencher| {
                    bencher.iter(|| hold(black_box(&mut pending), &delays, &mut turn));
                });
            }
        }
    }
}

/// A hold in which another event is moved as well, as hazards are when their rate changes.
fn moves(criterion: &mut Criterion) {
    let delays = delays(&SPREADS[0]);
    let mut group = criterion.benchmark_group("hold and reschedule");
    for size in SIZES {
        let mut pending = Pending::default();
        let mut handles: Vec<_> = (0..size).map(|event| pending.push(delays[event % DELAYS], 0, 0, event)).collect();
        let mut turn = 0;
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
            bencher.iter(|| {
                let due = pending.pop().expect("never empty");
                turn = (turn + 1) % DELAYS;
                handles[due.event] = pending.push(due.time + delays[turn], 0, 0, due.event);
                let other = (due.event * 7 + turn) % size;
                let later = due.time + delays[DELAYS - 1 - turn];
                handles[other] = pending.reschedule(handles[other], later, 0).expect("each is always pending");
            });
        });
    }
}

criterion_group!(benches, holds, moves);
criterion_main!(benches);
