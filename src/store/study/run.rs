//! Running the shards of a study: workers take them in order, each writes its own; what stands already is checked and
//! kept. Nothing that ends up in the directory depends on the number of workers or on the order.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

use crate::experiment::statistics;
use crate::experiment::study::{RunRow, Setups, Study, run_shard};
use crate::store::{FileSystem, StoreError};

use super::directory::{ShardState, StudyDirectory};
use super::read::RunData;

/// Least values of a design point before its precision is judged.
const JUDGED_LEAST: usize = 20;

/// What to run, and when to stop.
#[derive(Clone, Debug)]
pub struct Options {
    /// Workers, at least 1.
    pub jobs: usize,
    /// Shards, in the order in which they are taken.
    pub shards: Vec<u64>,
    /// Stop when a measure is known well enough; then `shards` are all of the study, in ascending order.
    pub until: Option<Until>,
    /// Stop when more runs than this have gone wrong.
    pub failures_most: u64,
}

/// A precision that is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Until {
    /// Measure.
    pub measure: String,
    /// Half-width of the 95 % interval of its mean, relative to the mean, at every design point.
    pub half_width: f64,
}

/// How it ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended {
    /// All shards stand.
    Complete,
    /// The wanted precision is reached with the first so many shards.
    Precise {
        /// Shards.
        shards: u64,
        /// Largest relative half-width of a design point.
        half_width: f64,
    },
    /// All shards stand, and the wanted precision is not reached.
    Imprecise {
        /// Largest relative half-width of a design point; None when it has none.
        half_width: Option<f64>,
    },
    /// Too many runs went wrong.
    Failures,
    /// Somebody asked to stop.
    Interrupted,
}

/// What is told while it runs, from any worker.
#[derive(Clone, Copy, Debug)]
pub enum Told<'a> {
    /// A run is over.
    Run(&'a RunRow),
    /// A shard stood already: its runs, and those that had gone wrong.
    Kept {
        /// Runs.
        runs: u64,
        /// Runs that went wrong.
        failed: u64,
    },
    /// A shard stood there damaged and is made again.
    Damaged(&'a str),
    /// A shard is written.
    Written(u64),
}

/// Numbers of first shards after which precision is judged: 1, 2, 3, 4, 6, 8, 12, 16, 24, … and all.
pub fn checkpoints(shards: u64) -> Vec<u64> {
    let mut all = Vec::new();
    let (mut size, mut between) = (1_u64, 3_u64);
    while size < shards {
        all.push(size);
        if size > 1 && between < shards {
            all.push(between);
            between *= 2;
        }
        size *= 2;
    }
    all.push(shards);
    all
}

/// Runs what is not there yet. Setting `stop` from another thread ends the workers after the run they are at.
///
/// # Errors
/// When the disk is full or the system refuses. What is written stays, and the same call goes on from there.
pub fn run<F: FileSystem + Sync>(
    study: &Study,
    directory: &StudyDirectory<'_, F>,
    options: &Options,
    stop: &AtomicBool,
    told: &(dyn Fn(Told<'_>) + Sync),
) -> Result<Ended, StoreError> {
    let work = Work { study, directory, stop, told, failed: AtomicU64::new(0), failures_most: options.failures_most };
    let Some(until) = &options.until else {
        return work.stage(&options.shards, options.jobs).map(|ended| ended.unwrap_or(Ended::Complete));
    };
    let (mut done, mut half_width) = (0, None);
    for checkpoint in checkpoints(study.shards()) {
        let shards: Vec<u64> = (done..checkpoint).collect();
        if let Some(ended) = work.stage(&shards, options.jobs)? {
            return Ok(ended);
        }
        done = checkpoint;
        half_width = widest_half_width(study, directory, until, checkpoint)?;
        if half_width.is_some_and(|half_width| half_width <= until.half_width) {
            return Ok(Ended::Precise { shards: checkpoint, half_width: half_width.unwrap_or(0.0) });
        }
    }
    Ok(Ended::Imprecise { half_width })
}

/// Largest half-width of a design point over the first `shards` shards, relative to the mean; None while a point has too
/// few values.
///
/// # Errors
/// When a shard cannot be read.
pub fn widest_half_width<F: FileSystem>(
    study: &Study,
    directory: &StudyDirectory<'_, F>,
    until: &Until,
    shards: u64,
) -> Result<Option<f64>, StoreError> {
    let points = RunData::new(study, directory, (0..shards).collect()).measure(&until.measure)?;
    let mut widest = Some(0.0_f64);
    for values in points {
        let values: Vec<f64> = values.into_iter().flatten().collect();
        let known = (values.len() >= JUDGED_LEAST).then(|| precision(&values)).flatten();
        widest = widest.zip(known).map(|(widest, known)| widest.max(known));
    }
    Ok(widest)
}

/// Relative half-width of the 95 % interval of the mean; 0 when the values do not vary; None when the mean is 0 and they
/// do.
fn precision(values: &[f64]) -> Option<f64> {
    let mean = statistics::mean(values, statistics::CONFIDENCE)?;
    if mean.half_width() == Some(0.0) { Some(0.0) } else { mean.relative_half_width() }
}

struct Work<'a, F> {
    study: &'a Study,
    directory: &'a StudyDirectory<'a, F>,
    stop: &'a AtomicBool,
    told: &'a (dyn Fn(Told<'_>) + Sync),
    failed: AtomicU64,
    failures_most: u64,
}

