//! `truceline bench`: how fast this machine is, and proof of what was done.

mod alone;
mod terminal;

use std::time::Instant;

use serde::Serialize;

use crate::bench::{Group, Machine, Measured, Scale, Workload, catalogue};
use crate::model::RESULT_VERSION;
use crate::report::words;

use super::arguments::BenchArguments;
use super::error::CliError;
use super::output;

/// All that is told. Names of fields are stable: `--json` prints it.
#[derive(Debug, Serialize)]
struct Report {
    program: &'static str,
    version: &'static str,
    result_version: u32,
    quick: bool,
    repeats: usize,
    machine: Machine,
    workloads: Vec<Measured>,
}

/// Measures what is asked for, each workload in a process of its own.
pub fn bench(arguments: &BenchArguments) -> Result<(), CliError> {
    let scale = if arguments.quick { Scale::Quick } else { Scale::Full };
    let repeats = arguments.repeats.map_or(scale.repeats(), |repeats| repeats as usize);
    let all = catalogue(scale);
    if let Some(name) = &arguments.alone {
        return alone::print(&all, name, repeats);
    }
    let chosen = choose(&all, &arguments.only)?;
    // Before the runs: they are load themselves.
    let machine = Machine::here();
    let measured = run(&chosen, arguments.quick, repeats)?;
    let broken = broken(&measured);
    let report = Report {
        program: "truceline",
        version: env!("CARGO_PKG_VERSION"),
        result_version: RESULT_VERSION,
        quick: arguments.quick,
        repeats,
        machine,
        workloads: measured,
    };
    if arguments.json {
        let mut text = serde_json::to_string_pretty(&report).expect("plain data becomes JSON without fail");
        text.push('\n');
        output::data(&text)?;
    } else {
        output::data(&terminal::text(&report, output::can_emphasise()))?;
    }
    if !report.machine.is_optimised() {
        output::talk("warning: this build is not optimised, and its figures say nothing: cargo build --release");
    }
    if let Some(broken) = broken {
        return Err(CliError::Run(broken));
    }
    output::next(next_step(arguments));
    Ok(())
}

fn next_step(arguments: &BenchArguments) -> &'static str {
    match (arguments.quick, arguments.json) {
        (true, _) => "truceline bench, without --quick, for figures to publish",
        (false, false) => "truceline bench --json > figures.json keeps them",
        (false, true) => "compare the digests with those of another machine: equal digests are equal work",
    }
}

/// Workloads by name or group, in the order of the catalogue; all when none is named.
fn choose<'w>(all: &'w [Workload], names: &[String]) -> Result<Vec<&'w Workload>, CliError> {
    for name in names {
        if !all.iter().any(|workload| workload.is_called(name)) {
            return Err(unknown(all, name));
        }
    }
    let wanted = |workload: &Workload| names.is_empty() || names.iter().any(|name| workload.is_called(name));
    Ok(all.iter().filter(|workload| wanted(workload)).collect())
}

fn unknown(all: &[Workload], name: &str) -> CliError {
    let groups = Group::ALL.map(Group::name);
    let known = groups.into_iter().chain(all.iter().map(|workload| workload.name.as_str()));
    let best =
        known.map(|known| (strsim::jaro_winkler(name, known), known)).max_by(|one, other| one.0.total_cmp(&other.0));
    let hint = match best {
        Some((likeness, known)) if likeness > 0.8 => format!("did you mean {known}?"),
        _ => format!("expected a workload, or one of the groups {}", groups.join(", ")),
    };
    CliError::Invalid(format!("bench --only: found '{name}', which no workload is called\n  hint: {hint}"))
}

/// Measures them one after the other.
fn run(chosen: &[&Workload], quick: bool, repeats: usize) -> Result<Vec<Measured>, CliError> {
    let (started, wanted) = (Instant::now(), output::can_overwrite());
    let mut measured = Vec::with_capacity(chosen.len());
    for (number, workload) in chosen.iter().enumerate() {
        if wanted {
            let seconds = words::count(started.elapsed().as_secs_f64());
            output::status(&format!("{} of {} · {seconds} s · {}", number + 1, chosen.len(), workload.name));
        }
        let one = alone::measure(&workload.name, quick, repeats);
        if wanted {
            output::status("");
        }
        measured.push(one?);
    }
    Ok(measured)
}

/// What theory says otherwise; None when all agree.
fn broken(measured: &[Measured]) -> Option<String> {
    let lines: Vec<String> = measured
        .iter()
        .flat_map(|one| one.checks.iter().filter(|check| !check.holds()).map(move |check| (one, check)))
        .map(|(one, check)| {
            format!("{}, {}: found {}, expected {}..={}", one.name, check.name, check.found, check.low, check.high)
        })
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n  "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::Check;

    #[test]
    fn names_and_groups_choose_in_the_order_of_the_catalogue() {
        let all = catalogue(Scale::Quick);
        let names = |only: &[&str]| -> Vec<String> {
            let only: Vec<String> = only.iter().map(ToString::to_string).collect();
            choose(&all, &only).unwrap().iter().map(|workload| workload.name.clone()).collect()
        };
        assert_eq!(names(&[]).len(), all.len());
        assert_eq!(names(&["synthetic", "mm1", "mm1"]), ["mm1", "synthetic-quiet", "synthetic-fires"]);
        assert_eq!(names(&["phold"]).len(), 16);
    }

    #[test]
    fn what_theory_says_otherwise_is_told() {
        let workload = catalogue(Scale::Quick).into_iter().find(|workload| workload.name == "water-intake").unwrap();
        let mut measured = crate::bench::measure(&workload, 1).unwrap();
        measured.checks = vec![Check::new("mean", 4.0, 4.1, 0.1)];
        assert_eq!(broken(&[measured.clone()]), None);
        measured.checks.push(Check::new("mean waiting", 4.0, 4.5, 0.1));
        let told = broken(&[measured]).unwrap();
        assert!(told.starts_with("water-intake, mean waiting: found 4.5, expected 3.6..=4.4"), "{told}");
    }
}
