//! The directory of a study: what it is, which shards stand, and how one is written.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::experiment::study::{Shard, Study};
use crate::model::RESULT_VERSION;
use crate::scenario::study::CurvesKept;
use crate::store::table::{self, Table};
use crate::store::{Entry, FileSystem, StoreError, leftover_of, remove_leftovers, write_replacing};

use super::describe;
use super::tables::{curves_table, runs_table};

/// What stands in the place of a shard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShardState {
    /// Nothing, or a part.
    Missing,
    /// The shard, sound.
    Whole,
    /// Files that are not the shard.
    Damaged(String),
}

/// A study directory.
pub struct StudyDirectory<'f, F> {
    files: &'f F,
    root: PathBuf,
}

impl<'f, F: FileSystem> StudyDirectory<'f, F> {
    /// The directory at a path; nothing is looked at yet.
    pub fn new(files: &'f F, root: &Path) -> StudyDirectory<'f, F> {
        StudyDirectory { files, root: root.to_path_buf() }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// The file system it is on.
    pub fn files(&self) -> &'f F {
        self.files
    }

    /// Begins the directory, or goes on with one that is of the same study.
    ///
    /// # Errors
    /// When something else stands there, when it is of another study or result version, or when the system refuses.
    pub fn begin(&self, study: &Study) -> Result<(), StoreError> {
        if self.check(study)? {
            return Ok(());
        }
        self.write("inputs.json", describe::inputs_json(study).as_bytes())?;
        self.write("points.csv", &describe::points_csv(study))?;
        // Last: a directory with it is complete but for its shards.
        self.write("study.json", describe::study_json(study).as_bytes())
    }

    /// Whether the directory is of the study; false when there is none yet.
    ///
    /// # Errors
    /// When something else stands there, or it is of another study or result version.
    pub fn check(&self, study: &Study) -> Result<bool, StoreError> {
        let occupied = |found: String| StoreError::OtherStudy { path: self.root.clone(), found };
        let looked = |cause| StoreError::system("look at", &self.root, cause);
        match self.files.entry(&self.root).map_err(looked)? {
            Entry::Nothing => return Ok(false),
            Entry::Other => return Err(occupied("a file".to_owned())),
            Entry::Directory => {}
        }
        let json = self.root.join("study.json");
        let bytes = match self.files.read(&json) {
            Ok(bytes) => bytes,
            Err(_) => {
                let names = self.files.names(&self.root).map_err(looked)?;
                if !names.iter().any(|name| name == "study.json") {
                    // Begun and killed before its first file was whole, or nothing of ours.
                    let ours = ["runs", "curves", "log", "inputs.json", "points.csv"];
                    let stranger =
                        names.iter().find(|name| !ours.contains(&name.as_str()) && leftover_of(name).is_none());
                    return stranger.map_or(Ok(false), |name| Err(occupied(format!("{name} and no study.json"))));
                }
                // Another process has begun it between the two looks, as tasks that start together do.
                self.files.read(&json).map_err(|cause| StoreError::system("read", &json, cause))?
            }
        };
        let Some(found) = describe::found(&bytes) else {
            return Err(occupied("a study.json that is not ours".to_owned()));
        };
        if found.identity == describe::identity(study) {
            return Ok(true);
        }
        let what = if found.study.result_version != RESULT_VERSION {
            format!("a study of result version {}, expected {RESULT_VERSION}", found.study.result_version)
        } else if found.study.id != study.text.id {
            format!("the study {}, expected {}", found.study.id, study.text.id)
        } else {
            format!("an earlier form of the study {}: its file or scenarios have changed since", found.study.id)
        };
        Err(occupied(what))
    }

    /// Writes a file of the directory, replacing an earlier one in one step.
    ///
    /// # Errors
    /// When the disk is full or the system refuses; the earlier one then still stands.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let path = self.root.join(name);
        if let Some(parent) = path.parent() {
            let refuse = |cause| StoreError::system("make directory", parent, cause);
            self.files.make_directories(parent).map_err(refuse)?;
        }
        write_replacing(self.files, &path, bytes)
    }

