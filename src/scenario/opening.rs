//! How files that name scenarios begin to be read, and how problems found later get their places: shared by studies,
//! calibrations and predictions.

use std::collections::BTreeMap;

use serde::de::{DeserializeOwned, IgnoredAny};

use super::at::{At, Complaint, Complaints};
use super::document::FORMAT;
use super::error::{Problem, ScenarioError};
use super::source::Source;
use super::study::Settings;
use super::text::{Read, place};

/// The text at a path and its document, of the format that this version reads; `format` says which it is.
///
/// # Errors
/// The file cannot be read, is no such document, or is of another format: a newer one may mean anything, so that nothing
/// else is checked.
pub fn open<D: DeserializeOwned>(
    source: &dyn Source,
    path: &str,
    format: impl Fn(&D) -> i64,
) -> Result<(Read, D), ScenarioError> {
    let text = source.read(path).map_err(|error| {
        let mut problem = place(path, "", 0, 0, error.message());
        problem.line = 0;
        alone(problem, Vec::new())
    })?;
    let (read, document): (Read, D) =
        Read::parse(path, text).map_err(|(problem, text)| alone(*problem, vec![(path.to_owned(), text)]))?;
    let found = format(&document);
    if found != FORMAT {
        let mut complaints = Complaints::default();
        complaints.value(&At::field("format"), found.to_string(), FORMAT.to_string());
        return Err(located(&read, complaints));
    }
    Ok((read, document))
}

fn alone(problem: Problem, texts: Vec<(String, String)>) -> ScenarioError {
    ScenarioError { problems: vec![problem], more: 0, texts }
}

/// Complaints with the places of the values they speak of.
pub fn located(read: &Read, complaints: Complaints) -> ScenarioError {
    let locate = |complaint: Complaint| {
        let path = match complaint.list {
            None => complaint.field.clone(),
            Some(list) if complaint.field.is_empty() => format!("{list}[{}]", complaint.index),
            Some(list) => format!("{list}[{}].{}", complaint.index, complaint.field),
        };
        let (node, _) = read.layout.descend(&read.text, &within_brackets(read, &path));
        let (start, end) = (node.start as usize, node.end as usize);
        let length = read.text[start..end].lines().next().map_or(1, str::len).max(1);
        let mut problem = place(&read.path, &read.text, start, length, format!("{path}: {}", complaint.message));
        problem.path = path;
        (problem.found, problem.allowed, problem.nearest) = (complaint.found, complaint.allowed, complaint.nearest);
        problem
    };
    let problems = complaints.list.into_iter().map(locate).collect();
    ScenarioError { problems, more: complaints.more, texts: vec![(read.path.clone(), read.text.clone())] }
}

/// The path as the layout has it: in RON the rows of `list([[1, 2], [3, 4]])` stand within the parentheses of the name.
pub fn within_brackets(read: &Read, path: &str) -> String {
    match path.strip_prefix("design.list[") {
        Some(rest) if !read.path.ends_with(".json") => format!("design.list[0][{rest}"),
        _ => path.to_owned(),
    }
}

/// The overrides of a map at a path, as texts. Their names hold dots, so the layout is asked for the map and walked by hand.
pub fn settings(read: &Read, path: &str, set: &BTreeMap<String, IgnoredAny>) -> Settings {
    let (node, whole) = read.layout.descend(&read.text, path);
    if !whole || set.is_empty() {
        return Vec::new();
    }
    node.entries(&read.text).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}
