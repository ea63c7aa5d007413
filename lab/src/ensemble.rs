//! Many runs of one plan: a few curves over time, and the measures of every run. The page makes fans of them.

use serde::Deserialize;
use truceline::engine::{Limits, Observer, Time};
use truceline::experiment::{Replication, conclude};
use truceline::model::ids::SideId;
use truceline::model::{Border, ClaimRow, Listener, LogRow, Memory, Setup, Watch, World, begin_in};

use crate::error::LabError;
use crate::plan::Plan;

/// Most runs at once.
const RUNS_LIMIT: usize = 10_000;

/// What the page asks of an ensemble, beside its plan.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnsembleArgument {
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

/// Runs of one plan.
pub struct Ensemble {
    plan: Plan,
    metrics: Vec<Metric>,
    grid: Vec<Time>,
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
        let end = u128::from(plan.end.milliseconds());
        let time = |point: usize| Time::from_milliseconds((end * point as u128 / (points - 1) as u128) as u64);
        Ok(Ensemble { metrics, grid: (0..points).map(time).collect(), memory: Memory::default(), plan })
    }

    /// Grid times in hours.
    pub fn hours(&self) -> Vec<f64> {
        self.grid.iter().map(|time| time.hours()).collect()
    }

    /// Runs some replications. For each: every metric at every grid time, then every measure, NaN where it has no value.
    pub fn run(&mut self, first: u64, count: usize) -> Result<Vec<f64>, LabError> {
        if count > RUNS_LIMIT {
            return Err(LabError::request(format!("runs: found {count}, expected 0..={RUNS_LIMIT}")));
        }
        let width = self.metrics.len() * self.grid.len();
        let mut numbers = Vec::new();
        for number in (0..count as u64).map(|run| first.saturating_add(run)) {
            let start = numbers.len();
            numbers.resize(start + width, 0.0);
            let values = &mut numbers[start..];
            let mut watch = FanWatch { metrics: &self.metrics, grid: &self.grid, next: 0, values };
            let replication = play_out(&self.plan, number, &mut self.memory, &mut watch);
            if !replication.outcome.is_complete() {
                let why = replication.outcome.name();
                return Err(LabError::run(format!("replication {number} ended early: {why}")));
            }
            numbers.extend(replication.measures.iter().map(|(_, value)| value.unwrap_or(f64::NAN)));
            replication.lend_memory(&mut self.memory);
        }
        Ok(numbers)
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
    values: &'a mut [f64],
}

impl Observer<Border> for FanWatch<'_> {
    fn clock_passes(&mut self, model: &Border, until: Time) {
        let points = self.grid.len();
        while self.next < points && self.grid[self.next] <= until {
            for (position, metric) in self.metrics.iter().enumerate() {
                self.values[position * points + self.next] = metric.read(&model.world);
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
