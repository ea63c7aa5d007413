//! `run --save-at` and `run --from`: one process leaves a run, another goes on with it.

use std::fs;
use std::path::Path;

use super::super::worlds::Dice;
use super::command::{SCENARIO, code, json, program, text};

const TABLES: [&str; 4] = ["events.csv", "claims.csv", "curves.csv", "summary.json"];
const OTHER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/three-sides.ron");

fn assert_same(one: &Path, other: &Path) {
    for name in TABLES {
        assert!(fs::read(one.join(name)).unwrap() == fs::read(other.join(name)).unwrap(), "{name}");
    }
}

#[test]
fn another_process_goes_on_as_if_nothing_had_been() {
    let home = tempfile::tempdir().unwrap();
    let place = home.path();
    let settings =
        ["--seed", "4", "--replication", "2", "--set", "parameters.village.leave_order=2.5", "--until", "2d"];
    let plain = [&["run", SCENARIO, "--no-plots"][..], &settings].concat();
    code(&program(place, &[&plain[..], &["--out", "whole"]].concat()), 0);
    let saving = [&plain[..], &["--out", "saved", "--save-at", "5h", "kept/five.snapshot"]].concat();
    let saved = program(place, &saving);
    code(&saved, 0);
    assert!(text(&saved.stderr).contains("snapshot of 5 h"), "{}", text(&saved.stderr));
    assert_same(&place.join("saved"), &place.join("whole"));
    let on = ["run", SCENARIO, "--no-plots", "--from", "kept/five.snapshot", "--out", "on"];
    code(&program(place, &on), 0);
    assert_same(&place.join("on"), &place.join("whole"));
    assert_eq!(json(&place.join("on/manifest.json"))["digest"], json(&place.join("whole/manifest.json"))["digest"]);
    assert_eq!(json(&place.join("on/manifest.json"))["command"], json(&place.join("whole/manifest.json"))["command"]);
    // What agrees may be said again; a later moment of the continued run can be kept too.
    let more = [
        "--seed",
        "4",
        "--replication",
        "2",
        "--set",
        "parameters.village.leave_order=2.5",
        "--save-at",
        "20h",
        "twenty",
    ];
    code(&program(place, &[&on[..5], &["--out", "again"], &more].concat()), 0);
    assert_same(&place.join("again"), &place.join("whole"));
    code(&program(place, &["run", SCENARIO, "--no-plots", "--from", "twenty", "--out", "later"]), 0);
    assert_same(&place.join("later"), &place.join("whole"));
}

#[test]
fn a_change_beside_a_snapshot_is_a_branch_by_hand() {
    let home = tempfile::tempdir().unwrap();
    let place = home.path();
    let base = ["run", SCENARIO, "--no-plots", "--until", "2d"];
    code(&program(place, &[&base[..], &["--out", "whole", "--save-at", "2h", "two"]].concat()), 0);
    let set = ["--set", "parameters.village.leave_order=3.0"];
    let by_hand = [&["run", SCENARIO, "--no-plots", "--from", "two", "--out", "hand"][..], &set].concat();
    let output = program(place, &by_hand);
    code(&output, 0);
    assert!(text(&output.stderr).contains("from 2 h on with a change"), "{}", text(&output.stderr));
    let branch =
        [&["branch", SCENARIO, "--no-plots", "--until", "2d", "--at", "2h", "--out", "branch"][..], &set].concat();
    code(&program(place, &branch), 0);
    assert_same(&place.join("hand"), &place.join("branch/changed"));
    assert_same(&place.join("whole"), &place.join("branch/unchanged"));
    // Made again from its directory, and gone on with: a snapshot of a branch knows that it is one.
    code(&program(place, &["plot", "hand"]), 0);
    code(&program(place, &[&by_hand[..], &["--save-at", "9h", "nine"]].concat()), 0);
    code(&program(place, &["run", SCENARIO, "--no-plots", "--from", "nine", "--out", "nine-on"]), 0);
    assert_same(&place.join("nine-on"), &place.join("hand"));
    code(&program(place, &["plot", "nine-on"]), 0);
}

