//! Arguments of all commands.

mod models;
mod runs;
mod scenarios;
mod times;

use clap::{Parser, Subcommand};

use super::study::arguments::{ReplayArguments, StudyCommand};

pub use models::*;
pub use runs::*;
pub use scenarios::*;
pub use times::moment;

/// What `--version` says: also which build it is.
const LONG_VERSION: &str =
    concat!(env!("CARGO_PKG_VERSION"), "\nbuild ", env!("TRUCELINE_BUILD"), ", ", env!("TRUCELINE_RUSTC"));

/// How a small border incident escalates, spreads, drives people from their homes, and is stopped, or not, by
/// ceasefire attempts: a seeded simulator. An illustrative model, not a forecast.
#[derive(Debug, Parser)]
#[command(name = "truceline", version, long_version = LONG_VERSION, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run a scenario once and write tables, pictures and a summary
    Run(RunArguments),
    /// Make the pictures of a run again from its directory
    Plot(PlotArguments),
    /// Write a run as one HTML page: map, curves, and the causes of every event
    Report(ReportArguments),
    /// Tell how an event of a run came about, from its directory, and what it set off
    Why(WhyArguments),
    /// Compare two variants of a scenario by pairs of runs that share their draws
    Compare(CompareArguments),
    /// Run to a moment, then go on twice with the same draws: as it was, and with a change
    Branch(BranchArguments),
    /// Check scenario files and tell all problems with line and column
    Check(CheckArguments),
    /// Tell what differs between two scenarios, in words, and with --effect what that does
    Diff(DiffArguments),
    /// Explain a name: parameter, measure, curve, event kind, rung, entity, scenario field, channel, output or column
    Explain(ExplainArguments),
    /// Print the JSON Schema of scenario files, with which an editor completes, explains and checks them
    Schema(SchemaArguments),
    /// Write a new scenario file: a copy of a shipped one, or a synthetic border of any size
    New(NewArguments),
    /// Run many replications of many design points, and read what came of them
    #[command(subcommand)]
    Study(StudyCommand),
    /// Run exactly one replication of a study again, with everything a run leaves
    Replay(ReplayArguments),
    /// Fit parameters to documented values by approximate Bayesian computation
    Calibrate(CalibrateArguments),
    /// Hold posterior predictive runs against documented values
    Score(ScoreArguments),
    /// Write down what a calibrated model predicts, beside a baseline
    Predict(PredictArguments),
    /// Measure the stylized facts of incidents and clashes on the scenarios of a study, and tell which hold
    Facts(FactsArguments),
    /// Write one HTML file that runs the engine in a browser, offline: for a class, a talk, a colleague without Rust
    Lab(LabArguments),
    /// Measure how fast this machine runs the engine and the shipped scenarios, with digests of the work
    Bench(BenchArguments),
}
