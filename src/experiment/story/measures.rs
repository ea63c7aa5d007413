//! Measures of the causal trees of a run, read from its truth log. They are no part of the digest.

use crate::engine::Time;
use crate::model::ids::PlaceId;
use crate::model::setup::RUNG_MAX;
use crate::model::tally::is_act;
use crate::model::{Kind, LogRow, Measure};

use super::Causes;

const RUNGS: usize = RUNG_MAX as usize + 1;

/// An event without a cause with all that it led to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tree {
    /// Number of the root.
    pub root: u32,
    /// When the root happened.
    pub time: Time,
    /// Its kind.
    pub kind: Kind,
    /// Where it happened.
    pub place: Option<PlaceId>,
    /// Events, the root included.
    pub events: u32,
    /// Hostile acts among them.
    pub acts: u32,
    /// Most steps from the root to one of them.
    pub depth: u32,
    /// Killed in them, wounded who died included.
    pub killed: u32,
    /// Wounded in them, those who died later included.
    pub wounded: u32,
}

/// The causal trees of a truth log, in the order of their roots.
///
/// # Panics
/// As [`Causes::of_log`].
pub fn trees(rows: &[LogRow]) -> Vec<Tree> {
    Reading::new(rows).trees
}

/// A row of the table of causal measures.
#[derive(Clone, Copy)]
pub struct CausalMeasureRow {
    /// Name, with `<rung>` for 1..=6.
    pub name: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// What it means.
    pub meaning: &'static str,
    read: Read,
}

#[derive(Clone, Copy)]
enum Read {
    Run(fn(&Reading) -> Option<f64>),
    Rung(fn(&Reading, usize) -> Option<f64>),
}

macro_rules! table {
    ($( $name:literal, $unit:literal, $kind:ident($read:expr), $meaning:literal; )*) => {
        /// The table of causal measures.
        pub const CAUSAL_MEASURES: &[CausalMeasureRow] =
            &[ $( CausalMeasureRow { name: $name, unit: $unit, meaning: $meaning, read: Read::$kind($read) } ),* ];
    };
}

table! {
    "causes.trees", "count", Run(|r| number(r.trees.len() as u32)), "causal trees: events without a cause, each with all that it led to";
    "causes.tree_events_median", "events", Run(|r| r.median(|tree| tree.events)), "median over the trees of the number of their events, the root included";
    "causes.tree_depth_median", "steps", Run(|r| r.median(|tree| tree.depth)), "median over the trees of the most steps from the root to one of their events";
    "causes.deepest_tree_depth", "steps", Run(|r| r.trees.iter().map(|tree| tree.depth).max().and_then(number)), "most steps from a root to an event";
    "causes.largest_tree_events", "events", Run(|r| r.largest().and_then(|tree| number(tree.events))), "events in the tree with most events, of several the first";
    "causes.largest_tree_depth", "steps", Run(|r| r.largest().and_then(|tree| number(tree.depth))), "most steps from the root to an event in that tree";
    "causes.largest_tree_killed_share", "fraction", Run(|r| ratio(r.largest()?.killed, r.killed)), "killed in that tree, among all killed";
    "causes.killed_below_failed_truce_share", "fraction", Run(|r| ratio(r.killed_below_failure, r.killed)), "killed in events that have a breach of a truce, or its end in a sector or as a whole by a breach, among their causes, among all killed";
    "causes.first_acts", "count", Run(|r| number(r.first_acts)), "hostile acts with no act among their causes";
    "causes.acts_per_act", "ratio", Run(|r| ratio(r.offspring.iter().sum(), r.acts.iter().sum())), "acts with an act among their causes, for each act: the effective branching ratio of the run";
    "causes.acts_per_act.rung_<rung>", "ratio", Rung(|r, rung| ratio(r.offspring[rung], r.acts[rung])), "for each act at the rung, acts whose nearest act among their causes it is; it need not be their direct cause: ways through a review, an order, an alert, an operation, a truce or an assault count";
}

/// All causal measures of a truth log, in the order of [`CAUSAL_MEASURES`].
///
/// # Panics
/// As [`Causes::of_log`].
pub fn causal_measures(rows: &[LogRow]) -> Vec<Measure> {
    let reading = Reading::new(rows);
    let mut all = Vec::with_capacity(CAUSAL_MEASURES.len() + RUNGS);
    for row in CAUSAL_MEASURES {
        match row.read {
            Read::Run(read) => all.push((row.name.to_owned(), read(&reading))),
            Read::Rung(read) => {
                all.extend(
                    (1..RUNGS).map(|rung| (row.name.replace("<rung>", &rung.to_string()), read(&reading, rung))),
                );
            }
        }
    }
    all
}

/// What the measures are read from.
struct Reading {
    trees: Vec<Tree>,
    killed: u32,
    killed_below_failure: u32,
    first_acts: u32,
    /// Acts by rung.
    acts: [u32; RUNGS],
    /// Acts by the rung of the nearest act among their causes.
    offspring: [u32; RUNGS],
}

/// What is known of an event when those that it caused are read.
#[derive(Clone, Copy)]
struct Ancestry {
    /// Position of its tree.
    tree: u32,
    /// Rung of the nearest act, itself or among its causes; 0 for none.
    act_rung: u8,
    /// Whether a truce failed, in it or among its causes.
    failure: bool,
}

