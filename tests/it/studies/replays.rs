//! One replication of a study again, with everything a run leaves.

use std::fs;

use super::{Home, Runs, said};

const FIELDS: &str = "    factors: [(name: \"hour\", path: \"injects.works.at_hours\", levels: [1, 6])],
    replications: 5,
    until_hours: 24,";

#[test]
fn a_replay_has_the_digest_of_its_row_and_all_files() {
    let home = Home::with("again", FIELDS);
    home.run(&["again.ron", "--out", "out"], 0);
    let runs = Runs::read(&home.path("out"));
    let ways = [
        (4, &["--replication", "2"][..], "again-point0-r2"),
        (7, &["--replication", "3", "--point", "1"], "again-point1-r3"),
        (9, &["--run", "9"], "again-point1-r4"),
    ];
    for (row, which, name) in ways {
        let output = home.program(&[&["replay", "out"], which, &["--json", "--no-plots"]].concat());
        let told = said(&output, 0);
        assert!(told.contains(&format!("run {row} of the study: same digest")), "{told}");
        let summary: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(summary["digest"].as_str(), runs.texts("digest")[row]);
        assert_eq!(summary["measures"]["killed.total"].as_f64(), runs.numbers("killed.total")[row]);
        let directory = home.path("output").join(name);
        let mut names: Vec<String> =
            fs::read_dir(&directory).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        let tables = ["claims.csv", "curves.csv", "events.csv"];
        let expected = [&tables[..], &["manifest.json", "scenario.json", "summary.json", "trees.csv"]].concat();
        assert_eq!(names, expected);
    }
    said(&home.program(&["replay", "out", "--replication", "0", "--out", "full"]), 0);
    assert!(home.path("full/casualties.png").exists() && home.path("full/map.svg").exists());
}

#[test]
fn a_replay_needs_no_scenario_file_and_no_shard() {
    let home = Home::with("again", FIELDS);
    home.run(&["again.ron", "--out", "out", "--shard", "0/2"], 0);
    fs::remove_file(home.path("water-intake.ron")).unwrap();
    let told = said(&home.program(&["replay", "out", "--replication", "4", "--no-plots"]), 0);
    assert!(!told.contains("same digest"), "its shard is not there: {told}");
    let told = said(&home.program(&["replay", "out", "--replication", "0", "--no-plots"]), 0);
    assert!(told.contains("same digest"), "{told}");
}

#[test]
fn what_the_study_does_not_have_is_refused() {
    let home = Home::with("again", FIELDS);
    home.run(&["again.ron", "--out", "out"], 0);
    for (which, message) in [
        (&["--replication", "5"][..], "--replication: found 5, expected 0..=4"),
        (&["--replication", "0", "--point", "2"], "--point: found 2, expected 0..=1"),
        (&["--run", "10"], "--run: found 10, expected 0..=9"),
        (&["--run", "1", "--point", "1"], "cannot be used with"),
        (&[], "--replication <K>"),
        (&["--replication", "-1"], "'-1'"),
    ] {
        let told = said(&home.program(&[&["replay", "out"], which].concat()), 2);
        assert!(told.contains(message), "{told}");
    }
    assert!(said(&home.program(&["replay", "none", "--replication", "0"]), 2).contains("none"));
    assert!(!home.path("output").exists());
}
