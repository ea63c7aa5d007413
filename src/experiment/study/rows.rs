//! What is kept of one run of a study.

/// One run: one row of the table `runs`.
#[derive(Clone, Debug, PartialEq)]
pub struct RunRow {
    /// Number of the run.
    pub run: u64,
    /// Number of its design point.
    pub point: usize,
    /// Seed.
    pub seed: u64,
    /// Replication.
    pub replication: u64,
    /// Why it ended: the name of an outcome, `panic`, or `invalid_scenario`.
    pub outcome: String,
    /// What went wrong, in words; None for a run that came to its natural end.
    pub reason: Option<String>,
    /// The command that repeats it; only of runs that went wrong.
    pub command: Option<String>,
    /// Digest as 32 hexadecimal digits; None without a run.
    pub digest: Option<String>,
    /// Events executed.
    pub events: u64,
    /// End of the run in hours.
    pub end_hours: f64,
    /// Measures in the order of the study; all None for a run that went wrong.
    pub measures: Vec<Option<f64>>,
}

impl RunRow {
    /// Whether the run came to its natural end.
    pub fn is_complete(&self) -> bool {
        self.reason.is_none()
    }
}
