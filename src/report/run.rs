//! What a report is made from.

use crate::engine::Limits;
use crate::experiment::{Replication, dates};
use crate::model::ids::SideId;
use crate::model::timeline::Truce;
use crate::model::{Recorder, Setup};

use super::picture::Picture;
use super::sheet::{Heading, sheet};
use super::words;

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
    /// JSON twin of the scenario, overrides applied: all that is needed to do the run again.
    pub twin: String,
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

    /// Length of a time axis, in hours, that shows all up to `last` and a little more, or the whole run when that is little
    /// longer: so two days of fire are not lost in two weeks of calm.
    pub fn hours_until(&self, last: f64) -> f64 {
        const MARGIN: f64 = 1.15;
        const LEAST: f64 = 24.0;
        let hours = (last * MARGIN).max(LEAST);
        if hours < 0.8 * self.hours() { hours } else { self.hours() }
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
        let scenario = words::one_line(&self.setup.title, 90);
        sheet(&Heading {
            title: format!("{title} · {scenario}"),
            subtitle: subtitle.to_string(),
            caption: self.caption(),
        })
    }

    fn caption(&self) -> String {
        format!(
            "scenario {} · seed {} · replication {} · Truceline {} · digest {}",
            words::one_line(&self.setup.id, 40),
            self.identity.seed,
            self.identity.replication,
            env!("CARGO_PKG_VERSION"),
            &self.replication.digest_text()[..12],
        )
    }
}
