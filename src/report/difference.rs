//! Differences between two variants over time: their fans beside each other, and the mean of the paired differences.

use crate::model::setup::Calendar;

use super::chart::Chart;
use super::fan::{self, FanSeries};
use super::palette::{Ink, TEXT};
use super::panel::{SIZE, Swatch, fit, legend_row};
use super::picture::{Anchor, Picture};
use super::scale::Scale;
use super::sheet::{Heading, sheet};
use super::words;

/// Left and right edges of the fan of the first variant, of the second, and of the difference.
const COLUMNS: [(f64, f64); 3] = [(150.0, 526.0), (578.0, 954.0), (1112.0, 1570.0)];
const TOP: f64 = 198.0;
const BOTTOM: f64 = 812.0;
const BETWEEN_ROWS: f64 = 62.0;
/// Most rows that have room on one sheet.
pub const ROWS_MOST: usize = 3;

/// One quantity in both variants.
#[derive(Clone, Debug, PartialEq)]
pub struct DifferenceRow {
    /// The first variant; its title and side name the row.
    pub a: FanSeries,
    /// The second.
    pub b: FanSeries,
    /// Times of the difference in hours since the start.
    pub times_hours: Vec<f64>,
    /// Mean of the paired differences, second minus first, at every time.
    pub difference: Vec<f64>,
    /// Lower ends of their 95 % intervals.
    pub low: Vec<f64>,
    /// Upper ends.
    pub high: Vec<f64>,
}

/// A sheet of differences.
#[derive(Clone, Debug)]
pub struct DifferenceFigure<'a> {
    /// What is written around it.
    pub heading: Heading,
    /// Title of the value axis with its unit: `Killed [persons]`.
    pub value_title: String,
    /// Unit of the difference.
    pub unit: String,
    /// Name of the first variant.
    pub label_a: String,
    /// Name of the second.
    pub label_b: String,
    /// For local time below; without it time since the start.
    pub calendar: Option<&'a Calendar>,
    /// Pairs behind the figure.
    pub pairs: usize,
    /// The quantities; those beyond [`ROWS_MOST`] have no room.
    pub rows: Vec<DifferenceRow>,
}

/// The figure.
pub fn difference(figure: &DifferenceFigure) -> Picture {
    let mut picture = sheet(&figure.heading);
    let rows = &figure.rows[..figure.rows.len().min(ROWS_MOST)];
    let labels = [figure.label_a.as_str(), figure.label_b.as_str(), "B minus A, mean of the pairs"];
    for (label, (left, right)) in labels.iter().zip(COLUMNS) {
        picture.bold((left, TOP - 52.0), fit(label, SIZE, right - left, true), SIZE, TEXT, Anchor::Start);
    }
    let count = rows.len().max(1) as f64;
    let height = (BOTTOM - TOP - BETWEEN_ROWS * (count - 1.0)) / count;
    for (index, row) in rows.iter().enumerate() {
        let top = TOP + (height + BETWEEN_ROWS) * index as f64;
        draw_row(&mut picture, figure, row, (top, top + height), index + 1 == rows.len());
    }
    explain(&mut picture, figure, rows);
    picture
}

fn draw_row(
    picture: &mut Picture,
    figure: &DifferenceFigure,
    row: &DifferenceRow,
    (top, bottom): (f64, f64),
    last: bool,
) {
    let hours = row.a.hours();
    let across = Scale::Linear { low: 0.0, high: hours };
    let wanted = if bottom - top > 250.0 { 5 } else { 3 };
    let up = Scale::from_zero(row.a.most().max(row.b.most()).max(4.0) * 1.02, wanted);
    let place =
        |column: usize, up: Scale| Chart { left: COLUMNS[column].0, top, right: COLUMNS[column].1, bottom, across, up };
    for (column, series) in [&row.a, &row.b].into_iter().enumerate() {
        let chart = place(column, up);
        chart.grid_up(picture, wanted, column == 0);
        if column == 0 {
            chart.title_up(picture, wanted, &figure.value_title);
            fan::title(picture, (chart.left, top - 14.0), chart.right - chart.left, series);
        }
        chart.time(picture, figure.calendar, hours, last);
        fan::draw(picture, &chart, series);
    }
    let (low, high) = range(row);
    let chart = place(2, Scale::around(low, high, wanted));
    chart.grid_up(picture, wanted, true);
    chart.title_up(picture, wanted, &format!("Difference [{}]", figure.unit));
    chart.time(picture, figure.calendar, hours, last);
    draw_difference(picture, &chart, row);
}

/// What the difference axis must hold: nought always, and a little room around it.
fn range(row: &DifferenceRow) -> (f64, f64) {
    let low = row.low.iter().copied().fold(0.0, f64::min);
    let high = row.high.iter().copied().fold(0.0, f64::max);
    if high > low { (low, high) } else { (-1.0, 1.0) }
}

fn draw_difference(picture: &mut Picture, chart: &Chart, row: &DifferenceRow) {
    let ink = row.a.ink();
    fan::band(picture, chart, &row.times_hours, &row.low, &row.high, ink.faded(0.26));
    picture.line(vec![chart.at(0.0, 0.0), (chart.right, chart.y(0.0))], TEXT, 2.0);
    picture.line(fan::line(chart, &row.times_hours, &row.difference), ink, 5.0);
}

fn explain(picture: &mut Picture, figure: &DifferenceFigure, rows: &[DifferenceRow]) {
    let pairs = format!("{} with the same draws", words::number_of(figure.pairs, "pair", "pairs"));
    let mut entries = vec![(Swatch::Heading, pairs)];
    if let Some(row) = rows.first() {
        let ink: Ink = row.a.ink();
        entries.extend(fan::entries(ink, row.a.samples.len(), !row.a.observed.is_empty()));
        entries.push((Swatch::Box(ink.faded(0.26)), "95 % interval of the mean difference".to_string()));
        entries.push((Swatch::Styled(TEXT, 2.0, None), "no difference".to_string()));
    }
    legend_row(picture, (30.0, 914.0), 1570.0, &entries);
}
