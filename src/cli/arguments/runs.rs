//! Arguments of the commands about runs.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgGroup, Args, value_parser};

use crate::engine::Time;
use crate::experiment::SEED_MAX;

use super::times::{length, moment};

/// Arguments of `run`.
#[derive(Args, Debug)]
pub struct RunArguments {
    /// Scenario file (.ron or .json)
    pub scenario: PathBuf,
    /// Seed, 0 to 2^53 - 1; without it the scenario's own
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(0..=SEED_MAX))]
    pub seed: Option<u64>,
    /// Replication: another run of the same seed; without it 0
    #[arg(long, value_name = "K", value_parser = value_parser!(u64).range(0..=SEED_MAX))]
    pub replication: Option<u64>,
    /// Override a value of the scenario, for instance posts.kok_tash.crew=30; beside --from, from its moment on
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub overrides: Vec<String>,
    /// Beside --from: what happens at its moment, an action as in scenario files
    #[arg(long = "inject", value_name = "ACTION", requires = "from")]
    pub injects: Vec<String>,
    /// Draw parameters from a posterior, by seed and replication; --set wins over it
    #[arg(long, value_name = "FILE", conflicts_with = "from")]
    pub posterior: Option<PathBuf>,
    /// Also leave a snapshot of a moment of the run in a file, for instance --save-at 31h moment.snapshot
    #[arg(long, value_names = ["MOMENT", "FILE"], num_args = 2, allow_negative_numbers = true)]
    pub save_at: Option<Vec<OsString>>,
    /// Go on from a snapshot, as if the run had never stopped
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
    /// Length of the run, for instance 7d, 31h or 2d12h; without it the scenario's own
    #[arg(long, value_name = "LENGTH", value_parser = length)]
    pub until: Option<Time>,
    /// End the run as failed after this many events; without it 2,000,000,000
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..))]
    pub events_most: Option<u64>,
    /// Output directory; without it output/<scenario>-seed<N>
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Take an output directory that holds something else (which is moved aside)
    #[arg(long)]
    pub force: bool,
    /// Write no pictures
    #[arg(long)]
    pub no_plots: bool,
    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `plot`.
#[derive(Args, Debug)]
pub struct PlotArguments {
    /// Directory of a run
    pub directory: PathBuf,
}

/// Arguments of `report`.
#[derive(Args, Debug)]
pub struct ReportArguments {
    /// Directory of a run
    pub directory: PathBuf,
    /// File to write; without it <DIRECTORY>.html, beside the directory
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Arguments of `why`.
#[derive(Args, Debug)]
// A group stands before the arguments in the usage that clap makes, and the directory comes first.
#[command(override_usage = "truceline why [OPTIONS] <DIRECTORY> <EVENT|--first <KIND>|--worst>")]
#[command(group(ArgGroup::new("question").required(true).args(["event", "first", "worst"])))]
pub struct WhyArguments {
    /// Directory of a run
    pub directory: PathBuf,
    /// Number of the event, as in events.csv
    pub event: Option<String>,
    /// The first event of a kind, for instance post_seized
    #[arg(long, value_name = "KIND")]
    pub first: Option<String>,
    /// The event with most killed, of those with most wounded, of those the first
    #[arg(long)]
    pub worst: bool,
    /// Show what the event set off instead of how it came about
    #[arg(long)]
    pub tree: bool,
    /// Show the whole tree, however long
    #[arg(long, requires = "tree")]
    pub all: bool,
    /// Print as JSON, with the numbers behind each reason
    #[arg(long, conflicts_with = "dot")]
    pub json: bool,
    /// Print as a graph for Graphviz
    #[arg(long)]
    pub dot: bool,
}

/// Arguments of `compare`.
#[derive(Args, Debug)]
pub struct CompareArguments {
    /// Scenario file of the first variant
    pub a: PathBuf,
    /// Scenario file of the second; without it the first with the overrides of --set
    pub b: Option<PathBuf>,
    /// Pairs of runs
    #[arg(short = 'n', long = "pairs", value_name = "N", default_value_t = 200, value_parser = value_parser!(u64).range(2..=1_000_000))]
    pub pairs: u64,
    /// Override a value of the second variant, for instance posts.kok_tash.crew=30
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub overrides: Vec<String>,
    /// Seed, 0 to 2^53 - 1; without it that of the first scenario
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(0..=SEED_MAX))]
    pub seed: Option<u64>,
    /// Length of the runs, for instance 7d; without it the shorter of the two scenarios' own
    #[arg(long, value_name = "LENGTH", value_parser = length)]
    pub until: Option<Time>,
    /// Threads; without it one a core. The result is the same for any number
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=1_024))]
    pub jobs: Option<u64>,
    /// Output directory; without it output/compare-<A>-<B>-seed<N>
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Take an output directory that holds something else (which is moved aside)
    #[arg(long)]
    pub force: bool,
    /// Write no pictures
    #[arg(long)]
    pub no_plots: bool,
    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `branch`.
#[derive(Args, Debug)]
pub struct BranchArguments {
    /// Scenario file (.ron or .json)
    pub scenario: PathBuf,
    /// The moment at which the two runs begin to differ, for instance 31h or 2d12h after the start
    #[arg(long, value_name = "MOMENT", value_parser = moment, allow_hyphen_values = true)]
    pub at: Time,
    /// Change a rule from the moment on, for instance parameters.ceasefire.onset_per_hour=0.02
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// What happens at the moment, an action as in scenario files: 'close_road(road: "a--b")'
    #[arg(long = "inject", value_name = "ACTION")]
    pub injects: Vec<String>,
    /// Replications; with more than one their paired differences are told, as compare does
    #[arg(short = 'n', long = "replications", value_name = "N", default_value_t = 1, value_parser = value_parser!(u64).range(1..=1_000_000))]
    pub replications: u64,
    /// Seed, 0 to 2^53 - 1; without it the scenario's own
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(0..=SEED_MAX))]
    pub seed: Option<u64>,
    /// The first replication
    #[arg(long, value_name = "K", default_value_t = 0, value_parser = value_parser!(u64).range(0..=SEED_MAX))]
    pub replication: u64,
    /// Length of the runs, for instance 7d; without it the scenario's own
    #[arg(long, value_name = "LENGTH", value_parser = length)]
    pub until: Option<Time>,
    /// Threads; without it one a core. The result is the same for any number
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=1_024))]
    pub jobs: Option<u64>,
    /// Output directory; without it output/<scenario>-seed<N>-branch-<MOMENT>-<change>
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Take an output directory that holds something else (which is moved aside)
    #[arg(long)]
    pub force: bool,
    /// Write no pictures
    #[arg(long)]
    pub no_plots: bool,
    /// Print what came of it as JSON
    #[arg(long)]
    pub json: bool,
}