#[test]
fn whatever_does_not_fit_is_refused_and_nothing_is_written() {
    let home = tempfile::tempdir().unwrap();
    let place = home.path();
    let base = ["run", SCENARIO, "--no-plots", "--until", "1d", "--seed", "4"];
    code(&program(place, &[&base[..], &["--out", "whole", "--save-at", "5h", "five"]].concat()), 0);
    let bytes = fs::read(place.join("five")).unwrap();
    let forge = |name: &str, at: usize| {
        let mut other = bytes.clone();
        other[at] = other[at].wrapping_add(1);
        fs::write(place.join(name), other).unwrap();
    };
    forge("format", 8);
    forge("result", 12);
    fs::write(place.join("empty"), "").unwrap();
    fs::write(place.join("text"), "not a snapshot at all, only some words").unwrap();
    fs::write(place.join("longer"), [&bytes[..], b"x"].concat()).unwrap();
    let before = fs::read_dir(place).unwrap().count();
    for (scenario, more, expected) in [
        (SCENARIO, &["--from", "format"][..], "format version: found 4, expected 3"),
        (SCENARIO, &["--from", "result"], "result version: found 2, expected 1"),
        (OTHER, &["--from", "five"], "another scenario"),
        (SCENARIO, &["--from", "empty"], "does not begin as a snapshot"),
        (SCENARIO, &["--from", "text"], "does not begin as a snapshot"),
        (SCENARIO, &["--from", "longer"], "its length is not the one it states"),
        (SCENARIO, &["--from", "missing"], "cannot be read"),
        (SCENARIO, &["--from", "whole"], "found a directory"),
        (SCENARIO, &["--from", "five", "--seed", "5"], "--seed: found 5, expected 4"),
        (SCENARIO, &["--from", "five", "--replication", "1"], "--replication: found 1, expected 0"),
        (SCENARIO, &["--from", "five", "--until", "5h"], "expected more than the 5.00 h"),
        (SCENARIO, &["--from", "five", "--until", "300d"], "from the start instead"),
        (SCENARIO, &["--from", "five", "--set", "horizon_days=3"], "--until"),
        (SCENARIO, &["--from", "five", "--inject", "nonsense"], "nonsense"),
        (SCENARIO, &["--from", "five", "--save-at", "5h", "x"], "expected a moment after 5.00 h"),
        (SCENARIO, &["--from", "five", "--posterior", "x"], "cannot be used with"),
        (SCENARIO, &["--inject", "nonsense"], "--from"),
        (SCENARIO, &["--until", "1d", "--save-at", "24h", "x"], "before the end at 24.00 h"),
        (SCENARIO, &["--save-at", "0h", "x"], "expected a moment after the start"),
        (SCENARIO, &["--save-at", "5h"], "2 values required"),
    ] {
        let output = program(place, &[&["run", scenario, "--no-plots", "--out", "new"][..], more].concat());
        code(&output, 2);
        let told = text(&output.stderr);
        assert!(told.contains(expected), "{more:?}: {told}");
    }
    assert_eq!(fs::read_dir(place).unwrap().count(), before, "nothing is written");
    // A file that is no snapshot is not replaced.
    let output = program(place, &["run", SCENARIO, "--no-plots", "--out", "new", "--save-at", "5h", "text"]);
    code(&output, 3);
    assert!(text(&output.stderr).contains("no snapshot"), "{}", text(&output.stderr));
    assert!(!place.join("new").exists());
}

#[test]
fn damaged_files_are_refused_by_the_command() {
    let home = tempfile::tempdir().unwrap();
    let place = home.path();
    let base = ["run", SCENARIO, "--no-plots", "--until", "1d", "--out", "whole", "--save-at", "5h", "five"];
    code(&program(place, &base), 0);
    let bytes = fs::read(place.join("five")).unwrap();
    let dice = &mut Dice::new("damaged files", 0);
    for number in 0..48 {
        let mut damaged = bytes.clone();
        if number % 2 == 0 {
            damaged.truncate(if number < 24 { 4 * number } else { dice.whole(0, bytes.len() - 1) });
        } else {
            let bit = if number < 24 { 30 * number } else { dice.whole(0, 8 * bytes.len() - 1) };
            damaged[bit / 8] ^= 1 << (bit % 8);
        }
        fs::write(place.join("damaged"), &damaged).unwrap();
        let output = program(place, &["run", SCENARIO, "--no-plots", "--from", "damaged", "--out", "new"]);
        code(&output, 2);
        let told = text(&output.stderr);
        assert!(told.contains("damaged: snapshot") && !told.contains("internal error"), "{number}: {told}");
    }
    assert!(!place.join("new").exists(), "nothing is written");
}
