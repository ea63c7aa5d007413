//! `truceline study plan`.

use std::time::Duration;

use crate::cli::error::CliError;
use crate::cli::output;
use crate::cli::table::aligned;
use crate::experiment::statistics::{CONFIDENCE, Mean, mean};
use crate::experiment::study::Study;
use crate::report::words;
use crate::store::study::Until;

use super::arguments::PlanArguments;
use super::pilot::{Pilot, pilot};
use super::place::{self, Place};
use super::progress::duration;

/// Runs of a pilot, and the time after which it ends.
const PILOT_RUNS: u64 = 64;
const PATIENCE: Duration = Duration::from_secs(20);
/// Least values from which a variance is guessed.
const VALUES_LEAST: usize = 4;

/// Tells what a study takes.
pub fn plan(arguments: &PlanArguments) -> Result<(), CliError> {
    let Place { study, directory } = place::read(&arguments.study, None)?;
    if let Some(until) = &arguments.until_ci {
        place::known_measure(&study, &until.measure)?;
    }
    let jobs = place::jobs(arguments.jobs);
    let pilot = pilot(&study, PILOT_RUNS, PATIENCE);
    let wanted = arguments.until_ci.as_ref().map(|until| (until, replications_for(&study, &pilot, until)));
    if arguments.json {
        output::data(&json(&study, &pilot, jobs, wanted.as_ref()))?;
    } else {
        output::data(&text(&study, &pilot, jobs, wanted.as_ref()))?;
    }
    let more = arguments
        .until_ci
        .as_ref()
        .map_or(String::new(), |until| format!(" --until-ci {}={}%", until.measure, until.half_width * 100.0));
    output::next(&format!("truceline study run {}{more}  (into {})", arguments.study.display(), directory.display()));
    Ok(())
}

/// Replications that the wanted precision takes at the design point that varies most, as the pilot has it; None when the
/// pilot is too small to tell.
fn replications_for(study: &Study, pilot: &Pilot, until: &Until) -> Option<u64> {
    let measure = study.measures.iter().position(|measure| measure.name == until.measure)?;
    let mut most = None;
    for point in 0..study.points.len() {
        let rows = pilot.rows.iter().filter(|row| row.point == point);
        let values: Vec<f64> = rows.filter_map(|row| row.measures[measure]).collect();
        if values.len() < VALUES_LEAST {
            continue;
        }
        let Some(Mean { mean, standard_deviation: Some(deviation), .. }) = mean(&values, CONFIDENCE) else { continue };
        if mean == 0.0 {
            continue;
        }
        let ratio = 1.96 * deviation / (until.half_width * mean.abs());
        most = most.max(Some((ratio * ratio).ceil() as u64));
    }
    most
}

fn text(study: &Study, pilot: &Pilot, jobs: usize, wanted: Option<&(&Until, Option<u64>)>) -> String {
    let runs = study.runs() as f64;
    let rows = vec![
        vec!["design".to_owned(), study.text.design.name().to_owned()],
        vec!["design points".to_owned(), words::count(study.points.len() as f64)],
        vec!["replications".to_owned(), words::count(study.text.replications as f64)],
        vec!["runs".to_owned(), words::count(runs)],
        vec!["shards".to_owned(), words::count(study.shards() as f64)],
        vec!["runs a shard".to_owned(), words::count(study.shard_runs as f64)],
        vec!["pilot runs".to_owned(), words::count(pilot.rows.len() as f64)],
        vec!["one run".to_owned(), format!("{:.1} ms, {} events", pilot.seconds_a_run * 1e3, events(pilot))],
        vec!["time".to_owned(), format!("about {} on {}", duration(seconds(pilot, runs, jobs)), workers(jobs))],
        vec!["disk".to_owned(), format!("at most about {}", bytes(pilot.bytes_a_run * runs))],
    ];
    let mut text = format!("{}\n", words::one_line(&study.text.title, 100));
    for line in aligned(&rows) {
        text += &format!("  {line}\n");
    }
    if let Some((until, replications)) = wanted {
        let percent = words::value(until.half_width * 100.0);
        text += &match replications {
            Some(replications) => {
                let all = *replications as f64 * study.points.len() as f64;
                format!(
                    "{} within {percent} % of its mean: about {} replications of every point, {} (from {} pilot runs: a \
                     rough guess, and too low where tails are heavy)\n",
                    until.measure,
                    words::count(*replications as f64),
                    duration(seconds(pilot, all, jobs)),
                    pilot.rows.len(),
                )
            }
            None => format!("{} within {percent} %: the pilot is too small to tell\n", until.measure),
        };
    }
    text
}

fn seconds(pilot: &Pilot, runs: f64, jobs: usize) -> f64 {
    pilot.seconds_a_run * runs / jobs as f64
}

fn events(pilot: &Pilot) -> String {
    let sum: u64 = pilot.rows.iter().map(|row| row.events).sum();
    words::count(sum as f64 / pilot.rows.len() as f64)
}

fn workers(jobs: usize) -> String {
    words::number_of(jobs, "worker", "workers")
}

fn json(study: &Study, pilot: &Pilot, jobs: usize, wanted: Option<&(&Until, Option<u64>)>) -> String {
    let runs = study.runs() as f64;
    let plan = serde_json::json!({
        "study": study.text.id,
        "design": study.text.design.name(),
        "points": study.points.len(),
        "replications": study.text.replications,
        "runs": study.runs(),
        "shards": study.shards(),
        "shard_runs": study.shard_runs,
        "jobs": jobs,
        "pilot_runs": pilot.rows.len(),
        "milliseconds_a_run": pilot.seconds_a_run * 1e3,
        "seconds": seconds(pilot, runs, jobs),
        "bytes": pilot.bytes_a_run * runs,
        "replications_wanted": wanted.and_then(|(_, replications)| *replications),
    });
    format!("{}\n", serde_json::to_string_pretty(&plan).expect("plain data becomes JSON without fail"))
}

/// A size in words.
pub fn bytes(bytes: f64) -> String {
    const UNITS: [&str; 5] = ["bytes", "kB", "MB", "GB", "TB"];
    let mut size = bytes.max(0.0);
    let mut unit = 0;
    while size >= 1_000.0 && unit + 1 < UNITS.len() {
        size /= 1_000.0;
        unit += 1;
    }
    if unit == 0 { format!("{size:.0} bytes") } else { format!("{size:.1} {}", UNITS[unit]) }
}
