//! A chart: a rectangle with a scale in each direction, its grid and titles.

use crate::model::setup::Calendar;

use super::axes::elapsed_ticks;
use super::font;
use super::palette::{AXIS, GRID, QUIET, TEXT};
use super::panel::{Panel, SIZE, fit};
use super::picture::{Anchor, Picture, Point, Text};
use super::scale::Scale;

/// A rectangle with two scales.
#[derive(Clone, Copy, Debug)]
pub struct Chart {
    /// Left edge in pixels.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Bottom edge.
    pub bottom: f64,
    /// Scale from left to right.
    pub across: Scale,
    /// Scale from bottom to top.
    pub up: Scale,
}

impl Chart {
    /// Pixel position of a value across.
    pub fn x(&self, value: f64) -> f64 {
        self.left + self.across.share(value) * (self.right - self.left)
    }

    /// Pixel position of a value upwards.
    pub fn y(&self, value: f64) -> f64 {
        self.bottom - self.up.share(value) * (self.bottom - self.top)
    }

    /// Pixel position of a point.
    pub fn at(&self, across: f64, up: f64) -> Point {
        (self.x(across), self.y(up))
    }

    /// Grid lines at values upwards, with their labels left of the chart where wanted.
    pub fn grid_up(&self, picture: &mut Picture, wanted: usize, labels: bool) {
        for (value, label) in self.up.ticks(wanted) {
            let y = self.y(value);
            picture.line(vec![(self.left, y), (self.right, y)], GRID, 1.0);
            if labels {
                picture.text((self.left - 10.0, y + 8.0), label, SIZE, TEXT, Anchor::End);
            }
        }
    }

    /// Grid lines at values across with their labels below, and the bottom line.
    pub fn grid_across(&self, picture: &mut Picture, wanted: usize) {
        let mut free = f64::NEG_INFINITY;
        for (value, label) in self.across.ticks(wanted) {
            let x = self.x(value);
            picture.line(vec![(x, self.top), (x, self.bottom)], GRID, 1.0);
            picture.line(vec![(x, self.bottom), (x, self.bottom + 7.0)], AXIS, 2.0);
            let half = font::width(&label, SIZE, false) / 2.0;
            // Labels stay clear of those of a chart beside this one.
            let x = x.clamp(self.left + half - 16.0, (self.right - half + 16.0).max(self.left + half - 16.0));
            if x - half > free {
                picture.text((x, self.bottom + 30.0), label, SIZE, TEXT, Anchor::Middle);
                free = x + half + 12.0;
            }
        }
        picture.line(vec![(self.left, self.bottom), (self.right, self.bottom)], AXIS, 2.0);
    }

    /// Title of the upward axis with its unit, reading upwards beside the labels that [`Chart::grid_up`] has drawn for
    /// as many ticks.
    pub fn title_up(&self, picture: &mut Picture, wanted: usize, text: &str) {
        let ticks = self.up.ticks(wanted);
        let widest = ticks.iter().map(|tick| font::width(&tick.1, SIZE, false)).fold(0.0, f64::max);
        picture.label(Text {
            at: (self.left - 24.0 - widest, f64::midpoint(self.top, self.bottom)),
            text: text.to_string(),
            size: SIZE,
            bold: false,
            ink: TEXT,
            anchor: Anchor::Middle,
            upwards: true,
        });
    }

    /// Title of the axis across with its unit.
    pub fn title_across(&self, picture: &mut Picture, text: &str) {
        let middle = f64::midpoint(self.left, self.right);
        let text = fit(text, SIZE, self.right - self.left + 40.0, false);
        picture.text((middle, self.bottom + 64.0), text, SIZE, TEXT, Anchor::Middle);
    }

    /// The time below the chart, whose scale across is in hours from 0: local time with a calendar, else time since the
    /// start. Without `labels` only the ticks.
    pub fn time(&self, picture: &mut Picture, calendar: Option<&Calendar>, hours: f64, labels: bool) {
        if let Some(calendar) = calendar {
            let (left, top, right, bottom) = (self.left, self.top, self.right, self.bottom);
            Panel { left, top, right, bottom, hours, most: 1.0 }.local_time(picture, calendar, labels);
            return;
        }
        picture.line(vec![(self.left, self.bottom), (self.right, self.bottom)], AXIS, 2.0);
        let room = ((self.right - self.left) / 85.0) as usize;
        for (at, label) in elapsed_ticks(hours, room.max(2)) {
            let x = self.x(at);
            picture.line(vec![(x, self.bottom), (x, self.bottom + 7.0)], AXIS, 2.0);
            if labels {
                let half = font::width(&label, SIZE, false) / 2.0;
                // The last label keeps clear of a chart beside this one.
                picture.text((x.min(self.right + 14.0 - half), self.bottom + 30.0), label, SIZE, QUIET, Anchor::Middle);
            }
        }
    }
}
