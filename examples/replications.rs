//! Runs the first replications of a scenario, with seed 1 and no files, and prints how many events they had.
//!
//! `cargo run --release --example replications -- SCENARIO.ron [COUNT]`

use truceline::engine::Limits;
use truceline::experiment::replicate;
use truceline::scenario;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().expect("usage: replications SCENARIO.ron [COUNT]");
    let count: u64 = arguments.next().map_or(1, |text| text.parse().expect("a whole number"));
    let setup = scenario::load(&scenario::Files, &path, &[]).unwrap_or_else(|error| panic!("{error}")).setup;
    let limits = Limits::until(setup.horizon);
    let (mut events, mut digests) = (0, 0);
    for number in 0..count {
        let run = replicate(&setup, 1, number, &limits, &mut ());
        events += run.events;
        digests ^= run.digest;
    }
    println!("replications {count}  events {events}");
    println!("digests {digests:032x}, joined by exclusive or");
}
