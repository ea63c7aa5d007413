//! Stylized facts: what is known of incidents and clashes in general, measured on runs and compared with accepted ranges.
//!
//! A fact is *prescribed* when an input fixes it, so that its coming out checks the code, or *emergent*, so that it is
//! evidence. Replications 0, 1, 2, … of the first design point of each scenario of a study are reduced to a few numbers an
//! episode while they run ([`run_sample`]), until samples of fixed size stand. First come the scenarios as they are
//! ([`first_arms`]), then some with one change ([`second_arms`]), then all rows ([`assess`]). Everything is a function of
//! the study: threads may run the replications of a [`Gathering`], as they are taken in order.

mod arm;
mod clustering;
mod daylight;
mod displacement;
mod incidents;
mod majors;
mod ranges;
mod reduce;
mod relabel;
mod resample;
mod samples;
mod severity;
mod symmetry;
mod table;
mod truce_lives;
mod watch;

use crate::experiment::study::{Point, Study};
use crate::scenario::ScenarioError;

pub use arm::{Arm, EVENTS_MOST, Gathering, Goal};
pub use clustering::clustering;
pub use daylight::{cycles, flat};
pub use displacement::displacement;
pub use incidents::{frequency, replies};
pub use majors::{lengths, truces, wounded};
pub use ranges::{Rule, TARGETS, Target};
pub use reduce::run_sample;
pub use relabel::{Change, changed, next_label};
pub use samples::{Displacement, Episode, MAJOR, RunSample, Samples, Truce};
pub use severity::severity;
pub use symmetry::symmetry;
pub use table::{Fact, Kind, Measured, Verdict};
pub use truce_lives::{ratio, ratios, shape};

/// Fatal episodes of the base rate.
pub const FATAL_EPISODES: usize = 500;
/// Gaps between acts of the base rate.
pub const GAPS: usize = 2_000;
/// Episodes with ten or more killed, of each scenario.
pub const MAJORS: usize = 200;
/// Lives of truces.
pub const LIVES: usize = 500;
/// Episodes with fire, and with departures.
pub const ONSETS: usize = 500;
/// Groups of fires that open episodes without day cycle, and fires of each.
pub const FLAT_GROUPS: usize = 100;
/// See [`FLAT_GROUPS`].
pub const FLAT_HOURS: usize = 20;
/// Runs under each label.
pub const SYMMETRY_RUNS: usize = 10_000;
/// Events under each label after which fewer runs have to do.
pub const SYMMETRY_EVENTS: u64 = 60_000_000;

/// An arm with its runs.
pub type Gathered = (Arm, Samples);

/// The scenarios of a study as they are, each at its first design point.
///
/// # Errors
/// When a scenario does not take the overrides of the study.
pub fn first_arms(study: &Study) -> Result<Vec<Arm>, ScenarioError> {
    points(study)
        .into_iter()
        .map(|point| {
            let mut arm = Arm::new(study, point, Change::None, Goal::default())?;
            let symmetry = Goal { runs: SYMMETRY_RUNS as u64, events: SYMMETRY_EVENTS, ..Goal::default() };
            arm.goal = if arm.is_base_rate() {
                Goal { fatal: FATAL_EPISODES, majors: MAJORS, gaps: GAPS, onsets: ONSETS, ..symmetry }
            } else {
                Goal { majors: MAJORS, lives: LIVES, ..symmetry }
            };
            Ok(arm)
        })
        .collect()
}

