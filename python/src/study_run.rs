//! Running the shards of a study on threads, with progress, until an interrupt.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use pyo3::prelude::*;
use truceline::experiment::study::Study;
use truceline::store::study::{Ended, Options, StudyDirectory, Told, forget_stopped, note_stopped, run as run_shards};
use truceline::store::{Native, RangeLock, StoreError};

use crate::errors::Trouble;
use crate::patience::{BETWEEN, Patience};

/// Failures that are told with the command that repeats them.
const FAILURES_TOLD: usize = 5;

/// What is counted while it runs.
#[derive(Default)]
struct Counts {
    done: AtomicU64,
    failures: Mutex<Vec<String>>,
    damaged: Mutex<Vec<String>>,
}

impl Counts {
    fn tell(&self, told: Told<'_>) {
        match told {
            Told::Run(row) => {
                self.done.fetch_add(1, Ordering::Relaxed);
                if let (Some(reason), Ok(mut failures)) = (&row.reason, self.failures.lock())
                    && failures.len() < FAILURES_TOLD
                {
                    let again = row.command.as_deref().unwrap_or_default();
                    failures.push(format!("{reason}\n    again: {again}"));
                }
            }
            Told::Kept { runs, .. } => {
                self.done.fetch_add(runs, Ordering::Relaxed);
            }
            Told::Damaged(why) => {
                if let Ok(mut damaged) = self.damaged.lock() {
                    damaged.push(why.to_owned());
                }
            }
            Told::Written(_) => {}
        }
    }
}

/// Makes the shards that are not there yet; `told` hears how many runs are done. To be called without the lock. Tells how
/// it ended, in words, and what was damaged.
///
/// # Errors
/// An interrupt, too many failures, or storage. What is written stays.
pub fn run(
    study: &Study,
    directory: &Path,
    options: &Options,
    told: Option<&Py<PyAny>>,
) -> Result<(String, Vec<String>), Trouble> {
    let place = StudyDirectory::new(&Native, directory);
    let (first, end) = match (options.shards.iter().min(), options.shards.iter().max()) {
        (Some(first), Some(last)) => (*first, last + 1),
        _ => return Ok(("complete".to_owned(), Vec::new())),
    };
    let _lock = RangeLock::acquire(&directory.join("log"), first, end, "truceline in Python")?;
    place.clean(&(first..end))?;
    let (counts, stop) = (Counts::default(), AtomicBool::new(false));
    let (ended, interrupt) =
        watched(&counts, &stop, told, || run_shards(study, &place, options, &stop, &|what| counts.tell(what)));
    interrupt?;
    let damaged = counts.damaged.into_inner().unwrap_or_default();
    let all = options.shards.len() as u64 == study.shards();
    match ended? {
        Ended::Complete | Ended::Imprecise { .. } if all => {
            forget_stopped(&place)?;
            Ok(("complete".to_owned(), damaged))
        }
        Ended::Precise { shards, half_width } => {
            if let Some(until) = &options.until {
                note_stopped(study, &place, until, shards, half_width)?;
            }
            Ok(("precise".to_owned(), damaged))
        }
        Ended::Failures => {
            let failures = counts.failures.into_inner().unwrap_or_default().join("\n  ");
            let most = options.failures_most;
            Err(Trouble::Run(format!("more than {most} runs went wrong; the study is stopped\n  {failures}")))
        }
        Ended::Interrupted => Err(Trouble::Run("the study was stopped".to_owned())),
        _ => Ok(("complete".to_owned(), damaged)),
    }
}

/// Does the work on a thread of its own, while this one asks for interrupts.
fn watched<T: Send>(
    counts: &Counts,
    stop: &AtomicBool,
    told: Option<&Py<PyAny>>,
    work: impl FnOnce() -> Result<T, StoreError> + Send,
) -> (Result<T, StoreError>, PyResult<()>) {
    let mut interrupt = Ok(());
    let ended = thread::scope(|scope| {
        let worker = scope.spawn(work);
        let mut patience = Patience::new();
        while !worker.is_finished() {
            thread::park_timeout(BETWEEN);
            let done = counts.done.load(Ordering::Relaxed);
            if interrupt.is_ok() {
                interrupt = patience.ask(|python| tell(python, told, done));
                stop.store(interrupt.is_err(), Ordering::Relaxed);
            }
        }
        worker.join()
    });
    if interrupt.is_ok() {
        interrupt = Python::attach(|python| tell(python, told, counts.done.load(Ordering::Relaxed)));
    }
    match ended {
        Ok(ended) => (ended, interrupt),
        // Told where all panics are.
        Err(payload) => std::panic::resume_unwind(payload),
    }
}

fn tell(python: Python<'_>, told: Option<&Py<PyAny>>, done: u64) -> PyResult<()> {
    told.map_or(Ok(()), |told| told.call1(python, (done,)).map(|_| ()))
}
