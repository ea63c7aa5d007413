//! Where the people of each side are, and the queues on the roads.

use crate::model::{Kind, LogRow};

use super::super::palette::STATES;
use super::super::run::Run;
use super::super::words::count;
use super::curves::{figure, highest, last};
use super::html::Html;
use super::moment::length;
use super::plot::Plot;

/// Least number at the top of an axis, so that a quiet run does not look like a busy one.
const LEAST_PEOPLE: f64 = 10.0;
/// States of people who stay: left out where they would press all others flat.
const STAYING: usize = 2;

/// Where the people of each side are.
pub fn evacuation(html: &mut Html, run: &Run) {
    for side in 0..run.setup.sides.len() {
        people(html, run, side);
    }
    queue(html, run);
}

fn people(html: &mut Html, run: &Run, side: usize) {
    let curves: Vec<Vec<(f64, f64)>> = STATES.iter().map(|(metric, ..)| run.curve(&[metric], side)).collect();
    let registered = run.curve(&["displaced_registered"], side);
    let measure = format!("displaced_registered.{}", run.setup.sides[side].id);
    let sum = |row: usize, states: &[Vec<(f64, f64)>]| states.iter().map(|curve| curve[row].1).sum::<f64>();
    let rows = registered.len();
    let moving = (0..rows).map(|row| sum(row, &curves[STAYING..])).fold(0.0, f64::max);
    let all = (0..rows).map(|row| sum(row, &curves)).fold(0.0, f64::max);
    let stay = moving >= 0.25 * all;
    let first = if stay { 0 } else { STAYING };
    let mut most = if stay { all } else { moving }.max(highest(&registered)).max(LEAST_PEOPLE);
    most = run.observed(&measure).fold(most, |most, (_, (.., high))| most.max(high));
    let plot = Plot::up_to(run.hours(), most * 1.02, 4);
    let title = format!("People of {}", run.side_name(side));
    let dead = last(&run.curve(&["dead"], side));
    let mut text = format!(
        "At most {} at once neither at home nor in cover; at most {} registered as displaced; residents dead by violence: {}.",
        count(moving),
        // The curve of a long run is read days apart and misses the peak.
        count(f64::from(run.replication.world.offices[side].registered_displaced_peak)),
        count(dead)
    );
    if !stay {
        text.push_str(&format!(
            " Not drawn: those at home or in cover, {} at the start.",
            count(sum(0, &curves[..STAYING]))
        ));
    }
    figure(html, &title, &text, |html| {
        plot.draw(
            html,
            &format!("{title} by where they are, over time. {text}"),
            |html| plot.times(html, run),
            |html| {
                // From the top of the stack down, each over the one before.
                for top in first..STATES.len() {
                    let points: Vec<(f64, f64)> =
                        (0..rows).map(|row| (registered[row].0, sum(row, &curves[top..]))).collect();
                    if highest(&points) > 0.0 {
                        plot.area(html, &format!("state-{top}"), &points);
                    }
                }
                plot.line(html, &format!("claim side-{side}"), &registered);
            },
            |html| {
                plot.values(html, 4);
                orders(html, run, &plot, side);
                for (hours, range) in run.observed(&measure) {
                    plot.observed(html, hours, range);
                }
            },
        );
    });
}

/// Orders to leave as ticks along the top.
fn orders(html: &mut Html, run: &Run, plot: &Plot, side: usize) {
    let of_side = |row: &&LogRow| {
        row.kind == Kind::EvacuationOrdered && row.target_side.or(row.side).is_none_or(|whose| whose.index() == side)
    };
    let mut last = f64::NEG_INFINITY;
    for row in run.recorder.rows.iter().filter(of_side) {
        let x = plot.x(row.time.hours()).0;
        // Several villages get an order at once: one tick is enough.
        if x - last >= 0.3 {
            plot.tick(html, "order", row.time.hours(), (0.0, 8.0));
            last = x;
        }
    }
}

fn queue(html: &mut Html, run: &Run) {
    let curves = &run.recorder.curves;
    let points = curves.find("queue", None, None).map(|column| curves.points(column)).unwrap_or_default();
    let plot = Plot::up_to(run.hours(), highest(&points).max(LEAST_PEOPLE) * 1.02, 2);
    let peak = run.replication.measure("queue_peak_vehicles").unwrap_or(0.0);
    let mut text = format!("At most {} vehicles at once.", count(peak));
    if peak > highest(&points) {
        let apart = length(run.recorder.step().hours());
        text.push_str(&format!(" The curve is read every {apart} and misses shorter peaks."));
    }
    figure(html, "Vehicles queueing on roads", &text, |html| {
        plot.draw(
            html,
            &format!("Vehicles queueing on roads, over time. {text}"),
            |html| {
                plot.values(html, 2);
                plot.times(html, run);
            },
            |html| plot.line(html, "queue", &points),
            |_| {},
        );
    });
}
