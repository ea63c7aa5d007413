//! `truceline compare`: two variants of a scenario, by pairs of runs that share their draws.

pub(super) mod terminal;

pub(super) use terminal::{MAIN, summary as summary_text};

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::engine::{Limits, Outcome, Time};
use crate::experiment::comparison::{Half, Pair, Variants, summarise};
use crate::report::{self, Comparison, ComparisonIdentity, words};
use crate::store::{Native, OutputDirectory, Replaced};

use super::arguments::CompareArguments;
use super::error::CliError;
use super::load::{Loaded, load};
use super::run::safe;
use super::{output, workers};
use crate::experiment::study::shell_word;

/// Incomplete replications that are named one by one.
const NAMED_MOST: usize = 3;
/// Time between two lines of progress.
const BETWEEN: Duration = Duration::from_millis(200);

/// Compares two variants.
pub fn compare(arguments: &CompareArguments) -> Result<(), CliError> {
    let (a, b) = load_both(arguments)?;
    let horizon = arguments.until.unwrap_or(a.setup.horizon.min(b.setup.horizon));
    if arguments.until.is_none() && a.setup.horizon != b.setup.horizon {
        output::talk(&format!("the scenarios run for different times: both are compared up to {horizon}"));
    }
    let seed = arguments.seed.unwrap_or(a.setup.default_seed);
    let (setup_a, setup_b) = (Arc::clone(&a.setup), Arc::clone(&b.setup));
    let variants = Variants::new(setup_a, setup_b, seed, Limits::until(horizon), arguments.pairs)
        .map_err(|error| CliError::Invalid(error.to_string()))?;
    let identity = identity(arguments, a, b, seed);
    let target = arguments.out.clone().unwrap_or_else(|| default_directory(&variants, &identity));
    let earlier = |manifest: &[u8]| report::files_of_earlier_run(manifest, &identity.name);
    let directory = OutputDirectory::new(&Native, &target, arguments.force, &earlier)?;
    // Before the runs, so that nobody waits for a refusal.
    directory.check()?;
    let started = Instant::now();
    let pairs = run(&variants, arguments);
    let took = started.elapsed();
    let Some(summary) = summarise(&variants, &pairs) else {
        return Err(failures(arguments, &variants, &pairs).unwrap_or_else(|| {
            CliError::Run("fewer than two pairs came to their natural end: there is nothing to compare".to_string())
        }));
    };
    let comparison = Comparison { variants: &variants, pairs: &pairs, summary: &summary, identity: &identity };
    if let Replaced::KeptAt(path) = directory.write(&report::comparison_files(&comparison, !arguments.no_plots))? {
        output::talk(&format!("what stood there is now {}", path.display()));
    }
    if arguments.json {
        output::data(&report::comparison_json(&comparison))?;
    } else {
        output::data(&terminal::summary(&comparison, took, &target, output::can_emphasise()))?;
    }
    if let Some(error) = failures(arguments, &variants, &pairs) {
        return Err(error);
    }
    let file = if arguments.no_plots { "differences.csv" } else { "difference.png" };
    output::next(&format!("open {}", target.join(file).display()));
    Ok(())
}

/// Both scenarios; when both are invalid, the problems of both are told.
pub(super) fn load_both(arguments: &CompareArguments) -> Result<(Loaded, Loaded), CliError> {
    let a = load(&arguments.a, &[]);
    let path = arguments.b.as_ref().unwrap_or(&arguments.a);
    // The same broken file has the same problems: once is enough.
    if arguments.b.is_none() && a.is_err() {
        return a.map(|_| unreachable!("an error was found"));
    }
    match (a, load(path, &arguments.overrides)) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (Err(error), Ok(_)) | (Ok(_), Err(error)) => Err(error),
        (Err(first), Err(second)) => {
            first.tell();
            Err(second)
        }
    }
}

/// Runs the pairs on all cores.
pub(super) fn run(variants: &Variants, arguments: &CompareArguments) -> Vec<Pair> {
    counted(arguments.pairs, arguments.jobs, |replication| variants.pair(replication as u64))
}

/// So many pairs in order, on so many threads or one a core; tells how many are done.
pub(super) fn counted(count: u64, jobs: Option<u64>, pair: impl Fn(usize) -> Pair + Sync) -> Vec<Pair> {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let jobs = jobs.map_or_else(cores, |jobs| jobs as usize);
    let (started, mut told) = (Instant::now(), None);
    let wanted = output::can_overwrite();
    let pairs = workers::in_order(count as usize, jobs, pair, |done| {
        let due = told.unwrap_or(started).elapsed() > BETWEEN;
        if wanted && due {
            told = Some(Instant::now());
            output::status(&format!("{done} of {} pairs", words::count(count as f64)));
        }
    });
    if told.is_some() {
        output::status("");
    }
    pairs
}

/// How the comparison was asked for.
pub(super) fn identity(arguments: &CompareArguments, a: Loaded, b: Loaded, seed: u64) -> ComparisonIdentity {
    let (of_a, of_b) = ((&*a.setup, a.texts), (&*b.setup, b.texts));
    let overrides = arguments.overrides.clone();
    ComparisonIdentity::new(of_a, of_b, arguments.b.is_some(), overrides, command(arguments, seed))
}

/// The command that does the comparison again.
fn command(arguments: &CompareArguments, seed: u64) -> String {
    let path = |path: &Path| path.display().to_string();
    let b = arguments.b.as_deref().map(path);
    let CompareArguments { pairs, overrides, until, .. } = arguments;
    report::compare_command(&path(&arguments.a), b.as_deref(), *pairs, seed, overrides, *until)
}

