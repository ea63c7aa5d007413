//! `manifest.json` of a comparison.

use serde::Serialize;

use super::Comparison;
use crate::experiment::branch::BranchStep;
use crate::model::RESULT_VERSION;
use crate::report::NOTE;
use crate::report::manifest::{LimitsOf, Text, hashes, json, texts};
use crate::store::File;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Manifest<'a> {
    program: &'a str,
    version: &'a str,
    result_version: u32,
    scenario: &'a str,
    scenario_texts_a: Vec<Text<'a>>,
    scenario_texts_b: Vec<Text<'a>>,
    overrides_b: &'a [String],
    #[serde(skip_serializing_if = "<[BranchStep]>::is_empty")]
    branches_b: &'a [BranchStep],
    seed: u64,
    pairs: usize,
    limits: LimitsOf,
    command: &'a str,
    note: &'a str,
    files: BTreeMap<&'a str, String>,
}

/// The text of `manifest.json` for the other files of a comparison.
pub fn comparison_manifest(comparison: &Comparison, files: &[File]) -> String {
    let identity = comparison.identity;
    json(&Manifest {
        program: "truceline",
        version: env!("CARGO_PKG_VERSION"),
        result_version: RESULT_VERSION,
        scenario: &identity.name,
        scenario_texts_a: texts(&identity.texts_a),
        scenario_texts_b: texts(&identity.texts_b),
        overrides_b: &identity.overrides,
        branches_b: &identity.branches,
        seed: comparison.variants.seed,
        pairs: comparison.pairs.len(),
        limits: LimitsOf::new(&comparison.variants.limits),
        command: &identity.command,
        note: NOTE,
        files: hashes(files),
    })
}
