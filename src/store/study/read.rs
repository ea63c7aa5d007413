//! Reading the runs of a study back, a few columns at a time: memory holds one column of all runs, however many columns
//! there are.

use crate::experiment::study::{KeptMeasure, Study};
use crate::store::table::{self, Table, Values};
use crate::store::{FileSystem, StoreError};

use super::directory::StudyDirectory;

/// Values of all measures that are held at once: 512 KiB, little beside what one shard takes.
const VALUES_AT_ONCE: u64 = 1 << 15;

/// The values of a measure by design point, None where a run has none.
pub type PointValues = Vec<Vec<Option<f64>>>;

/// A run that went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Number of the run.
    pub run: u64,
    /// What went wrong.
    pub reason: String,
    /// The command that repeats it.
    pub command: String,
}

/// The shards of a study that are there.
pub struct RunData<'a, F> {
    /// The study.
    pub study: &'a Study,
    directory: &'a StudyDirectory<'a, F>,
    shards: Vec<u64>,
}

impl<'a, F: FileSystem> RunData<'a, F> {
    /// The given shards, in ascending order.
    pub fn new(study: &'a Study, directory: &'a StudyDirectory<'a, F>, mut shards: Vec<u64>) -> RunData<'a, F> {
        shards.sort_unstable();
        RunData { study, directory, shards }
    }

    /// Number of shards.
    pub fn shards(&self) -> &[u64] {
        &self.shards
    }

    /// Runs of the shards.
    fn runs(&self) -> u64 {
        self.shards.iter().map(|&shard| self.study.shard(shard)).map(|runs| runs.end - runs.start).sum()
    }

    fn table(&self, shard: u64, names: &[&str]) -> Result<Table, StoreError> {
        let name = StudyDirectory::<F>::runs_name(shard);
        self.decode(&name, |bytes| table::decode_columns(bytes, names))
    }

    fn decode(
        &self,
        name: &str,
        decode: impl Fn(&[u8]) -> Result<Table, table::TableError>,
    ) -> Result<Table, StoreError> {
        let bytes = self.directory.read(name)?;
        let damaged = |error: table::TableError| StoreError::DamagedTable {
            path: self.directory.path().join(name),
            why: error.to_string(),
        };
        decode(&bytes).map_err(damaged)
    }

    /// The values of a measure, by design point, in the order of the runs.
    ///
    /// # Errors
    /// When a shard cannot be read.
    pub fn measure(&self, name: &str) -> Result<PointValues, StoreError> {
        Ok(self.measures(&[name])?.pop().unwrap_or_default())
    }

    /// The values of some measures, each by design point, in the order of the runs. Every shard is read once.
    ///
    /// # Errors
    /// When a shard cannot be read.
    pub fn measures(&self, names: &[&str]) -> Result<Vec<PointValues>, StoreError> {
        let points = self.study.points.len();
        let runs = (self.runs() / points.max(1) as u64) as usize + 1;
        let blank = || (0..points).map(|_| Vec::with_capacity(runs)).collect::<PointValues>();
        let mut all: Vec<PointValues> = names.iter().map(|_| blank()).collect();
        let columns: Vec<&str> = ["point"].into_iter().chain(names.iter().copied()).collect();
        for &shard in &self.shards {
            let table = self.table(shard, &columns)?;
            let numbers = whole(&table, "point");
            for (points, name) in all.iter_mut().zip(names) {
                for (point, value) in numbers.iter().zip(number(&table, name)) {
                    points[point.unwrap_or(0) as usize].push(*value);
                }
            }
        }
        Ok(all)
    }

    /// Tells the values of every measure in turn: as many at once as fit into a bounded memory, at least one.
    ///
    /// # Errors
    /// When a shard cannot be read.
    pub fn every_measure(&self, told: &mut dyn FnMut(&KeptMeasure, &PointValues)) -> Result<(), StoreError> {
        let at_once = (VALUES_AT_ONCE / self.runs().max(1)).max(1) as usize;
        for measures in self.study.measures.chunks(at_once) {
            let names: Vec<&str> = measures.iter().map(|measure| measure.name.as_str()).collect();
            for (measure, values) in measures.iter().zip(self.measures(&names)?) {
                told(measure, &values);
            }
        }
        Ok(())
    }

    /// Runs, events, and the runs that went wrong (at most `most` of them in words, all of them counted).
    ///
    /// # Errors
    /// When a shard cannot be read.
    pub fn outcomes(&self, most: usize) -> Result<(u64, u64, u64, Vec<Failure>), StoreError> {
        let (mut runs, mut events, mut failed, mut failures) = (0, 0, 0, Vec::new());
        for &shard in &self.shards {
            let table = self.table(shard, &["run", "events", "reason", "command"])?;
            runs += table.rows() as u64;
            events += whole(&table, "events").iter().flatten().sum::<i64>() as u64;
            let (numbers, reasons, commands) =
                (whole(&table, "run"), texts(&table, "reason"), texts(&table, "command"));
            for ((run, reason), command) in numbers.iter().zip(reasons).zip(commands) {
                let Some(reason) = reason else { continue };
                failed += 1;
                if failures.len() < most {
                    let command = command.clone().unwrap_or_default();
                    failures.push(Failure { run: run.unwrap_or(0) as u64, reason: reason.clone(), command });
                }
            }
        }
        Ok((runs, events, failed, failures))
    }

    /// The digest of a run, when its shard is there.
    ///
    /// # Errors
    /// When the shard cannot be read.
    pub fn digest(&self, run: u64) -> Result<Option<String>, StoreError> {
        let shard = run / self.study.shard_runs;
        if !self.shards.contains(&shard) {
            return Ok(None);
        }
        let table = self.table(shard, &["run", "digest"])?;
        let row = whole(&table, "run").iter().position(|number| *number == Some(run as i64));
        Ok(row.and_then(|row| texts(&table, "digest")[row].clone()))
    }

    /// Tells every row of the curves of the shards in order: shard by shard, whole tables.
    ///
    /// # Errors
    /// When a shard cannot be read.
    pub fn curves(&self, told: &mut dyn FnMut(Table)) -> Result<(), StoreError> {
        for &shard in &self.shards {
            told(self.decode(&StudyDirectory::<F>::curves_name(shard), table::decode)?);
        }
        Ok(())
    }
}

/// The whole numbers of a column that the tables of this version have.
fn whole<'t>(table: &'t Table, name: &str) -> &'t [Option<i64>] {
    match table.column(name).map(|column| &column.values) {
        Some(Values::Whole(values)) => values,
        _ => &[],
    }
}

fn number<'t>(table: &'t Table, name: &str) -> &'t [Option<f64>] {
    match table.column(name).map(|column| &column.values) {
        Some(Values::Number(values)) => values,
        _ => &[],
    }
}

fn texts<'t>(table: &'t Table, name: &str) -> &'t [Option<String>] {
    match table.column(name).map(|column| &column.values) {
        Some(Values::Text(values)) => values,
        _ => &[],
    }
}
