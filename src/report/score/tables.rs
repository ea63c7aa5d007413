//! The tables of a posterior predictive check.

use std::fmt::Write;

use serde::Serialize;

use crate::experiment::predictive::Scored;
use crate::report::NOTE;
use crate::report::manifest::json;
use crate::store::{ColumnRow, column_names};

use super::{Coverage, ScoreReport};

/// A number with few digits.
fn short(value: f64) -> String {
    match value.abs() {
        _ if !value.is_finite() => "none".to_owned(),
        0.0..0.995 => format!("{value:.3}"),
        0.995..99.95 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

/// Summary for people.
pub fn score_text(report: &ScoreReport<'_>) -> String {
    let mut out = format!("{} · {}\n\n", report.title, report.form);
    let _ = writeln!(
        out,
        "{:<24} {:>8} {:>8} {:>8}   {:>8} {:>8} {:>8} {:>8} {:>8}   {:<9} {:>6}",
        "target", "low", "best", "high", "5 %", "25 %", "median", "75 %", "95 %", "inside", "score"
    );
    for kept_back in [false, true] {
        let _ = writeln!(out, "{}", if kept_back { "kept back" } else { "fitted" });
        for (target, scored) in report.targets.iter().filter(|(target, _)| target.kept_back == kept_back) {
            let name = format!("  {}", target.name);
            let Some(scored) = scored else {
                let _ = writeln!(out, "{name:<24} no run to look at");
                continue;
            };
            let [low, half_low, median, half_high, high] = scored.predictive.quantiles.map(short);
            let documented = target.documented.map(short);
            let _ = writeln!(
                out,
                "{name:<24} {:>8} {:>8} {:>8}   {low:>8} {half_low:>8} {median:>8} {half_high:>8} {high:>8}   {:<9} {:>6.2}",
                documented[0],
                documented[1],
                documented[2],
                inside(scored),
                scored.score,
            );
        }
    }
    out.push('\n');
    let mut coverages =
        vec![("fitted targets".to_owned(), report.coverage(false)), ("kept back".to_owned(), report.coverage(true))];
    for experiment in &report.experiments {
        coverages.push((format!("points over time, {}", experiment.name), experiment.points_coverage()));
    }
    for (name, coverage) in coverages.iter().filter(|(_, coverage)| coverage.count > 0) {
        let _ = writeln!(out, "{}", coverage_line(name, coverage));
    }
    for experiment in &report.experiments {
        let _ = writeln!(
            out,
            "experiment {:<8} {} of {} members gave a run to look at; {:.2} % of {} runs tried met the condition",
            experiment.name,
            experiment.members.len(),
            report.members,
            experiment.share_met() * 100.0,
            experiment.tried,
        );
    }
    let _ = writeln!(out, "seed {}, digest {:032x}", report.seed, report.digest);
    out.push_str("score: continuous ranked probability score of the logarithm, 0 is perfect\n");
    let _ = writeln!(out, "{NOTE}");
    out
}

fn inside(scored: &Scored) -> &'static str {
    match (scored.inside_half, scored.inside_nine_in_ten) {
        (true, _) => "50 %",
        (_, true) => "90 %",
        _ => "outside",
    }
}

fn coverage_line(name: &str, coverage: &Coverage) -> String {
    format!(
        "{name}: {} of {} inside 50 % ({} by the documented range), {} inside 90 %, mean score {:.3}",
        coverage.half, coverage.count, coverage.half_by_range, coverage.nine_in_ten, coverage.score_mean
    )
}

/// Columns of the table of parameters that are not free.
pub const ONE_AT_A_TIME: [ColumnRow; 11] = [
    ColumnRow::new("parameter", "", "parameter"),
    ColumnRow::new("evidence", "", "its evidence mark"),
    ColumnRow::new("low", "unit of the parameter", "lower end of its plausible range"),
    ColumnRow::new("high", "unit of the parameter", "upper end"),
    ColumnRow::new("score_mean", "log units", "mean score of the fitted targets at its default"),
    ColumnRow::new("score_mean_at_low", "log units", "the same at the lower end"),
    ColumnRow::new("moved_most_at_low", "", "target whose median moves most there"),
    ColumnRow::new("shift_log_units_at_low", "log units", "by how much"),
    ColumnRow::new("score_mean_at_high", "log units", "mean score at the upper end"),
    ColumnRow::new("moved_most_at_high", "", "target whose median moves most there"),
    ColumnRow::new("shift_log_units_at_high", "log units", "by how much"),
];
/// Columns of `targets.csv` before the scores.
pub const TARGET: [ColumnRow; 3] = [
    ColumnRow::new("target", "", "name of the target"),
    ColumnRow::new("measure", "", "measure that it is held against"),
    ColumnRow::new("kept_back", "", "whether it was kept back from the fit"),
];
/// Columns of `points.csv` before the scores.
pub const POINT: [ColumnRow; 3] = [
    ColumnRow::new("experiment", "", "name of the experiment"),
    ColumnRow::new("measure", "", "measure or curve"),
    ColumnRow::new("time_hours", "h", "time since the start of the scenario"),
];
/// Columns of both after those.
pub const SCORES: [ColumnRow; 12] = [
    ColumnRow::new("low", "unit of the measure", "lowest documented value"),
    ColumnRow::new("best", "unit of the measure", "best documented value"),
    ColumnRow::new("high", "unit of the measure", "highest documented value"),
    ColumnRow::new("q05", "unit of the measure", "5 % quantile over runs"),
    ColumnRow::new("q25", "unit of the measure", "25 % quantile"),
    ColumnRow::new("median", "unit of the measure", "median"),
    ColumnRow::new("q75", "unit of the measure", "75 % quantile"),
    ColumnRow::new("q95", "unit of the measure", "95 % quantile"),
    ColumnRow::new("inside_50", "", "whether the best value lies between the 25 and 75 % quantiles"),
    ColumnRow::new("inside_90", "", "whether it lies between the 5 and 95 % quantiles"),
    ColumnRow::new("share_below", "fraction", "share of the runs below the best value"),
    ColumnRow::new(
        "score_log_units",
        "log units",
        "continuous ranked probability score of the logarithm; 0 is perfect",
    ),
];

/// The head of a table.
fn head(first: &[ColumnRow]) -> String {
    let names: Vec<&str> = column_names(first).into_iter().chain(column_names(&SCORES)).collect();
    names.join(",") + "\n"
}

fn cells(documented: [f64; 3], scored: &Scored) -> String {
    let numbers = documented.into_iter().chain(scored.predictive.quantiles).map(|value| format!("{value:?}"));
    let numbers: Vec<String> = numbers.collect();
    format!(
        "{},{},{},{:?},{:?}",
        numbers.join(","),
        scored.inside_half,
        scored.inside_nine_in_ten,
        scored.share_below,
        scored.score
    )
}

/// Targets as CSV.
pub fn targets_csv(report: &ScoreReport<'_>) -> String {
    let mut text = head(&TARGET);
    for (target, scored) in &report.targets {
        if let Some(scored) = scored {
            let head = format!("{},{},{}", target.name, target.measure, target.kept_back);
            let _ = writeln!(text, "{head},{}", cells(target.documented, scored));
        }
    }
    text
}

/// Documented points over time as CSV.
pub fn points_csv(report: &ScoreReport<'_>) -> String {
    let mut text = head(&POINT);
    for experiment in &report.experiments {
        for (point, scored) in &experiment.points {
            if let Some(scored) = scored {
                let head = format!("{},{},{:?}", experiment.name, point.measure, point.hours);
                let _ = writeln!(text, "{head},{}", cells([point.low, point.best, point.high], scored));
            }
        }
    }
    text
}

#[derive(Serialize)]
struct Summary<'a> {
    calibration: &'a str,
    form: &'a str,
    seed: u64,
    members: u64,
    digest: String,
    holds: bool,
    fitted: Shares,
    kept_back: Shares,
    experiments: Vec<Met<'a>>,
    note: &'a str,
}

