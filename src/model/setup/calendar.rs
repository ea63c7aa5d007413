//! The start of a scenario in the calendar, and its local clock.

use crate::engine::Time;

/// The start in the calendar and the local clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Milliseconds from 1970-01-01 00:00 UTC to the start.
    pub start_unix_milliseconds: i64,
    /// Local time minus UTC, in minutes.
    pub utc_offset_minutes: i32,
}

impl Calendar {
    fn local_milliseconds(&self, time: Time) -> i64 {
        self.start_unix_milliseconds + i64::from(self.utc_offset_minutes) * 60_000 + time.milliseconds() as i64
    }

    /// Local hour of the day, 0..24.
    #[inline]
    pub fn hour(&self, time: Time) -> f64 {
        self.local_milliseconds(time).rem_euclid(86_400_000) as f64 / 3_600_000.0
    }

    /// Day of a 365.25-day year, 0..365.25, for the season.
    #[inline]
    pub fn day_of_year(&self, time: Time) -> f64 {
        (self.local_milliseconds(time) as f64 / 86_400_000.0).rem_euclid(365.25)
    }

    /// The next moment after `time` at which the local clock shows a whole `hour`.
    pub fn next_hour(&self, time: Time, hour: u32) -> Time {
        let since = (self.local_milliseconds(time) - i64::from(hour) * 3_600_000).rem_euclid(86_400_000);
        time + Time::from_milliseconds((86_400_000 - since) as u64)
    }
}