fn until(time: Time) -> String {
    format!("--until {}s", time.milliseconds() / 1_000)
}

/// What limits and invariants ended early, each with the command that does it again; None when nothing.
pub(super) fn failures(arguments: &CompareArguments, variants: &Variants, pairs: &[Pair]) -> Option<CliError> {
    let b = arguments.b.as_ref().unwrap_or(&arguments.a);
    let found: Vec<String> = pairs
        .iter()
        .flat_map(|pair| {
            [(&pair.a, &arguments.a, &[][..]), (&pair.b, b, &arguments.overrides[..])]
                .map(|(half, path, overrides)| (pair.replication, half, path, overrides))
        })
        .filter(|(_, half, ..)| !half.outcome.is_complete())
        .map(|(replication, half, path, overrides)| failure(variants, replication, half, path, overrides))
        .collect();
    left_out(&found)
}

/// What limits and invariants ended early among the pairs of a branch; None when nothing.
pub(super) fn failures_of(pairs: &[Pair], again: &str) -> Option<CliError> {
    let halves = pairs.iter().flat_map(|pair| [(pair.replication, &pair.a), (pair.replication, &pair.b)]);
    let found: Vec<String> = halves
        .filter(|(_, half)| !half.outcome.is_complete())
        .map(|(replication, half)| {
            let (hours, why) = (half.end_hours, half.outcome.name());
            format!("replication {replication}, after {hours:.2} h: {why}\n    all again: {again}")
        })
        .collect();
    left_out(&found)
}

fn left_out(found: &[String]) -> Option<CliError> {
    if found.is_empty() {
        return None;
    }
    let mut text = words::number_of(found.len(), "run", "runs");
    text.push_str(" ended early and its pair is left out of all means:");
    for line in found.iter().take(NAMED_MOST) {
        text.push_str(&format!("\n  {line}"));
    }
    if found.len() > NAMED_MOST {
        text.push_str(&format!("\n  … and {} more: see the outcomes in pairs.csv", found.len() - NAMED_MOST));
    }
    Some(CliError::Run(text))
}

fn failure(variants: &Variants, replication: u64, half: &Half, path: &Path, overrides: &[String]) -> String {
    let why = match &half.outcome {
        Outcome::InvariantBroken(what) => format!("an invariant broke: {what}"),
        outcome => format!("a limit was reached: {}", outcome.name()),
    };
    let mut again = format!("truceline run {} --seed {}", shell_word(&path.display().to_string()), variants.seed);
    again.push_str(&format!(" --replication {replication}"));
    for text in overrides {
        again.push_str(&format!(" --set {}", shell_word(text)));
    }
    again.push_str(&format!(" {}", until(variants.limits.horizon)));
    format!("replication {replication}, after {:.2} h: {why}\n    again: {again}", half.end_hours)
}

/// `output/compare-<A>-<B>-seed<N>`, without B when both have the same id, with eight hexadecimal digits of the
/// overrides when there are any.
fn default_directory(variants: &Variants, identity: &ComparisonIdentity) -> PathBuf {
    let (a, b) = (safe(&variants.a.id), safe(&variants.b.id));
    let mut name = format!("compare-{a}");
    if a != b {
        name.push_str(&format!("-{b}"));
    }
    name.push_str(&format!("-seed{}", variants.seed));
    if !identity.overrides.is_empty() {
        let hash = blake3::hash(identity.overrides.join("\n").as_bytes());
        name.push_str(&format!("-{}", &hash.to_hex()[..8]));
    }
    PathBuf::from("output").join(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    const SCENARIO: &str = "scenarios/one-bridge.ron";

    fn arguments(more: &[&str]) -> CompareArguments {
        let words = ["truceline", "compare", SCENARIO, "-n", "3"].iter().chain(more);
        let parsed = super::super::arguments::Arguments::try_parse_from(words).unwrap();
        let super::super::arguments::Command::Compare(arguments) = parsed.command else { panic!("compare was asked") };
        arguments
    }

    #[test]
    fn runs_that_a_limit_ended_are_named_with_the_command_that_does_them_again() {
        let arguments = arguments(&["--set", "injects.order.at_hours=2", "--seed", "7"]);
        let (a, b) = load_both(&arguments).unwrap();
        let limits = Limits { events: 20, ..Limits::until(Time::from_days(10)) };
        let variants = Variants::new(a.setup, b.setup, 7, limits, 3).unwrap();
        let pairs = run(&variants, &arguments);
        let Some(CliError::Run(text)) = failures(&arguments, &variants, &pairs) else { panic!("a limit of 20 events") };
        let again = "truceline run scenarios/one-bridge.ron --seed 7 --replication 0 \
                     --set injects.order.at_hours=2 --until 864000s";
        assert!(text.contains("a limit was reached: event_limit") && text.contains(again), "{text}");
        assert!(text.contains("and 3 more"), "{text}");
        assert!(summarise(&variants, &pairs).is_none(), "nothing is compared");
    }

    #[test]
    fn the_command_does_it_again() {
        let arguments = arguments(&["--set", "spoilers=[]", "--until", "2d"]);
        let again = command(&arguments, 9);
        assert_eq!(
            again,
            "truceline compare scenarios/one-bridge.ron -n 3 --seed 9 --set 'spoilers=[]' --until 172800s"
        );
    }
}
