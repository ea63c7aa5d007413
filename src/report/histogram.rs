//! Histogram and tail of a measure over replications: heavy tails are seen on logarithmic axes only.

use super::chart::Chart;
use super::palette;
use super::panel::{SIZE, Swatch, legend};
use super::picture::{Anchor, Picture, Point};
use super::scale::Scale;
use super::sheet::{Heading, sheet};
use super::words;

const TOP: f64 = 176.0;
const BOTTOM: f64 = 860.0;
const LEFT_CHART: (f64, f64) = (130.0, 620.0);
const RIGHT_CHART: (f64, f64) = (770.0, 1265.0);
/// About how many bins the histogram has.
const BINS: usize = 20;
/// The axis of the histogram ends here when the largest value lies far beyond.
const BULK: f64 = 0.95;
const FAR: f64 = 3.0;
/// Most design points that have room and a line style.
pub const SERIES_MOST: usize = palette::SERIES.len();

/// The values of one design point.
#[derive(Clone, Debug, PartialEq)]
pub struct HistogramSeries {
    /// Its name.
    pub label: String,
    /// One value a replication; those that are not finite are left out.
    pub values: Vec<f64>,
}

/// A histogram beside its tail.
#[derive(Clone, Debug)]
pub struct HistogramFigure {
    /// What is written around it.
    pub heading: Heading,
    /// Name of the measure with its unit: `Killed [persons]`.
    pub value_title: String,
    /// The design points; those beyond [`SERIES_MOST`] have no room.
    pub series: Vec<HistogramSeries>,
}

/// The figure.
pub fn histogram(figure: &HistogramFigure) -> Picture {
    let mut picture = sheet(&figure.heading);
    let sorted: Vec<Vec<f64>> = figure.series.iter().take(SERIES_MOST).map(|series| sorted(&series.values)).collect();
    bulk(&mut picture, figure, &sorted);
    tail(&mut picture, figure, &sorted);
    let mut entries = Vec::new();
    for (index, (series, values)) in figure.series.iter().zip(&sorted).enumerate() {
        let runs = words::number_of(values.len(), "run", "runs");
        let label = words::one_line(&series.label, 60);
        entries.push((Swatch::Styled(palette::SERIES[index], 4.0, palette::dash(index)), format!("{label}, {runs}")));
    }
    legend(&mut picture, (RIGHT_CHART.1 + 35.0, TOP + 12.0), 290.0, &entries);
    picture
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    sorted
}

fn draw(picture: &mut Picture, index: usize, points: Vec<Point>) {
    match palette::dash(index) {
        None => picture.line(points, palette::SERIES[index], 4.0),
        Some(dash) => picture.dashed(points, palette::SERIES[index], 4.0, dash),
    }
}

fn bulk(picture: &mut Picture, figure: &HistogramFigure, sorted: &[Vec<f64>]) {
    let low = sorted.iter().filter_map(|values| values.first()).fold(0.0_f64, |low, &value| low.min(value));
    let high = sorted.iter().filter_map(|values| values.last()).fold(low, |high, &value| high.max(value));
    let most = sorted.iter().filter_map(|values| quantile(values, BULK)).fold(low, f64::max);
    let end = if high - low > FAR * (most - low) && most > low { most } else { high };
    let across = Scale::around(low, end, BINS);
    let ticks = across.ticks(BINS);
    // Whole numbers fall into bins that begin with them: [0, 1), [1, 2) …
    let width = ticks.get(1).map_or(1.0, |second| second.0 - ticks[0].0);
    let first = ticks.first().map_or(0.0, |tick| tick.0);
    let bins = (((end - first) / width + 1e-9).floor() as usize) + 1;
    let shares: Vec<Vec<f64>> = sorted.iter().map(|values| shares(values, first, width, bins)).collect();
    let most = shares.iter().flatten().copied().fold(0.0, f64::max);
    let chart = Chart {
        left: LEFT_CHART.0,
        top: TOP,
        right: LEFT_CHART.1,
        bottom: BOTTOM,
        across: Scale::Linear { low: first, high: first + width * bins as f64 },
        up: Scale::around(0.0, most.max(1e-3), 5),
    };
    chart.grid_up(picture, 5, true);
    chart.grid_across(picture, 5);
    chart.title_up(picture, 5, "Share of runs in each bin [%]");
    chart.title_across(picture, &figure.value_title);
    for (index, shares) in shares.iter().enumerate() {
        draw(picture, index, outline(&chart, shares, first, width));
    }
    let beyond = sorted.iter().map(|values| beyond(values, first + width * bins as f64)).fold(0.0, f64::max);
    if beyond > 0.0 {
        let text = format!("up to {} % beyond the edge: see right", words::value(beyond));
        picture.text((LEFT_CHART.1, TOP - 16.0), text, SIZE, palette::QUIET, Anchor::End);
    }
}

