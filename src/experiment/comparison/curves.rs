//! Curves of many pairs on one coarse grid of times, kept as whole numbers so that thousands of pairs fit in memory.

use crate::engine::{Observer, Time};
use crate::model::{Border, ClaimRow, LogRow, Watch};

use super::pair::Pair;
use super::parting::Follower;
use super::variants::Variants;
use crate::experiment::statistics::{CONFIDENCE, PROBABILITIES, mean, quantile, sorted};

/// What is kept at every grid time for every side: name and unit.
pub const CURVE_METRICS: [(&str, &str); 2] = [("killed", "persons"), ("displaced", "persons")];

/// Most steps of the grid.
const STEPS_MOST: u64 = 198;
/// Fewest steps, however many pairs.
const STEPS_FEWEST: u64 = 12;
/// Bytes that the curves of all pairs may take; with more pairs the grid becomes coarser.
const BYTES_MOST: u64 = 64 << 20;
/// Sample paths of a fan.
const SAMPLES: usize = 5;

/// The times at which curves are read: equal steps from the start to the horizon, both included. At most 199 times, and
/// fewer (13 at least) when the curves of all pairs would take more than 64 MiB: with two sides that begins at about
/// 10,000 pairs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// The times, ascending.
    pub times: Vec<Time>,
}

impl Grid {
    /// A grid up to `horizon` for so many pairs and sides.
    pub fn new(horizon: Time, pairs: u64, sides: usize) -> Grid {
        let bytes_a_step = 2 * pairs.max(1) * (CURVE_METRICS.len() * sides.max(1)) as u64 * size_of::<u32>() as u64;
        let steps = (BYTES_MOST / bytes_a_step).clamp(STEPS_FEWEST, STEPS_MOST);
        let at = |step| u128::from(horizon.milliseconds()) * u128::from(step) / u128::from(steps);
        let mut times: Vec<Time> = (0..=steps).map(|step| Time::from_milliseconds(at(step) as u64)).collect();
        times.dedup();
        Grid { times }
    }

    /// The times in hours since the start.
    pub fn hours(&self) -> Vec<f64> {
        self.times.iter().map(|time| time.hours()).collect()
    }
}

/// Reads the curves of one run, and does with its truth log what `Log` says.
#[derive(Clone, Debug)]
pub(super) struct Watcher<'a, Log> {
    grid: &'a Grid,
    /// Positions of the sides that are read.
    sides: Vec<usize>,
    /// At (time × metrics + metric) × sides + side.
    pub(super) values: Vec<u32>,
    read: usize,
    pub(super) log: Log,
}

/// What a watcher does with the truth log.
pub(super) trait Log {
    fn logged(&mut self, row: &LogRow);
}

impl Log for Vec<LogRow> {
    fn logged(&mut self, row: &LogRow) {
        self.push(*row);
    }
}

impl Log for Follower<'_> {
    fn logged(&mut self, row: &LogRow) {
        Follower::logged(self, row);
    }
}

impl<'a, L> Watcher<'a, L> {
    pub(super) fn new(grid: &'a Grid, sides: Vec<usize>, log: L) -> Watcher<'a, L> {
        Watcher { grid, sides, values: Vec::new(), read: 0, log }
    }

    /// What was read so far, by a watcher that does something else with the truth log.
    pub(super) fn with_log<M>(&self, log: M) -> Watcher<'a, M> {
        Watcher { grid: self.grid, sides: self.sides.clone(), values: self.values.clone(), read: self.read, log }
    }

    /// The values at all grid times: after the end of a run that a limit ended they stay as they were.
    pub(super) fn finish(mut self) -> (Vec<u32>, L) {
        let row = CURVE_METRICS.len() * self.sides.len();
        let last = match self.read {
            0 => vec![0; row],
            read => self.values[(read - 1) * row..].to_vec(),
        };
        while self.read < self.grid.times.len() {
            self.values.extend_from_slice(&last);
            self.read += 1;
        }
        (self.values, self.log)
    }

    fn read(&mut self, model: &Border) {
        let mut displaced = vec![0_u32; model.setup.sides.len()];
        for (village, state) in model.setup.villages.iter().zip(&model.world.villages) {
            displaced[village.side.index()] += state.people.displaced();
        }
        let harm = &model.world.tally.harm;
        self.values.extend(self.sides.iter().map(|&side| harm[side].killed()));
        self.values.extend(self.sides.iter().map(|&side| displaced[side]));
        self.read += 1;
    }
}

