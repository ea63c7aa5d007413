//! The tables of a posterior predictive check.

use std::fmt::Write;

use serde::Serialize;

use crate::experiment::predictive::Scored;
use crate::report::NOTE;
use crate::report::manifest::json;

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

const COLUMNS: &str = "low,best,high,q05,q25,median,q75,q95,inside_50,inside_90,share_below,score_log_units";

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
    let mut text = format!("target,measure,kept_back,{COLUMNS}\n");
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
    let mut text = format!("experiment,measure,time_hours,{COLUMNS}\n");
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
