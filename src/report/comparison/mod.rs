//! From a comparison of two variants to files: tables of differences and of pairs, pictures, manifest.

mod figures;
mod json;
mod manifest;
mod tables;

use crate::experiment::branch::BranchStep;
use crate::experiment::comparison::{Pair, Summary, Variants};
use crate::model::Setup;
use crate::store::File;

pub use figures::comparison_figures;
pub use json::comparison_json;
pub use manifest::comparison_manifest;
pub(super) use tables::{DIFFERENCES, PAIRS};
pub use tables::{differences_csv, pairs_csv};

/// How a comparison was asked for.
#[derive(Clone, Debug)]
pub struct ComparisonIdentity {
    /// Name of the comparison: `A against B` by scenario ids. A directory is replaced by one of the same name only.
    pub name: String,
    /// The first variant in a few words.
    pub label_a: String,
    /// The second.
    pub label_b: String,
    /// Overrides of the second, as typed.
    pub overrides: Vec<String>,
    /// What changes the second on the way, when it is a branch of the first.
    pub branches: Vec<BranchStep>,
    /// Name and blake3 of every scenario text of the first variant, includes counted.
    pub texts_a: Vec<(String, String)>,
    /// Of the second.
    pub texts_b: Vec<(String, String)>,
    /// Command that does it again.
    pub command: String,
}

impl ComparisonIdentity {
    /// A comparison of two scenarios with the hashes of their texts; `other_file` when the second is not the first with
    /// overrides.
    pub fn new(
        (a, texts_a): (&Setup, Vec<(String, String)>),
        (b, texts_b): (&Setup, Vec<(String, String)>),
        other_file: bool,
        overrides: Vec<String>,
        command: String,
    ) -> ComparisonIdentity {
        let mut label_b = overrides.join(" ");
        if other_file || label_b.is_empty() {
            label_b = format!("{} {label_b}", b.title).trim().to_string();
        }
        ComparisonIdentity {
            name: format!("{} against {}", a.id, b.id),
            label_a: a.title.clone(),
            label_b,
            overrides,
            branches: Vec::new(),
            texts_a,
            texts_b,
            command,
        }
    }
}

/// A finished comparison.
#[derive(Clone, Copy, Debug)]
pub struct Comparison<'a> {
    /// What was compared.
    pub variants: &'a Variants,
    /// All pairs in order of their replication.
    pub pairs: &'a [Pair],
    /// What they come to.
    pub summary: &'a Summary,
    /// How it was asked for.
    pub identity: &'a ComparisonIdentity,
}

/// Every file of a comparison's output directory, the manifest last.
pub fn comparison_files(comparison: &Comparison, plots: bool) -> Vec<File> {
    let pairs = pairs_csv(comparison);
    let digest = blake3::hash(&pairs).to_hex().to_string();
    let mut files = vec![File::new("differences.csv", differences_csv(comparison)), File::new("pairs.csv", pairs)];
    if plots {
        for (name, picture) in comparison_figures(comparison, &digest) {
            files.push(File::new(format!("{name}.svg"), super::svg(&picture)));
            let bytes = super::png(&picture).expect("a picture in memory is encoded without fail");
            files.push(File::new(format!("{name}.png"), bytes));
        }
    }
    let manifest = comparison_manifest(comparison, &files);
    files.push(File::new("manifest.json", manifest));
    files
}