/// Scenarios with one change each: the labels of all; no day cycle in the first with a base rate; monitors and forms of
/// truces in the one of the others whose truces took fewest events.
///
/// # Errors
/// When a scenario does not take a change.
pub fn second_arms(study: &Study, first: &[Gathered]) -> Result<Vec<Arm>, ScenarioError> {
    let point_of = |arm: &Arm| points(study).into_iter().find(|point| point.scenario == arm.scenario);
    let mut arms = Vec::new();
    let mut add = |arm: &Arm, change: Change, goal: Goal| -> Result<(), ScenarioError> {
        if let Some(point) = point_of(arm) {
            arms.push(Arm::new(study, point, change, goal)?);
        }
        Ok(())
    };
    if let Some((arm, _)) = first.iter().find(|(arm, _)| arm.is_base_rate()) {
        add(arm, Change::NoDayCycle, Goal { fires: FLAT_GROUPS * FLAT_HOURS, ..Goal::default() })?;
    }
    if let Some((arm, _)) = of_truces(first) {
        for change in [Change::Monitors, Change::Written, Change::Withdrawal] {
            add(arm, change, Goal { lives: LIVES, ..Goal::default() })?;
        }
    }
    for (arm, samples) in first {
        let runs = samples.runs.len().min(SYMMETRY_RUNS) as u64;
        // Runs over decades are too few to tell anything.
        if arm.is_base_rate() {
            continue;
        }
        add(arm, Change::Labels, Goal { runs, events: SYMMETRY_EVENTS, ..Goal::default() })?;
    }
    Ok(arms)
}

/// All rows, in the order of the facts.
pub fn assess(study: &Study, first: &[Gathered], second: &[Gathered]) -> Vec<Fact> {
    let seed = study.text.seed;
    let mut facts = Vec::new();
    for (arm, samples) in first.iter().filter(|(arm, _)| arm.is_base_rate()) {
        facts.extend(severity(&arm.name, samples, seed));
        facts.extend(clustering(&arm.name, samples, seed));
        facts.extend(replies(&arm.name, samples));
        facts.extend(frequency(&arm.name, samples));
        facts.extend(cycles(&arm.name, samples, arm.setup.parameters.spark.day_amplitude));
    }
    for (arm, samples) in first {
        let majors = samples.majors(MAJORS);
        facts.extend(lengths(&arm.name, &majors));
        facts.extend(truces(&arm.name, &majors));
        facts.extend(wounded(&arm.name, &majors, seed));
        facts.extend(displacement(&arm.name, &majors, seed));
    }
    let with = |scenario: usize, change: Change| {
        second.iter().find(|(arm, _)| (arm.scenario, arm.change) == (scenario, change)).map(|(_, samples)| samples)
    };
    for (arm, plain) in first {
        facts.extend(with(arm.scenario, Change::NoDayCycle).map(|samples| flat(&arm.name, samples)));
        let changes = [Change::Monitors, Change::Written, Change::Withdrawal];
        if let [Some(monitors), Some(written), Some(withdrawal)] = changes.map(|change| with(arm.scenario, change)) {
            facts.push(shape(&arm.name, plain));
            facts.extend(ratios(&arm.name, plain, monitors, written, withdrawal));
        }
    }
    for (arm, twin) in second.iter().filter(|(arm, _)| arm.change == Change::Labels) {
        let Some((plain_arm, plain)) = first.iter().find(|(plain, _)| plain.scenario == arm.scenario) else { continue };
        let place = |side: usize| {
            let label = next_label(&plain_arm.setup, side);
            arm.setup.sides.iter().position(|twin| twin.id == label)
        };
        let sides = plain_arm.setup.sides.iter().enumerate();
        let sides: Vec<(String, usize)> =
            sides.filter_map(|(side, own)| Some((own.id.clone(), place(side)?))).collect();
        facts.push(symmetry(&arm.name, &sides, plain, twin, SYMMETRY_RUNS));
    }
    let order = |fact: &Fact| TARGETS.iter().position(|target| (target.id, target.name) == (fact.id, fact.name));
    facts.sort_by_key(order);
    facts
}

/// The scenario without base rate that had the lives of truces at the cost of the fewest events.
fn of_truces(first: &[Gathered]) -> Option<&Gathered> {
    let enough = |samples: &Samples| samples.truces().filter(|truce| truce.sector.is_some()).count();
    let candidates = first.iter().filter(|(arm, samples)| !arm.is_base_rate() && enough(samples) > 0);
    candidates.min_by(|(_, one), (_, other)| {
        let cost = |samples: &Samples| samples.events as f64 / enough(samples) as f64;
        cost(one).total_cmp(&cost(other))
    })
}

/// The first design point of each scenario.
fn points(study: &Study) -> Vec<&Point> {
    (0..study.text.scenarios.len())
        .filter_map(|scenario| study.points.iter().find(|point| point.scenario == scenario))
        .collect()
}
