//! `truceline facts` as a user runs it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

fn home(study: &str) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    for name in ["quiet-season.ron", "water-intake.ron"] {
        fs::copy(scenarios.join(name), home.path().join(name)).unwrap();
    }
    fs::write(home.path().join("study.ron"), study).unwrap();
    home
}

fn small() -> TempDir {
    home(
        "(format: 1, id: \"small\", title: \"Small\", scenarios: [\"quiet-season.ron\", \"water-intake.ron\"], \
         replications: 40, until_hours: 240)",
    )
}

fn program(home: &TempDir, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_truceline"));
    command.current_dir(home.path()).arg("facts").args(arguments).output().unwrap()
}

#[test]
fn the_table_is_the_same_for_any_number_of_threads() {
    let home = small();
    let run = |jobs: &str, out: &str| program(&home, &["study.ron", "--jobs", jobs, "--json", "--out", out]);
    let (one, two) = (run("1", "one.csv"), run("2", "two.csv"));
    assert_eq!(one.stdout, two.stdout);
    let bytes = |name: &str| fs::read(home.path().join(name)).unwrap();
    assert_eq!(bytes("one.csv"), bytes("two.csv"));
    let told = String::from_utf8(one.stderr).unwrap();
    assert_eq!(one.status.code(), Some(1), "forty short runs are too few for most facts: {told}");
    let table: serde_json::Value = serde_json::from_slice(&one.stdout).unwrap();
    let facts = table["facts"].as_array().unwrap();
    for id in ["F1", "F2", "F3", "F4", "F5", "F6", "F9", "F10", "F13", "F15", "F16", "F17", "F20"] {
        assert!(facts.iter().any(|fact| fact["id"] == id), "{id} is missing");
    }
    let kinds = |kind: &str| facts.iter().filter(|fact| fact["kind"] == kind).count();
    assert!(kinds("prescribed") > 10 && kinds("emergent") > 10);
    assert!(facts.iter().any(|fact| fact["verdict"] == "not_enough" && fact["value"].is_null()));
    let csv = String::from_utf8(bytes("one.csv")).unwrap();
    assert_eq!(csv.lines().count(), facts.len() + 1);
}

#[test]
fn the_terminal_says_how_facts_are_judged_and_what_was_run() {
    let home = small();
    let output = program(&home, &["study.ron"]);
    let text = String::from_utf8(output.stdout).unwrap();
    for part in ["emergent", "prescribed", "overlaps the accepted range", "not enough", "40 runs", "not a forecast"] {
        assert!(text.contains(part), "`{part}` is missing in:\n{text}");
    }
}

#[test]
fn bad_input_is_told_before_anything_is_run() {
    let home = small();
    let code = |arguments: &[&str]| {
        let output = program(&home, arguments);
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(!told.contains("panicked") && !told.contains("internal error"), "{told}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        (output.status.code(), told)
    };
    assert_eq!(code(&["no-such-study.ron"]).0, Some(2));
    assert_eq!(code(&["quiet-season.ron"]).0, Some(2), "a scenario is no study");
    assert_eq!(code(&["study.ron", "--jobs", "0"]).0, Some(2));
    assert_eq!(code(&[]).0, Some(2));
    let (status, told) = code(&["study.ron", "--out", "missing/facts.csv"]);
    assert!(status == Some(3) && told.contains("missing"), "{told}");
    fs::write(home.path().join("broken.ron"), "(format: 1, id: \"b\", title: \"B\", scenarios: [], replications: 0)")
        .unwrap();
    let (status, told) = code(&["broken.ron"]);
    assert!(status == Some(2) && told.contains("scenarios") && told.contains("replications"), "{told}");
    let directory = home.path().join("empty");
    fs::create_dir(&directory).unwrap();
    assert_eq!(code(&["empty"]).0, Some(2), "a directory without a study");
}

#[test]
fn a_run_that_a_limit_ends_is_told_with_its_replication() {
    let home = home(
        "(format: 1, id: \"cut\", title: \"Cut\", scenarios: [\"water-intake.ron\"], replications: 3, events_most: 5)",
    );
    let output = program(&home, &["study.ron"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("replication 0") && told.contains("limit"), "{told}");
}

#[test]
fn the_shipped_studies_are_sound() {
    for name in ["facts.ron", "facts-readiness.ron"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/studies").join(name);
        let home = small();
        let output = Command::new(env!("CARGO_BIN_EXE_truceline"))
            .current_dir(home.path())
            .args(["study", "plan", path.to_str().unwrap()])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
