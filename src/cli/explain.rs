//! `truceline explain`: what a name means, from the same tables that the program runs on.

use std::fmt::Write;

use crate::experiment::story::CAUSAL_MEASURES;
use crate::model::curves::METRICS;
use crate::model::kind::Kind;
use crate::model::measures::MEASURES;
use crate::model::parameters::{ParameterRow, TABLE};
use crate::report::palette::RUNG_NAMES;

use super::arguments::ExplainArguments;
use super::error::CliError;
use super::output;

const LISTS: [&str; 5] = ["measures", "parameters", "curves", "kinds", "rungs"];

/// Explains one name, or lists all of a sort.
pub fn explain(arguments: &ExplainArguments) -> Result<(), CliError> {
    let name = arguments.name.trim();
    let text = list(name).or_else(|| one(name)).ok_or_else(|| unknown(name))?;
    output::data(&text)?;
    output::next("truceline explain measures|parameters|curves|kinds|rungs lists all of a sort");
    Ok(())
}

fn list(name: &str) -> Option<String> {
    let lines: Vec<(String, String)> = match name {
        "measures" => measures().map(|(name, unit, meaning)| (name.into(), format!("{meaning} [{unit}]"))).collect(),
        "parameters" => TABLE
            .iter()
            .map(|row| (row.name.into(), format!("{} [{}]; default {}", row.meaning, row.unit, row.default)))
            .collect(),
        "curves" => METRICS.iter().map(|row| (row.name.into(), format!("{} [{}]", row.meaning, row.unit))).collect(),
        "kinds" => Kind::ALL.iter().map(|kind| (kind.name().into(), kind.words().into())).collect(),
        "rungs" => RUNG_NAMES.iter().enumerate().map(|(rung, words)| (rung.to_string(), (*words).into())).collect(),
        _ => return None,
    };
    let width = lines.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for (name, meaning) in lines {
        let _ = writeln!(text, "{name:<width$}  {meaning}");
    }
    Some(text)
}

/// Name, unit and meaning of every measure, those of causes last.
fn measures() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let of_causes = CAUSAL_MEASURES.iter().map(|row| (row.name, row.unit, row.meaning));
    MEASURES.iter().map(|row| (row.name, row.unit, row.meaning)).chain(of_causes)
}

fn one(name: &str) -> Option<String> {
    let short = name.strip_prefix("parameters.").unwrap_or(name);
    if let Some(row) = TABLE.iter().find(|row| row.name == short) {
        return Some(parameter(row));
    }
    if let Some((measure, unit, meaning)) = measures().find(|row| matches(row.0, name)) {
        return Some(format!("measure {measure}\n  {meaning}\n  unit     {unit}\n"));
    }
    if let Some(row) = METRICS.iter().find(|row| row.name == name) {
        return Some(format!("curve {}\n  {}\n  unit     {}\n", row.name, row.meaning, row.unit));
    }
    if let Some(kind) = Kind::ALL.iter().find(|kind| kind.name() == name) {
        return Some(format!(
            "event kind {}\n  {}\n  MID hostility level {}\n  CAMEO root code     {:02}\n",
            kind.name(),
            kind.words(),
            kind.hostility_level(),
            kind.cameo_root()
        ));
    }
    let rung: usize = name.strip_prefix("rung").unwrap_or(name).trim().parse().ok()?;
    RUNG_NAMES.get(rung).map(|words| format!("rung {rung}\n  {words}\n"))
}

fn parameter(row: &ParameterRow) -> String {
    let (low, high) = row.bounds.range();
    format!(
        "parameter {}\n  {}\n  unit     {}\n  default  {}\n  range    {} to {} plausible, {low} to {high} allowed\n  source   {} ({})\n  change   --set parameters.{}={}\n",
        row.name,
        row.meaning,
        row.unit,
        row.default,
        row.plausible.0,
        row.plausible.1,
        row.source,
        match row.evidence.mark() {
            "S" => "sourced",
            "R" => "recalled",
            "D" => "derived",
            _ => "a modelling choice",
        },
        row.name,
        row.plausible.1,
    )
}

/// Whether a name fits a pattern whose placeholders stand for one word each.
fn matches(pattern: &str, name: &str) -> bool {
    let Some((before, rest)) = pattern.split_once('<') else { return pattern == name };
    let Some((_, after)) = rest.split_once('>') else { return pattern == name };
    if pattern == name {
        return true;
    }
    let Some(tail) = name.strip_prefix(before) else { return false };
    let word = tail.find('.').unwrap_or(tail.len());
    word > 0 && matches(after, &tail[word..])
}

fn unknown(name: &str) -> CliError {
    let all = TABLE
        .iter()
        .map(|row| row.name)
        .chain(measures().map(|(name, ..)| name))
        .chain(METRICS.iter().map(|row| row.name))
        .chain(Kind::ALL.iter().map(|kind| kind.name()))
        .chain(LISTS);
    let best = all
        .flat_map(|known| {
            // A parameter is often asked for without its group.
            let short = known.rsplit('.').next().unwrap_or(known);
            [(strsim::jaro_winkler(name, known), known), (strsim::jaro_winkler(name, short), known)]
        })
        .max_by(|one, other| one.0.total_cmp(&other.0));
    let hint = match best {
        Some((likeness, known)) if likeness > 0.75 => format!("did you mean {known}?"),
        _ => format!("expected a name, or one of {}", LISTS.join(", ")),
    };
    CliError::Invalid(format!("explain: found '{name}', which nothing is called\n  hint: {hint}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_names_of_sides() {
        assert!(matches("killed.<side>", "killed.kg"));
        assert!(matches("claimed_killed.<side>.by.<claimant>", "claimed_killed.kg.by.tj"));
        assert!(matches("acts.rung_<rung>", "acts.rung_3"));
        assert!(!matches("killed.<side>", "killed."));
        assert!(!matches("killed.<side>", "wounded.kg"));
    }
}
