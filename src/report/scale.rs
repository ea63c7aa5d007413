//! Scales of an axis, linear or logarithmic, with ticks at plain numbers.

use super::words;

/// A scale between two values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// Equal steps are equal differences.
    Linear {
        /// Value at the beginning.
        low: f64,
        /// Value at the end, above `low`.
        high: f64,
    },
    /// Equal steps are equal ratios.
    Logarithmic {
        /// Value at the beginning, above 0.
        low: f64,
        /// Value at the end, above `low`.
        high: f64,
    },
}

impl Scale {
    /// A linear scale from 0 to a tick at or above `most`, with about `wanted` ticks; for counts, whose ticks are whole.
    pub fn from_zero(most: f64, wanted: usize) -> Scale {
        let ticks = super::axes::value_ticks(most, wanted);
        Scale::Linear { low: 0.0, high: ticks.last().copied().unwrap_or(1.0) }
    }

    /// A linear scale from a tick at or below `low` to one at or above `high`, with about `wanted` ticks.
    pub fn around(low: f64, high: f64, wanted: usize) -> Scale {
        // One value alone gets room to both sides.
        let (low, high) = if high > low { (low, high) } else { (low - 0.5, high + 0.5) };
        let step = nice_step((high - low) / wanted.max(1) as f64);
        Scale::Linear { low: (low / step).floor() * step, high: (high / step).ceil() * step }
    }

    /// A logarithmic scale from 1, 2 or 5 times a power of ten at or below `low` to one at or above `high`.
    ///
    /// # Panics
    /// When `low` is not above 0.
    pub fn logarithmic(low: f64, high: f64) -> Scale {
        assert!(low > 0.0, "a logarithmic scale begins above 0: found {low}");
        let high = nice_step(high.max(low));
        let low = nice_below(low);
        Scale::Logarithmic { low, high: if high > low { high } else { 10.0 * low } }
    }

    /// Where a value lies, 0 at the beginning to 1 at the end; values outside lie at the nearer end.
    pub fn share(&self, value: f64) -> f64 {
        let share = match *self {
            Scale::Linear { low, high } => (value - low) / (high - low),
            Scale::Logarithmic { low, high } => libm::log(value.max(low) / low) / libm::log(high / low),
        };
        share.clamp(0.0, 1.0)
    }

    /// Ticks with their labels: about `wanted` of a linear scale; of a logarithmic one the powers of ten, with 2 and 5
    /// between when there is room.
    pub fn ticks(&self, wanted: usize) -> Vec<(f64, String)> {
        match *self {
            Scale::Linear { low, high } => linear_ticks(low, high, wanted),
            Scale::Logarithmic { low, high } => logarithmic_ticks(low, high, wanted),
        }
    }
}

fn linear_ticks(low: f64, high: f64, wanted: usize) -> Vec<(f64, String)> {
    let step = nice_step((high - low) / wanted.max(1) as f64);
    let (first, last) = ((low / step - 1e-9).ceil() as i64, (high / step + 1e-9).floor() as i64);
    (first..=last)
        .map(|tick| {
            let value = tick as f64 * step;
            (value, number(value, step))
        })
        .collect()
}

fn logarithmic_ticks(low: f64, high: f64, wanted: usize) -> Vec<(f64, String)> {
    let tens = libm::log10(high / low);
    let factors: &[f64] = if 3.0 * tens <= wanted as f64 { &[1.0, 2.0, 5.0] } else { &[1.0] };
    let mut power = libm::floor(libm::log10(low) + 1e-9) as i32;
    let mut ticks = Vec::new();
    loop {
        let ten = libm::pow(10.0, f64::from(power));
        if ten > high * (1.0 + 1e-9) {
            return ticks;
        }
        for factor in factors {
            let value = factor * ten;
            if value >= low * (1.0 - 1e-9) && value <= high * (1.0 + 1e-9) {
                ticks.push((value, number(value, value)));
            }
        }
        power += 1;
    }
}

/// A number with as many decimals as its step needs.
fn number(value: f64, step: f64) -> String {
    if step >= 1.0 - 1e-9 {
        return words::count(value);
    }
    let decimals = (-libm::floor(libm::log10(step) + 1e-9)).clamp(0.0, 9.0) as usize;
    let text = format!("{value:.decimals$}");
    // No minus before a nought.
    if text.trim_start_matches('-').chars().all(|letter| "0.".contains(letter)) { "0".to_string() } else { text }
}

/// The least of 1, 2 and 5 times a power of ten at or above a value.
fn nice_step(least: f64) -> f64 {
    let least = least.max(f64::MIN_POSITIVE);
    let ten = libm::pow(10.0, libm::floor(libm::log10(least)));
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * ten)
        .find(|&step| step >= least * (1.0 - 1e-9))
        .unwrap_or(ten)
}

fn nice_below(most: f64) -> f64 {
    let ten = libm::pow(10.0, libm::floor(libm::log10(most)));
    let factors = [5.0, 2.0, 1.0];
    factors.into_iter().map(|factor| factor * ten).find(|&step| step <= most * (1.0 + 1e-9)).unwrap_or(ten)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(scale: Scale, wanted: usize) -> Vec<String> {
        scale.ticks(wanted).into_iter().map(|tick| tick.1).collect()
    }

    #[test]
    fn linear_ticks_are_plain_numbers_around_nought() {
        assert_eq!(labels(Scale::around(-12.0, 31.0, 4), 4), ["-20", "0", "20", "40"]);
        assert_eq!(labels(Scale::around(-0.03, 0.02, 4), 5), ["-0.04", "-0.02", "0", "0.02"]);
        assert_eq!(labels(Scale::from_zero(0.0, 4), 4).first().map(String::as_str), Some("0"));
        assert_eq!(labels(Scale::around(7.0, 7.0, 2), 2), ["6.5", "7.0", "7.5"]);
    }

    #[test]
    fn logarithmic_ticks_stand_on_powers_of_ten() {
        let scale = Scale::logarithmic(0.5, 870.0);
        assert_eq!(labels(scale, 4), ["1", "10", "100", "1,000"]);
        assert!((scale.share(1_000.0) - 1.0).abs() < 1e-12 && scale.share(0.0) == 0.0);
        assert_eq!(labels(Scale::logarithmic(0.001, 1.0), 4), ["0.001", "0.01", "0.1", "1"]);
        assert_eq!(labels(Scale::logarithmic(20.0, 90.0), 6), ["20", "50", "100"]);
        assert!(matches!(Scale::logarithmic(1.0, 1.0), Scale::Logarithmic { low: 1.0, high: 10.0 }));
    }
}
