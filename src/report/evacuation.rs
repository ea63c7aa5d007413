//! Evacuation: where the people of each side are, and the road queue.

use crate::model::Kind;

use super::axes::value_ticks;
use super::palette::{self, Ink, QUIET, STATES, TEXT};
use super::panel::{DASH, Panel, SIZE, Swatch, fit, legend};
use super::picture::{Anchor, Picture, Point};
use super::run::Run;
use super::{font, words};

const LEFT: f64 = 150.0;
const RIGHT: f64 = 1240.0;
const TOP: f64 = 172.0;
const BOTTOM: f64 = 888.0;
const GAP: f64 = 62.0;
const SIDES_MOST: usize = 3;
/// Least number at the top of an axis, so that a quiet run does not look like a busy one.
const LEAST: f64 = 10.0;
/// States of people who stay: left out where they would press all others flat.
const STAYING: usize = 2;

/// The figure.
pub fn evacuation(run: &Run) -> Picture {
    let subtitle = format!("Where people are, and vehicles queueing; {}", run.time_axes());
    let mut picture = run.picture("Evacuation", &subtitle);
    let sides = run.setup.sides.len().min(SIDES_MOST);
    let unit = (BOTTOM - TOP - GAP * sides as f64) / (sides as f64 + 0.5);
    let mut top = TOP;
    let mut stay_shown = false;
    for side in 0..sides {
        let panel = Panel { left: LEFT, top, right: RIGHT, bottom: top + unit, hours: run.hours(), most: 1.0 };
        stay_shown |= people(&mut picture, run, panel, side);
        top += unit + GAP;
    }
    queue(&mut picture, run, Panel { left: LEFT, top, right: RIGHT, bottom: BOTTOM, hours: run.hours(), most: 1.0 });
    explain(&mut picture, run, sides, stay_shown);
    picture
}

/// One side's people; returns whether those who stay are drawn.
fn people(picture: &mut Picture, run: &Run, panel: Panel, side: usize) -> bool {
    let curves: Vec<Vec<(f64, f64)>> = STATES.iter().map(|(metric, ..)| run.curve(&[metric], side)).collect();
    let registered = run.curve(&["displaced_registered"], side);
    let measure = format!("displaced_registered.{}", run.setup.sides[side].id);
    let rows = registered.len();
    let sum = |row: usize, states: &[Vec<(f64, f64)>]| states.iter().map(|curve| curve[row].1).sum::<f64>();
    let moving = (0..rows).map(|row| sum(row, &curves[STAYING..])).fold(0.0, f64::max);
    let all = (0..rows).map(|row| sum(row, &curves)).fold(0.0, f64::max);
    let stay = moving >= 0.25 * all;
    let first = if stay { 0 } else { STAYING };
    let mut most = if stay { all } else { moving };
    most = registered.iter().fold(most, |most, point| most.max(point.1));
    most = run.observed(&measure).fold(most, |most, (_, (.., high))| most.max(high));
    let panel = Panel { most: value_ticks(most.max(LEAST) * 1.02, 4).last().copied().unwrap_or(1.0), ..panel };
    stack(picture, &panel, &curves[first..], &STATES[first..]);
    panel.values(picture, 4, true);
    panel.local_time(picture, &run.setup.calendar, false);
    if side == 0 {
        panel.elapsed_time(picture);
    }
    panel.value_title(picture, 42.0, "People [persons]");
    picture.dashed(panel.steps(&registered, 0.0), palette::side(side), 4.0, DASH);
    marks(picture, run, &panel, side);
    for (hours, range) in run.observed(&measure) {
        panel.observed(picture, hours, range);
    }
    head(picture, run, &panel, side, (stay, &curves));
    stay
}

