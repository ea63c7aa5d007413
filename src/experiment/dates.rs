//! Local dates of simulated moments, in the proleptic Gregorian calendar.

use crate::model::setup::Calendar;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAY: i64 = 86_400_000;

/// A local moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Local {
    /// Year.
    pub year: i64,
    /// Month, 1..=12.
    pub month: u32,
    /// Day of the month, 1..=31.
    pub day: u32,
    /// Hour, 0..=23.
    pub hour: u32,
    /// Minute, 0..=59.
    pub minute: u32,
}

/// Local milliseconds since 1970-01-01 00:00 of a moment given in hours since the start.
pub fn local_milliseconds(calendar: &Calendar, hours: f64) -> i64 {
    let since = (hours * 3_600_000.0 + 0.5).floor() as i64;
    calendar.start_unix_milliseconds + i64::from(calendar.utc_offset_minutes) * 60_000 + since
}

/// The inverse of [`local_milliseconds`].
pub fn hours_of(calendar: &Calendar, milliseconds: i64) -> f64 {
    let start = calendar.start_unix_milliseconds + i64::from(calendar.utc_offset_minutes) * 60_000;
    (milliseconds - start) as f64 / 3_600_000.0
}

/// The local moment at some hours since the start.
pub fn local(calendar: &Calendar, hours: f64) -> Local {
    of_milliseconds(local_milliseconds(calendar, hours))
}

/// The moment of local milliseconds since 1970.
///
/// Days to civil date by Howard Hinnant's `civil_from_days`: years begin in March, so that the leap day is the last.
pub fn of_milliseconds(milliseconds: i64) -> Local {
    let (days, rest) = (milliseconds.div_euclid(DAY), milliseconds.rem_euclid(DAY));
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * shifted_month + 2) / 5 + 1) as u32;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 } as u32;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Local { year, month, day, hour: (rest / 3_600_000) as u32, minute: (rest / 60_000 % 60) as u32 }
}

/// Local milliseconds of midnight at the beginning of a date (inverse of [`of_milliseconds`]).
pub fn midnight(year: i64, month: u32, day: u32) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted_month = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * shifted_month + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    (era * 146_097 + day_of_era - 719_468) * DAY
}

impl Local {
    /// `29 Apr`.
    pub fn day_text(&self) -> String {
        format!("{} {}", self.day, MONTHS[self.month as usize - 1])
    }

    /// `29 Apr 2021`.
    pub fn date_text(&self) -> String {
        format!("{} {}", self.day_text(), self.year)
    }

    /// `Apr 2021`.
    pub fn month_text(&self) -> String {
        format!("{} {}", MONTHS[self.month as usize - 1], self.year)
    }

    /// `14:05`.
    pub fn clock_text(&self) -> String {
        format!("{:02}:{:02}", self.hour, self.minute)
    }
}

/// `29 Apr 14:05`.
pub fn moment(calendar: &Calendar, hours: f64) -> String {
    let local = local(calendar, hours);
    format!("{} {}", local.day_text(), local.clock_text())
}

/// `UTC+6`, `UTC+5:30`.
pub fn zone(calendar: &Calendar) -> String {
    let minutes = calendar.utc_offset_minutes;
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    if rest == 0 { format!("UTC{sign}{hours}") } else { format!("UTC{sign}{hours}:{rest:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        let at = |milliseconds| of_milliseconds(milliseconds).date_text();
        assert_eq!(at(0), "1 Jan 1970");
        assert_eq!(at(951_782_400_000), "29 Feb 2000");
        assert_eq!(at(1_619_654_700_000), "29 Apr 2021");
        assert_eq!(at(-1), "31 Dec 1969");
        for day in -200_000..200_000_i64 {
            let local = of_milliseconds(day * DAY);
            assert_eq!(midnight(local.year, local.month, local.day), day * DAY);
        }
    }

    #[test]
    fn the_local_clock_is_shifted() {
        // 29 April 2021 08:05 UTC is 14:05 at UTC+6.
        let calendar = Calendar { start_unix_milliseconds: 1_619_683_500_000, utc_offset_minutes: 360 };
        assert_eq!(moment(&calendar, 0.0), "29 Apr 14:05");
        assert_eq!(moment(&calendar, 10.0), "30 Apr 00:05");
        assert_eq!(zone(&calendar), "UTC+6");
    }
}
