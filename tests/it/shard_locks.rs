//! Locks on ranges of shards: overlapping ones are refused, and no dead process holds any.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use truceline::store::{RangeLock, StoreError};

/// Set for a process that these tests start: the log directory of the study whose shards 0..10 it is to lock.
const CHILD: &str = "TRUCELINE_TEST_LOCK";

fn refused(result: Result<RangeLock, StoreError>) -> String {
    let error = result.expect_err("the range is locked");
    assert!(matches!(error, StoreError::Locked { .. }), "{error}");
    assert!(error.hint().contains("--shard"), "{}", error.hint());
    error.to_string()
}

fn files(log: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(log.join("locks"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn overlapping_ranges_are_refused_and_disjoint_ones_are_not() {
    let home = tempfile::tempdir().unwrap();
    let log = home.path().join("study/log");
    let middle = RangeLock::acquire(&log, 10, 20, "study run a.ron").unwrap();
    assert_eq!(middle.range(), 10..20);
    for (first, end) in [(10, 20), (0, 11), (19, 30), (12, 13), (0, 100)] {
        let text = refused(RangeLock::acquire(&log, first, end, "another"));
        let said = format!("shards {first}..{end}: found 10..20 locked by process {} on host ", std::process::id());
        assert!(text.starts_with(&said) && text.contains(" (study run a.ron), expected them free"), "{text}");
    }
    let before = RangeLock::acquire(&log, 0, 10, "another").unwrap();
    let after = RangeLock::acquire(&log, 20, 21, "another").unwrap();
    assert_eq!(files(&log), ["0-10.lock", "10-20.lock", "20-21.lock", "gate"]);
    drop(middle);
    drop(RangeLock::acquire(&log, 10, 20, "another").unwrap());
    drop((before, after));
    assert_eq!(files(&log), ["gate"], "released locks leave nothing");
    drop(RangeLock::acquire(&log, 0, u64::MAX, "another").unwrap());
}

#[test]
fn stale_and_strange_files_do_not_disturb() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("locks")).unwrap();
    for (name, text) in [("0-10.lock", "process 1\nhost a\nsince 5\nwork\n"), ("5-7.lock", ""), ("notes.txt", "x")] {
        fs::write(home.path().join("locks").join(name), text).unwrap();
    }
    let lock = RangeLock::acquire(home.path(), 0, 10, "me").unwrap();
    assert_eq!(files(home.path()), ["0-10.lock", "gate", "notes.txt"]);
    assert!(refused(RangeLock::acquire(home.path(), 9, 10, "another")).contains("(me)"));
    drop(lock);
}

/// A process of its own that holds the lock; it runs the test below, which sees the variable.
fn holder(log: &Path) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "shard_locks::a_killed_process_holds_nothing", "--nocapture"])
        .env(CHILD, log)
        .stdout(Stdio::piped())
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let told =
        BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap).any(|line| line.ends_with("held"));
    assert!(told, "the other process has the lock");
    child
}

#[test]
fn a_killed_process_holds_nothing() {
    if let Ok(log) = std::env::var(CHILD) {
        let _lock = RangeLock::acquire(Path::new(&log), 0, 10, "the other").unwrap();
        println!("held");
        // Until it is killed, or the test that started it is gone.
        let _ = std::io::stdin().read_line(&mut String::new());
        return;
    }
    let home = tempfile::tempdir().unwrap();
    for _ in 0..3 {
        let mut child = holder(home.path());
        let text = refused(RangeLock::acquire(home.path(), 9, 12, "me"));
        assert!(text.contains(&format!("process {} on host", child.id())) && text.contains("(the other)"), "{text}");
        drop(RangeLock::acquire(home.path(), 10, 12, "me").unwrap());
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(files(home.path()), ["0-10.lock", "gate"], "the file stays");
        drop(RangeLock::acquire(home.path(), 9, 12, "me").unwrap());
        assert_eq!(files(home.path()), ["gate"]);
    }
}

#[test]
fn of_many_at_once_one_gets_it() {
    let home = tempfile::tempdir().unwrap();
    for _ in 0..20 {
        // All results are kept until all have tried.
        let results: Vec<_> = std::thread::scope(|scope| {
            let tries: Vec<_> = (0..8).map(|_| scope.spawn(|| RangeLock::acquire(home.path(), 0, 4, "one"))).collect();
            tries.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    }
}
