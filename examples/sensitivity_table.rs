//! Designs, outputs and indices of known functions as JSON, for a comparison with another program.
//!
//! `cargo run --release --example sensitivity_table > table.json && python tests/python/salib_check.py table.json`
//!
//! The functions: Ishigami's (three factors), Sobol's g (eight), and a sum with one interaction (five). Numbers of
//! points are powers of 2 but for one, so that nothing depends on it.

use std::f64::consts::PI;

use serde_json::{Value, json};
use truceline::experiment::design::sobol;
use truceline::experiment::sensitivity::{
    Morris, Replications, SobolIndices, morris, saltelli, sobol_indices, trajectories,
};

const CONFIDENCE: f64 = 0.95;
const SEED: u64 = 1;

type Function = fn(&[f64]) -> f64;

/// Name, factors, points of Sobol's sequence, trajectories, levels.
const CASES: [(&str, Function, usize, usize, usize, usize); 3] =
    [("ishigami", ishigami, 3, 1024, 60, 4), ("g", g_function, 8, 512, 40, 6), ("sum", sum, 5, 300, 30, 8)];

fn ishigami(row: &[f64]) -> f64 {
    let [x, y, z] = [row[0], row[1], row[2]].map(|unit| PI * (2.0 * unit - 1.0));
    let sine = libm::sin(y);
    libm::sin(x) + 7.0 * sine * sine + 0.1 * z * z * z * z * libm::sin(x)
}

fn g_function(row: &[f64]) -> f64 {
    let coefficients = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];
    row.iter().zip(coefficients).map(|(unit, a)| ((4.0 * unit - 2.0).abs() + a) / (1.0 + a)).product()
}

fn sum(row: &[f64]) -> f64 {
    1000.0 + 3.0 * row[0] - 4.0 * row[1] + 2.0 * row[2] * row[3]
}

fn outputs(rows: &[Vec<f64>], function: Function) -> Vec<Vec<Option<f64>>> {
    rows.iter().map(|row| vec![Some(function(row))]).collect()
}

fn shares(function: Function, factors: usize, points: usize) -> Value {
    let design = saltelli(factors, points, SEED);
    let outputs = outputs(&design.rows, function);
    let found: SobolIndices =
        sobol_indices(&design, &outputs, Replications::Independent, CONFIDENCE, SEED).expect("complete outputs");
    json!({ "factors": factors, "points": points, "rows": design.rows, "outputs": outputs.concat(), "found": found })
}

fn effects(function: Function, factors: usize, count: usize, levels: usize) -> Value {
    let design = trajectories(factors, count, levels, SEED);
    let outputs = outputs(&design.rows, function);
    let found: Morris =
        morris(&design, &outputs, Replications::Independent, CONFIDENCE, SEED).expect("complete outputs");
    json!({ "factors": factors, "levels": levels, "rows": design.rows, "outputs": outputs.concat(), "found": found })
}

fn main() {
    let cases: Vec<Value> = CASES
        .iter()
        .map(|&(name, function, factors, points, count, levels)| {
            json!({
                "name": name,
                "shares": shares(function, factors, points),
                "effects": effects(function, factors, count, levels),
            })
        })
        .collect();
    println!("{}", json!({ "confidence": CONFIDENCE, "sequence": sobol(64, 30, None), "cases": cases }));
}
