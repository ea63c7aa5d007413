//! Processor time: what others do on the same machine counts less than on a wall clock.

use rustix::time::{ClockId, clock_gettime};

/// Seconds of processor time, user's and system's, that this process has used.
pub fn seconds() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}

/// Seconds of processor time that `work` takes.
pub fn time(work: impl FnOnce()) -> f64 {
    let begin = seconds();
    work();
    seconds() - begin
}
