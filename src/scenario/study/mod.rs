//! Study files: which scenarios, which values varied, in which design, how often. Text → checked [`StudyText`], whose
//! design the experiment layer spreads out into points.

mod document;
mod factors;
mod load;
mod rows;

pub use document::{CurvesDocument as CurvesKept, PairingDocument as Pairing, ScaleDocument as Scale};
pub use load::load_study;

use super::at::{At, Complaints};
use super::error::ScenarioError;
use super::load::Prepared;
use super::text::Read;

/// Most design points: their table is kept in memory.
pub const POINTS_MOST: usize = super::limits::DESIGN_POINTS;
/// Most shards: each has files of its own.
pub const SHARDS_MOST: u64 = super::limits::SHARDS;
/// Most points of all curves of a run, and of a shard.
pub const CURVE_POINTS_MOST: (u64, u64) = (super::limits::CURVE_POINTS, super::limits::SHARD_CURVE_POINTS);

/// Overrides: path and value in RON.
pub type Settings = Vec<(String, String)>;

/// A checked study file, its scenarios read.
pub struct StudyText {
    /// Id text.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// The question, and what the study finds.
    pub about: String,
    /// Paths of the scenarios, from where the study was read.
    pub scenarios: Vec<String>,
    /// The scenarios, in the same order.
    pub prepared: Vec<Prepared>,
    /// Overrides of every run.
    pub set: Settings,
    /// What is varied.
    pub factors: Vec<Factor>,
    /// How factors are combined.
    pub design: Design,
    /// Replications of every design point, at least 1.
    pub replications: u64,
    /// Seed, at most 2^53 - 1.
    pub seed: u64,
    /// Which draws design points share.
    pub pairing: Pairing,
    /// Measures to keep; all when empty.
    pub measures: Vec<String>,
    /// Which curves to keep.
    pub curves: CurvesKept,
    /// Time between grid times of kept curves, in hours.
    pub curve_step_hours: Option<f64>,
    /// Length of every run in hours; the scenario's own when absent.
    pub until_hours: Option<f64>,
    /// Most events of a run.
    pub events_most: Option<u64>,
    /// Runs a shard.
    pub shard_runs: Option<u64>,
    /// Paths and texts of all files that went in, the study file first.
    pub texts: Vec<(String, String)>,
    read: Read,
}

impl StudyText {
    /// A problem of a value of the study file, found by those who use it; `names` are those that were possible.
    pub fn complain(&self, field: &str, message: String, names: &[&str]) -> ScenarioError {
        let mut complaints = Complaints::default();
        let (found, at) = (self.read.layout.descend(&self.read.text, field).0, At::field(field));
        let found = self.read.text[found.start as usize..found.end as usize].trim_matches('"');
        complaints.unlike(&at, message, found, names.iter().copied());
        super::opening::located(&self.read, complaints)
    }
}

/// Something that is varied.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// Name in tables.
    pub name: String,
    /// Its values.
    pub kind: FactorKind,
}

/// The values of a factor.
#[derive(Clone, Debug, PartialEq)]
pub enum FactorKind {
    /// Values in RON, set at every path; none when a list or CSV file gives them.
    Levels {
        /// What is set.
        paths: Vec<String>,
        /// To what.
        levels: Vec<String>,
    },
    /// Numbers between two ends, set at every path.
    Range {
        /// What is set.
        paths: Vec<String>,
        /// Low end.
        low: f64,
        /// High end, above it.
        high: f64,
        /// How the range is divided.
        scale: Scale,
        /// Levels of a grid.
        steps: Option<u64>,
    },
    /// Named sets of overrides.
    Variants(Vec<Variant>),
}

/// A named set of overrides.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Name in tables.
    pub name: String,
    /// What it sets.
    pub set: Settings,
}

