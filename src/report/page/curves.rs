//! The curves of a page: casualties, escalation, and where people are.

use crate::model::Kind;
use crate::model::ids::{SectorId, SideId};
use crate::model::setup::RUNG_MAX;

use super::super::bands::bands;
use super::super::escalation::{Bins, busiest};
use super::super::palette::STATES;
use super::super::run::Run;
use super::super::words::{count, one_line};
use super::claims::{Subject, line, offices};
use super::html::Html;
use super::plot::Plot;
use super::steps;

/// Least number at the top of an axis, so that a quiet run does not look like a busy one.
const LEAST_PEOPLE: f64 = 10.0;
const LEAST_KILLED: f64 = 4.0;
/// States of people who stay: left out where they would press all others flat.
const STAYING: usize = 2;
/// Room of a chart of a sector, in the pixels of the other figures: decides how fine the bars are.
const BARS_ACROSS: f64 = 600.0;

/// What is counted in the charts of casualties.
const TOLLS: [&str; 2] = ["Killed", "Wounded"];

/// Killed and wounded of a side, in truth and as each office says: one chart a measure and side.
pub fn casualties(html: &mut Html, run: &Run) {
    let sides = run.setup.sides.len();
    let curves: Vec<Vec<Vec<Curve>>> =
        (0..TOLLS.len()).map(|row| (0..sides).map(|side| toll(run, row, side)).collect()).collect();
    // Charts stand two beside each other: two sides, or both measures of one of many sides.
    let order: Vec<(usize, usize)> = if sides == 2 {
        vec![(0, 0), (0, 1), (1, 0), (1, 1)]
    } else {
        (0..sides).flat_map(|side| [(0, side), (1, side)]).collect()
    };
    for (row, side) in order {
        // One scale for all sides: half as many must look half as high.
        let mut most = curves[row].iter().flatten().fold(LEAST_KILLED, |most, curve| most.max(highest(&curve.points)));
        for other in 0..sides {
            most = run.observed(&toll_name(run, row, other)).fold(most, |most, (_, (.., high))| most.max(high));
        }
        casualty_chart(html, run, (row, side), &curves[row][side], most);
    }
}

fn casualty_chart(html: &mut Html, run: &Run, (row, side): (usize, usize), curves: &[Curve], most: f64) {
    let title = format!("{} of {}", TOLLS[row], run.side_name(side));
    let in_words = |curve: &Curve| match curve.claimant {
        None => format!("{} in truth of the run", count(last(&curve.points))),
        Some(claimant) => format!("{} as {} says", count(last(&curve.points)), run.side_name(claimant)),
    };
    let parts: Vec<String> = curves.iter().map(in_words).collect();
    let text = format!("At the end: {}.", parts.join(", "));
    figure(html, &title, &text, |html| {
        let plot = Plot::up_to(run, most * 1.04, 4);
        plot.draw(
            html,
            &format!("{title} over time. {text}"),
            |html| {
                plot.truces(html, &bands(run, None));
                plot.values(html, 4);
                plot.times(html, run);
            },
            |html| {
                for curve in curves.iter().rev() {
                    let class = match curve.claimant {
                        None => format!("truth side-{side}"),
                        Some(claimant) => format!("claim side-{claimant}"),
                    };
                    plot.line(html, &class, &curve.points);
                }
            },
            |html| {
                for (hours, range) in run.observed(&toll_name(run, row, side)) {
                    plot.observed(html, hours, range);
                }
            },
        );
    });
}

struct Curve {
    points: Vec<(f64, f64)>,
    claimant: Option<usize>,
}

fn toll_name(run: &Run, row: usize, side: usize) -> String {
    format!("{}.{}", ["killed", "wounded"][row], run.setup.sides[side].id)
}

/// Truth first, then what each office says.
fn toll(run: &Run, row: usize, side: usize) -> Vec<Curve> {
    let (truth, subject): (&[&str], Subject) = match row {
        0 => (&["killed_military", "killed_civilian"], Subject::Killed),
        _ => (&["wounded_military", "wounded_civilian"], Subject::Wounded),
    };
    let mut curves = vec![Curve { points: run.curve(truth, side), claimant: None }];
    for office in offices(run) {
        let line = line(run, office, side, subject);
        curves.extend(line.map(|points| Curve { points, claimant: Some(office) }));
    }
    curves
}

/// Authorised rung of each side in the busiest sectors, over hostile acts in bins of time.
pub fn escalation(html: &mut Html, run: &Run) {
    let bins = Bins::new(run, BARS_ACROSS);
    let sectors = busiest(run);
    let most = sectors.iter().map(|&sector| bins.most(run, sector)).fold(0.0, f64::max);
    for &sector in &sectors {
        let counts = bins.count(run, sector);
        let acts: u32 = counts.iter().flatten().sum();
        let title = one_line(&run.setup.sectors[sector.index()].name, 60);
        let highest = |side: usize| {
            let column = run.recorder.curves.find("authorised_rung", Some(SideId::at(side)), Some(sector));
            column.map_or(0.0, |column| highest(&run.recorder.curves.points(column)))
        };
        let rungs: Vec<String> = (0..run.setup.sides.len())
            .map(|side| format!("{} up to rung {}", run.side_name(side), highest(side)))
            .collect();
        let text = format!("{} hostile acts; authorised: {}.", count(f64::from(acts)), rungs.join(", "));
        figure(html, &title, &text, |html| {
            rungs_chart(html, run, sector, &format!("Authorised rung in {title} over time. {text}"));
            bars(html, run, &counts, &bins, most, &title);
        });
    }
    let note = format!("Bars: hostile acts {}, by rung; the highest bar is {}.", bins.words(), count(most));
    html.element("p", &[("class", &"quiet")], &note);
}

