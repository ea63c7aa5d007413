//! What happened, in plain sentences and a few numbers. Truth of the run, what each office says, and what was documented
//! stand in columns of their own; they are never added up or weighed against each other.

use crate::model::timeline::{End, Truce};

use super::super::claims::{Subject, offices, statements};
use super::super::palette::RUNG_NAMES;
use super::super::run::Run;
use super::super::words::{count, number_of};
use super::html::Html;
use super::moment::{length, moment};

/// The section.
pub fn write(html: &mut Html, run: &Run) {
    html.with("section", &[("id", &"summary"), ("aria-labelledby", &"summary-heading")], |html| {
        html.element("h2", &[("id", &"summary-heading")], "What happened in this run");
        html.with("ul", &[("class", &"plain")], |html| {
            for sentence in sentences(run) {
                html.element("li", &[], &sentence);
            }
        });
        table(html, run);
    });
}

fn measure(run: &Run, name: &str) -> f64 {
    run.replication.measure(name).unwrap_or(0.0)
}

fn sentences(run: &Run) -> Vec<String> {
    let mut sentences = vec![course(run)];
    sentences.extend(acts(run));
    sentences.push(ceasefires(&run.recorder.timeline()));
    sentences.push(away(run));
    sentences
}

fn course(run: &Run) -> String {
    let (from, until) = (super::moment::full(run, 0.0), super::moment::full(run, run.replication.end_hours));
    let zone = crate::experiment::dates::zone(&run.setup.calendar);
    let ended = match run.replication.outcome.name() {
        "horizon" | "exhausted" => String::new(),
        name => format!(" It ended early: {name}."),
    };
    let days = length(run.replication.end_hours);
    format!("The run plays {days}, from {from} to {until} local time ({zone}).{ended}")
}

fn acts(run: &Run) -> Vec<String> {
    let acts = measure(run, "acts.total") as usize;
    if acts == 0 {
        return vec!["No hostile act happened.".to_string()];
    }
    let rung = measure(run, "peak_rung") as usize;
    let happened = if acts == 1 { "happened; it" } else { "happened; the most severe" };
    let severe = format!(
        "{} {happened} stood on rung {rung} of 6 ({}).",
        number_of(acts, "hostile act", "hostile acts"),
        RUNG_NAMES[rung.min(6)]
    );
    let tally = &run.replication.world.tally;
    let shots = match (tally.first.gunshot, tally.last_fire) {
        (Some(first), Some(last)) if first != last => format!(
            "Shots fell between {} and {}: {} from the first to the last.",
            moment(run, first.hours()),
            moment(run, last.hours()),
            length(last.hours() - first.hours())
        ),
        (Some(first), _) => format!("One shot fell, on {}.", moment(run, first.hours())),
        _ => "No shot fell.".to_string(),
    };
    vec![severe, shots]
}

fn ceasefires(truces: &[Truce]) -> String {
    if truces.is_empty() {
        return "No ceasefire was proposed.".to_string();
    }
    let ended = |how: End| truces.iter().filter(|truce| truce.end.is_some_and(|(_, end)| end == how)).count();
    let agreed = truces.iter().filter(|truce| truce.was_agreed()).count();
    let open = truces.iter().filter(|truce| truce.end.is_none()).count();
    let mut parts = Vec::new();
    let mut part = |number: usize, words: &str| {
        if number > 0 {
            parts.push(format!("{} {words}", count(number as f64)));
        }
    };
    part(ended(End::Collapsed), "collapsed");
    part(ended(End::Superseded), "gave way to a newer one");
    part(ended(End::Held), "held");
    part(open, "had not ended when the run did");
    let fate = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
    let were = if truces.len() == 1 { "was" } else { "were" };
    format!(
        "{} {were} proposed, {} agreed{fate}.",
        number_of(truces.len(), "ceasefire", "ceasefires"),
        count(agreed as f64)
    )
}

fn away(run: &Run) -> String {
    let parts: Vec<String> = (0..run.setup.sides.len())
        .map(|side| {
            let peak = &run.replication.world.tally.displaced[side];
            let name = run.side_name(side);
            match peak.peak {
                0 => format!("nobody of {name}"),
                people => {
                    format!("{} people of {name} (on {})", count(f64::from(people)), moment(run, peak.peak_at.hours()))
                }
            }
        })
        .collect();
    format!("Away from home at the peak: {}.", parts.join("; "))
}

