//! The table of facts for the terminal.

use crate::experiment::facts::{Fact, Verdict};
use crate::report::facts::{FactRuns, RULE, kind, verdict};
use crate::report::{NOTE, words};

/// The table, what is reported besides, the runs behind it and how it is judged.
pub fn table(title: &str, facts: &[Fact], runs: &[FactRuns]) -> String {
    let mut lines = vec![words::one_line(title, 100), String::new()];
    let header = ["fact", "", "", "scenario", "value (95 %)", "accepted", "verdict", "sample", "source"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    rows.extend(facts.iter().map(cells));
    lines.extend(left_aligned(&rows));
    lines.push(String::new());
    lines.extend(
        facts
            .iter()
            .filter(|fact| !fact.note.is_empty())
            .map(|fact| format!("  {} {} ({}): {}", fact.id, fact.name, fact.scenario, fact.note)),
    );
    lines.push(String::new());
    lines.extend(runs.iter().map(of_runs));
    lines.push(String::new());
    lines.push(RULE.to_owned());
    lines.push(totals(facts));
    lines.push(NOTE.to_owned());
    lines.join("\n") + "\n"
}

fn cells(fact: &Fact) -> Vec<String> {
    let number = |value: f64| if value.abs() < 1e-4 { "0".to_owned() } else { words::value(value) };
    let value = match (fact.value, fact.low, fact.high) {
        (Some(value), Some(low), Some(high)) => format!("{} ({} to {})", number(value), number(low), number(high)),
        _ => "none".to_owned(),
    };
    let outside = fact.verdict == Verdict::Holds && !fact.value_in_range;
    let accepted = match fact.accepted_high {
        Some(high) if high == fact.accepted_low => number(high),
        Some(high) => format!("{} to {}", number(fact.accepted_low), number(high)),
        None => format!("above {}", number(fact.accepted_low)),
    };
    let mark = if outside { " (value outside)" } else { "" };
    let wanted =
        if fact.sample < fact.wanted { format!(" of {}", words::count(fact.wanted as f64)) } else { String::new() };
    vec![
        fact.id.to_owned(),
        kind(fact.kind).to_owned(),
        format!("{} [{}]", fact.name, fact.unit),
        fact.scenario.clone(),
        value,
        accepted,
        format!("{}{mark}", verdict(fact.verdict)),
        format!("{}{wanted}", words::count(fact.sample as f64)),
        fact.source.to_owned(),
    ]
}

fn of_runs(runs: &FactRuns) -> String {
    format!(
        "  {}: {}, {}, {} with ten or more killed",
        runs.scenario,
        words::number_of(runs.runs, "run", "runs"),
        words::number_of(runs.episodes, "episode", "episodes"),
        words::count(runs.major_episodes as f64)
    )
}

fn totals(facts: &[Fact]) -> String {
    let of = |verdict: Verdict| facts.iter().filter(|fact| fact.verdict == verdict).count();
    format!(
        "{} rows hold, {} fail, {} with too little seen",
        of(Verdict::Holds),
        of(Verdict::Fails),
        of(Verdict::NotEnough)
    )
}

/// Rows of cells as lines, every column left, two spaces between columns.
fn left_aligned(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let length = |text: &str| text.chars().count();
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| length(cell)).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell}{}", " ".repeat(width - length(cell))));
        cells.collect::<Vec<String>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}
