//! The teaching page: what the engine in it must give, what `truceline lab` writes, and what it refuses.
//!
//! The page itself runs under Node (`lab/tests/`) and in a browser; the files that those tests compare with are checked here
//! against the native library.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;

use truceline::engine::{Limits, Time};
use truceline::experiment::branch::Branch;
use truceline::experiment::{conclude, replicate, run_on};
use truceline::model::RESULT_VERSION;
use truceline::scenario::{Files, Prepared, load, plain};

const SEEDS: u64 = 20;
/// Runs that are changed on the way: scenario, seed, moment in hours, action.
const BRANCHES: [(&str, u64, f64, &str); 4] = [
    ("failed-truces", 3, 20.0, r#"talks(side: "north", adversary: "south", channel: "governors")"#),
    ("one-bridge", 5, 2.5, r#"close_road(road: "north_3--bridge")"#),
    ("slow-orders", 7, 30.25, r#"evacuate(district: "north_district")"#),
    ("batken-2021", 11, 31.0, r#"pressure(side: "kg", amount: 0.5)"#),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn updating() -> bool {
    std::env::var_os("TRUCELINE_UPDATE_GOLDEN").is_some()
}

fn shipped() -> Vec<String> {
    let listed = std::fs::read_dir(root().join("scenarios")).unwrap();
    let names = listed.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter_map(|name| name.strip_suffix(".ron").map(str::to_owned)).collect();
    names.sort();
    names
}

fn prepared(name: &str) -> Prepared {
    let path = root().join(format!("scenarios/{name}.ron"));
    Prepared::read(&Files, path.to_str().unwrap()).unwrap()
}

fn digests() -> String {
    let mut text = "scenario,seed,digest,at_milliseconds,action\n".to_owned();
    for name in shipped() {
        let setup = prepared(&name).with(&[]).unwrap().0;
        for seed in 1..=SEEDS {
            let run = replicate(&setup, seed, 0, &Limits::until(setup.horizon), &mut ());
            writeln!(text, "{name},{seed},{},,", run.digest_text()).unwrap();
        }
    }
    for (name, seed, hours, action) in BRANCHES {
        let (prepared, at) = (prepared(name), Time::from_hours(hours));
        let standing = prepared.standing(&[]).unwrap();
        let after = prepared.branch(&standing, at, &[], &[action.to_owned()]).unwrap().standing.setup;
        let limits = Limits::until(standing.setup.horizon);
        let branch = Branch { before: standing.setup, after, at };
        let mut simulation = branch.stem(seed, 0, &limits, &mut ()).unwrap();
        branch.take(&mut simulation, &mut ());
        let outcome = run_on(&mut simulation, &limits, &mut (), 1, &mut |_| {});
        let digest = conclude(simulation, outcome, &limits).digest_text();
        writeln!(text, "{name},{seed},{digest},{},{action}", at.milliseconds()).unwrap();
    }
    text
}

#[test]
fn the_digests_that_the_lab_is_held_against_are_native_ones() {
    let path = root().join("lab/tests/digests.csv");
    let found = digests();
    if updating() {
        std::fs::write(path, found).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(path).unwrap();
    for (expected, found) in expected.lines().zip(found.lines()) {
        assert_eq!(
            expected, found,
            "results changed: set TRUCELINE_UPDATE_GOLDEN and rebuild the page with scripts/lab"
        );
    }
    assert_eq!(expected.len(), found.len());
}

#[test]
fn diagnostics_that_the_lab_is_held_against_are_those_of_check() {
    let directory = root().join("lab/tests/broken");
    let mut checked = 0;
    for entry in std::fs::read_dir(&directory).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".txt") {
            continue;
        }
        let texts = truceline::scenario::Texts::one(&name, &std::fs::read_to_string(directory.join(&name)).unwrap());
        let found = plain(&load(&texts, &name, &[]).expect_err("the scenario is broken"));
        let told = directory.join(format!("{name}.txt"));
        if updating() {
            std::fs::write(&told, &found).unwrap();
        }
        assert_eq!(std::fs::read_to_string(told).unwrap(), found, "{name}");
        // The command shows the same problems in the text; each of its messages stands in there.
        let output = lab_command(&["check", &name], &directory);
        assert_eq!(output.status.code(), Some(2), "{name}");
        let shown: String = String::from_utf8_lossy(&output.stderr).split_whitespace().collect();
        for line in found.lines() {
            let message = line.split_once(": ").unwrap().1.split(" (did you mean").next().unwrap();
            let message: String = message.split_whitespace().collect();
            assert!(shown.contains(&message), "{name}: {line}\n{}", String::from_utf8_lossy(&output.stderr));
        }
        checked += 1;
    }
    assert!(checked >= 4);
}

fn lab_command(arguments: &[&str], directory: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_truceline")).current_dir(directory).args(arguments).output().unwrap()
}

/// The scenarios in a page.
fn elements(page: &str) -> serde_json::Value {
    let (_, rest) = page.split_once("id=\"scenarios\">").unwrap();
    let bytes = STANDARD.decode(rest.split_once("</script>").unwrap().0).unwrap();
    serde_json::from_reader(GzDecoder::new(&bytes[..])).unwrap()
}

#[test]
fn the_page_is_one_small_file_with_all_shipped_scenarios() {
    let directory = tempfile::tempdir().unwrap();
    let output = lab_command(&["lab", "--out", "lesson.html"], directory.path());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stderr).contains("next: open lesson.html"));
    let page = std::fs::read_to_string(directory.path().join("lesson.html")).unwrap();
    assert!(page.len() <= 1_500_000, "{} bytes", page.len());
    assert!(page.contains(&format!("<meta name=\"truceline-result-version\" content=\"{RESULT_VERSION}\">")));
    assert!(page.contains("default-src 'none'"), "the page forbids itself the network");
    for word in [" src=\"", "http-equiv=\"refresh\"", "@import", "/home/", env!("CARGO_MANIFEST_DIR")] {
        assert!(!page.contains(word), "{word}");
    }
    let scenarios = elements(&page);
    let scenarios = scenarios.as_array().unwrap();
    assert_eq!(scenarios.len(), shipped().len());
    // Each is the whole scenario: read back, it is the same setup.
    for name in shipped() {
        let origin = format!("scenarios/{name}.ron");
        let files = scenarios.iter().find(|files| files["origin"] == origin).expect("every shipped scenario");
        let text = files["texts"][0]["text"].as_str().unwrap();
        let path = files["path"].as_str().unwrap();
        let there = load(&truceline::scenario::Texts::one(path, text), path, &[]).unwrap();
        assert_eq!(there.document, prepared(&name).with(&[]).unwrap().1, "{name}");
    }
    // Again: an earlier page is replaced.
    assert!(lab_command(&["lab", "--out", "lesson.html"], directory.path()).status.success());
}

#[test]
fn a_page_of_one_scenario_and_what_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let there = directory.path();
    let scenario = root().join("scenarios/one-bridge.ron");
    let output = lab_command(&["lab", scenario.to_str().unwrap()], there);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let page = std::fs::read_to_string(there.join("lab.html")).unwrap();
    assert_eq!(elements(&page).as_array().unwrap().len(), 1);

    std::fs::write(there.join("thesis.html"), "three years of work").unwrap();
    let output = lab_command(&["lab", "--out", "thesis.html"], there);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--force"));
    assert_eq!(std::fs::read_to_string(there.join("thesis.html")).unwrap(), "three years of work");
    assert!(lab_command(&["lab", "--out", "thesis.html", "--force"], there).status.success());

    let broken = root().join("lab/tests/broken/values.ron");
    let output = lab_command(&["lab", broken.to_str().unwrap(), "--out", "broken.html"], there);
    assert_eq!(output.status.code(), Some(2));
    assert!(!there.join("broken.html").exists());
    assert_eq!(lab_command(&["lab", "--out", "no/such/place.html"], there).status.code(), Some(3));
    let left: Vec<PathBuf> = std::fs::read_dir(there).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

/// Other versions of a crate might give other results.
#[test]
fn the_lab_is_locked_to_the_versions_of_the_program() {
    let versions = |path: &str| -> BTreeMap<String, Vec<String>> {
        let text = std::fs::read_to_string(root().join(path)).unwrap();
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for package in text.split("[[package]]").skip(1) {
            let field =
                |name: &str| package.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim_matches('"');
            found.entry(field("name = ").to_owned()).or_default().push(field("version = ").to_owned());
        }
        found
    };
    let program = versions("Cargo.lock");
    for (name, used) in versions("lab/Cargo.lock") {
        for version in used.iter().filter(|_| name != "truceline-lab") {
            assert!(program.get(&name).is_some_and(|known| known.contains(version)), "{name} {version}");
        }
    }
}
