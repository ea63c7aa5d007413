//! What the signs of a page mean. Every sign is drawn by the same rules as in its figure.

use super::super::bands::{bands, collapses};
use super::super::palette::{RUNG_NAMES, STATES};
use super::super::run::Run;
use super::html::Html;
use super::map::post_shape;

/// Patterns that figures refer to.
pub fn patterns(html: &mut Html) {
    html.with("svg", &[("class", &"patterns"), ("aria-hidden", &"true"), ("width", &"0"), ("height", &"0")], |html| {
        html.with("defs", &[], |html| {
            let size: [(&'static str, &dyn std::fmt::Display); 5] = [
                ("id", &"hatch"),
                ("width", &"6"),
                ("height", &"6"),
                ("patternUnits", &"userSpaceOnUse"),
                ("patternTransform", &"rotate(45)"),
            ];
            html.with("pattern", &size, |html| {
                html.empty("line", &[("class", &"hatch"), ("y2", &"6")]);
            });
        });
    });
}

/// A legend: signs with their meaning.
fn list(html: &mut Html, entries: impl FnOnce(&mut Html)) {
    html.with("ul", &[("class", &"legend")], entries);
}

fn entry(html: &mut Html, text: &str, sign: impl FnOnce(&mut Html)) {
    html.with("li", &[], |html| {
        let room = "-18 -18 36 36";
        html.with("svg", &[("class", &"sign"), ("viewBox", &room), ("aria-hidden", &"true")], sign);
        html.text(text);
    });
}

fn line(html: &mut Html, text: &str, class: &str) {
    entry(html, text, |html| html.empty("path", &[("class", &class), ("d", &"M-17 0H17")]));
}

fn area(html: &mut Html, text: &str, class: &str) {
    entry(html, text, |html| {
        html.empty("rect", &[("class", &class), ("x", &"-16"), ("y", &"-11"), ("width", &"32"), ("height", &"22")]);
    });
}

fn upright(html: &mut Html, text: &str, class: &str) {
    entry(html, text, |html| html.empty("path", &[("class", &class), ("d", &"M0-14V14")]));
}

fn truce_entries(html: &mut Html, run: &Run) {
    if run.truces().is_empty() {
        return;
    }
    area(html, "truce agreed, word spreads", "notice framed");
    area(html, "truce in force", "truce framed");
    if collapses(&bands(run, None), run.hours()).next().is_some() {
        upright(html, "truce collapses", "collapse");
    }
}

/// Lines of the casualties.
pub fn casualties(html: &mut Html, run: &Run) {
    list(html, |html| {
        for side in 0..run.setup.sides.len() {
            line(html, &format!("{}, in truth of the run", run.side_name(side)), &format!("truth side-{side}"));
        }
        for side in (0..run.setup.sides.len()).filter(|&side| run.setup.sides[side].has_office) {
            line(html, &format!("as {} says", run.side_name(side)), &format!("claim side-{side}"));
        }
        if !run.setup.observed.is_empty() {
            entry(html, "documented, low to high", |html| {
                html.empty("path", &[("class", &"whisker"), ("d", &"M0-15V15")]);
                html.empty("circle", &[("class", &"observed"), ("r", &"6")]);
            });
        }
        truce_entries(html, run);
    });
}

/// Lines and bars of the escalation.
pub fn rungs(html: &mut Html, run: &Run) {
    list(html, |html| {
        for side in 0..run.setup.sides.len() {
            line(html, &run.side_name(side), &format!("truth side-{side}"));
        }
        for (rung, name) in RUNG_NAMES.iter().enumerate() {
            area(html, &format!("{rung} {name}"), &format!("bar rung-{rung}"));
        }
    });
}

/// Areas of the people.
pub fn people(html: &mut Html, run: &Run) {
    list(html, |html| {
        for (state, (_, name, _)) in STATES.iter().enumerate() {
            area(html, name, &format!("state-{state} framed"));
        }
        for side in (0..run.setup.sides.len()).filter(|&side| run.setup.sides[side].has_office) {
            line(html, &format!("displaced as {} registers", run.side_name(side)), &format!("claim side-{side}"));
        }
        entry(html, "order to leave", |html| html.empty("path", &[("class", &"order"), ("d", &"M0-15V-4")]));
    });
}

/// Signs of the strip of ceasefires.
pub fn ceasefires(html: &mut Html, run: &Run) {
    list(html, |html| {
        area(html, "talks", "talks");
        truce_entries(html, run);
        entry(html, "breach", |html| html.empty("path", &[("class", &"breach"), ("d", &"M0 3V15")]));
    });
}

/// Signs of the map.
pub fn map(html: &mut Html, run: &Run) {
    let village = |html: &mut Html, class: &str| {
        html.with("g", &[("class", &class)], |html| {
            html.empty("circle", &[("class", &"body"), ("r", &"9")]);
            html.empty("circle", &[("class", &"mark"), ("r", &"13")]);
        });
    };
    let other = if run.setup.sides.len() > 1 { 1 } else { 0 };
    list(html, |html| {
        for side in 0..run.setup.sides.len() {
            area(html, &run.side_name(side), &format!("fill side-{side}"));
        }
        entry(html, "village, by people", |html| village(html, "village plain"));
        entry(html, "hit by fire or entered", |html| village(html, "village plain hit"));
        entry(html, "soldiers of another side in it", |html| village(html, "village plain hit entered"));
        entry(html, "people have begun to leave", |html| village(html, "village plain left"));
        entry(html, "border post", |html| html.with("g", &[("class", &"post side-0 owner-0")], post_shape));
        entry(html, "held by another side (frame: its own)", |html| {
            html.with("g", &[("class", &format!("post held side-{other} owner-0"))], post_shape);
        });
        for (text, class) in [("contested site", "site"), ("the same, destroyed", "site destroyed")] {
            entry(html, text, |html| {
                html.with("g", &[("class", &class)], |html| html.empty("path", &[("d", &"M0-13 13 0 0 13-13 0Z")]));
            });
        }
        entry(html, "town with shelters", |html| {
            html.with("g", &[("class", &"town plain")], |html| {
                html.empty("circle", &[("class", &"outer"), ("r", &"12")]);
                html.empty("circle", &[("class", &"body"), ("r", &"6")]);
            });
        });
        entry(html, "road closed", |html| {
            html.with("g", &[("class", &"closure closed")], |html| {
                html.empty("circle", &[("r", &"11")]);
                html.empty("path", &[("d", &"M-7-7 7 7M-7 7 7-7")]);
            });
        });
        for (rung, name) in RUNG_NAMES.iter().enumerate().skip(1) {
            let text = format!("act on rung {rung}: {name}");
            entry(html, &text, |html| {
                html.with("g", &[("class", &"rings")], |html| {
                    html.empty("circle", &[("class", &format!("rung-{rung}")), ("r", &(5 + 2 * rung))]);
                });
            });
        }
    });
}