impl<L> Observer<Border> for Watcher<'_, L> {
    fn clock_passes(&mut self, model: &Border, until: Time) {
        while self.grid.times.get(self.read).is_some_and(|&time| time <= until) {
            self.read(model);
        }
    }
}

impl<L: Log> Watch for Watcher<'_, L> {
    fn logged(&mut self, row: &LogRow) {
        self.log.logged(row);
    }

    fn claimed(&mut self, _: &ClaimRow) {}

    fn listener(&mut self) -> Option<&mut dyn Watch> {
        Some(self)
    }
}

/// The curves of many runs in a few lines.
#[derive(Clone, Debug, PartialEq)]
pub struct FanCurves {
    /// At every grid time the quantiles 5, 25, 50, 75 and 95 %.
    pub quantiles: [Vec<f64>; 5],
    /// The curves of the first five replications.
    pub samples: Vec<Vec<f64>>,
}

/// One quantity of one side in both variants.
#[derive(Clone, Debug, PartialEq)]
pub struct CurveComparison {
    /// Position in [`CURVE_METRICS`].
    pub metric: usize,
    /// Position in [`Variants::sides`].
    pub side: usize,
    /// The first variant.
    pub a: FanCurves,
    /// The second.
    pub b: FanCurves,
    /// Mean of the paired differences, b minus a, at every grid time.
    pub difference: Vec<f64>,
    /// Lower ends of their 95 % t intervals.
    pub low: Vec<f64>,
    /// Upper ends.
    pub high: Vec<f64>,
}

/// All quantities of all common sides, from at least two pairs.
pub(super) fn compare(variants: &Variants, pairs: &[&Pair]) -> Vec<CurveComparison> {
    let sides = variants.sides.len();
    let each = (0..CURVE_METRICS.len()).flat_map(|metric| (0..sides).map(move |side| (metric, side)));
    each.map(|(metric, side)| {
        let at = |time: usize| (time * CURVE_METRICS.len() + metric) * sides + side;
        of_quantity(variants.grid.times.len(), metric, side, pairs, &at)
    })
    .collect()
}

fn of_quantity(
    times: usize,
    metric: usize,
    side: usize,
    pairs: &[&Pair],
    at: &dyn Fn(usize) -> usize,
) -> CurveComparison {
    let samples = |curves: &dyn Fn(&Pair) -> Vec<f64>| pairs.iter().take(SAMPLES).map(|pair| curves(pair)).collect();
    let whole = |values: &[u32]| (0..times).map(|time| f64::from(values[at(time)])).collect::<Vec<f64>>();
    let fan = |samples| FanCurves { quantiles: std::array::from_fn(|_| Vec::with_capacity(times)), samples };
    let mut result = CurveComparison {
        metric,
        side,
        a: fan(samples(&|pair| whole(&pair.a.curves))),
        b: fan(samples(&|pair| whole(&pair.b.curves))),
        difference: Vec::with_capacity(times),
        low: Vec::with_capacity(times),
        high: Vec::with_capacity(times),
    };
    for time in 0..times {
        let column = |half: &dyn Fn(&Pair) -> u32| pairs.iter().map(|pair| f64::from(half(pair))).collect::<Vec<f64>>();
        let a = column(&|pair| pair.a.curves[at(time)]);
        let b = column(&|pair| pair.b.curves[at(time)]);
        let differences: Vec<f64> = a.iter().zip(&b).map(|(a, b)| b - a).collect();
        let mean = mean(&differences, CONFIDENCE).expect("a comparison has pairs");
        let interval = mean.interval.expect("a comparison has two pairs or more");
        result.difference.push(mean.mean);
        result.low.push(interval.low);
        result.high.push(interval.high);
        push_quantiles(&mut result.a, a);
        push_quantiles(&mut result.b, b);
    }
    result
}

fn push_quantiles(fan: &mut FanCurves, values: Vec<f64>) {
    let values = sorted(&values);
    for (line, probability) in fan.quantiles.iter_mut().zip(PROBABILITIES) {
        line.push(quantile(&values, probability).expect("a comparison has pairs"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grids_reach_the_horizon_and_become_coarser_with_many_pairs() {
        let horizon = Time::from_days(7);
        for (pairs, times) in [(2, 199), (200, 199), (5_000, 199), (100_000, 21), (100_000_000, 13)] {
            let grid = Grid::new(horizon, pairs, 2);
            assert_eq!(grid.times.len(), times, "{pairs} pairs");
            assert_eq!((grid.times[0], grid.times[times - 1]), (Time::ZERO, horizon));
        }
        assert_eq!(Grid::new(Time::from_milliseconds(3), 2, 2).times.len(), 4, "no time twice");
    }
}
