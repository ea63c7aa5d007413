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

#[test]
fn every_command_of_the_readme_works() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let place = tempfile::tempdir().unwrap();
    copy_folder(&root.join("scenarios"), &place.path().join("scenarios"));
    fs::create_dir(place.path().join("output")).unwrap();
    let commands: Vec<&str> = readme.lines().filter_map(|line| line.strip_prefix(PREFIX)).collect();
    assert!(commands.len() >= 5, "the README lost its commands: {commands:?}");
    for command in commands {
        let run = Command::new(env!("CARGO_BIN_EXE_truceline"))
            .current_dir(place.path())
            .args(words(command))
            .output()
            .unwrap();
        assert!(run.status.success(), "{command}: {}", String::from_utf8_lossy(&run.stderr));
        assert!(!run.stdout.is_empty(), "{command}: printed nothing");
    }
    let run = place.path().join("output/batken-2021-seed1011");
    let pictures = ["casualties", "escalation", "evacuation", "map", "causes"];
    let plots = pictures.iter().flat_map(|name| [format!("{name}.svg"), format!("{name}.png")]);
    let tables =
        ["summary.json", "events.csv", "claims.csv", "curves.csv", "scenario.json", "manifest.json"].map(str::to_owned);
    for file in plots.chain(tables) {
        assert!(run.join(&file).metadata().is_ok_and(|file| file.len() > 100), "{file} is missing");
    }
}
