//! Many runs of one plan: quantiles of a few curves over time, and the measures of every run.

use serde::Deserialize;
use truceline::engine::{Limits, Observer, Time};
use truceline::experiment::statistics::quantile;
use truceline::experiment::{Replication, conclude};
use truceline::model::ids::SideId;
use truceline::model::{Border, ClaimRow, Listener, LogRow, Memory, Setup, Watch, World, begin_in};

use crate::error::LabError;
use crate::plan::Plan;

/// Levels of the quantiles, as the page names them.
const LEVELS: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];
/// Runs that are shown as sample paths.
const SAMPLES: usize = 5;
/// Most numbers of one ensemble.
const NUMBERS_LIMIT: usize = 16 << 20;

/// What the page asks of an ensemble, beside its plan.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnsembleArgument {
    first_replication: u64,
    replications: usize,
    grid_points: usize,
    metrics: Vec<String>,
}

#[derive(Clone, Copy, Debug)]
enum Quantity {
    Killed,
    Displaced,
    Rung,
}

/// One fan: a quantity of one side, or of all.
#[derive(Clone, Copy, Debug)]
struct Metric {
    quantity: Quantity,
    side: Option<SideId>,
}

/// Runs of one plan, as far as they were run.
pub struct Ensemble {
    plan: Plan,
    first: u64,
    asked: usize,
    done: usize,
    metrics: Vec<Metric>,
    grid: Vec<Time>,
    /// Values at (run × metrics + metric) × grid + time.
    values: Vec<f64>,
    /// Measures at run × measures + measure.
    measures: Vec<f64>,
    memory: Memory,
}

impl Ensemble {
    /// An ensemble of which nothing was run.
    pub fn new(plan: Plan, argument: &EnsembleArgument) -> Result<Ensemble, LabError> {
        let points = argument.grid_points;
        if !(2..=2_000).contains(&points) {
            return Err(LabError::request(format!("grid points: found {points}, expected 2..=2000")));
        }
        let metrics = argument.metrics.iter().map(|name| metric(&plan.setup, name)).collect::<Result<Vec<_>, _>>()?;
        let runs = argument.replications;
        if runs == 0 || runs.saturating_mul(metrics.len().max(1) * points) > NUMBERS_LIMIT {
            return Err(LabError::request(format!(
                "replications: found {runs}, expected at least 1, and fewer for memory"
            )));
        }
        let end = u128::from(plan.end.milliseconds());
        let time = |point: usize| Time::from_milliseconds((end * point as u128 / (points - 1) as u128) as u64);
        Ok(Ensemble {
            first: argument.first_replication,
            asked: runs,
            done: 0,
            metrics,
            grid: (0..points).map(time).collect(),
            values: Vec::new(),
            measures: Vec::new(),
            memory: Memory::default(),
            plan,
        })
    }

    /// Runs so far.
    pub fn done(&self) -> usize {
        self.done
    }

    /// Runs asked for.
    pub fn asked(&self) -> usize {
        self.asked
    }

    /// Runs on.
    pub fn run(&mut self, count: usize) -> Result<(), LabError> {
        for _ in 0..count.min(self.asked - self.done) {
            self.run_one()?;
        }
        Ok(())
    }

    fn run_one(&mut self) -> Result<(), LabError> {
        let number = self.first + self.done as u64;
        let mut watch = FanWatch { metrics: &self.metrics, grid: &self.grid, next: 0, values: &mut self.values };
        let start = watch.values.len();
        let width = self.metrics.len() * self.grid.len();
        watch.values.resize(start + width, 0.0);
        let replication = play_out(&self.plan, number, &mut self.memory, &mut watch);
        if !replication.outcome.is_complete() {
            self.values.truncate(start);
            return Err(LabError::run(format!("replication {number} ended early: {}", replication.outcome.name())));
        }
        self.measures.extend(replication.measures.iter().map(|(_, value)| value.unwrap_or(f64::NAN)));
        replication.lend_memory(&mut self.memory);
        self.done += 1;
        Ok(())
    }

