//! The commands as a user types them: the same bytes for any number of threads and after kills, and clear refusals.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempDir;

use super::{plan, small, target};

struct Home(TempDir);

impl Home {
    fn new() -> Home {
        let home = tempfile::tempdir().unwrap();
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/failed-truces.ron");
        fs::copy(shipped, home.path().join("failed-truces.ron")).unwrap();
        let targets = target("killed", "killed.total", 12.0, 1.0) + &target("acts", "acts.total", 60.0, 1.0);
        fs::write(home.path().join("small.ron"), small(&targets, &plan(60, 4, 9))).unwrap();
        Home(home)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_truceline"));
        command.current_dir(self.0.path()).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, arguments: &[&str], code: i32) -> Output {
        let output = self.command(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        output
    }

    /// Every file of a calibration but its log, with its bytes.
    fn files(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let mut found = Vec::new();
        let mut folders = vec![self.0.path().join(folder)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.path()) {
                if entry.is_dir() && !entry.ends_with("log") {
                    folders.push(entry);
                } else if entry.is_file() {
                    let name =
                        entry.strip_prefix(self.0.path()).unwrap().iter().skip(1).collect::<std::path::PathBuf>();
                    found.push((name.display().to_string(), fs::read(&entry).unwrap()));
                }
            }
        }
        found.sort();
        found
    }
}

#[test]
fn threads_and_kills_change_no_byte() {
    let home = Home::new();
    let once = home.run(&["calibrate", "small.ron", "--out", "one", "--jobs", "1"], 0);
    home.run(&["calibrate", "small.ron", "--out", "two", "--jobs", "3"], 0);
    let one = home.files("one");
    assert!(one.len() >= 14, "{}: six shards, then three a generation, and what came of it", one.len());
    assert!(one == home.files("two"), "three threads gave other bytes");
    let mut killed = 0;
    for pause in [5, 20, 40, 80, 160, 320] {
        let mut child = home.command(&["calibrate", "small.ron", "--out", "three"]).spawn().unwrap();
        sleep(Duration::from_millis(pause));
        child.kill().unwrap();
        killed += usize::from(child.wait().unwrap().code().is_none());
    }
    assert!(killed >= 1, "no process was killed at work");
    let again = home.run(&["calibrate", "small.ron", "--out", "three"], 0);
    assert!(one == home.files("three"), "kills changed bytes");
    assert_eq!(once.stdout, again.stdout);
}

#[test]
fn a_posterior_is_scored_run_and_predicted_from() {
    let home = Home::new();
    home.run(&["calibrate", "small.ron", "--out", "fit"], 0);
    let posterior = "fit/posterior.csv";
    let score = |jobs: &str| {
        let arguments = ["score", "small.ron", "--posterior", posterior, "-n", "30", "--json", "--jobs", jobs];
        let output = home.command(&arguments).output().unwrap();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    assert_eq!(score("1"), score("2"));
    crate::explanations::are_listed("calibrate", &home.0.path().join("fit"));
    let written = ["score", "small.ron", "--posterior", posterior, "-n", "10", "--out", "scored"];
    assert!(matches!(home.command(&written).output().unwrap().status.code(), Some(0 | 1)));
    crate::explanations::are_listed("score", &home.0.path().join("scored"));
    // What is set by hand wins over the posterior.
    let run = |more: &[&str]| {
        let mut arguments =
            vec!["run", "failed-truces.ron", "--until", "36h", "--no-plots", "--json", "--posterior", posterior];
        arguments.extend(more);
        serde_json::from_slice::<serde_json::Value>(&home.run(&arguments, 0).stdout).unwrap()
    };
    let (one, other) = (run(&["--seed", "4", "--out", "a"]), run(&["--seed", "5", "--out", "b"]));
    assert_ne!(one["digest"], other["digest"]);
    let none = run(&["--set", "parameters.ceasefire.onset_per_hour=0", "--out", "c"]);
    assert_eq!(none["measures"]["truces.proposed"], 0.0);
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(home.0.path().join("a/manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["overrides"].as_array().unwrap().len(), 4, "the drawn parameters are in the manifest");
    let prediction = "(format: 1, id: \"next\", title: \"Next\", about: \"From fire.\", seen: \"Nothing.\", scenario: \"failed-truces.ron\", \
        given: (measure: \"killed.total\", at_least: 10), seeds_most: 20, members: 12, seed: 3, quantities: [\
        (name: \"killed [persons]\", measure: \"killed.total\", baseline: 20, offset: 1, source: \"made\"),\
        (name: \"registered [hours]\", measure: \"curve.registered_90_percent_hours\", baseline: 20, offset: 1, source: \"made\")])";
    fs::write(home.0.path().join("next.ron"), prediction).unwrap();
    let predict = |jobs: &str| home.run(&["predict", "next.ron", "--posterior", posterior, "--jobs", jobs], 0).stdout;
    let said = String::from_utf8(predict("1")).unwrap();
    assert_eq!(said.as_bytes(), predict("2"));
    assert!(
        said.contains("| killed [persons] |") && said.contains("12 of 12") && said.contains("## Baseline"),
        "{said}"
    );
    fs::write(home.0.path().join("bad.ron"), prediction.replace("\"killed.total\", at", "\"kiled.total\", at"))
        .unwrap();
    let refused = home.run(&["predict", "bad.ron", "--posterior", posterior], 2);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("no measure is named `kiled.total`"));
}

#[test]
fn what_does_not_fit_is_refused_and_nothing_is_written() {
    let home = Home::new();
    home.run(&["calibrate", "small.ron", "--out", "fit"], 0);
    for (arguments, message) in [
        (vec!["calibrate", "none.ron"], "none.ron"),
        (vec!["calibrate", "small.ron", "--structure", "hawk"], "no structure is named `hawk`"),
        (vec!["calibrate", "small.ron", "--structure", "constant", "--out", "fit"], "of other files than these"),
        (vec!["calibrate", "failed-truces.ron"], "failed-truces.ron"),
        (vec!["score", "small.ron", "--posterior", "none.csv"], "none.csv"),
        (vec!["score", "small.ron", "--posterior", "small.ron"], "line 1: found another table"),
        (vec!["score", "small.ron", "--without", "talks"], "no ablation is named `talks`"),
        (vec!["score", "small.ron", "--one-at-a-time", "x.csv"], "expected --posterior"),
        (vec!["run", "failed-truces.ron", "--posterior", "none.csv"], "none.csv"),
    ] {
        let output = home.command(&arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let expected = if message.contains("other files") { 3 } else { 2 };
        assert_eq!(output.status.code(), Some(expected), "{arguments:?}: {said}");
        assert!(said.contains(message), "{arguments:?}: {said}");
    }
    assert!(!home.0.path().join("output").exists() && !home.0.path().join("x.csv").exists());
}
