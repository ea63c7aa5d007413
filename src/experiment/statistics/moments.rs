//! Mean and variance of numbers that come one at a time.

/// Count, mean and sum of squared deviations, updated number by number, so that memory does not grow with them.
///
/// Formula: d = x - m, m += d / n, s += d (x - m). Equal numbers give a variance of exactly 0. The result depends on
/// the order in the last bits: push in the order of the index. Source: B. P. Welford, *Note on a Method for Calculating
/// Corrected Sums of Squares and Products*, Technometrics 4 (1962).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moments {
    count: u64,
    mean: f64,
    squares: f64,
}

impl Moments {
    /// The moments of all these numbers, in this order.
    ///
    /// # Panics
    /// When a number is not finite.
    #[must_use]
    pub fn of(values: &[f64]) -> Moments {
        let mut moments = Moments::default();
        values.iter().for_each(|&value| moments.push(value));
        moments
    }

    /// Takes one more number.
    ///
    /// # Panics
    /// When it is not finite.
    pub fn push(&mut self, value: f64) {
        assert!(value.is_finite(), "sample: found {value}, expected a finite number");
        self.count += 1;
        let before = value - self.mean;
        self.mean += before / self.count as f64;
        self.squares += before * (value - self.mean);
    }

    /// How many numbers there were.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Their mean, in their unit; None when there were none.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then_some(self.mean)
    }

    /// Their variance with divisor n - 1, in the square of their unit; None below two numbers.
    #[must_use]
    pub fn variance(&self) -> Option<f64> {
        (self.count > 1).then(|| self.squares / (self.count - 1) as f64)
    }

    /// The square root of [`Moments::variance`], in their unit.
    #[must_use]
    pub fn standard_deviation(&self) -> Option<f64> {
        self.variance().map(f64::sqrt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closed_forms() {
        let moments = Moments::of(&[1.0, 2.0, 3.0, 4.0]);
        assert_eq!((moments.count(), moments.mean(), moments.variance()), (4, Some(2.5), Some(5.0 / 3.0)));
        assert_eq!(Moments::default().mean(), None);
        assert_eq!(Moments::of(&[7.0]).variance(), None);
    }

    #[test]
    fn a_large_offset_costs_no_digits() {
        // A sum of squares would lose them all: 1e9 squared has 18 digits.
        let moments = Moments::of(&[1e9 + 4.0, 1e9 + 7.0, 1e9 + 13.0, 1e9 + 16.0]);
        assert_eq!(moments.variance(), Some(30.0));
        assert_eq!(Moments::of(&[0.1; 1000]).variance(), Some(0.0));
    }
}
