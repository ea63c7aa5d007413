//! Shards that are not what was written are found and made again.

use std::fs;
use std::path::PathBuf;

use super::{Home, assert_same, files, said};

const FIELDS: &str = "    replications: 20,\n    until_hours: 12,\n    shard_runs: 4,\n    curves: quantiles,\n    measures: [\"killed.total\"],";

/// Does something to a finished study; `said` is what `study run` must say before all is again as it was.
#[track_caller]
fn repaired(home: &Home, what: &str, harm: impl Fn(&dyn Fn(&str) -> PathBuf)) {
    let before = files(&home.path("out"));
    harm(&|name| home.path("out").join(name));
    assert!(files(&home.path("out")) != before, "harm was done");
    let told = said(&home.program(&["study", "merge", "out", "--no-plots"]), 1);
    assert!(told.contains("the study is not complete: 1 of 5 shards missing or damaged"), "{told}");
    let told = said(&home.program(&["study", "status", "out"]), 0);
    assert!(told.contains(what), "{told}");
    let told = home.run(&["harm.ron", "--out", "out"], 0);
    assert!(told.contains(what) && told.contains("4 runs made"), "{told}");
    assert_same(&files(&home.path("out")), &before);
}

#[test]
fn every_kind_of_damage_is_found_and_undone() {
    let home = Home::with("harm", FIELDS);
    home.run(&["harm.ron", "--out", "out"], 0);
    for name in ["runs/000002.parquet", "curves/000002.parquet"] {
        let length = fs::metadata(home.path("out").join(name)).unwrap().len() as usize;
        for byte in [0, length / 3, length / 2, length - 1] {
            repaired(&home, name, |path| {
                let mut bytes = fs::read(path(name)).unwrap();
                bytes[byte] ^= 4;
                fs::write(path(name), bytes).unwrap();
            });
        }
        for keep in [0, length / 2, length - 1] {
            repaired(&home, name, |path| {
                let bytes = fs::read(path(name)).unwrap();
                fs::write(path(name), &bytes[..keep]).unwrap();
            });
        }
    }
    repaired(&home, "found another shard of the study", |path| {
        fs::copy(path("runs/000001.parquet"), path("runs/000003.parquet")).unwrap();
    });
    repaired(&home, "found another table of the shard", |path| {
        fs::copy(path("runs/000003.parquet"), path("curves/000003.parquet")).unwrap();
    });
}

#[test]
fn a_shard_of_another_study_is_found() {
    let home = Home::with("harm", FIELDS);
    home.study("other", &FIELDS.replace("until_hours: 12", "until_hours: 13"));
    home.run(&["harm.ron", "--out", "out"], 0);
    home.run(&["other.ron", "--out", "other"], 0);
    repaired(&home, "found a shard of another study", |path| {
        fs::copy(home.path("other/runs/000003.parquet"), path("runs/000003.parquet")).unwrap();
    });
}

#[test]
fn what_killed_processes_left_is_swept_up() {
    let home = Home::with("harm", FIELDS);
    home.run(&["harm.ron", "--out", "out"], 0);
    let before = files(&home.path("out"));
    for name in ["runs/.000001.parquet", "curves/.000001.parquet", "tables/.measures.csv", ".stopping.json"] {
        fs::write(home.path("out").join(format!("{name}.partial-4000000-0")), "half").unwrap();
    }
    home.run(&["harm.ron", "--out", "out"], 0);
    assert_same(&files(&home.path("out")), &before);
    fs::create_dir_all(home.path("begun/log/locks")).unwrap();
    fs::write(home.path("begun/.inputs.json.partial-4000000-0"), "half").unwrap();
    home.run(&["harm.ron", "--out", "begun"], 0);
    assert_same(&files(&home.path("begun")), &before);
}
