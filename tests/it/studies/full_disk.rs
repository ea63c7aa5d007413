//! A disk that is full ends the work without harm, and it goes on when there is room again.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use truceline::experiment::study::Study;
use truceline::scenario::Files;
use truceline::scenario::study::load_study;
use truceline::store::StoreError;
use truceline::store::study::{Ended, Options, StudyDirectory, run};

use super::{Home, assert_same, files};
use crate::guarded::{Guarded, Operation, full_after};

/// Begins the study and runs all its shards with so much room.
fn with_room(study: &Study, directory: &Path, room: u64) -> Result<Ended, StoreError> {
    let room = AtomicU64::new(room);
    let files = Guarded(|operation: Operation<'_>| {
        let Operation::Write(path, bytes) = operation else { return Ok(()) };
        let needed = bytes.len() as u64;
        let taken = room.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |room| room.checked_sub(needed));
        taken.map_or_else(|room| full_after(path, bytes, room as usize), |_| Ok(()))
    });
    let directory = StudyDirectory::new(&files, directory);
    directory.begin(study)?;
    let options = Options { jobs: 2, shards: (0..study.shards()).collect(), until: None, failures_most: 0 };
    run(study, &directory, &options, &AtomicBool::new(false), &|_| ())
}

#[test]
fn a_full_disk_leaves_whole_files_only_and_the_study_goes_on() {
    let home =
        Home::with("full", "    replications: 20,\n    until_hours: 12,\n    shard_runs: 2,\n    curves: quantiles,");
    let study = load_study(&Files, home.path("full.ron").to_str().unwrap()).and_then(Study::new).unwrap();
    assert_eq!(with_room(&study, &home.path("whole"), u64::MAX).unwrap(), Ended::Complete);
    let whole = files(&home.path("whole"));
    let total: u64 = whole.values().map(|bytes| bytes.len() as u64).sum();
    let (mut refused, mut attempts) = (0, 0);
    loop {
        attempts += 1;
        match with_room(&study, &home.path("out"), 40_000 + total / 9) {
            Ok(ended) => break assert_eq!(ended, Ended::Complete),
            Err(error) => {
                refused += 1;
                assert!(
                    error.hint().contains("free some space") && error.to_string().starts_with("cannot write"),
                    "{error}"
                );
                for (name, bytes) in files(&home.path("out")) {
                    assert!(whole.get(&name) == Some(&bytes), "{name} is whole or not there");
                }
            }
        }
        assert!(attempts < 50, "the study goes on a little each time");
    }
    assert!(refused >= 3, "{refused} of {attempts}");
    assert_same(&files(&home.path("out")), &whole);
}

#[test]
fn a_directory_that_cannot_be_begun_is_begun_later() {
    let home = Home::with("full", "    replications: 2,\n    until_hours: 1,");
    let study = load_study(&Files, home.path("full.ron").to_str().unwrap()).and_then(Study::new).unwrap();
    for room in [0, 1_000, 20_000] {
        assert!(with_room(&study, &home.path("out"), room).is_err(), "{room} bytes are not enough");
    }
    assert_eq!(with_room(&study, &home.path("out"), u64::MAX).unwrap(), Ended::Complete);
}

#[test]
fn the_program_ends_with_3_when_a_place_cannot_be_written() {
    let home = Home::with("full", "    replications: 2,\n    until_hours: 1,");
    for out in ["/proc/truceline", "/dev/full", "/dev/full/out"] {
        let told = home.run(&["full.ron", "--out", out], 3);
        assert!(told.starts_with("error: ") && told.contains("hint: "), "{told}");
    }
}
