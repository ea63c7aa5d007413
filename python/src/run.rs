//! One run with everything it tells.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use pyo3::prelude::*;
use truceline::engine::{Limits, Outcome, Time};
use truceline::experiment::story::causal_measures;
use truceline::experiment::{Replication, SEED_MAX, conclude, dates, run_on};
use truceline::model::ladder::RUNG_NAMES;
use truceline::model::tally::is_act;
use truceline::model::{Kind, Listener, LogRow, Recorder, Setup, begin};
use truceline::report::why::{Extent, Question, Why};
use truceline::report::{self, Identity};
use truceline::store::{Native, OutputDirectory};

use crate::errors::{Trouble, without_lock};
use crate::patience::Patience;
use crate::run_tables;
use crate::scenario::Scenario;
use crate::table::Table;

/// Parts of a run between which an interrupt is heard.
const SLICES: u64 = 200;

/// A finished run.
#[pyclass(frozen, module = "truceline._native")]
pub struct Run {
    setup: Arc<Setup>,
    recorder: Recorder,
    replication: Replication,
    identity: Identity,
    tables: [OnceLock<Py<Table>>; 4],
}

/// What bounds a run: its length in hours, to the second, and its events.
///
/// # Errors
/// When a number has no sense.
pub fn limits(horizon: Time, until_hours: Option<f64>, events_most: Option<u64>) -> Result<Limits, Trouble> {
    let until = until_hours.map(until).transpose()?;
    let limits = Limits::until(until.unwrap_or(horizon));
    if events_most == Some(0) {
        return Err(Trouble::Value("events_most: found 0, expected 1 at least".to_owned()));
    }
    Ok(Limits { events: events_most.unwrap_or(limits.events), ..limits })
}

/// A length of time in hours, to the second: that is how commands say it.
///
/// # Errors
/// When it is not one.
pub fn until(hours: f64) -> Result<Time, Trouble> {
    const SECOND: f64 = 1.0 / 3_600.0;
    let most = Time::MAX.hours();
    if !(SECOND <= hours && hours <= most) {
        return Err(Trouble::Value(format!("until_hours: found {hours}, expected one second to {most:.0} hours")));
    }
    Ok(Time::from_milliseconds((hours * 3_600.0).round() as u64 * 1_000))
}

/// A seed or replication in its range.
///
/// # Errors
/// When it is not.
pub fn in_range(name: &str, value: u64) -> Result<u64, Trouble> {
    if value > SEED_MAX {
        return Err(Trouble::Value(format!("{name}: found {value}, expected 0..={SEED_MAX}")));
    }
    Ok(value)
}

/// Why a run ended early, in words; None for a natural end.
pub fn early_end(outcome: &Outcome) -> Option<String> {
    match outcome {
        outcome if outcome.is_complete() => None,
        Outcome::InvariantBroken(what) => Some(format!("an invariant broke: {what}")),
        outcome => Some(format!("a limit was reached: {}", outcome.name())),
    }
}

/// Runs a scenario once.
#[pyfunction]
#[pyo3(signature = (scenario, seed, replication, until_hours, events_most))]
pub fn run(
    python: Python<'_>,
    scenario: &Scenario,
    seed: Option<u64>,
    replication: u64,
    until_hours: Option<f64>,
    events_most: Option<u64>,
) -> PyResult<Run> {
    without_lock(python, || {
        let setup = Arc::clone(&scenario.setup);
        let seed = in_range("seed", seed.unwrap_or(setup.default_seed))?;
        let number = in_range("replication", replication)?;
        let limits = limits(setup.horizon, until_hours, events_most)?;
        let typed = scenario.typed();
        let asked = until_hours.map(|_| limits.horizon);
        let command = report::run_command(&scenario.path, seed, number, &typed, asked, events_most);
        let texts = report::text_hashes(&scenario.files());
        let (twin, overrides, branches) = (scenario.twin(), typed, Vec::new());
        let identity = Identity { seed, replication: number, overrides, texts, twin, branches, limits, command };
        let (recorder, replication) = execute(&setup, &identity)?;
        Ok(Run { setup, recorder, replication, identity, tables: Default::default() })
    })
}

