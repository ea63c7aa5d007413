//! Factors: what a study varies.

use crate::scenario::at::At;
use crate::scenario::limits;
use crate::scenario::opening::settings;

use super::document::FactorDocument;
use super::load::Reading;
use super::{Factor, FactorKind, Scale, Settings, Variant};

/// Columns that the tables of a study have already: of its runs first, then of its statistics.
const TAKEN: [&str; 38] = [
    "run",
    "point",
    "scenario",
    "seed",
    "replication",
    "outcome",
    "reason",
    "command",
    "digest",
    "events",
    "end_hours",
    "measure",
    "unit",
    "runs",
    "without_value",
    "mean",
    "mean_low",
    "mean_high",
    "standard_deviation",
    "q05",
    "q25",
    "median",
    "median_low",
    "median_high",
    "q75",
    "q95",
    "minimum",
    "maximum",
    "tail_exponent",
    "tail_exponent_standard_error",
    "tail_from",
    "tail_runs",
    "mean_note",
    "at_least",
    "runs_reaching",
    "share",
    "share_low",
    "share_high",
];

/// A factor from its document; None when it makes no sense.
pub fn factor(reading: &mut Reading<'_>, index: usize, document: &FactorDocument) -> Option<Factor> {
    let at = |field| At::item("factors", index, "", field);
    let kinds = [!document.levels.is_empty(), !document.variants.is_empty(), document.low.is_some()];
    if kinds.iter().filter(|present| **present).count() > 1 {
        let message = "found more than one of levels, variants and low, expected one".to_owned();
        reading.complaints.say(&at(""), message);
        return None;
    }
    check_company(reading, index, document);
    let paths = paths(reading, index, document)?;
    let kind = if !document.variants.is_empty() {
        FactorKind::Variants(variants(reading, index, document))
    } else if let Some(low) = document.low {
        range(reading, index, document, low, paths)?
    } else {
        let levels = 0..document.levels.len();
        let texts = levels.filter_map(|level| reading.text_at(&format!("factors[{index}].levels[{level}]")));
        let levels: Vec<String> = texts.collect();
        no_twins(reading, index, "levels", &levels);
        labelled(reading, index, &document.labels, paths, levels)?
    };
    let first_path = || document.path.clone().or_else(|| document.paths.first().cloned());
    let name = document.name.clone().or_else(first_path).unwrap_or_default();
    reading.complaints.words(&at("name"), &name, limits::NAME_BYTES);
    Some(Factor { name, kind })
}

/// Complains about fields that say nothing without another.
fn check_company(reading: &mut Reading<'_>, index: usize, document: &FactorDocument) {
    let (range, levels) = (document.low.is_some(), !document.levels.is_empty());
    let company = [
        ("high", document.high.is_some() && !range, "low"),
        ("steps", document.steps.is_some() && !range, "low"),
        ("scale", document.scale != Scale::Linear && !range, "low"),
        ("labels", !document.labels.is_empty() && !levels, "levels"),
    ];
    for (field, alone, other) in company {
        if alone {
            reading.complaints.say(&At::item("factors", index, "", field), format!("expected `{other}` beside it"));
        }
    }
}

/// Levels with a label each are variants that set the same.
fn labelled(
    reading: &mut Reading<'_>,
    index: usize,
    labels: &[String],
    paths: Vec<String>,
    levels: Vec<String>,
) -> Option<FactorKind> {
    if labels.is_empty() {
        return Some(FactorKind::Levels { paths, levels });
    }
    if labels.len() != levels.len() {
        let at = At::item("factors", index, "", "labels");
        reading.complaints.value(
            &at,
            format!("{} labels", labels.len()),
            format!("one for each of {} levels", levels.len()),
        );
        return None;
    }
    no_twins(reading, index, "labels", labels);
    let variant = |(label, level): (&String, &String)| Variant {
        name: label.clone(),
        set: paths.iter().map(|path| (path.clone(), level.clone())).collect(),
    };
    Some(FactorKind::Variants(labels.iter().zip(&levels).map(variant).collect()))
}

fn paths(reading: &mut Reading<'_>, index: usize, document: &FactorDocument) -> Option<Vec<String>> {
    let at = At::item("factors", index, "", "");
    match (&document.path, document.paths.as_slice(), document.variants.is_empty()) {
        (None, [], false) => {
            if document.name.is_none() {
                reading.complaints.say(&at, "a factor of variants has no path, so it needs a `name`".to_owned());
            }
            Some(Vec::new())
        }
        (_, _, false) => {
            let message = "a factor of variants has no path: each variant names its own".to_owned();
            reading.complaints.say(&at, message);
            None
        }
        (Some(path), [], _) => Some(vec![path.clone()]),
        (None, paths @ [_, ..], _) => {
            no_overlap(reading, index, paths);
            Some(paths.to_vec())
        }
        _ => {
            reading.complaints.say(&at, "expected either `path` or `paths`".to_owned());
            None
        }
    }
}

/// Whether setting one path sets the other too: they are the same, or one is a part of the other.
fn overlap(one: &str, other: &str) -> bool {
    let inside =
        |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    inside(one, other) || inside(other, one)
}

