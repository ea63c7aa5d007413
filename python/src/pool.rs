//! Threads that work through numbered tasks, and that an interrupt stops between two tasks. Results stand in index order,
//! so that the number of threads changes nothing.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;

use pyo3::prelude::*;

use crate::errors::Trouble;
use crate::patience::{BETWEEN, Patience};

/// Results of `work` for 0..count, each thread with a memory of its own; `told` is called with the number of tasks done.
/// To be called without the interpreter lock.
///
/// # Errors
/// An interrupt, or an exception of `told`; the tasks at hand are then finished and the rest is left.
pub fn in_order<M: Default, T: Send>(
    count: usize,
    jobs: usize,
    work: impl Fn(&mut M, usize) -> T + Sync,
    told: Option<&Py<PyAny>>,
) -> Result<Vec<T>, Trouble> {
    let mut results: Vec<Option<T>> = (0..count).map(|_| None).collect();
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let mut ended = Ok(());
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        for _ in 0..jobs.clamp(1, count.max(1)) {
            let (sender, next, stop, work) = (sender.clone(), &next, &stop, &work);
            scope.spawn(move || {
                let mut memory = M::default();
                while !stop.load(Ordering::Relaxed) {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= count || sender.send((index, work(&mut memory, index))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let (mut patience, mut done) = (Patience::new(), 0);
        loop {
            match receiver.recv_timeout(BETWEEN) {
                Ok((index, result)) => {
                    results[index] = Some(result);
                    done += 1;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            ended = patience.ask(|python| tell(python, told, done));
            if ended.is_err() {
                stop.store(true, Ordering::Relaxed);
                break;
            }
        }
    });
    ended?;
    Python::attach(|python| tell(python, told, count))?;
    Ok(results.into_iter().map(|result| result.expect("every task has a result unless one panicked")).collect())
}

fn tell(python: Python<'_>, told: Option<&Py<PyAny>>, done: usize) -> PyResult<()> {
    told.map_or(Ok(()), |told| told.call1(python, (done,)).map(|_| ()))
}
