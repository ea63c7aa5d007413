//! Every ceasefire attempt: a strip of time, and a table in words.

use crate::engine::Time;
use crate::model::ceasefire::Form;
use crate::model::timeline::{End, Truce};

use super::super::bands::bands;
use super::super::run::Run;
use super::super::words::{number_of, one_line};
use super::html::{Html, Percent};
use super::legends;
use super::moment::moment;
use super::plot::Plot;

/// Most attempts listed one by one.
const LISTED_MOST: usize = 40;

/// Strip and table.
pub fn write(html: &mut Html, run: &Run) {
    let truces = run.recorder.timeline();
    if truces.is_empty() {
        html.element("p", &[], "No ceasefire was proposed.");
        return;
    }
    legends::ceasefires(html, run);
    strip(html, run, &truces);
    html.with(
        "div",
        &[("class", &"scroll"), ("tabindex", &"0"), ("role", &"region"), ("aria-label", &"Ceasefire attempts")],
        |html| {
            html.with("table", &[], |html| {
                html.with("thead", &[], |html| {
                    html.with("tr", &[], |html| {
                        for head in ["Proposed", "Channel", "Agreed", "End", "Breaches", "Form", "Known at every post"]
                        {
                            html.element("th", &[("scope", &"col")], head);
                        }
                    })
                });
                html.with("tbody", &[], |html| {
                    for truce in truces.iter().take(LISTED_MOST) {
                        html.with("tr", &[], |html| row(html, run, truce));
                    }
                });
            });
        },
    );
    if truces.len() > LISTED_MOST {
        let more = number_of(truces.len() - LISTED_MOST, "more attempt stands", "more attempts stand");
        html.element("p", &[("class", &"quiet")], &format!("{more} in events.csv."));
    }
}

/// Talks as a thin line, spreading word hatched, a truce in force as a band, breaches as ticks, collapses as dark lines.
fn strip(html: &mut Html, run: &Run, truces: &[Truce]) {
    let plot = Plot { hours: run.hours(), most: 1.0 };
    let bands = bands(run, None);
    let talks = truces.iter().filter_map(|truce| {
        let end = truce.agreed.or(truce.end.map(|end| end.0)).map_or(run.hours(), Time::hours);
        Some((truce.proposed?.hours(), end))
    });
    html.with("div", &[("class", &"strip tall")], |html| {
        plot.draw(
            html,
            &format!("{} over time", number_of(truces.len(), "ceasefire attempt", "ceasefire attempts")),
            |html| {
                plot.truces(html, &bands);
                plot.times(html, run);
            },
            |_| {},
            |html| {
                for (from, until) in talks {
                    let (left, right) = (plot.x(from), plot.x(until));
                    let width = Percent((right.0 - left.0).max(0.1));
                    html.empty(
                        "rect",
                        &[("class", &"talks"), ("x", &left), ("width", &width), ("y", &"44%"), ("height", &"12%")],
                    );
                }
                let mut last = f64::NEG_INFINITY;
                for breach in truces.iter().flat_map(|truce| &truce.breaches) {
                    let x = plot.x(breach.time.hours());
                    if x.0 - last < 0.15 {
                        continue;
                    }
                    last = x.0;
                    html.empty(
                        "line",
                        &[("class", &"breach"), ("x1", &x), ("x2", &x), ("y1", &"66%"), ("y2", &"100%")],
                    );
                }
            },
        );
    });
}

fn row(html: &mut Html, run: &Run, truce: &Truce) {
    let at = |time: Option<Time>| time.map_or_else(|| "–".to_string(), |time| moment(run, time.hours()));
    let attempt = run.replication.world.attempts.get(truce.attempt.index());
    let channel = attempt.and_then(|attempt| run.setup.channels.get(attempt.channel.index()));
    let channel = channel.map_or_else(|| "talks".to_string(), |channel| one_line(&channel.name, 40));
    let form = match attempt.filter(|_| truce.was_agreed()).map(|attempt| attempt.form) {
        Some(Form::Verbal) => "verbal",
        Some(Form::Written) => "written",
        Some(Form::Withdrawal) => "written, with withdrawal",
        None => "–",
    };
    let end = match truce.end {
        Some((time, End::Held)) => format!("held (counted {})", moment(run, time.hours())),
        Some((time, end)) => format!("{} {}", end.words(), moment(run, time.hours())),
        None => "open at the end of the run".to_string(),
    };
    html.element("th", &[("scope", &"row")], &at(truce.proposed));
    for text in [&channel, &at(truce.agreed), &end, &truce.breaches.len().to_string(), form, &at(truce.in_force)] {
        html.element("td", &[], text);
    }
}
