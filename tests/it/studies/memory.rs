//! Memory does not grow with the number of replications.

#![cfg(target_os = "linux")]

use std::fs;
use std::thread::sleep;
use std::time::Duration;

use super::Home;

/// Highest resident memory of a study of so many replications, in KiB, as far as looking every few milliseconds sees it.
fn peak(home: &Home, replications: u32) -> u64 {
    let id = format!("memory_{replications}");
    let scenario =
        "    scenarios: [\"quiet-season.ron\"],\n    until_hours: 48,\n    shard_runs: 500,\n    curves: quantiles,";
    home.study(&id, &format!("{scenario}\n    replications: {replications},"));
    let mut child = home.start(&["study", "run", &format!("{id}.ron"), "--out", &id, "--no-plots", "--jobs", "2"]);
    let status = format!("/proc/{}/status", child.id());
    let mut highest = 0;
    while child.try_wait().unwrap().is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let found = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
        highest = highest.max(found.unwrap_or(0));
        sleep(Duration::from_millis(2));
    }
    assert!(child.wait().unwrap().success());
    highest
}

#[test]
fn twenty_times_the_replications_take_the_same_memory() {
    let home = Home::new();
    let (few, many) = (peak(&home, 2_000), peak(&home, 40_000));
    assert!(few > 4_000, "{few} KiB is no process");
    // The largest run and the widest histogram of more runs take a little more. All rows of measures, kept, would take a
    // third more.
    assert!(many as f64 <= 1.2 * few as f64, "{few} KiB for 2,000 replications, {many} KiB for 40,000");
}
