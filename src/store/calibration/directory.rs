//! The directory of a calibration: what it is, which shards stand, and how one is written.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::experiment::calibration::{CALIBRATION_VERSION, Calibration, Tried};
use crate::model::RESULT_VERSION;
use crate::scenario::calibration::Experiment;
use crate::store::table;
use crate::store::{Entry, FileSystem, StoreError, leftover_of, remove_leftovers, write_replacing};

use super::tables::{self, TABLES_VERSION};

/// A calibration directory.
pub struct CalibrationDirectory<'f, F> {
    files: &'f F,
    root: PathBuf,
}

/// What `calibration.json` says.
#[derive(Serialize, Deserialize)]
struct Description {
    program: String,
    version: String,
    identity: String,
    id: String,
    structure: String,
    result_version: u32,
    note: String,
}

/// Hash of all that decides the content of the shards, 64 hexadecimal digits: not the words of the file, nor when it ends,
/// so that a calibration can be gone on with under a larger budget.
pub(super) fn identity(calibration: &Calibration<'_>) -> String {
    let text = calibration.text();
    let mut hasher = blake3::Hasher::new();
    let mut fold = |part: String| {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    };
    fold(format!(
        "{RESULT_VERSION} {TABLES_VERSION} {CALIBRATION_VERSION} {} {:?}",
        calibration.structure,
        calibration.set()
    ));
    fold(format!("{:?} {:?} {:?}", text.plan.particles, text.plan.keep_share, text.plan.seed));
    text.free.iter().for_each(|free| fold(format!("{:?} {:?} {:?}", free.name, free.prior, free.sets)));
    text.targets.iter().for_each(|target| {
        let of_fit = (target.documented[1], target.offset, target.absent, target.kept_back);
        fold(format!("{:?} {:?} {:?} {of_fit:?}", target.name, target.experiment, target.measure));
    });
    for experiment in &text.experiments {
        let Experiment { name, set, given, seeds_most, runs, until_hours, events_most, .. } = experiment;
        fold(format!("{name:?} {set:?} {given:?} {seeds_most} {runs} {until_hours:?} {events_most:?}"));
        experiment.scenario.texts().into_iter().for_each(|(_, content)| fold(content));
    }
    hasher.finalize().to_hex().to_string()
}

impl<'f, F: FileSystem> CalibrationDirectory<'f, F> {
    /// The directory at a path; nothing is looked at yet.
    pub fn new(files: &'f F, root: &Path) -> CalibrationDirectory<'f, F> {
        CalibrationDirectory { files, root: root.to_path_buf() }
    }

    /// Begins the directory, or goes on with one that is of the same calibration.
    ///
    /// # Errors
    /// When something else stands there, when it is of another calibration, or when the system refuses.
    pub fn begin(&self, calibration: &Calibration<'_>) -> Result<(), StoreError> {
        let occupied = |found: String| StoreError::OtherStudy { path: self.root.clone(), found };
        let looked = |cause| StoreError::system("look at", &self.root, cause);
        let identity = identity(calibration);
        match self.files.entry(&self.root).map_err(looked)? {
            Entry::Other => return Err(occupied("a file, expected a calibration or nothing".to_owned())),
            Entry::Directory => {
                let known = self.files.read(&self.root.join("calibration.json")).ok();
                let Some(bytes) = known else {
                    let names = self.files.names(&self.root).map_err(looked)?;
                    let stranger = names.iter().find(|name| *name != "log" && leftover_of(name).is_none());
                    if let Some(name) = stranger {
                        return Err(occupied(format!("{name} and no calibration.json")));
                    }
                    return self.write("calibration.json", describe(calibration, identity).as_bytes());
                };
                let found: Option<Description> = serde_json::from_slice(&bytes).ok();
                return match found {
                    Some(found) if found.identity == identity => Ok(()),
                    Some(found) if found.result_version != RESULT_VERSION => Err(occupied(format!(
                        "a calibration of result version {}, expected {RESULT_VERSION}",
                        found.result_version
                    ))),
                    Some(found) => Err(occupied(format!(
                        "the calibration {} ({}), of other files than these",
                        found.id, found.structure
                    ))),
                    None => Err(occupied("a calibration.json that is not ours".to_owned())),
                };
            }
            Entry::Nothing => {}
        }
        self.write("calibration.json", describe(calibration, identity).as_bytes())
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

    fn shard_name(generation: u64, shard: u64) -> String {
        format!("generations/{generation:03}/{shard:06}.parquet")
    }

    /// Removes what killed processes left beside `calibration.json`; the caller holds the lock.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn clean_files(&self) -> Result<(), StoreError> {
        remove_leftovers(self.files, &self.root, |_| true).map(|_| ())
    }

    /// Removes what killed processes left of a generation; the caller holds the lock.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn clean(&self, generation: u64) -> Result<(), StoreError> {
        let path = self.root.join(format!("generations/{generation:03}"));
        if matches!(self.files.entry(&path), Ok(Entry::Directory)) {
            remove_leftovers(self.files, &path, |_| true)?;
        }
        Ok(())
    }

    /// Writes a finished shard.
    ///
    /// # Errors
    /// When the disk is full or the system refuses.
    pub fn write_shard(
        &self,
        calibration: &Calibration<'_>,
        generation: u64,
        shard: u64,
        tried: &[Tried],
    ) -> Result<(), StoreError> {
        let table = tables::encode(calibration, &identity(calibration), generation, shard, tried);
        self.write(&Self::shard_name(generation, shard), &table::encode(&table))
    }

    /// Reads a shard; None when there is none, or it is damaged or of something else: then it is made again.
    ///
    /// # Errors
    /// When a file is there and cannot be read.
    pub fn read_shard(
        &self,
        calibration: &Calibration<'_>,
        generation: u64,
        shard: u64,
    ) -> Result<Option<Vec<Tried>>, StoreError> {
        let path = self.root.join(Self::shard_name(generation, shard));
        if !matches!(self.files.entry(&path), Ok(Entry::Other)) {
            return Ok(None);
        }
        let bytes = self.files.read(&path).map_err(|cause| StoreError::system("read", &path, cause))?;
        let table = table::decode(&bytes).ok();
        Ok(table.and_then(|table| tables::decode(calibration, &identity(calibration), generation, shard, &table)))
    }

    /// Notes in `log/` how long a generation took. The log is for people: when it cannot be written, all goes on.
    pub fn log_generation(&self, generation: u64, particles: usize, took: Duration) {
        let path = self.root.join("log").join("generations.csv");
        let line = format!("{generation},{particles},{:.1}\n", took.as_secs_f64());
        let _ = self.files.append(&path, "generation,particles,seconds\n", line.as_bytes());
    }
}

fn describe(calibration: &Calibration<'_>, identity: String) -> String {
    let description = Description {
        program: "truceline".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        identity,
        id: calibration.text().id.clone(),
        structure: calibration.structure.clone(),
        result_version: RESULT_VERSION,
        note: "illustrative model, not a forecast".to_owned(),
    };
    serde_json::to_string_pretty(&description).expect("plain data becomes JSON without fail") + "\n"
}