fn shares(values: &[f64], first: f64, width: f64, bins: usize) -> Vec<f64> {
    let mut counts = vec![0_usize; bins];
    for value in values {
        if let Some(count) = counts.get_mut(((value - first) / width + 1e-9).floor().max(0.0) as usize) {
            *count += 1;
        }
    }
    counts.iter().map(|&count| 100.0 * count as f64 / values.len().max(1) as f64).collect()
}

fn outline(chart: &Chart, shares: &[f64], first: f64, width: f64) -> Vec<Point> {
    let mut points = vec![chart.at(first, 0.0)];
    for (bin, &share) in shares.iter().enumerate() {
        let from = first + width * bin as f64;
        points.extend([chart.at(from, share), chart.at(from + width, share)]);
    }
    points
}

/// Percent of values at or beyond an edge.
fn beyond(sorted: &[f64], edge: f64) -> f64 {
    100.0 * sorted.iter().filter(|&&value| value >= edge).count() as f64 / sorted.len().max(1) as f64
}

fn quantile(sorted: &[f64], probability: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    sorted.get((probability * last as f64).ceil() as usize).copied()
}

fn tail(picture: &mut Picture, figure: &HistogramFigure, sorted: &[Vec<f64>]) {
    let positive = |values: &&Vec<f64>| values.last().is_some_and(|&value| value > 0.0);
    let drawn: Vec<&Vec<f64>> = sorted.iter().filter(positive).collect();
    let (left, right) = RIGHT_CHART;
    if drawn.is_empty() {
        let middle = (f64::midpoint(left, right), f64::midpoint(TOP, BOTTOM));
        picture.text(middle, "no run above 0", SIZE, palette::QUIET, Anchor::Middle);
        return;
    }
    let least = |values: &Vec<f64>| values.iter().copied().find(|&value| value > 0.0).unwrap_or(1.0);
    let low = drawn.iter().map(|values| least(values)).fold(f64::INFINITY, f64::min);
    let high = drawn.iter().filter_map(|values| values.last()).copied().fold(low, f64::max);
    let rarest = drawn.iter().map(|values| 100.0 / values.len() as f64).fold(100.0, f64::min);
    let chart = Chart {
        left,
        top: TOP,
        right,
        bottom: BOTTOM,
        across: Scale::logarithmic(low, high),
        up: Scale::logarithmic(rarest.min(50.0), 100.0),
    };
    chart.grid_up(picture, 6, true);
    chart.grid_across(picture, 6);
    chart.title_up(picture, 6, "Runs with at least so many [%], log axis");
    chart.title_across(picture, &format!("{}, log axis", figure.value_title));
    for (index, values) in sorted.iter().enumerate().filter(|(_, values)| positive(values)) {
        draw(picture, index, exceedance(&chart, values));
    }
}

/// P(X >= x) as a falling stair; values at or below 0 count, but have no place on the axis.
fn exceedance(chart: &Chart, sorted: &[f64]) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for (index, &value) in sorted.iter().enumerate() {
        if value <= 0.0 || (index > 0 && sorted[index - 1] == value) {
            continue;
        }
        let share = 100.0 * (sorted.len() - index) as f64 / sorted.len() as f64;
        let (x, y) = chart.at(value, share);
        let from = points.last().map_or(chart.left, |last| last.0);
        points.extend([(from, y), (x, y)]);
    }
    points.extend(points.last().map(|last| (last.0, chart.bottom)));
    points
}
