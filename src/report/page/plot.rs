//! A chart that any width suits without a script: lines are stretched to the room there is, while letters and marks, which
//! stand at shares of it, keep their size.

use super::super::axes::{TimeTick, time_ticks, value_ticks};
use super::super::bands::{Band, collapses};
use super::super::run::Run;
use super::super::words;
use super::html::{Html, Percent, Short};

/// Units of the stretched drawing across and down.
const ACROSS: f64 = 1_200.0;
const DOWN: f64 = 600.0;
/// Least number of sharp steps across: a chart is rarely wider on any screen.
const STEPS_MOST: usize = 1_200;
/// Labels of time on a phone, and on a screen with more room.
const NARROW: usize = 5;
const WIDE: usize = 9;

/// The scales of a chart, time across.
#[derive(Clone, Copy, Debug)]
pub struct Plot {
    /// Hours at the right edge; 0 at the left.
    pub hours: f64,
    /// Value at the top edge; 0 at the bottom.
    pub most: f64,
}

impl Plot {
    /// A chart up to a nice value above `most`, with about `wanted` steps.
    pub fn up_to(hours: f64, most: f64, wanted: usize) -> Plot {
        Plot { hours, most: value_ticks(most, wanted).last().copied().unwrap_or(1.0) }
    }

    /// Where an hour stands across.
    pub fn x(&self, hours: f64) -> Percent {
        Percent(100.0 * (hours / self.hours).clamp(0.0, 1.0))
    }

    /// Where a value stands, from the top.
    pub fn y(&self, value: f64) -> Percent {
        Percent(100.0 - 100.0 * (value / self.most).clamp(0.0, 1.0))
    }

    /// The chart. `label` says in words what it shows; `behind` is drawn below the stretched lines, `lines` draws those, and
    /// `front` comes last.
    pub fn draw(
        &self,
        html: &mut Html,
        label: &str,
        behind: impl FnOnce(&mut Html),
        lines: impl FnOnce(&mut Html),
        front: impl FnOnce(&mut Html),
    ) {
        html.with(
            "svg",
            &[("class", &"plot"), ("data-hours", &Short(self.hours)), ("role", &"img"), ("aria-label", &label)],
            |html| {
                behind(html);
                let room = format!("0 0 {ACROSS} {DOWN}");
                let size: [(&str, &dyn std::fmt::Display); 4] =
                    [("viewBox", &room), ("preserveAspectRatio", &"none"), ("width", &"100%"), ("height", &"100%")];
                html.with("svg", &size, lines);
                html.empty("line", &[("class", &"axis"), ("x2", &"100%"), ("y1", &"100%"), ("y2", &"100%")]);
                front(html);
            },
        );
    }

