//! Designs given row by row, and whether a design and its factors belong together.

use serde::de::IgnoredAny;

use crate::scenario::at::At;
use crate::scenario::limits;
use crate::scenario::source::beside;

use super::load::Reading;
use super::{Design, Factor, FactorKind, Scale};

/// The rows of a list, as the texts of their values.
pub fn of_list(reading: &mut Reading<'_>, list: &[Vec<IgnoredAny>], factors: &[Factor]) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (number, row) in list.iter().enumerate() {
        let field = field(reading, number);
        if row.len() != factors.len() {
            let found = format!("{} values", row.len());
            reading.complaints.value(&At::field(&field), found, format!("{}, one for each factor", factors.len()));
            continue;
        }
        let texts = factors.iter().enumerate().filter_map(|(column, factor)| {
            let text = reading.text_at(&format!("{field}[{column}]"))?;
            // A variant is named, with quotes or without; a level is a value, quotes and all.
            let name = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
            let named = matches!(factor.kind, FactorKind::Variants(_));
            Some(name.filter(|_| named).map_or(text.clone(), str::to_owned))
        });
        let texts: Vec<String> = texts.collect();
        check_row(reading, &field, "", &texts, factors);
        rows.push(texts);
    }
    rows
}

/// Where a row stands in the study file; rows of a CSV file stand elsewhere.
pub fn field(reading: &Reading<'_>, number: usize) -> String {
    let field = format!("design.list[{number}]");
    if reading.text_at(&field).is_some() { field } else { "design".to_owned() }
}

/// The rows of a CSV file, in the order of the factors; None when it cannot be read.
pub fn of_csv(
    reading: &mut Reading<'_>,
    relative: &str,
    factors: &[Factor],
    texts: &mut Vec<(String, String)>,
) -> Option<Vec<Vec<String>>> {
    let at = At::field("design");
    let path = beside(&reading.read.path, relative);
    let text = match reading.source.read(&path) {
        Ok(text) => text,
        Err(error) => {
            reading.complaints.say(&at, format!("{path}: {}", error.message()));
            return None;
        }
    };
    texts.push((path.clone(), text.clone()));
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let header: Vec<String> =
        reader.headers().map(|header| header.iter().map(str::to_owned).collect()).unwrap_or_default();
    let columns = columns(reading, &path, &header, factors)?;
    let mut rows = Vec::new();
    for (number, record) in reader.records().enumerate() {
        match record {
            Ok(record) => {
                let row: Vec<String> = columns.iter().map(|&column| record[column].to_owned()).collect();
                check_row(reading, "design", &format!("{path}: row {}: ", number + 2), &row, factors);
                rows.push(row);
            }
            Err(error) => {
                reading.complaints.say(&at, format!("{path}: row {}: {}", number + 2, row_error(&error)));
                return None;
            }
        }
    }
    Some(rows)
}

/// What is wrong with a row, without its number.
fn row_error(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("found {len} cells, expected {expected_len}")
        }
        csv::ErrorKind::Utf8 { .. } => "found bytes that are not UTF-8".to_owned(),
        _ => error.to_string(),
    }
}

/// The column of each factor.
fn columns(reading: &mut Reading<'_>, path: &str, header: &[String], factors: &[Factor]) -> Option<Vec<usize>> {
    let at = At::field("design");
    let mut columns = Vec::new();
    for factor in factors {
        match header.iter().position(|name| *name == factor.name) {
            Some(column) => columns.push(column),
            None => {
                let message = format!("{path}: no column is named `{}`", factor.name);
                reading.complaints.unlike(&at, message, &factor.name, header.iter().map(String::as_str));
            }
        }
    }
    let twin = header.iter().enumerate().find(|(column, name)| header[..*column].contains(name));
    if let Some((_, name)) = twin {
        reading.complaints.say(&at, format!("{path}: the column `{name}` stands twice"));
        return None;
    }
    let stranger = header.iter().find(|name| !factors.iter().any(|factor| factor.name == **name));
    if let Some(name) = stranger {
        let names = factors.iter().map(|factor| factor.name.as_str());
        reading.complaints.unlike(&at, format!("{path}: no factor is named `{name}`"), name, names);
    }
    (columns.len() == factors.len()).then_some(columns)
}

