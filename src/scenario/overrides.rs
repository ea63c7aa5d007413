//! Overrides: document → tree → set → document. A path is dotted, list items by id (`posts.kok_tash.crew`) or number,
//! roads by `from--to`, hostility by `side--against`; the value is written in RON.

use serde_json::Value;

use super::document::ScenarioDocument;
use super::error::{self, Problem};
use super::layout::{self, Node, Shape};
use super::text::{Words, options, place};

/// Applies overrides in their order.
pub fn apply(document: &ScenarioDocument, set: &[(String, String)]) -> Result<ScenarioDocument, Box<Problem>> {
    let mut tree = serde_json::to_value(document)
        .map_err(|error| Box::new(problem("", "", format!("the document cannot be changed: {error}"))))?;
    let mut changed = document.clone();
    for (path, text) in set {
        let fail = |message: String| Box::new(problem(path, text, message));
        let value = value(text).map_err(fail)?;
        *find(&mut tree, path, text)? = value;
        // By way of a text, as scenario files in JSON come: reading a document from a tree would be compiled as well.
        changed = serde_json::from_str(&tree.to_string()).map_err(|error| {
            let mut problem = problem(path, text, String::new());
            problem.fill(Words::of_json(&error));
            Box::new(problem)
        })?;
    }
    Ok(changed)
}

/// A problem of an override.
pub(super) fn problem(path: &str, value: &str, message: String) -> Problem {
    let mut problem = place(&format!("--set {path}={value}"), "", 0, 0, message);
    problem.line = 0;
    problem.path = path.to_owned();
    problem
}

fn find<'t>(tree: &'t mut Value, path: &str, text: &str) -> Result<&'t mut Value, Box<Problem>> {
    let mut value = tree;
    let mut walked = String::new();
    for step in path.split('.') {
        let names: Vec<String> = match &*value {
            Value::Object(fields) => fields.keys().cloned().collect(),
            Value::Array(items) => items.iter().enumerate().map(|(index, item)| name(index, item)).collect(),
            _ => Vec::new(),
        };
        let position = names.iter().position(|name| name == step).or_else(|| {
            let number = step.parse::<usize>().ok()?;
            (value.is_array() && number < names.len()).then_some(number)
        });
        let Some(position) = position else {
            let inside = if walked.is_empty() { "the scenario".to_owned() } else { format!("`{walked}`") };
            let mut problem = problem(path, text, format!("nothing named `{step}` in {inside}"));
            problem.found = Some(step.to_owned());
            problem.nearest = error::nearest(step, names.iter().map(String::as_str));
            return Err(Box::new(problem));
        };
        if !walked.is_empty() {
            walked.push('.');
        }
        walked.push_str(step);
        value = match value {
            Value::Object(fields) => fields.get_mut(&names[position]),
            Value::Array(items) => items.get_mut(position),
            _ => None,
        }
        .expect("the position was found among the names");
    }
    Ok(value)
}

/// The name of a list item in paths.
pub(super) fn name(index: usize, item: &Value) -> String {
    let field = |name: &str| item.get(name).and_then(Value::as_str);
    match (field("id"), field("from"), field("to"), field("side"), field("against")) {
        (Some(id), ..) => id.to_owned(),
        (_, Some(from), Some(to), ..) => format!("{from}--{to}"),
        (_, _, _, Some(side), Some(against)) => format!("{side}--{against}"),
        _ => index.to_string(),
    }
}

/// A value from its RON text.
fn value(text: &str) -> Result<Value, String> {
    let bad = || format!("found {}, expected a value in RON, numbers finite", error::quote(text));
    let node = layout::read(text).map_err(|_| bad())?;
    tree(text, &node).ok_or_else(bad)
}

fn tree(text: &str, node: &Node) -> Option<Value> {
    let here = &text[node.start as usize..node.end as usize];
    match &node.shape {
        Shape::Leaf => leaf(here),
        Shape::List(items) => items.iter().map(|item| tree(text, item)).collect::<Option<Vec<_>>>().map(Value::Array),
        Shape::Map(entries) => entries
            .iter()
            .map(|entry| Some((entry.name(text).to_owned(), tree(text, &entry.value)?)))
            .collect::<Option<serde_json::Map<_, _>>>()
            .map(Value::Object),
        Shape::Named(end, inner) => {
            let name = &text[node.start as usize..*end as usize];
            Some(Value::Object([(name.to_owned(), tree(text, inner)?)].into_iter().collect()))
        }
    }
}

fn leaf(text: &str) -> Option<Value> {
    match text {
        "true" => return Some(Value::Bool(true)),
        "false" => return Some(Value::Bool(false)),
        "None" | "null" => return Some(Value::Null),
        _ => {}
    }
    if let Ok(whole) = options().from_str::<i64>(text) {
        return Some(Value::from(whole));
    }
    if let Ok(number) = options().from_str::<f64>(text) {
        return number.is_finite().then(|| Value::from(number));
    }
    if text.starts_with(['"', 'r']) && text.ends_with(['"', '#']) {
        return options().from_str::<String>(text).ok().map(Value::String);
    }
    // A bare word is the name of a variant: `hawkes`, `highway`.
    let word = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (word && !text.starts_with(|first: char| first.is_ascii_digit())).then(|| Value::from(text))
}
