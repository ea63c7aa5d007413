//! Repeats of a workload, timed and checked against each other.

use std::fmt;
use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::experiment::statistics::{quantile, sorted};

use super::memory::{large_page_bytes, memory};
use super::workload::{Check, Done, Group, Workload};

/// What the repeats of a workload came to. Names of fields are stable: `--json` prints it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// Name of the workload.
    pub name: String,
    /// Its kind.
    pub group: Group,
    /// What it does.
    pub meaning: String,
    /// Agents or pending events; None where the number changes.
    pub size: Option<usize>,
    /// Events of one repeat, within the time.
    pub events: u64,
    /// Repeats.
    pub repeats: usize,
    /// Time an event, over the repeats.
    pub nanoseconds_per_event: PerEvent,
    /// By the median.
    pub events_per_second: f64,
    /// Time of one repeat, the median.
    pub seconds: f64,
    /// Resident memory after the first repeat, its end state still there, beyond that before the workload was made; None
    /// where the system does not tell.
    pub resident_growth_bytes: Option<u64>,
    /// Most resident memory of the process, the program included.
    pub resident_peak_bytes: Option<u64>,
    /// Memory in large pages of the system after the first repeat, the program's included; None where the system does not
    /// tell, and in figures of earlier versions.
    #[serde(default)]
    pub large_page_bytes: Option<u64>,
    /// Fingerprint of the work: 32 hexadecimal digits, the same on every machine.
    pub digest: String,
    /// What theory says of the work.
    pub checks: Vec<Check>,
}

/// Nanoseconds an event: median and spread over the repeats.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PerEvent {
    /// Least.
    pub least: f64,
    /// A quarter of the repeats took at most this.
    pub lower_quartile: f64,
    /// Half of them.
    pub median: f64,
    /// Three quarters of them.
    pub upper_quartile: f64,
}

/// Why a workload has no figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BenchError {
    /// It could not be made, or did not end as it must; the text says why.
    Failed {
        /// The workload.
        name: String,
        /// What went wrong.
        why: String,
    },
    /// A repeat did other work than the first.
    Diverged {
        /// The workload.
        name: String,
        /// The repeat, from 1; the first is 1.
        repeat: usize,
        /// Digest and events of the first.
        expected: (u128, u64),
        /// Digest and events of this one.
        found: (u128, u64),
    },
}

impl fmt::Display for BenchError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BenchError::Failed { name, why } => write!(formatter, "{name}: {why}"),
            BenchError::Diverged { name, repeat, expected, found } => write!(
                formatter,
                "{name}: repeat {repeat} did other work than the first: found digest {:032x} and {} events, expected \
                 {:032x} and {}",
                found.0, found.1, expected.0, expected.1
            ),
        }
    }
}

impl std::error::Error for BenchError {}

/// Measures a workload in this process. Memory is its own only when nothing large was in the process before: freed
/// memory stays with a process.
///
/// # Errors
/// When it cannot be made, does not end as it must, or a repeat does other work than the first.
///
/// # Panics
/// When `repeats` is 0.
pub fn measure(workload: &Workload, repeats: usize) -> Result<Measured, BenchError> {
    assert!(repeats > 0, "a workload is measured at least once");
    let failed = |why: String| BenchError::Failed { name: workload.name.clone(), why };
    let before = memory();
    let ready = workload.prepare().map_err(failed)?;
    let repeats = repeats.min(workload.repeats_most);
    let (mut first, mut growth, mut large) = (None, None, None);
    let mut seconds = Vec::with_capacity(repeats);
    for repeat in 1..=repeats {
        let timed = ready();
        let started = Instant::now();
        let done = timed();
        seconds.push(started.elapsed().as_secs_f64());
        let Done { events, digest, checks, remains } = done.map_err(failed)?;
        let (expected, _) = first.get_or_insert(((digest, events), checks));
        if *expected != (digest, events) {
            let (name, expected) = (workload.name.clone(), *expected);
            return Err(BenchError::Diverged { name, repeat, expected, found: (digest, events) });
        }
        if repeat == 1 {
            let after = memory();
            growth =
                before.zip(after).map(|(before, after)| after.resident_bytes.saturating_sub(before.resident_bytes));
            large = large_page_bytes();
        }
        drop(remains);
    }
    let ((digest, events), checks) = first.expect("there was a repeat");
    if events == 0 {
        return Err(failed("it has no events".to_owned()));
    }
    let per_event = per_event(&seconds, events);
    Ok(Measured {
        name: workload.name.clone(),
        group: workload.group,
        meaning: workload.meaning.clone(),
        size: workload.size,
        events,
        repeats,
        nanoseconds_per_event: per_event,
        events_per_second: 1e9 / per_event.median,
        seconds: per_event.median * events as f64 / 1e9,
        resident_growth_bytes: growth,
        resident_peak_bytes: memory().map(|memory| memory.peak_bytes),
        large_page_bytes: large,
        digest: format!("{digest:032x}"),
        checks,
    })
}

fn per_event(seconds: &[f64], events: u64) -> PerEvent {
    // A clock that stood still would make a rate infinite.
    let nanoseconds = |seconds: &f64| (seconds * 1e9).max(1.0) / events as f64;
    let sorted = sorted(&seconds.iter().map(nanoseconds).collect::<Vec<_>>());
    let quantile = |probability| quantile(&sorted, probability).expect("there was a repeat");
    PerEvent { least: sorted[0], lower_quartile: quantile(0.25), median: quantile(0.5), upper_quartile: quantile(0.75) }
}
