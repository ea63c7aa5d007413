//! What a calibration found, as text and tables.

use std::fmt::Write;

use crate::experiment::calibration::{Calibration, Over, Posterior, State};
use crate::experiment::statistics::weighted_quantile;
use crate::store::{ColumnRow, column_names};

/// Columns of `generations.csv`.
pub const GENERATIONS: [ColumnRow; 8] = [
    ColumnRow::new("generation", "", "number of the generation, from 0"),
    ColumnRow::new("newcomers", "particles", "particles tried"),
    ColumnRow::new("complete", "particles", "those of which every experiment met its condition"),
    ColumnRow::new("tolerance_spreads", "spreads", "distance within which particles are kept"),
    ColumnRow::new("acceptance", "fraction", "share of newcomers kept"),
    ColumnRow::new("effective_size", "particles", "effective size of the weighted population"),
    ColumnRow::new("runs", "runs", "runs tried"),
    ColumnRow::new("runs_met", "runs", "runs that met the condition"),
];

/// The table of generations as CSV.
pub fn generations_csv(state: &State) -> String {
    let mut text = column_names(&GENERATIONS).join(",") + "\n";
    for (number, generation) in state.history.iter().enumerate() {
        let _ = writeln!(
            text,
            "{number},{},{},{:?},{:?},{:?},{},{}",
            generation.newcomers,
            generation.complete,
            generation.tolerance,
            generation.acceptance,
            generation.effective_size,
            generation.runs,
            generation.runs_met
        );
    }
    text
}

/// Summary for people: posterior beside prior, and what it took.
pub fn text(calibration: &Calibration<'_>, state: &State, posterior: &Posterior, over: Over) -> String {
    let text = calibration.text();
    let mut out = format!("{} · structure {}\n\n", text.title, calibration.structure);
    let weights: Vec<f64> = posterior.draws.iter().map(|draw| draw.weight).collect();
    let _ = writeln!(
        out,
        "{:<22} {:>9} {:>9}   {:>9} {:>9} {:>9}  {:>11}",
        "quantity", "prior low", "high", "q05", "median", "q95", "contraction"
    );
    for (index, free) in text.free.iter().enumerate() {
        let column: Vec<f64> = posterior.draws.iter().map(|draw| draw.free[index]).collect();
        let places: Vec<f64> = column.iter().map(|&value| free.prior.share(value)).collect();
        let quantile = |share: f64| weighted_quantile(&column, &weights, share);
        let _ = writeln!(
            out,
            "{:<22} {:>9.4} {:>9.4}   {:>9.4} {:>9.4} {:>9.4}  {:>11.2}   {}",
            free.name,
            free.prior.low,
            free.prior.high,
            quantile(0.05),
            quantile(0.5),
            quantile(0.95),
            contraction(&places, &weights),
            free.meaning,
        );
    }
    out.push_str(
        "contraction: 1 - variance of the posterior / variance of the prior, in prior probability; 0 is no news\n\n",
    );
    let reason = match over {
        Over::Acceptance => "newcomers hardly come nearer any more",
        Over::Runs => "the budget of runs is spent",
        Over::Generations => "the budget of generations is spent",
    };
    let _ = writeln!(
        out,
        "{} generations, {} runs ({} met their condition), {} events; tolerance {:.4} spreads; effective size {:.0} of {}",
        state.generations,
        state.runs,
        state.runs_met,
        state.events,
        state.population.tolerance,
        state.population.effective_size(),
        state.population.particles.len(),
    );
    let _ = writeln!(out, "ended: {reason}");
    out
}

/// 1 - variance / (1/12), the variance of the uniform distribution.
fn contraction(places: &[f64], weights: &[f64]) -> f64 {
    let total: f64 = weights.iter().sum();
    let mean = places.iter().zip(weights).map(|(place, weight)| place * weight).sum::<f64>() / total;
    let square = |(place, weight): (&f64, &f64)| weight * (place - mean) * (place - mean);
    1.0 - 12.0 * places.iter().zip(weights).map(square).sum::<f64>() / total
}
