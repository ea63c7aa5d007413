//! Which shards a study consists of, and which of them stand: all, or the first ones when a wanted precision ended it with
//! them. `stopping.json` says so.

use serde::{Deserialize, Serialize};

use crate::experiment::study::Study;
use crate::store::{FileSystem, StoreError};

use super::directory::{ShardState, StudyDirectory};
use super::run::Until;

const STOPPING: &str = "stopping.json";

/// Why a study ended before its last shard.
#[derive(Serialize, Deserialize)]
struct Stopping {
    measure: String,
    half_width_wanted: f64,
    half_width_widest: f64,
    shards: u64,
    runs: u64,
}

/// Notes that the wanted precision ended a study with its first so many shards; `half_width` is the widest found.
///
/// # Errors
/// When the disk is full or the system refuses.
pub fn note_stopped<F: FileSystem>(
    study: &Study,
    directory: &StudyDirectory<'_, F>,
    until: &Until,
    shards: u64,
    half_width: f64,
) -> Result<(), StoreError> {
    let stopping = Stopping {
        measure: until.measure.clone(),
        half_width_wanted: until.half_width,
        half_width_widest: half_width,
        shards,
        runs: study.shard(shards).start,
    };
    let text = serde_json::to_string_pretty(&stopping).expect("plain data becomes JSON without fail");
    directory.write(STOPPING, format!("{text}\n").as_bytes())
}

/// Forgets that an earlier wanted precision ended the study: all its shards stand now.
///
/// # Errors
/// When the system refuses.
pub fn forget_stopped<F: FileSystem>(directory: &StudyDirectory<'_, F>) -> Result<(), StoreError> {
    directory.remove(STOPPING)
}

/// How many first shards the tables are made of: all, unless a wanted precision ended the study before.
pub fn shards_counted<F: FileSystem>(study: &Study, directory: &StudyDirectory<'_, F>) -> u64 {
    let stopping = directory.read(STOPPING).ok();
    let stopping = stopping.and_then(|bytes: Vec<u8>| serde_json::from_slice::<Stopping>(&bytes).ok());
    stopping.map_or(study.shards(), |stopping| stopping.shards.min(study.shards()))
}

/// The shards that a complete study has and this one does not, in order; `damaged` hears what is wrong with files that
/// are there.
///
/// # Errors
/// When a file is there and cannot be read.
pub fn missing_shards<F: FileSystem>(
    study: &Study,
    directory: &StudyDirectory<'_, F>,
    damaged: &mut dyn FnMut(&str),
) -> Result<Vec<u64>, StoreError> {
    let mut missing = Vec::new();
    for shard in 0..shards_counted(study, directory) {
        match directory.shard_state(study, shard)? {
            ShardState::Whole => continue,
            ShardState::Missing => {}
            ShardState::Damaged(why) => damaged(&why),
        }
        missing.push(shard);
    }
    Ok(missing)
}

/// The shards that stand, in order; `damaged` hears what is wrong with files that are there.
///
/// # Errors
/// When a file is there and cannot be read.
pub fn standing_shards<F: FileSystem>(
    study: &Study,
    directory: &StudyDirectory<'_, F>,
    damaged: &mut dyn FnMut(&str),
) -> Result<Vec<u64>, StoreError> {
    let mut shards = Vec::new();
    for shard in (0..study.shards()).filter(|&shard| directory.has_shard(study, shard)) {
        match directory.shard_state(study, shard)? {
            ShardState::Whole => shards.push(shard),
            ShardState::Damaged(why) => damaged(&why),
            ShardState::Missing => {}
        }
    }
    Ok(shards)
}
