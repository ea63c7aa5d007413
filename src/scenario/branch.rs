//! What a branch changes of a scenario: rules from a moment on, and what happens at the moment.
//!
//! A run that is under way cannot take up every change. What is read after the start of a run can change; what only
//! matters at its start, and what there is, cannot, and is refused in words.

use std::sync::Arc;

use serde_json::Value;

use crate::engine::Time;
use crate::model::Setup;

use super::document::{ActionDocument, InjectDocument, ScenarioDocument};
use super::error::{Problem, ScenarioError};
use super::load::{Failure, Prepared};
use super::on_the_way::refusal;
use super::text::Read;
use super::{build, overrides};

/// A scenario as it stands at some moment of a run.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The validated setup.
    pub setup: Arc<Setup>,
    /// The document it was made from.
    pub document: ScenarioDocument,
}

/// A value that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueChange {
    /// Its path, list items by id.
    pub path: String,
    /// What it was, as JSON; None for what was not there.
    pub before: Option<String>,
    /// What it is from now on.
    pub after: Option<String>,
}

/// What a branch makes of a scenario.
#[derive(Clone, Debug)]
pub struct Branched {
    /// The scenario from the moment on; injects of the branch stand last.
    pub standing: Standing,
    /// The values that change, in order of their paths; none when everything set was so already.
    pub values: Vec<ValueChange>,
}

impl Prepared {
    /// The scenario with overrides `(path, value in RON)`, as it stands at the start of a run.
    ///
    /// # Errors
    /// As [`Prepared::with`].
    pub fn standing(&self, set: &[(String, String)]) -> Result<Standing, ScenarioError> {
        self.with(set).map(|(setup, document)| Standing { setup, document })
    }

    /// The scenario with a change at a moment of a run: values `(path, value in RON)` from then on, and actions in RON
    /// that happen then, with the ids `branch_1`, `branch_2` and so on.
    ///
    /// # Errors
    /// The first override or action that does not fit, everything that is wrong with the document they give, or every
    /// value that cannot change while a run is under way.
    pub fn branch(
        &self,
        standing: &Standing,
        at: Time,
        set: &[(String, String)],
        injects: &[String],
    ) -> Result<Branched, ScenarioError> {
        let structural = |problem| self.error(Failure::Structural(problem));
        let mut document = overrides::apply(&standing.document, set).map_err(structural)?;
        let values = differences(&standing.document, &document);
        self.refuse(&values, at, set)?;
        let mut added: Vec<(String, String)> = Vec::with_capacity(injects.len());
        for text in injects {
            let id = free_id(&document);
            let action = action(text)?;
            added.push((format!("injects.{id}"), text.clone()));
            // The moment is set below: it may lie beyond the horizon that the document names.
            let note = "a branch".to_owned();
            document.injects.push(InjectDocument { id, at: None, at_hours: Some(0.0), action, note });
        }
        let touched = [set, &added].concat();
        let mut setup = build::build(&document).map_err(|complaints| {
            let mut error = self.error(Failure::Semantic(complaints, touched));
            error.problems.iter_mut().for_each(|problem| speak_of_inject(problem, &added));
            error
        })?;
        put_last(&mut setup, &standing.setup, at);
        Ok(Branched { standing: Standing { setup: Arc::new(setup), document }, values })
    }

    fn refuse(&self, values: &[ValueChange], at: Time, set: &[(String, String)]) -> Result<(), ScenarioError> {
        let mut problems: Vec<Problem> = Vec::new();
        for value in values {
            let Some(why) = refusal(&value.path) else { continue };
            let inside = |long: &str, short: &str| {
                long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            };
            let by = set.iter().rev().find(|(path, _)| inside(path, &value.path) || inside(&value.path, path));
            let (path, text) = by.map_or((value.path.as_str(), ""), |(path, text)| (path.as_str(), text.as_str()));
            let message = format!("{}: cannot change {:.2} h after the start: {why}", value.path, at.hours());
            problems.push(overrides::problem(path, text, message));
        }
        if problems.is_empty() { Ok(()) } else { Err(ScenarioError { problems, more: 0, texts: self.texts() }) }
    }
}

