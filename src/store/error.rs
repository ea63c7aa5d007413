//! Why a file operation did not succeed, in words for the one who typed the command.

use std::fmt;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// An error of storage.
#[derive(Debug)]
pub enum StoreError {
    /// The system refused an operation.
    System {
        /// What was tried.
        action: &'static str,
        /// On which path.
        path: PathBuf,
        /// Why it was refused.
        cause: io::Error,
    },
    /// The output directory holds something that is not an earlier run of the same.
    Occupied {
        /// Which.
        path: PathBuf,
        /// What was found there.
        found: String,
    },
    /// The path cannot be an output directory.
    Unusable {
        /// Which.
        path: PathBuf,
        /// Why.
        why: &'static str,
    },
    /// A study directory is of another study.
    OtherStudy {
        /// Which.
        path: PathBuf,
        /// What was found there.
        found: String,
    },
    /// A table does not hold what was written.
    DamagedTable {
        /// Which.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// Another process works on some of the same shards.
    Locked {
        /// The lock file.
        path: PathBuf,
        /// The shards wanted.
        wanted: Range<u64>,
        /// The shards that the other holds.
        held: Range<u64>,
        /// The other: process, host, for how long, what it does.
        holder: String,
    },
}

impl StoreError {
    pub(super) fn system(action: &'static str, path: &Path, cause: io::Error) -> StoreError {
        StoreError::System { action, path: path.to_path_buf(), cause }
    }

    /// What may help.
    pub fn hint(&self) -> &'static str {
        match self {
            StoreError::System { cause, .. } => match cause.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    "free some space or choose another place with --out; nothing was left half-written"
                }
                _ => "choose another place with --out; nothing was left half-written",
            },
            StoreError::Occupied { .. } => {
                "choose another place with --out, or add --force (what is there is then moved aside, not deleted)"
            }
            StoreError::OtherStudy { .. } => "choose another place with --out, or remove what is there",
            StoreError::DamagedTable { .. } => "`truceline study run` finds damaged shards and makes them again",
            StoreError::Locked { .. } => {
                "wait for that process or stop it; several processes can share a study, each with its own --shard i/n"
            }
            StoreError::Unusable { .. } => "name a directory with --out, for instance --out output/my-run",
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::System { action, path, cause } => {
                write!(formatter, "cannot {action} {}: {cause}", path.display())
            }
            StoreError::Occupied { path, found } => write!(
                formatter,
                "output directory {}: found {found}, expected an earlier run of the same scenario or nothing",
                path.display()
            ),
            StoreError::OtherStudy { path, found } => {
                write!(formatter, "study directory {}: found {found}", path.display())
            }
            StoreError::DamagedTable { path, why } => write!(formatter, "{}: {why}", path.display()),
            StoreError::Locked { path, wanted, held, holder } => write!(
                formatter,
                "shards {}..{}: found {}..{} locked by {holder}, expected them free ({})",
                wanted.start,
                wanted.end,
                held.start,
                held.end,
                path.display()
            ),
            StoreError::Unusable { path, why } => write!(formatter, "output directory {}: {why}", path.display()),
        }
    }
}

impl std::error::Error for StoreError {}
