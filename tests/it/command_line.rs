//! The built program: exit codes, what it prints where, and what it leaves on the disk.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A scenario that loads.
const SCENARIO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/water-intake.ron");

fn program(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_truceline")).current_dir(home).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[track_caller]
fn code(output: &Output, expected: i32) {
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(expected), "{told}");
    assert!(!told.contains("panicked") && !told.contains("RUST_BACKTRACE"), "{told}");
}

fn digest(directory: &Path) -> String {
    let summary = fs::read_to_string(directory.join("summary.json")).unwrap();
    let value: serde_json::Value = serde_json::from_str(&summary).unwrap();
    value["digest"].as_str().unwrap().to_string()
}

#[test]
fn a_run_leaves_every_file_of_the_contract_and_says_what_next() {
    let home = tempfile::tempdir().unwrap();
    let output = program(home.path(), &["run", SCENARIO, "--seed", "5", "--out", "run"]);
    code(&output, 0);
    let mut names: Vec<String> = fs::read_dir(home.path().join("run"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let mut expected = vec!["claims.csv", "curves.csv", "events.csv", "manifest.json", "scenario.json", "summary.json"];
    for picture in ["casualties", "causes", "escalation", "evacuation", "map"] {
        expected.extend([format!("{picture}.png").leak() as &str, format!("{picture}.svg").leak()]);
    }
    expected.sort_unstable();
    assert_eq!(names, expected);
    let (told, talk) = (text(&output.stdout), text(&output.stderr));
    assert!(told.contains("illustrative model, not a forecast") && told.contains("digest"), "{told}");
    assert!(!told.contains('\x1b'), "no escapes outside a terminal");
    assert!(talk.contains("next: "), "{talk}");
}

#[test]
fn the_same_command_can_be_typed_twice_and_pictures_change_no_digest() {
    let home = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        code(&program(home.path(), &["run", SCENARIO, "--seed", "5", "--out", "one"]), 0);
    }
    code(&program(home.path(), &["run", SCENARIO, "--seed", "5", "--no-plots", "--out", "two"]), 0);
    assert_eq!(digest(&home.path().join("one")), digest(&home.path().join("two")));
    assert!(!home.path().join("two/map.png").exists());
}

#[test]
fn the_default_directory_names_seed_replication_and_overrides() {
    let home = tempfile::tempdir().unwrap();
    let base = ["run", SCENARIO, "--seed", "9", "--no-plots"];
    code(&program(home.path(), &base), 0);
    code(&program(home.path(), &[&base[..], &["--replication", "3"]].concat()), 0);
    code(&program(home.path(), &[&base[..], &["--set", "parameters.spark.rate_per_year=20"]].concat()), 0);
    let mut names: Vec<String> = fs::read_dir(home.path().join("output"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort_by_key(String::len);
    assert_eq!(names.len(), 3);
    assert!(names[0].ends_with("-seed9") && names[1].ends_with("-seed9-r3"), "{names:?}");
    let hash = names[2].rsplit('-').next().unwrap();
    assert!(hash.len() == 8 && hash.chars().all(|letter| letter.is_ascii_hexdigit()), "{names:?}");
}

#[test]
fn a_place_that_is_taken_is_refused_with_3() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("run")).unwrap();
    fs::write(home.path().join("run/thesis.txt"), "years of work").unwrap();
    let output = program(home.path(), &["run", SCENARIO, "--out", "run"]);
    code(&output, 3);
    assert!(text(&output.stderr).contains("--force"));
    code(&program(home.path(), &["run", SCENARIO, "--out", "run", "--force"]), 0);
    assert_eq!(fs::read_to_string(home.path().join("run.before-1/thesis.txt")).unwrap(), "years of work");
}

#[test]
fn a_place_that_cannot_be_written_exits_3() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("file"), "").unwrap();
    code(&program(home.path(), &["run", SCENARIO, "--out", "file/run"]), 3);
    code(&program(home.path(), &["run", SCENARIO, "--out", "/proc/truceline/run"]), 3);
}

#[test]
fn bad_command_lines_exit_2() {
    let home = tempfile::tempdir().unwrap();
    for arguments in [
        &["run"][..],
        &["fly"],
        &["run", SCENARIO, "--seed", "9007199254740992"],
        &["run", SCENARIO, "--seed", "-1"],
        &["run", SCENARIO, "--seed", "1e3"],
        &["run", SCENARIO, "--until", "soon"],
        &["run", "no-such-file.ron"],
        &["run", "."],
        &["run", SCENARIO, "--set", "nonsense"],
        &["check", "no-such-file.ron"],
        &["explain", "no_such_thing_at_all"],
    ] {
        code(&program(home.path(), arguments), 2);
    }
    assert!(!home.path().join("output").exists(), "nothing is written");
}

#[test]
fn the_largest_seed_is_exact_in_the_summary() {
    let home = tempfile::tempdir().unwrap();
    let output =
        program(home.path(), &["run", SCENARIO, "--seed", "9007199254740991", "--no-plots", "--json", "--out", "run"]);
    code(&output, 0);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["seed"], 9_007_199_254_740_991_u64);
    assert_eq!(text(&output.stdout), fs::read_to_string(home.path().join("run/summary.json")).unwrap());
}

#[test]
fn a_shorter_run_ends_where_it_was_told() {
    let home = tempfile::tempdir().unwrap();
    let output = program(home.path(), &["run", SCENARIO, "--until", "1d12h", "--no-plots", "--json", "--out", "run"]);
    code(&output, 0);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["end_hours"], 36.0);
}

#[test]
fn names_are_explained_and_near_misses_put_right() {
    let home = tempfile::tempdir().unwrap();
    for name in
        ["measures", "killed.kg", "spark.rate_per_year", "parameters.spark.rate_per_year", "truce_held", "3", "queue"]
    {
        let output = program(home.path(), &["explain", name]);
        code(&output, 0);
        assert!(!output.stdout.is_empty() && text(&output.stderr).contains("next: "), "{name}");
    }
    let output = program(home.path(), &["explain", "spark.rate_per_yaer"]);
    code(&output, 2);
    assert!(text(&output.stderr).contains("did you mean spark.rate_per_year?"), "{}", text(&output.stderr));
}

#[test]
fn help_and_version_are_data() {
    let home = tempfile::tempdir().unwrap();
    for arguments in [&["--help"][..], &["--version"], &["run", "--help"]] {
        let output = program(home.path(), arguments);
        code(&output, 0);
        assert!(!output.stdout.is_empty() && output.stderr.is_empty());
    }
}

#[test]
fn a_closed_output_ends_quietly() {
    let home = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_truceline"))
        .current_dir(home.path())
        .args(["run", SCENARIO, "--no-plots", "--out", "run"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    code(&output, 0);
    assert_eq!(text(&output.stderr), "");
}
