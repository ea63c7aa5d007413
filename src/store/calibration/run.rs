//! Running a calibration: generation after generation, each in shards that workers take in order. Nothing that ends up
//! in the directory depends on the number of workers.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

use crate::experiment::calibration::{Calibration, Generation, Over, State, Tried};
use crate::store::{FileSystem, StoreError};

use super::directory::CalibrationDirectory;

/// How it ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended {
    /// It is done.
    Done(Box<State>, Over),
    /// Not one particle of the first generation came through.
    Hopeless,
    /// Somebody asked to stop.
    Interrupted,
}

/// What is told while it runs.
#[derive(Clone, Copy, Debug)]
pub enum Told<'a> {
    /// A shard stands: particles of this generation so far, and in all.
    Shard {
        /// Generation, from 0.
        generation: u64,
        /// Particles done.
        done: u64,
        /// Particles of the generation.
        of: u64,
    },
    /// A generation is over.
    Generation(u64, &'a Generation),
}

/// Runs what is not there yet, to the end of the calibration. Setting `stop` from another thread ends the workers after
/// the particle they are at.
///
/// # Errors
/// When the disk is full or the system refuses. What is written stays, and the same call goes on from there.
pub fn run<F: FileSystem + Sync>(
    calibration: &Calibration<'_>,
    directory: &CalibrationDirectory<'_, F>,
    jobs: usize,
    stop: &AtomicBool,
    told: &(dyn Fn(Told<'_>) + Sync),
) -> Result<Ended, StoreError> {
    let mut state: Option<State> = None;
    loop {
        if let Some(over) = state.as_ref().and_then(|state| calibration.is_over(state)) {
            return Ok(state.map_or(Ended::Hopeless, |state| Ended::Done(Box::new(state), over)));
        }
        let started = Instant::now();
        let generation = state.as_ref().map_or(0, |state| state.generations);
        directory.clean(generation)?;
        let work = Work { calibration, directory, generation, state: state.as_ref(), stop, told };
        let (tried, made) = work.generation(jobs)?;
        let Some(tried) = tried else { return Ok(Ended::Interrupted) };
        if made {
            directory.log_generation(generation, tried.len(), started.elapsed());
        }
        let Some(next) = calibration.next(state.take(), &tried) else { return Ok(Ended::Hopeless) };
        if let Some(now) = next.history.last() {
            told(Told::Generation(generation, now));
        }
        state = Some(next);
    }
}

struct Work<'a, 'c, F> {
    calibration: &'a Calibration<'c>,
    directory: &'a CalibrationDirectory<'a, F>,
    generation: u64,
    state: Option<&'a State>,
    stop: &'a AtomicBool,
    told: &'a (dyn Fn(Told<'_>) + Sync),
}

impl<F: FileSystem + Sync> Work<'_, '_, F> {
    /// All particles of the generation, None when somebody asked to stop; and whether some had to be made.
    fn generation(&self, jobs: usize) -> Result<(Option<Vec<Tried>>, bool), StoreError> {
        let shards = self.calibration.shards(self.state) as usize;
        let results: Mutex<Vec<Option<Vec<Tried>>>> = Mutex::new(vec![None; shards]);
        let trouble: Mutex<Option<StoreError>> = Mutex::new(None);
        let (next, made, give_up) = (AtomicUsize::new(0), AtomicBool::new(false), AtomicBool::new(false));
        std::thread::scope(|scope| {
            for _ in 0..jobs.clamp(1, shards.max(1)) {
                scope.spawn(|| {
                    while !self.stop.load(Ordering::Relaxed) && !give_up.load(Ordering::Relaxed) {
                        let shard = next.fetch_add(1, Ordering::Relaxed);
                        if shard >= shards {
                            break;
                        }
                        match self.shard(shard as u64, &made) {
                            Ok(tried) => self.keep(&results, shard, tried),
                            Err(error) => {
                                give_up.store(true, Ordering::Relaxed);
                                trouble.lock().expect("no worker panics with the lock").get_or_insert(error);
                            }
                        }
                    }
                });
            }
        });
        if let Some(error) = trouble.into_inner().expect("no worker panics with the lock") {
            return Err(error);
        }
        let results = results.into_inner().expect("no worker panics with the lock");
        let all: Option<Vec<Vec<Tried>>> = results.into_iter().collect();
        Ok((all.map(|all| all.into_iter().flatten().collect()), made.load(Ordering::Relaxed)))
    }

    fn keep(&self, results: &Mutex<Vec<Option<Vec<Tried>>>>, shard: usize, tried: Option<Vec<Tried>>) {
        let mut results = results.lock().expect("no worker panics with the lock");
        results[shard] = tried;
        let done = results.iter().flatten().map(|tried| tried.len() as u64).sum();
        let of = self.calibration.newcomers(self.state);
        (self.told)(Told::Shard { generation: self.generation, done, of });
    }

    /// A shard from the disk, or made now; None when somebody asked to stop.
    fn shard(&self, shard: u64, made: &AtomicBool) -> Result<Option<Vec<Tried>>, StoreError> {
        let numbers = self.calibration.shard_numbers(self.state, shard);
        let known = self.directory.read_shard(self.calibration, self.generation, shard)?;
        if let Some(known) = known.filter(|known| known.iter().map(|tried| tried.number).eq(numbers.clone())) {
            return Ok(Some(known));
        }
        made.store(true, Ordering::Relaxed);
        let mut tried = Vec::new();
        for number in numbers {
            if self.stop.load(Ordering::Relaxed) {
                return Ok(None);
            }
            tried.push(self.calibration.try_one(self.state, number));
        }
        self.directory.write_shard(self.calibration, self.generation, shard, &tried)?;
        Ok(Some(tried))
    }
}
