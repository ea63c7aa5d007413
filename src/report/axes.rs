//! Axes: ticks of values and of local time.

use crate::experiment::dates;
use crate::model::setup::Calendar;

/// A tick on the time axis.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeTick {
    /// Hours since the start.
    pub hours: f64,
    /// Upper line of the label: the local hour, or all there is to say.
    pub label: String,
    /// Lower line: the date, where it is new.
    pub date: Option<String>,
}

/// Nice values from 0 to at least `most`, about `wanted` of them: steps of 1, 2 or 5 times a power of ten, at least 1.
pub fn value_ticks(most: f64, wanted: usize) -> Vec<f64> {
    let mut step = 1.0;
    let mut factors = [2.0, 2.5, 2.0].iter().cycle();
    while most / step > wanted as f64 {
        step *= factors.next().unwrap_or(&2.0);
    }
    let count = (most / step).ceil().max(1.0) as usize;
    (0..=count).map(|tick| tick as f64 * step).collect()
}

/// Ticks of local time between 0 and `end` hours, at most `most` of them.
pub fn time_ticks(calendar: &Calendar, end: f64, most: usize) -> Vec<TimeTick> {
    const STEPS: [i64; 10] = [1, 2, 3, 6, 12, 24, 48, 96, 168, 336];
    // Dates are wider than hours.
    let room = |step: i64| most as f64 * if step < 24 { 1.0 } else { 0.8 };
    match STEPS.iter().find(|&&step| end / step as f64 <= room(step)) {
        Some(&step) => hour_ticks(calendar, end, step),
        None => month_ticks(calendar, end, most),
    }
}

fn hour_ticks(calendar: &Calendar, end: f64, step: i64) -> Vec<TimeTick> {
    let step = step * 3_600_000;
    let start = dates::local_milliseconds(calendar, 0.0);
    let mut at = start.div_euclid(step) * step;
    if at < start {
        at += step;
    }
    let mut ticks: Vec<TimeTick> = Vec::new();
    let mut last_day = None;
    while dates::hours_of(calendar, at) <= end {
        let local = dates::of_milliseconds(at);
        let day = local.day_text();
        let new_day = last_day.replace(day.clone()) != Some(day.clone());
        let (label, date) = if step >= 24 * 3_600_000 {
            (day, ticks.is_empty().then(|| local.clock_text()))
        } else {
            (local.clock_text(), new_day.then_some(day))
        };
        ticks.push(TimeTick { hours: dates::hours_of(calendar, at), label, date });
        at += step;
    }
    ticks
}

fn month_ticks(calendar: &Calendar, end: f64, most: usize) -> Vec<TimeTick> {
    const STEPS: [i64; 9] = [1, 3, 6, 12, 24, 60, 120, 600, 6_000];
    let months = end / (30.44 * 24.0);
    let step = STEPS.iter().copied().find(|&step| months / step as f64 <= most as f64).unwrap_or(60_000);
    let start = dates::local(calendar, 0.0);
    let mut month = (start.year * 12 + i64::from(start.month) - 1).div_euclid(step) * step;
    let mut ticks = Vec::new();
    loop {
        let (year, number) = (month.div_euclid(12), month.rem_euclid(12) as u32 + 1);
        let hours = dates::hours_of(calendar, dates::midnight(year, number, 1));
        if hours > end {
            return ticks;
        }
        if hours >= 0.0 {
            let local = dates::local(calendar, hours);
            let label = if step >= 12 { year.to_string() } else { local.month_text() };
            ticks.push(TimeTick { hours, label, date: None });
        }
        month += step;
    }
}

/// Ticks of time since the start, at most `most` of them: hours since the start and label.
pub fn elapsed_ticks(end: f64, most: usize) -> Vec<(f64, String)> {
    const YEAR: f64 = 365.25 * 24.0;
    const STEPS: [(f64, f64, &str); 18] = [
        (1.0, 1.0, " h"),
        (2.0, 1.0, " h"),
        (6.0, 1.0, " h"),
        (12.0, 1.0, " h"),
        (24.0, 1.0, " h"),
        (48.0, 1.0, " h"),
        (96.0, 1.0, " h"),
        (240.0, 24.0, " d"),
        (720.0, 24.0, " d"),
        (2_400.0, 24.0, " d"),
        (YEAR, YEAR, " y"),
        (2.0 * YEAR, YEAR, " y"),
        (5.0 * YEAR, YEAR, " y"),
        (10.0 * YEAR, YEAR, " y"),
        (20.0 * YEAR, YEAR, " y"),
        (50.0 * YEAR, YEAR, " y"),
        (100.0 * YEAR, YEAR, " y"),
        (1_000.0 * YEAR, YEAR, " y"),
    ];
    let (step, unit, name) =
        STEPS.into_iter().find(|(step, ..)| end / step <= most as f64).unwrap_or((10_000.0 * YEAR, YEAR, " y"));
    let count = (end / step + 1e-9).floor() as usize;
    (0..=count).map(|tick| (tick as f64 * step, format!("{:.0}{name}", tick as f64 * step / unit))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALENDAR: Calendar = Calendar { start_unix_milliseconds: 1_619_683_500_000, utc_offset_minutes: 360 };

    #[test]
    fn values_get_nice_steps_that_reach_the_top() {
        assert_eq!(value_ticks(36.0, 4), [0.0, 10.0, 20.0, 30.0, 40.0]);
        assert_eq!(value_ticks(0.0, 4), [0.0, 1.0]);
        assert_eq!(value_ticks(41_000.0, 5), [0.0, 10_000.0, 20_000.0, 30_000.0, 40_000.0, 50_000.0]);
    }

    #[test]
    fn time_ticks_stand_on_whole_local_hours_and_name_new_days() {
        let ticks = time_ticks(&CALENDAR, 30.0, 6);
        let labels: Vec<&str> = ticks.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(labels, ["18:00", "00:00", "06:00", "12:00", "18:00"]);
        let dates: Vec<&str> = ticks.iter().filter_map(|tick| tick.date.as_deref()).collect();
        assert_eq!(dates, ["29 Apr", "30 Apr"]);
    }

    #[test]
    fn decades_get_years() {
        let ticks = time_ticks(&CALENDAR, 20.0 * 365.25 * 24.0, 10);
        assert_eq!(ticks[0].label, "2022");
        assert!(ticks.len() <= 11);
        assert_eq!(elapsed_ticks(20.0 * 365.25 * 24.0, 10).last().map(|tick| tick.1.clone()), Some("20 y".into()));
    }
}