fn table(html: &mut Html, run: &Run) {
    let offices = offices(run);
    let documented = !run.setup.observed.is_empty();
    // Beside the table, so that it does not scroll out of a narrow window with it.
    html.element(
        "p",
        &[("id", &"toll-caption"), ("class", &"quiet caption")],
        "In truth of the run, and as each office says at the end (range of its statements)",
    );
    html.with(
        "div",
        &[("class", &"scroll"), ("tabindex", &"0"), ("role", &"region"), ("aria-labelledby", &"toll-caption")],
        |html| {
            html.with("table", &[("class", &"tolls"), ("aria-labelledby", &"toll-caption")], |html| {
                html.with("thead", &[], |html| {
                    html.with("tr", &[], |html| {
                        html.element("td", &[], "");
                        html.element("th", &[("scope", &"col")], "In this run");
                        for &office in &offices {
                            html.element("th", &[("scope", &"col")], &format!("{} says", run.side_name(office)));
                        }
                        if documented {
                            html.element("th", &[("scope", &"col")], "Documented, last value");
                        }
                    });
                });
                html.with("tbody", &[], |html| {
                    for side in 0..run.setup.sides.len() {
                        for what in [Subject::Killed, Subject::Wounded, Subject::Away] {
                            html.with("tr", &[], |html| row(html, run, (side, what), &offices, documented));
                        }
                    }
                });
            });
        },
    );
}

fn row(html: &mut Html, run: &Run, (side, what): (usize, Subject), offices: &[usize], documented: bool) {
    let name = run.side_name(side);
    let (label, measure_of) = match what {
        Subject::Killed => (format!("Killed of {name}"), "killed"),
        Subject::Wounded => (format!("Wounded of {name}"), "wounded"),
        Subject::Away => (format!("Away from home, peak, {name}"), "displaced_registered"),
    };
    html.element("th", &[("scope", &"row")], &label);
    html.element("td", &[], &truth(run, side, what));
    for &office in offices {
        html.element("td", &[("class", &"claim")], &claim(run, office, side, what));
    }
    if documented {
        let measure = format!("{measure_of}.{}", run.setup.sides[side].id);
        let last = run.setup.observed.iter().filter(|point| point.measure == measure && point.hours <= run.hours());
        let text = last.max_by(|one, other| one.hours.total_cmp(&other.hours)).map_or_else(
            || "–".to_string(),
            |point| {
                let range = if point.high > point.low {
                    format!(" ({}–{})", count(point.low), count(point.high))
                } else {
                    String::new()
                };
                format!("{}{range}, {}, {}", count(point.best), moment(run, point.hours), point.claimant)
            },
        );
        html.element("td", &[("class", &"documented")], &text);
    }
}

fn truth(run: &Run, side: usize, what: Subject) -> String {
    let harm = &run.replication.world.tally.harm[side];
    let split = |total: u32, military: u32, civilian: u32| match total {
        0 => "0".to_string(),
        _ => format!(
            "{} ({}, {})",
            count(f64::from(total)),
            number_of(military as usize, "soldier", "soldiers"),
            number_of(civilian as usize, "civilian", "civilians")
        ),
    };
    match what {
        Subject::Killed => split(harm.killed(), harm.killed_military, harm.killed_civilian),
        Subject::Wounded => split(harm.wounded(), harm.wounded_military, harm.wounded_civilian),
        Subject::Away => count(f64::from(run.replication.world.tally.displaced[side].peak)),
    }
}

/// The last statement of an office about a side, with the lowest and highest of all.
fn claim(run: &Run, office: usize, side: usize, what: Subject) -> String {
    if what == Subject::Away && office == side {
        // What it had registered at the peak; its statements come hours apart and may miss it.
        return format!(
            "{} registered",
            count(f64::from(run.replication.world.offices[side].registered_displaced_peak))
        );
    }
    let values: Vec<u32> = statements(run, office, side, what).into_iter().map(|statement| statement.1).collect();
    let (Some(&last), Some(&least), Some(&most)) = (values.last(), values.iter().min(), values.iter().max()) else {
        return "–".to_string();
    };
    let number = |value: u32| count(f64::from(value));
    if least == most { number(last) } else { format!("{} ({}–{})", number(last), number(least), number(most)) }
}
