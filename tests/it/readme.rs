//! The commands of the README do what it says: each one is run with the built program, in a copy of the scenarios.

use std::fs;
use std::path::Path;
use std::process::Command;

const PREFIX: &str = "cargo run --release -- ";

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The words of a command; none of the README has a space within quotes.
fn words(command: &str) -> impl Iterator<Item = &str> {
    command
        .split_whitespace()
        .map(|word| word.strip_prefix('\'').and_then(|word| word.strip_suffix('\'')).unwrap_or(word))
}

/// Runs a command of the README and returns what it prints.
fn execute(home: &Path, command: &str) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_truceline")).current_dir(home).args(words(command)).output().unwrap();
    assert!(run.status.success(), "{command}: {}", String::from_utf8_lossy(&run.stderr));
    assert!(!run.stdout.is_empty(), "{command}: printed nothing");
    String::from_utf8(run.stdout).unwrap()
}

#[test]
fn every_command_of_the_readme_works() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let place = tempfile::tempdir().unwrap();
    copy_folder(&root.join("scenarios"), &place.path().join("scenarios"));
    fs::create_dir(place.path().join("output")).unwrap();
    let (mut commands, mut blocks) = (0, 0);
    let mut printed = String::new();
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        if let Some(command) = line.strip_prefix(PREFIX) {
            printed = execute(place.path(), command);
            commands += 1;
        } else if line == "```text" {
            // What stands here is what the command before it prints, word for word.
            let shown: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let real: Vec<&str> = printed.lines().collect();
            let first = shown.iter().zip(&real).position(|(one, other)| one != other);
            assert_eq!(shown, real, "the README shows something else from line {first:?} on");
            blocks += 1;
        }
    }
    assert!(commands >= 5 && blocks >= 2, "the README lost its commands: {commands}, or what they print: {blocks}");
    let run = place.path().join("output/batken-2021-seed1011");
    let pictures = ["casualties", "escalation", "evacuation", "map", "causes"];
    let plots = pictures.iter().flat_map(|name| [format!("{name}.svg"), format!("{name}.png")]);
    let tables =
        ["summary.json", "events.csv", "claims.csv", "curves.csv", "trees.csv", "scenario.json", "manifest.json"]
            .map(str::to_owned);
    for file in plots.chain(tables) {
        assert!(run.join(&file).metadata().is_ok_and(|file| file.len() > 100), "{file} is missing");
    }
}
