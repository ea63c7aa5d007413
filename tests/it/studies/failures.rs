//! Runs that go wrong are rows with a reason and the command that repeats them.

use super::{Home, Runs, said};

const FIELDS: &str = "    factors: [(name: \"hour\", path: \"injects.works.at_hours\", levels: [1, 2.5])],
    replications: 12,
    until_hours: 24.0001,
    shard_runs: 6,
    events_most: 50,";

#[test]
fn a_run_at_a_limit_is_a_row_and_its_command_repeats_it() {
    let home = Home::with("limit", FIELDS);
    let told = home.run(&["limit.ron", "--out", "out"], 1);
    let runs = Runs::read(&home.path("out"));
    let reasons = runs.texts("reason");
    let failed: Vec<usize> = (0..runs.len()).filter(|&row| reasons[row].is_some()).collect();
    assert!(failed.len() >= 3 && failed.len() < runs.len(), "{} of {}", failed.len(), runs.len());
    assert!(told.contains(&format!("error: {} runs went wrong", failed.len())), "{told}");
    for &row in &failed {
        assert_eq!(reasons[row], Some("a limit was reached after 50 events: event_limit"));
        assert_eq!(runs.texts("outcome")[row], Some("event_limit"));
        assert_eq!(runs.numbers("killed.total")[row], None, "a run that went wrong has no measures");
    }
    for row in (0..runs.len()).filter(|row| !failed.contains(row)) {
        assert!(["horizon", "exhausted"].contains(&runs.texts("outcome")[row].unwrap()), "a natural end");
        assert_eq!((runs.texts("command")[row], runs.numbers("killed.total")[row].is_some()), (None, true));
    }
    for &row in failed.iter().take(4) {
        let command = runs.texts("command")[row].unwrap();
        let words = command.strip_prefix("truceline ").unwrap().split(' ');
        let words: Vec<&str> = words.chain(["--json", "--no-plots", "--out", "again", "--force"]).collect();
        let output = home.program(&words);
        let told = said(&output, 1);
        assert!(told.contains("a limit was reached: event_limit") && told.contains(command), "{told}");
        let summary: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(summary["digest"].as_str(), runs.texts("digest")[row]);
        assert_eq!(summary["outcome"], "event_limit");
    }
    let status = home.program(&["study", "status", "out"]);
    let shown = String::from_utf8(status.stdout).unwrap();
    assert!(shown.contains(&format!("{} failed", failed.len())) && shown.contains("again: truceline run"), "{shown}");
    let told = home.run(&["out"], 1);
    assert!(told.contains("went wrong"), "also when nothing is left to do: {told}");
}

#[test]
fn too_many_failures_stop_the_study_and_more_may_be_allowed() {
    let home = Home::with("limit", FIELDS);
    let told = home.run(&["limit.ron", "--out", "out", "--max-failures", "3", "--jobs", "1"], 1);
    assert!(told.contains("more than 3 runs went wrong (--max-failures); the study is stopped"), "{told}");
    assert!(told.contains("again: truceline run water-intake.ron --seed 1"), "{told}");
    assert!(!home.path("out/tables").exists(), "a stopped study has no tables");
    home.run(&["limit.ron", "--out", "out"], 1);
    home.run(&["limit.ron", "--out", "whole"], 1);
    super::assert_same(&super::files(&home.path("out")), &super::files(&home.path("whole")));
    let told = home.run(&["limit.ron", "--out", "out", "--max-failures", "3"], 1);
    assert!(told.contains("more than 3 runs"), "kept failures count too: {told}");
}
