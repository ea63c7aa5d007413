//! F20: a world and the same world with the labels of its sides swapped.

use crate::experiment::statistics::two_samples;

use super::SYMMETRY_RUNS;
use super::ranges::SYMMETRY;
use super::samples::Samples;
use super::table::{Fact, Measured};

/// What is compared of each side.
const OF_SIDE: [&str; 4] = ["killed", "wounded", "displaced peak", "acts"];
/// Probability that an honest world fails in any comparison, at most.
const LEVEL: f64 = 0.05;
/// Fewest runs that are judged.
const LEAST: usize = 200;

/// Compares each side of the map under both labels: `twin_side` gives the position in the twin of the side at a position.
/// The interval of each distance is ± the critical distance at 5 % shared among all comparisons; the row shows the
/// comparison that comes nearest to failing, or fails most.
pub fn symmetry(scenario: &str, sides: &[(String, usize)], plain: &Samples, twin: &Samples, wanted: usize) -> Fact {
    let count = plain.runs.len().min(twin.runs.len()).min(wanted);
    let mut worst: Option<(f64, Measured)> = None;
    let tests = (sides.len() * OF_SIDE.len() + 1) as f64;
    let mut compare = |name: String, one: Vec<f64>, other: Vec<f64>| {
        let Some(test) = two_samples(&one, &other, 1.0 - LEVEL / tests) else { return };
        let excess = test.distance - test.critical;
        if worst.as_ref().is_none_or(|(most, _)| excess > *most) {
            let interval = ((test.distance - test.critical).max(0.0), (test.distance + test.critical).min(1.0));
            let note = format!("{name}, p {:.2} ({tests} comparisons of {count} runs each)", test.p);
            worst = Some((excess, Measured { value: test.distance, interval, count, note }));
        }
    };
    for (position, (id, twin_position)) in sides.iter().enumerate() {
        for (index, measure) in OF_SIDE.iter().enumerate() {
            let of = |samples: &Samples, side: usize| {
                samples.runs.iter().take(count).map(|run| run.sides[side][index]).collect::<Vec<f64>>()
            };
            compare(format!("{measure} of {id}"), of(plain, position), of(twin, *twin_position));
        }
    }
    let truces = |samples: &Samples| samples.runs.iter().take(count).map(|run| run.truces).collect::<Vec<f64>>();
    compare("truces agreed".to_owned(), truces(plain), truces(twin));
    Fact::judge(&SYMMETRY, scenario, worst.map(|(_, measured)| measured), LEAST.min(wanted), SYMMETRY_RUNS)
}
