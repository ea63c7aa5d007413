//! Fans: what many replications do over time, as a median line, bands and a few single runs.

use crate::model::setup::Calendar;

use super::chart::Chart;
use super::palette::{self, Ink, TEXT};
use super::panel::{Panel, SIZE, Swatch, fit, legend};
use super::picture::{Anchor, Picture, Point};
use super::scale::Scale;
use super::sheet::{Heading, sheet};
use super::words;

const LEFT: f64 = 150.0;
const RIGHT: f64 = 1265.0;
const TOP: f64 = 160.0;
const BOTTOM: f64 = 880.0;
/// Room for the time below a row of charts and the titles of the next.
const BETWEEN_ROWS: f64 = 122.0;
const GAP: f64 = 44.0;
/// Most fans that have room on one sheet.
pub const FANS_MOST: usize = 6;

/// One quantity over time in many replications.
#[derive(Clone, Debug, PartialEq)]
pub struct FanSeries {
    /// What stands above it, for instance the name of a side.
    pub title: String,
    /// Position of the side that it is about, for its colour.
    pub side: Option<usize>,
    /// Times in hours since the start, ascending.
    pub times_hours: Vec<f64>,
    /// At every time the quantiles 5, 25, 50, 75 and 95 %.
    pub quantiles: [Vec<f64>; 5],
    /// A few single replications, a value at every time.
    pub samples: Vec<Vec<f64>>,
    /// Documented points: hours, (low, best, high).
    pub observed: Vec<(f64, (f64, f64, f64))>,
}

impl FanSeries {
    /// The highest value that is drawn.
    pub fn most(&self) -> f64 {
        let lines = self.quantiles.iter().chain(&self.samples).flatten().copied();
        lines.chain(self.observed.iter().map(|point| point.1.2)).fold(0.0, f64::max)
    }

    /// The last time, at least one hour.
    pub fn hours(&self) -> f64 {
        self.times_hours.last().copied().unwrap_or(0.0).max(1.0)
    }

    /// Colour of the side, or of none.
    pub fn ink(&self) -> Ink {
        self.side.map_or(palette::SERIES[0], palette::side)
    }
}

/// A sheet of fans with one value axis.
#[derive(Clone, Debug)]
pub struct FanFigure<'a> {
    /// What is written around it.
    pub heading: Heading,
    /// Title of the value axis with its unit: `Killed [persons]`.
    pub value_title: String,
    /// For local time below; without it time since the start.
    pub calendar: Option<&'a Calendar>,
    /// Replications behind each fan.
    pub replications: usize,
    /// The fans; those beyond [`FANS_MOST`] have no room.
    pub series: Vec<FanSeries>,
}

/// The figure.
pub fn fan(figure: &FanFigure) -> Picture {
    let mut picture = sheet(&figure.heading);
    let series = &figure.series[..figure.series.len().min(FANS_MOST)];
    let columns = if series.len() == 4 { 2 } else { series.len().clamp(1, 3) };
    let rows = series.len().div_ceil(columns).max(1);
    let most = series.iter().map(FanSeries::most).fold(4.0, f64::max);
    let width = (RIGHT - LEFT - GAP * (columns - 1) as f64) / columns as f64;
    let height = (BOTTOM - TOP - BETWEEN_ROWS * (rows - 1) as f64) / rows as f64;
    for (index, fan) in series.iter().enumerate() {
        let (left, top) =
            (LEFT + (width + GAP) * (index % columns) as f64, TOP + (height + BETWEEN_ROWS) * (index / columns) as f64);
        let chart = Chart {
            left,
            top,
            right: left + width,
            bottom: top + height,
            across: Scale::Linear { low: 0.0, high: fan.hours() },
            up: Scale::from_zero(most * 1.02, 5),
        };
        let first = index % columns == 0;
        chart.grid_up(&mut picture, 5, first);
        if first {
            chart.title_up(&mut picture, 5, &figure.value_title);
        }
        chart.time(&mut picture, figure.calendar, fan.hours(), true);
        title(&mut picture, (left, top - 16.0), width, fan);
        draw(&mut picture, &chart, fan);
    }
    explain(&mut picture, figure, series);
    picture
}

/// Name with a box in its colour.
pub(super) fn title(picture: &mut Picture, (x, y): Point, width: f64, series: &FanSeries) {
    picture.rectangle((x, y - 16.0), (x + 16.0, y), series.ink());
    picture.bold((x + 26.0, y), fit(&series.title, 24.0, width - 30.0, true), 24.0, TEXT, Anchor::Start);
}

/// Bands, single runs, median and documented points.
pub(super) fn draw(picture: &mut Picture, chart: &Chart, series: &FanSeries) {
    let ink = series.ink();
    let times = &series.times_hours;
    for (low, high, opacity) in [(0, 4, 0.18), (1, 3, 0.34)] {
        band(picture, chart, times, &series.quantiles[low], &series.quantiles[high], ink.faded(opacity));
    }
    for sample in &series.samples {
        picture.line(line(chart, times, sample), SAMPLE, 1.5);
    }
    picture.line(line(chart, times, &series.quantiles[2]), ink, 5.0);
    let (left, top, right, bottom) = (chart.left, chart.top, chart.right, chart.bottom);
    let Scale::Linear { high: most, .. } = chart.up else { return };
    let panel = Panel { left, top, right, bottom, hours: series.hours(), most };
    for &(hours, range) in &series.observed {
        panel.observed(picture, hours, range);
    }
}

/// Colour of single runs.
const SAMPLE: Ink = TEXT.faded(0.55);

/// The area between two curves.
pub(super) fn band(picture: &mut Picture, chart: &Chart, times: &[f64], low: &[f64], high: &[f64], ink: Ink) {
    let mut outline = line(chart, times, high);
    outline.extend(line(chart, times, low).into_iter().rev());
    picture.polygon(outline, ink);
}

/// A curve in pixels; flat stretches keep their ends only.
pub(super) fn line(chart: &Chart, times: &[f64], values: &[f64]) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::with_capacity(times.len());
    for (&time, &value) in times.iter().zip(values) {
        let point = chart.at(time, value);
        if let [.., before, last] = points[..]
            && before.1 == point.1
            && last.1 == point.1
        {
            points.pop();
        }
        points.push(point);
    }
    points
}

/// What the lines and bands of a fan mean.
pub(super) fn entries(ink: Ink, samples: usize, observed: bool) -> Vec<(Swatch, String)> {
    let mut entries = vec![
        (Swatch::Line(ink), "median".to_string()),
        (Swatch::Box(ink.faded(0.46)), "half (25-75 %)".to_string()),
        (Swatch::Box(ink.faded(0.18)), "nine in ten (5-95 %)".to_string()),
    ];
    if samples > 0 {
        entries.push((Swatch::Styled(SAMPLE, 1.5, None), words::number_of(samples, "single run", "single runs")));
    }
    if observed {
        entries.push((Swatch::Observed, "documented, low to high".to_string()));
    }
    entries
}

fn explain(picture: &mut Picture, figure: &FanFigure, series: &[FanSeries]) {
    let runs = words::number_of(figure.replications, "replication", "replications");
    let mut all = vec![(Swatch::Heading, runs)];
    let samples = series.iter().map(|fan| fan.samples.len()).max().unwrap_or(0);
    let observed = series.iter().any(|fan| !fan.observed.is_empty());
    let ink = series.first().map_or(palette::SERIES[0], FanSeries::ink);
    all.extend(entries(ink, samples, observed));
    legend(picture, (RIGHT + 35.0, TOP + 12.0 + SIZE), 290.0, &all);
}
