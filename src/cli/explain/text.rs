//! Explanations as text and as JSON.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::entry::{Entry, Sort};
use super::find::Found;

/// Things that are told in full; more of them are listed.
const FULL_MOST: usize = 4;

/// What a name leads to, as text.
pub fn found(found: &Found<'_>) -> String {
    let mut text = String::new();
    if found.entries.len() > FULL_MOST {
        text.push_str(&list(&found.entries));
    } else {
        let each: Vec<String> = found.entries.iter().map(|entry| full(entry)).collect();
        text.push_str(&each.join("\n"));
    }
    // The columns of a table stand in its own explanation.
    let inside: Vec<&Entry> = found.inside.iter().copied().filter(|entry| entry.sort != Sort::Column).collect();
    if !inside.is_empty() {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&list(&inside));
    }
    if found.entries.len() <= FULL_MOST && found.entries.iter().any(|entry| entry.fact("source").is_some()) {
        text.push_str("\nsources and their marks: docs/SOURCES.md\n");
    }
    if !found.see_also.is_empty() {
        let names: Vec<&str> = found.see_also.iter().map(|entry| entry.name.as_str()).collect();
        let _ = writeln!(text, "\nsee also: {}", names.join(", "));
    }
    text
}

/// One thing in full.
fn full(entry: &Entry) -> String {
    let mut text = format!("{} {}\n  {}\n", entry.sort.one(), entry.name, entry.meaning);
    let label = |name: &str| name.replace('_', " ");
    let width = entry.facts.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, value) in &entry.facts {
        match value {
            Value::Array(items) if items.iter().all(Value::is_object) && !items.is_empty() => {
                let _ = writeln!(text, "  {}", label(name));
                let of = |item: &Value, field: &str| item[field].as_str().unwrap_or_default().to_owned();
                let width = items.iter().map(|item| of(item, "name").len()).max().unwrap_or(0);
                for item in items {
                    let _ = writeln!(text, "    {:<width$}  {}", of(item, "name"), of(item, "meaning"));
                }
            }
            value => {
                let _ = writeln!(text, "  {:<width$}  {}", label(name), words(value));
            }
        }
    }
    text
}

/// One line each.
pub fn list(entries: &[&Entry]) -> String {
    let width = entries.iter().map(|entry| entry.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for entry in entries {
        let mut line = entry.meaning.clone();
        if let Some(unit) = entry.fact("unit") {
            line = format!("{} [{}]", line.trim_end_matches('.'), words(unit));
        }
        if let (Sort::Parameter, Some(default)) = (entry.sort, entry.fact("default")) {
            line.push_str(&format!("; default {}", words(default)));
        }
        let _ = writeln!(text, "{:<width$}  {line}", entry.name);
    }
    text
}

/// The sorts of things, with how many there are of each.
pub fn sorts(all: &[Entry]) -> String {
    let mut text = String::new();
    for sort in Sort::ALL {
        let count = all.iter().filter(|entry| entry.sort == sort).count();
        let _ = writeln!(text, "{:<10}  {count:>4}  {}", sort.list(), sort.words());
    }
    text
}

fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.as_f64().map_or_else(|| number.to_string(), |number| number.to_string()),
        Value::Array(items) if items.len() == 2 && items.iter().all(Value::is_number) => {
            format!("{} to {}", words(&items[0]), words(&items[1]))
        }
        Value::Array(items) => items.iter().map(words).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// Things as a JSON list.
pub fn json(entries: &[&Entry]) -> String {
    let one = |entry: &&Entry| {
        let mut fields = Map::new();
        fields.insert("sort".to_owned(), json!(entry.sort.one()));
        fields.insert("name".to_owned(), json!(entry.name));
        fields.insert("meaning".to_owned(), json!(entry.meaning));
        for (name, value) in &entry.facts {
            fields.insert((*name).to_owned(), value.clone());
        }
        Value::Object(fields)
    };
    let all: Vec<Value> = entries.iter().map(one).collect();
    serde_json::to_string_pretty(&all).expect("plain data becomes JSON without fail") + "\n"
}
