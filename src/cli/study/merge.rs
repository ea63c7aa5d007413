//! `truceline study merge`: tables and pictures of a complete study.

use crate::cli::error::CliError;
use crate::cli::output;
use crate::experiment::study::Study;
use crate::report;
use crate::report::study::{Status, complete_data, write_files};
use crate::report::words;
use crate::store::study::{StudyDirectory, missing_shards};
use crate::store::{FileSystem, Native};

use super::arguments::MergeArguments;
use super::place::{self, Place};
use super::status;

/// Missing shards that are named.
const MISSING_NAMED: usize = 8;

/// Checks that a study is complete and writes its tables and pictures.
pub fn merge(arguments: &MergeArguments) -> Result<(), CliError> {
    let Place { study, directory: path } = place::read(&arguments.place, None)?;
    let directory = StudyDirectory::new(&Native, &path);
    if !directory.check(&study)? {
        return Err(CliError::Invalid(format!("{}: found no study, expected one that has begun", path.display())));
    }
    check_complete(&study, &directory)?;
    write(&study, &directory, !arguments.no_plots)
}

fn check_complete(study: &Study, directory: &StudyDirectory<'_, Native>) -> Result<(), CliError> {
    let missing = missing_shards(study, directory, &mut output::talk)?;
    if missing.is_empty() {
        return Ok(());
    }
    let named: Vec<String> = missing.iter().take(MISSING_NAMED).map(u64::to_string).collect();
    let more = if missing.len() > MISSING_NAMED { ", …" } else { "" };
    Err(CliError::Run(format!(
        "the study is not complete: {} of {} missing or damaged ({}{more})\n  next: truceline study run {}",
        missing.len(),
        words::number_of(study.shards() as usize, "shard", "shards"),
        named.join(", "),
        directory.path().display()
    )))
}

/// Writes the tables and pictures of a study whose shards are known to be whole, and says what they tell.
pub fn write(study: &Study, directory: &StudyDirectory<'_, Native>, plots: bool) -> Result<(), CliError> {
    write_files(study, directory, plots)?;
    let data = complete_data(study, directory);
    let status: Status = report::study::status(&data, &[])?;
    output::data(&status::text(&study.text.title, &status, output::can_emphasise()))?;
    let place = directory.path().display();
    if status.failed > 0 {
        let runs = words::number_of(status.failed as usize, "run", "runs");
        return Err(CliError::Run(format!(
            "{runs} went wrong and are in no statistic; the rows of {place}/runs/*.parquet say why"
        )));
    }
    let picture = plots.then(|| first_picture(directory)).flatten();
    match picture {
        Some(picture) => output::next(&format!("open {place}/plots/{picture}")),
        None => output::next(&format!("read {place}/tables/measures.csv")),
    }
    Ok(())
}

fn first_picture(directory: &StudyDirectory<'_, Native>) -> Option<String> {
    let names = directory.files().names(&directory.path().join("plots")).ok()?;
    names.into_iter().find(|name| name.ends_with(".png"))
}
