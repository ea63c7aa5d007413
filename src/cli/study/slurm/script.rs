//! The text of the script: a template, its marks replaced.

use std::path::Path;

use crate::cli::error::CliError;
use crate::experiment::study::Study;
use crate::report::words;

use super::request::{Request, SIGNAL_SECONDS, clock};
use super::{SlurmArguments, duration};

/// Marks stand between two `@`.
const TEMPLATE: &str = include_str!("script.sh");
/// Begins the last line, by which a script of ours is known; the hash of all before it follows.
const SEAL: &str = "# Written by `truceline study slurm`; hash of what stands above: ";

/// What goes into a script.
pub struct Script<'a> {
    /// As typed.
    pub arguments: &'a SlurmArguments,
    /// Time and memory.
    pub request: &'a Request,
    /// Study directory as the nodes see it.
    pub directory: &'a str,
    /// Program as the nodes find it.
    pub program: &'a str,
    /// Shards that are not there yet.
    pub left: u64,
}

impl Script<'_> {
    /// The whole text.
    pub fn text(&self, study: &Study) -> String {
        let mut text = String::new();
        // Texts and marks take turns. What replaces a mark is not looked at again.
        for (number, part) in TEMPLATE.split('@').enumerate() {
            if number % 2 == 0 { text += part } else { text += &self.value(study, part) }
        }
        let hash = blake3::hash(text.as_bytes());
        text + &format!("{SEAL}{hash}\n")
    }

    fn value(&self, study: &Study, mark: &str) -> String {
        let Script { arguments, request, .. } = self;
        let shards = |count: u64| words::number_of(count as usize, "shard", "shards");
        match mark {
            "TITLE" => words::one_line(&study.text.title, 100),
            "TASKS" => words::count(arguments.tasks as f64),
            "RUNS" => words::number_of(study.runs() as usize, "run", "runs"),
            "SHARDS" => shards(study.shards()),
            "LEFT" => words::count(self.left as f64),
            "PILOT" => request.pilot.clone(),
            "TASK_SHARDS" => shards(request.task_shards),
            "TASK_TIME" => duration(request.task_seconds),
            "WORKERS" => words::number_of(arguments.jobs as usize, "worker", "workers"),
            // Of letters, digits, underscores and hyphens.
            "JOB" => format!("truceline-{}", study.text.id),
            "CPUS" => arguments.jobs.to_string(),
            "MEMORY" => format!("{}M", request.task_megabytes),
            "TIME" => clock(request.limit_seconds),
            "SIGNAL" => format!("@{SIGNAL_SECONDS}"),
            "OPTIONS" => self.options(),
            "STUDY" => quoted(self.directory),
            "PROGRAM" => quoted(self.program),
            "TASK_COUNT" => arguments.tasks.to_string(),
            "SHARD_COUNT" => study.shards().to_string(),
            "MERGE_TIME" => clock(request.merge_seconds),
            "MERGE_MEMORY" => format!("{}M", request.merge_megabytes),
            "PLOTS" if arguments.no_plots => " --no-plots".to_owned(),
            "PLOTS" => String::new(),
            other => unreachable!("the template has no mark {other}"),
        }
    }

    fn options(&self) -> String {
        let partition = self.arguments.partition.iter().map(|name| format!("--partition={name}"));
        partition.chain(self.arguments.options.iter().cloned()).map(|option| format!("#SBATCH {option}\n")).collect()
    }
}

/// A text as one word of the shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A path as text.
pub fn text_of(path: &Path) -> Result<&str, CliError> {
    let text = path.to_str().filter(|text| !text.chars().any(char::is_control));
    text.ok_or_else(|| CliError::Invalid(format!("{:?}: found bytes that a script cannot hold in a line", path)))
}

/// A path in which Slurm can put its logs.
pub fn plain_path(path: &Path) -> Result<String, CliError> {
    let text = text_of(path)?;
    if text.contains('\\') {
        return Err(CliError::Invalid(format!(
            "study directory {text}: found a backslash, expected none: Slurm cannot write logs there; choose another \
             place with --out"
        )));
    }
    Ok(text.to_owned())
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A script of ours, unchanged.
    AsWritten,
    /// A script of ours with changes.
    Changed,
    /// Anything else.
    Foreign,
}

impl Standing {
    /// Of the content of a file.
    pub fn of(bytes: &[u8]) -> Standing {
        let Ok(text) = std::str::from_utf8(bytes) else { return Standing::Foreign };
        match text.rsplit_once(SEAL) {
            Some((above, hash)) if hash.trim_end() == blake3::hash(above.as_bytes()).to_string() => Standing::AsWritten,
            Some(_) => Standing::Changed,
            None => Standing::Foreign,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_text_is_one_word() {
        assert_eq!(quoted("/a b/it's $HOME"), "'/a b/it'\\''s $HOME'");
    }

    #[test]
    fn a_script_is_known_by_its_last_line() {
        let hash = blake3::hash(b"#!/bin/bash\n");
        let text = format!("#!/bin/bash\n{SEAL}{hash}\n");
        assert_eq!(Standing::of(text.as_bytes()), Standing::AsWritten);
        assert_eq!(Standing::of(text.replace("bash", "dash").as_bytes()), Standing::Changed);
        assert_eq!(Standing::of(format!("{text}# more\n").as_bytes()), Standing::Changed);
        assert_eq!(Standing::of(b"#!/bin/bash\n"), Standing::Foreign);
        assert_eq!(Standing::of(&[0xff]), Standing::Foreign);
    }
}
