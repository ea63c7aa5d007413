//! What a report is made from.

use crate::engine::Limits;
use crate::experiment::Replication;
use crate::model::ids::SideId;
use crate::model::timeline::Truce;
use crate::model::{Recorder, Setup};

use super::palette::{QUIET, TEXT};
use super::panel::{SIZE, fit};
use super::picture::Anchor;
use super::picture::Picture;
use super::{dates, words};

/// Width of a picture.
pub const WIDTH: u32 = 1600;
/// Height of a picture.
pub const HEIGHT: u32 = 1000;

/// How a run was asked for.
#[derive(Clone, Debug)]
pub struct Identity {
    /// Seed.
    pub seed: u64,
    /// Replication.
    pub replication: u64,
    /// Overrides, as typed.
    pub overrides: Vec<String>,
    /// Name and blake3 of every scenario text, includes counted.
    pub texts: Vec<(String, String)>,
    /// Limits of the run.
    pub limits: Limits,
    /// Command that does it again.
    pub command: String,
}

/// A finished run with everything it told.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// What the scenario fixes.
    pub setup: &'a Setup,
    /// What the run told.
    pub recorder: &'a Recorder,
    /// What it came to.
    pub replication: &'a Replication,
    /// How it was asked for.
    pub identity: &'a Identity,
}

impl Run<'_> {
    /// Length of the time axis in hours: the end of the run, at least an hour.
    pub fn hours(&self) -> f64 {
        self.replication.end_hours.max(1.0)
    }

    /// Name of a side, short enough for a picture.
    pub fn side_name(&self, side: usize) -> String {
        words::one_line(&self.setup.sides[side].name, 24)
    }

    /// Ceasefire attempts that were agreed.
    pub fn truces(&self) -> Vec<Truce> {
        self.recorder.timeline().into_iter().filter(Truce::was_agreed).collect()
    }

    /// Sum of curves of a side, as (hours, value).
    pub fn curve(&self, metrics: &[&str], side: usize) -> Vec<(f64, f64)> {
        let curves = &self.recorder.curves;
        let columns: Vec<usize> =
            metrics.iter().filter_map(|metric| curves.find(metric, Some(SideId::at(side)), None)).collect();
        let sum = |row: usize| columns.iter().map(|&column| curves.value(row, column)).sum();
        curves.times.iter().enumerate().map(|(row, time)| (time.hours(), sum(row))).collect()
    }

    /// Documented points of a measure: hours, (low, best, high).
    pub fn observed(&self, measure: &str) -> impl Iterator<Item = (f64, (f64, f64, f64))> {
        let (hours, measure) = (self.hours(), measure.to_string());
        self.setup
            .observed
            .iter()
            .filter(move |point| point.measure == measure && point.hours <= hours)
            .map(|point| (point.hours, (point.low, point.best, point.high)))
    }

    /// What the time axes show, in words.
    pub fn time_axes(&self) -> String {
        let calendar = &self.setup.calendar;
        let start = dates::local(calendar, 0.0);
        format!(
            "local time ({}) below, from {} {}; elapsed time above",
            dates::zone(calendar),
            start.date_text(),
            start.clock_text()
        )
    }

    /// A blank picture with title, subtitle and caption.
    pub fn picture(&self, title: &str, subtitle: &str) -> Picture {
        let mut picture = Picture::new(WIDTH, HEIGHT);
        let room = f64::from(WIDTH) - 60.0;
        let scenario = words::one_line(&self.setup.title, 90);
        let title = fit(&format!("{title} · {scenario}"), 34.0, room, true);
        picture.bold((30.0, 50.0), title, 34.0, TEXT, Anchor::Start);
        picture.text((30.0, 86.0), fit(subtitle, 24.0, room, false), 24.0, QUIET, Anchor::Start);
        let caption = fit(&self.caption(), SIZE, room, false);
        picture.text((30.0, f64::from(HEIGHT) - 14.0), caption, SIZE, QUIET, Anchor::Start);
        picture
    }

    fn caption(&self) -> String {
        format!(
            "Illustrative model, not a forecast · scenario {} · seed {} · replication {} · Truceline {} · digest {}",
            words::one_line(&self.setup.id, 40),
            self.identity.seed,
            self.identity.replication,
            env!("CARGO_PKG_VERSION"),
            &self.replication.digest_text()[..12],
        )
    }
}
