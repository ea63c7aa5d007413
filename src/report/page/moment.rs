//! Moments of a run in words.

use crate::experiment::dates;

use super::super::run::Run;
use super::super::words;

/// Length from which a date needs its year.
const YEAR_NEEDED_HOURS: f64 = 300.0 * 24.0;

/// Whether moments of a run are told with their year.
pub fn with_year(run: &Run) -> bool {
    run.hours() > YEAR_NEEDED_HOURS
}

/// `29 Apr 14:05`, with the year in a long run.
pub fn moment(run: &Run, hours: f64) -> String {
    if with_year(run) { full(run, hours) } else { dates::moment(&run.setup.calendar, hours) }
}

/// `29 Apr 2021 14:05`.
pub fn full(run: &Run, hours: f64) -> String {
    let local = dates::local(&run.setup.calendar, hours);
    format!("{} {}", local.date_text(), local.clock_text())
}

/// `90 min`, `31 h`, `14 days`, `20 years`: a length in the unit that suits it.
pub fn length(hours: f64) -> String {
    const YEAR: f64 = 365.25 * 24.0;
    let (value, unit) = match hours {
        hours if hours < 2.0 => (hours * 60.0, "min"),
        hours if hours < 72.0 => (hours, "h"),
        hours if hours < 2.0 * YEAR => (hours / 24.0, "days"),
        hours => (hours / YEAR, "years"),
    };
    let rounded = (value * 10.0).round() / 10.0;
    format!("{} {unit}", if unit == "min" { words::count(value) } else { words::value(rounded) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_take_the_unit_that_suits_them() {
        assert_eq!((length(0.5), length(31.0), length(336.0)), ("30 min".into(), "31 h".into(), "14 days".into()));
        assert_eq!((length(20.0 * 8_766.0), length(54.26)), ("20 years".into(), "54.3 h".into()));
    }
}
