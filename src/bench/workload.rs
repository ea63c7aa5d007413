//! What a workload is.

use std::any::Any;

use serde::{Deserialize, Serialize};

/// Kinds of workloads; each can be asked for as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Agents that send each other events.
    Phold,
    /// The same with twice as many agents each time.
    Curve,
    /// Pending events alone: take the least, put in a later one.
    Hold,
    /// A queue with one server, checked against its closed form.
    Queue,
    /// One replication of a shipped scenario.
    Scenarios,
    /// One week of a large invented border.
    Synthetic,
}

impl Group {
    /// All, in the order of the catalogue.
    pub const ALL: [Group; 6] =
        [Group::Phold, Group::Curve, Group::Hold, Group::Queue, Group::Scenarios, Group::Synthetic];

    /// Stable name.
    pub fn name(self) -> &'static str {
        match self {
            Group::Phold => "phold",
            Group::Curve => "curve",
            Group::Hold => "hold",
            Group::Queue => "queue",
            Group::Scenarios => "scenarios",
            Group::Synthetic => "synthetic",
        }
    }
}

/// A number that theory knows, beside the one that a workload found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// What it is.
    pub name: String,
    /// As theory has it.
    pub expected: f64,
    /// As found: a mean of independent replications.
    pub found: f64,
    /// Standard error of `found`.
    pub standard_error: f64,
    /// Least value that agrees: `expected` - [`Check::ERRORS`] standard errors.
    pub low: f64,
    /// Greatest value that agrees.
    pub high: f64,
}

impl Check {
    /// Standard errors that a sound program stays within.
    pub const ERRORS: f64 = 4.0;

    /// Beside the expected value, one found with a standard error.
    pub fn new(name: &str, expected: f64, found: f64, standard_error: f64) -> Check {
        let reach = Check::ERRORS * standard_error;
        let (low, high) = (expected - reach, expected + reach);
        Check { name: name.to_owned(), expected, found, standard_error, low, high }
    }

    /// Distance between found and expected in standard errors.
    pub fn z(&self) -> f64 {
        (self.found - self.expected) / self.standard_error
    }

    /// Whether found and expected agree.
    pub fn holds(&self) -> bool {
        self.low < self.found && self.found < self.high
    }
}

/// What one repeat came to.
pub struct Done {
    /// Events executed within the time.
    pub events: u64,
    /// Fingerprint of the work, of what was done before the time too.
    pub digest: u128,
    /// What theory says of it.
    pub checks: Vec<Check>,
    /// The state at the end: taken apart outside of the time, and still in memory when that is read.
    pub remains: Box<dyn Any>,
}

/// The part of a repeat whose time is taken.
pub type Timed = Box<dyn FnOnce() -> Result<Done, String>>;

/// Makes the state that a repeat starts from; every call makes the same.
pub type Ready = Box<dyn Fn() -> Timed>;

/// Something whose time is measured.
pub struct Workload {
    /// Name, unique in the catalogue and the same on every machine.
    pub name: String,
    /// Its kind.
    pub group: Group,
    /// What it does, in one line.
    pub meaning: String,
    /// Agents or pending events; None where the number changes.
    pub size: Option<usize>,
    /// Most repeats: long ones need fewer.
    pub repeats_most: usize,
    prepare: Box<dyn Fn() -> Result<Ready, String>>,
}

impl Workload {
    /// In another group than that of its kind.
    #[must_use]
    pub fn in_group(self, group: Group) -> Workload {
        Workload { group, ..self }
    }

    /// A workload of any number of repeats.
    pub fn new(
        group: Group,
        name: String,
        meaning: String,
        prepare: impl Fn() -> Result<Ready, String> + 'static,
    ) -> Workload {
        Workload { name, group, meaning, size: None, repeats_most: usize::MAX, prepare: Box::new(prepare) }
    }

    /// With so many agents or pending events.
    #[must_use]
    pub fn of_size(self, size: usize) -> Workload {
        Workload { size: Some(size), ..self }
    }

    /// Repeated at most so many times.
    #[must_use]
    pub fn repeated_at_most(self, repeats: usize) -> Workload {
        Workload { repeats_most: repeats, ..self }
    }

    /// Whether it goes by a name: its own or that of its group.
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.group.name() == name
    }

    /// What all repeats share, a scenario for instance.
    ///
    /// # Errors
    /// What cannot be made.
    pub fn prepare(&self) -> Result<Ready, String> {
        (self.prepare)()
    }
}
