//! Arguments of all commands.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum, value_parser};

use crate::engine::Time;
use crate::experiment::SEED_MAX;

use super::study::arguments::{ReplayArguments, StudyCommand};

/// How a small border incident escalates, spreads, drives people from their homes, and is stopped, or not, by
/// ceasefire attempts: a seeded simulator. An illustrative model, not a forecast.
#[derive(Debug, Parser)]
#[command(name = "truceline", version, max_term_width = 100)]
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

/// Arguments of `check`.
#[derive(Args, Debug)]
pub struct CheckArguments {
    /// Scenario files
    #[arg(required = true)]
    pub scenarios: Vec<PathBuf>,
}

/// Arguments of `diff`.
#[derive(Args, Debug)]
pub struct DiffArguments {
    /// First scenario file (.ron or .json)
    pub a: PathBuf,
    /// Second; without it the first with the overrides of --set
    pub b: Option<PathBuf>,
    /// Override a value of the second scenario, for instance posts.kok_tash.crew=30
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub overrides: Vec<String>,
    /// Run both with the same draws, and tell what the differences do
    #[arg(long)]
    pub effect: bool,
    /// Pairs of runs of --effect
    #[arg(short = 'n', long = "pairs", value_name = "N", default_value_t = 100, requires = "effect", value_parser = value_parser!(u64).range(2..=1_000_000))]
    pub pairs: u64,
    /// Threads of --effect; without it one a core. The result is the same for any number
    #[arg(long, value_name = "N", requires = "effect", value_parser = value_parser!(u64).range(1..=1_024))]
    pub jobs: Option<u64>,
    /// Print the differences as JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `explain`.
#[derive(Args, Debug)]
pub struct ExplainArguments {
    /// A name, or a list: parameters, measures, curves, kinds, rungs, entities, fields, channels, outputs, columns;
    /// without it tells what lists there are
    pub name: Option<String>,
    /// Print it as JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `schema`.
#[derive(Args, Debug)]
pub struct SchemaArguments {
    /// Kind of file
    #[arg(value_enum, default_value_t = SchemaKind::Scenario)]
    pub of: SchemaKind,
}

/// Kinds of files that have a schema.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum SchemaKind {
    /// A scenario
    Scenario,
    /// Sectors, places, roads and districts that scenarios share
    Geography,
    /// Parameters that scenarios share
    Parameters,
}

/// Arguments of `new`.
#[derive(Args, Debug)]
#[command(group = clap::ArgGroup::new("what").required(true).args(["from", "synthetic"]))]
pub struct NewArguments {
    /// File to write (.ron, with comments, or .json); it must not exist
    pub file: PathBuf,
    /// Copy a shipped scenario into one file of its own, for instance one-bridge
    #[arg(long, value_name = "NAME")]
    pub from: Option<String>,
    /// Sizes of a synthetic border, for instance posts=1000,villages=10000,people=5000000,sectors=50,sides=2,seed=1,fires=50
    #[arg(long, value_name = "SIZES")]
    pub synthetic: Option<String>,
}

/// Arguments of `lab`.
#[derive(Args, Debug)]
pub struct LabArguments {
    /// Scenario files (.ron or .json) to put into the page; without any, all that are shipped
    pub scenarios: Vec<PathBuf>,
    /// File to write
    #[arg(long, value_name = "FILE", default_value = "lab.html")]
    pub out: PathBuf,
    /// Replace a file that holds something else
    #[arg(long)]
    pub force: bool,
}

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

/// A moment after the start of a run, written as a length of time.
pub fn moment(text: &str) -> Result<Time, String> {
    let wrong = || format!("found '{text}', expected a moment after the start, such as 31h, 90m or 2d12h");
    if text.starts_with('-') || text.bytes().all(|byte| b"0dhms".contains(&byte)) {
        return Err(wrong());
    }
    length(text).map_err(|error| if error.contains("expected at most") { error } else { wrong() })
}

/// A length of time: whole numbers with units d, h, m or s, largest first or not, added up.
fn length(text: &str) -> Result<Time, String> {
    let wrong = || format!("found '{text}', expected a length such as 7d, 31h, 90m or 2d12h");
    let mut milliseconds = 0_u64;
    let mut digits = String::new();
    for letter in text.chars() {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        let unit: u64 = match letter {
            'd' => 86_400_000,
            'h' => 3_600_000,
            'm' => 60_000,
            's' => 1_000,
            _ => return Err(wrong()),
        };
        let number: u64 = digits.parse().map_err(|_| wrong())?;
        let part = number.checked_mul(unit).ok_or_else(wrong)?;
        milliseconds = milliseconds.checked_add(part).ok_or_else(wrong)?;
        digits.clear();
    }
    if !digits.is_empty() || milliseconds == 0 {
        return Err(wrong());
    }
    if milliseconds > Time::MAX.milliseconds() {
        return Err(format!("found '{text}', expected at most 8,900 years"));
    }
    Ok(Time::from_milliseconds(milliseconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_add_up_and_nonsense_is_refused() {
        assert_eq!(length("7d"), Ok(Time::from_days(7)));
        assert_eq!(moment("31h"), Ok(Time::from_milliseconds(31 * 3_600_000)));
        assert_eq!(length("2d12h"), Ok(Time::from_milliseconds(60 * 3_600_000)));
        for text in ["", "7", "d", "0d", "-1d", "1.5h", "7 d", "9999999999999999999d", "99999999999d"] {
            assert!(length(text).is_err(), "{text}");
            assert!(moment(text).is_err(), "{text}");
        }
    }
}
