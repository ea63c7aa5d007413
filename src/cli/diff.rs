//! `truceline diff`: what differs between two scenarios, and what that does.

use std::fmt::Write;
use std::sync::Arc;

use serde_json::{Value, json};

use super::arguments::{CompareArguments, DiffArguments};
use super::compare;
use super::error::CliError;
use super::load::Loaded;
use super::output;
use crate::engine::Limits;
use crate::experiment::comparison::{Variants, summarise};
use crate::experiment::study::shell_word;
use crate::report::{self, Comparison, NOTE, words};
use crate::scenario::{Change, Difference, difference};

/// Tells the differences.
pub fn diff(arguments: &DiffArguments) -> Result<(), CliError> {
    let asked = as_comparison(arguments);
    let (a, b) = compare::load_both(&asked)?;
    let found = difference(&a.document, &b.document);
    let ids = (a.setup.id.clone(), b.setup.id.clone());
    let paths = again(arguments);
    let effect = match arguments.effect && !found.is_none() {
        true => Some(effect(&asked, a, b)?),
        false => None,
    };
    if arguments.json {
        output::data(&as_json(&ids, &found, effect.as_ref()))?;
    } else {
        output::data(&text(&ids, &paths, &found, effect.as_ref()))?;
    }
    if let Some(error) = effect.and_then(|effect| effect.failures) {
        return Err(error);
    }
    let again = paths.all();
    output::next(&match (found.is_none(), arguments.effect) {
        (true, _) => format!("truceline diff {} --set parameters.retaliation.n_self=0.2", paths.a),
        (false, false) => format!("truceline diff {again} --effect tells what the differences do"),
        (false, true) => format!("truceline compare {again} -n 200 writes tables and pictures of the effect"),
    });
    Ok(())
}

/// The two scenarios as words of a command.
struct Paths {
    a: String,
    b: Option<String>,
    set: String,
}

impl Paths {
    /// All words that name the two.
    fn all(&self) -> String {
        let b = self.b.as_ref().map(|b| format!(" {b}")).unwrap_or_default();
        format!("{}{b}{}", self.a, self.set)
    }
}

fn again(arguments: &DiffArguments) -> Paths {
    let path = |path: &std::path::Path| shell_word(&path.display().to_string());
    Paths {
        a: path(&arguments.a),
        b: arguments.b.as_deref().map(path),
        set: arguments.overrides.iter().map(|text| format!(" --set {}", shell_word(text))).collect(),
    }
}

/// The comparison whose machinery is used.
fn as_comparison(arguments: &DiffArguments) -> CompareArguments {
    CompareArguments {
        a: arguments.a.clone(),
        b: arguments.b.clone(),
        pairs: arguments.pairs,
        overrides: arguments.overrides.clone(),
        seed: None,
        until: None,
        jobs: arguments.jobs,
        out: None,
        force: false,
        no_plots: true,
        json: arguments.json,
    }
}

/// What the differences do.
struct Effect {
    text: String,
    json: Value,
    failures: Option<CliError>,
}

/// Runs both in pairs with the same draws.
fn effect(asked: &CompareArguments, a: Loaded, b: Loaded) -> Result<Effect, CliError> {
    let horizon = a.setup.horizon.min(b.setup.horizon);
    let seed = a.setup.default_seed;
    let (setup_a, setup_b) = (Arc::clone(&a.setup), Arc::clone(&b.setup));
    let variants = Variants::new(setup_a, setup_b, seed, Limits::until(horizon), asked.pairs)
        .map_err(|error| CliError::Invalid(error.to_string()))?;
    let pairs = compare::run(&variants, asked);
    let failures = compare::failures(asked, &variants, &pairs);
    let Some(summary) = summarise(&variants, &pairs) else {
        return Err(failures.unwrap_or_else(|| {
            CliError::Run("fewer than two pairs came to their natural end: there is nothing to compare".to_string())
        }));
    };
    let identity = compare::identity(asked, a, b, seed);
    let comparison = Comparison { variants: &variants, pairs: &pairs, summary: &summary, identity: &identity };
    let json = serde_json::from_str(&report::comparison_json(&comparison)).expect("our own JSON is JSON");
    let head = format!(
        "What that does, in {} of runs with the same draws, seed {seed}, over {horizon}",
        words::number_of(summary.complete, "pair", "pairs"),
    );
    Ok(Effect { text: format!("{head}\n{}", compare::terminal::effect(&comparison)), json, failures })
}

fn text(ids: &(String, String), paths: &Paths, found: &Difference, effect: Option<&Effect>) -> String {
    let from = paths.b.as_ref().unwrap_or(&paths.a);
    let mut text = format!(
        "A  {} · {}\nB  {} · {}{}\n\n",
        words::one_line(&ids.0, 60),
        words::one_line(&paths.a, 100),
        words::one_line(&ids.1, 60),
        words::one_line(from, 100),
        words::one_line(&paths.set, 100),
    );
    if found.is_none() {
        text.push_str("Nothing differs: the two say the same, and every run of the one is that of the other.\n");
    }
    if !found.changes.is_empty() {
        let _ = writeln!(text, "{}, A -> B", words::number_of(found.changes.len(), "difference", "differences"));
    }
    for change in &found.changes {
        let _ = writeln!(text, "  {change}");
    }
    if !found.reordered.is_empty() {
        let _ = writeln!(
            text,
            "{}in another order: {}. That is no difference in what the two say, but a run numbers things in that order,\n\
             so that the same seed may give another run.",
            if found.changes.is_empty() { "The two say the same, " } else { "Also " },
            found.reordered.join(", ")
        );
    }
    if let Some(effect) = effect {
        let _ = write!(text, "\n{}\n{NOTE}\n", effect.text.trim_end());
    }
    text
}

fn as_json(ids: &(String, String), found: &Difference, effect: Option<&Effect>) -> String {
    let kind = |change: &Change| match (&change.before, &change.after) {
        (Some(_), Some(_)) => "changed",
        (None, _) => "added",
        (_, None) => "removed",
    };
    let change = |change: &Change| {
        json!({
            "kind": kind(change),
            "path": change.path,
            "of": change.of,
            "field": change.field,
            "before": change.before,
            "after": change.after,
            "unit": change.unit,
            "default": change.default,
            "words": change.to_string(),
        })
    };
    let value = json!({
        "a": ids.0,
        "b": ids.1,
        "same": found.is_none(),
        "changes": found.changes.iter().map(change).collect::<Vec<_>>(),
        "reordered": found.reordered,
        "effect": effect.map(|effect| effect.json.clone()),
        "note": NOTE,
    });
    serde_json::to_string_pretty(&value).expect("plain data becomes JSON without fail") + "\n"
}
