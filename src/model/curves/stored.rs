//! Curves as bytes: of each value what differs from the one before it on its curve, since most curves stand still most of
//! the time.

use serde::{Deserialize, Serialize};

use super::{Column, Curves};
use crate::engine::Time;

/// Curves as they are stored.
#[derive(Serialize, Deserialize)]
pub(super) struct Stored {
    columns: Vec<Column>,
    times: Vec<Time>,
    /// The bits in which each value differs from the one before, the leading ones last, so that they make small numbers.
    changes: Vec<u64>,
}

impl From<Curves> for Stored {
    fn from(curves: Curves) -> Stored {
        let columns = curves.columns.len();
        let before = |index: usize| index.checked_sub(columns).map_or(0, |before| curves.values[before].to_bits());
        let change = |(index, value): (usize, &f64)| (value.to_bits() ^ before(index)).swap_bytes();
        let changes = curves.values.iter().enumerate().map(change).collect();
        Stored { columns: curves.columns, times: curves.times, changes }
    }
}

impl TryFrom<Stored> for Curves {
    type Error = &'static str;

    fn try_from(stored: Stored) -> Result<Curves, &'static str> {
        let Stored { columns, times, changes } = stored;
        if Some(changes.len()) != columns.len().checked_mul(times.len()) {
            return Err("curves: not one value a column and time");
        }
        let mut values: Vec<f64> = Vec::with_capacity(changes.len());
        for (index, change) in changes.iter().enumerate() {
            let before = index.checked_sub(columns.len()).map_or(0, |before| values[before].to_bits());
            values.push(f64::from_bits(change.swap_bytes() ^ before));
        }
        Ok(Curves { columns, times, values })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_come_back_bit_for_bit_and_small() {
        let mut curves = Curves::new(2, 3);
        let columns = curves.columns.len();
        for row in 0..200_u32 {
            let value = |column: usize| match column % 3 {
                0 => f64::from(row / 50),
                1 => 17.0,
                _ => libm::sqrt(f64::from(row)),
            };
            curves.push(Time::from_hours(f64::from(row)), (0..columns).map(value));
        }
        let bytes = postcard::to_stdvec(&curves).unwrap();
        let back: Curves = postcard::from_bytes(&bytes).unwrap();
        assert_eq!((&back.columns, &back.times, &back.values), (&curves.columns, &curves.times, &curves.values));
        assert!(bytes.len() < 8 * curves.values.len() * 2 / 3, "{} bytes", bytes.len());
        let cut = Stored { columns: curves.columns, times: curves.times, changes: vec![0; 5] };
        assert!(Curves::try_from(cut).is_err());
    }
}
