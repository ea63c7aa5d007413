//! The few operations on files that the program needs, behind a trait so that tests can let any of them fail.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Nothing.
    Nothing,
    /// A directory.
    Directory,
    /// A file, or anything else.
    Other,
}

/// Operations on files.
pub trait FileSystem {
    /// What stands at a path; a symbolic link counts as what it points to.
    ///
    /// # Errors
    /// When the system refuses to tell.
    fn entry(&self, path: &Path) -> io::Result<Entry>;

    /// The real path of an existing one, links resolved.
    ///
    /// # Errors
    /// When the path does not exist.
    fn real_path(&self, path: &Path) -> io::Result<PathBuf>;

    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Names in a directory, sorted.
    ///
    /// # Errors
    /// When it cannot be listed.
    fn names(&self, directory: &Path) -> io::Result<Vec<String>>;

    /// Makes a directory and all above it.
    ///
    /// # Errors
    /// When the system refuses.
    fn make_directories(&self, path: &Path) -> io::Result<()>;

    /// Makes one directory that does not exist yet.
    ///
    /// # Errors
    /// When it exists or the system refuses.
    fn make_directory(&self, path: &Path) -> io::Result<()>;

    /// Writes a new file and waits until it is on the disk.
    ///
    /// # Errors
    /// When the disk is full or the system refuses.
    fn write_synced(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Waits until the names in a directory are on the disk.
    ///
    /// # Errors
    /// When the system refuses.
    fn sync_directory(&self, path: &Path) -> io::Result<()>;

    /// Renames; a file at `to` is replaced in one step, a directory does not stand there.
    ///
    /// # Errors
    /// When the system refuses.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Adds to the end of a file, which begins with `head` when it is new. Not synced: for logs.
    ///
    /// # Errors
    /// When the disk is full or the system refuses.
    fn append(&self, path: &Path, head: &str, bytes: &[u8]) -> io::Result<()>;

    /// Removes a file.
    ///
    /// # Errors
    /// When there is none or the system refuses.
    fn remove_file(&self, path: &Path) -> io::Result<()>;

    /// Removes a directory with all in it.
    ///
    /// # Errors
    /// When the system refuses.
    fn remove_directory(&self, path: &Path) -> io::Result<()>;
}

/// The file system of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Native;

impl FileSystem for Native {
    fn entry(&self, path: &Path) -> io::Result<Entry> {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => Ok(Entry::Directory),
            Ok(_) => Ok(Entry::Other),
            // A link to nowhere is something too.
            // A link to nowhere is something too. What is no link was made between the two looks.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(match fs::symlink_metadata(path) {
                Ok(metadata) if metadata.is_dir() => Entry::Directory,
                Ok(_) => Entry::Other,
                Err(_) => Entry::Nothing,
            }),
            Err(error) => Err(error),
        }
    }

    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn names(&self, directory: &Path) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(directory)? {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    }

    fn make_directories(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn make_directory(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn write_synced(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn sync_directory(&self, path: &Path) -> io::Result<()> {
        // Only Unix can open a directory for this; elsewhere the rename itself has to do.
        if cfg!(unix) { fs::File::open(path)?.sync_all() } else { Ok(()) }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn append(&self, path: &Path, head: &str, bytes: &[u8]) -> io::Result<()> {
        let mut file = fs::OpenOptions::new().append(true).create(true).open(path)?;
        if file.metadata()?.len() == 0 {
            file.write_all(head.as_bytes())?;
        }
        file.write_all(bytes)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_directory(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir_all(path)
    }
}
