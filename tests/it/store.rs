//! Output directories appear whole or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use truceline::store::{Entry, File, FileSystem, Native, OutputDirectory, Replaced, StoreError};

use crate::guarded::{Operation, failing_at};

fn earlier(manifest: &[u8]) -> Option<Vec<String>> {
    (manifest == b"mine").then(|| vec!["data.csv".to_string()])
}

fn contents(text: &str) -> Vec<File> {
    vec![File::new("data.csv", text), File::new("manifest.json", "mine")]
}

fn write(files: &impl FileSystem, target: &Path, force: bool, text: &str) -> Result<Replaced, StoreError> {
    OutputDirectory::new(files, target, force, &earlier)?.write(&contents(text))
}

fn names(directory: &Path) -> Vec<String> {
    Native.names(directory).unwrap()
}

#[test]
fn the_same_run_can_be_written_twice() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("deep/er/run");
    assert_eq!(write(&Native, &target, false, "one").unwrap(), Replaced::Nothing);
    assert_eq!(write(&Native, &target, false, "two").unwrap(), Replaced::EarlierRun);
    assert_eq!(fs::read_to_string(target.join("data.csv")).unwrap(), "two");
    assert_eq!(names(target.parent().unwrap()), ["run"], "nothing else is left");
}

#[test]
fn anything_else_is_refused_without_force_and_kept_with_it() {
    for (name, content) in [("notes.txt", "thesis"), ("manifest.json", "another's")] {
        let home = tempfile::tempdir().unwrap();
        let target = home.path().join("run");
        fs::create_dir(&target).unwrap();
        fs::write(target.join(name), content).unwrap();
        let error = write(&Native, &target, false, "one").unwrap_err();
        assert!(matches!(error, StoreError::Occupied { .. }), "{error}");
        assert_eq!(fs::read_to_string(target.join(name)).unwrap(), content);
        let kept = PathBuf::from(format!("{}.before-1", target.canonicalize().unwrap().display()));
        assert_eq!(write(&Native, &target, true, "one").unwrap(), Replaced::KeptAt(kept.clone()));
        assert_eq!(fs::read_to_string(kept.join(name)).unwrap(), content);
        assert_eq!(fs::read_to_string(target.join("data.csv")).unwrap(), "one");
    }
}

#[test]
fn a_strangers_file_in_an_earlier_run_is_not_lost() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("run");
    write(&Native, &target, false, "one").unwrap();
    fs::write(target.join("notes.txt"), "thesis").unwrap();
    let error = write(&Native, &target, false, "two").unwrap_err().to_string();
    assert!(error.contains("notes.txt"), "{error}");
    assert_eq!(fs::read_to_string(target.join("data.csv")).unwrap(), "one");
}

#[test]
fn a_file_in_the_place_and_the_working_directory_are_refused() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("run");
    fs::write(&target, "a file").unwrap();
    assert!(matches!(write(&Native, &target, false, "one"), Err(StoreError::Occupied { .. })));
    assert_eq!(fs::read_to_string(&target).unwrap(), "a file");
    for path in [".", "..", "/"] {
        assert!(matches!(write(&Native, Path::new(path), true, "one"), Err(StoreError::Unusable { .. })), "{path}");
    }
}

#[test]
fn a_failure_at_any_step_leaves_the_old_run_and_nothing_else() {
    let mut failures = 0;
    for at in 1.. {
        let home = tempfile::tempdir().unwrap();
        let target = home.path().join("run");
        write(&Native, &target, false, "old").unwrap();
        let failing = failing_at(at, |operation| !matches!(operation, Operation::Sync));
        match write(&failing, &target, false, "new") {
            Ok(_) => break,
            Err(error) => {
                failures += 1;
                assert!(matches!(error, StoreError::System { .. }), "{error}");
                assert_eq!(fs::read_to_string(target.join("data.csv")).unwrap(), "old", "step {at}");
                assert_eq!(names(home.path()), ["run"], "step {at}");
            }
        }
    }
    assert_eq!(failures, 6, "two directories, two files, two renames");
}

#[test]
fn a_directory_that_another_makes_meanwhile_is_never_taken_for_a_file() {
    let home = tempfile::tempdir().unwrap();
    let coming = home.path().join("coming");
    std::thread::scope(|scope| {
        let maker = scope.spawn(|| {
            for _ in 0..20_000 {
                fs::create_dir(&coming).unwrap();
                fs::remove_dir(&coming).unwrap();
            }
        });
        while !maker.is_finished() {
            assert_ne!(Native.entry(&coming).unwrap(), Entry::Other);
        }
    });
}
