//! A file that is replaced whole or not at all, and the removal of what a killed process left behind.

use std::io;
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::file_system::FileSystem;

/// What stands in a temporary name between the name of the file and the number of the process.
const ROLE: &str = ".partial-";
/// Temporary names that one process tries for one file: others are of processes that had the same number.
const TRIES: u32 = 1_000;

/// Writes a file so that its place holds the old content or the new, never a mixture: the bytes go into a file with a
/// temporary name beside it, reach the disk, and take the place by renaming.
///
/// # Errors
/// When the system refuses; then the temporary file is gone, and the old content stands.
pub fn write_replacing(files: &impl FileSystem, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let refuse = |cause| StoreError::system("write", path, cause);
    let temporary = write_temporary(files, path, bytes).map_err(refuse)?;
    if let Err(cause) = files.rename(&temporary, path) {
        // The first error is the one to tell.
        let _ = files.remove_file(&temporary);
        return Err(refuse(cause));
    }
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    files.sync_directory(parent).map_err(refuse)
}

/// Writes the bytes under a temporary name beside the path.
fn write_temporary(files: &impl FileSystem, path: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?.to_string_lossy();
    let process = std::process::id();
    for number in 0..TRIES {
        let temporary = path.with_file_name(format!(".{name}{ROLE}{process}-{number}"));
        match files.write_synced(&temporary, bytes) {
            Ok(()) => return Ok(temporary),
            // Of another host or container, or of a process long dead.
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {}
            Err(cause) => {
                let _ = files.remove_file(&temporary);
                return Err(cause);
            }
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Removes temporary files that [`write_replacing`] left in a directory when its process was killed. `owned` says of a
/// file's name whether only the caller may write it, because it holds the lock: nobody alive can then be at work under
/// the temporary name. (The number of a process tells nothing on a file system that several hosts share.) Returns the
/// names removed, sorted.
///
/// # Errors
/// When the directory cannot be listed or a file not removed.
pub fn remove_leftovers(
    files: &impl FileSystem,
    directory: &Path,
    owned: impl Fn(&str) -> bool,
) -> Result<Vec<String>, StoreError> {
    let mut names = files.names(directory).map_err(|cause| StoreError::system("list", directory, cause))?;
    names.retain(|name| leftover_of(name).is_some_and(&owned));
    for name in &names {
        let path = directory.join(name);
        files.remove_file(&path).map_err(|cause| StoreError::system("remove", &path, cause))?;
    }
    Ok(names)
}

/// The name of the file that a temporary name belongs to; None for other names.
pub fn leftover_of(name: &str) -> Option<&str> {
    let (target, process) = name.strip_prefix('.')?.rsplit_once(ROLE)?;
    let (process, number) = process.split_once('-')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(process) && digits(number)).then_some(target)
}
