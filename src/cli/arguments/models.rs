//! Arguments of the commands that hold the model against values and the program against the clock.

use std::path::PathBuf;

use clap::{Args, value_parser};

use crate::experiment::SEED_MAX;

/// Arguments of `calibrate`.
#[derive(Args, Debug)]
pub struct CalibrateArguments {
    /// Calibration file (.ron or .json)
    pub calibration: PathBuf,
    /// The form of the model that is calibrated; without it the first that the file names
    #[arg(long, value_name = "NAME")]
    pub structure: Option<String>,
    /// Threads; without it one a core. The result is the same for any number
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=1_024))]
    pub jobs: Option<u64>,
    /// Directory; without it output/calibration-<id>-<structure>. One that was stopped is gone on with
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// Arguments of `score`.
#[derive(Args, Debug)]
pub struct ScoreArguments {
    /// Calibration file: it names the scenarios and the documented values
    pub calibration: PathBuf,
    /// Posterior that parameters are drawn from; without it they are those of the scenarios
    #[arg(long, value_name = "FILE")]
    pub posterior: Option<PathBuf>,
    /// The form of the model; without it the first that the calibration names
    #[arg(long, value_name = "NAME")]
    pub structure: Option<String>,
    /// Switch off a part of the model that the calibration names
    #[arg(long, value_name = "ABLATION")]
    pub without: Option<String>,
    /// Members of each experiment: draws from the posterior, each with a seed of its own
    #[arg(short = 'n', long = "members", value_name = "N", default_value_t = 400, value_parser = value_parser!(u64).range(2..=1_000_000))]
    pub members: u64,
    /// Seed, 0 to 2^53 - 1: forms of the model with the same seed share their draws
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = value_parser!(u64).range(0..=SEED_MAX))]
    pub seed: u64,
    /// Threads; without it one a core. The result is the same for any number
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=1_024))]
    pub jobs: Option<u64>,
    /// Instead of a score: write a table of what each parameter that is not free does at the ends of its plausible range
    #[arg(long, value_name = "FILE", conflicts_with_all = ["out", "json"])]
    pub one_at_a_time: Option<PathBuf>,
    /// Directory for tables and fans; files of an earlier score in it are replaced
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `predict`.
#[derive(Args, Debug)]
pub struct PredictArguments {
    /// Prediction file: scenario, condition, quantities and their baseline
    pub prediction: PathBuf,
    /// Posterior that parameters are drawn from
    #[arg(long, value_name = "FILE")]
    pub posterior: PathBuf,
    /// Threads; without it one a core. The result is the same for any number
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=1_024))]
    pub jobs: Option<u64>,
    /// File to write; without it standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Arguments of `facts`.
#[derive(Args, Debug)]
pub struct FactsArguments {
    /// Study file (.ron or .json), or the directory of a study: its scenarios are run, at most as often as it has
    /// replications
    pub study: PathBuf,
    /// Threads; without it one a core. The table is the same for any number
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=1_024))]
    pub jobs: Option<u64>,
    /// Print the table as JSON
    #[arg(long)]
    pub json: bool,
    /// Write the table also to a CSV file
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Arguments of `bench`.
#[derive(Args, Debug)]
pub struct BenchArguments {
    /// The same workloads with fewer events: under a minute
    #[arg(long)]
    pub quick: bool,
    /// Only these workloads or groups: phold, curve, hold, queue, scenarios, synthetic
    #[arg(long, value_name = "NAME", num_args = 1..)]
    pub only: Vec<String>,
    /// Repeats of each workload, at most 3 of a synthetic border; without it 15, with --quick 5
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=1_000))]
    pub repeats: Option<u64>,
    /// Print machine and figures as JSON
    #[arg(long)]
    pub json: bool,
    /// Measure this one workload in this process and print its row: what the command starts for each
    #[arg(long, value_name = "NAME", hide = true, conflicts_with_all = ["only", "json"])]
    pub alone: Option<String>,
}