impl Reading {
    fn new(rows: &[LogRow]) -> Reading {
        let causes = Causes::of_log(rows);
        let mut reading = Reading {
            trees: Vec::new(),
            killed: 0,
            killed_below_failure: 0,
            first_acts: 0,
            acts: [0; RUNGS],
            offspring: [0; RUNGS],
        };
        let mut known: Vec<Ancestry> = Vec::with_capacity(causes.len());
        for row in rows {
            let cause = causes.cause(row.event).map(|cause| known[cause as usize]);
            // A further row of an event tells of harm only.
            if row.event as usize == known.len() {
                known.push(reading.event(row, cause, causes.depth(row.event)));
            }
            let tree = &mut reading.trees[known[row.event as usize].tree as usize];
            tree.killed += row.harm.killed();
            tree.wounded += row.harm.wounded();
            reading.killed += row.harm.killed();
            if cause.is_some_and(|cause| cause.failure) {
                reading.killed_below_failure += row.harm.killed();
            }
        }
        reading
    }

    fn event(&mut self, row: &LogRow, cause: Option<Ancestry>, depth: u32) -> Ancestry {
        let position = match cause {
            Some(cause) => cause.tree,
            None => {
                let LogRow { event, time, kind, place, .. } = *row;
                let nothing =
                    Tree { root: event, time, kind, place, events: 0, acts: 0, depth: 0, killed: 0, wounded: 0 };
                self.trees.push(nothing);
                self.trees.len() as u32 - 1
            }
        };
        let tree = &mut self.trees[position as usize];
        tree.events += 1;
        tree.depth = tree.depth.max(depth);
        let before = cause.map_or(0, |cause| cause.act_rung);
        let mut act_rung = before;
        if is_act(row) {
            act_rung = row.rung.min(RUNG_MAX);
            tree.acts += 1;
            self.acts[usize::from(act_rung)] += 1;
            match before {
                0 => self.first_acts += 1,
                before => self.offspring[usize::from(before)] += 1,
            }
        }
        let fails = matches!(row.kind, Kind::Breach | Kind::TruceSectorCollapsed | Kind::TruceCollapsed);
        let failure = fails || cause.is_some_and(|cause| cause.failure);
        Ancestry { tree: position, act_rung, failure }
    }

    fn largest(&self) -> Option<&Tree> {
        // `max_by_key` gives the last of equals.
        self.trees.iter().rev().max_by_key(|tree| tree.events)
    }

    fn median(&self, of: fn(&Tree) -> u32) -> Option<f64> {
        let mut values: Vec<u32> = self.trees.iter().map(of).collect();
        values.sort_unstable();
        let half = values.len() / 2;
        match values.len() {
            0 => None,
            length if length % 2 == 1 => number(values[half]),
            _ => Some((f64::from(values[half - 1]) + f64::from(values[half])) / 2.0),
        }
    }
}

fn number(count: u32) -> Option<f64> {
    Some(f64::from(count))
}

fn ratio(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::NO_CAUSE;
    use crate::model::Harm;

    /// Kind, cause, rung, killed.
    fn log(events: &[(Kind, u32, u8, u32)]) -> Vec<LogRow> {
        let row = |(event, &(kind, cause, rung, killed)): (usize, &(Kind, u32, u8, u32))| LogRow {
            event: event as u32,
            cause,
            rung,
            harm: Harm { killed_civilian: killed, ..Harm::default() },
            ..LogRow::new(kind)
        };
        events.iter().enumerate().map(row).collect()
    }

    fn measure(measures: &[Measure], name: &str) -> Option<f64> {
        measures.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("{name} is there")).1
    }

    #[test]
    fn acts_count_for_the_nearest_act_among_their_causes() {
        let rows = log(&[
            (Kind::Inject, NO_CAUSE, 0, 0),
            (Kind::Fire, 0, 2, 1),
            (Kind::ReviewCalled, 1, 3, 0),
            (Kind::RungAuthorised, 2, 3, 0),
            // Through a review: its nearest act is the first fire.
            (Kind::Fire, 3, 3, 0),
            (Kind::AnswerInKind, 4, 3, 2),
            (Kind::Fire, 1, 2, 0),
            (Kind::ArmedSpark, NO_CAUSE, 2, 0),
            (Kind::Breach, 6, 2, 0),
            (Kind::Fire, 8, 2, 1),
        ]);
        let measures = causal_measures(&rows);
        let of = |name: &str| measure(&measures, name);
        assert_eq!(of("causes.trees"), Some(2.0));
        assert_eq!((of("causes.tree_events_median"), of("causes.tree_depth_median")), (Some(5.0), Some(2.5)));
        assert_eq!((of("causes.largest_tree_events"), of("causes.largest_tree_depth")), (Some(9.0), Some(5.0)));
        assert_eq!(of("causes.largest_tree_killed_share"), Some(1.0));
        assert_eq!(of("causes.killed_below_failed_truce_share"), Some(0.25));
        // Fires at rung 2: #1 has #4 and #6, #6 has #9, #9 none. At rung 3: #4 has #5.
        assert_eq!(of("causes.first_acts"), Some(1.0));
        assert_eq!(of("causes.acts_per_act.rung_2"), Some(1.0));
        assert_eq!(of("causes.acts_per_act.rung_3"), Some(0.5));
        assert_eq!((of("causes.acts_per_act.rung_4"), of("causes.acts_per_act")), (None, Some(0.8)));
    }

    #[test]
    fn a_run_in_which_nothing_happened_has_no_trees() {
        let measures = causal_measures(&[]);
        assert_eq!(measure(&measures, "causes.trees"), Some(0.0));
        assert!(measures.iter().filter(|(_, value)| value.is_some()).count() == 2, "{measures:?}");
    }

    #[test]
    fn further_rows_of_an_event_bring_their_harm_and_nothing_else() {
        let mut rows = log(&[(Kind::CrowdStones, NO_CAUSE, 1, 1)]);
        rows.push(rows[0]);
        let trees = trees(&rows);
        assert_eq!((trees.len(), trees[0].events, trees[0].acts, trees[0].killed), (1, 1, 1, 2));
    }
}
