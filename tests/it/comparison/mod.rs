//! Comparisons of two variants by pairs of runs with the same draws, and the figures that show them.

mod command;
mod figures;
mod lineages;
mod null;
mod pairs;

use std::sync::Arc;

use truceline::engine::Limits;
use truceline::experiment::comparison::{Pair, Summary, Variants, summarise};
use truceline::model::Setup;
use truceline::scenario::{Files, load};

/// A shipped scenario with overrides.
pub fn shipped(name: &str, overrides: &[(&str, &str)]) -> Arc<Setup> {
    let path = format!("{}/scenarios/{name}.ron", env!("CARGO_MANIFEST_DIR"));
    let overrides: Vec<(String, String)> =
        overrides.iter().map(|(path, value)| ((*path).to_string(), (*value).to_string())).collect();
    load(&Files, &path, &overrides).unwrap_or_else(|error| panic!("{name}: {error}")).setup
}

/// So many pairs of a shipped scenario without and with overrides.
pub fn compared(name: &str, overrides: &[(&str, &str)], count: u64) -> (Variants, Vec<Pair>, Summary) {
    let (a, b) = (shipped(name, &[]), shipped(name, overrides));
    let (seed, limits) = (a.default_seed, Limits::until(a.horizon));
    let variants = Variants::new(a, b, seed, limits, count).expect("the same scenario twice");
    let pairs: Vec<Pair> = (0..count).map(|replication| variants.pair(replication)).collect();
    let summary = summarise(&variants, &pairs).expect("no limit ends these");
    (variants, pairs, summary)
}