/// Complains about values that their factor does not have; `row_name` is put first, for rows outside the study file.
fn check_row(reading: &mut Reading<'_>, field: &str, row_name: &str, row: &[String], factors: &[Factor]) {
    for (column, (value, factor)) in row.iter().zip(factors).enumerate() {
        let field = if row_name.is_empty() { format!("{field}[{column}]") } else { field.to_owned() };
        let (at, name) = (At::field(&field), &factor.name);
        match &factor.kind {
            FactorKind::Variants(variants) if !variants.iter().any(|variant| variant.name == *value) => {
                let names = variants.iter().map(|variant| variant.name.as_str());
                let message = format!("{row_name}`{name}` has no variant named `{value}`");
                reading.complaints.unlike(&at, message, value, names);
            }
            FactorKind::Range { low, high, scale, .. } => {
                let number: Option<f64> = value.parse().ok();
                let fits = number.is_some_and(|number| *low <= number && number <= *high);
                let whole = *scale != Scale::Whole || number.is_some_and(|number| number.fract() == 0.0);
                if !fits || !whole {
                    let kind = if *scale == Scale::Whole { "a whole number " } else { "" };
                    let message = format!("{row_name}`{name}`: found {value}, expected {kind}{low:?}..={high:?}");
                    reading.complaints.say(&at, message);
                }
            }
            FactorKind::Levels { levels, .. } if !levels.is_empty() && !levels.contains(value) => {
                let message =
                    format!("{row_name}`{name}`: found {value}, expected one of its levels {}", levels.join(", "));
                reading.complaints.say(&at, message);
            }
            FactorKind::Levels { .. } if value.is_empty() => {
                reading.complaints.say(&at, format!("{row_name}`{name}`: found nothing, expected a value"));
            }
            _ => {}
        }
    }
}

/// Complains when a design is empty, too large, or does not go with its factors.
pub fn check_fit(reading: &mut Reading<'_>, design: &Design, factors: &[Factor]) {
    let at = At::field("design");
    let name = design.name();
    match design {
        Design::Grid => {
            for (index, factor) in factors.iter().enumerate().filter(|(_, factor)| factor.levels().is_empty()) {
                let wanted = match factor.kind {
                    FactorKind::Range { .. } => "a grid needs `steps` beside `low` and `high`",
                    _ => "empty design: a grid needs `levels`, `variants` or a range with `steps`",
                };
                let message = format!("`{}`: {wanted}", factor.name);
                reading.complaints.say(&At::item("factors", index, "", ""), message);
            }
            let count = factors.iter().map(|factor| factor.levels().len() as f64).product::<f64>();
            if count > limits::DESIGN_POINTS as f64 {
                let allowed = format!("at most {}", limits::DESIGN_POINTS);
                reading.complaints.value(&at, format!("a grid of {count:.0} points"), allowed);
            }
        }
        Design::List(rows) if rows.is_empty() => {
            reading.complaints.say(&at, "empty design: found no row".to_owned());
        }
        Design::List(rows) if rows.len() > limits::DESIGN_POINTS => {
            let allowed = format!("at most {}", limits::DESIGN_POINTS);
            reading.complaints.value(&at, format!("{} rows", rows.len()), allowed);
        }
        Design::List(_) => {}
        _ if factors.is_empty() => {
            reading.complaints.say(&at, format!("empty design: {name} has no factor to vary"));
        }
        _ => {}
    }
    if matches!(design, Design::Morris { .. } | Design::SobolIndices { .. }) {
        let fixed = factors.iter().position(|factor| !matches!(factor.kind, FactorKind::Range { .. }));
        if let Some(index) = fixed {
            let message = format!("incompatible levels: {name} needs a range, `low` and `high`");
            reading.complaints.say(&At::item("factors", index, "", ""), message);
        }
    } else if design.samples_ranges() {
        let empty = factors
            .iter()
            .position(|factor| !matches!(factor.kind, FactorKind::Range { .. }) && factor.levels().is_empty());
        if let Some(index) = empty {
            let message = format!("incompatible levels: {name} needs a range, `levels` or `variants`");
            reading.complaints.say(&At::item("factors", index, "", ""), message);
        }
    }
}
