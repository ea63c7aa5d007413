//! What a branch says on the terminal.

use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use crate::cli::compare::MAIN;
use crate::cli::table::aligned;
use crate::experiment::branch::BranchStep;
use crate::experiment::dates;
use crate::experiment::story::Story;
use crate::model::LogRow;
use crate::report::{BranchReport, NOTE, Run, words};
use crate::scenario::ValueChange;

/// Changed values that are told one by one.
const TOLD_MOST: usize = 20;

/// The summary as text.
pub fn summary(report: &BranchReport, took: Duration, target: &Path, emphasis: bool) -> String {
    let head = |text: &str| if emphasis { format!("\x1b[1m{text}\x1b[0m") } else { text.to_string() };
    let BranchReport { unchanged, changed, step, values, .. } = report;
    let (title, identity) = (words::one_line(&unchanged.setup.title, 80), unchanged.identity);
    let mut text = String::new();
    let line = format!("{title} · seed {} · replication {}", identity.seed, identity.replication);
    let _ = writeln!(text, "{}", head(&line));
    let moment = step.at_milliseconds.hours();
    let local = dates::moment(&unchanged.setup.calendar, moment);
    let _ = writeln!(text, "\n{}", head(&format!("Changed after {} h ({local})", words::value(moment))));
    text.push_str(&changes(step, values));
    let _ = writeln!(text, "\n{}\n{}", head("Where the two runs part"), parting(report));
    let _ = writeln!(text, "{}", head("What followed"));
    for line in aligned(&rows(unchanged, changed)) {
        let _ = writeln!(text, "  {line}");
    }
    let _ = writeln!(
        text,
        "  one pair of runs: with another seed the same change may do the opposite; -n 200 tells means\n"
    );
    let _ = writeln!(text, "both runs in {:.2} s\noutput {}\n{NOTE}", took.as_secs_f64(), target.display());
    text
}

/// What was changed, one line each.
pub fn changes(step: &BranchStep, values: &[ValueChange]) -> String {
    let mut text = String::new();
    let shown = |value: &Option<String>| words::one_line(value.as_deref().unwrap_or("absent"), 60);
    for value in values.iter().take(TOLD_MOST) {
        let (before, after) = (shown(&value.before), shown(&value.after));
        let _ = writeln!(text, "  {}: {before}, from then on {after}", words::one_line(&value.path, 100));
    }
    if values.len() > TOLD_MOST {
        let _ = writeln!(text, "  … and {} more values: see branch.json", values.len() - TOLD_MOST);
    }
    for inject in &step.injects {
        let _ = writeln!(text, "  happens then: {}", words::one_line(inject, 140));
    }
    if text.is_empty() {
        text.push_str(if step.set.is_empty() {
            "  nothing\n"
        } else {
            "  nothing: everything that was set is so already\n"
        });
    }
    text
}

fn parting(report: &BranchReport) -> String {
    let [a, b] = [report.unchanged.replication.digest, report.changed.replication.digest];
    let Some(fork) = report.fork else {
        return if report.values.is_empty() && report.step.injects.is_empty() {
            "  They never part: nothing was changed, and both are one run, event by event.\n".to_string()
        } else if a == b {
            "  They never part: the change reached nothing in this run, event by event.\n".to_string()
        } else {
            "  They never part in what is logged: only unlogged steps and measures differ.\n".to_string()
        };
    };
    let told = |run: &Run, row: Option<LogRow>| match row {
        None => "nothing more that is logged".to_string(),
        Some(row) => {
            let sentence = Story::new(run.setup, run.recorder).sentence(row.event);
            let moment = dates::moment(&run.setup.calendar, row.time.hours());
            format!("{:.2} h ({moment})  event {}: {}", row.time.hours(), row.event, words::one_line(&sentence, 300))
        }
    };
    format!("  unchanged  {}\n  changed    {}\n", told(&report.unchanged, fork.a), told(&report.changed, fork.b))
}

fn rows(unchanged: &Run, changed: &Run) -> Vec<Vec<String>> {
    let mut rows = vec![["", "unchanged", "changed", "difference"].map(str::to_string).to_vec()];
    for name in MAIN {
        let names: Vec<String> = match name.contains("<side>") {
            true => unchanged.setup.sides.iter().map(|side| name.replace("<side>", &side.id)).collect(),
            false => vec![name.to_string()],
        };
        for name in names {
            let [a, b] = [unchanged, changed].map(|run| run.replication.measure(&name));
            if a.is_none() && b.is_none() {
                continue;
            }
            let shown = |value: Option<f64>| value.map_or_else(|| "-".to_string(), words::value);
            let difference = a.zip(b).map(|(a, b)| b - a);
            let sign = if difference.is_some_and(|difference| difference > 0.0) { "+" } else { "" };
            rows.push(vec![name, shown(a), shown(b), format!("{sign}{}", shown(difference))]);
        }
    }
    rows
}
