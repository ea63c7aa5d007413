//! `truceline report`: where the page goes, what it leaves alone, and what it refuses.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// A scenario that is run in no time.
const SCENARIO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/water-intake.ron");

fn program(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_truceline")).current_dir(home).args(arguments).output().unwrap()
}

fn run(home: &Path, seed: &str) {
    let done = program(home, &["run", SCENARIO, "--seed", seed, "--no-plots", "--out", "run"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[track_caller]
fn refused(output: &Output, reason: &str) {
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains(reason), "{told}");
    assert!(output.stdout.is_empty());
}

#[test]
fn the_page_stands_beside_the_run_and_neither_hinders_the_other() {
    let home = tempfile::tempdir().unwrap();
    run(home.path(), "5");
    let before = names(&home.path().join("run"));
    let done = program(home.path(), &["report", "run/"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let told = String::from_utf8(done.stdout).unwrap();
    assert!(told.starts_with("run.html (") && told.ends_with(" kB)\n"), "{told}");
    assert!(String::from_utf8_lossy(&done.stderr).contains("next: open run.html"));
    assert_eq!(names(&home.path().join("run")), before, "the run is left as it was");
    assert_eq!(names(home.path()), ["run", "run.html"], "nothing else is left");
    let first = fs::read(home.path().join("run.html")).unwrap();

    // Another seed takes the directory without a question, and its page the place of the old one.
    run(home.path(), "6");
    assert!(program(home.path(), &["report", "run"]).status.success());
    let second = fs::read(home.path().join("run.html")).unwrap();
    assert_ne!(first, second);
    run(home.path(), "5");
    assert!(program(home.path(), &["report", "run"]).status.success());
    assert_eq!(fs::read(home.path().join("run.html")).unwrap(), first, "the same run gives the same page");
}

#[test]
fn the_page_of_a_run_of_a_branch_stands_beside_the_branch() {
    let home = tempfile::tempdir().unwrap();
    let branch =
        ["branch", SCENARIO, "--at", "2h", "--set", "parameters.spark.rate_per_year=20", "--no-plots", "--out", "b"];
    let done = program(home.path(), &branch);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    for typed in ["b/changed", "b/unchanged/"] {
        let done = program(home.path(), &["report", typed]);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    assert_eq!(names(home.path()), ["b", "b-changed.html", "b-unchanged.html"]);
    let inside = program(home.path(), &["report", "b/changed", "--out", "b/page.html"]);
    refused(&inside, "b/page.html: found a place in the directory ");
    let again = program(home.path(), &branch);
    assert!(again.status.success(), "the page is not in the way: {}", String::from_utf8_lossy(&again.stderr));
}

#[test]
fn the_page_names_what_makes_the_run_again() {
    let home = tempfile::tempdir().unwrap();
    let arguments =
        ["run", SCENARIO, "--seed", "7", "--set", "parameters.spark.rate_per_year=20", "--no-plots", "--out", "run"];
    assert!(program(home.path(), &arguments).status.success());
    assert!(program(home.path(), &["report", "run", "--out", "page.html"]).status.success());
    let page = fs::read_to_string(home.path().join("page.html")).unwrap();
    let summary = fs::read_to_string(home.path().join("run/summary.json")).unwrap();
    let summary: serde_json::Value = serde_json::from_str(&summary).unwrap();
    let manifest = fs::read_to_string(home.path().join("run/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let hash = manifest["scenario_texts"][0]["blake3"].as_str().unwrap();
    let told = [
        summary["digest"].as_str().unwrap(),
        hash,
        "--seed 7",
        "parameters.spark.rate_per_year=20",
        "result version 1",
    ];
    for text in told {
        assert!(page.contains(text), "{text} is missing");
    }
    assert!(page.contains("Illustrative model, not a forecast"));
}

#[test]
fn what_is_no_run_or_no_place_is_refused_and_nothing_written() {
    let home = tempfile::tempdir().unwrap();
    run(home.path(), "5");
    fs::create_dir(home.path().join("empty")).unwrap();
    fs::write(home.path().join("notes.html"), "<p>mine</p>").unwrap();
    let before = (names(home.path()), names(&home.path().join("run")));
    refused(&program(home.path(), &["report", "nowhere"]), "nowhere: found nothing, expected the directory of a run");
    refused(&program(home.path(), &["report", "empty"]), "without manifest.json");
    refused(&program(home.path(), &["report", "notes.html"]), "found a file");
    refused(
        &program(home.path(), &["report", "run", "--out", "empty"]),
        "found a directory, expected the name of a file",
    );
    refused(&program(home.path(), &["report", "run", "--out", "absent/page.html"]), "absent: found nothing");
    refused(
        &program(home.path(), &["report", "run", "--out", "notes.html"]),
        "found a file that is no page of this program",
    );
    refused(
        &program(home.path(), &["report", "run", "--out", "run/report.html"]),
        "run/report.html: found a place in the directory ",
    );
    let manifest = home.path().join("run/manifest.json");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replace("\"result_version\": 1", "\"result_version\": 999")).unwrap();
    refused(&program(home.path(), &["report", "run"]), "result version: found 999");
    assert_eq!((names(home.path()), names(&home.path().join("run"))), before);
    assert_eq!(fs::read_to_string(home.path().join("notes.html")).unwrap(), "<p>mine</p>");
}
