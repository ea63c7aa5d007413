//! A prediction as a document: intervals written down before anyone compares.

use std::fmt::Write;

use crate::experiment::predictive::{Member, Predictive, Ran, quantity};
use crate::experiment::statistics::continuous_ranked_probability;
use crate::scenario::calibration::LEAST;
use crate::scenario::prediction::{PredictionText, Quantity};

use super::NOTE;

/// Standard deviation of the logarithm of the baseline.
const BASELINE_SIGMA: f64 = 1.0;
/// Quantiles 5, 25, 75 and 95 % of the standard normal.
const NORMAL_QUANTILES: [f64; 4] =
    [-1.644_853_626_951_472_2, -0.674_489_750_196_081_7, 0.674_489_750_196_081_7, 1.644_853_626_951_472_2];
/// Factors on the baseline at which scores are told.
const FACTORS: [f64; 3] = [1.0 / 3.0, 1.0, 3.0];

/// What is written down.
pub struct Prediction<'a> {
    /// The prediction file.
    pub text: &'a PredictionText,
    /// Hash of the posterior, hexadecimal.
    pub posterior_blake3: String,
    /// The command that writes it again.
    pub command: String,
    /// Fingerprint of all runs.
    pub digest: u128,
    /// Members, in order.
    pub members: &'a [Member],
}

