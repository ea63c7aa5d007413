//! What differs between two scenarios, item by item: lists are matched by the ids of their items and not by their order.

mod words;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::document::ScenarioDocument;
use super::units::unit_of_field;
use crate::model::parameters::TABLE;

/// Lists of a scenario in the order of its file, and what one item is called.
const LISTS: [(&str, &str); 15] = [
    ("sides", "side"),
    ("hostility", "hostility"),
    ("sectors", "sector"),
    ("districts", "district"),
    ("villages", "village"),
    ("posts", "post"),
    ("sites", "site"),
    ("towns", "town"),
    ("waypoints", "waypoint"),
    ("roads", "road"),
    ("channels", "channel"),
    ("third_parties", "third party"),
    ("spoilers", "spoiler"),
    ("injects", "inject"),
    ("observed", "observed point"),
];

/// One difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Path of the value, list items by id: `posts.kok_tash.crew`.
    pub path: String,
    /// What it belongs to, in words: `post kok_tash`, `parameter`, `scenario`.
    pub of: String,
    /// The field of that; empty when the whole item was added or removed.
    pub field: String,
    /// Value in the first scenario; None for what only the second has.
    pub before: Option<Value>,
    /// Value in the second; None for what only the first has.
    pub after: Option<Value>,
    /// Unit of a number, `1` for plain ones.
    pub unit: Option<&'static str>,
    /// Default of a parameter.
    pub default: Option<f64>,
}

/// All that differs between two scenarios.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    /// Differences, scalars first, then list by list.
    pub changes: Vec<Change>,
    /// Lists whose common items stand in another order: no difference in what they say, but runs number things in the
    /// order of the lists, so that single runs may differ.
    pub reordered: Vec<&'static str>,
}

impl Difference {
    /// Whether the two say the same in the same order.
    pub fn is_none(&self) -> bool {
        self.changes.is_empty() && self.reordered.is_empty()
    }
}

/// What differs between two documents as they were loaded: shared files joined in, usual channels written out.
pub fn difference(a: &ScenarioDocument, b: &ScenarioDocument) -> Difference {
    let tree = |document| serde_json::to_value(document).expect("a document becomes JSON without fail");
    let (a, b): (Value, Value) = (tree(a), tree(b));
    let mut found = Difference::default();
    let is_list = |name: &str| LISTS.iter().any(|(list, _)| *list == name);
    for name in names(&a, &b).iter().filter(|name| !is_list(name) && !name.starts_with('$')) {
        let head = if name == "parameters" { "parameter" } else { "scenario" };
        let field = if name == "parameters" { "" } else { name.as_str() };
        found.compare(&At { path: name.clone(), of: head.to_owned(), field: field.to_owned() }, &a[name], &b[name]);
    }
    for (list, noun) in LISTS {
        let at = |key: &str| At { path: format!("{list}.{key}"), of: format!("{noun} {key}"), field: String::new() };
        if found.items(&a[list], &b[list], &at) {
            found.reordered.push(list);
        }
    }
    found
}

/// Where a value stands.
struct At {
    path: String,
    of: String,
    field: String,
}

impl At {
    fn inside(&self, name: &str) -> At {
        let dot = if self.field.is_empty() { "" } else { "." };
        At { path: format!("{}.{name}", self.path), of: self.of.clone(), field: format!("{}{dot}{name}", self.field) }
    }
}

impl Difference {
    fn compare(&mut self, at: &At, a: &Value, b: &Value) {
        if a == b {
            return;
        }
        match (a, b) {
            (Value::Object(one), Value::Object(other)) if !other_form(one, other) => {
                for name in names(a, b) {
                    self.compare(&at.inside(&name), &a[&name], &b[&name]);
                }
            }
            (Value::Array(one), Value::Array(other)) if one.iter().chain(other).all(Value::is_object) => {
                self.items(a, b, &|key| at.inside(key));
            }
            (Value::Array(one), Value::Array(other)) => {
                one.iter().filter(|item| !other.contains(item)).for_each(|item| self.push(at, Some(item), None));
                other.iter().filter(|item| !one.contains(item)).for_each(|item| self.push(at, None, Some(item)));
            }
            _ => self.push(at, Some(a), Some(b)),
        }
    }

