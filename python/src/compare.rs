//! Two variants of a scenario, by pairs of runs that share their draws.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use truceline::engine::Limits;
use truceline::experiment::comparison::{CURVE_METRICS, Pair, Paired, Summary, Variants, summarise};
use truceline::report::{self, ComparisonIdentity};
use truceline::store::{Native, OutputDirectory};

use crate::errors::{Trouble, without_lock};
use crate::pool;
use crate::run::{early_end, in_range, kept_at, until};
use crate::run_tables::{columns_of, of_csv};
use crate::scenario::Scenario;
use crate::table::{Column, Table, Values};

/// A finished comparison.
#[pyclass(frozen, module = "truceline._native")]
pub struct Comparison {
    variants: Variants,
    pairs: Vec<Pair>,
    summary: Summary,
    identity: ComparisonIdentity,
}

/// Compares `b` with `a` over so many pairs; `told` hears how many are done.
#[pyfunction]
#[allow(clippy::too_many_arguments)]
#[pyo3(signature = (a, b, pairs, seed, jobs, until_hours, told))]
pub fn compare(
    python: Python<'_>,
    a: &Scenario,
    b: &Scenario,
    pairs: u64,
    seed: Option<u64>,
    jobs: usize,
    until_hours: Option<f64>,
    told: Option<Py<PyAny>>,
) -> PyResult<Comparison> {
    without_lock(python, || {
        if !(2..=1_000_000).contains(&pairs) {
            return Err(Trouble::Value(format!("replications: found {pairs}, expected 2..=1000000")));
        }
        let seed = in_range("seed", seed.unwrap_or(a.setup.default_seed))?;
        let asked = until_hours.map(until).transpose()?;
        let limits = Limits::until(asked.unwrap_or(a.setup.horizon.min(b.setup.horizon)));
        let variants = Variants::new(Arc::clone(&a.setup), Arc::clone(&b.setup), seed, limits, pairs)
            .map_err(|error| Trouble::Value(error.to_string()))?;
        let (identity, of_command) = identity(a, b, pairs, seed, asked);
        let work = |(): &mut (), index: usize| variants.pair(index as u64);
        let found = pool::in_order(pairs as usize, jobs, work, told.as_ref())?;
        let summary = summarise(&variants, &found).ok_or_else(|| {
            let first = found.iter().find_map(|pair| early_end(&pair.a.outcome).or(early_end(&pair.b.outcome)));
            let why = first.map(|first| format!("; the first that did not: {first}")).unwrap_or_default();
            let again = if of_command { format!("\n  again: {}", identity.command) } else { String::new() };
            let text = "fewer than two pairs came to their natural end: there is nothing to compare";
            Trouble::Run(format!("{text}{why}{again}"))
        })?;
        Ok(Comparison { variants, pairs: found, summary, identity })
    })
}

/// How it was asked for, and whether the command line can ask for it: it has no overrides of the first variant.
fn identity(
    a: &Scenario,
    b: &Scenario,
    pairs: u64,
    seed: u64,
    until: Option<truceline::engine::Time>,
) -> (ComparisonIdentity, bool) {
    let same = a.path == b.path && a.files() == b.files();
    let (typed_a, typed) = (a.typed(), b.typed());
    // Overrides of both are not told twice.
    let own = if same { typed.strip_prefix(typed_a.as_slice()).unwrap_or(&typed) } else { &typed }.to_vec();
    let of_command = typed_a.is_empty();
    let command = if of_command {
        let other = (!same).then_some(b.path.as_str());
        report::compare_command(&a.path, other, pairs, seed, &typed, until)
    } else {
        format!("truceline.compare in Python, both with {}", typed_a.join(" "))
    };
    let of = |scenario: &Scenario| report::text_hashes(&scenario.files());
    let identity = ComparisonIdentity::new((&a.setup, of(a)), (&b.setup, of(b)), !same, own, command);
    (identity, of_command)
}

impl Comparison {
    fn report(&self) -> report::Comparison<'_> {
        let Comparison { variants, pairs, summary, identity } = self;
        report::Comparison { variants, pairs, summary, identity }
    }

    fn number(&self, name: &str, unit: &str, meaning: &str, read: impl Fn(&Paired) -> Option<f64>) -> Column {
        let rows = self.summary.differences.iter();
        let values = rows.map(|row| row.paired.as_ref().and_then(&read)).collect();
        Column::new(name, unit, meaning, Values::Number(values))
    }

    fn count(&self, name: &str, unit: &str, meaning: &str, read: impl Fn(&Paired) -> usize) -> Column {
        let rows = self.summary.differences.iter();
        let values = rows.map(|row| row.paired.as_ref().map(|paired| read(paired) as i64)).collect();
        Column::new(name, unit, meaning, Values::Whole(values))
    }
}