/// An action from its RON text, as in the `action` of an inject.
fn action(text: &str) -> Result<ActionDocument, ScenarioError> {
    let file = "--inject";
    match Read::parse::<ActionDocument>(file, text.to_owned()) {
        Ok((_, action)) => Ok(action),
        Err((problem, text)) => {
            Err(ScenarioError { problems: vec![*problem], more: 0, texts: vec![(file.to_owned(), text)] })
        }
    }
}

/// The first of `branch_1`, `branch_2` … that no inject has.
fn free_id(document: &ScenarioDocument) -> String {
    let taken = |id: &String| document.injects.iter().any(|inject| inject.id == *id);
    (1..).map(|number| format!("branch_{number}")).find(|id| !taken(id)).expect("a document has finitely many injects")
}

/// A problem of an inject of the branch is told where it was typed.
fn speak_of_inject(problem: &mut Problem, added: &[(String, String)]) {
    let Some((path, text)) = added.iter().find(|(path, _)| problem.path.starts_with(&format!("{path}."))) else {
        return;
    };
    problem.file = format!("--inject {text}");
    let field = problem.path[path.len() + 1..].trim_start_matches("action.").to_owned();
    if let Some((_, words)) = problem.message.split_once(": ") {
        problem.message = format!("{field}: {words}");
    }
}

/// Injects that the run knows keep their numbers; those of the branch follow, at its moment.
fn put_last(setup: &mut Setup, before: &Setup, at: Time) {
    let place = |lineage| before.injects.iter().position(|known| known.lineage == lineage).unwrap_or(usize::MAX);
    setup.injects.sort_by_key(|inject| place(inject.lineage));
    for (index, inject) in setup.injects.iter_mut().enumerate() {
        match before.injects.get(index) {
            Some(known) => inject.at = known.at,
            None => inject.at = at,
        }
    }
}

/// The values in which two documents differ.
fn differences(before: &ScenarioDocument, after: &ScenarioDocument) -> Vec<ValueChange> {
    let tree = |document| serde_json::to_value(document).unwrap_or(Value::Null);
    let mut found = Vec::new();
    compare("", &tree(before), &tree(after), &mut found);
    found
}

fn compare(path: &str, before: &Value, after: &Value, found: &mut Vec<ValueChange>) {
    if before == after {
        return;
    }
    let named = |value: &Value| -> Option<Vec<(String, Value)>> {
        match value {
            Value::Object(fields) => Some(fields.iter().map(|(name, value)| (name.clone(), value.clone())).collect()),
            Value::Array(items) if items.iter().all(Value::is_object) => {
                let item = |(index, item): (usize, &Value)| (overrides::name(index, item), item.clone());
                Some(items.iter().enumerate().map(item).collect())
            }
            _ => None,
        }
    };
    let inside = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    let change = |path: String, before: Option<&Value>, after: Option<&Value>| ValueChange {
        path,
        before: before.map(Value::to_string),
        after: after.map(Value::to_string),
    };
    match (named(before), named(after)) {
        (Some(old), Some(new)) if old.iter().map(|(name, _)| name).eq(new.iter().map(|(name, _)| name)) => {
            for ((name, old), (_, new)) in old.iter().zip(&new) {
                compare(&inside(name), old, new, found);
            }
        }
        // Absent hostility is 0: pairs may come and go.
        (Some(old), Some(new)) if path == "hostility" => {
            let value = |list: &[(String, Value)], name: &str| {
                list.iter().find(|(known, _)| known == name).and_then(|(_, item)| item.get("value").cloned())
            };
            let names: std::collections::BTreeSet<&String> = old.iter().chain(&new).map(|(name, _)| name).collect();
            for name in names {
                let (old, new) = (value(&old, name), value(&new, name));
                if old != new {
                    found.push(change(inside(&format!("{name}.value")), old.as_ref(), new.as_ref()));
                }
            }
        }
        _ => found.push(change(path.to_owned(), Some(before), Some(after))),
    }
}