fn no_overlap(reading: &mut Reading<'_>, index: usize, paths: &[String]) {
    for (number, path) in paths.iter().enumerate() {
        if let Some(earlier) = paths[..number].iter().find(|earlier| overlap(earlier, path)) {
            let field = format!("paths[{number}]");
            let message = format!("`{path}` is set already, by `{earlier}`");
            reading.complaints.say(&At::item("factors", index, "", &field), message);
        }
    }
}

fn variants(reading: &mut Reading<'_>, index: usize, document: &FactorDocument) -> Vec<Variant> {
    let names: Vec<String> = document.variants.iter().map(|variant| variant.name.clone()).collect();
    no_twins(reading, index, "variants", &names);
    let mut variants = Vec::new();
    for (number, variant) in document.variants.iter().enumerate() {
        let set = settings(&reading.read, &format!("factors[{index}].variants[{number}].set"), &variant.set);
        variants.push(Variant { name: variant.name.clone(), set });
    }
    variants
}

fn range(
    reading: &mut Reading<'_>,
    index: usize,
    document: &FactorDocument,
    low: f64,
    paths: Vec<String>,
) -> Option<FactorKind> {
    let at = |field| At::item("factors", index, "", field);
    let Some(high) = document.high else {
        reading.complaints.say(&at("low"), "expected `high` beside it".to_owned());
        return None;
    };
    let whole = document.scale == Scale::Whole && (low.fract() != 0.0 || high.fract() != 0.0);
    let before = reading.complaints.list.len();
    if !low.is_finite() {
        reading.complaints.value(&at("low"), format!("{low:?}"), "a finite number".to_owned());
    } else if !(high.is_finite() && low < high) {
        reading.complaints.value(&at("high"), format!("{high:?}"), format!("a finite number above {low:?}"));
    } else if document.scale == Scale::Logarithmic && low <= 0.0 {
        reading.complaints.value(&at("low"), format!("{low:?}"), "a number above 0 on a logarithmic scale".to_owned());
    } else if whole {
        reading.complaints.say(&at("scale"), "the ends of a range of whole numbers are whole numbers".to_owned());
    }
    let most = limits::DESIGN_POINTS as i64;
    let steps = document.steps.map(|steps| reading.complaints.whole(&at("steps"), steps, 2, most) as u64);
    // A range without sense has no values to go on with.
    (reading.complaints.list.len() == before).then_some(FactorKind::Range {
        paths,
        low,
        high,
        scale: document.scale,
        steps,
    })
}

fn no_twins(reading: &mut Reading<'_>, index: usize, field: &str, levels: &[String]) {
    for (number, level) in levels.iter().enumerate() {
        if levels[..number].contains(level) {
            let field = format!("{field}[{number}]");
            let message = format!("the level {level} stands twice");
            reading.complaints.say(&At::item("factors", index, "", &field), message);
        }
    }
}

/// Complains when a factor has the name or sets the value of an earlier one, or sets what is set for all runs.
pub fn check_new(reading: &mut Reading<'_>, index: usize, set: &Settings, earlier: &[Factor], factor: &Factor) {
    let at = At::item("factors", index, "", "");
    if earlier.iter().any(|other| other.name == factor.name) {
        reading.complaints.say(&at, format!("duplicate factor: `{}` stands twice", factor.name));
        return;
    }
    if TAKEN.contains(&factor.name.as_str()) {
        let message = format!("`{}` is a column of every study: choose another name", factor.name);
        reading.complaints.say(&at, message);
    }
    for path in set_by(factor) {
        if let Some((general, _)) = set.iter().find(|(general, _)| overlap(general, path)) {
            let message = format!("`{path}` is set for all runs already: `set` has `{general}`");
            reading.complaints.say(&at, message);
            return;
        }
        let sets = |other: &&Factor| set_by(other).iter().any(|known| overlap(known, path));
        if let Some(other) = earlier.iter().find(sets) {
            let known = set_by(other).into_iter().find(|known| overlap(known, path)).unwrap_or(path);
            let message = format!("duplicate factor: `{}` sets `{known}` already", other.name);
            reading.complaints.say(&at, message);
            return;
        }
    }
}

/// The paths that a factor sets.
fn set_by(factor: &Factor) -> Vec<&str> {
    match &factor.kind {
        FactorKind::Levels { paths, .. } | FactorKind::Range { paths, .. } => {
            paths.iter().map(String::as_str).collect()
        }
        FactorKind::Variants(variants) => {
            variants.iter().flat_map(|variant| variant.set.iter().map(|(path, _)| path.as_str())).collect()
        }
    }
}

/// The values that show whether a factor fits, each with the field of the factor where it stands: all levels, or the ends
/// of a range.
pub fn ends(factor: &Factor) -> Vec<(String, String)> {
    match &factor.kind {
        FactorKind::Range { low, high, scale, .. } => {
            let end = |share| super::range_value(*low, *high, *scale, share);
            vec![(end(0.0), "low".to_owned()), (end(1.0), "high".to_owned())]
        }
        kind => {
            let list = if matches!(kind, FactorKind::Variants(_)) { "variants" } else { "levels" };
            let field = |(number, value)| (value, format!("{list}[{number}]"));
            factor.levels().into_iter().enumerate().map(field).collect()
        }
    }
}
