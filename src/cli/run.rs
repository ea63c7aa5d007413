//! `truceline run`: one replication with everything it leaves behind.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::engine::{Limits, Outcome};
use crate::experiment::{Replication, replicate_watched};
use crate::model::{Recorder, Setup};
use crate::report::{self, Identity, Run};
use crate::store::{Native, OutputDirectory, Replaced};

use super::arguments::RunArguments;
use super::error::CliError;
use super::load::{Loaded, load};
use super::output;
use super::progress::Progress;
use super::terminal;

/// Runs a scenario once.
pub fn run(arguments: &RunArguments) -> Result<(), CliError> {
    let Loaded { setup, texts } = load(&arguments.scenario, &arguments.overrides)?;
    let identity = Identity {
        seed: arguments.seed.unwrap_or(setup.default_seed),
        replication: arguments.replication,
        overrides: arguments.overrides.clone(),
        texts,
        limits: Limits::until(arguments.until.unwrap_or(setup.horizon)),
        command: command(arguments, &setup),
    };
    let target = arguments.out.clone().unwrap_or_else(|| default_directory(&setup.id, &identity));
    let earlier = |manifest: &[u8]| report::files_of_earlier_run(manifest, &setup.id);
    let directory = OutputDirectory::new(&Native, &target, arguments.force, &earlier)?;
    // Before the run, so that nobody waits for a refusal.
    directory.check()?;
    let (recorder, replication, took) = replicate(&setup, &identity);
    let run = Run { setup: &setup, recorder: &recorder, replication: &replication, identity: &identity };
    let replaced = directory.write(&report::files(&run, !arguments.no_plots))?;
    if let Replaced::KeptAt(path) = replaced {
        output::talk(&format!("what stood there is now {}", path.display()));
    }
    if arguments.json {
        output::data(&report::summary(&run))?;
    } else {
        output::data(&terminal::summary(&run, took, &target, output::can_emphasise()))?;
    }
    end(&replication, &identity, &target, !arguments.no_plots)
}

fn replicate(setup: &Arc<Setup>, identity: &Identity) -> (Recorder, Replication, Duration) {
    let mut recorder = Recorder::new(setup, identity.limits.horizon);
    let mut progress = Progress::new(identity.limits.horizon);
    let slices = progress.slices();
    let replication = replicate_watched(
        setup,
        identity.seed,
        identity.replication,
        &identity.limits,
        &mut recorder,
        slices,
        &mut |simulation| progress.tell(simulation),
    );
    (recorder, replication, progress.finish())
}

fn end(replication: &Replication, identity: &Identity, target: &std::path::Path, plots: bool) -> Result<(), CliError> {
    if !replication.outcome.is_complete() {
        let why = match &replication.outcome {
            Outcome::InvariantBroken(what) => format!("an invariant broke: {what}"),
            outcome => format!("a limit was reached: {}", outcome.name()),
        };
        let text =
            format!("the run ended early, after {:.2} h: {why}\n  again: {}", replication.end_hours, identity.command);
        return Err(CliError::Run(text));
    }
    if plots {
        output::next(&format!("open {}", target.join("casualties.png").display()));
    } else {
        output::next("truceline explain measures");
    }
    Ok(())
}

/// `output/<scenario>-seed<N>`, with the replication and eight hexadecimal digits of the overrides when there are any.
fn default_directory(scenario: &str, identity: &Identity) -> PathBuf {
    let mut name = safe(scenario);
    name.push_str(&format!("-seed{}", identity.seed));
    if identity.replication != 0 {
        name.push_str(&format!("-r{}", identity.replication));
    }
    if !identity.overrides.is_empty() {
        let hash = blake3::hash(identity.overrides.join("\n").as_bytes());
        name.push_str(&format!("-{}", &hash.to_hex()[..8]));
    }
    PathBuf::from("output").join(name)
}

/// An id as part of a path. Ids are checked by validation, but a path must hold whatever happens.
pub(super) fn safe(id: &str) -> String {
    id.chars().map(|letter| if letter.is_alphanumeric() || "-_".contains(letter) { letter } else { '_' }).collect()
}

/// The command that does the run again.
fn command(arguments: &RunArguments, setup: &Setup) -> String {
    let mut words = vec!["truceline run".to_string(), quoted(&arguments.scenario.display().to_string())];
    words.push(format!("--seed {}", arguments.seed.unwrap_or(setup.default_seed)));
    if arguments.replication != 0 {
        words.push(format!("--replication {}", arguments.replication));
    }
    for text in &arguments.overrides {
        words.push(format!("--set {}", quoted(text)));
    }
    if let Some(until) = arguments.until {
        words.push(format!("--until {}s", until.milliseconds() / 1_000));
    }
    words.join(" ")
}

/// A word as a shell takes it.
pub(super) fn quoted(text: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./=:,+".contains(letter);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_string()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}
