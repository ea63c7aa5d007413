//! Arguments of the commands about scenario files and what stands in them.

use std::path::PathBuf;

use clap::{Args, ValueEnum, value_parser};

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
    pub name: Vec<String>,
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
