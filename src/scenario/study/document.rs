//! The document of a study file, as written: strictly typed, unchecked.
//!
//! Levels and overrides may hold any value that a scenario may. Their texts are taken from the layout of the file, so
//! here they are only skipped.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

/// A study file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StudyDocument {
    /// Format version of the file: 1.
    pub format: i64,
    /// Id text.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// The question, and what the study finds.
    #[serde(default)]
    pub about: String,
    /// Scenario files, relative to this one.
    pub scenarios: Vec<String>,
    /// Overrides of every run: path and value.
    #[serde(default)]
    pub set: BTreeMap<String, IgnoredAny>,
    /// What is varied.
    #[serde(default)]
    pub factors: Vec<FactorDocument>,
    /// How the factors are combined.
    #[serde(default)]
    pub design: DesignDocument,
    /// Replications of every design point.
    pub replications: i64,
    /// Seed of the study.
    #[serde(default = "one")]
    pub seed: i64,
    /// Which draws design points share.
    #[serde(default)]
    pub pairing: PairingDocument,
    /// Measures to keep; all when absent.
    #[serde(default)]
    pub measures: Vec<String>,
    /// Which curves to keep.
    #[serde(default)]
    pub curves: CurvesDocument,
    /// Time between the points of kept curves; chosen from the length of the run when absent.
    #[serde(default)]
    pub curve_step_hours: Option<f64>,
    /// Length of every run; the scenario's own when absent.
    #[serde(default)]
    pub until_hours: Option<f64>,
    /// Most events of a run.
    #[serde(default)]
    pub events_most: Option<i64>,
    /// Runs a shard; chosen from the size of the study when absent.
    #[serde(default)]
    pub shard_runs: Option<i64>,
}

fn one() -> i64 {
    1
}

/// A factor: one of `levels`, `variants`, or a range `low`, `high`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactorDocument {
    /// Name in tables; the path when absent.
    #[serde(default)]
    pub name: Option<String>,
    /// The value that it sets.
    #[serde(default)]
    pub path: Option<String>,
    /// The values that it sets alike.
    #[serde(default)]
    pub paths: Vec<String>,
    /// Values.
    #[serde(default)]
    pub levels: Vec<IgnoredAny>,
    /// Names of the values, for those too long to be read in tables.
    #[serde(default)]
    pub labels: Vec<String>,
    /// Named sets of overrides.
    #[serde(default)]
    pub variants: Vec<VariantDocument>,
    /// Low end of a range.
    #[serde(default)]
    pub low: Option<f64>,
    /// High end of a range.
    #[serde(default)]
    pub high: Option<f64>,
    /// How a range is divided.
    #[serde(default)]
    pub scale: ScaleDocument,
    /// Levels that a grid takes from a range.
    #[serde(default)]
    pub steps: Option<i64>,
}

/// One variant of a factor.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VariantDocument {
    /// Name in tables.
    pub name: String,
    /// Overrides: path and value.
    #[serde(default)]
    pub set: BTreeMap<String, IgnoredAny>,
}

/// How a range is divided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScaleDocument {
    /// Equal steps.
    #[default]
    Linear,
    /// Equal ratios.
    Logarithmic,
    /// Whole numbers.
    Whole,
}

/// How factors are combined.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DesignDocument {
    /// Every level with every other.
    #[default]
    Grid,
    /// Rows of values, one a factor.
    List(Vec<Vec<IgnoredAny>>),
    /// A CSV file, relative to the study: a header of factor names, one row a design point.
    Csv(String),
    /// Latin hypercube.
    LatinHypercube {
        /// Design points.
        points: i64,
    },
    /// Sobol sequence.
    Sobol {
        /// Design points.
        points: i64,
    },
    /// Morris screening.
    Morris {
        /// Trajectories.
        trajectories: i64,
        /// Levels of each factor.
        #[serde(default = "four")]
        levels: i64,
    },
    /// Saltelli's design for Sobol indices.
    SobolIndices {
        /// Rows of each of the two base samples.
        base: i64,
    },
}

impl DesignDocument {
    /// Its name in the file.
    pub fn name(&self) -> &'static str {
        match self {
            DesignDocument::Grid => "grid",
            DesignDocument::List(_) => "list",
            DesignDocument::Csv(_) => "csv",
            DesignDocument::LatinHypercube { .. } => "latin_hypercube",
            DesignDocument::Sobol { .. } => "sobol",
            DesignDocument::Morris { .. } => "morris",
            DesignDocument::SobolIndices { .. } => "sobol_indices",
        }
    }
}

fn four() -> i64 {
    4
}

/// Which draws design points share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairingDocument {
    /// Replication k of every design point has the same draws.
    #[default]
    Common,
    /// Design points share none.
    Independent,
}

/// Which curves to keep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CurvesDocument {
    /// None.
    #[default]
    None,
    /// Histograms at every grid time, from which quantiles are read.
    Quantiles,
    /// Every curve of every run.
    All,
}
