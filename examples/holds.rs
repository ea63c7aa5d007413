//! The hold model, for counting instructions: takes the next of SIZE pending events and schedules another, COUNT times,
//! after a warm-up. `scripts/instructions` runs it with two counts, so that all but the holds cancels.
//!
//! `cargo run --release --example holds -- [draws] SPREAD SIZE COUNT`
//!
//! With `draws` the delays are taken and added up alike, but nothing is pending.

use std::hint::black_box;

use truceline::engine::{Draws, Lineage, Pending, Stream, Time};

/// Delays drawn beforehand and used in turn.
const DELAYS: usize = 1 << 16;
/// Holds before those that count: for each event, at least and at most. The shortest delays soon come and the longest
/// pile up, so that the beginning is another model.
const WARM_UP: usize = 5;
const WARM_UP_AT_LEAST: usize = 50_000;
const WARM_UP_AT_MOST: usize = 1_500_000;

/// One delay in milliseconds. Ties are normal in simulations: all of `constant`, and one in five of `lattice` is none.
fn delay(spread: &str, stream: &mut Stream) -> f64 {
    match spread {
        "exponential" => stream.exponential(3.6e6),
        "uniform" => stream.uniform(0.0, 7.2e6),
        "bimodal" if stream.bernoulli(0.9) => stream.uniform(0.0, 3.6e5),
        "bimodal" => stream.uniform(3e7, 4e7),
        "pareto" => stream.pareto(1e6, 1.5),
        "lognormal" => stream.lognormal(1e6, 1.5),
        "constant" => 3.6e6,
        "lattice" => 9e5 * stream.index(5) as f64,
        other => panic!(
            "found spread {other}, expected exponential, uniform, bimodal, pareto, lognormal, constant or lattice"
        ),
    }
}

fn delays(spread: &str) -> Vec<Time> {
    let mut stream = Draws::new(1, 42, 0).open(Lineage::of_text(spread), 0);
    (0..DELAYS).map(|_| Time::from_milliseconds(delay(spread, &mut stream) as u64)).collect()
}

/// The time of the last event taken; each time, the number of what comes next is folded in.
#[inline(never)]
fn holds(pending: &mut Pending<u64>, delays: &[Time], turn: &mut usize, count: usize) -> u64 {
    let mut sum = 0_u64;
    for _ in 0..count {
        let due = pending.pop().expect("as many are scheduled as taken");
        *turn = (*turn + 1) % DELAYS;
        sum = sum.rotate_left(1) ^ due.event;
        pending.push(due.time + delays[*turn], due.phase, due.cause, due.event);
    }
    sum
}

/// What [`holds`] does beside the pending events.
#[inline(never)]
fn draws(delays: &[Time], turn: &mut usize, count: usize) -> u64 {
    let mut sum = 0_u64;
    for _ in 0..count {
        *turn = (*turn + 1) % DELAYS;
        let event = black_box(*turn as u64);
        sum = sum.rotate_left(1) ^ event;
        black_box(Time::from_milliseconds(event) + delays[*turn]);
    }
    sum
}

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let draws_only = arguments.first().is_some_and(|first| first == "draws");
    if draws_only {
        arguments.remove(0);
    }
    let [spread, size, count] = &arguments[..] else { panic!("usage: holds [draws] SPREAD SIZE COUNT") };
    let number = |text: &String| text.parse::<usize>().expect("a whole number");
    let (delays, size, count) = (delays(spread), number(size), number(count));
    let mut turn = 0;
    if draws_only {
        return println!("checksum {:016x}", draws(&delays, &mut turn, count));
    }
    let mut pending = Pending::default();
    for event in 0..size {
        pending.push(delays[event % DELAYS], 0, 0, event as u64);
    }
    holds(&mut pending, &delays, &mut turn, (WARM_UP * size).clamp(WARM_UP_AT_LEAST, WARM_UP_AT_MOST));
    let sum = holds(&mut pending, &delays, &mut turn, count);
    println!("checksum {sum:016x} at {}", pending.next_time().expect("as many are scheduled as taken"));
}