/// How factors are combined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Design {
    /// Every level with every other, the last factor fastest.
    Grid,
    /// Rows of values in RON, or names of variants, one a factor.
    List(Vec<Vec<String>>),
    /// Latin hypercube.
    LatinHypercube {
        /// Design points.
        points: u64,
    },
    /// Sobol sequence.
    Sobol {
        /// Design points.
        points: u64,
    },
    /// Morris screening.
    Morris {
        /// Trajectories.
        trajectories: u64,
        /// Levels of each factor.
        levels: u64,
    },
    /// Saltelli's design for Sobol indices.
    SobolIndices {
        /// Rows of each of the two base samples.
        base: u64,
    },
}

impl Design {
    /// Stable name.
    pub fn name(&self) -> &'static str {
        match self {
            Design::Grid => "grid",
            Design::List(_) => "list",
            Design::LatinHypercube { .. } => "latin_hypercube",
            Design::Sobol { .. } => "sobol",
            Design::Morris { .. } => "morris",
            Design::SobolIndices { .. } => "sobol_indices",
        }
    }

    /// Whether it is made to tell how sensitive measures are to the factors.
    pub fn tells_sensitivity(&self) -> bool {
        matches!(self, Design::Morris { .. } | Design::SobolIndices { .. })
    }

    /// Whether it takes its values from ranges.
    pub fn samples_ranges(&self) -> bool {
        !matches!(self, Design::Grid | Design::List(_))
    }
}

impl Factor {
    /// The overrides that give the factor a value: a level in RON, or the name of a variant. None when no variant has
    /// the name.
    pub fn settings(&self, value: &str) -> Option<Settings> {
        match &self.kind {
            FactorKind::Levels { paths, .. } | FactorKind::Range { paths, .. } => {
                Some(paths.iter().map(|path| (path.clone(), value.to_owned())).collect())
            }
            FactorKind::Variants(variants) => {
                variants.iter().find(|variant| variant.name == value).map(|variant| variant.set.clone())
            }
        }
    }

    /// Values that a grid takes.
    pub fn levels(&self) -> Vec<String> {
        match &self.kind {
            FactorKind::Levels { levels, .. } => levels.clone(),
            FactorKind::Range { low, high, scale, steps, .. } => {
                let steps = steps.unwrap_or(0);
                (0..steps)
                    .map(|step| {
                        let share = if steps > 1 { step as f64 / (steps - 1) as f64 } else { 0.5 };
                        range_value(*low, *high, *scale, share)
                    })
                    .collect()
            }
            FactorKind::Variants(variants) => variants.iter().map(|variant| variant.name.clone()).collect(),
        }
    }
}

/// The value at a share 0..=1 of the way from one end of a range to the other, in RON. Whole numbers get equal shares.
pub fn range_value(low: f64, high: f64, scale: Scale, share: f64) -> String {
    match scale {
        Scale::Linear => format!("{:?}", (low + (high - low) * share).clamp(low, high)),
        Scale::Logarithmic => {
            let value = libm::exp(libm::log(low) + (libm::log(high) - libm::log(low)) * share);
            format!("{:?}", value.clamp(low, high))
        }
        Scale::Whole => {
            let count = high - low + 1.0;
            format!("{:.0}", (low + (share * count).floor()).min(high))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_reach_both_ends_and_whole_numbers_share_equally() {
        assert_eq!(range_value(1.0, 3.0, Scale::Linear, 0.5), "2.0");
        assert_eq!(range_value(1.0, 100.0, Scale::Logarithmic, 0.0), "1.0");
        assert_eq!(range_value(1.0, 100.0, Scale::Logarithmic, 1.0), "100.0");
        let whole: Vec<String> =
            (0..6).map(|sixth| range_value(1.0, 3.0, Scale::Whole, f64::from(sixth) / 6.0)).collect();
        assert_eq!(whole, ["1", "1", "2", "2", "3", "3"]);
        assert_eq!(range_value(1.0, 3.0, Scale::Whole, 1.0), "3");
    }
}
