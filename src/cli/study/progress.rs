//! Progress of a study: a bar on a terminal, a line a minute elsewhere, or JSON for programs; always on standard error.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::cli::output;
use crate::report::words;
use crate::store::study::Told;

use super::arguments::ProgressKind;

/// Runs that went wrong of which the reason is kept to be told.
const FAILURES_TOLD: usize = 5;
const BAR_CELLS: u64 = 24;

/// What has happened so far; shared by all workers.
pub struct Progress {
    kind: ProgressKind,
    runs: u64,
    started: Instant,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    told: Option<Instant>,
    counts: Counts,
    failures: Vec<(String, String)>,
}

/// Counts of a study under way.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Runs of shards that stood already.
    pub kept: u64,
    /// Runs made now.
    pub made: u64,
    /// Runs that went wrong, kept ones included.
    pub failed: u64,
    /// Events of the runs made now.
    pub events: u64,
}

impl Progress {
    /// Progress of a number of runs.
    pub fn new(kind: ProgressKind, runs: u64) -> Progress {
        let kind = match kind {
            ProgressKind::Auto if output::can_overwrite() => ProgressKind::Bar,
            ProgressKind::Auto => ProgressKind::Lines,
            kind => kind,
        };
        Progress { kind, runs, started: Instant::now(), state: Mutex::new(State::default()) }
    }

    /// Takes in what a worker tells.
    pub fn tell(&self, told: Told<'_>) {
        let mut state = self.state.lock().expect("nobody panics with the lock");
        match told {
            Told::Run(row) => {
                state.counts.made += 1;
                state.counts.events += row.events;
                if let (Some(reason), Some(command)) = (&row.reason, &row.command) {
                    state.counts.failed += 1;
                    if state.failures.len() < FAILURES_TOLD {
                        state.failures.push((reason.clone(), command.clone()));
                    }
                }
            }
            Told::Kept { runs, failed } => {
                state.counts.kept += runs;
                state.counts.failed += failed;
            }
            Told::Damaged(why) => {
                self.clear(&state);
                output::talk(&format!("{why}; it is made again"));
            }
            Told::Written(_) => {}
        }
        let between = match self.kind {
            ProgressKind::Bar => Duration::from_millis(150),
            ProgressKind::Json => Duration::from_secs(1),
            _ => Duration::from_secs(60),
        };
        if state.told.unwrap_or(self.started).elapsed() >= between {
            state.told = Some(Instant::now());
            self.show(&state.counts);
        }
    }

    fn show(&self, counts: &Counts) {
        match self.kind {
            ProgressKind::Bar => output::status(&self.line(counts, true)),
            ProgressKind::Lines => output::talk(&self.line(counts, false)),
            ProgressKind::Json => output::talk(&self.json(counts)),
            ProgressKind::Auto | ProgressKind::None => {}
        }
    }

    fn rate(&self, counts: &Counts) -> f64 {
        counts.made as f64 / self.started.elapsed().as_secs_f64().max(1e-6)
    }

    fn seconds_left(&self, counts: &Counts) -> Option<f64> {
        let left = self.runs.saturating_sub(counts.kept + counts.made) as f64;
        (counts.made > 0).then(|| left / self.rate(counts))
    }

    fn line(&self, counts: &Counts, bar: bool) -> String {
        let done = counts.kept + counts.made;
        let mut line = String::new();
        if bar {
            let cells = (done * BAR_CELLS).checked_div(self.runs).unwrap_or(0).min(BAR_CELLS) as usize;
            line = format!("[{}{}] ", "=".repeat(cells), " ".repeat(BAR_CELLS as usize - cells));
        }
        line += &format!("{} of {} runs", words::count(done as f64), words::count(self.runs as f64));
        line += &format!(" · {} a second", words::value(self.rate(counts)));
        if let Some(seconds) = self.seconds_left(counts) {
            line += &format!(" · {} left", duration(seconds));
        }
        line + &format!(" · {} failed", words::count(counts.failed as f64))
    }

    fn json(&self, counts: &Counts) -> String {
        serde_json::json!({
            "runs": self.runs,
            "kept": counts.kept,
            "made": counts.made,
            "failed": counts.failed,
            "events": counts.events,
            "runs_per_second": self.rate(counts),
            "seconds_left": self.seconds_left(counts),
            "seconds": self.started.elapsed().as_secs_f64(),
        })
        .to_string()
    }

    fn clear(&self, state: &State) {
        if self.kind == ProgressKind::Bar && state.told.is_some() {
            output::status("");
        }
    }

    /// Clears the bar and returns what happened, how long it took, and some of the runs that went wrong with the
    /// commands that repeat them.
    pub fn finish(self) -> (Counts, Duration, Vec<(String, String)>) {
        let state = self.state.lock().expect("nobody panics with the lock");
        self.clear(&state);
        if self.kind == ProgressKind::Json {
            output::talk(&self.json(&state.counts));
        }
        let failures = state.failures.clone();
        let counts = state.counts;
        drop(state);
        (counts, self.started.elapsed(), failures)
    }
}

/// A length of time in words, rounded as one would say it.
pub fn duration(seconds: f64) -> String {
    let whole = seconds.round().max(0.0) as u64;
    match whole {
        0..60 if seconds < 9.95 => format!("{seconds:.1} s"),
        0..60 => format!("{whole} s"),
        60..3_600 => format!("{} min {:02} s", whole / 60, whole % 60),
        3_600..172_800 => format!("{} h {:02} min", whole / 3_600, whole / 60 % 60),
        _ => format!("{} days", words::value((seconds / 8_640.0).round() / 10.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn lengths_read_well() {
        let all: Vec<String> = [0.25, 45.0, 125.0, 7_300.0, 260_000.0].map(duration).to_vec();
        assert_eq!(all, ["0.2 s", "45 s", "2 min 05 s", "2 h 01 min", "3 days"]);
    }
}
