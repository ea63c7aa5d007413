//! What only the script can work: it stands hidden until the script shows it.

use super::super::run::Run;
use super::html::Html;
use super::moment;
use super::steps;

/// How the slider is used.
pub const HINT: &str = "Move the slider to see the map and the numbers at any moment; a line marks it in every chart.";

/// The slider of the moment, with its buttons.
pub fn slider(html: &mut Html, run: &Run) {
    let last = steps::number(run) - 1;
    html.with("div", &[("class", &"timebar"), ("id", &"timebar"), ("hidden", &"")], |html| {
        html.with("div", &[("class", &"buttons")], |html| {
            button(html, "to-start", "Start");
            button(html, "act-before", "◀ Act before");
            button(html, "act-after", "Next act ▶");
            button(html, "to-end", "End");
            button(html, "play", "Play");
        });
        html.with("div", &[("class", &"slide")], |html| {
            html.element("label", &[("for", &"slider")], "Moment of the run");
            html.element(
                "output",
                &[("id", &"moment"), ("for", &"slider")],
                &moment::full(run, run.replication.end_hours),
            );
            html.empty(
                "input",
                &[
                    ("type", &"range"),
                    ("id", &"slider"),
                    ("min", &"0"),
                    ("max", &last),
                    ("step", &"1"),
                    ("value", &last),
                    ("autocomplete", &"off"),
                    ("aria-valuetext", &moment::full(run, run.replication.end_hours)),
                ],
            );
        });
    });
}

fn button(html: &mut Html, id: &'static str, text: &str) {
    html.element("button", &[("type", &"button"), ("id", &id)], text);
}

/// The numbers at the moment of the slider.
pub fn moment(html: &mut Html) {
    html.with("div", &[("id", &"at-moment"), ("hidden", &"")], |html| {
        html.element("h4", &[("id", &"at-moment-heading")], "At this moment");
        html.element("p", &[("id", &"truce-now")], "");
        let scroll: [(&'static str, &dyn std::fmt::Display); 4] =
            [("class", &"scroll"), ("tabindex", &"0"), ("role", &"region"), ("aria-labelledby", &"at-moment-heading")];
        html.with("div", &scroll, |html| {
            html.with("table", &[("aria-labelledby", &"at-moment-heading"), ("id", &"numbers-now")], |_| {});
        });
    });
}

/// Log and causes.
pub fn log(html: &mut Html) {
    html.with("section", &[("id", &"log"), ("aria-labelledby", &"log-heading")], |html| {
        html.element("h2", &[("id", &"log-heading")], "Log and causes");
        html.with("noscript", &[], |html| {
            let text = "The log, the slider and the causes need JavaScript, which is off here. The whole log is the file events.csv in the directory of the run.";
            html.element("p", &[], text);
        });
        html.with("div", &[("id", &"log-parts"), ("hidden", &"")], |html| {
            html.element("p", &[("class", &"quiet")], "Choose an event to see what it goes back to, and what it set off.");
            html.with("div", &[("class", &"log-row")], |html| {
                html.with("div", &[("class", &"log-main")], |html| {
                    filters(html);
                    html.element("p", &[("id", &"log-count"), ("role", &"status")], "");
                    html.with("table", &[("id", &"log-table"), ("aria-labelledby", &"log-heading")], |html| {
                        html.with("thead", &[], |html| {
                            html.with("tr", &[], |html| {
                                for head in ["Time", "Event", "Rung", "Killed"] {
                                    html.element("th", &[("scope", &"col")], head);
                                }
                            });
                        });
                        html.element("tbody", &[("id", &"log-rows")], "");
                    });
                    html.with("div", &[("class", &"buttons")], |html| {
                        button(html, "log-earlier", "Earlier");
                        button(html, "log-later", "Later");
                    });
                });
                html.with("aside", &[("id", &"why"), ("aria-labelledby", &"why-heading")], |html| {
                    html.element("h3", &[("id", &"why-heading"), ("tabindex", &"-1")], "No event chosen");
                    html.element("div", &[("id", &"why-body")], "");
                });
                html.element("p", &[("id", &"why-status"), ("role", &"status"), ("class", &"unseen")], "");
            });
        });
    });
}

fn filters(html: &mut Html) {
    html.with("form", &[("id", &"filters"), ("aria-label", &"Filter the log")], |html| {
        for (id, label) in [("filter-kind", "Show"), ("filter-side", "Side"), ("filter-rung", "Rung")] {
            html.with("div", &[], |html| {
                html.element("label", &[("for", &id)], label);
                html.element("select", &[("id", &id)], "");
            });
        }
        html.with("div", &[], |html| {
            html.element("label", &[("for", &"filter-text")], "Text");
            html.empty(
                "input",
                &[("type", &"search"), ("id", &"filter-text"), ("autocomplete", &"off"), ("spellcheck", &"false")],
            );
        });
    });
}
