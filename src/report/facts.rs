//! The table of stylized facts as CSV and as JSON.

use serde::Serialize;

use crate::experiment::facts::{Fact, Gathered, Kind, Rule, Verdict};

use super::NOTE;
use crate::store::ColumnRow;

/// How a fact is judged, for the foot of every table.
pub const RULE: &str = "A fact holds when its 95 % interval overlaps the accepted range (for signs: lies inside it), also \
                        where the value itself lies outside; p values are reported and decide nothing.";

/// Columns of `facts.csv`.
pub const FACTS: [ColumnRow; 18] = [
    ColumnRow::new("fact", "", "id of the stylized fact, as in docs/VALIDATION.md"),
    ColumnRow::new("kind", "", "prescribed by the rules of the model, or emergent"),
    ColumnRow::new("name", "", "what the fact says"),
    ColumnRow::new("scenario", "", "scenario, with what is changed in it"),
    ColumnRow::new("unit", "", "unit of the value"),
    ColumnRow::new("value", "unit of the row", "value measured on the runs"),
    ColumnRow::new("low", "unit of the row", "lower end of its 95 % interval"),
    ColumnRow::new("high", "unit of the row", "upper end of its 95 % interval"),
    ColumnRow::new("accepted_low", "unit of the row", "lowest value that the literature accepts"),
    ColumnRow::new("accepted_high", "unit of the row", "highest value that the literature accepts; empty for none"),
    ColumnRow::new("rule", "", "overlaps: the interval must overlap the accepted range; inside: it must lie inside"),
    ColumnRow::new("verdict", "", "holds, fails, or not enough when the sample is too small"),
    ColumnRow::new("value_in_range", "", "whether the value itself lies in the accepted range"),
    ColumnRow::new("sample", "", "size of the sample"),
    ColumnRow::new("sample_wanted", "", "size that is needed"),
    ColumnRow::new("source", "", "source of the accepted range"),
    ColumnRow::new("note", "", "what else was found, with p values"),
    ColumnRow::new("study", "", "id of the study"),
];

/// The runs that the rows are made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FactRuns {
    /// Scenario, with what is changed in it.
    pub scenario: String,
    /// Runs.
    pub runs: usize,
    /// Events of all runs.
    pub events: u64,
    /// Episodes.
    pub episodes: usize,
    /// Episodes with ten or more killed.
    pub major_episodes: usize,
}

impl FactRuns {
    /// The runs of an arm.
    pub fn of((arm, samples): &Gathered) -> FactRuns {
        FactRuns {
            scenario: arm.words(),
            runs: samples.runs.len(),
            events: samples.events,
            episodes: samples.episodes().count(),
            major_episodes: samples.episodes().filter(|episode| episode.is_major()).count(),
        }
    }
}

/// A verdict in words.
pub const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "holds",
        Verdict::Fails => "FAILS",
        Verdict::NotEnough => "not enough",
    }
}

/// A kind in words.
pub const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Prescribed => "prescribed",
        Kind::Emergent => "emergent",
    }
}

/// `facts.csv`: one row a fact and scenario.
pub fn facts_csv(study: &str, facts: &[Fact]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    let mut write = |row: &[String]| writer.write_record(row).expect("a record in memory is written without fail");
    write(&FACTS.map(|column| column.name.to_owned()));
    for fact in facts {
        let rule = match fact.rule {
            Rule::Overlaps => "overlaps",
            Rule::Inside => "inside",
        };
        write(&[
            fact.id.to_owned(),
            kind(fact.kind).to_owned(),
            fact.name.to_owned(),
            fact.scenario.clone(),
            fact.unit.to_owned(),
            number(fact.value),
            number(fact.low),
            number(fact.high),
            number(Some(fact.accepted_low)),
            number(fact.accepted_high),
            rule.to_owned(),
            verdict(fact.verdict).to_lowercase(),
            fact.value_in_range.to_string(),
            fact.sample.to_string(),
            fact.wanted.to_string(),
            fact.source.to_owned(),
            fact.note.clone(),
            study.to_owned(),
        ]);
    }
    writer.into_inner().expect("a writer in memory is flushed without fail")
}

/// The same with the runs behind it, as JSON.
pub fn facts_json(study: &str, seed: u64, facts: &[Fact], runs: &[FactRuns]) -> String {
    #[derive(Serialize)]
    struct Document<'a> {
        note: &'static str,
        study: &'a str,
        seed: u64,
        rule: &'static str,
        runs: &'a [FactRuns],
        facts: &'a [Fact],
    }
    let document = Document { note: NOTE, study, seed, rule: RULE, runs, facts };
    let mut text = serde_json::to_string_pretty(&document).expect("finite numbers and texts are JSON");
    text.push('\n');
    text
}
