//! New scenarios from templates, and JSON twins: whatever is written loads, and runs to the digest of what it comes from.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use truceline::scenario::{Files, Texts, json_twin, load, shipped_ids};

/// Digests of the shipped scenarios at their default seeds.
const GOLDEN: &str = include_str!("golden.txt");

fn program(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_truceline")).current_dir(home).args(arguments).output().unwrap()
}

#[track_caller]
fn done(home: &Path, arguments: &[&str]) -> String {
    let output = program(home, arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn digest(home: &Path, scenario: &str) -> String {
    let arguments = ["run", scenario, "--no-plots", "--force", "--json", "--out", "run"];
    let summary: Value = serde_json::from_str(&done(home, &arguments)).unwrap();
    summary["digest"].as_str().unwrap().to_owned()
}

fn path(id: &str) -> String {
    format!("{}/scenarios/{id}.ron", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_template_passes_check_and_runs_as_its_scenario_in_both_forms() {
    let home = tempfile::tempdir().unwrap();
    let folder = fs::read_dir(format!("{}/scenarios", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let count = folder.flatten().filter(|file| file.path().extension().is_some_and(|ending| ending == "ron")).count();
    assert_eq!(shipped_ids().count(), count, "every scenario is a template");
    for id in shipped_ids() {
        let (ron, json) = (format!("{id}.ron"), format!("{id}.json"));
        for file in [&ron, &json] {
            done(home.path(), &["new", file, "--from", id]);
        }
        done(home.path(), &["check", &ron, &json]);
        let golden = |line: &'static str| line.split_once(' ').filter(|(name, _)| *name == id);
        let (_, expected) = GOLDEN.lines().find_map(golden).unwrap_or_else(|| panic!("{id} has a golden digest"));
        assert_eq!(digest(home.path(), &ron), expected, "{ron}");
        assert_eq!(digest(home.path(), &json), expected, "{json}");
    }
}

#[test]
fn a_twin_of_a_twin_is_the_same_and_may_name_its_schema() {
    for id in shipped_ids() {
        let loaded = load(&Files, &path(id), &[]).unwrap_or_else(|error| panic!("{error}"));
        let twin = json_twin(&loaded.document);
        assert!(twin.ends_with("}\n") && !twin.contains("$schema"));
        let again = load(&Texts::one("twin.json", &twin), "twin.json", &[]).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(json_twin(&again.document), twin, "{id}");
        let named = twin.replacen('{', "{ \"$schema\": \"scenario.schema.json\",", 1);
        let named = load(&Texts::one("twin.json", &named), "twin.json", &[]).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(named.document.schema.as_deref(), Some("scenario.schema.json"));
        assert!(format!("{:?}", named.setup) == format!("{:?}", loaded.setup), "{id}");
        assert!(json_twin(&named.document).contains("scenario.schema.json"), "the name is kept");
        // Overrides go by way of JSON and keep it too.
        let set = [("seed".to_owned(), "3".to_owned())];
        let text = json_twin(&named.document);
        let changed =
            load(&Texts::one("twin.json", &text), "twin.json", &set).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((changed.document.seed, changed.document.schema), (3, named.document.schema));
    }
}

#[test]
fn a_synthetic_border_is_written_in_both_forms_too() {
    let home = tempfile::tempdir().unwrap();
    for file in ["border.ron", "border.json"] {
        done(home.path(), &["new", file, "--synthetic", "posts=4,villages=8,people=4000,sectors=2"]);
    }
    done(home.path(), &["check", "border.ron", "border.json"]);
    assert_eq!(digest(home.path(), "border.ron"), digest(home.path(), "border.json"));
}

#[test]
fn what_cannot_be_written_is_refused_and_nothing_is_left() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("mine.ron"), "years of work").unwrap();
    for (arguments, words) in [
        (&["new", "x.ron"][..], "--from"),
        (&["new", "x.ron", "--from", "one-bridge", "--synthetic", "posts=4"], "cannot be used with"),
        (&["new", "x.ron", "--from", "one-brigde"], "did you mean one-bridge?"),
        (&["new", "x.ron", "--from", "zzz"], "expected one of batken-2021-fire"),
        (&["new", "x.ron", "--from", "../scenarios/one-bridge"], "expected one of"),
        (&["new", "x.toml", "--from", "one-bridge"], "expected .ron or .json"),
        (&["new", "x", "--from", "one-bridge"], "expected .ron or .json"),
        (&["new", "x.ron", "--synthetic", "posts=none"], "expected a whole number"),
        (&["new", "mine.ron", "--from", "one-bridge"], "exists already"),
    ] {
        let output = program(home.path(), arguments);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {told}");
        assert!(told.contains(words), "{arguments:?}: {told}");
    }
    assert_eq!(fs::read_to_string(home.path().join("mine.ron")).unwrap(), "years of work");
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    assert_eq!(program(home.path(), &["new", "no/such/x.ron", "--from", "one-bridge"]).status.code(), Some(3));
}
