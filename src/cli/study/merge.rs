//! `truceline study merge`: tables and pictures of a complete study.

use serde::{Deserialize, Serialize};

use crate::cli::error::CliError;
use crate::cli::output;
use crate::experiment::study::Study;
use crate::report;
use crate::report::study::{PointCurves, Status};
use crate::report::words;
use crate::scenario::study::CurvesKept;
use crate::store::study::{RunData, ShardState, StudyDirectory};
use crate::store::{FileSystem, Gate, Native};

use super::arguments::{MergeArguments, RunArguments};
use super::place::{self, Place};
use super::status;

const STOPPING: &str = "stopping.json";
/// Missing shards that are named.
const MISSING_NAMED: usize = 8;

/// Why a study ended before its last shard.
#[derive(Serialize, Deserialize)]
struct Stopping {
    measure: String,
    half_width_wanted: f64,
    half_width_widest: f64,
    shards: u64,
    runs: u64,
}

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

/// Notes that the wanted precision ended a study.
pub fn stopped(
    study: &Study,
    directory: &StudyDirectory<'_, Native>,
    shards: u64,
    half_width: f64,
    arguments: &RunArguments,
) -> Result<(), CliError> {
    let Some(until) = &arguments.until_ci else { return Ok(()) };
    let stopping = Stopping {
        measure: until.measure.clone(),
        half_width_wanted: until.half_width,
        half_width_widest: half_width,
        shards,
        runs: study.shard(shards).start,
    };
    let text = serde_json::to_string_pretty(&stopping).expect("plain data becomes JSON without fail");
    Ok(directory.write(STOPPING, format!("{text}\n").as_bytes())?)
}

/// Forgets that an earlier wanted precision ended the study: all its shards stand now.
pub fn not_stopped(directory: &StudyDirectory<'_, Native>) -> Result<(), CliError> {
    Ok(directory.remove(STOPPING)?)
}

/// The shards that the tables are made of: all, or the first ones when a wanted precision ended the study with them.
pub fn shards(study: &Study, directory: &StudyDirectory<'_, Native>) -> u64 {
    let stopping = directory.read(STOPPING).ok();
    let stopping = stopping.and_then(|bytes: Vec<u8>| serde_json::from_slice::<Stopping>(&bytes).ok());
    stopping.map_or(study.shards(), |stopping| stopping.shards.min(study.shards()))
}

fn check_complete(study: &Study, directory: &StudyDirectory<'_, Native>) -> Result<(), CliError> {
    let mut missing = Vec::new();
    for shard in 0..shards(study, directory) {
        match directory.shard_state(study, shard)? {
            ShardState::Whole => {}
            ShardState::Missing => missing.push(shard),
            ShardState::Damaged(why) => {
                output::talk(&why);
                missing.push(shard);
            }
        }
    }
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

/// Writes the tables and pictures of a study whose shards are known to be whole.
pub fn write_files(study: &Study, directory: &StudyDirectory<'_, Native>, plots: bool) -> Result<(), CliError> {
    let _gate = Gate::pass(&directory.path().join("log"), "tables")?;
    for folder in ["", "tables", "plots"] {
        directory.clean_files(folder)?;
    }
    let data = RunData::new(study, directory, (0..shards(study, directory)).collect());
    for (name, bytes) in report::study::measure_tables(&data)? {
        directory.write(&format!("tables/{name}"), &bytes)?;
    }
    if study.text.design.tells_sensitivity() {
        directory.write("tables/sensitivity.csv", &report::study::sensitivity_csv(&data)?)?;
    }
    let mut curves: Vec<PointCurves> = Vec::new();
    if study.text.curves != CurvesKept::None {
        let mut keep = |one: &PointCurves| {
            if plots && one.point < report::study::FANS_MOST {
                curves.push(one.clone());
            }
        };
        directory.write("tables/curves.parquet", &report::study::curves_parquet(&data, &mut keep)?)?;
    }
    if plots {
        report::study::figures(&data, &curves, &mut |name, picture| {
            directory.write(&format!("plots/{name}.svg"), report::svg(picture).as_bytes())?;
            let bytes = report::png(picture).expect("a picture in memory is encoded without fail");
            directory.write(&format!("plots/{name}.png"), &bytes)
        })?;
    }
    Ok(())
}

/// Writes the tables and pictures of a study whose shards are known to be whole, and says what they tell.
pub fn write(study: &Study, directory: &StudyDirectory<'_, Native>, plots: bool) -> Result<(), CliError> {
    write_files(study, directory, plots)?;
    let data = RunData::new(study, directory, (0..shards(study, directory)).collect());
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
