//! Snapshots on the command line: read with every check before anything is decoded, and left in files.

use std::ffi::OsString;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::engine::Time;
use crate::experiment::snapshot::{HEADER_BYTES, Header, MAGIC, Origin, SnapshotError, Stored, load};
use crate::scenario::{ScenarioDocument, json_twin};
use crate::store::{Entry, FileSystem, Native, StoreError, write_replacing};

use super::arguments::moment;
use super::error::CliError;

/// Ties a snapshot to its scenario: what it says, before overrides, however it is written.
pub fn scenario_digest(document: &ScenarioDocument) -> [u8; 32] {
    *blake3::hash(json_twin(document).as_bytes()).as_bytes()
}

/// Reads a snapshot of a scenario.
pub fn read(path: &Path, scenario: &[u8; 32], id: &str) -> Result<Stored, CliError> {
    let refuse = |error: SnapshotError| {
        let expected = match error {
            SnapshotError::OtherScenario => format!(", expected one of `{id}` as the file says it now"),
            _ => String::new(),
        };
        CliError::Invalid(format!("{}: {error}{expected}", path.display()))
    };
    let trouble = |error: std::io::Error| CliError::Invalid(format!("{}: cannot be read: {error}", path.display()));
    if path.is_dir() {
        let shown = path.display();
        return Err(CliError::Invalid(format!("{shown}: found a directory, expected a snapshot that --save-at left")));
    }
    let mut file = File::open(path).map_err(trouble)?;
    let mut bytes = Vec::with_capacity(HEADER_BYTES);
    file.by_ref().take(HEADER_BYTES as u64).read_to_end(&mut bytes).map_err(trouble)?;
    let header = Header::read(&bytes).map_err(refuse)?;
    // The length that the file has is held against the one it states before it is read; a pipe has none.
    let length = file.metadata().map_err(trouble)?;
    if length.is_file() && length.len() != header.payload_bytes.saturating_add(HEADER_BYTES as u64) {
        return Err(refuse(SnapshotError::Damaged("its length is not the one it states")));
    }
    file.take(header.payload_bytes.saturating_add(1)).read_to_end(&mut bytes).map_err(trouble)?;
    load(&bytes, scenario).map_err(refuse)
}

/// A snapshot that a run is to leave.
pub struct SaveAt {
    /// The moment.
    pub at: Time,
    /// The file.
    pub path: PathBuf,
    /// Digest of the scenario.
    pub scenario: [u8; 32],
    /// How the run is asked for.
    pub origin: Origin,
}

/// Moment and file of `--save-at`.
pub fn save_at(words: &[OsString]) -> Result<(Time, PathBuf), CliError> {
    let [at, path] = words else {
        return Err(CliError::Invalid("--save-at: expected a moment and a file".to_string()));
    };
    let at = moment(&at.to_string_lossy()).map_err(|error| CliError::Invalid(format!("--save-at: {error}")))?;
    Ok((at, PathBuf::from(path)))
}

impl SaveAt {
    /// Whether the moment lies within the run, and the file is free, or a snapshot that may be replaced.
    pub fn check(&self, from: Time) -> Result<(), CliError> {
        let horizon = self.origin.limits.horizon;
        if self.at <= from || self.at >= horizon {
            let (found, from, until) = (self.at.hours(), from.hours(), horizon.hours());
            let expected = format!("expected a moment after {from:.2} h and before the end at {until:.2} h");
            return Err(CliError::Invalid(format!("--save-at: found {found:.2} h, {expected}")));
        }
        let taken = |found: &str| {
            let shown = self.path.display();
            let text =
                format!("--save-at: {shown}: found {found}, expected a snapshot or nothing\n  hint: name another file");
            Err(CliError::Written(text))
        };
        match Native.entry(&self.path) {
            Ok(Entry::Nothing) => Ok(()),
            Ok(Entry::Directory) => taken("a directory"),
            _ if self.is_snapshot() => Ok(()),
            _ => taken("a file that is no snapshot"),
        }
    }

    fn is_snapshot(&self) -> bool {
        let mut begin = Vec::new();
        let read = File::open(&self.path).and_then(|file| file.take(MAGIC.len() as u64).read_to_end(&mut begin));
        read.is_ok() && begin == MAGIC
    }

    /// Writes the file.
    pub fn write(&self, bytes: &[u8]) -> Result<(), CliError> {
        if let Some(parent) = self.path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            let refuse = |cause| StoreError::System { action: "make directory", path: parent.to_path_buf(), cause };
            Native.make_directories(parent).map_err(refuse)?;
        }
        Ok(write_replacing(&Native, &self.path, bytes)?)
    }
}
