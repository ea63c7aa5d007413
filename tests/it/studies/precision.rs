//! Studies that stop when a measure is known well enough.

use std::thread::sleep;
use std::time::Duration;

use super::{Home, Runs, assert_same, csv_rows, files, said};

const FIELDS: &str = "    factors: [(name: \"hour\", path: \"injects.works.at_hours\", levels: [1, 6])],
    replications: 400,
    until_hours: 12,
    shard_runs: 10,
    measures: [\"killed.total\", \"peak_rung\"],";
const WANTED: &str = "peak_rung=25%";

/// Relative half-width of the interval of the mean; 1.98 is the quantile of t for about 100 degrees of freedom.
fn half_width(values: &[f64]) -> f64 {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (count - 1.0);
    1.98 * (variance / count).sqrt() / mean
}

#[test]
fn the_same_shards_are_enough_however_the_work_is_done() {
    let home = Home::with("precise", FIELDS);
    let told = home.run(&["precise.ron", "--out", "one", "--jobs", "1", "--until-ci", WANTED], 0);
    assert!(told.contains("the precision is reached after"), "{told}");
    let one = files(&home.path("one"));
    let stopping: serde_json::Value = serde_json::from_slice(&one["stopping.json"]).unwrap();
    let shards = stopping["shards"].as_u64().unwrap() as usize;
    assert!((4..80).contains(&shards), "{stopping}");
    assert_eq!(one.keys().filter(|name| name.starts_with("runs/")).count(), shards);
    assert_eq!((&stopping["measure"], &stopping["half_width_wanted"]), (&"peak_rung".into(), &0.25.into()));
    assert_eq!(stopping["runs"].as_u64(), Some(shards as u64 * 10));
    let runs = Runs::read(&home.path("one"));
    let widths = [0, 1].map(|point| half_width(&runs.at_point("peak_rung", point)));
    let widest = widths[0].max(widths[1]);
    assert!(widest <= 0.25, "{widths:?}");
    let told = stopping["half_width_widest"].as_f64().unwrap();
    assert!((told / widest - 1.0).abs() < 0.02, "{told} and {widest}");
    let means = csv_rows(&home.path("one/tables/measures.csv"));
    assert!(means.iter().all(|row| row["runs"] == (shards * 5).to_string()), "tables hold these runs");

    home.run(&["precise.ron", "--out", "three", "--jobs", "3", "--until-ci", WANTED], 0);
    assert_same(&files(&home.path("three")), &one);
    let mut child = home.start(&["study", "run", "precise.ron", "--out", "killed", "--no-plots", "--until-ci", WANTED]);
    while !home.path("killed/runs/000001.parquet").exists() && child.try_wait().unwrap().is_none() {
        sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    home.run(&["precise.ron", "--out", "killed", "--until-ci", WANTED], 0);
    assert_same(&files(&home.path("killed")), &one);
}

#[test]
fn a_stopped_study_can_be_merged_and_completed() {
    let home = Home::with("precise", FIELDS);
    home.run(&["precise.ron", "--out", "out", "--until-ci", WANTED], 0);
    let stopped = files(&home.path("out"));
    said(&home.program(&["study", "merge", "out", "--no-plots"]), 0);
    assert_same(&files(&home.path("out")), &stopped);
    home.run(&["out"], 0);
    home.run(&["precise.ron", "--out", "whole"], 0);
    assert_same(&files(&home.path("out")), &files(&home.path("whole")));
}

#[test]
fn a_precision_out_of_reach_is_said_and_an_unknown_measure_refused() {
    let home = Home::with("precise", &FIELDS.replace("400", "30"));
    let told = home.run(&["precise.ron", "--out", "out", "--until-ci", "peak_rung=0.1%"], 0);
    assert!(told.contains("all runs are made and the precision is not reached: half-width"), "{told}");
    assert!(!home.path("out/stopping.json").exists());
    let told = home.run(&["precise.ron", "--out", "none", "--until-ci", "peak_rug=5%"], 2);
    assert!(told.contains("the study keeps no measure named `peak_rug` (did you mean `peak_rung`?)"), "{told}");
    for wrong in ["peak_rung", "peak_rung=5", "peak_rung=0%", "peak_rung=NaN%"] {
        home.run(&["precise.ron", "--out", "none", "--until-ci", wrong], 2);
    }
    home.run(&["precise.ron", "--out", "none", "--until-ci", WANTED, "--shard", "0/2"], 2);
    assert!(!home.path("none").exists(), "nothing is written");
}
