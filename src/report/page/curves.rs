//! The curves of a page: casualties and escalation, and all of them as a table.

use crate::model::ids::{SectorId, SideId};
use crate::model::setup::RUNG_MAX;

use super::super::bands::bands;
use super::super::claims::{Subject, line, offices};
use super::super::escalation::{self, Bins, busiest};
use super::super::run::Run;
use super::super::words::{count, number_of, one_line};
use super::html::Html;
use super::plot::Plot;
use super::steps;

/// Least number at the top of an axis, so that a quiet run does not look like a busy one.
const LEAST_KILLED: f64 = 4.0;
/// Room of a chart of a sector, in the pixels of the other figures: decides how fine the bars are.
const BARS_ACROSS: f64 = 600.0;

/// What is counted in the charts of casualties.
const TOLLS: [&str; 2] = ["Killed", "Wounded"];

/// Killed and wounded of a side, in truth and as each office says: one chart a measure and side.
pub fn casualties(html: &mut Html, run: &Run) {
    let sides = run.setup.sides.len();
    let hours = super::super::casualties::hours(run, sides);
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
        casualty_chart(html, run, (row, side), &curves[row][side], (hours, most));
    }
}

fn casualty_chart(
    html: &mut Html,
    run: &Run,
    (row, side): (usize, usize),
    curves: &[Curve],
    (hours, most): (f64, f64),
) {
    let title = format!("{} of {}", TOLLS[row], run.side_name(side));
    let in_words = |curve: &Curve| match curve.claimant {
        None => format!("{} in truth of the run", count(last(&curve.points))),
        Some(claimant) => format!("{} as {} says", count(last(&curve.points)), run.side_name(claimant)),
    };
    let parts: Vec<String> = curves.iter().map(in_words).collect();
    let until = if hours < run.hours() { " Unchanged after the last hour shown." } else { "" };
    let text = format!("At the end: {}.{until}", parts.join(", "));
    figure(html, &title, &text, |html| {
        let plot = Plot::up_to(hours, most * 1.04, 4);
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
    let hours = escalation::hours(run);
    let bins = Bins::new(hours, BARS_ACROSS);
    let sectors = busiest(run);
    let most = sectors.iter().map(|&sector| bins.most(run, sector)).fold(0.0, f64::max);
    for &sector in &sectors {
        let counts = bins.count(run, sector);
        let acts = counts.iter().flatten().sum::<u32>() as usize;
        let title = one_line(&run.setup.sectors[sector.index()].name, 60);
        let highest = |side: usize| {
            let column = run.recorder.curves.find("authorised_rung", Some(SideId::at(side)), Some(sector));
            column.map_or(0.0, |column| highest(&run.recorder.curves.points(column)))
        };
        let rungs: Vec<String> = (0..run.setup.sides.len())
            .map(|side| format!("{} up to rung {}", run.side_name(side), highest(side)))
            .collect();
        let text = format!("{}; authorised: {}.", number_of(acts, "hostile act", "hostile acts"), rungs.join(", "));
        figure(html, &title, &text, |html| {
            rungs_chart(html, run, (sector, hours), &format!("Authorised rung in {title} over time. {text}"));
            bars(html, run, (&counts, &bins), (hours, most), &title);
        });
    }
    let quiet = if hours < run.hours() { " Quiet after the last hour shown." } else { "" };
    let note = format!("Bars: hostile acts {}, by rung; the highest bar is {}.{quiet}", bins.words(), count(most));
    html.element("p", &[("class", &"quiet")], &note);
}

fn rungs_chart(html: &mut Html, run: &Run, (sector, hours): (SectorId, f64), label: &str) {
    let plot = Plot { hours, most: f64::from(RUNG_MAX) };
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

fn bars(html: &mut Html, run: &Run, (counts, bins): (&[[u32; 7]], &Bins), (hours, most): (f64, f64), title: &str) {
    let plot = Plot { hours, most };
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

/// A chart with its title, and in words what it shows.
pub(super) fn figure(html: &mut Html, title: &str, text: &str, chart: impl FnOnce(&mut Html)) {
    html.with("figure", &[], |html| {
        html.with("figcaption", &[], |html| {
            html.element("h4", &[], title);
            html.element("p", &[], text);
        });
        chart(html);
    });
}

/// The highest value of a line, at least nought.
pub(super) fn highest(points: &[(f64, f64)]) -> f64 {
    points.iter().fold(0.0, |most, point| most.max(point.1))
}

/// The last value of a line.
pub(super) fn last(points: &[(f64, f64)]) -> f64 {
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