/// In slices, so that an interrupt is heard: running on gives the same as one run.
fn execute(setup: &Arc<Setup>, identity: &Identity) -> Result<(Recorder, Replication), Trouble> {
    let limits = identity.limits;
    let mut recorder = Recorder::new(setup, limits.horizon);
    let mut simulation = begin(setup, identity.seed, identity.replication, &mut Listener(&mut recorder));
    let (mut outcome, mut patience) = (Outcome::Horizon, Patience::new());
    for slice in 1..=SLICES {
        let part = u128::from(limits.horizon.milliseconds()) * u128::from(slice) / u128::from(SLICES);
        let horizon = Time::from_milliseconds(part as u64);
        outcome = run_on(&mut simulation, &Limits { horizon, ..limits }, &mut recorder, 1, &mut |_| {});
        if !outcome.is_complete() {
            break;
        }
        patience.ask(|_| Ok(()))?;
    }
    Ok((recorder, conclude(simulation, outcome, &limits)))
}

impl Run {
    fn report(&self) -> report::Run<'_> {
        report::Run {
            setup: &self.setup,
            recorder: &self.recorder,
            replication: &self.replication,
            identity: &self.identity,
        }
    }

    /// A table, made when it is first asked for.
    fn table(&self, python: Python<'_>, number: usize, make: fn(&report::Run<'_>) -> Table) -> PyResult<Py<Table>> {
        if let Some(table) = self.tables[number].get() {
            return Ok(table.clone_ref(python));
        }
        let table = Py::new(python, without_lock(python, || Ok(make(&self.report())))?)?;
        Ok(self.tables[number].get_or_init(|| table).clone_ref(python))
    }
}

#[pymethods]
impl Run {
    #[getter]
    fn digest(&self) -> String {
        self.replication.digest_text()
    }

    #[getter]
    fn outcome(&self) -> &str {
        self.replication.outcome.name()
    }

    /// Why it ended early, in words; None for a natural end.
    #[getter]
    fn early_end(&self) -> Option<String> {
        early_end(&self.replication.outcome)
    }

    #[getter]
    fn event_count(&self) -> u64 {
        self.replication.events
    }

    #[getter]
    fn end_hours(&self) -> f64 {
        self.replication.end_hours
    }

    #[getter]
    fn seed(&self) -> u64 {
        self.identity.seed
    }

    #[getter]
    fn replication(&self) -> u64 {
        self.identity.replication
    }

    #[getter]
    fn command(&self) -> &str {
        &self.identity.command
    }

    /// Names and values of the measures, those of the causal trees last.
    #[getter]
    fn measures(&self) -> Vec<(String, Option<f64>)> {
        let mut measures = self.replication.measures.clone();
        measures.extend(causal_measures(&self.recorder.rows));
        measures
    }

    #[getter]
    fn events(&self, python: Python<'_>) -> PyResult<Py<Table>> {
        self.table(python, 0, run_tables::events)
    }

    #[getter]
    fn claims(&self, python: Python<'_>) -> PyResult<Py<Table>> {
        self.table(python, 1, run_tables::claims)
    }

    #[getter]
    fn curves(&self, python: Python<'_>) -> PyResult<Py<Table>> {
        self.table(python, 2, run_tables::curves)
    }

    #[getter]
    fn trees(&self, python: Python<'_>) -> PyResult<Py<Table>> {
        self.table(python, 3, run_tables::trees)
    }

    /// How an event came about, or with `tree` what it set off: as JSON and as text.
    #[pyo3(signature = (event, first, tree))]
    fn why(
        &self,
        python: Python<'_>,
        event: Option<u32>,
        first: Option<String>,
        tree: Option<usize>,
    ) -> PyResult<(String, String)> {
        without_lock(python, || {
            let refused = |error: report::why::NoAnswer| Trouble::Value(error.to_string().replace("--", ""));
            let question = match (event, first) {
                (Some(event), _) => Question::Number(event),
                (None, Some(kind)) => Question::first(&kind).map_err(refused)?,
                (None, None) => Question::Worst,
            };
            let run = self.report();
            let event = question.event(&run).map_err(refused)?;
            let why = Why::new(&run, event).expect("an event that happened has an answer");
            let extent = tree.map_or(Extent::Chain, Extent::Tree);
            Ok((why.json(extent), why.text(extent)))
        })
    }

