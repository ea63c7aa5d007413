//! Waiting that an interrupt ends: now and then the interpreter is asked whether somebody pressed Ctrl-C.

use std::time::{Duration, Instant};

use pyo3::prelude::*;

/// Time between two questions: short for a person, long beside the cost of asking.
pub const BETWEEN: Duration = Duration::from_millis(50);

/// When the interpreter was last asked.
pub struct Patience {
    asked: Instant,
}

impl Patience {
    /// From now on.
    pub fn new() -> Patience {
        Patience { asked: Instant::now() }
    }

    /// Asks when it is time to, and then tells `told` too.
    ///
    /// # Errors
    /// The exception of the signal handler, `KeyboardInterrupt` as a rule, or that of `told`.
    pub fn ask(&mut self, told: impl FnOnce(Python<'_>) -> PyResult<()>) -> PyResult<()> {
        if self.asked.elapsed() < BETWEEN {
            return Ok(());
        }
        self.asked = Instant::now();
        Python::attach(|python| {
            python.check_signals()?;
            told(python)
        })
    }
}
