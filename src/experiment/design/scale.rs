//! From the unit interval to the values of a factor.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Largest whole number of a factor, and least with the sign changed: every one up to it is an exact double.
const WHOLE_LIMIT: i64 = 1 << 53;

/// How a coordinate of a design becomes a value of a factor.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// Evenly spread numbers, in the unit of the factor.
    Linear {
        /// Value at 0.
        low: f64,
        /// Value at 1, not below `low`.
        high: f64,
    },
    /// Positive numbers whose logarithm is evenly spread, in the unit of the factor.
    Logarithmic {
        /// Value at 0, above 0.
        low: f64,
        /// Value at 1, not below `low`.
        high: f64,
    },
    /// Whole numbers, each with an equal share of the unit interval.
    Whole {
        /// Least.
        low: i64,
        /// Largest, not below `low`.
        high: i64,
    },
    /// One of so many levels, each with an equal share of the unit interval.
    Choice {
        /// How many, 1 or more.
        levels: usize,
    },
}

/// A value of a factor.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// A number, in the unit of the factor.
    Number(f64),
    /// A whole number.
    Whole(i64),
    /// Index of a level, from 0.
    Choice(usize),
}

/// Why a scale maps nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ScaleError {
    /// Bounds that are not finite, in descending order, too far apart to subtract, or not positive though logarithmic.
    Bounds {
        /// Lower bound found.
        low: f64,
        /// Upper bound found.
        high: f64,
        /// What was expected of them.
        expected: &'static str,
    },
    /// A choice among nothing.
    NoLevels,
}

impl fmt::Display for ScaleError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ScaleError::Bounds { low, high, expected } => {
                write!(formatter, "range: found {low}..={high}, expected {expected}")
            }
            ScaleError::NoLevels => write!(formatter, "levels: found 0, expected 1 or more"),
        }
    }
}

impl std::error::Error for ScaleError {}

impl Scale {
    /// Checks the bounds.
    ///
    /// # Errors
    /// When they are not finite, descending, or out of range.
    pub fn check(&self) -> Result<(), ScaleError> {
        let (low, high, valid, expected) = match *self {
            Scale::Linear { low, high } => {
                (low, high, (0.0..=f64::MAX).contains(&(high - low)), "finite numbers in ascending order")
            }
            Scale::Logarithmic { low, high } => {
                let valid = 0.0 < low && low <= high && high <= f64::MAX;
                (low, high, valid, "finite numbers above 0 in ascending order")
            }
            Scale::Whole { low, high } => {
                let valid = -WHOLE_LIMIT <= low && low <= high && high <= WHOLE_LIMIT;
                (low as f64, high as f64, valid, "whole numbers in ascending order, within ±2^53")
            }
            Scale::Choice { levels } => return if levels == 0 { Err(ScaleError::NoLevels) } else { Ok(()) },
        };
        if valid { Ok(()) } else { Err(ScaleError::Bounds { low, high, expected }) }
    }

    /// The value at a place of the unit interval, 0..=1; it never falls as the place rises. The ends of the interval
    /// give the bounds exactly.
    ///
    /// Formula: `low` + (`high` - `low`) u; the exponential of that of the logarithms; floor(u n) of n whole numbers or
    /// levels, the last at 1. Source: definition.
    ///
    /// # Panics
    /// When the place lies outside 0..=1, or [`Scale::check`] fails.
    #[must_use]
    pub fn at(&self, unit: f64) -> Level {
        assert!((0.0..=1.0).contains(&unit), "place: found {unit}, expected 0..=1");
        if let Err(error) = self.check() {
            panic!("{error}");
        }
        match *self {
            Scale::Linear { low, high } => Level::Number(between(unit, low, high, low + (high - low) * unit)),
            Scale::Logarithmic { low, high } => {
                let (log_low, log_high) = (libm::log(low), libm::log(high));
                Level::Number(between(unit, low, high, libm::exp(log_low + (log_high - log_low) * unit)))
            }
            Scale::Whole { low, high } => Level::Whole(low + part(unit, (high - low + 1) as u64) as i64),
            Scale::Choice { levels } => Level::Choice(part(unit, levels as u64) as usize),
        }
    }
}

/// The value, kept within the bounds, and exact at the ends.
fn between(unit: f64, low: f64, high: f64, value: f64) -> f64 {
    match unit {
        0.0 => low,
        1.0 => high,
        _ => value.clamp(low, high),
    }
}

/// Which of so many equal parts of the unit interval holds the place.
fn part(unit: f64, count: u64) -> u64 {
    ((unit * count as f64) as u64).min(count - 1)
}