    /// Writes the directory that the command `run` writes; tells where what stood there is now.
    fn write(&self, python: Python<'_>, directory: PathBuf, plots: bool, force: bool) -> PyResult<Option<PathBuf>> {
        without_lock(python, || {
            let earlier = |manifest: &[u8]| report::files_of_earlier_run(manifest, &self.setup.id);
            let target = OutputDirectory::new(&Native, &directory, force, &earlier)?;
            target.check()?;
            Ok(kept_at(target.write(&report::files(&self.report(), plots))?))
        })
    }

    /// What plots are drawn from beside the curves, as JSON.
    fn scene(&self) -> String {
        let run = self.report();
        let setup = &self.setup;
        let band = |band: report::Band| {
            let report::Band { agreed, known, end, collapsed } = band;
            serde_json::json!({ "agreed": agreed, "known": known, "end": end, "collapsed": collapsed })
        };
        let bands = |sector| report::bands(&run, sector).into_iter().map(band).collect::<Vec<_>>();
        let sector = |(index, sector): (usize, &truceline::model::setup::Sector)| {
            let truces = bands(Some(truceline::model::ids::SectorId::at(index)));
            serde_json::json!({ "id": sector.id, "name": sector.name, "truces": truces })
        };
        let observed = |point: &truceline::model::setup::ObservedPoint| {
            serde_json::json!({
                "measure": point.measure, "hours": point.hours, "low": point.low, "best": point.best, "high": point.high,
            })
        };
        let side = |side: &truceline::model::setup::Side| serde_json::json!({ "id": side.id, "name": side.name, "has_office": side.has_office });
        let rows = &self.recorder.rows;
        let marks = |kinds: &[Kind]| {
            let rows = rows.iter().filter(|row| kinds.contains(&row.kind));
            let mark = |row: &LogRow| {
                let whose = row.target_side.or(row.side).map(|side| side.index());
                let sector = row.sector.map(|sector| sector.index());
                serde_json::json!([row.time.hours(), row.side.map(|side| side.index()), sector, whose])
            };
            rows.map(mark).collect::<Vec<_>>()
        };
        let scene = serde_json::json!({
            "scenario": setup.id,
            "acts": acts(rows),
            "raised": marks(&[Kind::RungAuthorised]),
            "reviews": marks(&[Kind::ReviewCalled]),
            "orders": marks(&[Kind::EvacuationOrdered]),
            "closures": marks(&[Kind::LinkClosed]),
            "title": setup.title,
            "start_local_milliseconds": dates::local_milliseconds(&setup.calendar, 0.0),
            "zone": dates::zone(&setup.calendar),
            "sides": setup.sides.iter().map(side).collect::<Vec<_>>(),
            "sectors": setup.sectors.iter().enumerate().map(sector).collect::<Vec<_>>(),
            "truces": bands(None),
            "observed": setup.observed.iter().map(observed).collect::<Vec<_>>(),
            "rungs": RUNG_NAMES,
        });
        scene.to_string()
    }
}

/// Hostile acts: hours since the start, number of the sector, rung. A row for each harmed side is one act.
fn acts(rows: &[LogRow]) -> Vec<(f64, Option<usize>, u8)> {
    let mut last = None;
    let acts = rows.iter().filter(|row| is_act(row) && last.replace(row.event) != Some(row.event));
    acts.map(|row| (row.time.hours(), row.sector.map(|sector| sector.index()), row.rung)).collect()
}

/// Where what stood in a place is now.
pub fn kept_at(replaced: truceline::store::Replaced) -> Option<PathBuf> {
    match replaced {
        truceline::store::Replaced::KeptAt(path) => Some(path),
        _ => None,
    }
}
