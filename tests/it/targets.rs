//! Every documented target has a measure.

use std::collections::BTreeSet;

use truceline::model::measures::MEASURES;
use truceline::model::{TARGETS, measures};

use crate::recording::quiet;

/// The measures with the ids that scenarios of the documented border use.
fn names() -> BTreeSet<String> {
    let recording = quiet();
    let mut setup = (*recording.setup).clone();
    setup.sides[0].id = "kg".into();
    setup.sides[1].id = "tj".into();
    measures(&setup, &recording.replication.world, setup.horizon).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn the_rows_of_the_target_table_are_those_that_are_mapped() {
    let mut reader = csv::Reader::from_path("tests/fixtures/targets.csv").unwrap();
    let rows: BTreeSet<(String, String)> =
        reader.records().map(|row| row.unwrap()).map(|row| (row[0].to_string(), row[1].to_string())).collect();
    let mapped = TARGETS.iter().map(|(episode, metric, _)| ((*episode).to_string(), (*metric).to_string())).collect();
    assert_eq!(rows, mapped);
}

#[test]
fn every_target_names_a_measure() {
    let names = names();
    for (episode, metric, measure) in TARGETS {
        assert!(names.contains(*measure), "{episode} {metric}: found no measure {measure}");
    }
}

#[test]
fn measures_have_one_name_each_and_say_what_they_are() {
    let recording = quiet();
    let all = measures(&recording.setup, &recording.replication.world, recording.setup.horizon);
    let distinct: BTreeSet<&String> = all.iter().map(|(name, _)| name).collect();
    assert_eq!(distinct.len(), all.len());
    for row in MEASURES {
        assert!(!row.unit.is_empty() && row.meaning.len() > 8, "{}", row.name);
    }
}
