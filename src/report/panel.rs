//! A panel: a rectangle with a value axis and the time axis, and what is drawn into it.

use crate::model::setup::Calendar;

use super::axes::{TimeTick, elapsed_ticks, time_ticks, value_ticks};
use super::bands::{Band, collapses};
use super::palette::{self, AXIS, GRID, Ink, QUIET, TEXT};
use super::picture::{Anchor, Picture, Point, Text};
use super::{font, words};

/// Size of ordinary text.
pub const SIZE: f64 = 22.0;

/// A rectangle with its scales.
#[derive(Clone, Copy, Debug)]
pub struct Panel {
    /// Left edge in pixels.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Bottom edge.
    pub bottom: f64,
    /// Hours at the right edge; the left edge is 0.
    pub hours: f64,
    /// Value at the top edge; the bottom edge is 0.
    pub most: f64,
}

impl Panel {
    /// Pixel position of an hour.
    pub fn x(&self, hours: f64) -> f64 {
        self.left + (hours / self.hours).clamp(0.0, 1.0) * (self.right - self.left)
    }

    /// Pixel position of a value.
    pub fn y(&self, value: f64) -> f64 {
        self.bottom - (value / self.most).clamp(0.0, 1.0) * (self.bottom - self.top)
    }

    /// Pixel position of an hour and a value.
    pub fn at(&self, hours: f64, value: f64) -> Point {
        (self.x(hours), self.y(value))
    }

    /// Grid lines at values, with their labels left of the panel where wanted.
    pub fn values(&self, picture: &mut Picture, wanted: usize, labels: bool) {
        for value in value_ticks(self.most, wanted) {
            let y = self.y(value);
            picture.line(vec![(self.left, y), (self.right, y)], GRID, 1.0);
            if labels {
                picture.text((self.left - 10.0, y + 8.0), words::count(value), SIZE, TEXT, Anchor::End);
            }
        }
    }

    /// Axis title with its unit, reading upwards.
    pub fn value_title(&self, picture: &mut Picture, x: f64, text: &str) {
        picture.label(Text {
            at: (x, f64::midpoint(self.top, self.bottom)),
            text: text.to_string(),
            size: SIZE,
            bold: false,
            ink: TEXT,
            anchor: Anchor::Middle,
            upwards: true,
        });
    }

    /// The bottom line, and the local time below it where wanted.
    pub fn local_time(&self, picture: &mut Picture, calendar: &Calendar, labels: bool) {
        picture.line(vec![(self.left, self.bottom), (self.right, self.bottom)], AXIS, 2.0);
        let room = ((self.right - self.left) / 77.0) as usize;
        let mut free = (f64::NEG_INFINITY, f64::NEG_INFINITY);
        for tick in time_ticks(calendar, self.hours, room.max(2)) {
            let x = self.x(tick.hours);
            picture.line(vec![(x, self.bottom), (x, self.bottom + 7.0)], AXIS, 2.0);
            if labels {
                self.time_label(picture, x, &tick, &mut free);
            }
        }
    }

    fn time_label(&self, picture: &mut Picture, x: f64, tick: &TimeTick, free: &mut (f64, f64)) {
        let place = |picture: &mut Picture, text: &str, y: f64, free: &mut f64| {
            let half = font::width(text, SIZE, false) / 2.0;
            // Labels stay clear of those of a panel beside this one.
            let x = x.clamp(self.left + half - 16.0, (self.right - half + 16.0).max(self.left + half - 16.0));
            if x - half > *free {
                picture.text((x, y), text, SIZE, TEXT, Anchor::Middle);
                *free = x + half + 10.0;
            }
        };
        place(picture, &tick.label, self.bottom + 30.0, &mut free.0);
        if let Some(date) = &tick.date {
            place(picture, date, self.bottom + 57.0, &mut free.1);
        }
    }

