//! Processes that are killed or interrupted lose the shards in flight and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::Duration;

use super::{Home, Scrambled, assert_same, files, said};

const FIELDS: &str = "    replications: 480,
    until_hours: 24,
    shard_runs: 4,
    curves: quantiles,
    measures: [\"killed.total\", \"wounded.total\"],";
const SHARDS: usize = 120;
const KILLS: usize = 40;

fn written(home: &Home, folder: &str) -> usize {
    let Ok(entries) = fs::read_dir(home.path("out").join(folder)) else { return 0 };
    entries.flatten().filter(|entry| entry.path().extension().is_some_and(|ending| ending == "parquet")).count()
}

/// Waits until the process has written some more shards, or is at its end.
fn wait_for(home: &Home, child: &mut Child, shards: usize) {
    while written(home, "runs") < shards && child.try_wait().unwrap().is_none() {
        sleep(Duration::from_millis(1));
    }
}

/// How often each shard was finished, from the logs of all processes.
fn finished(home: &Home) -> BTreeMap<u64, usize> {
    let mut counts = BTreeMap::new();
    for entry in fs::read_dir(home.path("out/log")).unwrap().flatten().filter(|entry| entry.path().is_file()) {
        for line in fs::read_to_string(entry.path()).unwrap().lines().filter(|line| !line.starts_with("shard,")) {
            *counts.entry(line.split(',').next().unwrap().parse().unwrap()).or_insert(0) += 1;
        }
    }
    counts
}

#[test]
fn forty_kills_change_no_byte_and_lose_shards_in_flight_only() {
    let home = Home::with("killed", FIELDS);
    home.run(&["killed.ron", "--out", "whole"], 0);
    let mut scrambled = Scrambled(7);
    let (mut before, mut killed_at_work) = (0, 0);
    for kill in 0..KILLS {
        let jobs = (1 + scrambled.below(3)).to_string();
        let mut child = home.start(&["study", "run", "killed.ron", "--out", "out", "--no-plots", "--jobs", &jobs]);
        wait_for(&home, &mut child, before + scrambled.below(6) as usize);
        sleep(Duration::from_millis(scrambled.below(9)));
        child.kill().unwrap();
        killed_at_work += usize::from(child.wait().unwrap().code().is_none());
        let now = written(&home, "runs");
        assert!(now >= before, "kill {kill}: {before} shards stood, {now} are left");
        before = now;
    }
    assert!(killed_at_work >= KILLS / 2, "only {killed_at_work} processes were killed at work");
    let told = home.program(&["study", "run", "killed.ron", "--out", "out", "--no-plots", "--progress", "json"]);
    let told = said(&told, 0);
    let last = told.lines().rfind(|line| line.starts_with('{')).expect("a line of JSON");
    let counts: serde_json::Value = serde_json::from_str(last).unwrap();
    let (kept, made) = (counts["kept"].as_u64().unwrap() / 4, counts["made"].as_u64().unwrap() / 4);
    assert_eq!(kept + made, SHARDS as u64, "{counts}");
    // Of a shard in flight the runs may stand and the curves not.
    assert!(kept as usize + 3 >= before, "{before} shards stood, {kept} were kept");
    assert_same(&files(&home.path("out")), &files(&home.path("whole")));
    let finished = finished(&home);
    assert!(finished.values().all(|&times| times == 1), "{finished:?}");
}

#[test]
fn an_interrupt_ends_with_130_and_the_same_command_goes_on() {
    let home = Home::with("stopped", FIELDS);
    home.run(&["stopped.ron", "--out", "whole"], 0);
    for signal in ["-INT", "-TERM"] {
        let mut child = home.start(&["study", "run", "stopped.ron", "--out", "out", "--no-plots", "--jobs", "1"]);
        wait_for(&home, &mut child, written(&home, "runs") + 2);
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
        let told = said(&child.wait_with_output().unwrap(), 130);
        assert!(told.contains("interrupted: what is written stays; the same command goes on from there"), "{told}");
        assert!(written(&home, "curves") < SHARDS, "it was at work");
    }
    home.run(&["out"], 0);
    assert_same(&files(&home.path("out")), &files(&home.path("whole")));
}
