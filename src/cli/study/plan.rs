//! `truceline study plan`.

use std::time::Duration;

use crate::cli::error::CliError;
use crate::cli::output;
use crate::cli::table::aligned;
use crate::experiment::study::Study;
use crate::report::study::Plan;
use crate::report::words;
use crate::store::study::{Pilot, Until, pilot};

use super::arguments::PlanArguments;
use super::place::{self, Place};
use super::progress::duration;

/// Runs of a pilot, and the time after which it ends.
const PILOT_RUNS: u64 = 64;
const PATIENCE: Duration = Duration::from_secs(20);

/// Tells what a study takes.
pub fn plan(arguments: &PlanArguments) -> Result<(), CliError> {
    let Place { study, directory } = place::read(&arguments.study, None)?;
    if let Some(until) = &arguments.until_ci {
        place::known_measure(&study, &until.measure)?;
    }
    let jobs = place::jobs(arguments.jobs);
    let pilot = pilot(&study, PILOT_RUNS, PATIENCE);
    let plan = Plan::new(&study, &pilot, jobs, arguments.until_ci.as_ref());
    if arguments.json {
        let text = serde_json::to_string_pretty(&plan).expect("plain data becomes JSON without fail");
        output::data(&format!("{text}\n"))?;
    } else {
        output::data(&text(&study, &pilot, &plan, arguments.until_ci.as_ref()))?;
    }
    let more = arguments
        .until_ci
        .as_ref()
        .map_or(String::new(), |until| format!(" --until-ci {}={}%", until.measure, until.half_width * 100.0));
    output::next(&format!("truceline study run {}{more}  (into {})", arguments.study.display(), directory.display()));
    Ok(())
}

fn text(study: &Study, pilot: &Pilot, plan: &Plan, until: Option<&Until>) -> String {
    let rows = vec![
        vec!["design".to_owned(), plan.design.to_owned()],
        vec!["design points".to_owned(), words::count(plan.points as f64)],
        vec!["replications".to_owned(), words::count(plan.replications as f64)],
        vec!["runs".to_owned(), words::count(plan.runs as f64)],
        vec!["shards".to_owned(), words::count(plan.shards as f64)],
        vec!["runs a shard".to_owned(), words::count(plan.shard_runs as f64)],
        vec!["pilot runs".to_owned(), words::count(plan.pilot_runs as f64)],
        vec!["one run".to_owned(), format!("{:.1} ms, {} events", plan.milliseconds_a_run, events(pilot))],
        vec!["time".to_owned(), format!("about {} on {}", duration(plan.seconds), workers(plan.jobs))],
        vec!["disk".to_owned(), format!("at most about {}", bytes(plan.bytes))],
    ];
    let mut text = format!("{}\n", words::one_line(&study.text.title, 100));
    for line in aligned(&rows) {
        text += &format!("  {line}\n");
    }
    if let Some(until) = until {
        let percent = words::value(until.half_width * 100.0);
        text += &match plan.replications_wanted {
            Some(replications) => {
                let all = replications as f64 * plan.points as f64;
                format!(
                    "{} within {percent} % of its mean: about {} replications of every point, {} (from {} pilot runs: a \
                     rough guess, and too low where tails are heavy)\n",
                    until.measure,
                    words::count(replications as f64),
                    duration(pilot.seconds_a_run * all / plan.jobs as f64),
                    plan.pilot_runs,
                )
            }
            None => format!("{} within {percent} %: the pilot is too small to tell\n", until.measure),
        };
    }
    text
}

fn events(pilot: &Pilot) -> String {
    let sum: u64 = pilot.rows.iter().map(|row| row.events).sum();
    words::count(sum as f64 / pilot.rows.len() as f64)
}

fn workers(jobs: usize) -> String {
    words::number_of(jobs, "worker", "workers")
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
