//! `explain` covers everything that has a name, tells the same as the documents, and the documents tell what the program
//! writes.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use truceline::experiment::story::CAUSAL_MEASURES;
use truceline::model::curves::{METRICS, Split};
use truceline::model::entities::ENTITIES;
use truceline::model::ladder::RUNG_NAMES;
use truceline::model::parameters::TABLE;
use truceline::model::{Kind, MEASURES};
use truceline::report::outputs::OUTPUTS;
use truceline::scenario::{fields, unit_of_field, usual_channels};

use crate::document::{compare, read, table};

fn program(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_truceline")).current_dir(home).args(arguments).output().unwrap()
}

fn explain(arguments: &[&str]) -> String {
    let output = program(Path::new("."), &[&["explain"], arguments].concat());
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stderr).contains("next: "), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Names of all of a sort, as a program reads them.
fn names(list: &str) -> BTreeSet<String> {
    let all: Value = serde_json::from_str(&explain(&[list, "--json"])).unwrap();
    all.as_array().unwrap().iter().map(|entry| entry["name"].as_str().unwrap().to_owned()).collect()
}

fn set<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> BTreeSet<String> {
    names.into_iter().map(|name| name.as_ref().to_owned()).collect()
}

#[test]
fn the_lists_are_those_of_the_tables() {
    assert_eq!(names("parameters"), set(TABLE.iter().map(|row| row.name)));
    assert_eq!(
        names("measures"),
        set(MEASURES.iter().map(|row| row.name).chain(CAUSAL_MEASURES.iter().map(|row| row.name)))
    );
    assert_eq!(names("curves"), set(METRICS.iter().map(|row| row.name)));
    assert_eq!(names("kinds"), set(Kind::ALL.iter().map(|kind| kind.name())));
    assert_eq!(names("rungs"), set((0..RUNG_NAMES.len()).map(|rung| rung.to_string())));
    assert_eq!(names("entities"), set(ENTITIES.iter().map(|row| row.name)));
    assert_eq!(names("channels"), set(usual_channels().iter().map(|channel| channel.id.as_str())));
    assert_eq!(names("fields"), set(fields().iter().map(|field| field.path.as_str())));
    assert_eq!(names("outputs"), set(OUTPUTS.iter().map(|file| file.path)));
}

#[test]
fn a_parameter_tells_all_that_is_known() {
    let all: Value = serde_json::from_str(&explain(&["parameters", "--json"])).unwrap();
    for (row, entry) in TABLE.iter().zip(all.as_array().unwrap()) {
        assert_eq!(entry["name"], row.name);
        assert_eq!(entry["meaning"], row.meaning);
        assert_eq!(entry["unit"], row.unit);
        assert_eq!(entry["default"], row.default);
        assert_eq!(entry["plausible"][0], row.plausible.0);
        assert_eq!(entry["allowed"][1], row.bounds.range().1);
        assert_eq!(entry["source"], row.source);
        assert!(entry["evidence"].as_str().unwrap().starts_with(row.evidence.mark()));
    }
    let text = explain(&["retaliation.n_self"]);
    for words in
        ["mean offspring on the acting side", "default", "plausible", "allowed", "source", "evidence", "--set "]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn documents_list_the_files_and_what_stands_in_them() {
    let file = |file: &truceline::report::outputs::OutputFile| {
        vec![format!("`{}`", file.command), format!("`{}`", file.path), file.meaning.to_owned(), file.more.to_owned()]
    };
    let files: Vec<Vec<String>> = OUTPUTS.iter().map(file).collect();
    let columns: Vec<Vec<String>> = OUTPUTS
        .iter()
        .flat_map(|file| file.columns().map(move |column| (file, column)))
        .map(|(file, column)| {
            let [unit, meaning] = [column.unit, column.meaning].map(str::to_owned);
            vec![format!("`{}`", file.command), format!("`{}`", file.path), format!("`{}`", column.name), unit, meaning]
        })
        .collect();
    let kinds: Vec<Vec<String>> = Kind::ALL
        .iter()
        .map(|kind| {
            let codes = [kind.hostility_level().to_string(), format!("{:02}", kind.cameo_root())];
            let [level, root] = codes;
            vec![format!("`{}`", kind.name()), kind.words().to_owned(), level, root]
        })
        .collect();
    let curves: Vec<Vec<String>> = METRICS
        .iter()
        .map(|row| {
            let split = match row.split {
                Split::Whole => "border",
                Split::Side => "side",
                Split::SideAndSector => "side and sector",
                Split::ClaimantAndSide => "claimant and side",
            };
            vec![format!("`{}`", row.name), row.unit.to_owned(), split.to_owned(), row.meaning.to_owned()]
        })
        .collect();
    compare(
        "OUTPUTS.md",
        &[
            ("files".to_owned(), table(&["command", "file", "content", "beside the columns"], &files)),
            ("columns".to_owned(), table(&["command", "file", "column", "unit", "meaning"], &columns)),
            ("kinds".to_owned(), table(&["kind", "meaning", "hostility", "CAMEO"], &kinds)),
            ("curves".to_owned(), table(&["curve", "unit", "one a", "meaning"], &curves)),
        ],
    );
    assert!(read("ARCHITECTURE.md").contains("OUTPUTS.md"));
}

/// Files of a command below a directory, without those of directories that are listed as a whole.
fn written(directory: &Path, under: &str, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{under}{}", entry.file_name().into_string().unwrap());
        if entry.file_type().unwrap().is_dir() {
            let whole = format!("{name}/");
            if OUTPUTS.iter().any(|file| file.path == whole) {
                found.insert(whole);
            } else {
                written(&entry.path(), &whole, found);
            }
        } else {
            // A picture comes as SVG and as PNG, and is listed once.
            found.insert(name.strip_suffix(".png").map_or(name.clone(), |stem| format!("{stem}.svg")));
        }
    }
}