impl<F: FileSystem + Sync> Work<'_, F> {
    /// Works through some shards; tells how it ended early, if it did.
    fn stage(&self, shards: &[u64], jobs: usize) -> Result<Option<Ended>, StoreError> {
        let (next, give_up) = (AtomicUsize::new(0), AtomicBool::new(false));
        let trouble: Mutex<Option<StoreError>> = Mutex::new(None);
        std::thread::scope(|scope| {
            for _ in 0..jobs.clamp(1, shards.len().max(1)) {
                scope.spawn(|| {
                    let mut setups = Setups::default();
                    while !self.is_over() && !give_up.load(Ordering::Relaxed) {
                        let Some(&shard) = shards.get(next.fetch_add(1, Ordering::Relaxed)) else { break };
                        if let Err(error) = self.shard(shard, &mut setups) {
                            give_up.store(true, Ordering::Relaxed);
                            // The first one is told.
                            trouble.lock().expect("no worker panics with the lock").get_or_insert(error);
                        }
                    }
                });
            }
        });
        match trouble.into_inner().expect("no worker panics with the lock") {
            Some(error) => Err(error),
            None if self.too_many_failed() => Ok(Some(Ended::Failures)),
            None if self.stop.load(Ordering::Relaxed) => Ok(Some(Ended::Interrupted)),
            None => Ok(None),
        }
    }

    fn too_many_failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed) > self.failures_most
    }

    fn is_over(&self) -> bool {
        self.stop.load(Ordering::Relaxed) || self.too_many_failed()
    }

    fn shard(&self, shard: u64, setups: &mut Setups) -> Result<(), StoreError> {
        match self.directory.shard_state(self.study, shard)? {
            ShardState::Whole => {
                let (runs, _, failed, _) = RunData::new(self.study, self.directory, vec![shard]).outcomes(0)?;
                self.failed.fetch_add(failed, Ordering::Relaxed);
                (self.told)(Told::Kept { runs, failed });
                return Ok(());
            }
            ShardState::Damaged(why) => (self.told)(Told::Damaged(&why)),
            ShardState::Missing => {}
        }
        let started = Instant::now();
        let content = run_shard(self.study, setups, shard, &mut |row| {
            if !row.is_complete() {
                self.failed.fetch_add(1, Ordering::Relaxed);
            }
            (self.told)(Told::Run(row));
            !self.is_over()
        });
        // Given up half-way: nothing is written, and the shard is begun anew next time. When the last run of the shard
        // was the one too many the shard is lost too, which costs time and no more.
        let Some(content) = content else { return Ok(()) };
        self.directory.write_shard(self.study, shard, &content)?;
        self.directory.log_shard(shard, &content, started.elapsed());
        (self.told)(Told::Written(shard));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::checkpoints;

    #[test]
    fn precision_is_judged_at_sizes_fixed_in_advance() {
        assert_eq!(checkpoints(1), [1]);
        assert_eq!(checkpoints(2), [1, 2]);
        assert_eq!(checkpoints(20), [1, 2, 3, 4, 6, 8, 12, 16, 20]);
        assert_eq!(checkpoints(24), [1, 2, 3, 4, 6, 8, 12, 16, 24]);
        for shards in 1..200 {
            let all = checkpoints(shards);
            assert!(all.is_sorted_by(|a, b| a < b) && all.last() == Some(&shards), "{shards}: {all:?}");
        }
    }
}
