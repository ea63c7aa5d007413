//! Scenarios that differ from a study's in one respect: labels swapped, monitors added, the form of truces fixed, the
//! day cycle off.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::model::Setup;
use crate::scenario::{ScenarioDocument, Texts, load};

/// In what a scenario is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// In nothing.
    None,
    /// The day cycle has no amplitude.
    NoDayCycle,
    /// Monitors are present soon after the first fire, and stay.
    Monitors,
    /// Every agreement is in writing.
    Written,
    /// Every agreement is in writing, with withdrawal.
    Withdrawal,
    /// Each side has the id of the next and the last that of the first, and the lists of everything that has a side stand
    /// in reverse order: the same world under other labels.
    Labels,
}

/// Lists whose order and so whose numbers the change of labels turns round.
const TURNED: [&str; 5] = ["sides", "hostility", "districts", "villages", "posts"];

/// The setup of a document with a change.
///
/// # Errors
/// When the changed document is no sound scenario, or something else than a side has the id of one.
pub fn changed(document: &ScenarioDocument, change: Change) -> Result<Arc<Setup>, String> {
    let mut tree = serde_json::to_value(document).map_err(|error| error.to_string())?;
    match change {
        Change::None => {}
        Change::NoDayCycle => tree["parameters"]["spark"]["day_amplitude"] = json!(0.0),
        Change::Monitors => add_monitors(&mut tree),
        Change::Written => fix_form(&mut tree, "written"),
        Change::Withdrawal => fix_form(&mut tree, "with_withdrawal"),
        Change::Labels => swap_labels(&mut tree)?,
    }
    // Its claims of measures and times are those of the sides as they were called.
    tree["observed"] = json!([]);
    let text = tree.to_string();
    let loaded = load(&Texts::one("changed.json", &text), "changed.json", &[]);
    loaded.map(|loaded| loaded.setup).map_err(|error| error.to_string())
}

/// The id that a side has after the change of labels, by position in the scenario.
pub fn next_label(setup: &Setup, side: usize) -> &str {
    &setup.sides[(side + 1) % setup.sides.len()].id
}

fn add_monitors(tree: &mut Value) {
    let monitors = json!({
        "id": "monitors_of_the_facts",
        "name": "Monitors",
        "kind": "monitoring",
        "presence": { "after_rung": { "rung": 2, "delay_hours_median": 0.1, "stay_hours": 8_760.0 } },
    });
    if let Some(list) = tree["third_parties"].as_array_mut() {
        list.push(monitors);
    }
}

fn fix_form(tree: &mut Value, form: &str) {
    for channel in tree["channels"].as_array_mut().into_iter().flatten() {
        channel["forms"] = json!({ "verbal": 0.0, "written": 0.0, "with_withdrawal": 0.0 });
        channel["forms"][form] = json!(1.0);
    }
}

fn swap_labels(tree: &mut Value) -> Result<(), String> {
    let sides = tree["sides"].as_array().into_iter().flatten();
    let ids: Vec<String> = sides.filter_map(|side| side["id"].as_str().map(str::to_owned)).collect();
    for (list, items) in tree.as_object().into_iter().flatten() {
        for item in items.as_array().into_iter().flatten() {
            if let Some(id) = item["id"].as_str().filter(|id| list != "sides" && ids.iter().any(|side| side == id)) {
                return Err(format!("`{id}` names a side and an item of `{list}`: labels cannot be swapped"));
            }
        }
    }
    for value in tree.as_object_mut().into_iter().flat_map(|fields| fields.values_mut()) {
        rename(value, &ids);
    }
    for list in TURNED {
        if let Some(items) = tree[list].as_array_mut() {
            items.reverse();
        }
    }
    Ok(())
}

/// Renames every text that is the id of a side.
fn rename(value: &mut Value, ids: &[String]) {
    match value {
        Value::String(text) => {
            if let Some(position) = ids.iter().position(|id| id == text) {
                text.clone_from(&ids[(position + 1) % ids.len()]);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, ids)),
        // Words for people may happen to be an id.
        Value::Object(fields) => {
            let fields = fields.iter_mut().filter(|(name, _)| !matches!(name.as_str(), "name" | "title" | "note"));
            fields.for_each(|(_, value)| rename(value, ids));
        }
        _ => {}
    }
}
