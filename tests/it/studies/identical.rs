//! The same study directory, byte for byte, however the work was shared out.

use super::{Home, assert_same, files, said, without_plots};

const FIELDS: &str = "    factors: [(name: \"hour\", path: \"injects.works.at_hours\", levels: [1, 6])],
    replications: 24,
    until_hours: 24,
    shard_runs: 5,
    measures: [\"killed.total\", \"displaced_peak.total\", \"peak_rung\"],";

/// Four processes at the same time, each with its part.
fn four_parts(home: &Home, id: &str) {
    let parts: Vec<_> = (0..4)
        .map(|part| {
            let part = format!("{part}/4");
            home.start(&["study", "run", &format!("{id}.ron"), "--shard", &part, "--out", "parts", "--jobs", "1"])
        })
        .collect();
    for part in parts {
        let output = part.wait_with_output().unwrap();
        assert!(said(&output, 0).contains("when all parts are done: truceline study merge parts"));
    }
}

#[test]
fn workers_order_and_parts_change_no_byte() {
    let home = Home::with("same", &format!("{FIELDS}\n    curves: quantiles,"));
    said(&home.program(&["study", "run", "same.ron", "--jobs", "1", "--out", "one"]), 0);
    let one = files(&home.path("one"));
    for name in ["plots/fan-killed-point001.png", "plots/histogram-peak_rung.svg", "plots/effects.png"] {
        assert!(one.contains_key(name), "{name} of {:?}", one.keys());
    }
    assert_eq!(one.keys().filter(|name| name.starts_with("curves/")).count(), 10);
    for arguments in [&["--jobs", "2"][..], &["--jobs", "8"], &["--jobs", "3", "--shuffle", "5"]] {
        let out = format!("out{}", arguments.concat());
        home.run(&[&["same.ron", "--out", &out], arguments].concat(), 0);
        assert_same(&files(&home.path(&out)), &without_plots(one.clone()));
    }
    four_parts(&home, "same");
    said(&home.program(&["study", "merge", "parts"]), 0);
    assert_same(&files(&home.path("parts")), &one);
}

#[test]
fn so_it_is_with_all_curves() {
    let home = Home::with("same", &format!("{FIELDS}\n    curves: all,\n    curve_step_hours: 0.5,"));
    home.run(&["same.ron", "--jobs", "1", "--out", "one"], 0);
    let one = files(&home.path("one"));
    home.run(&["same.ron", "--jobs", "8", "--shuffle", "9", "--out", "eight"], 0);
    assert_same(&files(&home.path("eight")), &one);
    four_parts(&home, "same");
    said(&home.program(&["study", "merge", "same.ron"]), 2);
    said(&home.program(&["study", "merge", "parts", "--no-plots"]), 0);
    assert_same(&files(&home.path("parts")), &one);
}

#[test]
fn more_parts_than_shards_leave_some_without_work() {
    let home = Home::with("few", "    replications: 2,\n    shard_runs: 2,\n    until_hours: 1,");
    let told = home.run(&["few.ron", "--shard", "0/2", "--out", "few"], 0);
    assert!(told.contains("no shard falls to this part: the study has 1"), "{told}");
    home.run(&["few.ron", "--shard", "1/2", "--out", "few"], 0);
    said(&home.program(&["study", "merge", "few", "--no-plots"]), 0);
}

#[test]
fn a_study_gone_on_with_from_elsewhere_comes_out_the_same() {
    let home =
        Home::with("far", "    replications: 12,\n    shard_runs: 2,\n    events_most: 50,\n    until_hours: 24,");
    home.run(&["far.ron", "--out", "whole"], 1);
    home.run(&["far.ron", "--shard", "0/2", "--out", "parts"], 0);
    std::fs::create_dir(home.path("below")).unwrap();
    let mut elsewhere = home.command(&["study", "run", "../far.ron", "--out", "../parts", "--no-plots"]);
    said(&elsewhere.current_dir(home.path("below")).output().unwrap(), 1);
    assert_same(&files(&home.path("parts")), &files(&home.path("whole")));
}