/// The document, in Markdown.
pub fn prediction_markdown(prediction: &Prediction<'_>) -> String {
    let text = prediction.text;
    let first: Vec<&Ran> = prediction.members.iter().filter_map(|member| member.first.as_ref()).collect();
    let met: Vec<&Ran> = prediction.members.iter().filter_map(|member| member.met.as_ref()).collect();
    let large =
        first.iter().filter(|ran| ran.measure(&text.given.0).is_some_and(|value| value >= text.given.1)).count();
    let mut out = format!("# {}\n\n{}\n\n", text.title, text.about);
    let _ = writeln!(out, "**What the authors had seen.** {}\n", text.seen);
    let _ = writeln!(out, "{}. No verdict on blame, nothing for operations.\n", capital(NOTE));
    let _ = writeln!(out, "```\n{}\n```\n", prediction.command);
    let _ = writeln!(
        out,
        "The command writes this document again, byte for byte. Scenario `{}`; {} draws from the posterior (blake3 {}), each \
         with a seed of its own, keyed by seed {}; digest of all runs {:032x}.\n",
        text.path,
        text.members,
        &prediction.posterior_blake3[..16],
        text.seed,
        prediction.digest,
    );
    let condition = format!("`{}` of at least {}", text.given.0, text.given.1);
    let _ = writeln!(
        out,
        "The first run of {} of {} draws met the condition, {condition}: {:.1} % ({} first runs were cut off by the limit on \
         events and are left out). {} draws gave a run that meets it within {} seeds.\n",
        large,
        first.len(),
        100.0 * large as f64 / first.len().max(1) as f64,
        prediction.members.len() - first.len(),
        met.len(),
        text.seeds_most,
    );
    out.push_str("Intervals are over the runs that have a value; the last column counts them.\n\n");
    let _ = writeln!(out, "## Runs that meet the condition: these are to be scored\n");
    intervals(&mut out, text, &met);
    let _ = writeln!(out, "\n## All runs\n");
    intervals(&mut out, text, &first);
    let _ = writeln!(
        out,
        "\n## Baseline\n\nThe value of the episode before and the offset, times a lognormal factor (median 1, sigma \
         {BASELINE_SIGMA} of the logarithm), less the offset, at least 0.\n"
    );
    baseline(&mut out, text);
    let _ = writeln!(
        out,
        "\n## Width and score\n\nWidth: ln(q95 + offset) - ln(q05 + offset). Score: what the continuous ranked probability score \
         of ln(value + offset) would be, for the runs that meet the condition and for the baseline, if the value came out at a third, \
         once and three times the baseline; 0 is perfect. No value of the predicted episode was used.\n"
    );
    scores(&mut out, text, &met);
    out
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The values of a quantity in the runs that have one.
fn samples(runs: &[&Ran], quantity_of: &Quantity) -> Vec<f64> {
    runs.iter().filter_map(|ran| quantity(ran, &quantity_of.measure)).collect()
}

fn intervals(out: &mut String, text: &PredictionText, runs: &[&Ran]) {
    out.push_str(
        "| quantity | 5 % | 25 % | median | 75 % | 95 % | runs with a value |\n|---|---:|---:|---:|---:|---:|---:|\n",
    );
    for one in &text.quantities {
        let samples = samples(runs, one);
        if samples.is_empty() {
            let _ = writeln!(out, "| {} | | | | | | 0 |", one.name);
            continue;
        }
        let known = samples.len();
        let quantiles = Predictive::of(samples).quantiles.map(short);
        let _ = writeln!(out, "| {} | {} | {known} of {} |", one.name, quantiles.join(" | "), runs.len());
    }
}

fn baseline(out: &mut String, text: &PredictionText) {
    out.push_str("| quantity | 5 % | 25 % | median | 75 % | 95 % | source |\n|---|---:|---:|---:|---:|---:|---|\n");
    for one in &text.quantities {
        let at = |z: f64| short(((one.baseline + one.offset) * libm::exp(z * BASELINE_SIGMA) - one.offset).max(0.0));
        let [low, half_low, half_high, high] = NORMAL_QUANTILES.map(at);
        let (name, source, median) = (&one.name, &one.source, short(one.baseline));
        let _ = writeln!(out, "| {name} | {low} | {half_low} | {median} | {half_high} | {high} | {source} |");
    }
}

fn scores(out: &mut String, text: &PredictionText, runs: &[&Ran]) {
    out.push_str(
        "| quantity | width | baseline's width | at a third: model, baseline | at the baseline | at three times |\n",
    );
    out.push_str("|---|---:|---:|---:|---:|---:|\n");
    for one in &text.quantities {
        let samples = samples(runs, one);
        if samples.is_empty() {
            let _ = writeln!(out, "| {} | | | | | |", one.name);
            continue;
        }
        let logarithm = |value: f64| libm::log((value + one.offset).max(LEAST));
        let logarithms: Vec<f64> = samples.iter().map(|&value| logarithm(value)).collect();
        let [low, .., high] = Predictive::of(logarithms.clone()).quantiles;
        let cell = |factor: f64| {
            let observed = logarithm(one.baseline * factor);
            let model = continuous_ranked_probability(&logarithms, observed);
            let base = normal_score((observed - logarithm(one.baseline)) / BASELINE_SIGMA) * BASELINE_SIGMA;
            format!("{model:.2}, {base:.2}")
        };
        let cells = FACTORS.map(cell).join(" | ");
        let base_width = (NORMAL_QUANTILES[3] - NORMAL_QUANTILES[0]) * BASELINE_SIGMA;
        let _ = writeln!(out, "| {} | {:.2} | {base_width:.2} | {cells} |", one.name, high - low);
    }
}

/// Continuous ranked probability score of the standard normal at z. Source: T. Gneiting and A. E. Raftery (2007), closed
/// form: z (2 Φ(z) - 1) + 2 φ(z) - 1 / sqrt π.
fn normal_score(z: f64) -> f64 {
    let share = 0.5 * libm::erfc(-z / std::f64::consts::SQRT_2);
    let density = libm::exp(-0.5 * z * z) / (2.0 * std::f64::consts::PI).sqrt();
    z * (2.0 * share - 1.0) + 2.0 * density - 1.0 / std::f64::consts::PI.sqrt()
}

/// A number with few digits.
fn short(value: f64) -> String {
    match value.abs() {
        0.0..0.005 => "0".to_owned(),
        0.005..0.995 => format!("{value:.2}"),
        0.995..99.95 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}