    /// Grid times in hours; for each metric its quantiles, level by level, and its sample paths; measures, each of all runs.
    pub fn numbers(&self) -> Vec<f64> {
        let (points, samples) = (self.grid.len(), self.samples());
        let mut numbers: Vec<f64> = self.grid.iter().map(|time| time.hours()).collect();
        let mut column = Vec::with_capacity(self.done);
        for metric in 0..self.metrics.len() {
            let start = numbers.len();
            numbers.resize(start + LEVELS.len() * points, 0.0);
            for point in 0..points {
                column.clear();
                column.extend((0..self.done).map(|run| self.value(run, metric, point)));
                column.sort_by(f64::total_cmp);
                for (level, probability) in LEVELS.iter().enumerate() {
                    numbers[start + level * points + point] = quantile(&column, *probability).unwrap_or(f64::NAN);
                }
            }
            for run in 0..samples {
                numbers.extend((0..points).map(|point| self.value(run, metric, point)));
            }
        }
        let width = self.measures.len().checked_div(self.done).unwrap_or(0);
        for measure in 0..width {
            numbers.extend((0..self.done).map(|run| self.measures[run * width + measure]));
        }
        numbers
    }

    /// Number of sample paths.
    pub fn samples(&self) -> usize {
        self.done.min(SAMPLES)
    }

    fn value(&self, run: usize, metric: usize, point: usize) -> f64 {
        self.values[(run * self.metrics.len() + metric) * self.grid.len() + point]
    }
}

/// One run of a plan from its start to its end, in the memory of the last.
fn play_out(plan: &Plan, number: u64, memory: &mut Memory, watch: &mut dyn Watch) -> Replication {
    let limits = Limits::until(plan.end);
    let mut simulation = begin_in(memory, &plan.setup, plan.seed, number, &mut Listener(watch));
    for branch in &plan.branches {
        let outcome = simulation.run(&Limits::until(branch.at), &mut Listener(watch));
        if !outcome.is_complete() {
            return conclude(simulation, outcome, &limits);
        }
        branch.take(&mut simulation, watch);
    }
    let outcome = simulation.run(&limits, &mut Listener(watch));
    conclude(simulation, outcome, &limits)
}

fn metric(setup: &Setup, name: &str) -> Result<Metric, LabError> {
    let (quantity, side) = name.split_once('.').map_or((name, None), |(quantity, side)| (quantity, Some(side)));
    let quantity = match quantity {
        "killed" => Quantity::Killed,
        "displaced" => Quantity::Displaced,
        "rung" => Quantity::Rung,
        other => return Err(LabError::request(format!("metric: found `{other}`, expected killed, displaced or rung"))),
    };
    let find = |id: &str| {
        let position = setup.sides.iter().position(|side| side.id == id);
        position.map(SideId::at).ok_or_else(|| LabError::request(format!("metric: no side is named `{id}`")))
    };
    Ok(Metric { quantity, side: side.map(find).transpose()? })
}

impl Metric {
    fn read(&self, world: &World) -> f64 {
        match self.side {
            Some(side) => self.of_side(world, side).into(),
            None => {
                let sides = SideId::all(world.side_count()).map(|side| self.of_side(world, side));
                let whole = if matches!(self.quantity, Quantity::Rung) { sides.max() } else { Some(sides.sum()) };
                whole.unwrap_or(0).into()
            }
        }
    }

    fn of_side(&self, world: &World, side: SideId) -> u32 {
        match self.quantity {
            Quantity::Killed => world.tally.harm[side.index()].killed(),
            Quantity::Displaced => world.roads.people[side.index()].now.displaced(),
            Quantity::Rung => {
                let width = world.side_count() * world.sector_count();
                let fronts = &world.fronts[side.index() * width..(side.index() + 1) * width];
                fronts.iter().map(|front| front.rung.into()).max().unwrap_or(0)
            }
        }
    }
}

/// Reads a few quantities whenever the clock passes a grid time.
struct FanWatch<'a> {
    metrics: &'a [Metric],
    grid: &'a [Time],
    next: usize,
    values: &'a mut Vec<f64>,
}

impl Observer<Border> for FanWatch<'_> {
    fn clock_passes(&mut self, model: &Border, until: Time) {
        let points = self.grid.len();
        let start = self.values.len() - self.metrics.len() * points;
        while self.next < points && self.grid[self.next] <= until {
            for (position, metric) in self.metrics.iter().enumerate() {
                self.values[start + position * points + self.next] = metric.read(&model.world);
            }
            self.next += 1;
        }
    }
}

impl Watch for FanWatch<'_> {
    fn logged(&mut self, _: &LogRow) {}
    fn claimed(&mut self, _: &ClaimRow) {}
    fn listener(&mut self) -> Option<&mut dyn Watch> {
        Some(self)
    }
}