#[pymethods]
impl Comparison {
    /// One row a measure.
    fn table(&self) -> Table {
        const OWN: &str = "unit of the measure";
        let share = |part: usize, paired: &Paired| Some(part as f64 / paired.pairs as f64);
        let rows = &self.summary.differences;
        let names = Values::Text(rows.iter().map(|row| Some(row.name.clone())).collect());
        let units = Values::Text(rows.iter().map(|row| Some(row.unit.to_owned())).collect());
        let values = |read: fn(&truceline::experiment::comparison::MeasureDifference) -> usize| {
            Values::Whole(rows.iter().map(|row| Some(read(row) as i64)).collect())
        };
        let columns = [
            Column::new("measure", "", "measure that both have", names),
            Column::new("unit", "", "its unit", units),
            self.number("mean_unchanged", OWN, "mean without the change", |paired| Some(paired.mean_a)),
            self.number("mean_changed", OWN, "mean with the change", |paired| Some(paired.mean_b)),
            self.number("difference_mean", OWN, "mean of the differences, changed minus unchanged", |paired| {
                Some(paired.difference)
            }),
            self.number("half_width", OWN, "half the width of its 95 % interval", |paired| {
                Some((paired.high - paired.low) / 2.0)
            }),
            self.number("low", OWN, "lower end of its 95 % interval", |paired| Some(paired.low)),
            self.number("high", OWN, "upper end of its 95 % interval", |paired| Some(paired.high)),
            self.number("median_difference", OWN, "median of the differences", |paired| Some(paired.median)),
            self.number("deviation_unchanged", OWN, "standard deviation over runs without the change", |paired| {
                Some(paired.deviation_a)
            }),
            self.number("deviation_changed", OWN, "standard deviation over runs with the change", |paired| {
                Some(paired.deviation_b)
            }),
            self.number("deviation_difference", OWN, "standard deviation of the differences", |paired| {
                Some(paired.deviation)
            }),
            self.number("share_lower", "1", "share of the pairs in which the change lowers it", |paired| {
                share(paired.lower, paired)
            }),
            self.number("share_same", "1", "share of the pairs in which both runs give the same", |paired| {
                share(paired.pairs - paired.lower - paired.higher, paired)
            }),
            self.number("share_higher", "1", "share of the pairs in which the change raises it", |paired| {
                share(paired.higher, paired)
            }),
            self.number(
                "correlation",
                "1",
                "correlation of the two over pairs; none when one does not vary",
                |paired| paired.correlation,
            ),
            self.number("variance_reduction", "1", "independent runs of each that one pair is worth", |paired| {
                paired.variance_reduction
            }),
            self.count("pairs", "pairs", "pairs in which both runs give a value", |paired| paired.pairs),
            Column::new(
                "values_unchanged",
                "runs",
                "runs without the change that give a value",
                values(|row| row.values_a),
            ),
            Column::new("values_changed", "runs", "runs with the change that give a value", values(|row| row.values_b)),
        ];
        Table::new(&columns)
    }

    /// One row a pair, as `pairs.csv`: common measures as `a.<name>` and `b.<name>`.
    fn pairs(&self, python: Python<'_>) -> PyResult<Table> {
        without_lock(python, || {
            let known = columns_of("compare", "pairs.csv");
            let bytes = report::pairs_csv(&self.report());
            Ok(of_csv(&bytes, &known, &|name| {
                let run = if name.starts_with("a.") { "without the change" } else { "with the change" };
                let measure = self.variants.measures.iter().find(|measure| name[2..] == measure.name);
                let unit = measure.map_or("", |measure| measure.unit);
                (unit.to_owned(), format!("{} of the run {run}", &name[2..]))
            }))
        })
    }

    /// What the pairs come to, as the command tells it with `--json`.
    fn json(&self) -> String {
        report::comparison_json(&self.report())
    }

    /// Curves of both variants and of their difference, as JSON, for plots.
    fn scene(&self) -> String {
        let fan = |fan: &truceline::experiment::comparison::FanCurves| serde_json::json!({ "quantiles": fan.quantiles, "samples": fan.samples });
        let curve = |curve: &truceline::experiment::comparison::CurveComparison| {
            let side = self.variants.sides[curve.side].a;
            serde_json::json!({
                "metric": CURVE_METRICS[curve.metric].0,
                "unit": CURVE_METRICS[curve.metric].1,
                "side": side,
                "name": self.variants.a.sides[side].name,
                "unchanged": fan(&curve.a),
                "changed": fan(&curve.b),
                "difference": curve.difference,
                "low": curve.low,
                "high": curve.high,
            })
        };
        let scene = serde_json::json!({
            "hours": self.variants.grid.hours(),
            "title": self.variants.a.title,
            "digest": blake3_of(&report::pairs_csv(&self.report())),
            "curves": self.summary.curves.iter().map(curve).collect::<Vec<_>>(),
        });
        scene.to_string()
    }

    #[getter]
    fn command(&self) -> &str {
        &self.identity.command
    }

    /// What the command shows of both variants.
    #[getter]
    fn labels(&self) -> (String, String) {
        (self.identity.label_a.clone(), self.identity.label_b.clone())
    }

    /// Why pairs are left out: replication, and why its run ended early.
    #[getter]
    fn left_out(&self) -> Vec<(u64, String)> {
        let halves = self.pairs.iter().flat_map(|pair| [(pair.replication, &pair.a), (pair.replication, &pair.b)]);
        halves.filter_map(|(replication, half)| Some((replication, early_end(&half.outcome)?))).collect()
    }

    /// Writes the directory that the command `compare` writes; tells where what stood there is now.
    fn write(&self, python: Python<'_>, directory: PathBuf, plots: bool, force: bool) -> PyResult<Option<PathBuf>> {
        without_lock(python, || {
            let earlier = |manifest: &[u8]| report::files_of_earlier_run(manifest, &self.identity.name);
            let target = OutputDirectory::new(&Native, &directory, force, &earlier)?;
            target.check()?;
            Ok(kept_at(target.write(&report::comparison_files(&self.report(), plots))?))
        })
    }
}

fn blake3_of(bytes: &[u8]) -> String {
    report::text_hashes(&[(String::new(), String::from_utf8_lossy(bytes).into_owned())]).remove(0).1
}