fn rungs_chart(html: &mut Html, run: &Run, sector: SectorId, label: &str) {
    let plot = Plot { hours: run.hours(), most: f64::from(RUNG_MAX) };
    let bands = bands(run, Some(sector));
    let sides = run.setup.sides.len();
    plot.draw(
        html,
        label,
        |html| {
            plot.truces(html, &bands);
            plot.values(html, 3);
        },
        |html| {
            for side in 0..sides {
                let curves = &run.recorder.curves;
                let column = curves.find("authorised_rung", Some(SideId::at(side)), Some(sector));
                let points = column.map(|column| curves.points(column)).unwrap_or_default();
                // Equal rungs of two sides lie side by side, not on top of each other.
                let shift = ((sides - 1) as f64 / 2.0 - side as f64) * 0.16;
                let shifted: Vec<(f64, f64)> = points.iter().map(|point| (point.0, point.1 + shift)).collect();
                plot.line(html, &format!("truth side-{side}"), &shifted);
            }
        },
        |_| {},
    );
}

fn bars(html: &mut Html, run: &Run, counts: &[[u32; 7]], bins: &Bins, most: f64, title: &str) {
    let plot = Plot { hours: run.hours(), most };
    let label = format!("Hostile acts {} in {title}", bins.words());
    html.with("div", &[("class", &"strip")], |html| {
        plot.draw(
            html,
            &label,
            |html| plot.times(html, run),
            |_| {},
            |html| {
                for (bin, counts) in counts.iter().enumerate() {
                    let (from, to) = (plot.x(bin as f64 * bins.hours), plot.x((bin + 1) as f64 * bins.hours));
                    let mut below = 0.0;
                    for (rung, &number) in counts.iter().enumerate().filter(|(_, number)| **number > 0) {
                        let above = below + f64::from(number);
                        let (top, bottom) = (plot.y(above), plot.y(below));
                        let (width, height) =
                            (super::html::Percent(to.0 - from.0), super::html::Percent(bottom.0 - top.0));
                        let class = format!("bar rung-{rung}");
                        html.empty(
                            "rect",
                            &[("class", &class), ("x", &from), ("y", &top), ("width", &width), ("height", &height)],
                        );
                        below = above;
                    }
                }
            },
        );
    });
}

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
    let plot = Plot::up_to(run, most * 1.02, 4);
    let title = format!("People of {}", run.side_name(side));
    let dead = last(&run.curve(&["dead"], side));
    let mut text = format!(
        "At most {} at once neither at home nor in cover; at most {} registered as displaced; residents dead by violence: {}.",
        count(moving),
        count(highest(&registered)),
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
    let of_side = |row: &&crate::model::LogRow| {
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
    let plot = Plot::up_to(run, highest(&points).max(LEAST_PEOPLE) * 1.02, 2);
    let peak = run.replication.measure("queue_peak_vehicles").unwrap_or(0.0);
    let mut text = format!("At most {} vehicles at once.", count(peak));
    if peak > highest(&points) {
        let apart = super::moment::length(run.recorder.step().hours());
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

/// A chart with its title, and in words what it shows.
fn figure(html: &mut Html, title: &str, text: &str, chart: impl FnOnce(&mut Html)) {
    html.with("figure", &[], |html| {
        html.with("figcaption", &[], |html| {
            html.element("h4", &[], title);
            html.element("p", &[], text);
        });
        chart(html);
    });
}

fn highest(points: &[(f64, f64)]) -> f64 {
    points.iter().fold(0.0, |most, point| most.max(point.1))
}

fn last(points: &[(f64, f64)]) -> f64 {
    points.last().map_or(0.0, |point| point.1)
}

/// The curves at a few moments, for those who read rather than look.
pub fn table(html: &mut Html, run: &Run) {
    html.with("details", &[("class", &"numbers")], |html| {
        html.element("summary", &[], "The same as a table");
        html.with(
            "div",
            &[("class", &"scroll"), ("tabindex", &"0"), ("role", &"region"), ("aria-label", &"Curves as a table")],
            |html| {
                html.with("table", &[], |html| {
                    let columns = steps::columns(run);
                    html.with("thead", &[], |html| {
                        html.with("tr", &[], |html| {
                            html.element("th", &[("scope", &"col")], "Local time");
                            for column in &columns {
                                html.element("th", &[("scope", &"col")], &column.name(run));
                            }
                        })
                    });
                    html.with("tbody", &[], |html| {
                        for moment in steps::moments(run, 15) {
                            html.with("tr", &[], |html| {
                                html.element(
                                    "th",
                                    &[("scope", &"row")],
                                    &super::moment::moment(run, steps::hours(run, moment)),
                                );
                                for column in &columns {
                                    let value = column.values[moment];
                                    let text =
                                        if value == steps::NOTHING { "–".to_string() } else { count(value as f64) };
                                    html.element("td", &[], &text);
                                }
                            });
                        }
                    });
                });
            },
        );
    });
}
