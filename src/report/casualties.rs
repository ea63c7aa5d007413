//! Casualties: cumulative killed and wounded of each side, in truth and as each office says.

use super::axes::value_ticks;
use super::bands::{bands, collapses};
use super::claims::{self, Subject};
use super::palette::{self, TEXT};
use super::panel::{DASH, Panel, SIZE, Swatch, fit, legend};
use super::picture::{Anchor, Picture};
use super::run::Run;
use super::{font, words};

const LEFT: f64 = 120.0;
const RIGHT: f64 = 1265.0;
const GAP: f64 = 40.0;
/// Top and bottom of the panels of killed and of wounded.
const ROWS: [(f64, f64); 2] = [(200.0, 540.0), (606.0, 884.0)];
/// Most sides that have room beside each other.
const SIDES_MOST: usize = 3;

struct Curve {
    points: Vec<(f64, f64)>,
    claimant: Option<usize>,
}

/// The figure.
pub fn casualties(run: &Run) -> Picture {
    let sides = run.setup.sides.len().min(SIDES_MOST);
    let hours = hours(run, sides);
    let quiet = if hours < run.hours() { "; unchanged afterwards" } else { "" };
    let subtitle = format!("Cumulative killed and wounded by side; {}{quiet}", run.time_axes());
    let mut picture = run.picture("Casualties", &subtitle);
    for (row, &(top, bottom)) in ROWS.iter().enumerate() {
        let most = most(run, row, sides);
        for side in 0..sides {
            let width = (RIGHT - LEFT - GAP * (sides - 1) as f64) / sides as f64;
            let left = LEFT + (width + GAP) * side as f64;
            let panel = Panel { left, top, right: left + width, bottom, hours, most };
            draw(&mut picture, run, &panel, row, side);
        }
    }
    explain(&mut picture, run, sides);
    picture
}

/// Length of the time axis: until no toll changes any more, no truce begins or falls, and nothing more is documented.
pub(super) fn hours(run: &Run, sides: usize) -> f64 {
    let mut last = 0.0_f64;
    for (row, side) in (0..ROWS.len()).flat_map(|row| (0..sides).map(move |side| (row, side))) {
        for curve in curves(run, row, side) {
            let change = curve.points.windows(2).rev().find(|ends| ends[0].1 != ends[1].1);
            last = change.map_or(last, |ends| last.max(ends[1].0));
        }
        last = run.observed(&measure(run, row, side)).fold(last, |last, (hours, _)| last.max(hours));
    }
    for band in bands(run, None) {
        last = last.max(if band.collapsed { band.end } else { band.known });
    }
    run.hours_until(last)
}

fn most(run: &Run, row: usize, sides: usize) -> f64 {
    // A quiet run should not look like a busy one.
    let mut most = 4.0_f64;
    for side in 0..sides {
        let curves = curves(run, row, side);
        let values = curves.iter().flat_map(|curve| curve.points.iter().map(|point| point.1));
        most = values.fold(most, f64::max);
        most = run.observed(&measure(run, row, side)).fold(most, |most, (_, (.., high))| most.max(high));
    }
    value_ticks(most * 1.04, 5).last().copied().unwrap_or(most)
}

fn measure(run: &Run, row: usize, side: usize) -> String {
    format!("{}.{}", ["killed", "wounded"][row], run.setup.sides[side].id)
}

/// Truth first, then what each office says.
fn curves(run: &Run, row: usize, side: usize) -> Vec<Curve> {
    let (truth, published): (&[&str], &str) = if row == 0 {
        (&["killed_military", "killed_civilian"], "published_killed")
    } else {
        (&["wounded_military", "wounded_civilian"], "published_wounded")
    };
    let mut curves = vec![Curve { points: run.curve(truth, side), claimant: None }];
    if run.setup.sides[side].has_office {
        curves.push(Curve { points: run.curve(&[published], side), claimant: Some(side) });
    }
    let subject = [Subject::Killed, Subject::Wounded][row];
    for claimant in claims::offices(run).into_iter().filter(|&claimant| claimant != side) {
        let line = claims::line(run, claimant, side, subject);
        curves.extend(line.map(|points| Curve { points, claimant: Some(claimant) }));
    }
    curves
}

fn draw(picture: &mut Picture, run: &Run, panel: &Panel, row: usize, side: usize) {
    let bands = bands(run, None);
    panel.truces(picture, &bands);
    panel.values(picture, 5, side == 0);
    panel.local_time(picture, &run.setup.calendar, row == 1);
    if row == 0 {
        panel.elapsed_time(picture);
    }
    if side == 0 {
        panel.value_title(picture, 42.0, ["Killed [persons]", "Wounded [persons]"][row]);
    }
    panel.collapses(picture, &bands);
    let curves = curves(run, row, side);
    for curve in curves.iter().rev() {
        let line = panel.steps(&curve.points, 0.0);
        match curve.claimant {
            None => picture.line(line, palette::side(side), 5.0),
            Some(claimant) => picture.dashed(line, palette::side(claimant), 3.0, DASH),
        }
    }
    for (hours, range) in run.observed(&measure(run, row, side)) {
        panel.observed(picture, hours, range);
    }
    let total = curves[0].points.last().map_or(0.0, |point| point.1);
    let toll = format!("{} {}", words::count(total), ["killed", "wounded"][row]);
    // The time since the start needs the line above the first row.
    heading(picture, panel, &run.side_name(side), &toll, side, if row == 0 { 52.0 } else { 14.0 });
}

/// Name of the side, and the true toll at the end, above the panel.
fn heading(picture: &mut Picture, panel: &Panel, name: &str, toll: &str, side: usize, above: f64) {
    let y = panel.top - above;
    let room = panel.right - panel.left - font::width(toll, SIZE, false) - 50.0;
    picture.rectangle((panel.left, y - 16.0), (panel.left + 16.0, y), palette::side(side));
    picture.bold((panel.left + 26.0, y), fit(name, 24.0, room, true), 24.0, TEXT, Anchor::Start);
    picture.text((panel.right, y), toll, SIZE, TEXT, Anchor::End);
}

fn explain(picture: &mut Picture, run: &Run, sides: usize) {
    let mut entries = Vec::new();
    for side in 0..sides {
        entries.push((Swatch::Line(palette::side(side)), format!("{}, truth", run.side_name(side))));
    }
    for side in (0..sides).filter(|&side| run.setup.sides[side].has_office) {
        entries.push((Swatch::Dashed(palette::side(side)), format!("as {} says", run.side_name(side))));
    }
    if !run.setup.observed.is_empty() {
        entries.push((Swatch::Observed, "documented, low to high".to_string()));
    }
    if !run.truces().is_empty() {
        entries.push((Swatch::Hatched, "truce agreed, word spreads".to_string()));
        entries.push((Swatch::Box(palette::TRUCE), "truce in force everywhere".to_string()));
    }
    if collapses(&bands(run, None), hours(run, sides)).next().is_some() {
        entries.push((Swatch::Upright, "truce collapses".to_string()));
    }
    legend(picture, (RIGHT + 35.0, 215.0), 290.0, &entries);
}
