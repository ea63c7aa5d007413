//! Locks on ranges of shards, so that no two processes compute the same shard of a study.
//!
//! A lock is a file `log/locks/<first>-<end>.lock` on which its process holds the system's lock (`flock`): the system
//! releases it when the process ends in any way, so a file without a holder is stale and means nothing. Locks are taken
//! one at a time, under a lock on `log/locks/gate`.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::error::StoreError;

/// How long to wait for the gate, in steps: it is held for milliseconds, on a slow shared file system for seconds.
const GATE_STEPS: u32 = 1_000;
/// One step of waiting for the gate.
const GATE_STEP: Duration = Duration::from_millis(20);

/// A lock on the shards `first..end` of a study; dropping it, or the end of the process, releases it.
#[derive(Debug)]
pub struct RangeLock {
    path: PathBuf,
    range: Range<u64>,
    /// Carries the system's lock as long as it is open.
    _held: File,
}

impl RangeLock {
    /// Locks the shards `first..end` of the study whose log directory this is. `who` says what the process does, for
    /// instance its command line; others read it when they are refused.
    ///
    /// # Errors
    /// [`StoreError::Locked`] when another process, or another lock of this one, holds some of these shards;
    /// [`StoreError::System`] when the system refuses, as file systems without locks do.
    ///
    /// # Panics
    /// When the range is empty.
    pub fn acquire(directory_log: &Path, first: u64, end: u64, who: &str) -> Result<RangeLock, StoreError> {
        assert!(first < end, "range of shards to be locked: found {first}..{end}, expected one that is not empty");
        let locks = directory_log.join("locks");
        let _gate = Gate::pass(directory_log, "gate")?;
        for (path, other) in overlapping(&locks, first..end)? {
            if is_held(&path)? {
                let holder = holder(&path);
                return Err(StoreError::Locked { path, wanted: first..end, held: other, holder });
            }
            // Stale. Never taken over: its last holder may be about to remove it.
            remove(&path)?;
        }
        let path = locks.join(format!("{first}-{end}.lock"));
        let refuse = |cause| StoreError::system("lock", &path, cause);
        let mut held = OpenOptions::new().write(true).create_new(true).open(&path).map_err(refuse)?;
        held.try_lock().map_err(|cause| refuse(cause.into()))?;
        held.write_all(introduction(who).as_bytes()).map_err(refuse)?;
        Ok(RangeLock { path, range: first..end, _held: held })
    }

    /// The shards.
    #[must_use]
    pub fn range(&self) -> Range<u64> {
        self.range.clone()
    }
}

impl Drop for RangeLock {
    fn drop(&mut self) {
        // Removed while still held, so that nobody takes it for stale in between. If it stays, it is stale.
        let _ = fs::remove_file(&self.path);
    }
}

/// A gate that one process passes at a time, for what takes seconds; dropping it, or the end of the process, opens it.
#[derive(Debug)]
pub struct Gate {
    /// Carries the system's lock as long as it is open.
    _held: File,
}

impl Gate {
    /// Waits for a gate of the study whose log directory this is.
    ///
    /// # Errors
    /// [`StoreError::System`] when it stays closed for twenty seconds or the system refuses.
    pub fn pass(directory_log: &Path, name: &str) -> Result<Gate, StoreError> {
        let locks = directory_log.join("locks");
        fs::create_dir_all(&locks).map_err(|cause| StoreError::system("make directory", &locks, cause))?;
        let path = locks.join(name);
        let refuse = |cause| StoreError::system("lock", &path, cause);
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(&path).map_err(refuse)?;
        for _ in 0..GATE_STEPS {
            match file.try_lock() {
                Ok(()) => return Ok(Gate { _held: file }),
                Err(TryLockError::WouldBlock) => thread::sleep(GATE_STEP),
                Err(TryLockError::Error(cause)) => return Err(refuse(cause)),
            }
        }
        Err(refuse(io::ErrorKind::TimedOut.into()))
    }
}

/// Lock files of ranges that share a shard with the wanted one, in order of names.
fn overlapping(locks: &Path, wanted: Range<u64>) -> Result<Vec<(PathBuf, Range<u64>)>, StoreError> {
    let refuse = |cause| StoreError::system("list", locks, cause);
    let mut found = Vec::new();
    for entry in fs::read_dir(locks).map_err(refuse)? {
        let name = entry.map_err(refuse)?.file_name();
        let Some(range) = name.to_str().and_then(range_of) else { continue };
        if range.start < wanted.end && wanted.start < range.end {
            found.push((locks.join(name), range));
        }
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(found)
}

/// The range that the name of a lock file says.
fn range_of(name: &str) -> Option<Range<u64>> {
    let (first, end) = name.strip_suffix(".lock")?.split_once('-')?;
    Some(first.parse().ok()?..end.parse().ok()?)
}

/// Whether a process holds a lock file. One that is gone was just released.
fn is_held(path: &Path) -> Result<bool, StoreError> {
    let file = match OpenOptions::new().write(true).open(path) {
        Ok(file) => file,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(cause) => return Err(StoreError::system("look at", path, cause)),
    };
    match file.try_lock() {
        Ok(()) => Ok(false),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(cause)) => Err(StoreError::system("lock", path, cause)),
    }
}

fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(StoreError::system("remove", path, cause)),
        _ => Ok(()),
    }
}

/// What a lock file says of its process, four lines: process, host, seconds since 1970, what it does.
fn introduction(who: &str) -> String {
    let host = fs::read_to_string("/proc/sys/kernel/hostname")
        .or_else(|_| std::env::var("HOSTNAME"))
        .or_else(|_| std::env::var("COMPUTERNAME"))
        .unwrap_or_else(|_| "of unknown name".to_string());
    let (host, who, process) = (host.trim(), who.replace(['\n', '\r'], " "), std::process::id());
    format!("process {process}\nhost {host}\nsince {}\n{who}\n", seconds_now())
}

/// The process that wrote a lock file, in words.
fn holder(path: &Path) -> String {
    let unknown = || "a process that left no name".to_string();
    let Ok(text) = fs::read_to_string(path) else { return unknown() };
    let mut lines = text.lines();
    let (Some(process), Some(host), Some(since)) = (lines.next(), lines.next(), lines.next()) else { return unknown() };
    let seconds = since.strip_prefix("since ").and_then(|seconds| seconds.parse::<u64>().ok());
    let age =
        seconds.map_or(String::new(), |then| format!(" for {}", age_in_words(seconds_now().saturating_sub(then))));
    let doing = lines.next().filter(|line| !line.is_empty()).map_or(String::new(), |line| format!(" ({line})"));
    format!("{process} on {host}{age}{doing}")
}

fn seconds_now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs())
}

fn age_in_words(seconds: u64) -> String {
    let (number, unit) = match seconds {
        0..=119 => (seconds, "second"),
        120..=7_199 => (seconds / 60, "minute"),
        7_200..=172_799 => (seconds / 3_600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::{age_in_words, range_of};

    #[test]
    fn names_and_ages() {
        assert_eq!(range_of("3-12.lock"), Some(3..12));
        for name in ["gate", "3.lock", "3-12", "-3-12.lock", "a-b.lock"] {
            assert_eq!(range_of(name), None, "{name}");
        }
        let said = [0, 1, 119, 120, 7_200, 172_800].map(age_in_words);
        assert_eq!(said, ["0 seconds", "1 second", "119 seconds", "2 minutes", "2 hours", "2 days"]);
    }
}