#[derive(Serialize)]
struct Shares {
    count: usize,
    inside_50: usize,
    inside_50_by_range: usize,
    inside_90: usize,
    score_mean_log_units: f64,
}

#[derive(Serialize)]
struct Met<'a> {
    name: &'a str,
    members: usize,
    members_without: u64,
    runs_tried: u64,
    share_met: f64,
    points_over_time: Option<Shares>,
}

fn shares(coverage: Coverage) -> Shares {
    Shares {
        count: coverage.count,
        inside_50: coverage.half,
        inside_50_by_range: coverage.half_by_range,
        inside_90: coverage.nine_in_ten,
        score_mean_log_units: coverage.score_mean,
    }
}

/// Summary as JSON.
pub fn score_json<'a>(report: &ScoreReport<'a>) -> String {
    let met = |experiment: &super::ScoredExperiment<'a>| Met {
        name: experiment.name,
        members: experiment.members.len(),
        members_without: experiment.without,
        runs_tried: experiment.tried,
        share_met: experiment.share_met(),
        points_over_time: Some(experiment.points_coverage()).filter(|coverage| coverage.count > 0).map(shares),
    };
    json(&Summary {
        calibration: report.id,
        form: &report.form,
        seed: report.seed,
        members: report.members,
        digest: format!("{:032x}", report.digest),
        holds: report.holds(),
        fitted: shares(report.coverage(false)),
        kept_back: shares(report.coverage(true)),
        experiments: report.experiments.iter().map(met).collect(),
        note: NOTE,
    })
}
