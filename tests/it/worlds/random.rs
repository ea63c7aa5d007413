//! People, crews and ammunition are conserved after every event of 1,000 random small worlds.

use std::sync::Arc;

use truceline::engine::{Limits, Outcome, Time};
use truceline::experiment::replicate;
use truceline::model::{Kind, Setup};
use truceline::scenario::from_text;

use super::in_parallel;
use super::text::random_world;

const WORLDS: usize = 1_000;
/// Most events of a world: enough for days of fighting and, in a tenth of them, weeks with a return.
const EVENTS: u64 = 6_000;

/// A random world, read and checked as a file would be.
pub fn setup(number: u64, hostile: bool) -> Arc<Setup> {
    let text = random_world(number, hostile);
    from_text(&text).unwrap_or_else(|error| panic!("world {number}: {error}\n{text}"))
}

/// What was checked in one world.
struct Checked {
    events: u64,
    days: f64,
    kinds: Vec<u32>,
    broken: Option<String>,
}

fn check(number: usize) -> Checked {
    let number = number as u64;
    let limits = Limits { events: EVENTS, check_invariants: true, ..Limits::until(Time::from_days(40)) };
    let run = replicate(&setup(number, true), number, 0, &limits, &mut ());
    let broken = match run.outcome {
        Outcome::Horizon | Outcome::Exhausted | Outcome::EventLimit => None,
        Outcome::InvariantBroken(what) => Some(format!("world {number} after {} events: {what}", run.events)),
        other => Some(format!("world {number}: {}", other.name())),
    };
    Checked { events: run.events, days: run.end_hours / 24.0, kinds: run.world.tally.kinds, broken }
}

#[test]
fn nothing_is_lost_in_a_thousand_random_worlds() {
    let begun = std::time::Instant::now();
    let worlds = in_parallel(WORLDS, check);
    let broken: Vec<&String> = worlds.iter().filter_map(|world| world.broken.as_ref()).collect();
    let events: u64 = worlds.iter().map(|world| world.events).sum();
    let days: f64 = worlds.iter().map(|world| world.days).sum();
    println!(
        "{WORLDS} random worlds, {events} events and {days:.0} simulated days checked, {} violations, {:.1} s",
        broken.len(),
        begun.elapsed().as_secs_f64()
    );
    assert!(broken.is_empty(), "{broken:#?}");
    let seen = |kind: Kind| worlds.iter().map(|world| u64::from(world.kinds[kind as usize])).sum::<u64>();
    let unseen: Vec<&str> = Kind::ALL.iter().filter(|&&kind| seen(kind) == 0).map(|kind| kind.name()).collect();
    println!("kinds of events that no world had: {unseen:?}");
    assert!(unseen.is_empty(), "the worlds try every rule: {unseen:?}");
}
