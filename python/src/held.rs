//! Shards of a directory that this process holds while others make them: the lock, and what is judged between times.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use pyo3::prelude::*;
use truceline::experiment::study::Study as Opened;
use truceline::store::study::{
    self as store, RunData, ShardState, StudyDirectory, Until, forget_stopped, note_stopped, widest_half_width,
};
use truceline::store::table::{self, Table, Values};
use truceline::store::{Native, RangeLock};

use crate::errors::{Trouble, without_lock};
use crate::study::Study;

/// Runs, events, runs that went wrong, and some of those: reason and the command that repeats it.
type Outcome = (u64, u64, u64, Vec<(String, String)>);

/// A range of shards of a directory that has begun, locked until it is released.
#[pyclass(frozen, module = "truceline._native")]
pub struct Held {
    study: Arc<Opened>,
    directory: PathBuf,
    until: Option<Until>,
    lock: Mutex<Option<RangeLock>>,
}

impl Held {
    fn place(&self) -> StudyDirectory<'static, Native> {
        StudyDirectory::new(&Native, &self.directory)
    }
}

#[pymethods]
impl Held {
    /// Locks the shards from `first` to before `end` and removes what killed processes left of them. `who` is told to
    /// others that are refused; `until` is a measure and the half-width that is wanted.
    #[staticmethod]
    #[pyo3(signature = (study, directory, first, end, who, until))]
    fn hold(
        python: Python<'_>,
        study: &Study,
        directory: PathBuf,
        first: u64,
        end: u64,
        who: String,
        until: Option<(String, f64)>,
    ) -> PyResult<Held> {
        without_lock(python, || {
            let until = study.until(until)?;
            let study = Arc::clone(study.opened());
            if first >= end || end > study.shards() {
                let text = format!("shards: found {first}..{end}, expected some of 0..{}", study.shards());
                return Err(Trouble::Value(text));
            }
            let lock = RangeLock::acquire(&directory.join("log"), first, end, &who)?;
            StudyDirectory::new(&Native, &directory).clean(&(first..end))?;
            Ok(Held { study, directory, until, lock: Mutex::new(Some(lock)) })
        })
    }

    /// Which of some shards do not stand, in order, and what is wrong with files that are there.
    fn missing(&self, python: Python<'_>, shards: Vec<u64>) -> PyResult<(Vec<u64>, Vec<String>)> {
        without_lock(python, || {
            let (place, mut missing, mut damaged) = (self.place(), Vec::new(), Vec::new());
            for shard in shards {
                match place.shard_state(&self.study, shard)? {
                    ShardState::Whole => continue,
                    ShardState::Missing => {}
                    ShardState::Damaged(why) => damaged.push(why),
                }
                missing.push(shard);
            }
            Ok((missing, damaged))
        })
    }

    /// Removes what killed workers left, and lets others have the shards.
    fn release(&self, python: Python<'_>) -> PyResult<()> {
        without_lock(python, || {
            let Some(lock) = self.lock.lock().ok().and_then(|mut lock| lock.take()) else { return Ok(()) };
            Ok(self.place().clean(&lock.range())?)
        })
    }

    /// What came of the runs of some shards, which stand; at most `most` failures are told.
    fn outcomes(&self, python: Python<'_>, shards: Vec<u64>, most: usize) -> PyResult<Outcome> {
        without_lock(python, || {
            let (runs, events, failed, failures) = RunData::new(&self.study, &self.place(), shards).outcomes(most)?;
            Ok((runs, events, failed, failures.into_iter().map(|failure| (failure.reason, failure.command)).collect()))
        })
    }

    /// Largest half-width of a design point over the first shards, relative to the mean; None when it is not known.
    fn half_width(&self, python: Python<'_>, shards: u64) -> PyResult<Option<f64>> {
        without_lock(python, || {
            let Some(until) = &self.until else { return Ok(None) };
            Ok(widest_half_width(&self.study, &self.place(), until, shards)?)
        })
    }

    /// Notes that the wanted precision is reached with the first shards.
    fn note_stopped(&self, python: Python<'_>, shards: u64, half_width: f64) -> PyResult<()> {
        without_lock(python, || {
            let Some(until) = &self.until else { return Ok(()) };
            Ok(note_stopped(&self.study, &self.place(), until, shards, half_width)?)
        })
    }

    /// Forgets a precision that ended an earlier call: all shards stand.
    fn forget_stopped(&self, python: Python<'_>) -> PyResult<()> {
        without_lock(python, || Ok(forget_stopped(&self.place())?))
    }
}

/// Numbers of first shards after which a precision is judged.
#[pyfunction]
pub fn checkpoints(shards: u64) -> Vec<u64> {
    store::checkpoints(shards)
}

/// What came of the runs of a shard, from the bytes of its table of runs; at most `most` failures are told.
#[pyfunction]
pub fn outcome(python: Python<'_>, runs: &[u8], most: usize) -> PyResult<Outcome> {
    without_lock(python, || {
        let table = table::decode_columns(runs, &["run", "events", "reason", "command"])
            .map_err(|error| Trouble::Value(format!("runs: {error}")))?;
        Ok(outcome_of(&table, most))
    })
}

fn outcome_of(table: &Table, most: usize) -> Outcome {
    let values = |name: &str| table.column(name).map(|column| &column.values);
    let events = match values("events") {
        Some(Values::Whole(events)) => events.iter().flatten().map(|&events| events as u64).sum(),
        _ => 0,
    };
    let (Some(Values::Text(reasons)), Some(Values::Text(commands))) = (values("reason"), values("command")) else {
        return (table.rows() as u64, events, 0, Vec::new());
    };
    let failures: Vec<(String, String)> = reasons
        .iter()
        .zip(commands)
        .filter_map(|(reason, command)| Some((reason.clone()?, command.clone().unwrap_or_default())))
        .collect();
    let failed = failures.len() as u64;
    (table.rows() as u64, events, failed, failures.into_iter().take(most).collect())
}
