//! Simulated time: whole milliseconds since the start of a scenario.

use std::fmt;
use std::ops::{Add, Sub};

use serde::{Deserialize, Serialize};

/// A moment, or a length of time, in whole milliseconds; a moment counts from the start of the scenario.
///
/// At most 2^48 - 1 ms (about 8,900 years), because pending events pack it into 48 bits. Arithmetic is checked: an
/// overflow is a programming error and panics. Stored as its number of milliseconds; a greater one is refused when read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct Time(u64);

const MILLISECONDS_PER_HOUR: f64 = 3_600_000.0;

impl Time {
    /// The start of the scenario.
    pub const ZERO: Time = Time(0);
    /// The last moment that a pending event can have.
    pub const MAX: Time = Time((1 << 48) - 1);

    /// From whole milliseconds.
    ///
    /// # Panics
    /// Above [`Time::MAX`].
    #[inline]
    pub const fn from_milliseconds(milliseconds: u64) -> Time {
        assert!(milliseconds <= Time::MAX.0, "time above 2^48 - 1 ms");
        Time(milliseconds)
    }

    /// From hours, rounded to the nearest millisecond; beyond [`Time::MAX`] it stays there, so that a draw of an
    /// astronomically long delay means "never" and not a crash.
    ///
    /// # Panics
    /// For negative hours or NaN.
    #[inline]
    pub fn from_hours(hours: f64) -> Time {
        Time(milliseconds_of_hours(hours).min(Time::MAX.0))
    }

    /// From whole days.
    ///
    /// # Panics
    /// Above [`Time::MAX`].
    pub const fn from_days(days: u64) -> Time {
        Time::from_milliseconds(days.saturating_mul(86_400_000))
    }

    /// Whole milliseconds.
    #[inline]
    pub const fn milliseconds(self) -> u64 {
        self.0
    }

    /// Hours as a real number.
    #[inline]
    pub fn hours(self) -> f64 {
        self.0 as f64 / MILLISECONDS_PER_HOUR
    }

    /// Hours from `earlier` to this moment, 0 when `earlier` is later.
    #[inline]
    pub fn hours_since(self, earlier: Time) -> f64 {
        self.0.saturating_sub(earlier.0) as f64 / MILLISECONDS_PER_HOUR
    }

    /// This moment plus a delay in hours, at most [`Time::MAX`].
    ///
    /// # Panics
    /// For a negative delay or NaN.
    #[inline]
    pub fn plus_hours(self, hours: f64) -> Time {
        Time((self.0 + milliseconds_of_hours(hours)).min(Time::MAX.0))
    }
}

/// Rounded; at most 2^63 - 1.
#[inline]
fn milliseconds_of_hours(hours: f64) -> u64 {
    assert!(hours >= 0.0, "a length of time is at least 0 hours: found {hours}");
    // By way of a signed number, which processors have an instruction for.
    (hours * MILLISECONDS_PER_HOUR + 0.5) as i64 as u64
}

impl TryFrom<u64> for Time {
    type Error = &'static str;
    fn try_from(milliseconds: u64) -> Result<Time, Self::Error> {
        if milliseconds > Time::MAX.0 { Err("time above 2^48 - 1 ms") } else { Ok(Time(milliseconds)) }
    }
}

impl From<Time> for u64 {
    fn from(time: Time) -> u64 {
        time.0
    }
}

/// This moment moved on by a length of time, or the sum of two lengths.
///
/// # Panics
/// Above [`Time::MAX`].
impl Add for Time {
    type Output = Time;
    #[inline]
    fn add(self, other: Time) -> Time {
        Time::from_milliseconds(self.0.checked_add(other.0).expect("time overflow"))
    }
}

/// The length of time from `other` to this moment.
///
/// # Panics
/// When `other` is later.
impl Sub for Time {
    type Output = Time;
    #[inline]
    fn sub(self, other: Time) -> Time {
        Time(self.0.checked_sub(other.0).expect("time before the start"))
    }
}

impl fmt::Display for Time {
    /// Days, hours and minutes as `2d 03:15`; seconds are cut off.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.0 / 60_000;
        write!(formatter, "{}d {:02}:{:02}", minutes / 1440, minutes / 60 % 24, minutes % 60)
    }
}
