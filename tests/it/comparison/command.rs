//! `truceline compare` as a command.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const SCENARIO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/one-bridge.ron");
const OTHER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/batken-2021.ron");
const EDIT: &str = "injects.order.at_hours=0.5";

fn program(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_truceline")).current_dir(home).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn code(output: &Output, expected: i32) {
    assert_eq!(output.status.code(), Some(expected), "{}{}", text(&output.stdout), text(&output.stderr));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let run = |out: &str, jobs: &str| {
        let arguments = ["compare", SCENARIO, "-n", "9", "--set", EDIT, "--until", "1d", "--out", out, "--jobs", jobs];
        code(&program(home.path(), &arguments), 0);
    };
    run("one", "1");
    run("three", "3");
    let names = |directory: &str| {
        let mut names: Vec<String> = fs::read_dir(home.path().join(directory))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    let found = names("one");
    let expected = [
        "difference.png",
        "difference.svg",
        "difference_displaced.png",
        "difference_displaced.svg",
        "differences.csv",
        "manifest.json",
        "pairs.csv",
    ];
    assert_eq!(found, expected);
    assert_eq!(names("three"), expected);
    for name in expected {
        let bytes = |directory: &str| fs::read(home.path().join(directory).join(name)).unwrap();
        assert!(bytes("one") == bytes("three"), "{name} differs");
    }
}

#[test]
fn tables_and_manifest_do_it_again() {
    let home = tempfile::tempdir().unwrap();
    let arguments = ["compare", SCENARIO, "-n", "4", "--set", EDIT, "--seed", "5", "--until", "1d", "--no-plots"];
    let output = program(home.path(), &arguments);
    code(&output, 0);
    let name = fs::read_dir(home.path().join("output")).unwrap().next().unwrap().unwrap().file_name();
    let name = name.into_string().unwrap();
    assert!(name.starts_with("compare-one-bridge-seed5-"), "{name}");
    let directory = home.path().join("output").join(name);
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(directory.join("manifest.json")).unwrap()).unwrap();
    let again = manifest["command"].as_str().unwrap();
    assert!(again.ends_with(&format!("-n 4 --seed 5 --set {EDIT} --until 86400s")), "{again}");

    let pairs = fs::read_to_string(directory.join("pairs.csv")).unwrap();
    let mut rows = csv::Reader::from_reader(pairs.as_bytes());
    let head = rows.headers().unwrap().clone();
    let column = |name: &str| head.iter().position(|known| known == name).unwrap_or_else(|| panic!("{name}"));
    let records: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), 4);
    // One run of a pair done again by `run` has the digest that stands in its row.
    let words: Vec<&str> = "run --seed 5 --replication 2 --until 1d --no-plots --json --out again".split(' ').collect();
    for (arm, more) in [("a", &[][..]), ("b", &["--set", EDIT])] {
        let run = program(home.path(), &[&words[..1], &[SCENARIO], &words[1..], more].concat());
        code(&run, 0);
        let summary: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        assert_eq!(summary["digest"], records[2][column(&format!("digest_{arm}"))], "{arm}");
        let killed: f64 = records[2][column(&format!("{arm}.killed.total"))].parse().unwrap();
        assert_eq!(summary["measures"]["killed.total"].as_f64(), Some(killed));
        fs::remove_dir_all(home.path().join("again")).unwrap();
    }
    assert_eq!(&records[0][column("parted_kind")], "inject");
    assert_eq!(&records[0][column("parted_hours")], "0.5000");

    let differences = fs::read_to_string(directory.join("differences.csv")).unwrap();
    let mut rows = csv::Reader::from_reader(differences.as_bytes());
    let head = rows.headers().unwrap().clone();
    let killed = rows.records().map(Result::unwrap).find(|row| &row[0] == "killed.total").unwrap();
    let number = |name: &str| -> f64 { killed[head.iter().position(|known| known == name).unwrap()].parse().unwrap() };
    let mean = |arm: &str| {
        let values = records.iter().map(|row| row[column(&format!("{arm}.killed.total"))].parse::<f64>().unwrap());
        values.sum::<f64>() / 4.0
    };
    assert_eq!((number("mean_a"), number("mean_b"), number("pairs")), (mean("a"), mean("b"), 4.0));
    assert!(number("low") <= number("difference") && number("difference") <= number("high"));
}

#[test]
fn a_null_edit_says_so() {
    let home = tempfile::tempdir().unwrap();
    let arguments = ["compare", SCENARIO, SCENARIO, "-n", "3", "--until", "12h", "--no-plots", "--out", "same"];
    let output = program(home.path(), &arguments);
    code(&output, 0);
    let told = text(&output.stdout);
    assert!(told.contains("The edit changes nothing"), "{told}");
    assert!(told.contains("not a forecast") && text(&output.stderr).contains("next: "));
    let json = program(home.path(), &[&arguments[..], &["--json"]].concat());
    code(&json, 0);
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!((&value["never_part"], &value["same_digest"]), (&3.into(), &3.into()));
    assert_eq!(value["differences"]["killed.total"]["difference"], 0.0);
    assert_eq!(value["differences"]["killed.total"]["high"], 0.0);
}

#[test]
fn bad_comparisons_exit_2_and_write_nothing() {
    let home = tempfile::tempdir().unwrap();
    for (arguments, expected) in [
        (&["compare", SCENARIO, "-n", "0"][..], "2..=1000000"),
        (&["compare", SCENARIO, "-n", "1"], "2..=1000000"),
        (&["compare", SCENARIO, "--jobs", "0"], "1..=1024"),
        (&["compare"], "required"),
        (&["compare", SCENARIO, OTHER, "-n", "2"], "no side and so no measure of a side in common"),
        (&["compare", SCENARIO, "-n", "2", "--set", "injects.ordre.at_hours=1"], "order"),
        (&["compare", SCENARIO, "-n", "2", "--set", "nonsense"], "expected PATH=VALUE"),
        (&["compare", "a.ron", "b.ron", "-n", "2"], "a.ron"),
        (&["compare", "a.ron", "b.ron", "-n", "2"], "b.ron"),
    ] {
        let output = program(home.path(), arguments);
        code(&output, 2);
        let told = text(&output.stderr);
        assert!(told.contains(expected), "{arguments:?}: {told}");
    }
    assert!(!home.path().join("output").exists(), "nothing is written");
}

#[test]
fn a_place_that_holds_something_else_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let run = ["run", SCENARIO, "--until", "6h", "--no-plots", "--out", "place"];
    code(&program(home.path(), &run), 0);
    let compare = ["compare", SCENARIO, "-n", "2", "--until", "6h", "--no-plots", "--out", "place"];
    code(&program(home.path(), &compare), 3);
    code(&program(home.path(), &[&compare[..], &["--force"]].concat()), 0);
    assert!(home.path().join("place.before-1/summary.json").exists(), "the run is kept");
    code(&program(home.path(), &compare), 0);
    assert!(!home.path().join("place.before-2").exists(), "the same comparison again replaces itself");
}