    /// Items by their keys; true when the common ones stand in another order.
    fn items(&mut self, a: &Value, b: &Value, at: &dyn Fn(&str) -> At) -> bool {
        let (one, other) = (keyed(a), keyed(b));
        let find = |list: &BTreeMap<String, (usize, &Value)>, key: &str| list.get(key).map(|(_, item)| (*item).clone());
        for key in in_order(&one).into_iter().chain(in_order(&other).into_iter().filter(|key| !one.contains_key(*key)))
        {
            match (find(&one, key), find(&other, key)) {
                (Some(a), Some(b)) => self.compare(&at(&written(&a, key)), &a, &b),
                (Some(a), None) => self.push(&at(&written(&a, key)), Some(&a), None),
                (None, b) => {
                    self.push(&at(&b.as_ref().map_or_else(|| key.to_owned(), |b| written(b, key))), None, b.as_ref())
                }
            }
        }
        let common = |list: &BTreeMap<String, (usize, &Value)>, beside: &BTreeMap<String, (usize, &Value)>| {
            in_order(list).into_iter().filter(|key| beside.contains_key(*key)).map(str::to_owned).collect::<Vec<_>>()
        };
        common(&one, &other) != common(&other, &one)
    }

    fn push(&mut self, at: &At, before: Option<&Value>, after: Option<&Value>) {
        let row = at.path.strip_prefix("parameters.").and_then(|name| TABLE.iter().find(|row| row.name == name));
        let number = [before, after].into_iter().flatten().any(Value::is_number);
        let last = at.path.rsplit('.').next().unwrap_or_default();
        let unit = row.map(|row| row.unit).or_else(|| unit_of_field(last).filter(|_| number && !at.field.is_empty()));
        self.changes.push(Change {
            path: at.path.clone(),
            of: at.of.clone(),
            field: at.field.clone(),
            before: before.cloned(),
            after: after.cloned(),
            unit,
            default: row.map(|row| row.default),
        });
    }
}

/// Whether two values are different forms of one thing, such as `fire(…)` and `evacuate(…)`.
fn other_form(one: &serde_json::Map<String, Value>, other: &serde_json::Map<String, Value>) -> bool {
    one.len() == 1 && other.len() == 1 && one.keys().next() != other.keys().next()
}

/// Names of the fields of either.
fn names(a: &Value, b: &Value) -> BTreeSet<String> {
    [a, b].into_iter().filter_map(Value::as_object).flat_map(|fields| fields.keys().cloned()).collect()
}

/// Items by key, with their positions.
fn keyed(list: &Value) -> BTreeMap<String, (usize, &Value)> {
    let mut found = BTreeMap::new();
    for (index, item) in list.as_array().into_iter().flatten().enumerate() {
        let mut key = key(item);
        while found.contains_key(&key) {
            key.push('\'');
        }
        found.insert(key, (index, item));
    }
    found
}

fn in_order<'k>(list: &'k BTreeMap<String, (usize, &Value)>) -> Vec<&'k str> {
    let mut keys: Vec<(usize, &str)> = list.iter().map(|(key, (index, _))| (*index, key.as_str())).collect();
    keys.sort_unstable();
    keys.into_iter().map(|(_, key)| key).collect()
}

/// What an item is known by: its id, the ends of a road, the sides of a hostility, or all that makes an observed point
/// one of its kind.
fn key(item: &Value) -> String {
    let text = |name: &str| item[name].as_str();
    if let Some(id) = text("id") {
        return id.to_owned();
    }
    if let (Some(from), Some(to)) = (text("from"), text("to")) {
        // Usable both ways: the order of its ends is none of its identity.
        return format!("{}--{}", from.min(to), from.max(to));
    }
    if let (Some(side), Some(against)) = (text("side"), text("against")) {
        return format!("{side}--{against}");
    }
    if let Some(measure) = text("measure") {
        let time = text("at").map(str::to_owned).unwrap_or_else(|| format!("{} h", item["at_hours"]));
        return format!("{measure} at {time} by {}", text("claimant").unwrap_or_default());
    }
    text("side").unwrap_or_default().to_owned()
}

/// The key as a path has it: a road by its ends in the order that stands in the file.
fn written(item: &Value, key: &str) -> String {
    match (item["from"].as_str(), item["to"].as_str()) {
        (Some(from), Some(to)) => format!("{from}--{to}"),
        _ => key.to_owned(),
    }
}
