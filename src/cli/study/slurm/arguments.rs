//! Arguments of `study slurm`, and what Slurm takes as time, partition and option.

use std::path::PathBuf;

use clap::{Args, value_parser};

/// Most seconds that may be asked for: a year.
const SECONDS_MOST: u64 = 365 * 86_400;
/// Least seconds: Slurm looks at time limits twice a minute and may warn a minute early.
const SECONDS_LEAST: u64 = 180;
/// Options that the script sets itself.
const OWN: [&str; 11] = [
    "--array",
    "--dependency",
    "--output",
    "--error",
    "--chdir",
    "--wrap",
    "--parsable",
    "--nodes",
    "--ntasks",
    "--cpus-per-task",
    "--time",
];

/// Arguments of `study slurm`.
#[derive(Args, Debug)]
pub struct SlurmArguments {
    /// Study file (.ron or .json), or study directory
    pub study: PathBuf,
    /// Tasks of the array; each makes an equal part of the shards
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=1_000_000))]
    pub tasks: u64,
    /// Study directory, on a file system that all nodes share; without it output/study-<id>
    #[arg(long, value_name = "DIRECTORY")]
    pub out: Option<PathBuf>,
    /// Where to write the script; without it beside the study directory, with the ending .slurm.sh
    #[arg(long, value_name = "FILE")]
    pub script: Option<PathBuf>,
    /// Time limit of a task as Slurm writes it (minutes, H:M:S, D-H:M:S); without it from a short pilot, with a margin
    #[arg(long, value_name = "TIME", value_parser = seconds)]
    pub time: Option<u64>,
    /// Workers of a task, a core each
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = value_parser!(u64).range(1..=1024))]
    pub jobs: u64,
    /// Partition, or several joined by commas
    #[arg(long, value_name = "NAME", value_parser = partition)]
    pub partition: Option<String>,
    /// Another option of sbatch for all jobs, for instance --sbatch=--account=NAME; may be given several times
    #[arg(long = "sbatch", value_name = "OPTION", value_parser = option, allow_hyphen_values = true)]
    pub options: Vec<String>,
    /// Write no pictures at the end
    #[arg(long)]
    pub no_plots: bool,
    /// The program as the nodes find it, a path or a name; without it this one
    #[arg(long, value_name = "PATH")]
    pub truceline: Option<PathBuf>,
    /// Replace a script that holds something else, or changes made by hand
    #[arg(long)]
    pub force: bool,
}

/// Seconds of a time as Slurm writes it: `90`, `90:00`, `1:30:00`, `2-12`, `2-12:30`, `2-12:30:00`.
fn seconds(text: &str) -> Result<u64, String> {
    let wrong = || format!("found '{text}', expected minutes, hours:minutes:seconds or days-hours:minutes:seconds");
    let number = |digits: &str| -> Result<u64, String> {
        let plain = !digits.is_empty() && digits.len() <= 9 && digits.bytes().all(|digit| digit.is_ascii_digit());
        plain.then(|| digits.parse().ok()).flatten().ok_or_else(wrong)
    };
    let (days, clock) = match text.split_once('-') {
        Some((days, clock)) => (Some(number(days)?), clock),
        None => (None, text),
    };
    let parts = clock.split(':').map(number).collect::<Result<Vec<u64>, String>>()?;
    let seconds = match (days, parts.as_slice()) {
        (None, [minutes]) => minutes * 60,
        (None, [minutes, seconds]) => minutes * 60 + seconds,
        (None, [hours, minutes, seconds]) => hours * 3_600 + minutes * 60 + seconds,
        (Some(days), [hours]) => days * 86_400 + hours * 3_600,
        (Some(days), [hours, minutes]) => days * 86_400 + hours * 3_600 + minutes * 60,
        (Some(days), [hours, minutes, seconds]) => days * 86_400 + hours * 3_600 + minutes * 60 + seconds,
        _ => return Err(wrong()),
    };
    match seconds {
        ..SECONDS_LEAST => {
            Err(format!("found '{text}', expected at least 3 minutes: Slurm may warn of the end two minutes before it"))
        }
        SECONDS_LEAST..=SECONDS_MOST => Ok(seconds),
        _ => Err(format!("found '{text}', expected at most 365 days")),
    }
}

/// Names of partitions.
fn partition(text: &str) -> Result<String, String> {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || "_-.,+".contains(letter);
    let sound = text.chars().all(fits) && text.starts_with(|first: char| first.is_ascii_alphanumeric());
    let wrong = || format!("found '{text}', expected names of partitions, joined by commas");
    sound.then(|| text.to_owned()).ok_or_else(wrong)
}

/// An option of sbatch: one word that its reader of scripts and the shell take as it is.
fn option(text: &str) -> Result<String, String> {
    let fits = |letter: char| letter.is_ascii_graphic() && !"\"'\\#`$".contains(letter);
    let long = text.strip_prefix("--").is_some_and(|name| name.starts_with(|first: char| first.is_ascii_lowercase()));
    if !long || !text.chars().all(fits) {
        return Err(format!("found '{text}', expected one word, --NAME=VALUE, without quotes"));
    }
    let name = text.split('=').next().unwrap_or_default();
    if OWN.contains(&name) {
        return Err(format!("found '{name}', which the script sets itself"));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_slurm_reads_them() {
        for (text, expected) in [
            ("3", 180),
            ("90", 5_400),
            ("90:30", 5_430),
            ("1:30:05", 5_405),
            ("2-12", 216_000),
            ("2-12:30", 217_800),
            ("0-00:03:00", 180),
            ("365-0", SECONDS_MOST),
        ] {
            assert_eq!(seconds(text), Ok(expected), "{text}");
        }
        for text in ["", "0", "2", "2:59", "-5", "1:", "1-", "1:2:3:4", "1h", "9999999999", "366-0", "1-2-3", "+5"] {
            assert!(seconds(text).is_err(), "{text}");
        }
    }

    #[test]
    fn partitions_and_options_are_single_words() {
        assert_eq!(partition("main,long-2"), Ok("main,long-2".to_owned()));
        assert_eq!(option("--account=a_1"), Ok("--account=a_1".to_owned()));
        assert_eq!(option("--exclusive"), Ok("--exclusive".to_owned()));
        for text in ["", "a b", "-x", "a\nb", "a;b", "$(x)"] {
            assert!(partition(text).is_err(), "{text}");
        }
        for text in ["", "account=a", "-A", "--", "--a b", "--a=\"b\"", "--a\n", "--array=0-3", "--output=x", "--x=#"] {
            assert!(option(text).is_err(), "{text}");
        }
    }
}