fn head(picture: &mut Picture, run: &Run, panel: &Panel, side: usize, (stay, curves): (bool, &[Vec<(f64, f64)>])) {
    let dead = run.curve(&["dead"], side).last().map_or(0.0, |point| point.1);
    // The elapsed time of the first panel needs the line above it.
    let y = panel.top - if side == 0 { 46.0 } else { 14.0 };
    picture.rectangle((panel.left, y - 16.0), (panel.left + 16.0, y), palette::side(side));
    let mut note = format!("residents dead by violence: {}", words::count(dead));
    if !stay {
        let home = |row: usize| curves[..STAYING].iter().map(|curve| curve[row].1).sum::<f64>();
        let least = (0..curves[0].len()).map(home).fold(f64::INFINITY, f64::min);
        if least.is_finite() {
            note = format!("{note} · not drawn: at least {} who stay at home", words::count(least));
        }
    }
    let room = panel.right - panel.left - font::width(&note, SIZE, false) - 50.0;
    picture.bold((panel.left + 26.0, y), fit(&run.side_name(side), 24.0, room, true), 24.0, TEXT, Anchor::Start);
    picture.text((panel.right, y), note, SIZE, QUIET, Anchor::End);
}

/// Stacked areas, the last state at the bottom.
fn stack(picture: &mut Picture, panel: &Panel, curves: &[Vec<(f64, f64)>], states: &[(&str, &str, Ink)]) {
    let Some(first) = curves.first() else { return };
    let mut below: Vec<f64> = vec![0.0; first.len()];
    for (curve, (.., ink)) in curves.iter().zip(states).rev() {
        let above: Vec<f64> = below.iter().zip(curve).map(|(low, point)| low + point.1).collect();
        let line = |heights: &[f64]| -> Vec<Point> {
            let points: Vec<(f64, f64)> = curve.iter().zip(heights).map(|(point, &height)| (point.0, height)).collect();
            panel.steps(&points, 0.0)
        };
        if above.iter().zip(&below).any(|(high, low)| high > low) {
            let mut outline = line(&above);
            outline.extend(line(&below).into_iter().rev());
            picture.polygon(outline, *ink);
        }
        below = above;
    }
}

/// Orders to leave as ticks along the top.
fn marks(picture: &mut Picture, run: &Run, panel: &Panel, side: usize) {
    let mut last = f64::NEG_INFINITY;
    for row in run.recorder.rows.iter().filter(|row| row.kind == Kind::EvacuationOrdered) {
        let whose = row.target_side.or(row.side);
        let x = panel.x(row.time.hours());
        // Several villages get an order at once: one tick is enough.
        if whose.is_none_or(|whose| whose.index() == side) && x - last >= 3.0 {
            picture.line(vec![(x, panel.top), (x, panel.top + 14.0)], TEXT, 3.0);
            last = x;
        }
    }
}

fn queue(picture: &mut Picture, run: &Run, panel: Panel) {
    let curves = &run.recorder.curves;
    let points = curves.find("queue", None, None).map(|column| curves.points(column)).unwrap_or_default();
    let most = points.iter().fold(LEAST, |most, point| most.max(point.1));
    let panel = Panel { most: value_ticks(most * 1.02, 2).last().copied().unwrap_or(1.0), ..panel };
    panel.values(picture, 2, true);
    panel.local_time(picture, &run.setup.calendar, true);
    panel.value_title(picture, 42.0, "Vehicles");
    picture.bold((panel.left, panel.top - 14.0), "Vehicles queueing on roads", 24.0, TEXT, Anchor::Start);
    picture.line(panel.steps(&points, 0.0), QUIET, 4.0);
    let mut last = f64::NEG_INFINITY;
    for row in run.recorder.rows.iter().filter(|row| row.kind == Kind::LinkClosed) {
        let x = panel.x(row.time.hours());
        if x - last >= 3.0 {
            picture.line(vec![(x, panel.top), (x, panel.top + 14.0)], TEXT, 3.0);
            last = x;
        }
    }
}

fn explain(picture: &mut Picture, run: &Run, sides: usize, stay_shown: bool) {
    let first = if stay_shown { 0 } else { STAYING };
    let mut entries: Vec<(Swatch, String)> =
        STATES[first..].iter().map(|(_, name, ink)| (Swatch::Box(*ink), (*name).to_string())).collect();
    for side in 0..sides {
        entries.push((Swatch::Dashed(palette::side(side)), format!("displaced as {} registers", run.side_name(side))));
    }
    if run.setup.observed.iter().any(|point| point.measure.starts_with("displaced_registered.")) {
        entries.push((Swatch::Observed, "documented, low to high".to_string()));
    }
    entries.push((Swatch::Tick(TEXT, 14.0), "orders to leave; below: roads closed".to_string()));
    legend(picture, (RIGHT + 40.0, TOP + 12.0), 305.0, &entries);
}
