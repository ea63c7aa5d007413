//! `truceline branch` as a command.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

pub const SCENARIO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/one-bridge.ron");
const BATKEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/batken-2021.ron");
const TALKS: &str = r#"talks(side: "kg", adversary: "tj", channel: "governors")"#;

pub fn program(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_truceline")).current_dir(home).args(arguments).output().unwrap()
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

pub fn code(output: &Output, expected: i32) {
    assert_eq!(output.status.code(), Some(expected), "{}{}", text(&output.stdout), text(&output.stderr));
}

pub fn json(path: &Path) -> serde_json::Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

#[test]
fn a_branch_leaves_two_runs_that_can_be_done_again() {
    let home = tempfile::tempdir().unwrap();
    let arguments = ["branch", BATKEN, "--at", "31h", "--inject", TALKS, "--until", "3d", "--no-plots", "--out", "b"];
    let output = program(home.path(), &arguments);
    code(&output, 0);
    let told = text(&output.stdout);
    for expected in [
        "Changed after 31 h",
        "happens then: talks",
        "unchanged  ",
        "changed    31.00 h",
        "killed.total",
        "not a forecast",
    ] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
    assert!(text(&output.stderr).contains("next: "));
    let place = home.path().join("b");
    // The unchanged run is the run of `run`, to the byte.
    code(&program(home.path(), &["run", BATKEN, "--until", "3d", "--no-plots", "--out", "whole"]), 0);
    for name in ["events.csv", "claims.csv", "curves.csv", "summary.json", "scenario.json", "manifest.json"] {
        let bytes = |directory: &Path| fs::read(directory.join(name)).unwrap();
        assert!(bytes(&place.join("unchanged")) == bytes(&home.path().join("whole")), "{name}");
    }
    let branch = json(&place.join("branch.json"));
    assert_eq!(branch["parting"]["changed"]["kind"], "inject");
    assert_eq!(branch["at_hours"], 31.0);
    let manifest = json(&place.join("changed/manifest.json"));
    assert_eq!(manifest["branches"][0]["injects"][0], TALKS);
    assert_eq!(manifest["branches"][0]["at_milliseconds"], 31 * 3_600_000);
    // Its pictures are made again from its directory, and its digest holds.
    code(&program(home.path(), &["plot", "b/changed"]), 0);
    assert!(place.join("changed/map.png").exists());
    assert_eq!(json(&place.join("changed/manifest.json"))["digest"], manifest["digest"]);
    // The directory of both is none of a run, and says which are.
    let outer = program(home.path(), &["plot", "b"]);
    code(&outer, 2);
    assert!(text(&outer.stderr).contains("unchanged") && text(&outer.stderr).contains("changed"));
    // The same again replaces it, pictures and all; what a stranger put there is kept.
    code(&program(home.path(), &arguments), 0);
    assert!(!place.join("changed/map.png").exists());
    fs::write(place.join("changed/notes.txt"), "mine").unwrap();
    let refused = program(home.path(), &arguments);
    code(&refused, 3);
    assert!(text(&refused.stderr).contains("changed/notes.txt"), "{}", text(&refused.stderr));
}

#[test]
fn many_replications_are_compared_pair_by_pair() {
    let home = tempfile::tempdir().unwrap();
    let base =
        ["branch", SCENARIO, "--at", "2h", "--set", "parameters.village.leave_order=3.0", "-n", "6", "--until", "1d"];
    let run = |out: &str, jobs: &str| {
        let output = program(home.path(), &[&base[..], &["--no-plots", "--jobs", jobs, "--out", out]].concat());
        code(&output, 0);
        text(&output.stdout)
    };
    let told = run("one", "1");
    assert!(told.contains("parameters.village.leave_order: 1.5, from then on 3"), "{told}");
    assert!(told.contains(" part") && told.contains("Hours to parting"), "{told}");
    run("three", "3");
    for name in ["differences.csv", "pairs.csv", "manifest.json"] {
        let bytes = |directory: &str| fs::read(home.path().join(directory).join(name)).unwrap();
        assert!(bytes("one") == bytes("three"), "{name}");
    }
    // A row of the table is the branch of that replication.
    let one = ["--replication", "4", "--no-plots", "--json", "--out", "single"];
    let mut arguments: Vec<&str> = base.iter().copied().filter(|word| !["-n", "6"].contains(word)).collect();
    arguments.extend(one);
    let single = program(home.path(), &arguments);
    code(&single, 0);
    let pairs = fs::read_to_string(home.path().join("one/pairs.csv")).unwrap();
    let mut rows = csv::Reader::from_reader(pairs.as_bytes());
    let head = rows.headers().unwrap().clone();
    let row = rows.records().nth(4).unwrap().unwrap();
    let column = |name: &str| &row[head.iter().position(|known| known == name).unwrap()];
    for (arm, directory) in [("digest_a", "unchanged"), ("digest_b", "changed")] {
        let manifest = json(&home.path().join("single").join(directory).join("manifest.json"));
        assert_eq!(manifest["digest"], column(arm), "{directory}");
    }
    let manifest = json(&home.path().join("one/manifest.json"));
    assert_eq!(manifest["branches_b"][0]["set"][0], "parameters.village.leave_order=3.0");
}

#[test]
fn a_branch_of_nothing_says_so() {
    let home = tempfile::tempdir().unwrap();
    let output = program(home.path(), &["branch", SCENARIO, "--at", "2h", "--until", "1d", "--no-plots"]);
    code(&output, 0);
    let told = text(&output.stdout);
    assert!(told.contains("  nothing\n") && told.contains("They never part: nothing was changed"), "{told}");
    let same = ["branch", SCENARIO, "--at", "2h", "--until", "1d", "--no-plots", "--set", "background_sparks=false"];
    let told = text(&program(home.path(), &same).stdout);
    assert!(told.contains("everything that was set is so already"), "{told}");
}

#[test]
fn bad_branches_exit_2_and_write_nothing() {
    let home = tempfile::tempdir().unwrap();
    let base = ["branch", SCENARIO];
    for (more, expected) in [
        (&[][..], "--at"),
        (&["--at", "0h"], "expected a moment after the start"),
        (&["--at", "-3h"], "expected a moment after the start"),
        (&["--at", "3"], "expected a moment after the start"),
        (&["--at", "400d"], "before the end of the run"),
        (&["--at", "6h", "--until", "6h"], "before the end of the run at 6.00 h"),
        (&["--at", "7h", "--until", "6h"], "before the end of the run"),
        (&["--at", "2h", "--set", "nonsense"], "expected PATH=VALUE"),
        (&["--at", "2h", "--set", "sides.nrth.order_reach=1"], "did you mean"),
        (&["--at", "2h", "--set", "horizon_days=3"], "--until"),
        (&["--at", "2h", "--inject", "close_raod(road: \"a--b\")"], "close_road"),
        (&["--at", "2h", "--inject", "close_road(road: \"a--b\")"], "no road has the id"),
        (&["--at", "2h", "-n", "0"], "1..=1000000"),
    ] {
        let output = program(home.path(), &[&base[..], more].concat());
        code(&output, 2);
        let told = text(&output.stderr);
        assert!(told.contains(expected), "{more:?}: {told}");
    }
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0, "nothing is written");
}
