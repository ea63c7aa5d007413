//! A branch of many replications: paired differences, as `compare` tells them.

use std::sync::Arc;
use std::time::Instant;

use crate::cli::compare::{counted, failures_of, summary_text};
use crate::cli::error::CliError;
use crate::cli::output;
use crate::experiment::comparison::{Pair, Variants, summarise};
use crate::experiment::statistics::{PROBABILITIES, quantile, sorted};
use crate::report::{self, Comparison, ComparisonIdentity, words};
use crate::store::{Native, OutputDirectory, Replaced};

use super::{Asked, terminal};

/// Runs all pairs, writes their files and tells what they come to.
pub(super) fn run(asked: &Asked) -> Result<(), CliError> {
    let Asked { arguments, branch, step, branched, target, .. } = asked;
    let (before, after) = (Arc::clone(&branch.before), Arc::clone(&branch.after));
    let variants = Variants::new(before, after, asked.seed, asked.limits, arguments.replications)
        .map_err(|error| CliError::Invalid(error.to_string()))?;
    let moment = super::moment_word(arguments.at);
    let identity = ComparisonIdentity {
        name: format!("{} branched at {moment}", branch.before.id),
        label_a: format!("{}, unchanged", branch.before.title),
        label_b: format!("changed at {moment}: {}", [&step.set[..], &step.injects[..]].concat().join(" ")),
        overrides: Vec::new(),
        branches: vec![step.clone()],
        texts_a: asked.texts.clone(),
        texts_b: asked.texts.clone(),
        command: asked.command(),
    };
    let earlier = |manifest: &[u8]| report::files_of_earlier_run(manifest, &identity.name);
    let directory = OutputDirectory::new(&Native, target, arguments.force, &earlier)?;
    // Before the runs, so that nobody waits for a refusal.
    directory.check()?;
    let started = Instant::now();
    let pairs = counted(arguments.replications, arguments.jobs, |index| {
        variants.branched_pair(branch, arguments.replication + index as u64)
    });
    let took = started.elapsed();
    let again = asked.command();
    let early = || failures_of(&pairs, &again);
    let Some(summary) = summarise(&variants, &pairs) else {
        let few = "fewer than two pairs came to their natural end: there is nothing to compare";
        return Err(early().unwrap_or_else(|| CliError::Run(few.to_string())));
    };
    let comparison = Comparison { variants: &variants, pairs: &pairs, summary: &summary, identity: &identity };
    if let Replaced::KeptAt(path) = directory.write(&report::comparison_files(&comparison, !arguments.no_plots))? {
        output::talk(&format!("what stood there is now {}", path.display()));
    }
    if arguments.json {
        output::data(&report::comparison_json(&comparison))?;
    } else {
        let mut text = format!("Changed after {} h\n", words::value(arguments.at.hours()));
        text.push_str(&terminal::changes(step, &branched.values));
        text.push_str(&times(&pairs));
        text.push('\n');
        text.push_str(&summary_text(&comparison, took, target, output::can_emphasise()));
        output::data(&text)?;
    }
    if let Some(error) = early() {
        return Err(error);
    }
    let file = if arguments.no_plots { "differences.csv" } else { "difference.png" };
    output::next(&format!("open {}", target.join(file).display()));
    Ok(())
}

/// When the pairs part.
fn times(pairs: &[Pair]) -> String {
    let complete = pairs.iter().filter(|pair| pair.is_complete());
    let hours: Vec<f64> = complete.filter_map(|pair| pair.parting.map(|parting| parting.time.hours())).collect();
    let hours = sorted(&hours);
    let quantiles: Option<Vec<String>> =
        PROBABILITIES.iter().map(|&probability| quantile(&hours, probability).map(words::value)).collect();
    let Some(quantiles) = quantiles else { return String::new() };
    format!("Hours to parting at 5, 25, 50, 75 and 95 % of the pairs that part: {}\n", quantiles.join(", "))
}
