//! Files are replaced whole or not at all, and what a killed process left is removed.

use std::cell::Cell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use truceline::store::{Entry, FileSystem, Native, StoreError, remove_leftovers, write_replacing};

/// Passes on to the machine's file system and fails at one operation; writing fails after half of the bytes.
struct Failing {
    at: u32,
    done: Cell<u32>,
}

impl Failing {
    fn fails(&self) -> bool {
        self.done.set(self.done.get() + 1);
        self.done.get() == self.at
    }

    fn pass<T>(&self, result: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        if self.fails() { Err(io::ErrorKind::StorageFull.into()) } else { result() }
    }
}

impl FileSystem for Failing {
    fn entry(&self, path: &Path) -> io::Result<Entry> {
        Native.entry(path)
    }
    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        Native.real_path(path)
    }
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        Native.read(path)
    }
    fn names(&self, directory: &Path) -> io::Result<Vec<String>> {
        Native.names(directory)
    }
    fn make_directories(&self, path: &Path) -> io::Result<()> {
        Native.make_directories(path)
    }
    fn make_directory(&self, path: &Path) -> io::Result<()> {
        Native.make_directory(path)
    }
    fn write_synced(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if self.fails() {
            Native.write_synced(path, &bytes[..bytes.len() / 2])?;
            return Err(io::ErrorKind::StorageFull.into());
        }
        Native.write_synced(path, bytes)
    }
    fn sync_directory(&self, path: &Path) -> io::Result<()> {
        self.pass(|| Native.sync_directory(path))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.pass(|| Native.rename(from, to))
    }
    fn append(&self, path: &Path, head: &str, bytes: &[u8]) -> io::Result<()> {
        Native.append(path, head, bytes)
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        Native.remove_file(path)
    }
    fn remove_directory(&self, path: &Path) -> io::Result<()> {
        Native.remove_directory(path)
    }
}

#[test]
fn a_file_is_written_and_written_again() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("runs-0.parquet");
    for text in ["one", "another one", ""] {
        write_replacing(&Native, &path, text.as_bytes()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        assert_eq!(Native.names(home.path()).unwrap(), ["runs-0.parquet"]);
    }
}

#[test]
fn a_failure_at_any_step_leaves_one_content_whole_and_nothing_else() {
    let mut found = Vec::new();
    for at in 1.. {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("runs-0.parquet");
        fs::write(&path, "the old content").unwrap();
        let Err(error) = write_replacing(&Failing { at, done: Cell::new(0) }, &path, b"the new content") else { break };
        assert!(matches!(error, StoreError::System { action: "write", .. }), "{error}");
        assert_eq!(Native.names(home.path()).unwrap(), ["runs-0.parquet"], "step {at}");
        found.push(fs::read_to_string(&path).unwrap());
    }
    // The last step only waits for the disk.
    assert_eq!(found, ["the old content", "the old content", "the new content"]);
}

#[test]
fn a_temporary_file_of_another_is_neither_used_nor_removed() {
    let home = tempfile::tempdir().unwrap();
    let other = home.path().join(format!(".runs-0.parquet.partial-{}-0", std::process::id()));
    fs::write(&other, "of another host").unwrap();
    write_replacing(&Native, &home.path().join("runs-0.parquet"), b"mine").unwrap();
    assert_eq!(fs::read_to_string(&other).unwrap(), "of another host");
    assert_eq!(Native.names(home.path()).unwrap().len(), 2);
}

#[test]
fn leftovers_of_owned_files_are_removed_and_nothing_else() {
    let home = tempfile::tempdir().unwrap();
    let left = [".runs-0.parquet.partial-12-0", ".runs-0.parquet.partial-7-3"];
    let others = [
        ".runs-0.parquet.partial-",
        ".runs-0.parquet.partial-12-x",
        ".runs-1.parquet.partial-12-0",
        "runs-0.parquet",
        "runs-0.parquet.partial-12-0",
    ];
    for name in left.iter().chain(&others) {
        fs::write(home.path().join(name), name).unwrap();
    }
    assert_eq!(remove_leftovers(&Native, home.path(), |name| name == "runs-0.parquet").unwrap(), left);
    assert_eq!(Native.names(home.path()).unwrap(), others);
}