    /// Grid lines at values with their labels.
    pub fn values(&self, html: &mut Html, wanted: usize) {
        for value in value_ticks(self.most, wanted) {
            let y = self.y(value);
            html.empty("line", &[("class", &"grid"), ("x2", &"100%"), ("y1", &y), ("y2", &y)]);
            let place: [(&'static str, &dyn std::fmt::Display); 5] =
                [("class", &"value"), ("x", &"0"), ("dx", &"-6"), ("y", &y), ("dy", &"4")];
            html.element("text", &place, &words::count(value));
        }
    }

    /// Local time below, in fewer labels where there is less room.
    pub fn times(&self, html: &mut Html, run: &Run) {
        for (class, most) in [("narrow", NARROW), ("wide", WIDE)] {
            html.with("g", &[("class", &class)], |html| {
                let ticks = time_ticks(&run.setup.calendar, self.hours, most);
                let mut free = f64::NEG_INFINITY;
                for tick in &ticks {
                    self.time(html, tick, &mut free, 90.0 / most as f64);
                }
            });
        }
    }

    fn time(&self, html: &mut Html, tick: &TimeTick, free: &mut f64, apart: f64) {
        let x = self.x(tick.hours);
        if x.0 < *free {
            return;
        }
        html.empty("line", &[("class", &"grid"), ("x1", &x), ("x2", &x), ("y2", &"100%")]);
        *free = x.0 + apart * 0.8;
        let anchor = if x.0 > 97.0 { "time end" } else { "time" };
        html.element("text", &[("class", &anchor), ("x", &x), ("y", &"100%"), ("dy", &"17")], &tick.label);
        if let Some(date) = &tick.date {
            html.element("text", &[("class", &anchor), ("x", &x), ("y", &"100%"), ("dy", &"32")], date);
        }
    }

    /// Truces: hatched while word spreads, a pale band in force, a dark line where one collapses.
    pub fn truces(&self, html: &mut Html, bands: &[Band]) {
        for band in bands {
            self.rectangle(html, "notice", (band.agreed, band.known));
            self.rectangle(html, "truce", (band.known, band.end));
        }
        for end in collapses(bands, self.hours) {
            let x = self.x(end);
            html.empty("line", &[("class", &"collapse"), ("x1", &x), ("x2", &x), ("y2", &"100%")]);
        }
    }

    fn rectangle(&self, html: &mut Html, class: &'static str, (from, until): (f64, f64)) {
        let (left, right) = (self.x(from), self.x(until));
        if right.0 > left.0 {
            let width = Percent(right.0 - left.0);
            html.empty("rect", &[("class", &class), ("x", &left), ("width", &width), ("height", &"100%")]);
        }
    }

    /// A stepped line through (hours, value), for the stretched drawing.
    pub fn line(&self, html: &mut Html, class: &str, points: &[(f64, f64)]) {
        html.empty("path", &[("class", &class), ("d", &self.path(points, false))]);
    }

    /// The area under a stepped line.
    pub fn area(&self, html: &mut Html, class: &str, points: &[(f64, f64)]) {
        html.empty("path", &[("class", &class), ("d", &self.path(points, true))]);
    }

    fn path(&self, points: &[(f64, f64)], closed: bool) -> String {
        let every = ACROSS / STEPS_MOST.min(ACROSS as usize) as f64;
        let mut steps: Vec<(i64, i64)> = Vec::new();
        for &(hours, value) in points {
            let x = (ACROSS * (hours / self.hours).clamp(0.0, 1.0) / every).round() * every;
            let y = DOWN - DOWN * (value / self.most).clamp(0.0, 1.0);
            let (x, y) = (x as i64, y.round() as i64);
            match steps.last_mut() {
                // Of several values at one place the last stands.
                Some(last) if last.0 == x => last.1 = y,
                _ => steps.push((x, y)),
            }
        }
        draw_steps(&steps, closed.then_some(DOWN as i64))
    }

    /// A documented point with its range.
    pub fn observed(&self, html: &mut Html, hours: f64, (low, best, high): (f64, f64, f64)) {
        let (x, top, bottom) = (self.x(hours), self.y(high), self.y(low));
        if high > low {
            html.empty("line", &[("class", &"whisker"), ("x1", &x), ("x2", &x), ("y1", &top), ("y2", &bottom)]);
        }
        html.empty("circle", &[("class", &"observed"), ("cx", &x), ("cy", &self.y(best)), ("r", &"3.5")]);
    }

    /// A short mark at the top edge.
    pub fn tick(&self, html: &mut Html, class: &str, hours: f64, (top, bottom): (f64, f64)) {
        let x = self.x(hours);
        html.empty("line", &[("class", &class), ("x1", &x), ("x2", &x), ("y1", &top), ("y2", &bottom)]);
    }
}

/// A path along steps, relative so that it is short; closed at a base line where one is given.
fn draw_steps(steps: &[(i64, i64)], base: Option<i64>) -> String {
    use std::fmt::Write;
    let Some(&(first, height)) = steps.first() else { return String::new() };
    let mut path = format!("M{first} {height}");
    let (mut x, mut y) = (first, height);
    for (index, &(to, level)) in steps.iter().enumerate().skip(1) {
        // A flat stretch needs its end only.
        if level == y && index + 1 < steps.len() {
            continue;
        }
        let _ = write!(path, "h{}", to - x);
        if level != y {
            let _ = write!(path, "v{}", level - y);
        }
        (x, y) = (to, level);
    }
    if let Some(base) = base {
        let _ = write!(path, "V{base}H{first}Z");
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_relative_and_flat_stretches_are_one() {
        assert_eq!(draw_steps(&[(0, 10), (5, 10), (9, 4), (12, 4)], None), "M0 10h9v-6h3");
        assert_eq!(draw_steps(&[(0, 10), (4, 6)], Some(20)), "M0 10h4v-4V20H0Z");
        assert_eq!(draw_steps(&[], None), "");
    }

    #[test]
    fn values_stand_at_shares_of_the_room() {
        let plot = Plot { hours: 10.0, most: 4.0 };
        assert_eq!((plot.x(2.5).to_string(), plot.y(1.0).to_string()), ("25%".into(), "75%".into()));
        assert_eq!(plot.y(9.0).to_string(), "0%", "nothing is drawn above the chart");
        assert_eq!(plot.path(&[(0.0, 0.0), (5.0, 2.0), (5.001, 4.0)], false), "M0 600h600v-600");
    }
}
