//! Which directories a study takes, and which it refuses.

use std::fs;

use truceline::experiment::study::Study;
use truceline::scenario::Files;
use truceline::scenario::study::load_study;
use truceline::store::study::StudyDirectory;
use truceline::store::{Native, RangeLock};

use super::{Home, assert_same, files, said};

const FIELDS: &str = "    replications: 8,\n    until_hours: 6,\n    shard_runs: 1,";

/// The study is refused with exit 3 and this text, and the directory stays as it is.
#[track_caller]
fn refused(home: &Home, study: &str, directory: &str, text: &str) {
    let before = files(&home.path(directory));
    let told = home.run(&[study, "--out", directory], 3);
    assert!(told.contains(text) && told.contains("hint: "), "{told}");
    assert_same(&files(&home.path(directory)), &before);
}

#[test]
fn a_directory_of_something_else_is_refused_and_left_alone() {
    let home = Home::with("mine", FIELDS);
    home.run(&["mine.ron", "--out", "out"], 0);
    home.study("yours", FIELDS);
    refused(&home, "yours.ron", "out", "found the study mine, expected yours");
    home.study("mine", &FIELDS.replace('8', "9"));
    refused(
        &home,
        "mine.ron",
        "out",
        "found an earlier form of the study mine: its file or scenarios have changed since",
    );
    home.study("mine", FIELDS);
    home.run(&["mine.ron", "--out", "out"], 0);
    let scenario = fs::read_to_string(home.path("water-intake.ron")).unwrap();
    home.write("water-intake.ron", &scenario.replace("crew: 40", "crew: 41"));
    refused(&home, "mine.ron", "out", "have changed since");
    home.run(&["out"], 0);
    home.write("water-intake.ron", &scenario);
    let json = fs::read_to_string(home.path("out/study.json")).unwrap();
    let changed =
        json.replace("\"result_version\": ", "\"result_version\": 9").replace("\"identity\": \"", "\"identity\": \"0");
    home.write("out/study.json", &changed);
    refused(&home, "mine.ron", "out", "found a study of result version 9");
    home.write("out/study.json", "{}");
    refused(&home, "mine.ron", "out", "found a study.json that is not ours");
}

#[test]
fn a_directory_with_foreign_files_is_refused() {
    let home = Home::with("mine", FIELDS);
    for name in ["thesis.txt", ".git"] {
        let directory = name.trim_start_matches('.');
        fs::create_dir(home.path(directory)).unwrap();
        home.write(&format!("{directory}/{name}"), "years of work");
        refused(&home, "mine.ron", directory, &format!("found {name} and no study.json"));
        assert!(!home.path(directory).join("log").exists());
    }
    home.write("file", "");
    let told = home.run(&["mine.ron", "--out", "file"], 3);
    assert!(told.contains("study directory file: found a file"), "{told}");
    fs::create_dir(home.path("empty")).unwrap();
    home.run(&["mine.ron", "--out", "empty"], 0);
}

#[test]
fn places_without_a_study_are_said_to_have_none() {
    let home = Home::with("mine", FIELDS);
    fs::create_dir(home.path("empty")).unwrap();
    for arguments in [&["study", "status", "empty"][..], &["study", "merge", "empty"], &["study", "run", "empty"]] {
        assert!(said(&home.program(arguments), 2).contains("expected a study"));
    }
    for arguments in [&["study", "status", "mine.ron"][..], &["study", "merge", "mine.ron"]] {
        assert!(said(&home.program(arguments), 2).contains("found no study, expected one that has begun"));
    }
    assert!(said(&home.program(&["study", "run", "none.ron"]), 2).contains("no such file"));
    assert!(!home.path("output").exists());
}

#[test]
fn shards_that_another_process_works_on_are_refused_and_others_are_not() {
    let home = Home::with("mine", FIELDS);
    home.run(&["mine.ron", "--out", "out", "--shard", "3/4"], 0);
    let lock = RangeLock::acquire(&home.path("out/log"), 2, 4, "truceline study run").unwrap();
    for part in ["0/1", "1/4", "0/2"] {
        let told = home.run(&["mine.ron", "--out", "out", "--shard", part], 3);
        let holder = format!("found 2..4 locked by process {} on", std::process::id());
        assert!(told.contains(&holder) && told.contains("each with its own --shard i/n"), "{told}");
    }
    home.run(&["mine.ron", "--out", "out", "--shard", "0/4"], 0);
    home.run(&["mine.ron", "--out", "out", "--shard", "2/4"], 0);
    let told = said(&home.program(&["study", "merge", "out", "--no-plots"]), 1);
    assert!(told.contains("2 of 8 shards missing or damaged (2, 3)"), "{told}");
    drop(lock);
    home.run(&["mine.ron", "--out", "out"], 0);
    home.run(&["mine.ron", "--out", "whole"], 0);
    assert_same(&files(&home.path("out")), &files(&home.path("whole")));
}

#[test]
fn processes_that_begin_a_directory_together_do_not_take_each_other_for_strangers() {
    let home = Home::with("mine", FIELDS);
    home.run(&["mine.ron", "--out", "out"], 0);
    let study = load_study(&Files, home.path("mine.ron").to_str().unwrap()).and_then(Study::new).unwrap();
    let begun = home.path("out/study.json");
    let aside = home.path("aside.json");
    for round in 0..300 {
        fs::rename(&begun, &aside).unwrap();
        // What stands beside it while a directory is being begun.
        for name in ["tables", "plots", "stopping.json"] {
            let _ = fs::remove_dir_all(home.path("out").join(name));
        }
        std::thread::scope(|scope| {
            let other = scope.spawn(|| {
                let directory = StudyDirectory::new(&Native, &home.0.path().join("out"));
                while !directory.check(&study).unwrap_or_else(|error| panic!("round {round}: {error}")) {}
            });
            std::thread::sleep(std::time::Duration::from_micros(200));
            fs::rename(&aside, &begun).unwrap();
            other.join().unwrap();
        });
    }
    // And as whole processes, which end with the same bytes.
    let all: Vec<_> = (0..8)
        .map(|part| {
            let part = format!("{part}/8");
            home.start(&["study", "run", "mine.ron", "--out", "together", "--shard", &part, "--progress", "none"])
        })
        .collect();
    for one in all {
        said(&one.wait_with_output().unwrap(), 0);
    }
    home.run(&["together"], 0);
    home.run(&["out"], 0);
    assert_same(&files(&home.path("together")), &files(&home.path("out")));
}