    /// Reads a file of the directory.
    ///
    /// # Errors
    /// When it is not there or cannot be read.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, StoreError> {
        let path = self.root.join(name);
        self.files.read(&path).map_err(|cause| StoreError::system("read", &path, cause))
    }

    /// Path of the table of runs of a shard, from the directory.
    pub fn runs_name(shard: u64) -> String {
        format!("runs/{shard:06}.parquet")
    }

    /// Path of the table of curves of a shard, from the directory.
    pub fn curves_name(shard: u64) -> String {
        format!("curves/{shard:06}.parquet")
    }

    /// Removes what killed processes left of some shards, whose lock the caller holds.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn clean(&self, shards: &Range<u64>) -> Result<(), StoreError> {
        let owned = |name: &str| {
            let number = name.strip_suffix(".parquet").and_then(|number| number.parse().ok());
            number.is_some_and(|number| shards.contains(&number))
        };
        for name in ["runs", "curves"] {
            let path = self.root.join(name);
            if matches!(self.files.entry(&path), Ok(Entry::Directory)) {
                remove_leftovers(self.files, &path, owned)?;
            }
        }
        Ok(())
    }

    /// Removes what killed processes left of the files of a folder (`""` for the directory itself), which only the caller
    /// writes.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn clean_files(&self, folder: &str) -> Result<(), StoreError> {
        let path = self.root.join(folder);
        if matches!(self.files.entry(&path), Ok(Entry::Directory)) {
            remove_leftovers(self.files, &path, |_| true)?;
        }
        Ok(())
    }

    /// Removes a file of the directory, if it is there.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn remove(&self, name: &str) -> Result<(), StoreError> {
        let path = self.root.join(name);
        match self.files.remove_file(&path) {
            Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
                Err(StoreError::system("remove", &path, cause))
            }
            _ => Ok(()),
        }
    }

    /// Notes in `log/` how long a shard took. The log is for people: when it cannot be written, the study goes on.
    pub fn log_shard(&self, shard: u64, content: &Shard, took: Duration) {
        let path = self.root.join("log").join(format!("shards-{}.csv", std::process::id()));
        let events: u64 = content.rows.iter().map(|row| row.events).sum();
        let line = format!("{shard},{},{events},{:.3}\n", content.rows.len(), took.as_secs_f64());
        let _ = self.files.append(&path, "shard,runs,events,seconds\n", line.as_bytes());
    }

    /// Names of the files of a shard.
    fn shard_names(study: &Study, shard: u64) -> Vec<String> {
        let mut names = vec![Self::runs_name(shard)];
        if study.text.curves != CurvesKept::None {
            names.push(Self::curves_name(shard));
        }
        names
    }

    /// Writes a finished shard.
    ///
    /// # Errors
    /// When the disk is full or the system refuses.
    pub fn write_shard(&self, study: &Study, shard: u64, content: &Shard) -> Result<(), StoreError> {
        self.write(&Self::runs_name(shard), &table::encode(&runs_table(study, shard, content)))?;
        match curves_table(study, shard, content) {
            Some(curves) => self.write(&Self::curves_name(shard), &table::encode(&curves)),
            None => Ok(()),
        }
    }

    /// Whether all files of a shard are there, without reading them.
    pub fn has_shard(&self, study: &Study, shard: u64) -> bool {
        let there = |name: &String| matches!(self.files.entry(&self.root.join(name)), Ok(Entry::Other));
        Self::shard_names(study, shard).iter().all(there)
    }

    /// Reads the files of a shard and checks that they are what was written for this study.
    ///
    /// # Errors
    /// When a file is there and cannot be read.
    pub fn shard_state(&self, study: &Study, shard: u64) -> Result<ShardState, StoreError> {
        if !self.has_shard(study, shard) {
            return Ok(ShardState::Missing);
        }
        let identity = describe::identity(study);
        for name in Self::shard_names(study, shard) {
            if let Some(fault) = fault_of(study, shard, &self.read(&name)?, &identity, &name) {
                return Ok(ShardState::Damaged(format!("{name}: {fault}")));
            }
        }
        Ok(ShardState::Whole)
    }

    /// Writes a shard that was made elsewhere, from the bytes of its tables, once they are known to be what belongs there.
    ///
    /// # Errors
    /// When they are not, or when the disk is full or the system refuses.
    pub fn write_shard_bytes(
        &self,
        study: &Study,
        shard: u64,
        runs: &[u8],
        curves: Option<&[u8]>,
    ) -> Result<(), StoreError> {
        let damaged = |name: &str, why: String| StoreError::DamagedTable { path: self.root.join(name), why };
        let runs_name = Self::runs_name(shard);
        if shard >= study.shards() {
            return Err(damaged(&runs_name, format!("found shard {shard}, expected 0..={}", study.shards() - 1)));
        }
        let names = Self::shard_names(study, shard);
        let tables: Vec<&[u8]> = [Some(runs), curves].into_iter().flatten().collect();
        if names.len() != tables.len() {
            return Err(damaged(&runs_name, format!("found {} tables, expected {}", tables.len(), names.len())));
        }
        let identity = describe::identity(study);
        // All are looked at before one is written.
        for (name, bytes) in names.iter().zip(&tables) {
            if let Some(fault) = fault_of(study, shard, bytes, &identity, name) {
                return Err(damaged(name, fault));
            }
        }
        names.iter().zip(tables).try_for_each(|(name, bytes)| self.write(name, bytes))
    }
}

/// What is wrong with the bytes of a table of a shard; None when nothing is.
fn fault_of(study: &Study, shard: u64, bytes: &[u8], identity: &str, name: &str) -> Option<String> {
    match table::decode(bytes) {
        Ok(table) => fault(study, shard, &table, identity, name.split('/').next()),
        Err(error) => Some(error.to_string()),
    }
}

fn fault(study: &Study, shard: u64, table: &Table, identity: &str, kind: Option<&str>) -> Option<String> {
    if table.about("truceline.identity") != Some(identity) {
        return Some("found a shard of another study".to_owned());
    }
    if table.about("truceline.shard") != Some(shard.to_string().as_str()) {
        return Some("found another shard of the study".to_owned());
    }
    if table.about("truceline.table") != kind {
        return Some("found another table of the shard".to_owned());
    }
    let range = study.shard(shard);
    let expected = (range.end - range.start) as usize;
    (kind == Some("runs") && table.rows() != expected)
        .then(|| format!("found {} rows, expected {expected}", table.rows()))
}
