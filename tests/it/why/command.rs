//! The command.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const SCENARIO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/failed-truces.ron");

fn program(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_truceline")).current_dir(home).args(arguments).output().unwrap()
}

#[track_caller]
fn said(output: &Output, code: i32) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (told, talk) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{talk}");
    assert!(!talk.contains("panicked") && !talk.contains("internal error"), "{talk}");
    (told, talk)
}

/// A run in a directory of its own.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    said(&program(home.path(), &["run", SCENARIO, "--seed", "1", "--no-plots", "--out", "run"]), 0);
    home
}

fn files(home: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<(String, Vec<u8>)> = fs::read_dir(home.join("run"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect();
    all.sort();
    all
}

#[test]
fn an_event_is_explained_as_text_json_and_graph() {
    let home = home();
    let before = files(home.path());
    let (text, talk) = said(&program(home.path(), &["why", "run", "--worst"]), 0);
    assert!(text.starts_with("How #") && text.contains("1. ") && text.contains(" set off "), "{text}");
    assert!(text.trim_end().ends_with("illustrative model, not a forecast"), "{text}");
    assert!(talk.contains("next: truceline why run"), "{talk}");
    assert!(text.lines().all(|line| line.chars().count() <= 100 && line == line.trim_end()), "{text}");

    let number = text.lines().next().unwrap().split(['#', ' ']).nth(2).unwrap().to_string();
    let (same, _) = said(&program(home.path(), &["why", "run", &format!("#{number}")]), 0);
    assert_eq!(same, text, "by number, with or without its sign");

    let (json, _) = said(&program(home.path(), &["why", "run", &number, "--json"]), 0);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let chain = value["chain"].as_array().unwrap();
    assert_eq!(chain.last().unwrap()["event"].to_string(), number);
    assert!(chain[0]["cause"].is_null() && chain[0]["depth"] == 0);
    for pair in chain.windows(2) {
        assert_eq!(pair[1]["cause"], pair[0]["event"]);
    }
    let reasons: Vec<&serde_json::Value> =
        chain.iter().flat_map(|event| event["reasons"].as_array().unwrap()).collect();
    assert!(reasons.iter().any(|reason| reason["source"] == "decision" && reason["draw"].is_object()), "{json}");
    for reason in &reasons {
        let words: String = reason["text"].as_str().unwrap().split_whitespace().collect();
        let shown: String = text.split_whitespace().collect();
        assert!(shown.contains(&words), "{words}");
    }

    let (dot, _) = said(&program(home.path(), &["why", "run", &number, "--dot"]), 0);
    assert!(dot.starts_with("digraph why {") && dot.ends_with("}\n"), "{dot}");
    assert_eq!(dot.matches(" -> ").count(), chain.len() - 1);
    assert_eq!(files(home.path()), before, "nothing is written");
}

#[test]
fn a_tree_is_cut_unless_all_is_asked_for() {
    let home = home();
    let (cut, _) = said(&program(home.path(), &["why", "run", "0", "--tree"]), 0);
    assert!(cut.starts_with("What #0 set off") && cut.contains("--all shows all"), "{cut}");
    let (all, _) = said(&program(home.path(), &["why", "run", "0", "--tree", "--all"]), 0);
    assert!(!all.contains("left out"), "{all}");
    let (json, _) = said(&program(home.path(), &["why", "run", "0", "--tree", "--all", "--json"]), 0);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let (tree, set_off) = (value["tree"].as_array().unwrap(), &value["set_off"]);
    assert_eq!(tree.len() as u64, 1 + set_off["events"].as_u64().unwrap());
    assert_eq!(value["left_out"], 0);
    let lines = all.lines().filter(|line| line.trim_start().split(' ').any(|word| word.starts_with('#'))).count();
    assert!(lines >= tree.len(), "each event has a line: {lines} of {}", tree.len());
    let killed: u64 = tree[1..]
        .iter()
        .flat_map(|event| event["harm"].as_array().unwrap())
        .map(|harm| harm["killed_military"].as_u64().unwrap() + harm["killed_civilian"].as_u64().unwrap())
        .sum();
    assert_eq!(set_off["killed"], killed);
}

#[test]
fn the_first_of_a_kind_and_the_worst_are_those_of_the_table() {
    let home = home();
    let table = fs::read_to_string(home.path().join("run/events.csv")).unwrap();
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let first = rows.iter().find(|row| row[3] == "truce_proposed").unwrap()[0];
    let (text, _) = said(&program(home.path(), &["why", "run", "--first", "truce_proposed"]), 0);
    assert!(text.starts_with(&format!("How #{first} came about\n")), "{text}");

    let number = |text: &str| text.parse::<u64>().unwrap();
    let harm = |event: &str| {
        let of = rows.iter().filter(|row| row[0] == event);
        of.fold((0, 0), |sum, row| {
            (sum.0 + number(row[9]) + number(row[10]), sum.1 + number(row[11]) + number(row[12]))
        })
    };
    let (text, _) = said(&program(home.path(), &["why", "run", "--worst"]), 0);
    let worst = text.lines().next().unwrap().split(['#', ' ']).nth(2).unwrap();
    for row in &rows {
        let (one, other) = (harm(row[0]), harm(worst));
        assert!(one < other || one == other && number(row[0]) >= number(worst), "{row:?} against #{worst}");
    }
}

#[test]
fn questions_without_an_answer_exit_2() {
    let home = home();
    let before = files(home.path());
    fs::create_dir(home.path().join("empty")).unwrap();
    for (arguments, expected) in [
        (&["why", "run", "99999999"][..], "no such event happened in this run"),
        (&["why", "run", "-1"], ""),
        (&["why", "run", "twelve"], "found 'twelve', expected a number"),
        (&["why", "run", "--first", "post_siezed"], "did you mean post_seized?"),
        (&["why", "run", "--first", "monitors_arrive"], "no such event happened in this run"),
        (&["why", "run", "--first", "xyzzy"], "truceline explain kinds"),
        (&["why", "run"], "truceline why [OPTIONS] <DIRECTORY> <EVENT|"),
        (&["why", "run", "1", "--worst"], ""),
        (&["why", "run", "1", "--all"], ""),
        (&["why", "run", "1", "--json", "--dot"], ""),
        (&["why", "empty", "1"], "expected the directory of a run"),
        (&["why", "nowhere", "--worst"], "expected the directory of a run"),
        (&["why", SCENARIO, "--worst"], "expected the directory of a run"),
    ] {
        let (told, talk) = said(&program(home.path(), arguments), 2);
        assert!(told.is_empty(), "{arguments:?}: {told}");
        assert!(talk.contains(expected), "{arguments:?}: {talk}");
    }
    assert_eq!(files(home.path()), before, "nothing is written");
    assert!(fs::read_dir(home.path().join("empty")).unwrap().next().is_none());
}

#[test]
fn nobody_hurt_has_no_worst_event() {
    let home = tempfile::tempdir().unwrap();
    let scenario = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/water-intake.ron");
    let calm = ["run", scenario, "--until", "1h", "--no-plots", "--out", "run"];
    said(&program(home.path(), &calm), 0);
    let (_, talk) = said(&program(home.path(), &["why", "run", "--worst"]), 2);
    assert!(talk.contains("nobody was killed or wounded in this run"), "{talk}");
}