    /// Time since the start, above the panel.
    pub fn elapsed_time(&self, picture: &mut Picture) {
        let room = ((self.right - self.left) / 95.0) as usize;
        for (hours, label) in elapsed_ticks(self.hours, room.max(2)) {
            let x = self.x(hours);
            picture.line(vec![(x, self.top), (x, self.top - 6.0)], AXIS, 1.5);
            // The last label stays within the panel: a legend may begin right of it.
            let last = x + font::width(&label, SIZE, false) / 2.0 > self.right + 10.0;
            let anchor = if last { Anchor::End } else { Anchor::Middle };
            picture.text((x, self.top - 18.0), label, SIZE, QUIET, anchor);
        }
        picture.line(vec![(self.left, self.top), (self.right, self.top)], AXIS, 1.0);
    }

    /// Truces: hatched while word spreads, a pale band in force. Drawn below everything else.
    pub fn truces(&self, picture: &mut Picture, bands: &[Band]) {
        for band in bands {
            let (left, right) = (self.x(band.agreed), self.x(band.known));
            hatched(picture, (left, self.top), (right, self.bottom));
            if band.end > band.known {
                picture.rectangle((right, self.top), (self.x(band.end), self.bottom), palette::TRUCE);
            }
        }
    }

    /// A dark line where a truce collapses. Drawn above the grid.
    pub fn collapses(&self, picture: &mut Picture, bands: &[Band]) {
        for end in collapses(bands, self.hours) {
            let x = self.x(end);
            picture.line(vec![(x, self.top), (x, self.bottom)], TEXT, 2.0);
        }
    }

    /// A stepped line through (hours, value).
    pub fn steps(&self, points: &[(f64, f64)], shift: f64) -> Vec<Point> {
        let mut line: Vec<Point> = Vec::new();
        for &(hours, value) in points {
            let (x, y) = self.at(hours, value);
            let y = y + shift;
            match line.last() {
                Some(&(_, last)) if last != y => line.extend([(x, last), (x, y)]),
                // A flat stretch needs its ends only.
                Some(_) if line.len() > 1 && line[line.len() - 2].1 == y => {
                    if let Some(end) = line.last_mut() {
                        end.0 = x;
                    }
                }
                _ => line.push((x, y)),
            }
        }
        line
    }

    /// An observed point with its range.
    pub fn observed(&self, picture: &mut Picture, hours: f64, (low, best, high): (f64, f64, f64)) {
        let x = self.x(hours);
        let ink = palette::BLACK;
        if high > low {
            for value in [low, high] {
                picture.line(vec![(x - 7.0, self.y(value)), (x + 7.0, self.y(value))], ink, 2.0);
            }
            picture.line(vec![(x, self.y(low)), (x, self.y(high))], ink, 2.0);
        }
        picture.disc((x, self.y(best)), 8.0, palette::WHITE);
        picture.ring((x, self.y(best)), 7.0, ink, 3.0);
    }
}

/// Diagonal lines within a rectangle.
pub fn hatched(picture: &mut Picture, (left, top): Point, (right, bottom): Point) {
    const GAP: f64 = 11.0;
    let height = bottom - top;
    // Lines x - y = offset, on one lattice for the whole picture so that neighbours join.
    let mut offset = ((left - bottom) / GAP).ceil() * GAP;
    while offset < right - top {
        let (from, to) = ((offset + top).max(left), (offset + top + height).min(right));
        if to > from {
            picture.line(vec![(from, from - offset), (to, to - offset)], palette::NOTICE, 1.5);
        }
        offset += GAP;
    }
}

/// How an entry of a legend is drawn.
#[derive(Clone, Copy, Debug)]
pub enum Swatch {
    /// A full line.
    Line(Ink),
    /// A dashed line.
    Dashed(Ink),
    /// A line of a width, dashed or not.
    Styled(Ink, f64, Option<(f64, f64)>),
    /// A dot.
    Dot(Ink),
    /// A filled box.
    Box(Ink),
    /// A hatched box.
    Hatched,
    /// A dark upright line.
    Upright,
    /// An observed point.
    Observed,
    /// A short upright tick.
    Tick(Ink, f64),
    /// Nothing: a heading.
    Heading,
}

