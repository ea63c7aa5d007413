//! `truceline study status`.

use crate::cli::error::CliError;
use crate::cli::output;
use crate::cli::table::aligned;
use crate::report::study::{MeasureStatus, Status, status as read_status};
use crate::report::words;
use crate::store::Native;
use crate::store::study::{RunData, StudyDirectory, standing_shards};

use super::arguments::StatusArguments;
use super::place::{self, Place};

/// Most design points shown on a terminal.
const POINTS_MOST: usize = 24;

/// Tells how far a study is.
pub fn status(arguments: &StatusArguments) -> Result<(), CliError> {
    let Place { study, directory: path } = place::read(&arguments.place, None)?;
    for measure in &arguments.measures {
        place::known_measure(&study, measure)?;
    }
    let directory = StudyDirectory::new(&Native, &path);
    if !directory.check(&study)? {
        return Err(CliError::Invalid(format!("{}: found no study, expected one that has begun", path.display())));
    }
    let mut damaged = |why: &str| output::talk(&format!("{why}; `study run` makes it again"));
    let shards = standing_shards(&study, &directory, &mut damaged)?;
    let found = read_status(&RunData::new(&study, &directory, shards), &arguments.measures)?;
    if arguments.json {
        let text = serde_json::to_string_pretty(&found).expect("plain data becomes JSON without fail");
        output::data(&format!("{text}\n"))?;
    } else {
        output::data(&text(&study.text.title, &found, output::can_emphasise()))?;
    }
    if found.shards_done < found.shards {
        output::next(&format!("truceline study run {}", path.display()));
    } else {
        output::next(&format!("truceline study merge {}", path.display()));
    }
    Ok(())
}

/// The status as text.
pub fn text(title: &str, status: &Status, emphasis: bool) -> String {
    let head = |text: &str| if emphasis { format!("\x1b[1m{text}\x1b[0m") } else { text.to_owned() };
    let mut text = head(&words::one_line(title, 100));
    text += &format!(
        "\n{} of {} runs, {} of {} shards, {} failed, {} events\n",
        words::count(status.runs_done as f64),
        words::count(status.runs as f64),
        words::count(status.shards_done as f64),
        words::count(status.shards as f64),
        words::count(status.failed as f64),
        words::count(status.events as f64),
    );
    for failure in &status.failures {
        text += &format!("  run {}: {}\n    again: {}\n", failure.run, failure.reason, failure.command);
    }
    for measure in &status.measures {
        text += &format!("\n{}\n", head(&format!("{} [{}]", measure.measure, measure.unit)));
        for line in aligned(&rows(measure)) {
            text += &format!("  {line}\n");
        }
        text += &notes(measure);
    }
    text + &format!("\n{}\n", crate::report::NOTE)
}

fn rows(measure: &MeasureStatus) -> Vec<Vec<String>> {
    let head = ["design point", "runs", "mean", "95 % interval", "median", "95 % interval", "5 % to 95 %", "most"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    let value = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), words::value);
    let range = |low: Option<f64>, high: Option<f64>| match (low, high) {
        (None, None) => "-".to_owned(),
        (low, high) => format!("{} to {}", value(low), value(high)),
    };
    for point in measure.points.iter().take(POINTS_MOST) {
        let summary = &point.summary;
        let mean = summary.mean.as_ref();
        let interval = mean.and_then(|mean| mean.interval);
        let quantile = |index: usize| summary.quantiles.get(index).map(|quantile| quantile.value);
        let median = summary.median();
        rows.push(vec![
            format!("{} {}", point.point, words::one_line(&point.words, 60)),
            words::count(summary.count as f64),
            value(mean.map(|mean| mean.mean)),
            range(interval.map(|interval| interval.low), interval.map(|interval| interval.high)),
            value(median.map(|median| median.value)),
            range(median.and_then(|median| median.low), median.and_then(|median| median.high)),
            range(quantile(0), quantile(4)),
            value(summary.maximum),
        ]);
    }
    rows
}

/// What to beware of.
fn notes(measure: &MeasureStatus) -> String {
    let mut text = String::new();
    if measure.points.len() > POINTS_MOST {
        let more = words::number_of(measure.points.len() - POINTS_MOST, "more design point", "more design points");
        text += &format!("  … and {more}: see tables/measures.csv\n");
    }
    let heavy: Vec<_> = measure.points.iter().filter(|point| point.summary.heavy_tail.is_warning()).collect();
    if let Some(first) = heavy.first() {
        let points: Vec<String> = heavy.iter().take(8).map(|point| point.point.to_string()).collect();
        let more = if heavy.len() > 8 { ", …" } else { "" };
        text += &format!("  point {}{more}: {}\n", points.join(", "), first.summary.heavy_tail.words());
    }
    text
}
