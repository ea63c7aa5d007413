//! Threads that work through numbered tasks. Tasks are taken in index order and results stand in index order, so that
//! the number of threads changes nothing.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Results of `work` for 0..count with so many threads; `progress` hears on this thread how many are done.
///
/// # Panics
/// When a task panics.
pub fn in_order<T: Send>(
    count: usize,
    jobs: usize,
    work: impl Fn(usize) -> T + Sync,
    mut progress: impl FnMut(usize),
) -> Vec<T> {
    let mut results: Vec<Option<T>> = (0..count).map(|_| None).collect();
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        for _ in 0..jobs.clamp(1, count.max(1)) {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= count || sender.send((index, work(index))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        for (done, (index, result)) in receiver.iter().enumerate() {
            results[index] = Some(result);
            progress(done + 1);
        }
    });
    results.into_iter().map(|result| result.expect("every task has a result unless one panicked")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_order_whatever_the_number_of_threads() {
        for jobs in [1, 2, 7, 100] {
            let mut heard = 0;
            let squares = in_order(50, jobs, |index| index * index, |done| heard = done);
            assert_eq!(squares, (0..50).map(|index| index * index).collect::<Vec<_>>());
            assert_eq!(heard, 50);
        }
        assert!(in_order(0, 3, |index| index, |_| ()).is_empty());
    }
}
