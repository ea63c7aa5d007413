//! What a calibration tells while it runs.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::cli::output;
use crate::store::calibration::Told;

pub use crate::cli::study::progress::duration;

/// Time between two updates of the line on a terminal.
const BETWEEN: Duration = Duration::from_millis(300);

/// Progress: one line a generation, and on a terminal one that is overwritten.
pub struct Progress {
    last: Mutex<Option<Instant>>,
    overwrites: bool,
}

impl Progress {
    /// Nothing told yet.
    pub fn new() -> Progress {
        Progress { last: Mutex::new(None), overwrites: output::can_overwrite() }
    }

    /// Takes in what is told.
    pub fn tell(&self, told: Told<'_>) {
        let mut last = self.last.lock().expect("nobody panics with the lock");
        match told {
            Told::Shard { generation, done, of } => {
                if self.overwrites && last.is_none_or(|last| last.elapsed() >= BETWEEN) {
                    *last = Some(Instant::now());
                    output::status(&format!("generation {generation}: {done} of {of} particles"));
                }
            }
            Told::Generation(generation, now) => {
                if self.overwrites {
                    output::status("");
                }
                output::talk(&format!(
                    "generation {generation:3}: tolerance {:.4}, {:.1} % of {} newcomers kept, {} complete, effective size {:.0}, {} runs, {} met their condition",
                    now.tolerance,
                    now.acceptance * 100.0,
                    now.newcomers,
                    now.complete,
                    now.effective_size,
                    now.runs,
                    now.runs_met,
                ));
            }
        }
    }

    /// Ends the line.
    pub fn finish(&self) {
        if self.overwrites {
            output::status("");
        }
    }
}