fn listed(command: &str) -> BTreeSet<String> {
    set(OUTPUTS.iter().filter(|file| file.command == command).map(|file| file.path))
}

/// Names in the head of a table, or of the fields of an object.
fn heads(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    if path.extension().is_some_and(|ending| ending == "csv") {
        return text.lines().next().unwrap().split(',').map(str::to_owned).collect();
    }
    let Value::Object(fields) = serde_json::from_str(&text).unwrap() else { panic!("an object") };
    fields.keys().cloned().collect()
}

#[track_caller]
fn as_listed(command: &str, directory: &Path, name: &str) {
    let file = OUTPUTS.iter().find(|file| file.command == command && file.path == name).unwrap();
    let found = set(heads(&directory.join(name)));
    let expected = set(file.columns().map(|column| column.name));
    let missing: Vec<&String> = expected.difference(&found).collect();
    let others: Vec<&String> = found.difference(&expected).collect();
    assert!(missing.is_empty(), "{name} has no {missing:?}");
    assert!(!file.more.is_empty() || others.is_empty(), "{name} has {others:?} beside what is listed");
}

/// Files that not every directory of their command has: pictures left out, what only some studies and checks make.
const SOMETIMES: [&str; 7] = [
    "plots/",
    "stopping.json",
    "curves/000000.parquet",
    "tables/curves.parquet",
    "tables/sensitivity.csv",
    "fan-<experiment>-<measure>.svg",
    "one_at_a_time.csv",
];

/// The files of a directory, with their columns, are those that are listed for the command that made it.
#[track_caller]
pub fn are_listed(command: &str, directory: &Path) {
    let mut found = BTreeSet::new();
    written(directory, "", &mut found);
    let found: BTreeSet<String> = found.into_iter().map(|name| placeholder(&name)).collect();
    let mut expected = listed(command);
    expected.retain(|name| found.contains(name) || !SOMETIMES.contains(&name.as_str()));
    assert_eq!(found, expected, "{command}");
    for file in OUTPUTS.iter().filter(|file| file.command == command && !file.columns.is_empty()) {
        if found.contains(file.path) && !file.path.ends_with(".parquet") {
            as_listed(command, directory, file.path);
        }
    }
}

#[test]
fn a_run_a_comparison_and_a_study_write_what_is_listed() {
    let home = tempfile::tempdir().unwrap();
    let scenario = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/water-intake.ron");
    let study = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/studies/notice-and-monitors.ron");
    for (command, arguments) in [
        ("run", &["run", scenario, "--out", "run"][..]),
        ("compare", &["compare", scenario, "--set", "seed=2", "-n", "2", "--out", "compare"]),
        ("study run", &["study", "run", study, "--no-plots", "--progress", "none", "--out", "study"]),
    ] {
        let output = program(home.path(), arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        are_listed(command, &home.path().join(command.split(' ').next().unwrap()));
    }
}

/// Shards are listed by the name of the first, pictures of experiments by placeholders.
fn placeholder(name: &str) -> String {
    match name.rsplit_once('/') {
        Some((directory, file)) if file.ends_with(".parquet") && directory != "tables" => {
            format!("{directory}/000000.parquet")
        }
        None if name.starts_with("fan-") => "fan-<experiment>-<measure>.svg".to_owned(),
        _ => name.to_owned(),
    }
}

#[test]
fn every_number_of_a_scenario_has_a_unit_and_every_field_a_meaning() {
    for field in fields() {
        assert!(field.meaning.trim().len() > 3, "{field:?}");
        let name = field.path.rsplit('.').next().unwrap();
        let number = ["a number", "a whole number"].contains(&field.kind.as_str());
        assert_eq!(number, field.unit.is_some(), "{field:?}");
        assert!(!number || field.range.is_some(), "{field:?} has no range");
        assert!(!number || unit_of_field(name).is_some(), "{name}");
    }
}

#[test]
fn groups_short_names_and_wrong_names_are_answered() {
    assert!(explain(&["n_cross"]).contains("parameter retaliation.n_cross"));
    assert!(explain(&["posts"]).contains("posts.crew"));
    assert!(explain(&["rung", "4"]).starts_with("rung 4\n"), "words need no quotes");
    assert!(explain(&["border", "post"]).starts_with("entity border post\n"));
    assert!(explain(&["event", "kind", "fire"]).starts_with("event kind fire\n"));
    let total = explain(&["killed.total"]);
    assert!(total.contains("measure killed.total") && !total.contains("killed.<side>"), "total is no side: {total}");
    assert!(explain(&["ceasefire.life_shape"]).contains("docs/SOURCES.md"));
    assert!(explain(&["crew"]).contains("scenario field posts.crew"));
    assert!(explain(&["Border Post"]).contains("entity border post"));
    assert!(explain(&["casualties.png"]).contains("output casualties.svg"));
    assert!(explain(&["claimed_killed.by.tj"]).contains("curve claimed_killed.by"));
    assert!(explain(&[]).contains("entities"));
    for (wrong, near) in [("posts.crow", "posts.crew"), ("truce_hold", "truce_held"), ("paramters", "parameters")] {
        let output = program(Path::new("."), &["explain", wrong]);
        assert_eq!(output.status.code(), Some(2));
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains(&format!("did you mean {near}?")), "{told}");
        assert!(output.stdout.is_empty());
    }
}
