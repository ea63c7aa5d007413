//! Arguments of `study` and `replay`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum, value_parser};

use crate::experiment::SEED_MAX;
use crate::store::study::Until;

use super::slurm::SlurmArguments;

/// Commands on studies.
#[derive(Debug, Subcommand)]
pub enum StudyCommand {
    /// Run a study, or go on with one that was interrupted
    Run(RunArguments),
    /// Tell how many runs a study has, and from a short pilot how long it takes, on how much disk, how precise
    Plan(PlanArguments),
    /// Tell how far a study is and what it says so far; also while it runs
    Status(StatusArguments),
    /// Check that a study is complete and write its tables and pictures
    Merge(MergeArguments),
    /// Run a Morris or Sobol design and tell which factors move a measure
    Sensitivity(SensitivityArguments),
    /// Write a script that runs a study as a job array on a Slurm cluster, and merges it
    Slurm(SlurmArguments),
}

/// Arguments of `study run`.
#[derive(Args, Debug)]
pub struct RunArguments {
    /// Study file (.ron or .json)
    pub study: PathBuf,
    /// Study directory; without it output/study-<id>
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Runs at the same time; without it one for each core
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=1024))]
    pub jobs: Option<u64>,
    /// Only part I of N of the shards (0/4, 1/4, 2/4, 3/4), for a cluster; `study merge` then puts them together
    #[arg(long, value_name = "I/N", value_parser = part, conflicts_with = "until_ci")]
    pub shard: Option<(u64, u64)>,
    /// Stop when the 95 % interval of the mean of a measure is this narrow at every design point, for instance
    /// killed.total=5%; judged at sizes fixed in advance
    #[arg(long, value_name = "MEASURE=P%", value_parser = until)]
    pub until_ci: Option<Until>,
    /// Stop when more runs than this have gone wrong
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub max_failures: u64,
    /// How to tell progress on standard error
    #[arg(long, value_enum, default_value_t = ProgressKind::Auto)]
    pub progress: ProgressKind,
    /// Write no pictures
    #[arg(long)]
    pub no_plots: bool,
    /// Take the shards in an order drawn from this seed: the directory comes out the same
    #[arg(long, value_name = "SEED", hide = true, conflicts_with = "until_ci")]
    pub shuffle: Option<u64>,
}

/// How to tell progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ProgressKind {
    /// A bar on a terminal, else a line a minute
    Auto,
    /// A bar
    Bar,
    /// A line a minute
    Lines,
    /// A line of JSON a second
    Json,
    /// Nothing
    None,
}

/// Arguments of `study plan`.
#[derive(Args, Debug)]
pub struct PlanArguments {
    /// Study file (.ron or .json)
    pub study: PathBuf,
    /// Runs at the same time; without it one for each core
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=1024))]
    pub jobs: Option<u64>,
    /// The precision that is wanted, for instance killed.total=5%
    #[arg(long, value_name = "MEASURE=P%", value_parser = until)]
    pub until_ci: Option<Until>,
    /// Print the plan as JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `study status`.
#[derive(Args, Debug)]
pub struct StatusArguments {
    /// Study file or study directory
    pub place: PathBuf,
    /// Measure to show; may be given several times
    #[arg(long = "measure", value_name = "NAME")]
    pub measures: Vec<String>,
    /// Print the status as JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `study merge`.
#[derive(Args, Debug)]
pub struct MergeArguments {
    /// Study file or study directory
    pub place: PathBuf,
    /// Write no pictures
    #[arg(long)]
    pub no_plots: bool,
}

/// Arguments of `study sensitivity`.
#[derive(Args, Debug)]
pub struct SensitivityArguments {
    /// How to run it.
    #[command(flatten)]
    pub run: RunArguments,
    /// Measure to analyse; may be given several times
    #[arg(long = "measure", value_name = "NAME")]
    pub measures: Vec<String>,
}

/// Arguments of `replay`.
#[derive(Args, Debug)]
pub struct ReplayArguments {
    /// Study directory
    pub directory: PathBuf,
    /// Replication
    #[arg(long, value_name = "K", required_unless_present = "run", value_parser = value_parser!(u64).range(0..=SEED_MAX))]
    pub replication: Option<u64>,
    /// Design point, where there are several
    #[arg(long, value_name = "P", default_value_t = 0)]
    pub point: u64,
    /// Number of the run, instead of replication and design point
    #[arg(long, value_name = "N", conflicts_with_all = ["replication", "point"])]
    pub run: Option<u64>,
    /// Output directory; without it output/<study>-point<P>-r<K>
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

/// `1/4`: the second of four parts.
fn part(text: &str) -> Result<(u64, u64), String> {
    let wrong = || format!("found '{text}', expected I/N with I below N, for instance 0/4");
    let (part, of) = text.split_once('/').ok_or_else(wrong)?;
    let (part, of): (u64, u64) = (part.parse().map_err(|_| wrong())?, of.parse().map_err(|_| wrong())?);
    if part < of { Ok((part, of)) } else { Err(wrong()) }
}

/// `killed.total=5%`.
fn until(text: &str) -> Result<Until, String> {
    let wrong = || format!("found '{text}', expected MEASURE=P%, for instance killed.total=5%");
    let (measure, share) = text.split_once('=').ok_or_else(wrong)?;
    let percent: f64 = share.strip_suffix('%').ok_or_else(wrong)?.parse().map_err(|_| wrong())?;
    if !(0.01..=100.0).contains(&percent) {
        return Err(format!("found {percent}%, expected 0.01%..=100%"));
    }
    Ok(Until { measure: measure.to_owned(), half_width: percent / 100.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_precisions_are_read_and_nonsense_is_refused() {
        assert_eq!(part("3/4"), Ok((3, 4)));
        assert_eq!(until("killed.total=5%"), Ok(Until { measure: "killed.total".into(), half_width: 0.05 }));
        for text in ["4/4", "1", "1/0", "-1/4", "a/b", "1/4/2"] {
            assert!(part(text).is_err(), "{text}");
        }
        for text in ["killed.total", "killed.total=5", "killed.total=0%", "killed.total=-5%", "=%", "x=NaN%"] {
            assert!(until(text).is_err(), "{text}");
        }
    }
}