/// Draws a legend from a point downwards and returns where it ends. Long entries break into lines within `width`.
pub fn legend(picture: &mut Picture, (x, mut y): Point, width: f64, entries: &[(Swatch, String)]) -> f64 {
    for (swatch, text) in entries {
        let heading = matches!(swatch, Swatch::Heading);
        let indent = if heading { 0.0 } else { 52.0 };
        draw_swatch(picture, *swatch, (x, y - 8.0));
        for line in wrap(text, SIZE, width - indent, heading) {
            let at = (x + indent, y);
            if heading {
                picture.bold(at, line, SIZE, TEXT, Anchor::Start);
            } else {
                picture.text(at, line, SIZE, TEXT, Anchor::Start);
            }
            y += 27.0;
        }
        y += if heading { 6.0 } else { 8.0 };
    }
    y
}

/// Draws a legend from a point to the right, in as many lines as it needs.
pub fn legend_row(picture: &mut Picture, (x, mut y): Point, right: f64, entries: &[(Swatch, String)]) {
    let mut free = x;
    for (swatch, text) in entries {
        let heading = matches!(swatch, Swatch::Heading);
        let indent = if heading { 0.0 } else { 52.0 };
        let text = fit(text, SIZE, right - x - indent, heading);
        let width = indent + font::width(&text, SIZE, heading);
        if free > x && free + width > right {
            (free, y) = (x, y + 32.0);
        }
        draw_swatch(picture, *swatch, (free, y - 8.0));
        let at = (free + indent, y);
        if heading {
            picture.bold(at, text, SIZE, TEXT, Anchor::Start);
        } else {
            picture.text(at, text, SIZE, TEXT, Anchor::Start);
        }
        free += width + 36.0;
    }
}

fn draw_swatch(picture: &mut Picture, swatch: Swatch, (x, y): Point) {
    let line = vec![(x, y), (x + 40.0, y)];
    match swatch {
        Swatch::Line(ink) => picture.line(line, ink, 4.0),
        Swatch::Dashed(ink) => picture.dashed(line, ink, 3.0, DASH),
        Swatch::Styled(ink, width, None) => picture.line(line, ink, width),
        Swatch::Styled(ink, width, Some(dash)) => picture.dashed(line, ink, width, dash),
        Swatch::Dot(ink) => picture.disc((x + 20.0, y), 8.0, ink),
        Swatch::Box(ink) => {
            picture.rectangle((x, y - 11.0), (x + 40.0, y + 11.0), ink);
            picture.frame((x, y - 11.0), (x + 40.0, y + 11.0), AXIS, 1.0);
        }
        Swatch::Hatched => {
            hatched(picture, (x, y - 11.0), (x + 40.0, y + 11.0));
            picture.frame((x, y - 11.0), (x + 40.0, y + 11.0), AXIS, 1.0);
        }
        Swatch::Upright => picture.line(vec![(x + 20.0, y - 13.0), (x + 20.0, y + 13.0)], TEXT, 2.0),
        Swatch::Observed => {
            picture.line(vec![(x + 20.0, y - 15.0), (x + 20.0, y + 15.0)], palette::BLACK, 2.0);
            for end in [-15.0, 15.0] {
                picture.line(vec![(x + 13.0, y + end), (x + 27.0, y + end)], palette::BLACK, 2.0);
            }
            picture.disc((x + 20.0, y), 8.0, palette::WHITE);
            picture.ring((x + 20.0, y), 7.0, palette::BLACK, 3.0);
        }
        Swatch::Tick(ink, height) => {
            picture.line(vec![(x + 20.0, y - height / 2.0), (x + 20.0, y + height / 2.0)], ink, 3.0);
        }
        Swatch::Heading => {}
    }
}

/// Dash and gap of claims.
pub const DASH: (f64, f64) = (11.0, 7.0);

/// Breaks a text into lines that fit a width.
pub fn wrap(text: &str, size: f64, width: f64, bold: bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if font::width(&format!("{line} {word}"), size, bold) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(fit(word, size, width, bold)),
        }
    }
    lines
}

/// Shortens a text until it fits a width.
pub fn fit(text: &str, size: f64, width: f64, bold: bool) -> String {
    let mut most = text.chars().count();
    let mut fitted = words::one_line(text, most);
    while most > 1 && font::width(&fitted, size, bold) > width {
        most -= 1;
        fitted = words::one_line(text, most);
    }
    fitted
}
