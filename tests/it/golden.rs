//! Golden digests: every shipped scenario, run by the built executable at its default seed. A change here is a change of
//! results; it comes in a commit of its own that says why.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const GOLDEN: &str = include_str!("golden.txt");

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn scenarios() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(root().join("scenarios"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".ron").map(str::to_owned))
        .collect();
    names.sort();
    names
}

fn summary(scenario: &str, arguments: &[&str]) -> Value {
    let directory = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_truceline"))
        .current_dir(root())
        .args(["run", &format!("scenarios/{scenario}.ron"), "--json", "--out"])
        .arg(directory.path().join("run"))
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{scenario}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn digest(scenario: &str, arguments: &[&str]) -> String {
    summary(scenario, arguments)["digest"].as_str().unwrap().to_owned()
}

#[test]
fn every_shipped_scenario_has_its_golden_digest() {
    let golden: BTreeMap<&str, &str> = GOLDEN.lines().filter_map(|line| line.split_once(' ')).collect();
    let found: BTreeMap<String, String> =
        scenarios().into_iter().map(|name| (name.clone(), digest(&name, &["--no-plots"]))).collect();
    if std::env::var_os("TRUCELINE_UPDATE_GOLDEN").is_some() {
        let text: String = found.iter().map(|(name, digest)| format!("{name} {digest}\n")).collect();
        std::fs::write(root().join("tests/it/golden.txt"), text).unwrap();
        return;
    }
    let names: Vec<&str> = found.keys().map(String::as_str).collect();
    assert_eq!(golden.keys().copied().collect::<Vec<_>>(), names, "the scenarios and the golden file differ");
    for (name, digest) in &found {
        assert_eq!(golden[name.as_str()], digest, "{name}: results changed");
    }
}

#[test]
fn plots_and_the_process_change_nothing_and_the_seed_does() {
    let plain = digest("batken-2021-fire", &["--no-plots", "--seed", "5"]);
    assert_eq!(digest("batken-2021-fire", &["--seed", "5"]), plain);
    assert_eq!(digest("batken-2021-fire", &["--no-plots", "--seed", "5"]), plain);
    assert_ne!(digest("batken-2021-fire", &["--no-plots", "--seed", "6"]), plain);
    assert_ne!(digest("batken-2021-fire", &["--no-plots", "--seed", "5", "--replication", "1"]), plain);
}
