//! The machine's file system behind a guard that may let any operation fail.

use std::cell::Cell;
use std::io;
use std::path::{Path, PathBuf};

use truceline::store::{Entry, FileSystem, Native};

/// An operation that changes the disk, before it is done.
pub enum Operation<'a> {
    MakeDirectories,
    MakeDirectory,
    Write(&'a Path, &'a [u8]),
    Sync,
    Rename,
    Append,
}

/// Does what the machine's file system does, as long as the guard lets it.
pub struct Guarded<G>(pub G);

impl<G: Fn(Operation<'_>) -> io::Result<()>> FileSystem for Guarded<G> {
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
        (self.0)(Operation::MakeDirectories)?;
        Native.make_directories(path)
    }
    fn make_directory(&self, path: &Path) -> io::Result<()> {
        (self.0)(Operation::MakeDirectory)?;
        Native.make_directory(path)
    }
    fn write_synced(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        (self.0)(Operation::Write(path, bytes))?;
        Native.write_synced(path, bytes)
    }
    fn sync_directory(&self, path: &Path) -> io::Result<()> {
        (self.0)(Operation::Sync)?;
        Native.sync_directory(path)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        (self.0)(Operation::Rename)?;
        Native.rename(from, to)
    }
    fn append(&self, path: &Path, head: &str, bytes: &[u8]) -> io::Result<()> {
        (self.0)(Operation::Append)?;
        Native.append(path, head, bytes)
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        Native.remove_file(path)
    }
    fn remove_directory(&self, path: &Path) -> io::Result<()> {
        Native.remove_directory(path)
    }
}

/// A full disk takes the first bytes of a file and no more.
pub fn full_after(path: &Path, bytes: &[u8], room: usize) -> io::Result<()> {
    Native.write_synced(path, &bytes[..room])?;
    Err(io::ErrorKind::StorageFull.into())
}

/// Fails at one operation of those that count, the first being 1, as a full disk does: half of a file is written.
pub fn failing_at(at: u32, counts: fn(&Operation<'_>) -> bool) -> impl FileSystem {
    let done = Cell::new(0);
    Guarded(move |operation: Operation<'_>| {
        done.set(done.get() + u32::from(counts(&operation)));
        match operation {
            _ if done.get() != at || !counts(&operation) => Ok(()),
            Operation::Write(path, bytes) => full_after(path, bytes, bytes.len() / 2),
            _ => Err(io::ErrorKind::StorageFull.into()),
        }
    })
}
